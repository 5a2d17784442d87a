from odoo import api, models
from odoo.exceptions import UserError


class MarketingInUseMixin(models.AbstractModel):
    """Records that others rest on: archived instead of deleted, and said so in one sentence.

    The database would refuse as well, with a sentence that names tables and keys.
    """

    _name = "marketing.in.use.mixin"
    _description = "Kept while in Use"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_in_use(self):
        self._release()
        for model_name, used in self._get_in_use():
            words = {"name": used[:1].display_name, "model": self.env["ir.model"]._get(model_name).sudo().name}
            if self._active_name:
                message = self.env._(
                    "%(name)s is in use (%(model)s) and cannot be deleted; archive it instead.", **words
                )
            else:
                message = self.env._("%(name)s is in use (%(model)s) and cannot be deleted.", **words)
            raise UserError(message)

    def _release(self):
        """Drop what points at the records without saying anything yet; for other addons to extend."""

    def _get_in_use(self):
        """Return [(model name, those of the records that it uses)] of every model that uses any."""
        found = []
        for model_name, field_name in self._get_restricting_fields():
            users = self.env[model_name].sudo().with_context(active_test=False)
            used = users.search([(field_name, "in", self.ids)])[field_name]
            if used:
                found.append((model_name, used.with_env(self.env)))
        return found

    @api.model
    def _get_restricting_fields(self):
        """Return (model, field) of everything stored that may not lose a record of this model."""
        return [
            (name, field.name)
            for name, model in self.pool.items()
            if model._auto and not model._abstract
            for field in model._fields.values()
            if field.type == "many2one"
            and field.comodel_name == self._name
            and field.store
            and not field.inherited
            and field.ondelete == "restrict"
        ]
