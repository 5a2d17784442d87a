from . import test_access
from . import test_branch
from . import test_appraiser
from . import test_dated_position
from . import test_task
from . import test_workdays
