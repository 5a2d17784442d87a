from . import marketing_appraisal_period_confirm
from . import marketing_scorecard_trial
