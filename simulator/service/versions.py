"""Tells where an attempt was read, played or marked by older rules than those of this software.

Nothing is read or played anew: what a record holds stands. Findings are reproducible per version of the
marker, and a newer one shows a difference; it never replaces what was shown (DESIGN section 4).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from simulator.engine.decide import ENGINE
from simulator.marking.calls import MARKER
from simulator.model.events import AttemptStarted
from simulator.understanding.reader_key import VERSION as READER

_READER = re.compile(r"^(?:words|encoder)-(\d+)")
_NUMBERED = re.compile(r" (\d+)$")


def older_rules(started: AttemptStarted) -> tuple[str, ...]:
    """Return a sentence for the reader and the engine each, where the attempt's was an older one."""
    told: list[str] = []
    read = _READER.match(started.reader)
    if read and int(read.group(1)) < int(READER):
        told.append(
            f"What was said was understood by reader {read.group(1)}; reader {READER} understands now. "
            "The readings stand as they were made."
        )
    played, now = _NUMBERED.search(started.engine), _NUMBERED.search(ENGINE)
    if played and now and int(played.group(1)) < int(now.group(1)):
        told.append(f"The call was played by {started.engine}; {ENGINE} plays now. What happened stands.")
    return tuple(told)


def older_findings(shown: Sequence[Mapping[str, Any]], findings: Mapping[str, str]) -> tuple[str, ...]:
    """Return what an older marker showed otherwise, as a sentence; nothing where there is no difference.

    ``shown`` are the notes of the portfolio record on what findings were shown, in order; ``findings`` are
    those of the marker of this software.
    """
    before = [note for note in shown if note.get("marker") != MARKER]
    if not before:
        return ()
    last: Mapping[str, str] = before[-1].get("findings") or {}
    other = [(c, last[c], word) for c, word in findings.items() if c in last and last[c] != word]
    if not other:
        return ()
    parts = "; ".join(f"{c} was “{was}” and is “{word}”" for c, was, word in other)
    return (f"{str(before[-1].get('marker')).capitalize()} had shown other findings than {MARKER}: {parts}.",)
