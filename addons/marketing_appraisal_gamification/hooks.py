"""What uninstalling must do beyond what Odoo does by itself."""

from odoo.addons.marketing_roles.hooks import remove_traces


def uninstall_hook(env):
    """Leave nothing of ours behind: the grants go with their messages, which deleting the badge alone would leave."""
    badge = env.ref("marketing_appraisal_gamification.badge_best", raise_if_not_found=False)
    if badge:
        badge.owner_ids.unlink()
    remove_traces(env, "marketing_appraisal_gamification")
