from . import marketing_appraisal_event_answer
from . import marketing_appraisal_period_confirm
from . import marketing_scorecard_trial
from . import marketing_appraisal_verification
from . import marketing_appraisal_drift
from . import marketing_appraisal_reissue
from . import marketing_appraisal_back
from . import marketing_appraisal_dry_run
