"""What an annual appraisal has of its own: who takes part, annual score, ranks, democratic review; special ones."""

from . import marketing_appraisal_policy_year
from . import marketing_appraisal_period_open_year
from . import marketing_appraisal_year
from . import marketing_appraisal_rating_year
from . import marketing_appraisal_grader_year
from . import marketing_appraisal_result_year
from . import marketing_appraisal_rank
from . import marketing_appraisal_exception_year
from . import marketing_appraisal_review
from . import marketing_appraisal_review_voter
from . import marketing_appraisal_ballot
from . import marketing_appraisal_review_again
from . import marketing_appraisal_special
