# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Sales KPI: Employee Expenses",
    "version": "19.0.1.0.0",
    "summary": "Expenses that people hand in count against their expense budget",
    "category": "Human Resources/Sales KPI",
    "author": "Marketing Appraisal contributors",
    "license": "LGPL-3",
    "depends": ["sales_kpi", "hr_expense"],
    "uninstall_hook": "uninstall_hook",
    "auto_install": True,
}
