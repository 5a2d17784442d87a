from . import marketing_appraisal_appeal_letter
from . import marketing_appraisal_form
from . import marketing_appraisal_form_tables
from . import marketing_appraisal_form_year
from . import marketing_appraisal_result_letter
