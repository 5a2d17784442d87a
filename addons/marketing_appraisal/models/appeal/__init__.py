"""Appeals against published results, from the filing to the result that is issued again."""

from . import marketing_appraisal_appeal
from . import marketing_appraisal_appeal_deadline
from . import marketing_appraisal_appeal_filing
from . import marketing_appraisal_appeal_decision
from . import marketing_appraisal_appeal_consequence
from . import marketing_appraisal_appeal_notice
from . import marketing_appraisal_appeal_desk
from . import marketing_appraisal_outcome_appeal
