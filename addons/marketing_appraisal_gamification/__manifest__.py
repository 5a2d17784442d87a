# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Marketing Appraisal: Badges",
    "version": "19.0.1.0.0",
    "summary": "The employees of the month and of the year get a badge",
    "category": "Human Resources/Marketing Appraisal",
    "author": "Marketing Appraisal contributors",
    "license": "LGPL-3",
    "depends": ["marketing_appraisal", "gamification"],
    "data": [
        "data/gamification_badge_data.xml",
        "views/marketing_appraisal_best_views.xml",
    ],
    "uninstall_hook": "uninstall_hook",
    "auto_install": True,
}
