"""The README is true: what it says can be typed can be typed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def told_by(*words: str) -> str:
    """What `python -m simulator WORDS --help` tells."""
    command = [sys.executable, "-m", "simulator", *words, "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_every_command_of_the_readmes_table_exists_in_the_terminal():
    table = README.split("## From the terminal", 1)[1].split("\n## ", 1)[0]
    commands = re.findall(r"^\| `(\w+)` \|", table, flags=re.MULTILINE)
    assert "serve" in commands
    known = told_by()
    assert [name for name in commands if not re.search(rf"\b{name}\b", known)] == []


def test_serve_takes_every_option_that_the_readme_and_the_launcher_give_it():
    known = told_by("serve")
    assert [name for name in ("--port", "--data", "--database", "--demo") if name not in known] == []


def test_the_page_of_the_rules_versions_ends_with_those_in_use():
    from simulator.engine.decide import ENGINE
    from simulator.marking.calls import MARKER
    from simulator.understanding.reader_key import VERSION

    told = (ROOT / "docs" / "rule-versions.md").read_text(encoding="utf-8")
    _, *parts = re.split(r"^## ", told, flags=re.MULTILINE)
    last = {part.split()[0]: re.findall(r"^- \*\*(\d+)\*\*", part, re.MULTILINE)[-1] for part in parts}
    assert last == {"Engine": ENGINE.split()[1], "Reader": VERSION, "Marker": MARKER.split()[1]}
