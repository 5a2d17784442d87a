"""What uninstalling must do beyond what Odoo does by itself."""

from odoo.addons.marketing_roles.hooks import remove_traces


def uninstall_hook(env):
    """Leave nothing of ours behind."""
    remove_traces(env, "marketing_appraisal_attendance")
