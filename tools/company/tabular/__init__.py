"""Reading tabular sales data: any folder of CSV files, whatever its columns are called.

Nothing here imports odoo: files in, a ``Book`` of clean rows and a ``Report`` out.
"""
