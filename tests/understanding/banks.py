"""Reads the phrase bank, the off-topic pool and the development lines for the tests of the reader."""

from functools import cache
from pathlib import Path

import yaml

from simulator.model.act_labels import is_held_against
from simulator.model.development_lines import DevelopmentLine, development_lines
from simulator.model.reading import ActPhrasings
from simulator.understanding.reader import Reader, fit_reader
from tests import machine

ROOT = Path(__file__).resolve().parents[2]
PHRASES = ROOT / "scenarios" / "phrases"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _yaml(file: Path) -> dict:
    return yaml.load(file.read_text(encoding="utf-8"), _LOADER)


@cache
def shared_acts() -> tuple[ActPhrasings, ...]:
    """Return the shared acts of every phrase file."""
    found = []
    for file in sorted(PHRASES.glob("*.yaml")):
        for act, about in _yaml(file).get("acts", {}).items():
            found.append(
                ActPhrasings(
                    id=act,
                    phrasings=tuple(about["phrasings"]),
                    must_hear=tuple(about.get("must hear", ())),
                    must_not_hear=tuple(about.get("must not hear", ())),
                    neighbours=tuple(about.get("near", ())),
                    form=about.get("like", "any"),
                    held_against=is_held_against(about["label"]),
                )
            )
    return tuple(found)


@cache
def off_topic() -> tuple[ActPhrasings, ...]:
    """Return the off-topic pool, a small class each."""
    pool = _yaml(PHRASES / "off_topic.yaml")["off topic"]
    return tuple(ActPhrasings(id=name, phrasings=tuple(lines)) for name, lines in pool.items())


@cache
def shared_reader() -> Reader:
    """Return the reader of words alone that knows every shared act; fitted when it is first asked for."""
    kept = machine.kept_readers() / "cache" if machine.keeps_readers() else None
    return fit_reader(shared_acts(), off_topic=off_topic(), cache_folder=kept)


DevLine = DevelopmentLine


def dev_lines() -> tuple[DevLine, ...]:
    """Return the development lines."""
    return development_lines(PHRASES)
