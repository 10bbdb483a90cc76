"""What a pack prints beside the portfolio itself: centre, all attempts, register, the record's digests.

The service gathers it; it holds no finding's making and no decision's making.
"""

from pydantic import AwareDatetime, Field

from simulator.model.findings import FindingWord
from simulator.model.matrix import Agreement, Dossier, Matrix
from simulator.model.reading import Value
from simulator.model.unit import Unit


class PackAttempt(Value):
    """One attempt of the learner, whatever came of it; ``findings`` are of the marker that is named."""

    attempt_id: str
    reference: str
    title: str
    mode: str
    status: str
    started_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    released_at: AwareDatetime | None = None
    events: int
    head_digest: str
    intact: bool
    marker: str = ""
    findings: dict[str, FindingWord] = Field(default={})


class Registered(Value):
    """One assessor or assurer in the register."""

    person: str
    name: str
    qualified: bool
    qualification: str = ""
    job_title: str = ""


class Pack(Value):
    """Everything that the documents of a pack are drawn from."""

    pack_id: str
    centre: str
    learner_name: str
    learner_reference: str
    unit: Unit
    dossier: Dossier
    matrix: Matrix
    agreements: tuple[Agreement, ...]
    names: dict[str, str]
    register_of_staff: tuple[Registered, ...]
    attempts: tuple[PackAttempt, ...]
    head_seq: int
    head_digest: str
    made_at: AwareDatetime
    software: str

    def name(self, person: str) -> str:
        """Return a person's name, or the id where it is not known."""
        return self.names.get(person, person)
