"""`python -m maillon.cli …`: the same as `maillon …`."""

import sys

from maillon.cli import main

sys.exit(main())
