"""Keys and labels of the grades, for every field that holds one."""

# A label of one letter could not be translated: Odoo leaves such terms out.
GRADES = [("a", "A - Excellent"), ("b", "B - Qualified"), ("c", "C - Poor")]
