from . import marketing_appraisal_form
from . import marketing_appraisal_form_tables
