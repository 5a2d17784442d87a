"""The one exception whose text is meant for the person at the terminal."""


class CompanyError(Exception):
    """Something the user can understand and mend, said in one sentence."""
