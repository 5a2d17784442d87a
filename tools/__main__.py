"""`python3 -m tools <verb>`: what the Makefile calls."""

import sys

if sys.version_info < (3, 10):  # noqa: UP036 (said before anything newer is imported)
    sys.exit("make: this is Python %d.%d, but Odoo 19 needs 3.10 to 3.13: make PYTHON=python3.11 ..." % sys.version_info[:2])

from tools.verbs import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
