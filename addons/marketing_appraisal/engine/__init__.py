"""Pure calculations of marketing_appraisal: no import of odoo anywhere below this folder."""
