"""What comes out: results with their lines, the grader, evidence, signature and seals, issuing again."""

from . import marketing_appraisal_result
from . import marketing_appraisal_result_line
from . import marketing_appraisal_reissue
from . import marketing_appraisal_publication
from . import marketing_appraisal_grader
from . import marketing_appraisal_result_store
from . import marketing_appraisal_comparison
from . import marketing_appraisal_evidence
from . import marketing_appraisal_signing_note
from . import marketing_appraisal_exception
from . import marketing_appraisal_seal
from . import marketing_appraisal_sealer
