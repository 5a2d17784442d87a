"""Probation from its beginning to its decision, and the reward for who referred the person."""

from . import marketing_appraisal_policy_probation
from . import marketing_probation_limit
from . import marketing_probation
from . import marketing_probation_length
from . import marketing_probation_appraisal
from . import marketing_probation_voice
from . import marketing_probation_decision
from . import marketing_probation_reminder
from . import marketing_probation_substitute
from . import marketing_probation_waiting
from . import marketing_referral
from . import marketing_probation_reading
from . import hr_employee_probation
