from odoo import api, models


class MarketingLiveRowsMixin(models.AbstractModel):
    """Rows of a query, not of a table: what they say changes without anybody writing to them.

    Every search therefore forgets what earlier ones of the same transaction have read.
    """

    _name = "marketing.live.rows.mixin"
    _description = "Rows of a Live Query"

    @api.model
    def _search(self, domain, *args, **kwargs):
        self.invalidate_model(flush=False)
        return super()._search(domain, *args, **kwargs)
