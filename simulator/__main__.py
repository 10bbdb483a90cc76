"""``python -m simulator``: the door to the terminal, and nothing more."""

import gc
import sys

from simulator.cli.main import main

if __name__ == "__main__":
    code = main(sys.argv[1:])
    gc.freeze()  # what ends with the process is not searched for waste once more: a tenth of a second
    sys.exit(code)
