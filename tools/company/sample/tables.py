"""The files of the sample company: their names, columns and order."""

COLUMNS = {
    "company": ("key", "value"),
    "departments": ("code", "name", "name_zh", "parent", "is_branch", "manager"),
    "jobs": ("code", "name", "name_zh", "role"),
    "employees": (
        "code",
        "name",
        "name_zh",
        "login",
        "job",
        "department",
        "appraiser",
        "hired",
        "left",
        "access",
    ),
    "versions": ("employee", "date", "department", "job", "appraiser"),
    "users": ("login", "name", "name_zh"),
    "holidays": ("name", "name_zh", "kind", "date_from", "date_to"),
    "rates": ("currency", "date", "rate"),
    "products": ("code", "name", "name_zh", "price"),
    "customers": ("code", "name", "name_zh", "area"),
    "quotas": ("employee", "month", "amount"),
    "orders": ("order", "customer", "salesperson", "date", "state", "currency"),
    "order_lines": ("order", "line", "product", "quantity", "price", "tax"),
    "invoices": ("invoice", "order", "lines", "salesperson", "date", "due", "state"),
    "credit_notes": ("credit_note", "invoice", "date", "line", "quantity"),
    "receipts": ("receipt", "invoice", "date", "amount"),
    "tasks": ("task", "employee", "name", "name_zh", "date_from", "deadline", "score"),
    "functions": ("department", "kind", "name", "name_zh", "duties"),
    "duties": (
        "code",
        "job",
        "name",
        "name_zh",
        "area",
        "frequency",
        "weekday",
        "day",
        "hours",
        "deliverable",
        "standard",
        "standard_zh",
    ),
    "assignments": ("duty", "employee", "kind", "date_from"),
    "headcounts": ("job", "least", "most"),
    "behaviour": (
        "employee",
        "month",
        "attendance",
        "discipline",
        "conduct",
        "environment",
        "teamwork",
        "professionalism",
    ),
}


def as_rows(name, sequences):
    """Turn sequences in the order of the columns of ``name`` into dictionaries of text."""
    return [dict(zip(COLUMNS[name], map(str, row), strict=True)) for row in sequences]
