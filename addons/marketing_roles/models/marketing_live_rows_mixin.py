from odoo import api, models


class MarketingLiveRowsMixin(models.AbstractModel):
    """Rows of a query, not of a table: what they say changes without anybody writing to them.

    Every search therefore forgets what earlier ones of the same transaction have read.
    """

    _name = "marketing.live.rows.mixin"
    _description = "Rows of a Live Query"

    @api.model
    @api.readonly
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        self.invalidate_model(flush=False)
        return super().search_fetch(domain, field_names, offset=offset, limit=limit, order=order)
