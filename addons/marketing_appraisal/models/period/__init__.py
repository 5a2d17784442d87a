"""A month, a year: opening it for everybody, its days, grading all of it, its workbook."""

from . import marketing_appraisal_period
from . import marketing_appraisal_period_deadlines
from . import marketing_appraisal_period_open
from . import marketing_appraisal_period_grade
from . import marketing_appraisal_omission
from . import marketing_appraisal_period_plan
from . import marketing_appraisal_period_workbook
