"""What rules propose after a year, and how it is decided and carried out."""

from . import marketing_appraisal_outcome_kind
from . import marketing_appraisal_outcome_rule
from . import marketing_appraisal_outcome_finder
from . import marketing_appraisal_outcome
from . import marketing_appraisal_outcome_proposing
from . import marketing_appraisal_outcome_hand
from . import marketing_appraisal_outcome_decision
from . import marketing_appraisal_outcome_effect
from . import marketing_appraisal_period_workbook_year
from . import marketing_appraisal_erase_year
