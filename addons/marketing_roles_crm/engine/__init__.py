"""Pure calculations of marketing_roles_crm: no import of odoo anywhere below this folder."""
