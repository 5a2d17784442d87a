from . import test_access
from . import test_carry
from . import test_collection
from . import test_customers
from . import test_evidence
from . import test_measures
from . import test_quota
from . import test_scale
