# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Marketing Roles: Leads",
    "version": "19.0.1.0.0",
    "summary": "Leads passed from marketing to sales, with feedback by a day that is kept",
    "category": "Human Resources/Marketing Roles",
    "author": "Marketing Appraisal contributors",
    "license": "LGPL-3",
    "depends": ["marketing_roles", "crm"],
    "data": [
        "security/ir.model.access.csv",
        "security/marketing_lead_rules.xml",
        "views/marketing_lead_region_views.xml",
        "views/marketing_lead_feedback_views.xml",
        "wizards/marketing_lead_pass_views.xml",
        "views/crm_lead_views.xml",
        "views/crm_lead_handover_views.xml",
        "views/utm_campaign_views.xml",
        "views/res_config_settings_views.xml",
        "views/marketing_roles_crm_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["marketing_roles_crm/static/tests/tours/**/*"],
    },
    "uninstall_hook": "uninstall_hook",
    "auto_install": True,
}
