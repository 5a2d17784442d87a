"""Do what people do with the records of an addon: messages, activities, files, filters, templates.

Everything is entered for every model of ours that has a table and a record, as far as the model takes it.
"""

import sys

from tests.system.programs.inside import opened

PREFIXES = ("marketing.", "sales.kpi", "sales.quota")


def models_of_ours(env):
    """Every stored model that our addons bring, with one of its records."""
    for model in env["ir.model"].search([("transient", "=", False)]):
        records = env[model.model]
        if model.model.startswith(PREFIXES) and records._auto and not records._abstract:
            record = records.search([], limit=1)
            if record:
                yield model, record


def shared_rows(env, model, record):
    """What shared tables hold about any record."""
    env["ir.attachment"].create({"name": "note.txt", "raw": b"x", "res_model": model.model, "res_id": record.id})
    env["ir.filters"].create({"name": "Mine", "model_id": model.model, "domain": "[]"})
    env["ir.exports"].create({"name": "All", "resource": model.model})
    # Frozen rows know no day of their making, and have a day of their own; a ballot knows none at all.
    field = model.field_id.filtered(lambda field: field.name in ("create_date", "date"))[:1] or model.field_id[:1]
    env["ir.default"].create({"field_id": field.id, "json_value": '"2025-01-01"'})
    env["mail.template"].create({"name": "Letter", "model_id": model.id, "subject": "x"})
    env["base_import.mapping"].create({"res_model": model.model, "column_name": "x", "field_name": "id"})
    env["ir.actions.server"].create({"name": "By hand", "model_id": model.id, "state": "code", "code": "pass"})


def conversation(env, model, record):
    """What a chatter holds."""
    record.message_post(body="A word", attachments=[("word.txt", b"y")])
    record.message_subscribe(env.ref("base.partner_admin").ids)
    kind = env["mail.activity.type"].create({"name": f"Look at {model.name}", "res_model": model.model})
    record.activity_schedule(activity_type_id=kind.id, user_id=env.uid)
    record.activity_schedule("mail.mail_activity_data_todo", user_id=env.uid).action_feedback("done")


def main(database):
    with opened(database) as env:
        for model, record in models_of_ours(env):
            shared_rows(env, model, record)
            if hasattr(record, "message_post") and hasattr(record, "activity_schedule"):
                conversation(env, model, record)
            print(model.model)
        env.cr.commit()


main(sys.argv[1])
