from . import sales_kpi
from . import sales_kpi_evidence
