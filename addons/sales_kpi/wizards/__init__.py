from . import sales_credit_split
from . import sales_kpi_closing_reopen
from . import sales_kpi_reassign
from . import sales_quota_reset
from . import sales_quota_growth
from . import sales_quota_share
