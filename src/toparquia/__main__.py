"""`python -m toparquia`: the same program as the `toparquia` script."""

import sys

from toparquia.cli.main import main

sys.exit(main())
