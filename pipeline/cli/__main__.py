"""`python -m pipeline.cli`, where the script is not installed."""

import sys

from pipeline.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
