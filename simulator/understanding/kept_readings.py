"""A reader that hears each text once: what a line holds is kept by text, in memory and on disk.

The scripted learners of a proof say the same few hundred lines thousands of times. A file is named by the
reader's key, the digest of all that it learnt from, so a change of phrases, weights or rules can never be
answered with old readings. A missing, damaged or unwritable file only costs the time of reading again.
"""

import contextlib
import json
import os
import tempfile
from pathlib import Path

from simulator.model.reading import DialogueContext, ReadAct, Reading
from simulator.understanding.clauses import Clause, cut
from simulator.understanding.reader import HeardLine, Reader

MOST_TEXTS = 6000
MOST_FILES = 40
_NO_CONTEXT = DialogueContext()


class KeptReader:
    """Reads as its reader does, word for word, and remembers; ``keep`` writes what is new to disk."""

    def __init__(self, reader: Reader, folder: Path | None = None) -> None:
        """Begin with what is kept on disk under the reader's key (nothing where there is no folder)."""
        self.reader = reader
        self.file = folder / f"readings-{reader.key[:32]}.json" if folder and reader.key else None
        self.heard: dict[str, HeardLine] = _kept(self.file)
        self._clauses: dict[str, list[Clause]] = {}
        self._known = len(self.heard)
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
            heard = self.heard.get(text)
            if heard is None:
                heard = self.heard[text] = self.reader.hear(text)
            clauses = self._clauses.get(text)
            if clauses is None:
                clauses = self._clauses[text] = list(cut(text, self.reader.fitted.speller))
            found = self._read[key] = self.reader.in_context(text, heard, clauses, context)
        return found

    def keep(self) -> None:
        """Write what was heard to disk, whole or not at all, where anything is new."""
        if self.file is None or len(self.heard) == self._known:
            return
        merged = _kept(self.file) | self.heard
        rows = {text: [h.form, [list(a.model_dump().values()) for a in h.acts]] for text, h in merged.items()}
        newest = dict(list(rows.items())[-MOST_TEXTS:])
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.file.parent, suffix=".part")
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(newest, out, ensure_ascii=False)
            Path(name).replace(self.file)
            self._known = len(self.heard)
            kept = sorted(self.file.parent.glob("readings-*.json"), key=lambda f: f.stat().st_mtime_ns)
            for old in kept[:-MOST_FILES]:
                old.unlink(missing_ok=True)


def _kept(file: Path | None) -> dict[str, HeardLine]:
    """Return what a file holds; nothing where it cannot be used."""
    if file is None:
        return {}
    names = tuple(ReadAct.model_fields)
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
        return {
            text: HeardLine(
                tuple(ReadAct.model_validate(dict(zip(names, a, strict=True))) for a in acts), form
            )
            for text, (form, acts) in rows.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
