"""Starts the product's own server as a program of its own, for the tests that need a real one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.machine import free_port

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class RunningApp:
    """A server that has answered that it is well."""

    url: str
    port: int
    data: Path
    output: Path
    process: subprocess.Popen[bytes]

    def said(self) -> str:
        """Return all that the server has printed so far (the claim token among it)."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """Ask the server to end, and wait until it has."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """End the server as a power cut would."""
        self.process.kill()
        self.process.wait(timeout=20)


def start_app(
    data: Path, *arguments: str, port: int | None = None, patience: float = 300, assess_unproven: bool = True
) -> RunningApp:
    """Start `python -m simulator serve` on a data folder and wait until it is well.

    It proves no scenario unless `assess_unproven` is off: most tests are about something else.

    Raises:
        AssertionError: when it ends, or is not well within `patience` seconds; with all that it printed.
    """
    port = port or free_port()
    data.mkdir(parents=True, exist_ok=True)
    output = data.parent / f"{data.name}-{port}.txt"
    command = [sys.executable, "-m", "simulator", "serve", "--port", str(port), "--data", str(data)]
    command += ["--assess-unproven"] if assess_unproven else []
    with output.open("ab") as sink:
        process = subprocess.Popen(
            [*command, *arguments],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
    app = RunningApp(f"http://127.0.0.1:{port}", port, data, output, process)
    deadline = time.monotonic() + patience
    while not is_well(app.url):
        if process.poll() is not None:
            raise AssertionError(f"the server ended with code {process.returncode}:\n{app.said()}")
        if time.monotonic() > deadline:
            app.kill()
            raise AssertionError(f"the server was not well within {patience:g} s:\n{app.said()}")
        time.sleep(0.1)
    return app


def is_well(url: str) -> bool:
    """Tell whether a server answers at this address that it is well; never by way of a proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
