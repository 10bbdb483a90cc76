"""What an assessor records of a simulated assessment session: who supervised it, and how real it was.

The words of the checklist are frozen into the record with the answers, so that it is read as it was answered.
"""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from simulator.model.reading import Value

REALISM: dict[str, str] = {
    "conditions": "Place, noise and light were as at work",
    "equipment": "The equipment was that of the work, or does the same",
    "pressure": "Time and the number of calls pressed as they do at work",
    "interruptions": "Interruptions came as they do at work",
    "procedures": "Procedures were followed and records kept as at work",
    "callers": "Callers and colleagues behaved as real ones do",
    "consequences": "What was done, or left out, had consequences",
    "supervision": "Supervision was as at work",
    "told": "The learner knew that this was an assessment",
    "planned": "An assessor planned it, with a reason for simulating it",
    "agreed": "The internal quality assurer had agreed to it",
}
"""What makes a simulated session real enough to be looked at as evidence: one statement for each id."""


class RealismAnswer(Value):
    """One statement of the checklist as it stood, and whether it was so."""

    statement: str
    words: str
    so: bool


class SessionChecked(Value):
    """Who supervised a simulated assessment, how the learner was identified, and the checklist of realism.

    ``why`` says why it was simulated.
    """

    kind: Literal["session_checked"] = "session_checked"
    by: str
    attempt: str
    supervisor: str
    identity: str = ""
    realism: tuple[RealismAnswer, ...] = ()
    note: str = ""
    why: str = ""


class Session(Value):
    """The latest record of a session, when it was made, and how many came before it."""

    deed: SessionChecked
    at: AwareDatetime
    earlier: int = 0


def session_subject(attempt: str) -> str:
    """Return the subject of an attempt's session, under which it is signed."""
    return f"session:{attempt}"
