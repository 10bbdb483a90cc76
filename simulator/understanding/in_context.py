"""What was heard in a line becomes its reading in a conversation: order, manner, and the record's limit.

It hears nothing itself and needs no fitted reader, so that lines heard before are read without one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.reading import MOST_OFFERED, DialogueContext, Form, ReadAct, Reading
from simulator.understanding.clauses import Clause
from simulator.understanding.manner import manner_of

MOST_BYTES = 1000
MOST_ACTS = 6
MOST_SAID = 120
"""Letters of the learner's words and of a phrasing that stay with an act."""


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
    """Make acts fit into the record's limit, at first by what nobody is told.

    What was nearly heard is asked back in its phrasing, which stays whole: an act that stands behind two
    likelier ones goes before it.
    """
    short = tuple(_cut(act, MOST_SAID, MOST_SAID) for act in acts)
    if _fit(short):
        return short
    short = tuple(_cut(act, MOST_SAID, 30 if act.band == "sure" else MOST_SAID) for act in acts)
    nearly = [act for act in short if act.band != "sure"]
    while len(nearly) > MOST_OFFERED and not _fit(short):
        last = nearly.pop()
        short = tuple(act for act in short if act is not last)
    for most in (80, 50, 30, 16):
        if _fit(short):
            break
        short = tuple(_cut(act, most, most if act.band == "sure" else MOST_SAID) for act in short)
    return short


def _fit(acts: Sequence[ReadAct]) -> bool:
    return sum(len(act.model_dump_json().encode()) for act in acts) <= MOST_BYTES - 220


def _cut(act: ReadAct, words: int, phrase: int) -> ReadAct:
    """Return an act with its words and its phrasing no longer than these.

    Words are cut to the letter, by which whoever reads them knows that they were cut.
    """
    return act.model_copy(update={"words": act.words[:words], "phrase": _up_to(act.phrase, phrase)})


def _up_to(text: str, most: int) -> str:
    """Return the beginning of a text, whole words of it where it has any."""
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition(" ")[0].rstrip() or text[:most]
