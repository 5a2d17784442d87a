from odoo import api, models
from odoo.exceptions import UserError


class MarketingShippedMixin(models.AbstractModel):
    """What belongs to a catalogue that came with the app stays as it is.

    An upgrade may bring a better text; that a company changed the same record would then
    be lost, or the better text would. A copy of the catalogue is the company's own.
    """

    _name = "marketing.shipped.mixin"
    _description = "Kept as Shipped"

    # What anybody who keeps catalogues may change of a shipped one all the same.
    _free_when_shipped = {"active"}

    def _get_catalogs(self):
        """Return the catalogues that the records belong to."""
        raise NotImplementedError

    def _check_not_shipped(self):
        if self.env.su:
            return
        shipped = self._get_catalogs().filtered("is_shipped")[:1]
        if shipped:
            raise UserError(
                self.env._(
                    "“%(catalogue)s” comes with the app and stays as it is. Duplicate the catalogue to make your own.",
                    catalogue=shipped.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_not_shipped()
        return records

    def write(self, vals):
        if vals.keys() - self._free_when_shipped:
            self._check_not_shipped()
        result = super().write(vals)
        if vals.keys() - self._free_when_shipped:
            # What is moved into a shipped catalogue is refused as well.
            self._check_not_shipped()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_shipped(self):
        self._check_not_shipped()

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """In a form nothing of a shipped record looks as if it could be changed."""
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form" and arch.xpath("//field[@name='is_shipped']"):
            for node in arch.xpath("//field[not(ancestor::field)]"):
                if node.get("name") not in self._free_when_shipped | {"is_shipped"}:
                    given = node.get("readonly")
                    node.set("readonly", f"is_shipped or ({given})" if given else "is_shipped")
        return arch, view
