"""Starts the app, or the tests, from a fresh checkout: the only thing to have is Python with pip and venv.

It keeps its own environment in .venv and touches no other; it needs nothing but the standard library; it
installs only files whose digests stand in the lock files beside it. It holds no knowledge of the product.
Written so that even Python 3.7 can read it, because an old Python must get a sentence, not a syntax error.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import webbrowser
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
USUAL_PORT = 8501
HEALTH = "_stcore/health"
PATIENCE_SECONDS = 180
STRICTLY = ["--require-hashes", "--only-binary", ":all:", "--no-deps"]

ABOUT = "Starts the Incident Call Simulator from this folder, installing what it needs into .venv first."
MORE = """\
commands:
  python3 start.py                     open the app, with demonstration data ready to look at
  python3 start.py --port 9000         ... at another port (without it: 8501, or the next free one)
  python3 start.py --no-browser        ... without opening a browser
  python3 start.py test                pass every check: lint, format, types, floors, tests
  python3 start.py test tests/store -k chain    ... handing what follows to pytest

Any other option is handed to `simulator serve`. On Windows say `py start.py`.
The first start downloads about 250 MB and takes a minute or so; later ones take seconds."""


class SetUpError(Exception):
    """A step of setting up failed; the message says which and what to do."""


@dataclass
class Steps:
    """The steps taken so far, for the summary: name, seconds and whether it went well."""

    taken: list[tuple[str, float, bool]] = field(default_factory=list)

    def summary(self, total: float) -> str:
        """Return one line a step, and a closing sentence that names what failed, with ``total`` seconds."""
        lines = [f"  {'ok  ' if ok else 'FAIL'} {seconds:7.1f} s  {name}" for name, seconds, ok in self.taken]
        failed = [name for name, _, ok in self.taken if not ok]
        end = f"Not in order: {', '.join(failed)}." if failed else "Everything is in order."
        return "\n".join(["", "Summary", *lines, f"{end} {total:.0f} s in all."])


def refusal(version: tuple[int, ...]) -> str | None:
    """Return why this Python cannot run the app, or None when it can."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return None
    return (
        f"This is Python {version[0]}.{version[1]}; the simulator needs Python 3.11 or newer. "
        "Install one (python.org, or your system's packages) and start with it, e.g. `python3.12 start.py`."
    )


def python_of(environment: Path, system: str = os.name) -> Path:
    """Return the interpreter inside a virtual environment, on Windows ("nt") or elsewhere."""
    return environment / ("Scripts/python.exe" if system == "nt" else "bin/python")


def stamp_of(lock: bytes, version: str) -> str:
    """Return what marks an environment as holding this list for this very Python."""
    return hashlib.sha256(lock + version.encode()).hexdigest()


def is_installed(lock: Path, environment: Path = VENV) -> bool:
    """Tell whether the environment was last filled from this very list by this very Python."""
    stamp = environment / f".{lock.name}.stamp"
    return stamp.is_file() and stamp.read_text() == stamp_of(lock.read_bytes(), sys.version)


def mark_installed(lock: Path, environment: Path = VENV) -> None:
    """Remember that this list is installed."""
    (environment / f".{lock.name}.stamp").write_text(stamp_of(lock.read_bytes(), sys.version))


def pip_command(python: Path, lock: Path) -> list[str]:
    """Return the command by which pip installs exactly the list: nothing unhashed, nothing built."""
    how = ["-qq", "--no-compile", "--disable-pip-version-check", "--retries", "2"]
    return [str(python), "-m", "pip", "install", *how, *STRICTLY, "-r", str(lock)]


def uv_command(python: Path, lock: Path) -> list[str]:
    """Return the same by uv, which takes half the time."""
    how = ["--quiet", "--python", str(python)]
    return [str(python), "-m", "uv", "pip", "install", *how, *STRICTLY, "-r", str(lock)]


def pip_has_its_own_source(python: Path) -> bool:
    """Tell whether this machine's pip is told where to fetch from; uv would not know of it."""
    if os.environ.get("PIP_INDEX_URL"):
        return True
    ask = [str(python), "-m", "pip", "config", "get", "global.index-url"]
    return subprocess.run(ask, capture_output=True, check=False).returncode == 0


def is_free(port: int) -> bool:
    """Tell whether a server could listen at this port of this machine."""
    with socket.socket() as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def choose_port(wanted: int | None) -> int:
    """Return the wanted port, or the first free one from the usual on.

    Raises:
        SetUpError: when the wanted port is taken, or no port near the usual one is free.
    """
    candidates = [wanted] if wanted is not None else list(range(USUAL_PORT, USUAL_PORT + 50))
    for port in candidates:
        if is_free(port):
            return port
    if wanted is not None:
        raise SetUpError(f"Port {wanted} cannot be used, or is in use. Name another with --port, or none.")
    raise SetUpError(f"No port from {USUAL_PORT} to {candidates[-1]} is free. Name one with --port.")


def run(name: str, command: list[str], steps: Steps, *, ticking: bool = True) -> tuple[bool, str]:
    """Run one quiet step, its seconds ticking in a terminal; return whether it went well and what it said."""
    start, ticking = time.monotonic(), ticking and sys.stdout.isatty()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        while process.poll() is None:
            if ticking:
                print(f"\r  ..   {time.monotonic() - start:7.1f} s  {name}", end="", flush=True)
            try:
                process.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                continue
        said.seek(0)
        text = said.read()
    ok, seconds = process.returncode == 0, time.monotonic() - start
    steps.taken.append((name, seconds, ok))
    back = "\r" if ticking else ""
    print(f"{back}  {'ok  ' if ok else 'FAIL'} {seconds:7.1f} s  {name}", flush=True)
    return ok, text


def is_usable(python: Path, maker: Path) -> bool:
    """Tell whether the environment is whole and this Python's; one we did not make need only have pip."""
    if not python.exists():
        return False
    if maker.exists():
        return maker.read_text() == sys.version
    return subprocess.run([str(python), "-m", "pip", "-V"], capture_output=True, check=False).returncode == 0


def make_environment(steps: Steps) -> Path:
    """Make .venv, anew when it is missing, broken or another Python's; return its interpreter.

    Raises:
        SetUpError: when this Python cannot make one.
    """
    python, maker = python_of(VENV), VENV / ".python.stamp"
    if is_usable(python, maker):
        return python
    if importlib.util.find_spec("ensurepip") is None:
        raise SetUpError(
            "This Python comes without pip or venv. On Debian or Ubuntu: `sudo apt install python3-venv`."
        )
    ok, said = run("make .venv", [sys.executable, "-m", "venv", "--clear", str(VENV)], steps)
    if not ok:
        raise SetUpError(f"The environment could not be made in {VENV}:\n{said}")
    maker.write_text(sys.version)
    return python


def install(lock: Path, name: str, python: Path, steps: Steps, *, fast: bool = True) -> None:
    """Install exactly what the list holds, by uv when it can be had, else by pip; nothing when it is there.

    `fast=False` goes to pip at once, which gives up sooner when there is no network.

    Raises:
        SetUpError: when neither could.
    """
    if is_installed(lock):
        return
    installer, by_uv = ROOT / "installer.lock", False
    if fast and not pip_has_its_own_source(python):
        if not is_installed(installer):
            got, _ = run("get the fast installer", pip_command(python, installer), steps)
            if got:
                mark_installed(installer)
        by_uv = is_installed(installer) and run(name, uv_command(python, lock), steps)[0]
    if not by_uv:
        ok, said = run(f"{name} (by pip)" if fast else name, pip_command(python, lock), steps)
        if not ok:
            raise SetUpError(
                f"Could not {name}. pip says:\n{said[-3000:]}\n"
                "Is the network up? Intel Macs and Windows on ARM have no ready-made files for some "
                "libraries: see 'Where it runs' in README.md."
            )
    mark_installed(lock)


def prepare(lock: Path, name: str, steps: Steps) -> Path:
    """Fill the environment with a list and, when they can be had, the reader's weights; return its Python.

    Raises:
        SetUpError: when the list could not be installed.
    """
    python = make_environment(steps)
    install(lock, name, python, steps)
    try:
        install(ROOT / "weights.lock", "install the reader's weights", python, steps, fast=False)
    except SetUpError:
        print("  The sentence encoder could not be installed: the app goes on with the words-only reader.")
    return python


def is_healthy(url: str) -> bool:
    """Tell whether the server at this address answers that it is well; never by way of a proxy."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url + HEALTH, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def announce(url: str, server: subprocess.Popen[bytes], *, browser: bool, since: float) -> None:
    """Wait until the server is well, say so, and open the browser if one is wanted."""
    while server.poll() is None and time.monotonic() - since < PATIENCE_SECONDS:
        if is_healthy(url):
            print(f"\nReady after {time.monotonic() - since:.1f} s: {url}  (Ctrl+C stops it)", flush=True)
            if browser:
                webbrowser.open(url)
            return
        time.sleep(0.2)


def serve(port: int | None, handed_on: list[str], *, browser: bool) -> int:
    """Set up, start the app with demonstration data and stay with it; return its exit code.

    Raises:
        SetUpError: when setting up failed.
    """
    since = time.monotonic()
    chosen = choose_port(port)
    if port is None and chosen != USUAL_PORT:
        print(f"Port {USUAL_PORT} is in use; taking {chosen}.")
    python = prepare(ROOT / "requirements.lock", "install the libraries", Steps())
    url = f"http://127.0.0.1:{chosen}/"
    command = [str(python), "-m", "simulator", "serve", "--port", str(chosen), "--demo", *handed_on]
    server = subprocess.Popen(command, cwd=ROOT)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    told = threading.Thread(
        target=announce, args=(url, server), kwargs={"browser": browser, "since": since}, daemon=True
    )
    told.start()
    interrupted = False
    while True:
        try:
            code = server.wait()
        except KeyboardInterrupt:  # the server has heard it too, and closes in its own time
            interrupted = True
            continue
        return 0 if interrupted else code


def checks_of(python: Path, pytest_arguments: list[str]) -> list[tuple[str, list[str]]]:
    """Return the checks of the one test command, in order; the tests come last."""
    here = [str(python), "-m"]
    tests = ["-n", "3", "--dist", "loadscope", "--no-loadscope-reorder"]
    floors = str(python.with_name("lint-imports" + python.suffix))
    return [
        ("lint", [*here, "ruff", "check", "."]),
        ("format", [*here, "ruff", "format", "--check", "."]),
        ("types", [*here, "mypy", "--strict"]),
        ("floors", [floors]),
        ("tests", [*here, "pytest", *tests, *pytest_arguments]),
    ]


def check(pytest_arguments: list[str]) -> int:
    """Set up and run every check, the quick ones beside the tests; return 0 when all is in order.

    Raises:
        SetUpError: when setting up failed.
    """
    steps, start = Steps(), time.monotonic()
    began = start
    lock = ROOT / "requirements-test.lock"
    python = prepare(lock, "install the libraries and the tests' tools", Steps())
    steps.taken.append(("set up", time.monotonic() - start, True))
    *quiet, (name, tests) = checks_of(python, pytest_arguments)
    wrong: list[str] = []

    def be_quiet() -> None:
        for title, command in quiet:
            ok, said = run(title, command, steps, ticking=False)
            wrong.extend([] if ok else [f"{title}:\n{said}"])

    beside = threading.Thread(target=be_quiet)  # the types take one core half a minute: tests need not wait
    beside.start()
    start = time.monotonic()
    code = subprocess.run(tests, cwd=ROOT, check=False).returncode
    beside.join()
    steps.taken.append((name, time.monotonic() - start, code == 0))
    print("\n".join(["", *wrong]) + steps.summary(time.monotonic() - began), flush=True)
    return 0 if all(ok for _, _, ok in steps.taken) else 1


def options_of(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Return the launcher's own options and those to hand on to the server."""
    parser = argparse.ArgumentParser(
        prog="start.py",
        usage="start.py [--port N] [--no-browser]\n       start.py test [PYTEST ARGUMENTS]",
        description=ABOUT,
        epilog=MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--port", type=int, metavar="N", help="the port to serve at, on this machine only")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    return parser.parse_known_args(arguments)


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return the exit code."""
    sentence = refusal(sys.version_info[:3])
    if sentence:
        print(sentence, file=sys.stderr)
        return 2
    # Where compiled modules are not kept, every process compiles the libraries anew, for some seconds.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        if arguments[:1] == ["test"] and arguments[1:] not in (["-h"], ["--help"]):
            return check(arguments[1:])
        options, handed_on = options_of(["--help"] if arguments[:1] == ["test"] else arguments)
        return serve(options.port, handed_on, browser=not options.no_browser)
    except SetUpError as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
