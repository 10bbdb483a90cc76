"""One Ctrl+C ends work in several processes: what has begun is finished, what waits is not begun."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ROOT

SCRIPT = """
import signal, sys, time
from pathlib import Path
from simulator.service.side_processes import side_processes

folder = Path(sys.argv[1])

def piece(number):
    (folder / f"{number}.begun").touch()
    print("begun", flush=True)
    time.sleep(0.2)
    (folder / f"{number}.done").touch()

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background work is told to heed none
    try:
        with side_processes(2, copies=sys.argv[2] == "copies") as pool:
            for made in [pool.submit(piece, n) for n in range(500)]:
                made.result()
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.skipif(os.name == "nt", reason="an interrupt is sent to a group of processes")
@pytest.mark.parametrize("how", ["anew", "copies"])
def test_an_interrupt_of_all_processes_ends_them_and_leaves_nothing_half_done(tmp_path: Path, how: str):
    script = tmp_path / "work.py"
    script.write_text(SCRIPT, encoding="utf-8")
    made = tmp_path / "made"
    made.mkdir()
    with subprocess.Popen(
        [sys.executable, str(script), str(made), how],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as running:
        assert running.stdout is not None
        running.stdout.readline()
        os.killpg(running.pid, signal.SIGINT)
        try:
            assert running.wait(timeout=60) == 130
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)  # or the end of this block would wait for ever as well
            raise
    begun, done = (len(list(made.glob(f"*.{state}"))) for state in ("begun", "done"))
    assert 0 < begun < 500
    assert begun == done
