from . import hr_leave_type
from . import hr_leave
from . import marketing_appraisal_policy
from . import marketing_appraisal_grader
from . import marketing_appraisal_period
