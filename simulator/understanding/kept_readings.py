"""A reader that hears each text once: what a line holds is kept by text, in memory and on disk.

The scripted learners of a proof say the same few hundred lines thousands of times. A file is named by the
reader's key, the digest of all that it learnt from, so a change of phrases, weights or rules can never be
answered with old readings. A missing, damaged or unwritable file only costs the time of reading again.
"""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Protocol

from simulator.model.reading import DialogueContext, ReadAct, Reading
from simulator.model.whole_files import write_whole
from simulator.understanding.clauses import Clause
from simulator.understanding.in_context import HeardLine, in_context, ordered

MOST_TEXTS = 6000
MOST_FILES = 80
AT_ONCE = 64
"""So many lines are heard together: more takes memory and saves nothing."""
_NO_CONTEXT = DialogueContext()


class Hears(Protocol):
    """Whoever hears what a line holds: a fitted reader, or one that is fitted when it must be."""

    @property
    def name(self) -> str:
        """The reader and its version."""
        ...

    @property
    def key(self) -> str:
        """The digest of all that it learns from."""
        ...

    def hear_all(self, texts: Sequence[str]) -> Sequence[tuple[HeardLine, tuple[Clause, ...]]]:
        """Return of each line what it holds whatever was said before, and its clauses."""
        ...


@dataclass(frozen=True, slots=True)
class KeptLine:
    """What is kept of a text: what it holds, and its clauses, by which its manner is told."""

    heard: HeardLine
    clauses: tuple[Clause, ...]


class KeptReader:
    """Reads as its reader does, word for word, and remembers; ``keep`` writes what is new to disk."""

    def __init__(self, reader: Hears, folder: Path | None = None) -> None:
        """Begin with what is kept on disk under the reader's key (nothing where there is no folder)."""
        self.reader = reader
        self.file = folder / f"readings-{reader.key[:32]}.json" if folder and reader.key else None
        self.kept: dict[str, KeptLine] = _kept(self.file)
        self._known = len(self.kept)
        self._ordered: dict[tuple[str, tuple[str, ...]], HeardLine] = {}
        self._read: dict[tuple[str, str, tuple[str, ...], str, str, tuple[str, ...]], Reading] = {}

    @property
    def name(self) -> str:
        """The reader and its version."""
        return self.reader.name

    def read(self, text: str, context: DialogueContext = _NO_CONTEXT) -> Reading:
        """Return the reading of a text in its conversation."""
        key = (
            text,
            context.addressed,
            context.expected,
            context.caller_name,
            context.last_words,
            context.told_words,
        )
        found = self._read.get(key)
        if found is None:
            if text not in self.kept:
                self.hear_all([text])
            line = self.kept[text]
            acts = self._ordered.get((text, context.expected))
            if acts is None:
                acts = self._ordered[text, context.expected] = ordered(line.heard, context.expected)
            found = self._read[key] = in_context(self.name, text, acts, line.clauses, context)
        return found

    def hear_all(self, texts: Sequence[str]) -> None:
        """Hear at once what of these lines was never heard."""
        new = [text for text in dict.fromkeys(texts) if text not in self.kept]
        for first in range(0, len(new), AT_ONCE):
            some = new[first : first + AT_ONCE]
            found = self.reader.hear_all(some)
            self.kept.update((text, KeptLine(*line)) for text, line in zip(some, found, strict=True))

    def keep(self) -> None:
        """Write what was heard to disk, whole or not at all, where anything is new."""
        if self.file is None or len(self.kept) == self._known:
            return
        merged = _kept(self.file) | self.kept
        newest = dict(list(merged.items())[-MOST_TEXTS:])
        rows = {text: _row(line) for text, line in newest.items()}
        told = json.dumps(rows, ensure_ascii=False).encode()
        if write_whole(self.file, lambda out: out.write(told), kind="readings-*.json", most=MOST_FILES):
            self._known = len(self.kept)


def _kept(file: Path | None) -> dict[str, KeptLine]:
    """Return what a file holds; nothing where it cannot be used."""
    if file is None:
        return {}
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        return {text: _line(*row) for text, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _row(line: KeptLine) -> list[Any]:
    acts = [list(act.model_dump().values()) for act in line.heard.acts]
    return [line.heard.form, acts, [astuple(clause) for clause in line.clauses]]


def _line(form: Any, acts: list[Any], clauses: list[Any]) -> KeptLine:
    """Return a line as it is kept; a clause is checked by its use alone."""
    names = tuple(ReadAct.model_fields)
    heard = tuple(ReadAct.model_validate(dict(zip(names, act, strict=True))) for act in acts)
    cut = tuple(Clause(raw, tuple(words), *rest) for raw, words, *rest in clauses)
    return KeptLine(HeardLine(heard, form), cut)
