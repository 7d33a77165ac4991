"""`python -m toparquia`: the same program as the `toparquia` script."""

import sys

from toparquia.cli.main import main

if __name__ == "__main__":
    # Guarded, because worker processes import this module again.
    sys.exit(main())
