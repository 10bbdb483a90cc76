"""The numbered faults of a scenario, and the one way of telling them; it finds none itself.

From S101 a reference leads nowhere, from S201 a rule is broken: such a scenario is not played. From S301 it
is advice to the author. Each code has a failing example in ``tests/model/scenario_faults``.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from simulator.model.faults import Fault, nearest
from simulator.model.line_index import LineIndex, Step
from simulator.model.organisation import Organisation
from simulator.model.reading import ActPhrasings
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit

SCENARIO_CODES: Final[dict[str, str]] = {
    "S101": "a format of another version",
    "S102": "the file names another organisation than the one whose folder it lies in",
    "S103": "a unit that does not exist",
    "S104": "a fact that does not exist",
    "S105": "an act that does not exist",
    "S106": "a call that does not exist",
    "S107": "an incident that does not exist",
    "S108": "a member of the cast that does not exist",
    "S109": "a cue that does not exist",
    "S110": "an indicator that does not exist",
    "S111": "a variant that does not exist",
    "S112": "a crew or outside organisation that does not exist",
    "S113": "a priority that is not in the organisation's scheme",
    "S114": "a level of escalation that is not in the organisation's scheme",
    "S115": "a field that the incident log form does not have",
    "S116": "a clause that does not exist",
    "S117": "a place that does not exist",
    "S118": "a topic that does not exist",
    "S119": "an incident type that does not exist",
    "S120": "a decision tree that does not exist",
    "S121": "wording asked of a party none of whose media has conventions",
    "S122": "a skill that no crew has",
    "S123": "a criterion that the unit does not have",
    "S124": "words in braces that the cast cannot fill in",
    "S125": "something that no mood answers to",
    "S126": "something to look up that cannot be found",
    "S127": "a manner that the reader does not notice",
    "S128": "a beginning for a limit that does not exist",
    "S201": "an indicator without exactly one kind",
    "S202": "a criterion claimed without an indicator",
    "S203": "an indicator of a criterion that is not claimed",
    "S204": "a criterion that a call cannot show",
    "S205": "a fact that nobody can ever be told",
    "S206": "an act with the name of a shared act",
    "S207": "a phone number that could be dialled for real",
    "S208": "a time after the latest end of the attempt",
    "S209": "two scenarios with the same id",
    "S210": "a member of the cast without exactly one kind, or with a range that is none",
    "S211": "a cue that changes nothing",
    "S212": "a target time after the latest end",
    "S213": "one phrasing for two acts",
    "S214": "no call that rings by itself",
    "S215": "a reaction that is never played, because an earlier one always is",
    "S216": "a priority to be set again after a cue that does not raise it",
    "S217": "a question to be answered in a cue that asks nothing",
    "S218": "a fact without a value, that is to be written or passed on",
    "S219": "a mood outside 0 to 10, or settled above panic",
    "S220": "a condition that can never hold",
    "S301": "an answer that the opening words give away",
    "S302": "a content note that is missing",
    "S303": "a clause that is past its review date",
    "S304": "a hazard that no indicator marks",
    "S305": "words that the debrief will need",
    "S306": "a variant in which nothing differs",
    "S307": "a member of the cast whom nothing mentions",
}


@dataclass(frozen=True)
class Surroundings:
    """What a scenario refers to outside its own file; ``None`` or empty where that could not be read."""

    organisation: Organisation | None
    unit: Unit | None
    shared_acts: Mapping[str, ActPhrasings]
    today: date | None = None


@dataclass
class Checking:
    """One scenario under examination: the value, its lines, what it refers to, and the faults found."""

    scenario: Scenario
    index: LineIndex
    text: str
    around: Surroundings
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, path: tuple[Step, ...], message: str, cure: str) -> None:
        """Keep a fault of the value at ``path``."""
        known = self.index.known(path)
        self.at_line(code, self.index.line(*known), message, cure, self.index.words(path))

    def at_line(self, code: str, line: int, message: str, cure: str, where: str = "") -> None:
        """Keep a fault of a line."""
        self.faults.append(
            Fault(file=self.index.file, line=line, field=where, code=code, message=message, cure=cure)
        )

    def leads_nowhere(
        self, code: str, path: tuple[Step, ...], what: tuple[str, str], name: str, known: Collection[str]
    ) -> None:
        """Keep the fault of a name that is none of ``known``; ``what`` says what it should be and where."""
        kind, home = what
        near = nearest(name, known)
        if near:
            cure = f'Write "{near}" if that is what you mean, or add "{name}" {home}.'
        elif known:
            names = sorted(known)
            more = ", …" if len(names) > 12 else ""
            cure = f'Use one of: {", ".join(names[:12])}{more}; or add "{name}" {home}.'
        else:
            cure = f'Add "{name}" {home}, or remove this.'
        line = self.index.line(*self.index.known(path))
        where = path[:-1] if isinstance(path[-1], int) else path
        self.at_line(code, line, f'there is no {kind} "{name}".', cure, self.index.words(where))

    @property
    def acts(self) -> frozenset[str]:
        """The acts that are listened for; empty when the phrase bank could not be read."""
        if not self.around.shared_acts:
            return frozenset()
        heard = set(self.around.shared_acts) - set(self.scenario.without_acts)
        return frozenset(heard | set(self.scenario.acts))
