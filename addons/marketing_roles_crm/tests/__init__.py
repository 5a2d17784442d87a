from . import test_access
from . import test_campaign
from . import test_feedback
from . import test_follow_up
from . import test_passing
from . import test_region
from . import test_summary
from . import test_tour
