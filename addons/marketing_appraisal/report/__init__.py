from . import marketing_appraisal_form
