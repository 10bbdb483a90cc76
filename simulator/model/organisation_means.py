"""What an organisation works with: places, log form, codes, outside organisations, resources, allocation.

Values only; the status of a resource during an attempt is the engine's.
"""

from typing import ClassVar, Literal

from pydantic import Field

from simulator.model.durations import Seconds
from simulator.model.organisation_rules import Medium, Situation
from simulator.model.reading import Value


class Place(Value):
    """A town or village of the area served; ``area`` is what travel times of resources are given for."""

    id: str
    name: str
    area: str
    kind: Literal["urban", "rural"]
    postcode: str
    streets: tuple[str, ...] = ()


class Service(Value):
    """One incident service that the centre offers, and to whom."""

    id: str
    label: str
    for_whom: str
    text: str
    clause: str = ""


class Topic(Value):
    """A kind of information that a message carries, such as *where*; the log field that holds it, if any.

    ``asked_by`` names the acts by which a caller is asked for it, where the centre has questions of its own.
    """

    id: str
    label: str
    field: str = ""
    question: str = ""
    asked_by: tuple[str, ...] = ()


class LogField(Value):
    """One field of the incident log form."""

    id: str
    label: str
    hint: str = ""
    kind: Literal["text", "phone", "choice"] = "text"
    choices: tuple[str, ...] = ()
    choices_from: Literal["", "incident types", "results"] = ""
    required: bool = False
    clause: str


class Code(Value):
    """A code of the organisation and its meaning."""

    shorthand: ClassVar[str] = "label"
    id: str
    label: str
    group: str = ""
    said_as: tuple[str, ...] = ()


class StandardWording(Value):
    """A sentence that is to be said or written as it stands; ``{…}`` marks what is filled in."""

    id: str
    text: str
    when: str
    medium: Medium | Literal["any"] = "any"
    clause: str


class Codes(Value):
    """The codes and standard wording of an organisation."""

    incident_types: tuple[Code, ...]
    statuses: tuple[Code, ...]
    results: tuple[Code, ...]
    prowords: tuple[Code, ...]
    phonetic: tuple[Code, ...]
    wording: tuple[StandardWording, ...]
    words_to_avoid: tuple[str, ...] = ()


class Route(Value):
    """One way of reaching an outside organisation, and how soon it answers or acknowledges (seconds)."""

    medium: Medium
    address: str = ""
    answers_within: Seconds
    note: str = ""


class Preference(Value):
    """The medium that suits a situation best, and the clause that says so."""

    situation: Situation
    medium: Medium
    clause: str


class TopicLine(Value):
    """What is said when a topic is missing from a message."""

    shorthand: ClassVar[str] = "says"
    id: str
    says: str


class Speech(Value):
    """How the far end speaks; ``{incident}``, ``{where}``, ``{reference}``, ``{minutes}`` are filled in."""

    answers: str
    acknowledges: tuple[str, ...]
    asks: tuple[TopicLine, ...] = ()
    refuses: str
    will_attend: str = ""
    no_time: str = Field(
        default="I can't give you a time.", description="asked how long, where it knows none"
    )
    will_report: str = Field(default="Will do.", description="asked to let the centre know of something")
    nothing_further: str = Field(
        default="Nothing further yet.", description="asked for news it does not have"
    )
    takes_caller: str = Field(
        default="", description="told that the caller is put through to it, or asked to talk to the caller"
    )
    takes_up: str = Field(
        default="It's noted as worse, and will be looked at again. I can't promise you more than that.",
        description="asked to treat it as more urgent",
    )
    not_understood: str = "Say that again, please."


class CrewSpeech(Value):
    """How crews speak on the radio; ``{call}`` is the resource's spoken name, the rest as in ``Speech``."""

    answers: str
    acknowledges: tuple[str, ...]
    asks: tuple[TopicLine, ...] = ()
    refuses: str
    on_the_way: str
    on_scene: str
    cannot_find: str
    clear: str
    says_minutes: str
    will_report: str = Field(
        default="{call}, will do.", description="asked to let the centre know of something"
    )
    nothing_further: str = Field(
        default="{call}, nothing further yet.", description="asked for news it does not have"
    )
    takes_up: str = Field(default="{call}, yes, as quick as we can.", description="asked to hurry")
    not_understood: str = "{call}, say again."


class OutsideOrganisation(Value):
    """A body outside the centre that is told or asked.

    ``number`` is fictional (drama range). ``public_number`` is knowledge, shown but never dialled.
    """

    id: str
    name: str
    short: str
    said_as: tuple[str, ...]
    handles: str
    number: str = ""
    public_number: str = ""
    routes: tuple[Route, ...]
    preferred: tuple[Preference, ...]
    needs: tuple[str, ...]
    welcome: tuple[str, ...] = ()
    attends: bool = False
    arrives_within: Seconds = 0
    reference: str = Field(description="how its own references begin, such as FC")
    says: Speech
    clause: str

    def route(self, medium: str) -> Route | None:
        """Return how it is reached by a medium, or ``None`` when it does not take that medium."""
        return next((route for route in self.routes if route.medium == medium), None)


class Skill(Value):
    """Something that a resource can do, and what it cannot."""

    id: str
    label: str
    limits: str = ""


class Resource(Value):
    """Something that can be sent.

    ``free_after`` is the call time (seconds) until which a resource that starts *busy* stays so;
    ``turnout`` the seconds between being told and moving off; ``reached_by`` the media it takes.
    """

    id: str
    call_sign: str
    spoken: str
    said_as: tuple[str, ...] = ()
    kind: str
    service: str
    skills: tuple[str, ...]
    base: str
    crew: int
    turnout: Seconds = 30
    travel: dict[str, Seconds]
    reached_by: tuple[Medium, ...] = ("radio", "data")
    starts: Literal["available", "busy", "off duty"] = "available"
    free_after: Seconds = 0
    busy_with: str = ""
    needs: tuple[str, ...] = ("where", "what")
    says: CrewSpeech | None = Field(default=None, description="where it differs from how all crews speak")


class Need(Value):
    """So many resources, each with all of these skills."""

    skills: tuple[str, ...]
    count: int = Field(default=1, ge=1)


class Allocation(Value):
    """One acceptable way to answer an incident; beyond ``at_most`` units it is too much."""

    id: str
    label: str
    needs: tuple[Need, ...]
    also_tell: tuple[str, ...] = ()
    at_most: int = Field(ge=1)


class AllocationRule(Value):
    """What incidents of some types and priorities need: any one of ``alternatives`` will do."""

    id: str
    types: tuple[str, ...]
    priorities: tuple[str, ...]
    alternatives: tuple[Allocation, ...]
    why: str
    clause: str
