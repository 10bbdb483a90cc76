"""Portfolios as people may see them, and the one way in which anything enters their records.

Who looks: the learner, the assessors of the learner's classes, internal quality assurers, and the terminal's
local administrator. What enters is checked again at the record's head, so that two windows never write on
what the other one has changed meanwhile. It judges nothing by itself.
"""

from __future__ import annotations

import threading
import uuid
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from simulator.model.matrix import Agreement, Dossier, Matrix
from simulator.model.portfolio import DEED, Kept, Party, PortfolioDeed, deed_kinds
from simulator.model.unit import Unit
from simulator.portfolio.fold import fold
from simulator.portfolio.matrix import matrix_of
from simulator.service.access import Actor, require
from simulator.service.centre_rules import CentreRules
from simulator.service.errors import CannotDo, NotAllowed, NotThere
from simulator.service.library import Library
from simulator.service.people import People
from simulator.store.errors import NotFound, RecordConflict
from simulator.store.opening import Store
from simulator.store.values import Attempt, NewEvent, Portfolio, StoredEvent

TRIES = 5
MOST_FOLDED = 300
KINDS = deed_kinds()


@dataclass(frozen=True)
class PortfolioView:
    """One learner's portfolio for one unit, with all that a page or a report draws from."""

    learner_id: str
    learner_name: str
    learner_reference: str
    unit: Unit
    dossier: Dossier
    matrix: Matrix
    agreements: tuple[Agreement, ...]
    names: dict[str, str]
    portfolio: Portfolio | None
    head_digest: str

    def name(self, person_id: str) -> str:
        """Return a person's name, or a plain word for who is not known."""
        return self.names.get(person_id, "somebody")


@dataclass(frozen=True)
class Standing:
    """How one learner's portfolio stands, in figures: criteria met, ready, without enough; what is void.

    ``assessors`` names who looks after a class of the learner and who decided something in the portfolio.
    """

    learner_id: str
    learner_name: str
    met: int
    of: int
    ready: int
    gaps: int
    items: int
    void: int
    decided: str
    locked: bool
    classes: tuple[str, ...] = ()
    assessors: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """How it stands in a few words, of which every portfolio has one."""
        if self.locked:
            return "signed by everybody"
        if self.void:
            return "signature void"
        if self.decided:
            return "decided, not signed by everybody"
        if self.ready:
            return "ready to decide"
        return "evidence so far" if self.items else "nothing yet"


STATES = (
    "signature void",
    "decided, not signed by everybody",
    "ready to decide",
    "evidence so far",
    "nothing yet",
    "signed by everybody",
)
"""Every state of a portfolio, what asks for somebody first."""


@dataclass(frozen=True)
class Ground:
    """What every use case about portfolios stands on. ``now`` gives the time of day in UTC."""

    store: Store
    library: Library
    people: People
    rules: CentreRules
    now: Callable[[], datetime]


class Portfolios:
    """The use cases of looking at portfolios."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._store = ground.store
        self._library = ground.library
        self._people = ground.people
        self._rules = ground.rules
        self._now = ground.now
        self._lock = threading.Lock()
        self._folded: OrderedDict[str, tuple[str, Dossier]] = OrderedDict()

    def view(self, actor: Actor | None, learner_id: str, unit: str) -> PortfolioView:
        """Return a portfolio, also one in which nothing stands yet.

        Raises:
            NotThere: the learner is not the actor's to see.
        """
        self.may_look(actor, learner_id)
        found = self._library.unit(unit)
        portfolio = self._store.portfolios.find(learner_id, unit)
        dossier, digest = self._dossier(portfolio)
        agreements = self._rules.agreements_for(unit)
        person = self._store.people.get(learner_id)
        return PortfolioView(
            learner_id=learner_id,
            learner_name=person.display_name,
            learner_reference=person.login_name,
            unit=found,
            dossier=dossier,
            matrix=matrix_of(found, dossier, agreements),
            agreements=agreements,
            names=self._store.people.names(frozenset({*dossier.people, learner_id})),
            portfolio=portfolio,
            head_digest=digest,
        )

    def learners(self, actor: Actor | None) -> tuple[tuple[str, str], ...]:
        """Return (id, name) of the learners whose portfolios the actor may see, by name.

        No two names are alike: where two learners bear one, their sign-in names stand behind.
        """
        by = require(actor, "assessor", "iqa")
        if by.may("iqa"):
            found = self._store.people.list(role="learner", limit=1000).items
        else:
            cohorts = self._store.cohorts.of_person(by.person_id, "assessor")
            found = tuple(
                p for c in cohorts for p in self._store.people.list(cohort_id=c.id, limit=500).items
            )
        theirs = {p.id: p for p in found if p.id != by.person_id}.values()
        alike = Counter(p.display_name for p in theirs)
        each = [
            (p.id, f"{p.display_name} ({p.login_name})" if alike[p.display_name] > 1 else p.display_name)
            for p in theirs
        ]
        return tuple(sorted(each, key=lambda one: (one[1].casefold(), one[0])))

    def overview(self, actor: Actor | None, unit: str) -> tuple[Standing, ...]:
        """Return how the portfolio of every learner whom the actor may see stands, by name."""
        found = self._library.unit(unit)
        agreements = self._rules.agreements_for(unit)
        classes, looked_after = self._around()
        rows = []
        for learner, name in self.learners(actor):
            dossier = self.dossier_of(learner, unit)
            deciders = {d.deed.by for d in dossier.decisions.values()}
            theirs = frozenset(deciders | looked_after.get(learner, set()) - {learner})
            row = _standing_of(learner, name, found, dossier, agreements)
            mine = tuple(sorted(classes.get(learner, ()), key=str.casefold))
            rows.append(replace(row, classes=mine, assessors=tuple(sorted(theirs))))
        names = self._store.people.names(frozenset(a for r in rows for a in r.assessors))
        return tuple(replace(r, assessors=tuple(names.get(a, a) for a in r.assessors)) for r in rows)

    def _around(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """Return by learner the names of their classes, and the ids of the assessors who look after these."""
        classes: dict[str, set[str]] = {}
        assessors: dict[str, set[str]] = {}
        cohorts = self._store.cohorts
        may_assess = {p.id for p in self._store.people.list(role="assessor", limit=1000).items}
        for cohort in cohorts.all(include_closed=True):
            looks_after = cohorts.people(cohort.id, "assessor") & may_assess
            for learner in cohorts.people(cohort.id, "member"):
                classes.setdefault(learner, set()).add(cohort.name)
                assessors.setdefault(learner, set()).update(looks_after)
        return classes, assessors

    def units(self) -> tuple[tuple[str, str], ...]:
        """Return (number, title) of the units in the library."""
        return tuple((number, unit.title) for number, unit in sorted(self._library.units.items()))

    def may_look(self, actor: Actor | None, learner_id: str) -> Actor:
        """Return the actor when the learner's portfolio is theirs to see. Raises ``NotThere``."""
        if actor is not None and actor.local:
            return self._known(actor, learner_id)
        by = require(actor, "learner", "assessor", "iqa")
        own = by.person_id == learner_id and by.may("learner")
        assures = by.may("iqa") and by.person_id != learner_id
        if own or assures or self._people.looks_after(by, learner_id):
            return self._known(by, learner_id)
        raise NotThere("There is no such learner among yours.")

    def _known(self, by: Actor, learner_id: str) -> Actor:
        try:
            self._store.people.get(learner_id)
        except NotFound as missing:
            raise NotThere("There is no such learner.") from missing
        return by

    def part_of(self, actor: Actor | None, learner_id: str) -> Party:
        """Return whether the actor stands in this portfolio as learner or as assessor; nobody is both.

        Raises:
            NotAllowed: the actor is neither.
        """
        by = require(actor, "learner", "assessor")
        if by.person_id == learner_id and by.may("learner"):
            return "learner"
        if self._people.looks_after(by, learner_id):
            return "assessor"
        raise NotAllowed("Only the learner or an assessor of a class of theirs may do this.")

    def dossier_of(self, learner_id: str, unit: str) -> Dossier:
        """Return how a portfolio stands; for callers that have checked whose it is."""
        return self._dossier(self._store.portfolios.find(learner_id, unit))[0]

    def events(self, portfolio: Portfolio | None) -> list[StoredEvent]:
        """Return every event of a portfolio's record; for callers that have checked whose it is."""
        return [] if portfolio is None else self._store.portfolios.read(portfolio.id)

    def _change(
        self,
        learner_id: str,
        unit: str,
        make: Callable[[Dossier], PortfolioDeed],
        *,
        also_when_locked: bool = False,
    ) -> Dossier:
        """Append what ``make`` returns for the portfolio as it stands at that very moment; return it after.

        Raises:
            CannotDo: the unit is signed and locked.
        """
        portfolio = self._store.portfolios.open(learner_id, unit, self._now())
        for left in reversed(range(TRIES)):
            dossier, seq = self._read(portfolio.id)
            if dossier.locked and not also_when_locked:
                raise CannotDo(
                    "This unit is signed by everybody and locked. An internal quality assurer can "
                    "unlock it, giving a reason; its signatures are then void."
                )
            deed = make(dossier)
            payload = deed.model_dump(mode="json", exclude={"kind"})
            try:
                self._store.portfolios.append(
                    portfolio.id, seq, [NewEvent(deed.kind, 0.0, self._now(), payload)]
                )
                break
            except RecordConflict:
                if left == 0:
                    raise
        return self._read(portfolio.id)[0]

    def _read(self, portfolio_id: str) -> tuple[Dossier, int]:
        events = self._store.portfolios.read(portfolio_id)
        return fold(kept_of(events)), events[-1].seq if events else 0

    def _dossier(self, portfolio: Portfolio | None) -> tuple[Dossier, str]:
        """Return the folded portfolio and its head's digest; folded anew only when the record has grown."""
        if portfolio is None:
            return Dossier(), ""
        head = self._store.portfolios.head(portfolio.id)
        with self._lock:
            kept = self._folded.get(portfolio.id)
        stamp = f"{head.digest}/{len(self._store.portfolios.erasures(portfolio.id))}"
        if kept is not None and kept[0] == stamp:
            return kept[1], head.digest
        dossier, _ = self._read(portfolio.id)
        with self._lock:
            self._folded[portfolio.id] = (stamp, dossier)
            while len(self._folded) > MOST_FOLDED:
                self._folded.popitem(last=False)
        return dossier, head.digest


class PortfolioPart:
    """What the use cases that write in portfolios share: the store, who may, and the one way in."""

    def __init__(self, ground: Ground, portfolios: Portfolios) -> None:
        self._store = ground.store
        self._library = ground.library
        self._people = ground.people
        self._rules = ground.rules
        self._now = ground.now
        self._portfolios = portfolios

    def _assessor(self, actor: Actor | None, learner_id: str) -> Actor:
        """Return the actor when they assess this learner. Raises ``NotAllowed``."""
        by = require(actor, "assessor")
        if not self._people.looks_after(by, learner_id):
            raise NotAllowed(
                "Only an assessor of a class of this learner may do this; nobody assesses themself."
            )
        return by

    def _theirs(self, actor: Actor | None, attempt_id: str) -> Attempt:
        """Return an attempt of a learner whom the actor assesses. Raises ``NotThere``."""
        by = require(actor, "assessor")
        try:
            attempt = self._store.attempts.get(attempt_id)
        except NotFound as missing:
            raise NotThere("There is no such attempt.") from missing
        if not self._people.looks_after(by, attempt.learner_id):
            raise NotThere("There is no such attempt among your learners'.")
        return attempt

    def _append(
        self,
        learner_id: str,
        unit: str,
        make: Callable[[Dossier], PortfolioDeed],
        *,
        also_when_locked: bool = False,
    ) -> Dossier:
        return self._portfolios._change(learner_id, unit, make, also_when_locked=also_when_locked)  # noqa: SLF001 - the one way in


def _standing_of(
    learner: str, name: str, unit: Unit, dossier: Dossier, agreements: tuple[Agreement, ...]
) -> Standing:
    matrix, words = matrix_of(unit, dossier, agreements), unit.decision_words
    decided = ""
    if dossier.unit is not None:
        decided = words.unit_yes if dossier.unit.deed.competent else words.unit_no
    return Standing(
        learner_id=learner,
        learner_name=name,
        met=sum(r.state == "met" for r in matrix.rows),
        of=len(matrix.rows),
        ready=sum(r.state == "ready to decide" for r in matrix.rows),
        gaps=len(matrix.gaps),
        items=len(dossier.standing),
        void=len({s.subject for s in dossier.signatures if s in dossier.voided(s.subject)}),
        decided=decided,
        locked=dossier.locked,
    )


def kept_of(events: list[StoredEvent]) -> list[Kept]:
    """Return the deeds of a portfolio's record that this software folds; what was erased is left out."""
    found: list[Kept] = []
    for event in events:
        if event.kind in KINDS and event.payload is not None:
            fields: dict[str, Any] = {"kind": event.kind, **event.payload}
            found.append(Kept(seq=event.seq, at=event.recorded_at, deed=DEED.validate_python(fields)))
    return found


def new_id(letter: str) -> str:
    """Return a fresh id for something within a portfolio; the letter says of what kind it is."""
    return f"{letter}{uuid.uuid4().hex[:12]}"
