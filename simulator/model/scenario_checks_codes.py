"""The numbered faults of a scenario, and the one way of telling them; it finds none itself.

From S101 a reference leads nowhere, from S201 a rule is broken: such a scenario is not played. From S301 it
is advice to the author. Its words come from the page of its code.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from simulator.model.faults import Fault, fault, name_case
from simulator.model.line_index import LineIndex, Step
from simulator.model.organisation import Organisation
from simulator.model.organisation_checks import Spot, spots
from simulator.model.own_act import OwnAct
from simulator.model.reading import ActPhrasings
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit


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
    astray: set[str] = field(default_factory=set)
    """Names that lead nowhere, each with the one that it is taken for."""

    def fault(self, code: str, path: tuple[Step, ...], /, *, case: str = "", **words: object) -> None:
        """Keep a fault of the value at ``path``, in the words of its page, in the file where that stands."""
        index = self._standing(path)
        line = index.line(*index.known(path))
        self.faults.append(fault(code, index.file, line, index.words(path), case=case, **words))

    def _standing(self, path: tuple[Step, ...]) -> LineIndex:
        """Return the lines of the file that holds ``path``: the centre's where an act is the centre's own."""
        centre = self.around.organisation
        added = path[:1] == ("acts",) and len(path) > 1 and self.index.known(path[:2]) != path[:2]
        if added and centre is not None and centre.act_lines is not None and path[1] in centre.acts:
            return centre.act_lines
        return self.index

    def at_line(self, code: str, line: int, where: str = "", /, *, case: str = "", **words: object) -> None:
        """Keep a fault of a line."""
        self.faults.append(fault(code, self.index.file, line, where, case=case, **words))

    def leads_nowhere(
        self,
        code: str,
        path: tuple[Step, ...],
        what: tuple[str, str],
        name: str,
        known: Collection[str],
        *,
        meant: tuple[str, ...] = (),
    ) -> None:
        """Keep the fault of a name that is none of ``known``; ``what`` says what it should be and where.

        ``meant``: those it may mean, each with its label, where spelling alone does not tell it.
        """
        kind, home = what
        case, words = name_case(name, known)
        self.astray |= {name, words["near"]} - {""}
        if meant:
            case, words = "meant", {**words, "meant": "; ".join(meant)}
        line = self.index.line(*self.index.known(path))
        where = path[:-1] if isinstance(path[-1], int) else path
        self.at_line(code, line, self.index.words(where), case=case, kind=kind, home=home, **words)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every field of every value of the scenario, with its path."""
        return tuple(spots(self.scenario))

    @property
    def heard(self) -> dict[str, OwnAct | ActPhrasings]:
        """The acts that are listened for, by name."""
        shared = {act: one for act, one in self.around.shared_acts.items() if act in self.acts}
        return {**shared, **self.scenario.acts}

    @property
    def acts(self) -> frozenset[str]:
        """The acts that are listened for; empty when the phrase bank could not be read."""
        if not self.around.shared_acts:
            return frozenset()
        heard = set(self.around.shared_acts) - set(self.scenario.without_acts)
        return frozenset(heard | set(self.scenario.acts))
