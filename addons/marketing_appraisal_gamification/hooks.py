"""What uninstalling must do beyond what Odoo does by itself."""

from odoo.addons.marketing_roles.hooks import remove_traces


def uninstall_hook(env):
    """Leave nothing of ours behind: the grants go with their messages, which deleting the badge alone would leave."""
    for name in ("badge_best", "badge_best_year"):
        badge = env.ref(f"marketing_appraisal_gamification.{name}", raise_if_not_found=False)
        if badge:
            badge.owner_ids.unlink()
    remove_traces(env, "marketing_appraisal_gamification")
