"""What goes into a result: scores, events with their proposals, calibration, distribution."""

from . import marketing_appraisal_event_type
from . import marketing_appraisal_event
from . import marketing_appraisal_rating
from . import marketing_appraisal_calibration
from . import marketing_appraisal_distribution
from . import marketing_appraisal_score_sheet
from . import marketing_appraisal_event_proposal
from . import marketing_appraisal_event_finding
from . import marketing_appraisal_behaviour_rule
