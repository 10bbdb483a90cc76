"""The reader improves by being used: what could be added to the phrases, tried out, accepted or dismissed.

Nothing is added by itself: a tutor accepts each phrasing. Learners never come here; no line carries a name.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from simulator.model.centre_phrases import NO_ACT, CentrePhrases, with_centre_phrases
from simulator.model.development_lines import DevelopmentLine
from simulator.service.access import Actor, require
from simulator.service.collecting import Collecting
from simulator.service.errors import ServiceError
from simulator.service.library import Library
from simulator.service.scenario_acts import scenario_acts
from simulator.store.opening import Store
from simulator.understanding.kept_readings import KeptReader
from simulator.understanding.normalise import plain_words
from simulator.understanding.proposing import Collected, Near, Proposal, near_to, propose
from simulator.understanding.reader import Reader, fit_reader
from simulator.understanding.reader_key import VERSION
from simulator.understanding.weighing import (
    Changed,
    Effect,
    Figures,
    effect,
    figures,
    heard_by,
    heard_in,
    otherwise,
)

__all__ = ["Addition", "Board", "Changed", "Effect", "Figures", "Offered", "Phrasings", "Said", "Standing"]

LONGEST = 200
MOST_DISMISSED = 3000
MOST_SAID = 200
"""Lines from calls that are read anew for one weighing: some three seconds' worth."""

_DISMISSED = "phrasings dismissed"
_STANDING = "phrasings standing"

Tell = Callable[[int, int], None]
"""Told how many parts of a long work are done, and of how many."""


def _told_nobody(_done: int, _of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Addition:
    """One phrasing for one act (``no_act`` for none); ``scenario`` where the act is that scenario's own."""

    phrase: str
    act: str
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A proposal, the scenario in which it was said, and whether its act is that scenario's own."""

    proposal: Proposal
    scenario: str
    own_act: bool

    @property
    def addition(self) -> Addition:
        """What accepting it as it stands would add."""
        act = NO_ACT if self.proposal.holds_nothing else self.proposal.act
        return Addition(self.proposal.phrase, act, self.scenario if self.own_act else "")


@dataclass(frozen=True, slots=True)
class Said:
    """How many lines of finished calls were not understood, and how many were re-tagged."""

    not_understood: int
    retagged: int


@dataclass(frozen=True, slots=True)
class Board:
    """What could be added, and how many lines of calls that comes from."""

    offered: tuple[Offered, ...]
    not_understood: int
    retagged: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the reader does on the development lines, how many these are, and when that was tried.

    ``now``: neither the phrases nor the reader's rules have changed since.
    """

    reader: str
    figures: Figures
    lines: int
    tried_at: datetime
    now: bool


class Phrasings:
    """The use cases of improving the phrases. ``now`` gives the time of day in UTC."""

    def __init__(self, store: Store, library: Library, now: Callable[[], datetime]) -> None:
        self._store = store
        self._library = library
        self._now = now
        self._collecting = Collecting(store, library)
        self._writing = threading.Lock()
        self._heard: dict[tuple[str, str, str], dict[str, frozenset[str]]] = {}

    def said(self, actor: Actor | None, scenario_id: str = "") -> Said:
        """Return of how many lines something could be learnt; nothing is read anew. Raises ``NotThere``."""
        _may(actor)
        return _counted(self._lines(scenario_id))

    def board(self, actor: Actor | None, scenario_id: str = "", tell: Tell = _told_nobody) -> Board:
        """Return what could be added, from all calls or from those of one scenario. Raises ``NotThere``.

        Each scenario in which something was said needs its reader, which may have to be fitted: ``tell`` is
        told how many are done.
        """
        _may(actor)
        collected = self._lines(scenario_id)
        proposals: dict[str, tuple[Proposal, ...]] = {}
        for name, own in collected.items():
            tell(len(proposals), len(collected))
            proposals[name] = propose(own, self._library.reader(name))
        counted = _counted(collected)
        return Board(self._offered(proposals), counted.not_understood, counted.retagged)

    def standing(self, actor: Actor | None, tell: Tell = _told_nobody) -> Standing:
        """Return how the reader does now, and keep it; after a change it reads every development line."""
        _may(actor)
        reader = self._tried(self._library.centre_phrases(), "")
        known, heard = self._development(reader, "", tell)
        found = Standing(reader.name, figures(known, heard), len(known), self._now(), now=True)
        kept = {"of": self._reads_by(), "at": found.tried_at.isoformat(), "reader": found.reader}
        counts = {"lines": found.lines, "figures": asdict(found.figures)}
        self._store.settings.put(_STANDING, kept | counts, found.tried_at)
        return found

    def last_standing(self, actor: Actor | None) -> Standing | None:
        """Return how the reader did when that was last tried; none where it never was. Quick."""
        _may(actor)
        kept: dict[str, Any] | None = self._store.settings.get(_STANDING)
        if kept is None:
            return None
        at = datetime.fromisoformat(kept["at"])
        now = kept["of"] == self._reads_by()
        return Standing(kept["reader"], Figures(**kept["figures"]), kept["lines"], at, now)

    def labels(self, actor: Actor | None, scenario_id: str = "") -> dict[str, str]:
        """Return the acts to which a phrasing can be added, with their labels, and ``no_act``."""
        _may(actor)
        shared = dict(self._library.bank.labels)
        own = self._library.acts(scenario_id) if scenario_id else {}
        return {NO_ACT: "Holds no act at all"} | shared | own

    def own(self, actor: Actor | None) -> tuple[Addition, ...]:
        """Return the centre's own phrasings."""
        _may(actor)
        centre = self._library.centre_phrases()
        found = [Addition(p, act) for act, phrases in centre.acts.items() for p in phrases]
        for scenario, acts in centre.scenarios.items():
            found += [Addition(p, act, scenario) for act, phrases in acts.items() for p in phrases]
        return (*found, *(Addition(p, NO_ACT) for p in centre.no_act))

    def near(self, actor: Actor | None, addition: Addition, said_in: str) -> tuple[Near, ...]:
        """Return the phrasings of other acts that an addition comes near to, as the scenario reads them."""
        _may(actor)
        return near_to(addition.phrase, addition.act, self._library.reader(said_in))

    def weigh(self, actor: Actor | None, additions: Sequence[Addition]) -> Effect:
        """Return what additions (all shared, or all of one scenario) would do to the development lines.

        Told as well is what else they would match: which of the lines collected from calls change.

        Raises:
            ServiceError: one of them cannot be added.
        """
        _may(actor)
        centre = self._library.centre_phrases()
        scenario = next((a.scenario for a in additions if a.scenario), "")
        reader = self._tried(centre, scenario)
        known, before = self._development(reader, scenario)
        for addition in additions:
            centre = _added(centre, self._checked(addition))
        tried = self._tried(centre, scenario, keep=False)
        said = self._said(scenario, frozenset(reader.acts))
        return replace(
            effect(known, before, heard_in(tried, known)),
            said=otherwise(said, heard_by(reader, said), heard_by(tried, said)),
        )

    def accept(self, actor: Actor | None, addition: Addition) -> None:
        """Add a phrasing to the centre's own; calls that begin from now on are read with it.

        Raises:
            ServiceError: it cannot be added, and why.
        """
        by = require(actor, "tutor")
        with self._writing:
            checked = self._checked(addition)
            self._library.keep_centre_phrases(_added(self._library.centre_phrases(), checked))
        self._note(by, "accepted phrasing", checked)

    def take_back(self, actor: Actor | None, addition: Addition) -> None:
        """Remove a phrasing from the centre's own."""
        by = require(actor, "tutor")
        with self._writing:
            centre = self._library.centre_phrases()
            left = [p for p in centre.of(addition.act, addition.scenario) if p != addition.phrase]
            self._library.keep_centre_phrases(centre.replaced(addition.act, left, addition.scenario))
        self._note(by, "took back phrasing", addition)

    def dismiss(self, actor: Actor | None, offered: Offered) -> None:
        """Never offer a proposal again."""
        by = require(actor, "tutor")
        with self._writing:
            kept: list[list[str]] = self._store.settings.get(_DISMISSED, [])
            self._store.settings.put(_DISMISSED, [*kept, _key(offered)][-MOST_DISMISSED:], self._now())
        self._note(by, "dismissed phrasing", offered.addition)

    def _lines(self, scenario_id: str) -> dict[str, list[Collected]]:
        if scenario_id:
            self._library.scenario(scenario_id)
        return self._collecting.lines(scenario_id)

    def _reads_by(self) -> list[str]:
        """Return what the reader's figures rest on, as far as that is known without fitting one."""
        return [self._library.bank.content_hash, VERSION]

    def _offered(self, proposals: dict[str, tuple[Proposal, ...]]) -> tuple[Offered, ...]:
        """Return the proposals of all scenarios, the same one for a shared act only once."""
        dismissed = {tuple(key) for key in self._store.settings.get(_DISMISSED, [])}
        found: dict[tuple[str, ...], Offered] = {}
        for scenario, own in proposals.items():
            acts = self._library.scenario(scenario).acts
            for proposal in own:
                offered = Offered(proposal, scenario, proposal.act in acts)
                key = tuple(_key(offered))
                if key not in dismissed and not self._stands(offered):
                    found[key] = _joined(found[key], offered) if key in found else offered
        return tuple(
            sorted(
                found.values(), key=lambda o: (not o.proposal.certain, -o.proposal.times, -o.proposal.score)
            )
        )

    def _stands(self, offered: Offered) -> bool:
        """Tell whether the phrasing stands under its act already: adding it again would change nothing."""
        addition = offered.addition
        if addition.act == NO_ACT:
            return addition.phrase in self._library.centre_phrases().no_act
        acts = scenario_acts(self._library.scenario(offered.scenario), self._library.bank)
        return any(a.id == addition.act and addition.phrase in a.phrasings for a in acts)

    def _checked(self, addition: Addition) -> Addition:
        """Return an addition in order. Raises ``ServiceError``."""
        phrase = " ".join(addition.phrase.split())
        if not plain_words(phrase):
            raise ServiceError("Write the words to add.", "phrase")
        if len(phrase) > LONGEST:
            raise ServiceError(f"A phrasing has at most {LONGEST} characters.", "phrase")
        bank = self._library.bank
        acts = bank.acts
        if addition.scenario:
            acts = scenario_acts(self._library.scenario(addition.scenario), bank)
        known = {act.id for act in acts}
        if addition.act != NO_ACT and addition.act not in known:
            raise ServiceError("Choose what the words mean.", "act")
        plain = plain_words(phrase)
        for act in acts:
            if any(plain_words(p) == plain for p in act.phrasings):
                label = bank.labels.get(act.id, act.id)
                where = "there already" if act.id == addition.act else "a phrasing of something else"
                raise ServiceError(f"“{phrase}” is {where}: {label}.", "phrase")
        own_act = bool(addition.scenario) and addition.act in self._library.scenario(addition.scenario).acts
        return Addition(phrase, addition.act, addition.scenario if own_act else "")

    def _tried(self, centre: CentrePhrases, scenario: str, *, keep: bool = True) -> Reader:
        """Return a reader of the shared acts, or of a scenario's, with these phrasings of the centre."""
        shipped = self._library.shipped or self._library.bank
        bank, _ = with_centre_phrases(shipped, centre)
        acts = scenario_acts(self._library.scenario(scenario), bank) if scenario else bank.acts
        return fit_reader(
            acts,
            off_topic=bank.off_topic,
            encoder=self._library.encoder,
            cache_folder=self._library.cache,
            keep=keep,
        )

    def _development(
        self, reader: Reader, scenario: str, tell: Tell = _told_nobody
    ) -> tuple[tuple[DevelopmentLine, ...], dict[str, frozenset[str]]]:
        """Return the development lines with the acts that a reader can hear, and what it hears in them."""
        acts = frozenset(reader.acts)
        known = tuple(replace(one, acts=one.acts & acts) for one in self._library.development)
        key = (self._library.bank.content_hash, scenario, reader.name)
        if key not in self._heard:
            if len(self._heard) > 20:
                self._heard.clear()
            remembers = KeptReader(reader, self._library.cache)
            self._heard[key] = heard_in(remembers, _each_told(known, tell))
            remembers.keep()
        return known, self._heard[key]

    def _said(self, scenario: str, acts: frozenset[str]) -> dict[str, frozenset[str] | None]:
        """Return the latest lines collected from calls, and what each holds where an assessor said so."""
        lines = [line for own in self._collecting.lines(scenario).values() for line in own]
        found = {line.text: None if line.acts is None else line.acts & acts for line in lines}
        return dict(list(found.items())[:MOST_SAID])

    def _note(self, by: Actor, deed: str, addition: Addition) -> None:
        detail = {"phrase": addition.phrase, "scenario": addition.scenario}
        self._store.audit.add(self._now(), by.person_id, deed, addition.act or "unknown", detail)


def _each_told(lines: Sequence[DevelopmentLine], tell: Tell) -> Iterator[DevelopmentLine]:
    for n, line in enumerate(lines):
        tell(n, len(lines))
        yield line


def _counted(collected: dict[str, list[Collected]]) -> Said:
    lines = [line for own in collected.values() for line in own]
    return Said(sum(line.acts is None for line in lines), sum(line.acts is not None for line in lines))


def _may(actor: Actor | None) -> Actor:
    """Return a tutor, or this computer's local administrator, who may look but not add."""
    return actor if actor is not None and actor.local else require(actor, "tutor")


def _added(centre: CentrePhrases, addition: Addition) -> CentrePhrases:
    there = centre.of(addition.act, addition.scenario)
    return centre.replaced(addition.act, (*there, addition.phrase), addition.scenario)


def _key(offered: Offered) -> list[str]:
    addition = offered.addition
    return [addition.act, addition.scenario, " ".join(plain_words(addition.phrase))]


def _joined(first: Offered, second: Offered) -> Offered:
    """Return one offer for the same words said in two scenarios."""
    a, b = first.proposal, second.proposal
    better = first if (a.certain, a.score) >= (b.certain, b.score) else second
    lines = tuple(dict.fromkeys((*a.lines, *b.lines)))[:3]
    whole = replace(better.proposal, certain=a.certain or b.certain, times=a.times + b.times, lines=lines)
    return replace(better, proposal=whole)
