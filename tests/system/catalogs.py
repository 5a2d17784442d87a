"""What PostgreSQL and Odoo know of a database: compared before an installation and after its end."""

from tests.system.shared import rows

CATALOGS = {
    "tables": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
    "views": "SELECT viewname FROM pg_views WHERE schemaname = 'public'",
    "columns": """
        SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0
           AND NOT a.attisdropped""",
    "constraints": """
        SELECT c.conrelid::regclass::text, c.conname FROM pg_constraint c
         WHERE c.connamespace = 'public'::regnamespace AND c.contype <> 'n'""",
    "indexes": "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'",
    "sequences": "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'",
}
# Odoo makes these of everything that is installed: their numbers must be what they were.
DEFINITIONS = (
    *("ir_model", "ir_model_fields", "ir_model_fields_selection", "ir_model_constraint", "ir_model_relation"),
    *("ir_model_inherit", "ir_model_access", "ir_rule", "ir_cron", "ir_act_server", "ir_act_window"),
    *("ir_act_window_view", "ir_ui_menu", "ir_ui_view", "ir_asset", "res_groups", "res_groups_privilege"),
    *("ir_filters", "ir_default", "ir_exports", "mail_template", "mail_activity_type", "ir_sequence"),
)


def shape(ground, database: str, catalog: str) -> set[tuple]:
    """The tables, views, columns ... that there are."""
    return set(rows(ground, database, CATALOGS[catalog]))
