"""Keeps what the proof of a form found: where nothing has changed that it rests on, nothing is played again.

A file is named by all that a proof rests on: scenario, centre, unit, reader, seed, the code that plays and
marks, and the versions that it runs with; a change of any can never be answered with what was found before.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import simulator
from simulator.marking.calls import judge
from simulator.proving.form_proof import FormProof
from simulator.proving.subject import Subject
from simulator.service.kept_pickles import each_digest, keep_pickled, unpickled
from simulator.understanding.kept_readings import KeptReader

MOST_FILES = 240
"""Four times the forms of all shipped scenarios: an edit that is taken back is still known."""
KIND = "proof-*.pickle"
_ROOMS = ("model", "engine", "understanding", "marking", "proving")
_BUILT_WITH = ("numpy", "scipy", "pydantic", "rapidfuzz")


def form_key(subject: Subject, variant: str) -> str:
    """Return the digest (64 hex digits) of all that the proof of a form rests on; empty where it is unknown.

    It is unknown of a reader that names nothing that it learnt from, and of judges that are not our own.
    """
    reader = subject.reader
    if not isinstance(reader, KeptReader) or not reader.reader.key or subject.judging is not judge:
        return ""
    scenario = subject.scenario
    told = [
        *(scenario.model_dump_json(), repr(scenario.act_labels), repr(dict(scenario.phrasings))),
        *(repr(scenario.greetings), repr(dict(scenario.also_said_as))),
        *(subject.organisation.model_dump_json(), subject.unit.model_dump_json()),
        *(reader.name, reader.reader.key, repr(dict(subject.words))),
        *(str(subject.seed), str(subject.random_plays), repr(subject.ways), variant, rules_digest()),
    ]
    return sha256("\n".join(told).encode()).hexdigest()


@cache
def rules_digest() -> str:
    """Return the digest of the code by which calls are played, read and marked, and of what it runs with."""
    told = [sys.version, *(f"{name} {version(name)}" for name in _BUILT_WITH), *each_digest(rules_files())]
    return sha256("\n".join(told).encode()).hexdigest()


def rules_files() -> list[Path]:
    """Return the files of code, and of what was learnt for it, by which calls are played, read and marked."""
    rooms = [Path(simulator.__path__[0]) / room for room in _ROOMS]
    return sorted(path for room in rooms for kind in ("*.py", "*.json") for path in room.rglob(kind))


def kept_proof(folder: Path | None, key: str) -> FormProof | None:
    """Return what was found under a key; None where nothing is kept that can be used."""
    file = _file(folder, key)
    if file is None:
        return None
    found = unpickled(file, FormProof)
    if found is not None:
        with suppress(OSError):
            file.touch()  # the longest unused go first
    return found


def keep_proof(folder: Path | None, key: str, found: FormProof) -> None:
    """Keep what was found under a key, whole or not at all."""
    file = _file(folder, key)
    if file is not None:
        keep_pickled(file, found, kind=KIND, most=MOST_FILES)


def _file(folder: Path | None, key: str) -> Path | None:
    return folder / f"proof-{key[:40]}.pickle" if folder is not None and key else None
