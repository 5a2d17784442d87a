"""Pure calculations of marketing_roles: no import of odoo anywhere below this folder."""
