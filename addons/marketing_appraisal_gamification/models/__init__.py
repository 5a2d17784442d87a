from . import gamification_badge_user
from . import marketing_appraisal_best
