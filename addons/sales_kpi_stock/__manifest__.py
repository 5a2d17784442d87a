# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Sales KPI: Deliveries",
    "version": "19.0.1.0.0",
    "summary": "Days paid late count from the shipment of each delivery",
    "category": "Human Resources/Sales KPI",
    "author": "Marketing Appraisal contributors",
    "license": "LGPL-3",
    "depends": ["sales_kpi", "sale_stock"],
    "uninstall_hook": "uninstall_hook",
    "auto_install": True,
}
