# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Sales KPI",
    "version": "19.0.1.0.0",
    "summary": "Quotas and KPIs computed live from orders and invoices, each figure explained",
    "category": "Human Resources/Sales KPI",
    "author": "Marketing Appraisal contributors",
    "license": "LGPL-3",
    "depends": ["marketing_roles", "sale_management", "account"],
    "data": [
        "security/sales_kpi_groups.xml",
        "security/ir.model.access.csv",
        "security/sales_kpi_rules.xml",
        "data/sales_kpi_data.xml",
        "views/sales_kpi_views.xml",
        "views/sales_kpi_scale_views.xml",
        "views/sales_quota_views.xml",
        "views/sales_kpi_evidence_views.xml",
        "views/sales_kpi_report_views.xml",
        "views/sales_kpi_menus.xml",
    ],
    "uninstall_hook": "uninstall_hook",
    "application": True,
}
