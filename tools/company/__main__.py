"""Command line of the sample company; see ``python -m tools.company --help``."""

import sys

from .cli import main

sys.exit(main())
