"""What a tutor does with scenarios: see their faults and proofs, check again, ask why a line was read so.

It writes no scenario: tutors do that in an editor of their own. It says whether a scenario may be offered
for assessment; ``Learning`` and ``Attempts`` ask it, so that no page can forget to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from simulator.model.faults import Fault
from simulator.model.origin import Origin
from simulator.model.scenario_checks import blocks
from simulator.proving.in_words import about, figures, how_many, named, set_out
from simulator.proving.proof import Cell, Play, Proof
from simulator.service.access import Actor, require
from simulator.service.library import Library
from simulator.service.proofs import Proofs, ProofStanding, proof_key
from simulator.understanding.explain import Explanation, explain
from simulator.understanding.spoken_values import SpokenValue, find_values

__all__ = [
    "Authoring",
    "Cell",
    "Explanation",
    "LineExplained",
    "Play",
    "Proof",
    "ScenarioFile",
    "StillToProve",
    "about",
    "figures",
    "how_many",
    "named",
    "set_out",
]


@dataclass(frozen=True)
class ScenarioFile:
    """One scenario as a tutor sees it: where it stands, what is wrong with it, and how its proof stands."""

    file: str
    scenario_id: str
    title: str
    digest: str
    faults: tuple[Fault, ...]
    standing: ProofStanding
    origin: Origin | None = None

    @property
    def playable(self) -> bool:
        """Tell whether it can be played: no fault but advice."""
        return not any(blocks(fault) for fault in self.faults)


@dataclass(frozen=True)
class LineExplained:
    """Why a line was read so: each stretch, with the labels that people read; ``reader`` did the reading.

    ``values``: the names, numbers, addresses, times and marks that the line holds.
    """

    reader: str
    stretches: tuple[Explanation, ...]
    labels: dict[str, str]
    values: tuple[SpokenValue, ...] = ()


@dataclass(frozen=True)
class StillToProve:
    """How many scenarios have no proof yet, the one in hand among them, and about how long it takes."""

    scenarios: int
    minutes: int


class Authoring:
    """The use cases of a tutor's scenarios page, and the rule of what may be assessed."""

    def __init__(
        self, library: Library, proofs: Proofs, now: Callable[[], datetime], *, strict: bool = False
    ) -> None:
        self._library = library
        self._proofs = proofs
        self._now = now
        self._strict = strict

    @property
    def strict(self) -> bool:
        """Tell whether assessments are refused with what is not proven: so on a server."""
        return self._strict

    def files(self, actor: Actor | None) -> tuple[ScenarioFile, ...]:
        """Return every scenario file: those that play by title, then those that cannot be played."""
        require(actor, "tutor", "assessor", "administrator")
        whole = [self._whole(s.id) for s in self._library.scenarios()]
        told = {one.file for one in whole}
        broken: dict[str, list[Fault]] = {}
        for fault in self._library.faults:
            if fault.file not in told:
                broken.setdefault(fault.file, []).append(fault)
        waiting = ProofStanding("waiting")
        lame = [
            ScenarioFile(file, "", Path(file).stem, "", tuple(faults), waiting)
            for file, faults in broken.items()
        ]
        return (*sorted(whole, key=lambda one: one.title), *sorted(lame, key=lambda one: one.file))

    def _whole(self, scenario_id: str) -> ScenarioFile:
        scenario = self._library.scenario(scenario_id)
        file = self._library.files.get(scenario_id, scenario_id)
        faults = tuple(fault for fault in self._library.faults if fault.file == file)
        digest = self._library.digests(scenario_id)["scenario"]
        standing = self.standing(scenario_id)
        return ScenarioFile(
            file, scenario_id, scenario.title, digest, faults, standing, origin=scenario.origin
        )

    def standing(self, scenario_id: str) -> ProofStanding:
        """Return how the proof of a scenario stands, as its files are now."""
        if not self._library.scenario(scenario_id).criteria:
            return ProofStanding("nothing claimed")
        return self._proofs.standing(self._key(scenario_id))

    def _key(self, scenario_id: str) -> str:
        return proof_key(self._library.proved_by(scenario_id))

    def changed(self, actor: Actor | None) -> bool:
        """Tell whether a file on the disk differs from what is in use."""
        require(actor, "tutor", "assessor", "administrator")
        return self._library.changed_on_disk()

    def check_again(self, actor: Actor | None) -> None:
        """Read all files anew; what is whole serves from now on, and missing proofs are made."""
        require(actor, "tutor", "administrator")
        self._library.read_again(today=self._now().date())
        self.prove_missing()

    def prove_missing(self) -> None:
        """Have every proof made that is not kept."""
        for scenario in self._library.scenarios():
            if scenario.criteria:
                self._proofs.want(scenario.id, self._key(scenario.id))

    def still_to_prove(self, actor: Actor | None) -> StillToProve:
        """Return what is left to be proved: all of it after an update, else what was changed."""
        require(actor, "tutor", "assessor", "administrator")
        states = [self.standing(scenario.id).state for scenario in self._library.scenarios()]
        left = sum(state in ("checking", "waiting") for state in states)
        return StillToProve(left, self._minutes(left))

    def _minutes(self, proofs: int) -> int:
        return max(1, round(proofs * self._proofs.seconds_each() / 60))

    def why_not_assessed(self, scenario_id: str) -> str:
        """Return why a scenario is not offered for assessment, or an empty text when it is."""
        if not self._strict:
            return ""
        title = self._library.scenario(scenario_id).title
        standing = self.standing(scenario_id)
        if standing.state == "checking":
            return f"The marking of “{title}” is being proved. Try again in a minute; practice is open."
        if standing.state == "waiting" and standing.before is None:
            return f"The marking of “{title}” is not proved yet. Try again in some minutes; practice is open."
        if standing.state == "waiting":
            before = f"{standing.before} other{'s' if standing.before != 1 else ''}"
            about = self._minutes((standing.before or 0) + 1)
            return (
                f"The marking of “{title}” waits to be proved, after {before}: "
                f"about {about} minute{'s' if about != 1 else ''}. Practice is open."
            )
        if standing.state == "not proven":
            return (
                f"“{title}” cannot be assessed: its marking is not proven. "
                "The Scenarios page shows what nobody would notice; practice stays open."
            )
        if standing.state == "failed":
            return (
                f"“{title}” cannot be assessed: {standing.why}. Choose “Check again” on the Scenarios page."
            )
        return ""

    def explained(self, actor: Actor | None, scenario_id: str, text: str, phrases: str = "") -> LineExplained:
        """Return why a line is read as it is, with the acts of a scenario.

        ``phrases``: the digest of the phrases that an attempt began with; without them, or when they are no
        longer held, the phrases of today. Raises ``NotThere`` for a scenario that was taken away.
        """
        require(actor, "tutor", "assessor", "administrator")
        reader = self._library.reader(scenario_id, phrases)
        labels = self._library.acts(scenario_id)
        said = text.strip()[:600]
        return LineExplained(reader.name, explain(reader, said), labels, find_values(said))
