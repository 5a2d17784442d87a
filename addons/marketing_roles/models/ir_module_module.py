from odoo import api, models


class IrModuleModule(models.Model):
    """The texts of the shipped catalogues stand in files of their own, beside the translations of the app."""

    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        result = super()._load_module_terms(modules, langs, overwrite=overwrite)
        if "marketing_roles" in modules and any(lang != "en_US" for lang in langs):
            self.env["marketing.role.catalog"]._load_shipped()
        return result
