"""What installing and uninstalling must do beyond what Odoo does by itself."""


def post_init_hook(env):
    """Give those who already manage somebody the right to appraise them."""
    env["hr.version"].search([("appraiser_id", "!=", False)]).appraiser_id._grant_assessor_group()


def uninstall_hook(env):
    """Leave no message, activity or attachment of ours behind."""
    remove_traces(env, ["marketing.role", "marketing.role.catalog", "marketing.task", "marketing.workday.override"])


def remove_traces(env, model_names):
    """Delete the rows of shared tables that point at records of `model_names`.

    Odoo removes tables, columns, views, actions and crons that carry an external
    id of the module; rows of shared tables that only name its models would stay.

    :param env: superuser environment of the database that loses the module
    :param list model_names: technical names of the models that go away
    """
    env["mail.activity"].search([("res_model", "in", model_names)]).unlink()
    env["mail.message"].search([("model", "in", model_names)]).unlink()
    env["mail.followers"].search([("res_model", "in", model_names)]).unlink()
    env["ir.attachment"].search([("res_model", "in", model_names), ("res_field", "in", [False, True])]).unlink()
