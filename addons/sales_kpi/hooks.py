"""What uninstalling must do beyond what Odoo does by itself."""

from odoo.addons.marketing_roles.hooks import remove_traces


def uninstall_hook(env):
    """Leave no message, activity or attachment of ours behind."""
    remove_traces(env, ["sales.kpi", "sales.kpi.scale", "sales.quota"])
