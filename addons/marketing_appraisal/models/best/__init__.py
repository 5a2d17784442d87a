"""Employees of the month and of the year."""

from . import marketing_appraisal_policy_best
from . import marketing_appraisal_best_mixin
from . import marketing_appraisal_best
from . import marketing_appraisal_best_situation
from . import marketing_appraisal_best_candidate
from . import marketing_appraisal_best_candidate_year
from . import marketing_appraisal_best_notice
from . import marketing_appraisal_period_best
