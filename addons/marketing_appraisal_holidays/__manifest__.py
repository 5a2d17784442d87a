# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Marketing Appraisal: Time Off",
    "version": "19.0.1.0.0",
    "summary": "Leave beyond the allowed days bars an A",
    "category": "Human Resources/Marketing Appraisal",
    "author": "Marketing Appraisal contributors",
    "license": "LGPL-3",
    "depends": ["marketing_appraisal", "hr_holidays"],
    "data": [
        "views/hr_leave_type_views.xml",
        "views/marketing_appraisal_policy_views.xml",
    ],
    "uninstall_hook": "uninstall_hook",
    "auto_install": True,
}
