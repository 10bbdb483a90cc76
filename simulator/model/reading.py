"""What the reader understood of one utterance.

Plain frozen values handed from ``understanding`` to ``engine`` and kept in the record. This module
holds no matching and no thresholds: it only says what a reading looks like (DESIGN section 8).
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Band = Literal["sure", "unsure", "none"]
Form = Literal["question", "statement", "instruction", "fragment"]

MOST_OFFERED = 2
"""So many of the acts nearly heard are named when a caller asks back."""


class Value(BaseModel):
    """Base of every frozen value in the model: immutable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ReadAct(Value):
    """One act that the reader heard in an utterance.

    ``score`` is rounded to 4 places; ``phrase`` is the phrasing that decided, ``words`` the learner's
    own words that did; ``runner_up`` is the act that nearly won (empty when there was none).
    """

    act: str
    band: Band
    score: float
    phrase: str = ""
    words: str = ""
    runner_up: str = ""


class Reading(Value):
    """The reader's whole result for one utterance, at most about 1 kB as JSON.

    ``acts`` holds the acts heard (bands *sure* and *unsure*), best first, none twice. ``manner`` holds
    cited observations such as ``polite``, ``rude``, ``jargon``, ``promise``, ``stacked_questions``.
    ``reader`` names the reader and its version, so that a replay never needs to read again.
    """

    acts: tuple[ReadAct, ...] = ()
    form: Form = "statement"
    manner: tuple[str, ...] = ()
    reader: str = ""

    def sure(self) -> tuple[str, ...]:
        """Return the ids of the acts in the *sure* band, best first."""
        return tuple(a.act for a in self.acts if a.band == "sure")

    def left_open(self) -> tuple[ReadAct, ...]:
        """Return the *unsure* acts, best first, that were heard in other words than the *sure* ones."""
        sure = [a.words for a in self.acts if a.band == "sure"]
        return tuple(
            a for a in self.acts if a.band == "unsure" and not any(a.words in words for words in sure)
        )

    def unsure(self) -> tuple[str, ...]:
        """Return the ids of the acts in the *unsure* band, best first."""
        return tuple(a.act for a in self.acts if a.band == "unsure")

    @property
    def understood(self) -> bool:
        """Tell whether at least one act is in the *sure* band."""
        return any(a.band == "sure" for a in self.acts)


class DialogueContext(Value):
    """What the reader may know of the conversation: who is addressed, what was asked and told last."""

    addressed: Literal["caller", "responder", "organisation"] = "caller"
    last_words: str = Field(default="", description="what the other side said last")
    told: tuple[str, ...] = Field(default=(), description="ids of the facts already told on this line")
    expected: tuple[str, ...] = Field(default=(), description="acts that would answer the last question")
    caller_name: str = Field(default="", description="the name the other side has given, once given")
    told_words: tuple[str, ...] = Field(default=(), description="what was told, in the words it was told in")


class ActPhrasings(Value):
    """One act as the reader learns it: its phrasings and the words that must, or must not, be heard."""

    id: str
    label: str = Field(default="", exclude=True, description="what people call it; nothing is learnt from it")
    phrasings: tuple[str, ...]
    must_hear: tuple[str, ...] = ()
    must_not_hear: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    form: Literal["question", "statement", "instruction", "any"] = "any"
    answered_as: str = ""
    held_against: bool = Field(
        default=False, description="it counts against whoever says it: heard for sure from a higher score on"
    )


def reads_words_alone(reader: str) -> bool:
    """Tell whether a reader, given by the name that a record keeps, reads without a sentence encoder."""
    return reader.startswith("words-")
