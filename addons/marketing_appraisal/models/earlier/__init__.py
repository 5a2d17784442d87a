"""Results of the time before this app, brought in and taken into the chain."""

from . import marketing_appraisal_imported
from . import marketing_appraisal_earlier_result
from . import marketing_appraisal_earlier_taking
from . import marketing_appraisal_earlier_year
