from . import sales_kpi
from . import sales_kpi_measure
from . import sales_kpi_scale
from . import sales_quota
from . import sales_quota_line
from . import sales_kpi_evidence
from . import sales_kpi_report
