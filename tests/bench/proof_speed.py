"""Seconds that the proof of a scenario takes, from the command typed to its end, what was heard before kept.

    python -m tests.bench.proof_speed [SCENARIO ...] [--rounds N]

Each round starts `python -m simulator prove` anew, as an editor does on every save; one round before them
hears what is new. Beside the wall time stand the seconds of the processor that all its processes took
together, which say more where other work takes the cores. The goal is 1 s for a call with at least 100
mutants, and 4 s for a shift.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ("gas-escape", "mattress-in-lane-one", "shift-one-patrol")


def proved(name):
    """Prove a scenario; return the proof, the wall time and the seconds of the processor."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "prove", "--json", name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(done.stdout), wall, used


def main():
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("scenarios", nargs="*", default=SCENARIOS)
    options.add_argument("--rounds", type=int, default=5)
    wanted = options.parse_args()
    for name in wanted.scenarios:
        proof, *_ = proved(name)
        rounds = [proved(name)[1:] for _ in range(wanted.rounds)]
        walls, used = zip(*rounds, strict=True)
        print(
            f"{name:24} {len(proof['mutants']):3} mutants in {len(proof['forms'])} forms:"
            f" {min(walls):.2f} s at best, {statistics.median(walls):.2f} s at the median;"
            f" {statistics.median(used):.2f} s of the processor"
        )
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
