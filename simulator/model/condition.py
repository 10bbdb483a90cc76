"""The closed list of words by which a scenario says what must hold; it judges nothing itself."""

from typing import Annotated

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from simulator.model.reading import Value

Ids = tuple[str, ...]
"""Ids of one kind, in the order written."""


def either(said: str) -> Ids:
    """Return the acts of which one is enough, of one entry under ``said``: ``advise_leave/advise_go``."""
    return tuple(said.split("/"))


def is_said_with(wanted: str, given: Ids) -> bool:
    """Tell whether an entry under ``said`` holds whenever all the entries given do."""
    return any(set(either(one)) <= set(either(wanted)) for one in given)


def _one_of(said: str) -> str:
    """Return an entry under ``said`` without the spaces around its slashes."""
    acts = [act.strip() for act in said.split("/")]
    if not all(acts):
        raise ValueError(f'"{said}" has a slash with no act beside it; write an act on both sides of it')
    if again := next((act for n, act in enumerate(acts) if act in acts[:n]), ""):
        raise ValueError(f'"{said}" names "{again}" twice; write each act once')
    return "/".join(acts)


Said = Annotated[str, AfterValidator(_one_of)]


class Condition(Value):
    """What must hold: every word that is given, for every id listed under it.

    Of what stands under ``said``, ``/`` parts acts that serve as well: one of them is enough.
    ``deployed`` / ``on_scene`` take a resource id or a resource kind; ``sent`` a resource, kind or directory
    id; ``passed`` facts carried by any message or radio/phone line to ``to`` (anyone when empty).
    """

    told: Ids = ()
    not_told: Ids = ()
    said: tuple[Said, ...] = Field(default=(), description="acts said; of a/b one is enough")
    not_said: Ids = ()
    deployed: Ids = ()
    not_deployed: Ids = ()
    on_scene: Ids = ()
    not_on_scene: Ids = ()
    sent: Ids = ()
    not_sent: Ids = ()
    passed: Ids = ()
    not_passed: Ids = ()
    to: str = ""
    escalated: Ids = ()
    not_escalated: Ids = ()
    priority: Ids = Field(default=(), description="the incident's priority is one of these levels")
    logged: Ids = ()
    not_logged: Ids = ()
    answered: Ids = Field(default=(), description="these calls have been answered")
    ended: Ids = Field(default=(), description="these calls have ended")
    fired: Ids = ()
    not_fired: Ids = ()
    looked_up: Ids = Field(default=(), description="opened; 'history' is that of the call's number")
    not_looked_up: Ids = ()
    rung_back: Ids = Field(default=(), description="these calls have been rung back, and the phone was heard")
    mood_at_least: int | None = None
    mood_at_most: int | None = None
    settled: bool = False
    linked: bool | None = Field(default=None, description="the cue's call shares another call's incident log")

    @field_validator(
        *("told", "not_told", "not_said", "deployed", "not_deployed", "on_scene", "not_on_scene"),
        *("sent", "not_sent", "passed", "not_passed", "escalated", "not_escalated"),
        *("logged", "not_logged", "answered", "ended", "fired", "not_fired", "rung_back"),
    )
    @classmethod
    def _no_slash(cls, written: Ids, field: ValidationInfo) -> Ids:
        """Refuse a slash where it would say nothing, or one of two things."""
        for name in written:
            if "/" in name and field.field_name == "not_said":
                raise ValueError(
                    f'"{name}" under "not said" could mean neither or not both; '
                    f"for neither, write them as a list: [{name.replace('/', ', ')}]"
                )
            if "/" in name:
                word = str(field.field_name).replace("_", " ")
                raise ValueError(
                    f'"{name}" has a slash, which parts only acts under "said"; '
                    f'under "{word}" all that is listed must hold, so write one id, or two conditions'
                )
        return written

    @property
    def acts_said(self) -> Ids:
        """The acts that help what stands under ``said`` to hold, each once."""
        return tuple(dict.fromkeys(act for said in self.said for act in either(said)))
