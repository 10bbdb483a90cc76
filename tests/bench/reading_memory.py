"""Weighs one process in which every shipped call has its reader, and the shared bank one, all of which read.

    python -m tests.bench.reading_memory [--lines N]

What the system counts as the process's (resident memory, pages of files included) after each call's reader
was learnt or opened and read N of the development lines. The process holds the whole library as well, as a
server does; what that takes alone is said first. Readers are kept in `var/cache`, as a server keeps them.
"""

import argparse
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from simulator.service.library import open_library
from simulator.understanding.reader import fit_reader
from tests.understanding.banks import dev_lines

ROOT = Path(__file__).resolve().parents[2]
GOAL = 350
MEGABYTE = 1 << 20


def resident() -> dict[str, int]:
    """Return the resident memory of this process, its highest and its parts, in MB, by the system's names."""
    told = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    rows = (line.split() for line in told if line.startswith(("VmRSS", "VmHWM", "Rss")))
    return {row[0].rstrip(":"): int(row[1]) * 1024 // MEGABYTE for row in rows}


def main() -> int:
    """Weigh the process, print what was found and return 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT / "var", help="an installation's folder")
    parser.add_argument("--lines", type=int, default=40, help="lines that each reader reads (40)")
    asked = parser.parse_args()
    if not Path("/proc/self/status").is_file():
        print("This bench asks Linux for the figures; here they cannot be had.", file=sys.stderr)
        return 0
    library = open_library(asked.data)
    print(f"library alone: {resident()['VmRSS']} MB")
    lines = cycle(line.text for line in dev_lines())
    names = [scenario.id for scenario in library.scenarios()]
    for name in ["the shared bank", *names]:
        began = time.process_time()
        if name == "the shared bank":
            bank = library.bank
            reader = fit_reader(
                bank.acts, off_topic=bank.off_topic, encoder=library.encoder, cache_folder=library.cache
            )
        else:
            reader = library.reader(name)
        opened = time.process_time() - began
        for line in islice(lines, asked.lines):
            reader.read(line)
        print(f"  {name}: opened in {opened:.2f} s of the processor, then {resident()['VmRSS']} MB")
    now = resident()
    parts = f"{now['RssAnon']} MB its own, {now['RssFile']} MB pages of files"
    print(
        f"{len(names)} calls and the shared bank, {reader.name}: {now['VmRSS']} MB ({parts}); goal {GOAL} MB"
    )
    print(f"highest ever, while learning: {now['VmHWM']} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
