"""The scenario as a tutor writes it: calls, facts, cues and how they are marked. Durations are in seconds.

Frozen values only; reading, checks and casting live elsewhere.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field, PrivateAttr, field_validator, model_validator

from simulator.model.condition import Condition, Ids, Said
from simulator.model.declared import Dependency, Impossible, NotNoticed
from simulator.model.durations import Seconds
from simulator.model.often_said import KnownToThem, Lines, SaidLater, Voice
from simulator.model.origin import Origin, ReviewedBy
from simulator.model.own_act import OwnAct
from simulator.model.reading import Value

_TRUTH = frozenset(("yes", "no", "true", "false"))


class CastMember(Value):
    """Somebody or something that the seed fills in; exactly one of the kinds is given.

    ``person`` is ``any``, ``female`` or ``male`` (gives .name .first .last .phone); ``address`` is a place id
    of the organisation (.line .number .street .town .postcode); ``phone`` is ``mobile`` or ``landline``;
    ``choice`` takes one of the options; ``vehicle_mark`` a registration; ``number`` a range: ``12 to 48``.
    """

    person: Literal["any", "female", "male", ""] = ""
    address: str = ""
    phone: Literal["mobile", "landline", ""] = ""
    choice: Ids = ()
    vehicle_mark: bool = False
    number: str = ""
    streets: Ids = Field(default=(), description="streets to draw from instead of the place's own")


class Told(Value):
    """When a fact is volunteered.

    In the opening words, at a time after the answering, with another fact, or once the caller has settled.
    One word will do: ``opening``, ``settled``, or a time such as ``75s``.
    """

    shorthand: ClassVar[str] = "opening"
    opening: bool = False
    at: Seconds | None = None
    with_fact: str = ""
    settled: bool = False

    @model_validator(mode="before")
    @classmethod
    def _one_word(cls, written: Any) -> Any:
        word = written.get("opening") if isinstance(written, dict) and len(written) == 1 else None
        if not isinstance(word, str) or word.lower() in _TRUTH:
            return written
        if word in ("opening", "settled"):
            return {word: True}
        if word[:1].isdigit():
            return {"at": word}
        raise ValueError(f'"{word}" does not say when; write opening, settled, or a time such as 75s')


class Fact(Value):
    """One thing that a caller knows, written once.

    ``value`` is the thing itself, ``accept`` other ways of writing it in a log or message: in each, words
    apart by spaces must all be found and ``/`` parts words that serve as well (``cannot/can't walk/stairs``).
    ``topic`` is what kind of information it is (where, what, people, hazard, callback, name, access …).
    """

    label: str
    value: str = ""
    says: str = ""
    says_again: str = ""
    says_later: tuple[SaidLater, ...] = Field(default=(), description="said instead once something holds")
    asked_by: Ids = ()
    told: Told | None = None
    accept: Ids = ()
    also_told_by: Ids = Field(default=(), description="facts whose own words tell this one too")
    topic: str = "detail"
    hazard: bool = False
    call: str = ""
    known: bool = True
    needs: Condition | None = Field(default=None, description="told only while this holds")
    says_before: str = Field(default="", description="what is said when asked before 'needs' holds")
    replaces: str = Field(default="", description="the wrong or older fact that this one corrects")
    overtaken_by: Ids = Field(default=(), description="facts from whose telling on this is so no longer")
    pass_on: bool = Field(default=True, description="whoever is sent should learn of it")
    only_in: Ids = ()


class Mood(Value):
    """The caller's mood, 0 calm to 10 panic: settled at or under one figure, in panic from another on."""

    start: int = 5
    settled_at: int = 4
    panics_at: int = 9


class MoodChange(Value):
    """What moves the mood: an act said to the caller, a manner heard, or a plain word of the list.

    ``when`` is an act id, a manner of the reader (``manner:rude``), ``asked again``, ``silent`` (with
    ``after`` seconds), ``held`` or ``not understood``.
    """

    when: str
    by: int = 0
    says: Ids = ()
    after: Seconds = 20
    once: bool = False


class Reaction(Value):
    """What the caller says or does on hearing an act; the first one whose ``needs`` holds is played."""

    to: Ids
    says: Ids = ()
    mood: int = 0
    tells: Ids = ()
    needs: Condition | None = None
    once: bool = False
    only_in: Ids = ()


class Rings(Value):
    """When a call comes in: ``at`` seconds after the first call was answered (the first rings at once)."""

    at: Seconds = 0
    needs: Condition | None = None


class _Rung(Value):
    caller: str
    described: str = ""
    incident: str
    number_shown: str = ""
    rings: Rings = Rings()
    gives_up_after: Seconds = 90
    opening: str


class Call(Lines, _Rung):
    """One scripted caller on a line.

    ``caller`` is a cast member; ``number_shown`` a template (empty: withheld). ``silent`` callers answer
    only as their reactions say.
    """

    voices: tuple[Voice, ...] = Field(default=(), description="how the caller speaks from some moment on")
    rung_back: str = Field(default="Hello?", description="what is heard when the caller is rung back")
    mood: Mood = Mood()
    mood_changes: tuple[MoodChange, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    silent: bool = False
    only_in: Ids = ()


class Incident(Value):
    """One happening in the world and what is right for it.

    ``needs`` overrides the organisation's allocation rule: each entry is the skills that one resource must
    have together (``fire breathing_apparatus``). ``calls_for``: who else has to hear of it, from ``fact:ID``,
    ``cue:ID``, ``call:ID`` or ``at once`` on. ``already_open`` gives a log that stands open at the start.
    """

    label: str
    type: str
    other_types: Ids = ()
    place: str = ""
    address: str = Field(default="", description="the fact that says where it is")
    priority: str
    set_within: Seconds = 120
    because: str = ""
    needs: Ids = ()
    send_within: Seconds | None = None
    calls_for: dict[str, str] = Field(default={}, description="who else has to hear of it, and since when")
    already_open: dict[str, str] = Field(default={}, description="log field values of a log already open")
    already_priority: str = ""


class RosterChange(Value):
    """How a resource stands when the attempt begins, where it differs from the organisation's roster."""

    status: Literal["available", "busy", "off duty"] = "available"
    free_at: Seconds | None = None


class Cue(Value):
    """One thing that happens by itself.

    It is armed when ``when`` holds (and, with ``at``, not before so many seconds after its call was
    answered), fires ``after`` seconds later, and does not happen when ``unless`` holds at that moment.
    ``by`` is ``caller``, a resource id or kind, a directory id, or ``centre``.
    """

    when: Condition = Condition()
    unless: Condition | None = None
    at: Seconds | None = None
    after: Seconds = 0
    said_before: Seconds = Field(default=30, description="how long it waits when its words were said before")
    call: str = ""
    by: str = "caller"
    says: str = ""
    tells: Ids = ()
    asks: Ids = Field(default=(), description="facts that a responder or organisation asks for")
    mood: int = 0
    raises_priority: str = ""
    incident: str = ""
    breaks_down: str = ""
    ends_call: bool = False
    follows_from: Ids = Field(default=(), description="facts whose loss this is a consequence of")
    good: bool = Field(default=False, description="it shows that the facts were passed on and used")
    note: str = Field(default="", description="what happened, for the debrief")
    only_in: Ids = ()


class OutsideParty(Value):
    """How an outside organisation or crew behaves here, where it differs from the directory."""

    needs: Ids = Field(default=(), description="facts without which it asks")
    asks: str = ""
    accepts: str = ""
    refuses: str = ""
    refuses_when: Condition | None = None
    reference: str = ""
    will_send: str = Field(default="", description="what it says it will do, when asked")
    answers_in: Seconds | None = None
    knows: tuple[KnownToThem, ...] = ()


class Indicator(Value):
    """One observable thing that shows exactly one criterion, judged by exactly one clause.

    Exactly one of the kind words is given; ``within`` limits count from what the kind says (obtains and
    answers: the call's answering; advises, deploys, sends, escalates, sets_priority: the first moment at
    which the learner knew enough, which is ``after`` when given). ``needs`` is the chance: while it never
    held the indicator had no chance.
    """

    criterion: str
    clause: str
    label: str = ""
    critical: bool = False
    call: str = ""
    incident: str = ""
    within: Seconds | None = None
    after: str = Field(default="", description="'fact:ID', 'cue:ID' or 'call:ID' from which 'within' counts")
    once_graded: Seconds | None = Field(None, description="escalates: in time as well within this of grading")
    to: str = ""
    needs: Condition | None = None
    only_in: Ids = ()
    # the kinds: exactly one
    answers_within: Seconds | None = None
    greets: Ids = ()
    obtains: Ids = ()
    reads_back: Ids = ()
    controls: Ids = ()
    never_says: Ids = Field(default=(), description="acts, or manner:NAME")
    mood_ends: int | None = None
    logs: Ids = ()
    notes: Ids = Field(default=(), description="facts told later, each to be noted within the limit")
    log_type: bool = False
    sets_priority: bool = False
    gives_reason: bool = False
    raises_priority: str = Field(default="", description="the cue after which the priority must be set again")
    deploys: bool = False
    sends: Ids = ()
    carries: Ids = ()
    concise: str = Field(default="", description="the party; messages keep to the medium's length")
    wording: str = Field(default="", description="the party; messages keep the medium's conventions")
    uses_medium: Ids = ()
    answers_responder: Ids = Field(default=(), description="cues in which a responder or organisation asks")
    advises: tuple[Said, ...] = Field(default=(), description="acts, all of them; of a/b one is enough")
    escalates: str = ""
    informs: Ids = ()
    closes: Ids = ()
    links: Ids = Field(default=(), description="calls that must share one incident log")
    keeps_apart: Ids = Field(default=(), description="calls that must not share a log")
    obtains_response: str = Field(default="", description="the party whose answer must be got")
    follows_tree: str = ""


KINDS: Ids = (
    *("answers_within", "greets", "obtains", "reads_back", "controls"),
    *("never_says", "mood_ends", "logs", "notes", "log_type"),
    *("sets_priority", "gives_reason", "raises_priority", "deploys", "sends"),
    *("carries", "concise", "wording", "uses_medium", "answers_responder"),
    *("advises", "escalates", "informs", "closes", "links"),
    *("keeps_apart", "obtains_response", "follows_tree"),
)
_KINDS = frozenset(KINDS)


def kind_of(indicator: Indicator) -> str:
    """Return the kind word of an indicator.

    Raises:
        ValueError: none or several kind words are given.
    """
    words = indicator.model_fields_set
    given = [k for k in _KINDS & words if getattr(indicator, k) not in ((), "", None, False)]
    if len(given) != 1:
        raise ValueError(f"exactly one kind of indicator is needed, {len(given)} given: {', '.join(given)}")
    return given[0]


class Scenario(Value):
    """One file of ``scenarios/<organisation>/``: one call, or several on one clock (a shift)."""

    format: int
    id: str
    title: str
    kind_of_call: str = Field(description="what the learner may know before: 'An emergency call'")
    organisation: str
    unit: str
    used_for: tuple[Literal["practice", "assessment", "warm-up"], ...]
    difficulty: int = Field(ge=1, le=3)
    target_time: Seconds
    at_latest: Seconds
    brief: str
    content_note: str = ""
    special_callers: Ids = ()
    criteria: Ids
    asked_afterwards: Ids = ()
    written_by: str = ""
    reviewed_by: tuple[ReviewedBy, ...] = Field(default=(), description="who read it through, and when")
    piloted_by: str = Field(default="", description="who played it that had not read it")
    piloted_on: tuple[dt.date, ...] = ()
    variants: dict[str, str] = Field(default={})
    cast: dict[str, CastMember]
    incidents: dict[str, Incident]
    calls: dict[str, Call]
    facts: dict[str, Fact]
    acts: dict[str, OwnAct] = Field(default={})
    without_acts: Ids = Field(default=(), description="shared acts that would confuse here")
    roster: dict[str, RosterChange] = Field(default={})
    outside: dict[str, OutsideParty] = Field(default={})
    cues: dict[str, Cue] = Field(default={})
    indicators: dict[str, Indicator]
    impossible: tuple[Impossible, ...] = ()
    dependencies: tuple[Dependency, ...] = Field(
        default=(), description="what the loss of a deed touches besides its own criterion, and why"
    )
    not_noticed: tuple[NotNoticed, ...] = Field(default=(), description="changes that no play can tell")
    what_happened_next: str = ""
    _act_labels: dict[str, str] = PrivateAttr(default={})
    _shared: Mapping[str, Ids] = PrivateAttr(default={})
    _greetings: Ids = PrivateAttr(default=())
    _also_said_as: Mapping[str, Ids] = PrivateAttr(default={})

    @property
    def origin(self) -> Origin:
        """Who wrote it, who reviewed it, and when it was piloted."""
        told = {name: getattr(self, name) for name in Origin.model_fields}
        return Origin(**told)

    @property
    def act_labels(self) -> dict[str, str]:
        """What people call the acts that are listened for, shared and own, as far as it was told."""
        return self._act_labels | {key: act.label for key, act in self.acts.items() if act.label}

    @property
    def greetings(self) -> Ids:
        """Ways of naming the centre of this scenario to a caller, as far as it was told."""
        return self._greetings

    @property
    def also_said_as(self) -> Mapping[str, Ids]:
        """How shared acts are said at the centre of this scenario besides, as far as it was told."""
        return self._also_said_as

    def at_centre(self, acts: Mapping[str, OwnAct], greetings: Ids, also: Mapping[str, Ids]) -> "Scenario":
        """Return the scenario listening for its centre's acts and ways of speaking; its own acts stand."""
        added = {name: act for name, act in acts.items() if name not in self.without_acts}
        known = self.model_copy(update={"acts": added | self.acts})
        known._greetings = greetings  # noqa: SLF001 - its own, of a copy that nobody else has yet
        known._also_said_as = also  # noqa: SLF001 - as above
        return known

    @property
    def phrasings(self) -> Mapping[str, Ids]:
        """How each act that is listened for is said, shared and own, as far as it was told."""
        return dict(self._shared) | {key: act.phrasings for key, act in self.acts.items()}

    def with_act_labels(self, labels: Mapping[str, str], said: Mapping[str, Ids] | None = None) -> "Scenario":
        """Return the scenario knowing what the shared acts are called, and how each is said."""
        known = self.model_copy()
        known._act_labels, known._shared = dict(labels), said or {}  # noqa: SLF001 - as above
        return known

    @field_validator("used_for", mode="before")
    @classmethod
    def _joined_by_and(cls, written: Any) -> Any:
        """Take ``practice and assessment`` for the list of both."""
        items = (written,) if isinstance(written, str) else written
        return tuple(word for item in items for word in str(item).split(" and ") if word)
