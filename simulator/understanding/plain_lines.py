"""Keeps on disk how each phrasing reads in plain words before any speller mends it, which hangs on it alone.

Thousands of phrasings are cut into plain words before a reader can learn from them, which takes as long as to
load all else. The file is named by the version of the rules and by the code that makes them up. A missing,
damaged or unwritable file only costs the time of cutting again. It mends nothing and reads nothing.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from simulator.model.whole_files import write_whole
from simulator.understanding.clauses import Clause, cut, whole
from simulator.understanding.normalise import Listening, Speller, plain_words
from simulator.understanding.reader_key import VERSION

MOST_LINES = 20_000
"""All shipped calls together have some 8,000 phrasings."""
MOST_FILES = 4
KIND = "plain-*.json"

_lines: dict[str, "PlainLine"] = {}
_looked_at: set[Path] = set()


@dataclass(frozen=True, slots=True)
class PlainLine:
    """A phrasing as one clause of which no word is mended, those that might have been, and all its words."""

    clause: Clause
    mendable: tuple[str, ...]
    words: frozenset[str]


def plain_lines(texts: Iterable[str], folder: Path | None = None) -> Mapping[str, PlainLine]:
    """Return phrasings in plain words, each cut once in this process and, with a folder, once per machine."""
    wanted = dict.fromkeys(texts)
    if any(text not in _lines for text in wanted) and folder is not None:
        file = folder / f"plain-{_rules()}.json"
        if file not in _looked_at:
            _looked_at.add(file)
            _lines.update(_kept(file))
        if any(text not in _lines for text in wanted):
            found = _cut(wanted)
            _keep(file)
            return found
    return _cut(wanted)


def _cut(wanted: Iterable[str]) -> dict[str, PlainLine]:
    """Return these phrasings, cut now where they were not, and let go of the others beyond the most."""
    found = {text: _lines.get(text) or _plain(text) for text in wanted}
    if len(_lines) + len(found) > MOST_LINES:
        _lines.clear()
    _lines.update(found)
    return found


def _plain(text: str) -> PlainLine:
    listening = Listening()
    clause = as_clause(text, listening)
    return PlainLine(clause, tuple(listening.asked), frozenset(plain_words(text)))


def as_clause(text: str, speller: Speller) -> Clause:
    """Return a phrasing as one clause, its words mended."""
    clauses = cut(text, speller)
    return whole(clauses) if clauses else Clause(text, (text.casefold(),))


@cache
def _rules() -> str:
    """Return what tells apart the rules by which phrasings are cut: their version, and the code itself."""
    code = sorted((one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in _code())
    return f"{VERSION}-{sha256(repr(code).encode()).hexdigest()[:16]}"


def _code() -> Sequence[Path]:
    return tuple(Path(__file__).parent.glob("*.py"))


def _keep(file: Path) -> None:
    rows = {
        text: [astuple(one.clause), one.mendable, tuple(one.words)]
        for text, one in list(_lines.items())[-MOST_LINES:]
    }
    told = json.dumps(rows, ensure_ascii=False).encode()
    write_whole(file, lambda out: out.write(told), kind=KIND, most=MOST_FILES)


def _kept(file: Path) -> dict[str, PlainLine]:
    """Return what a file holds; nothing where it cannot be used."""
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        return {text: _line(*row) for text, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _line(clause: list[Any], mendable: list[str], words: list[str]) -> PlainLine:
    raw, plain, *rest = clause
    return PlainLine(Clause(raw, tuple(plain), *rest), tuple(mendable), frozenset(words))
