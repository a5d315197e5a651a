"""`python -m app`: the same as the command `heatdesk`."""

import multiprocessing
import sys

from app.cli import main

if __name__ == "__main__":
    # In the packaged program the works of the window start this very file.
    multiprocessing.freeze_support()
    sys.exit(main())
