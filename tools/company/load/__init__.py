"""The loaders: the only part of this package that runs inside Odoo."""
