"""What this machine brings for the tests, and how loudly to say what it does not. Installs nothing."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from typing import NoReturn

import pytest

WANTING = "WANTING"
"""Begins the reason of every test skipped for want of something that can be had."""

_BROWSERS = (
    "chromium-headless-shell",  # Chromium without its windows: the same pages for half the work
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
_BROWSER_FILES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)

_kept: list[Path] = []


def wanting(what: str, cure: str) -> NoReturn:
    """Skip the running test because this machine lacks something; where CI=true that is a failure."""
    reason = f"{WANTING} {what}. Cure: {cure}"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def browser_file() -> str | None:
    """Return where a Chromium, or a browser made from it, lies on this machine; None when nowhere."""
    found = (shutil.which(name) for name in _BROWSERS)
    standing = (file for file in _BROWSER_FILES if Path(file).is_file())
    return next(filter(None, found), None) or next(standing, None)


def keep_readers_in(folder: Path) -> None:
    """Say where readers fitted by tests are kept, so that no later test fits them again."""
    _kept.append(folder)


def keeps_readers() -> bool:
    """Tell whether tests are running, which keep what readers learnt; the benches keep their own."""
    return bool(_kept)


def kept_readers() -> Path:
    """Return the folder in which the readers that tests fit are kept: an encoder, and a `cache`."""
    (_kept[-1] / "cache").mkdir(parents=True, exist_ok=True)
    return _kept[-1]


def free_port() -> int:
    """Return a port of this machine at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def share_learnt(data: Path) -> Path:
    """Let a data folder share what readers learnt with all other tests; return the folder."""
    data.mkdir(parents=True, exist_ok=True)
    (data / "cache").symlink_to(kept_readers() / "cache")
    return data
