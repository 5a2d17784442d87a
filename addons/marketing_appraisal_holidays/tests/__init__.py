from . import test_leave
from . import test_year_leave
