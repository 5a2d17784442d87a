"""Asking the database."""


def fetch(connection, query, *values):
    """Return the rows of one query."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()
