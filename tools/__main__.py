"""`python3 -m tools <verb>`: what the Makefile calls."""

import sys

# Said before anything newer is imported, in words that every Python 3 understands.
if sys.version_info[:2] < (3, 10):  # noqa: UP036
    sys.exit("make: this Python is too old, Odoo 19 needs 3.10 to 3.13: make PYTHON=python3.11 ...")

from tools.verbs import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
