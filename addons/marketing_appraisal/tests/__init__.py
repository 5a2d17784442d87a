from . import test_access
from . import test_annual
from . import test_grading
from . import test_period
from . import test_policy
from . import test_queries
from . import test_ratings
from . import test_steps
