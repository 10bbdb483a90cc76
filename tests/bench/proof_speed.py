"""Seconds that the proof of a scenario takes, from the command typed to its end, what was heard before kept.

    python -m tests.bench.proof_speed [SCENARIO ...] [--rounds N] [--cold | --watch]

Each round starts `python -m simulator prove --anew`; one round before them hears what is new. After them each
is proved once more as whoever changed nothing proves it, without `--anew`. With `--cold` each round learns
the call's acts and hears its lines anew as well; only the library stays kept. With `--watch` each round saves
a copy of the scenario at which `prove --watch` looks, otherwise written each time: in its title, on which no
play and no mark rests; in a limit, for which the job is done again; in what a caller says first, after which
no play stands. Beside the wall time stand the seconds of the processor that all its processes took together,
which say more where other work takes the cores. The goal is 1 s for a call with at least 100 mutants (3 s
cold), and 4 s for a shift.
"""

import argparse
import contextlib
import itertools
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ("gas-escape", "mattress-in-lane-one", "shift-one-patrol")


PAUSE = 1.0
"""Seconds that pass at least from one answer to the next save; the processes tidy up meanwhile."""


def proved(name, *how):
    """Prove a scenario; return the proof, the wall time and the seconds of the processor."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "prove", "--json", *how, name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return json.loads(done.stdout), wall, used


@contextlib.contextmanager
def cold(name):
    """Yield what proves a scenario of which nothing was learnt, heard or found."""
    with tempfile.TemporaryDirectory() as folder:

        def again():
            for kind in ("learnt", "readings", "proof"):
                for file in Path(folder).glob(f"cache/{kind}-*"):
                    file.unlink()
            return proved(name, "--anew", "--data", folder)

        yield again


EDITS = {
    "the title": (r"(?m)^title: .*", lambda _, n: f"title: Saved {'again ' * n}"),
    "a limit": (r"(?<=, within: )\d+(?=s)", lambda was, n: str(int(was) + n)),
    "a caller's words": (r"(?<=opening: ['\"])", lambda _, n: f"Hello{'?' * n} "),
}


@contextlib.contextmanager
def watching(name, edit):
    """Yield what saves a watched scenario and returns the proof, the wall time and the processor's."""
    place, otherwise = EDITS[edit]
    (shipped,) = (ROOT / "scenarios").glob(f"*/{name}.yaml")
    text = shipped.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / shipped.name
        file.write_text(text, "utf-8")
        command = [sys.executable, "-m", "simulator", "prove", "--watch", "--json", str(file)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as run:
            first = json.loads(run.stdout.readline())
            times = itertools.count(1)

            def save():
                time.sleep(PAUSE)
                before, began = _used(run.pid), time.perf_counter()
                change = partial(lambda n, found: otherwise(found.group(), n), next(times))
                told, edited = re.subn(place, change, text, count=1)
                assert edited, f"{edit} is not found in {name}"
                file.write_text(told, "utf-8")
                run.stdout.readline()
                return first, time.perf_counter() - began, _used(run.pid) - before

            yield save
            run.terminate()


def _used(pid):
    """Return the seconds of the processor that a process and its children took so far (on Linux)."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            told = stat.read_text().rpartition(") ")[2].split()
            if pid in (int(stat.parent.name), int(told[1])):
                ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main():
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("scenarios", nargs="*", default=SCENARIOS)
    options.add_argument("--rounds", type=int, default=5)
    how = options.add_mutually_exclusive_group()
    how.add_argument("--watch", action="store_true", help="from a save to the answer of prove --watch")
    how.add_argument("--cold", action="store_true", help="acts learnt and lines heard anew in each round")
    wanted = options.parse_args()
    for name, edit in itertools.product(wanted.scenarios, EDITS if wanted.watch else ("",)):
        warm = contextlib.nullcontext(partial(proved, name, "--anew"))
        with watching(name, edit) if edit else cold(name) if wanted.cold else warm as again:
            proof, *_ = again()
            rounds = [again()[1:] for _ in range(wanted.rounds)]
        walls, used = zip(*rounds, strict=True)
        print(
            f"{name:24} {len(proof['mutants']):3} mutants in {len(proof['forms'])} forms"
            f"{f', {edit} edited' if edit else ', all cold' if wanted.cold else ''}:"
            f" {min(walls):.2f} s at best, {statistics.median(walls):.2f} s at the median;"
            f" {statistics.median(used):.2f} s of the processor",
            flush=True,
        )
    for name in () if wanted.watch or wanted.cold else wanted.scenarios:
        rounds = [proved(name)[1:] for _ in range(wanted.rounds)]
        walls, used = zip(*rounds, strict=True)
        print(
            f"{name:24} nothing changed: {min(walls):.2f} s at best, {statistics.median(walls):.2f} s at the"
            f" median; {statistics.median(used):.2f} s of the processor",
            flush=True,
        )
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
