"""Small programs that work inside Odoo, each in a process of its own that a test can kill."""
