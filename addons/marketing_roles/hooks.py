"""What installing and uninstalling must do beyond what Odoo does by itself."""


def post_init_hook(env):
    """Give those who already manage somebody the right to appraise them."""
    env["hr.version"].search([("appraiser_id", "!=", False)]).appraiser_id._grant_assessor_group()


def uninstall_hook(env):
    """Leave nothing of ours behind."""
    remove_traces(env, "marketing_roles")


# Shared tables whose rows name a model in a text, with the field that does.
SHARED = {
    "mail.activity": "res_model",
    "mail.message": "model",
    "mail.followers": "res_model",
    "ir.attachment": "res_model",
    "ir.filters": "model_id",
    "ir.exports": "resource",
    "base_import.mapping": "res_model",
}


def remove_traces(env, module):
    """Delete what Odoo would leave of a module that goes away.

    Odoo removes tables, columns, views, actions and crons that carry an external
    id of the module. Rows of shared tables that only name its models would stay,
    and so would the notes that Odoo keeps of its foreign keys. With the notes go
    the keys themselves: data of the module that is in use could not be deleted.

    :param env: superuser environment of the database that loses the module
    :param str module: technical name of the module
    """
    names = [name for name, model in env.registry.items() if model._original_module == module]
    for shared, field in SHARED.items():
        if shared in env:
            rows = env[shared].with_context(active_test=False)
            rows.search([(field, "in", names), *_with_hidden(shared)]).unlink()
    keys = env["ir.model.constraint"].search([("module.name", "=", module), ("type", "=", "f")])
    keys.unlink()


def _with_hidden(shared):
    """Files that stand in a field are found only by a search that names the field."""
    return ["|", ("res_field", "=", False), ("res_field", "!=", False)] if shared == "ir.attachment" else []
