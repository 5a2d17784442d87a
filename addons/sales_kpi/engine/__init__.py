"""Pure calculations of sales_kpi: no import of odoo anywhere below this folder."""
