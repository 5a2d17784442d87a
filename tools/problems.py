"""How this tooling fails: with one sentence that says what to do."""


class Problem(Exception):
    """Something a person has to change; the message is one clear sentence for them."""
