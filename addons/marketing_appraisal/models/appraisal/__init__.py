"""One person's appraisal: its steps, who acts in them, interview, notes, goals, what waits for whom."""

from . import marketing_appraisal
from . import marketing_appraisal_step
from . import marketing_appraisal_back
from . import marketing_appraisal_substitution
from . import marketing_appraisal_designation
from . import marketing_appraisal_acting
from . import marketing_appraisal_interview
from . import marketing_appraisal_note
from . import marketing_appraisal_goal
from . import marketing_appraisal_erase
from . import marketing_appraisal_waiting
from . import marketing_appraisal_desk
from . import marketing_task
