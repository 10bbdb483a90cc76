"""A learner's turn on the real server, from the line sent to the reply received, beside a bare page's echo.

    python -m tests.bench.turn_speed [--learners 1 20 100] [--turns 6]

Each learner is a window on the server's websocket, signed in, in a call of a shift that stands at turn 60,
and says a line every 4 to 10 seconds. The turn ends when the reply has come and the script has finished.
The bare page (`bare_echo.py`) is served and asked the same way in the same run. Then as many learners write
in the log, a field as often as they would speak. Loopback only.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.shift_ground import ShiftGround
from tests.bench.speaking import BareVisit, CallVisit, LogVisit, everybody
from tests.machine import free_port
from tests.running import ROOT, is_well, start_app

READERS = ROOT / ".pytest_cache" / "d" / "readers"
PAUSE = (4.0, 10.0)
ALONE = (20, (0.5, 1.5))
"""One learner alone says so many lines, faster: the server is idle meanwhile either way."""


def main():
    """Measure and print."""
    asked = arguments()
    with tempfile.TemporaryDirectory(prefix="turns-") as folder:
        data = Path(folder) / "data"
        borrow_readers(data)
        ground = ShiftGround(data)
        began = time.perf_counter()
        app = start_app(data)
        print(f"server well after {time.perf_counter() - began:.1f} s, {os.cpu_count()} cores")
        bare, bare_url = start_bare()
        try:
            asyncio.run(everybody(calls(app.url, ground, 1), 3, (0.1, 0.2)))
            for count in asked.learners:
                turns, pause = ALONE if count == 1 else (asked.turns, PAUSE)
                measure("bare page", bare, [BareVisit(bare_url, n) for n in range(count)], turns, pause)
                measure("call", app.process, calls(app.url, ground, count), turns, pause)
                measure("log", app.process, calls(app.url, ground, count, LogVisit), turns, pause)
        finally:
            app.stop()
            bare.terminate()
            ground.close()


def arguments():
    """Return what was asked on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--learners", type=int, nargs="+", default=[1, 20, 100])
    parser.add_argument("--turns", type=int, default=6, help="lines that each of many learners says (6)")
    return parser.parse_args()


def calls(url, ground, count, kind=CallVisit):
    """Return so many new learners whose calls stand at turn 60 now; they speak, or what `kind` does."""
    return [kind(url, learner, ground.lines) for learner in ground.learners(count)]


def measure(name, process, visits, turns, pause):
    """Let a crowd speak to a server and print what its turns took."""
    before, began = both_seconds(process.pid), time.perf_counter()
    found = asyncio.run(everybody(visits, turns, pause))
    spent = time.perf_counter() - began
    own, reading = (after - then for after, then in zip(both_seconds(process.pid), before, strict=True))
    if not found.turns:
        raise SystemExit(f"no turn of {name} was measured")
    done = len(found.turns)
    p50, p95 = percentiles(found.turns)
    print(
        f"{name:9} {len(visits):4} people {done:4} turns: p50 {p50:6.1f}, p95 {p95:6.1f},"
        f" worst {max(found.turns) * 1000:6.1f} ms; {found.bytes / done / 1024:5.1f} KB,"
        f" {found.messages / done:.1f} messages a turn; {len(found.knocks)} knocks;"
        f" opened in {1000 * statistics.median(found.opened):.0f} ms;"
        f" processor a turn {1000 * own / done:.1f} ms, reading {1000 * reading / done:.1f} ms"
        f" (opening and knocks included), {100 * (own + reading) / spent:.0f} % of a core;"
        f" failed {found.failed}; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def percentiles(seconds):
    """Return the median and the 95th percentile in milliseconds."""
    ordered = sorted(seconds)
    return tuple(1000 * ordered[min(len(ordered) - 1, int(len(ordered) * q))] for q in (0.5, 0.95))


def borrow_readers(data):
    """Let a data folder use the encoder and the fitted readers that the tests keep, where they are there."""
    data.mkdir(parents=True)
    for name in ("encoder", "cache"):
        if (READERS / name).is_dir():
            (data / name).symlink_to(READERS / name)


def start_bare():
    """Start the bare page's server; return it with its address, once it is well."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.bare_server", str(port)],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url, deadline = f"http://127.0.0.1:{port}", time.monotonic() + 60
    while not is_well(url):
        if time.monotonic() > deadline or process.poll() is not None:
            raise SystemExit("the bare page's server did not start")
        time.sleep(0.1)
    return process, url


def both_seconds(pid):
    """Return the processor time of a server, and that of the processes it has started (who read for it)."""
    children = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        children |= {int(child) for child in task.read_text(encoding="utf-8").split()}
    return processor_seconds(pid), sum(sum(both_seconds(child)) for child in children)


def processor_seconds(pid):
    """Return the processor time that a program has had so far; 0 where the system does not tell it so."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
