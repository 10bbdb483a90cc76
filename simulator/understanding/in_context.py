"""What was heard in a line becomes its reading in a conversation: order, manner, and the record's limit.

It hears nothing itself and needs no fitted reader, so that lines heard before are read without one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.reading import DialogueContext, Form, ReadAct, Reading
from simulator.understanding.clauses import Clause
from simulator.understanding.manner import manner_of

MOST_BYTES = 1000
MOST_ACTS = 6


@dataclass(frozen=True, slots=True)
class HeardLine:
    """What a line holds whatever was said before: the acts found, each once, and the line's form."""

    acts: tuple[ReadAct, ...]
    form: Form


def in_context(
    reader: str,
    text: str,
    line: HeardLine,
    clauses: Sequence[Clause],
    context: DialogueContext,
) -> Reading:
    """Return the reading of a line that a reader of this name heard, in a conversation.

    The acts of ``line`` are as ``ordered`` returns them for what the context expects.
    """
    return Reading(acts=line.acts, form=line.form, manner=manner_of(text, clauses, context), reader=reader)


def ordered(heard: HeardLine, expected: Sequence[str]) -> HeardLine:
    """Return a line with its acts best first and short enough for a record.

    Sure ones come first, then those that would answer what was just asked back (``expected``).
    """
    acts = sorted(
        heard.acts,
        key=lambda a: (a.band != "sure", a.band == "unsure" and a.act not in expected, -a.score, a.act),
    )
    return HeardLine(_short_enough(acts[:MOST_ACTS]), heard.form)


def _short_enough(acts: Sequence[ReadAct]) -> tuple[ReadAct, ...]:
    """Shorten the cited words until the acts fit into the record's limit."""
    short = tuple(acts)
    for most in (120, 80, 50, 30, 16):
        short = tuple(a.model_copy(update={"phrase": a.phrase[:most], "words": a.words[:most]}) for a in acts)
        if sum(len(a.model_dump_json().encode()) for a in short) <= MOST_BYTES - 220:
            break
    return short
