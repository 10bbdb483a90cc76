"""``python -m simulator``: the door to the terminal, and nothing more."""

import sys

from simulator.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
