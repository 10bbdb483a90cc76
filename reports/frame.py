"""What a report needs that no record holds: people, places, all attempts, the record's seal, the software.

The service gathers it from the store; it holds no finding and no decision.
"""

from typing import Literal

from pydantic import AwareDatetime, Field

from simulator.model.events import Mode
from simulator.model.reading import Value

Status = Literal["running", "finished", "abandoned"]


class AttemptOf(Value):
    """One of the learner's attempts at this scenario, as the store lists it (also the abandoned ones)."""

    attempt_id: str
    started_at: AwareDatetime
    mode: Mode
    status: Status
    released_at: AwareDatetime | None = None


class ReportFrame(Value):
    """What stands outside the record: who, where, all attempts, the record's seal and the software.

    ``content`` maps the name of each kept text to its SHA-256; ``names`` maps the ids of people who re-tagged
    or released to the names to print; ``head_digest`` and ``intact`` come from verifying the record,
    ``fault`` says what was found when it is not, ``older`` what older rules than the software's had a part in
    it, ``erased`` lists the events that were lawfully erased.
    """

    centre: str
    learner_name: str
    learner_reference: str
    attempt_id: str
    started_at: AwareDatetime
    ended_at: AwareDatetime | None
    status: Status
    attempts: tuple[AttemptOf, ...]
    head_seq: int
    head_digest: str
    intact: bool
    fault: str = ""
    erased: tuple[int, ...] = ()
    sealed_at: AwareDatetime | None = None
    released_at: AwareDatetime | None = None
    released_by: str = ""
    content: dict[str, str] = Field(default={})
    names: dict[str, str] = Field(default={})
    software: str
    older: tuple[str, ...] = ()
    time_zone: str = "Europe/London"
