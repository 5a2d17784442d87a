"""What a company decides once: policies with their versions, scorecards with criteria, behaviours."""

from . import marketing_appraisal_about_mixin
from . import marketing_appraisal_behaviour
from . import marketing_appraisal_policy
from . import marketing_appraisal_policy_second
from . import marketing_appraisal_policy_version
from . import marketing_scorecard
from . import marketing_scorecard_criterion
