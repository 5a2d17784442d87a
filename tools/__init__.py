"""The development environment of this project: one Odoo, one PostgreSQL, one browser, no Docker."""
