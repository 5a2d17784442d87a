from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import clean_context


class MarketingGuardedMixin(models.AbstractModel):
    """Fields that only the model's own methods change.

    `readonly` holds in forms alone: whoever may write a record could set its state by
    RPC or by an import, and so pass over the checks of the buttons. Methods change
    guarded fields as superuser, after their own check of who asks.
    """

    _name = "marketing.guarded.mixin"
    _description = "Fields that Only Methods Change"

    @api.model
    def _get_guarded_fields(self):
        """Return the names of the fields that no user writes directly."""
        return set()

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            guarded = self._get_guarded_fields()
            # A form sends the values that it was opened with; they are those of a new record.
            bare = self.with_env(self.env(context=clean_context(self.env.context)))
            defaults = bare.default_get(sorted(guarded))
            for vals in [*vals_list, self._get_context_defaults()]:
                given = vals.keys() & guarded
                self._refuse_guarded({name for name in given if (vals[name] or False) != defaults.get(name, False)})
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self._refuse_guarded(vals.keys() & self._get_guarded_fields())
        return super().write(vals)

    @api.model
    def _get_context_defaults(self):
        prefix = "default_"
        return {key.removeprefix(prefix): value for key, value in self.env.context.items() if key.startswith(prefix)}

    @api.model
    def _refuse_guarded(self, names):
        if names:
            label = self._fields[min(names)]._description_string(self.env)
            raise AccessError(
                self.env._(
                    "“%(field)s” of %(records)s is not written by hand; use the buttons.",
                    field=label,
                    records=self.env["ir.model"]._get(self._name).sudo().name,
                )
            )
