"""The closed list of words by which a scenario says what must hold; it judges nothing itself."""

from pydantic import Field

from simulator.model.reading import Value

Ids = tuple[str, ...]
"""Ids of one kind, in the order written."""


class Condition(Value):
    """What must hold: every word that is given, for every id listed under it.

    ``deployed`` / ``on_scene`` take a resource id or a resource kind; ``sent`` a resource, kind or directory
    id; ``passed`` facts carried by any message or radio/phone line to ``to`` (anyone when empty).
    """

    told: Ids = ()
    not_told: Ids = ()
    said: Ids = ()
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
