"""What the terminal's tests share: commands run in this process, on a data folder of their own."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from simulator.cli.main import main
from simulator.service import kept_encoder, library
from tests import machine


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


Terminal = Callable[..., Said]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder for all tests."""
    return machine.share_learnt(tmp_path_factory.mktemp("data"))


@pytest.fixture
def terminal(capsys: Any, monkeypatch: pytest.MonkeyPatch, data: Path) -> Terminal:
    """Return what runs a command: terminal("check", stdin="…"); ``--data`` is added where it is taken."""
    for module in (library, kept_encoder):
        monkeypatch.setattr(module, "open_encoder", lambda _folder, **_which: None)

    def run(*words: str, stdin: str = "", folder: Path = data) -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        takes_data = (
            words
            and words[0] in ("play", "mark", "read", "report", "demo", "phrases")
            and "--help" not in words
        )
        code = main([*words, *(("--data", str(folder)) if takes_data else ())])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return run
