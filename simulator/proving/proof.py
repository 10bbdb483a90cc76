"""What a proof of a scenario shows, as frozen values: nothing here plays, marks or decides anything.

*Earned* means that a criterion's finding is *evidence found*. A *deed* is one thing that the model learner
does; a *mutant* is the model learner with one deed left out or spoilt. What a mutant should cost is stated
by the organisation's deed table, never by the scenario's indicators (DESIGN section 6).
"""

from typing import Literal

from simulator.model.reading import Value

Verdict = Literal["killed", "survived", "strayed", "declared", "harmless"]
"""``killed``: it cost exactly what it should; ``survived``: it cost nothing of it, though it should have;
``strayed``: it cost something else (too); ``declared``: a dependency that the file declares;
``harmless``: it cost nothing, and need not: by its clause, by a declaration, or because its rule needs to be
noticed once, or may be, and not each time."""


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
    the same for a tutor; ``expected`` and ``actual`` are criteria.
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
    play: Play = Play()


class Unguarded(Value):
    """A change of the marking that no play of the proof notices, in a tutor's words.

    ``because`` is the reason where the file declares it. ``play`` is the shortest that shows it.
    """

    indicator: str
    kind: str
    criterion: str
    clause: str
    change: str
    words: str
    because: str = ""
    play: Play = Play()


class Variation(Value):
    """The job done in another way (other words, order, pace, typing errors), and what that lost."""

    name: str
    variant: str = ""
    seed: int = 0
    lost: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


class Wanderer(Value):
    """A learner who does not do the job: how it ended, what it earned, its share of indicators by luck."""

    name: str
    variant: str = ""
    seed: int = 0
    plays: int = 1
    ended: bool = True
    seconds: float = 0.0
    earned: tuple[str, ...] = ()
    share: float = 0.0
    crash: str = ""


class Form(Value):
    """One authored variant beside the others: what it asks of a learner.

    ``deeds`` and ``seconds`` are those of the model learner; ``luck`` is the share of indicators that
    wanderers meet; ``indicators`` are those that hold in this form.
    """

    variant: str
    deeds: int
    seconds: float
    luck: float
    indicators: int
    comparable: bool = True


class Proof(Value):
    """The whole proof of one scenario. ``seconds`` is wall time; it is the only thing that varies."""

    scenario: str
    title: str = ""
    content_hash: str = ""
    criteria: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    mutants: tuple[Mutant, ...] = ()
    unguarded: tuple[Unguarded, ...] = ()
    variations: tuple[Variation, ...] = ()
    wanderers: tuple[Wanderer, ...] = ()
    forms: tuple[Form, ...] = ()
    changes_tried: int = 0
    proven: bool = False
    reasons: tuple[str, ...] = ()
    seconds: float = 0.0

    def count(self, verdict: Verdict) -> int:
        """Return how many mutants came out so."""
        return sum(m.verdict == verdict for m in self.mutants)

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        """The mutants that did not cost exactly what they should, and were not declared."""
        return tuple(m for m in self.mutants if m.verdict in ("survived", "strayed"))

    @property
    def blind(self) -> tuple[Unguarded, ...]:
        """What nobody would notice and the file does not declare."""
        return tuple(u for u in self.unguarded if not u.because)
