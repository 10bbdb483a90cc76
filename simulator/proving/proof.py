"""What a proof of a scenario shows, as frozen values: nothing here plays, marks or decides anything.

*Earned* means that a criterion's finding is *evidence found*. A *deed* is one thing that the model learner
does; a *mutant* is the model learner with one deed left out or spoilt. What a mutant should cost is stated
by the organisation's deed table, never by the scenario's indicators (DESIGN section 6).
"""

from collections import Counter
from typing import Literal

from simulator.model.reading import Value

Verdict = Literal["killed", "survived", "strayed", "declared", "harmless"]
"""``killed``: it cost exactly what it should; ``survived``: it cost nothing of it, though it should have;
``strayed``: it cost something else (too); ``declared``: a dependency that the file declares;
``harmless``: it cost nothing, and need not: its ``Room`` says why."""

Room = Literal["", "allowed", "not claimed", "not needed", "once", "may"]
"""Why a mutant need cost nothing.

``allowed``: what it does is within the procedures; ``not claimed``: it would cost criteria that the scenario
does not claim; ``not needed``: nobody need do it here, as the caller tells it unasked or the procedures leave
room; ``once``: its rule is to be noticed in one place of the scenario, and is; ``may``: its need not be."""


ROOMS: dict[Room, str] = {
    "allowed": "still do what the procedures allow",
    "not needed": "leave out what need not be done here",
    "once": "break a rule that is marked elsewhere in the scenario",
    "may": "break a rule that need not be marked",
    "not claimed": "would cost what is not claimed",
}
"""Each reason why a mutant need cost nothing, in words that follow a number of mutants."""
RANDOM = "random"
"""The name of the wanderer who does whatever it has done least often."""
MOST_CHANCE = 0.03
"""No criterion may be earned by a larger share of all random plays than this."""
RANDOM_PLAYS = 100
"""So often is a scenario played at random, over all its forms: enough to tell 3 % from a tenth."""


def walk_id(name: str, number: int) -> str:
    """Return the name of a wanderer's play: ``wandering random 7``."""
    return f"wandering {name} {number}"


class Play(Value):
    """How somebody can see it: the variant and the seed that replay it, and the shortest transcript."""

    variant: str = ""
    seed: int = 0
    transcript: tuple[str, ...] = ()


class Cell(Value):
    """One criterion of the scenario: who earns it, and how many mutants it caught."""

    criterion: str
    short: str = ""
    earned: bool
    killed: int = 0
    survived: int = 0
    strayed: int = 0
    declared: int = 0

    @property
    def proven(self) -> bool:
        """Tell whether the claim stands: earned by the job done, lost by each way of not doing it."""
        return self.earned and self.killed > 0 and not self.survived and not self.strayed


class Mutant(Value):
    """One way of not doing the job, what it should cost, and what it did cost.

    ``deed`` is the id of the deed (``ask callback``), ``how`` what was done to it (``left out``), ``words``
    the same for a tutor; ``expected`` and ``actual`` are criteria. ``because`` is the reason of the
    declaration that let it pass, ``room`` why it need cost nothing; each only where that is the verdict.
    ``rule`` is that of the deed table, ``about`` the fact, act or party; ``by`` names the indicators through
    which one that strayed lost what it should not.
    """

    id: str
    deed: str
    how: str
    words: str
    clause: str
    expected: tuple[str, ...]
    actual: tuple[str, ...]
    declared: tuple[str, ...] = ()
    because: str = ""
    verdict: Verdict
    room: Room = ""
    rule: str = ""
    about: str = ""
    by: tuple[str, ...] = ()
    play: Play = Play()


class Unguarded(Value):
    """A change of the marking that no play of the proof notices, in a tutor's words.

    ``cure`` says what would notice it, where that is known; ``because`` is the reason where the file declares
    it. ``play`` is the shortest that shows it.
    """

    indicator: str
    kind: str
    criterion: str
    clause: str
    change: str
    words: str
    cure: str = ""
    because: str = ""
    play: Play = Play()


class Variation(Value):
    """The job done in another way (other words, order, pace, typing errors), and what that lost."""

    name: str
    variant: str = ""
    seed: int = 0
    lost: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


class Untested(Value):
    """A critical flag that was turned and made no difference, as no play of the proof could show one.

    ``why``: the kind is never found contrary, or nobody did the contrary of it.
    """

    indicator: str
    label: str
    kind: str
    change: str
    why: str


class Wanderer(Value):
    """A learner who does not do the job: how it ended, what it earned, its share of indicators by luck.

    ``number`` draws what it does, ``seed`` casts what it meets. ``crash`` says what happened where the
    simulator itself broke down. ``play`` is told of whoever earned something or met with a crash.
    """

    name: str
    variant: str = ""
    number: int = 1
    seed: int = 0
    ended: bool = True
    seconds: float = 0.0
    earned: tuple[str, ...] = ()
    share: float = 0.0
    crash: str = ""
    play: Play = Play()

    @property
    def id(self) -> str:
        """The name by which a report and ``prove --show`` call it: ``wandering random 7``."""
        return walk_id(self.name, self.number)


class Luck(Value):
    """How often whoever does things at random earns a criterion, over all random plays of a scenario."""

    criterion: str
    plays: int
    earned: int

    @property
    def share(self) -> float:
        """The share of the plays that earn it."""
        return self.earned / max(1, self.plays)

    @property
    def is_too_large(self) -> bool:
        """Tell whether that is too often, also where only the first of the plays were played so far."""
        return self.earned > MOST_CHANCE * max(self.plays, RANDOM_PLAYS)


class Casting(Value):
    """The job done well in one form as one seed casts it: what it takes."""

    seed: int
    deeds: int
    seconds: float


class Form(Value):
    """One authored variant beside the others: what it asks of a learner.

    ``deeds`` and ``seconds`` are those of the model learner as the proof's seed casts it, ``castings`` the
    same for several seeds; ``luck`` is the mean share of indicators that wanderers meet, each kind counted
    once, ``most_luck`` the largest; ``indicators`` are those that hold in this form.
    """

    variant: str
    deeds: int
    seconds: float
    castings: tuple[Casting, ...] = ()
    luck: float
    most_luck: float = 0.0
    indicators: int


class Proof(Value):
    """The whole proof of one scenario. ``seconds`` is wall time; it is the only thing that varies.

    ``changes_tried`` counts the changes of the marking that a play could tell, ``untested`` are the others;
    ``reasons`` are why it is not proven, ``advice`` is what a tutor may mend though it is.
    """

    scenario: str
    title: str = ""
    criteria: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    mutants: tuple[Mutant, ...] = ()
    unguarded: tuple[Unguarded, ...] = ()
    variations: tuple[Variation, ...] = ()
    wanderers: tuple[Wanderer, ...] = ()
    luck: tuple[Luck, ...] = ()
    forms: tuple[Form, ...] = ()
    changes_tried: int = 0
    untested: tuple[Untested, ...] = ()
    proven: bool = False
    reasons: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    seconds: float = 0.0

    def count(self, verdict: Verdict) -> int:
        """Return how many mutants came out so."""
        return sum(m.verdict == verdict for m in self.mutants)

    def harmless(self) -> dict[Room, int]:
        """Return how many mutants rightly cost nothing, by why, in the order of ``Room``."""
        found = Counter(m.room for m in self.mutants if m.verdict == "harmless")
        return {room: found[room] for room in ROOMS if found[room]}

    def untested_by(self) -> dict[str, list[Untested]]:
        """Return the flags that no play could test, by why."""
        found: dict[str, list[Untested]] = {}
        for one in self.untested:
            found.setdefault(one.why, []).append(one)
        return found

    @property
    def declared(self) -> tuple[Mutant, ...]:
        """The mutants that a declared dependency lets pass, each once for all forms."""
        found = {(m.id, m.actual): m for m in reversed(self.mutants) if m.verdict == "declared"}
        return tuple(reversed(found.values()))

    @property
    def lucky(self) -> tuple[Wanderer, ...]:
        """The random wanderers that earned a criterion of which too many were earned so."""
        over = {one.criterion for one in self.luck if one.is_too_large}
        return tuple(w for w in self.wanderers if w.name == RANDOM and over & set(w.earned))

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        """The mutants that did not cost exactly what they should, and were not declared."""
        return tuple(m for m in self.mutants if m.verdict in ("survived", "strayed"))

    @property
    def blind(self) -> tuple[Unguarded, ...]:
        """What nobody would notice and the file does not declare."""
        return tuple(u for u in self.unguarded if not u.because)
