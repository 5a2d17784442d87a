# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Marketing Appraisal: Attendance",
    "version": "19.0.1.0.0",
    "summary": "Behaviour scores are proposed from attendance",
    "category": "Human Resources/Marketing Appraisal",
    "author": "Marketing Appraisal contributors",
    "license": "LGPL-3",
    "depends": ["marketing_appraisal", "hr_attendance"],
    "data": [
        "data/marketing_appraisal_behaviour_rule_data.xml",
        "views/marketing_appraisal_behaviour_views.xml",
    ],
    "uninstall_hook": "uninstall_hook",
    "auto_install": True,
}
