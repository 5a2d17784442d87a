"""The sample company, the loaders and the independent calculation.

Run as ``python -m tools.company generate|load|summary|expect``.  The packages
``sample``, ``independent`` and ``tabular`` never import odoo; only ``load`` does.
"""
