"""Makes files of the examples on the pages of the fault codes, and finds the faults that they have."""

from __future__ import annotations

import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path

from simulator.model.fault_pages import Example
from simulator.model.faults import Fault
from simulator.model.load_library import load_library
from simulator.model.load_organisation import load_organisation, load_organisation_texts, organisation_texts
from simulator.model.load_questions import load_unit_questions
from simulator.model.load_reports import load_reports
from simulator.model.load_scenario import load_scenario
from tests.shipped import shipped_library

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "faults"
WENDSHIRE = ROOT / "criteria" / "organisations" / "wendshire"
LATER = date(2030, 1, 1)
MARK = "# HERE"


@cache
def tiny() -> str:
    """The scenario without a fault into which the examples are laid."""
    text = (PAGES / "README.md").read_text("utf-8")
    found = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert found
    return found[1]


def blocks_of(text: str) -> dict[str, str]:
    """Part a text into its top-level keys, each with all its lines."""
    parts: dict[str, str] = {}
    key = ""
    for line in text.splitlines(keepends=True):
        second = "---" in parts.get(key, "")
        if not second and not line.startswith((" ", "#", "-")):
            key = line.split(":", 1)[0].strip()
        parts[key] = parts.get(key, "") + line
    return parts


def laid_over(fragment: str) -> str:
    """Return the tiny scenario with the keys of a fragment in place of its own."""
    parts = blocks_of(fragment)
    return "".join((blocks_of(tiny()) | parts).values())


def made_of(example: Example, folder: Path) -> tuple[list[Fault], list[int]]:
    """Write an example as its page says, and return its faults and the lines that are marked in it."""
    organisation = re.fullmatch(r"in (\w+\.yaml)", example.how)
    if organisation:
        texts = organisation_texts(WENDSHIRE)[0] | {organisation[1]: example.text}
        found = load_organisation_texts(texts)[1]
        return [f for f in found if f.file == organisation[1]], marked(example.text)
    if example.how == "without trees.yaml":
        shutil.copytree(WENDSHIRE, folder / "wendshire")
        (folder / "wendshire" / "trees.yaml").unlink()
        return load_organisation(folder / "wendshire")[1], [0]
    if example.how.startswith("of questions"):
        return _of_questions(example, folder), marked(example.text)
    if example.how == "of reports":
        (folder / "reports.yaml").write_text(example.text, "utf-8")
        return load_reports(folder, shipped_library().unit_questions["234"])[1], marked(example.text)
    text = example.text if example.how == "whole" else laid_over(example.text)
    if example.how == "twenty thousand times":
        text = example.text * 20_000
    if example.how == "in two files":
        return _twice(text, folder), marked(text)
    path = folder / "tiny.yaml"
    if example.how != "that is not there":
        path.write_bytes(text.encode("latin-1" if example.how == "saved as latin-1" else "utf-8"))
    whole_file = ("that is not there", "twenty thousand times")
    return _faults_of(path, example.how), [0] if example.how in whole_file else marked(text)


def _of_questions(example: Example, folder: Path) -> list[Fault]:
    library = shipped_library()
    centre = library.organisations["wendshire"]
    centres = [centre]
    if example.how == "of questions of two centres":
        whole = {name: getattr(centre, name) for name in type(centre).model_fields}
        centres.append(type(centre)(**(whole | {"id": "other", "name": "Other", "chapters": ()})))
    names = ("a.yaml", "b.yaml") if example.how == "of questions in two files" else ("a.yaml",)
    (folder / "questions").mkdir()
    for name in names:
        (folder / "questions" / name).write_text(example.text, "utf-8")
    today = date(2026, 12, 1)
    return list(load_unit_questions(folder, library.units["234"], tuple(centres), today=today).faults)


def marked(text: str) -> list[int]:
    """Return the lines marked in a text."""
    return [number for number, line in enumerate(text.split("\n"), 1) if MARK in line]


def _twice(text: str, folder: Path) -> list[Fault]:
    shutil.copytree(ROOT / "scenarios" / "phrases", folder / "phrases")
    (folder / "wendshire").mkdir()
    for name in ("one.yaml", "two.yaml"):
        (folder / "wendshire" / name).write_text(text, "utf-8")
    return list(load_library(ROOT / "criteria", folder).faults)


def _faults_of(path: Path, how: str) -> list[Fault]:
    library = shipped_library()
    organisation = library.organisations["wendshire"]
    if how == "of an organisation without conventions":
        bare = tuple(c.model_copy(update={"rules": ()}) for c in organisation.conventions)
        organisation = organisation.model_copy(update={"conventions": bare})
    return load_scenario(
        path,
        organisation=organisation,
        unit=library.units["234"],
        shared_acts=library.shared_acts,
        today=LATER,
    )[1]
