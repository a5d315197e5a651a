"""`python -m app`: the same as the command `heatdesk`."""

import sys

from app.cli import main

sys.exit(main())
