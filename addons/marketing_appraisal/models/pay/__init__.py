"""Money by grade: performance pay of a month with its pools, the bonus of a year."""

from . import marketing_appraisal_pay
from . import marketing_appraisal_pay_explained
from . import marketing_appraisal_pay_pool
from . import marketing_appraisal_policy_bonus
from . import marketing_appraisal_bonus
from . import marketing_appraisal_bonus_decision
from . import marketing_appraisal_bonus_explained
from . import marketing_appraisal_period_pay
