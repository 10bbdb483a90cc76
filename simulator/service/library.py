"""The library of one installation: units, organisations, scenarios, phrases, a reader for each scenario.

Read when the service opens, and again when a tutor asks; a broken file is left out with its faults and the
others serve. An attempt is always played and marked with the very texts that it pinned.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.data_files import criteria_folder, scenarios_folder
from simulator.model.centre_phrases import (
    CentrePhrases,
    load_centre_phrases,
    save_centre_phrases,
    with_centre_phrases,
)
from simulator.model.content_hash import text_digest
from simulator.model.development_lines import DevelopmentLine, development_lines
from simulator.model.faults import Fault
from simulator.model.load_library import PHRASES, asked_at, load_library
from simulator.model.load_organisation import load_organisation_texts, organisation_texts
from simulator.model.load_scenario import load_scenario_text
from simulator.model.organisation import Organisation
from simulator.model.origin import without_origin
from simulator.model.papers import ReportBrief
from simulator.model.phrase_bank import PhraseBank
from simulator.model.questions import QuestionBank
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit
from simulator.service.errors import CannotDo, NotThere
from simulator.service.kept_encoder import log_it, open_encoder
from simulator.service.kept_library import load_kept
from simulator.service.reading_beside import HeardBeside, Hearing, ReadingBeside, UnreadError
from simulator.service.reading_words import Bank
from simulator.service.scenario_acts import scenario_acts
from simulator.understanding.late_reader import LateReader

if TYPE_CHECKING:
    from simulator.store.values import Attempt, NewAttempt
    from simulator.understanding.encoder import Encoder
    from simulator.understanding.reader import Reader

MOST_EARLIER = 3
"""How many earlier banks are kept for the calls that began with them."""


@dataclass
class Library:
    """What is shipped or added by the centre, found by id."""

    units: Mapping[str, Unit]
    organisations: Mapping[str, Organisation]
    bank: PhraseBank
    known: Mapping[str, Scenario]
    sources: Mapping[str, dict[str, str]]
    faults: tuple[Fault, ...]
    cache: Path | None = None
    data: Path | None = None
    shipped: PhraseBank | None = None
    development: tuple[DevelopmentLine, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[Path, Path] | None = None
    stamps: Mapping[str, str] = field(default_factory=dict)
    unit_questions: Mapping[str, QuestionBank] = field(default_factory=dict)
    own_questions: Mapping[str, QuestionBank] = field(default_factory=dict)
    briefs: Mapping[str, tuple[ReportBrief, ...]] = field(default_factory=dict)
    beside: ReadingBeside | None = None
    _encoder: Encoder | None = None
    _unopened: Callable[[], Encoder | None] | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _without: str = ""
    _for_answers: Encoder | None = None
    _answers_lock: threading.Lock = field(default_factory=threading.Lock)
    _readers: dict[tuple[str, str], Reader] = field(default_factory=dict)
    _heard: dict[tuple[str, str], HeardBeside] = field(default_factory=dict)
    _earlier: dict[str, PhraseBank] = field(default_factory=dict)
    _pinned: dict[tuple[str, str], tuple[Scenario, Organisation]] = field(default_factory=dict)

    @property
    def encoder(self) -> Encoder | None:
        """The encoder that reads in this process; a server opens it only when it must read a line itself."""
        with self._lock:
            if self._unopened is not None:
                self._encoder, self._unopened = self._unopened(), None
            return self._encoder

    @encoder.setter
    def encoder(self, encoder: Encoder | None) -> None:
        self._encoder, self._unopened = encoder, None

    def read_beside(self, beside: ReadingBeside | None, encoder: Callable[[], Encoder | None]) -> None:
        """Have lines read in another process, if there is one; ``encoder`` opens one when it is needed."""
        self.beside, self._unopened = beside, encoder

    def note_without(self, sentence: str) -> None:
        """Take note of what lines are read without in this process, and log it."""
        self._without = sentence
        log_it(sentence)

    def reads_without(self) -> str:
        """Return what lines are read without, and its cure; empty where nothing lacks, as far as is known."""
        return (self.beside.without if self.beside is not None else "") or self._without

    def reads_with(self) -> str:
        """Return the name of the reader that reads; empty until the first one was fitted."""
        fitted: list[Hearing] = [*self._heard.values(), *self._readers.values()]
        return fitted[-1].name if fitted else ""

    def scenarios(self) -> tuple[Scenario, ...]:
        """Return every scenario that has no fault, by id."""
        return tuple(self.known[name] for name in sorted(self.known))

    def find(self, scenario_id: str) -> Scenario | None:
        """Return a scenario, or None when it is not in the library (any more)."""
        return self.known.get(scenario_id)

    def scenario(self, scenario_id: str) -> Scenario:
        """Return a scenario. Raises ``NotThere``."""
        found = self.known.get(scenario_id)
        if found is None:
            raise NotThere(f"There is no scenario {scenario_id} in the library.")
        return found

    def is_own(self, organisation_id: str) -> bool:
        """Tell whether an organisation is where its learners work, and no made-up one."""
        found = self.organisations.get(organisation_id)
        return found is not None and found.own

    def organisation(self, organisation_id: str) -> Organisation:
        """Return an organisation. Raises ``NotThere``."""
        found = self.organisations.get(organisation_id)
        if found is None:
            raise NotThere(f"There is no organisation {organisation_id} in the library.")
        return found

    def unit(self, number: str) -> Unit:
        """Return a unit by its number. Raises ``NotThere``."""
        found = self.units.get(number)
        if found is None:
            raise NotThere(f"There is no unit {number} in the library.")
        return found

    def questions(self, unit: str, organisation: str) -> QuestionBank:
        """Return what a learner of an organisation may be asked about a unit; nothing where none is known."""
        return asked_at(
            self.organisations.get(organisation),
            self.unit_questions.get(unit, QuestionBank()),
            self.own_questions.get(organisation, QuestionBank()),
        )

    def reports(self, unit: str, organisation: str) -> tuple[ReportBrief, ...]:
        """Return the reports that can be set: those whose every question is asked at the organisation."""
        known = {q.id for q in self.questions(unit, organisation).questions}
        return tuple(b for b in self.briefs.get(unit, ()) if known.issuperset(p.question for p in b.parts))

    def answer_encoder(self) -> Encoder | None:
        """Return the encoder by which written answers are compared, loaded when it is first asked for."""
        if self.data is None or (self._encoder is None and self._unopened is None):
            return None
        with self._answers_lock:  # never the readers' own: nobody waits for a fit to have an answer read
            if self._for_answers is None:
                self._for_answers = open_encoder(self.data, tuned=False, tell=self.note_without)
            return self._for_answers

    def texts(self, scenario_id: str) -> dict[str, str]:
        """Return the texts that an attempt at the scenario pins: scenario and organisation."""
        return dict(self.sources[scenario_id])

    def digests(self, scenario_id: str) -> dict[str, str]:
        """Return the digests of the texts that an attempt pins, and of the phrases and the unit."""
        scenario = self.scenario(scenario_id)
        digests = {name: text_digest(text) for name, text in self.sources[scenario_id].items()}
        return digests | {
            "phrases": self.bank.content_hash,
            "unit": self.unit(scenario.unit).content_hash,
        }

    def proved_by(self, scenario_id: str) -> dict[str, str]:
        """Return the digests that a proof rests on: ``digests``, but for where the scenario comes from."""
        text = without_origin(self.sources[scenario_id]["scenario"])
        return self.digests(scenario_id) | {"scenario": text_digest(text)}

    def pinned(
        self, attempt: Attempt | NewAttempt, text_of: Callable[[str], str]
    ) -> tuple[Scenario, Organisation]:
        """Return scenario and organisation exactly as the attempt pinned them."""
        wanted = (attempt.content["scenario"], attempt.content["organisation"])
        now = self.sources.get(attempt.scenario_id)
        if now and (text_digest(now["scenario"]), text_digest(now["organisation"])) == wanted:
            return self.known[attempt.scenario_id], self.organisations[attempt.organisation_id]
        if wanted not in self._pinned:
            self._pinned[wanted] = self._rebuild(text_of(wanted[0]), text_of(wanted[1]))
        return self._pinned[wanted]

    def _rebuild(self, scenario_text: str, organisation_text: str) -> tuple[Scenario, Organisation]:
        organisation, faults = load_organisation_texts(json.loads(organisation_text))
        scenario, more = load_scenario_text(
            scenario_text, organisation=None, unit=None, shared_acts=self.bank.by_id, file="pinned"
        )
        if organisation is None or scenario is None:
            raise NotThere(f"The texts that this attempt pinned cannot be read: {[*faults, *more][0]}")
        centre = organisation
        return scenario.at_centre(centre.acts, centre.greetings, centre.also_said_as), centre

    def acts(self, scenario_id: str) -> dict[str, str]:
        """Return the acts of a scenario with the labels that people read."""
        scenario = self.scenario(scenario_id)
        labels = {a.id: self.bank.labels.get(a.id, a.id) for a in self.bank.acts}
        return labels | {name: act.label or name for name, act in scenario.acts.items()}

    def changed_on_disk(self) -> bool:
        """Tell whether a file differs by its content from what was read."""
        return self.folders is not None and _stamps(*self.folders) != self.stamps

    def read_again(self, *, today: date | None = None) -> None:
        """Read every file anew: whole ones serve from now on, broken ones are left out with their faults.

        Running attempts go on with the texts that they pinned. A reader is fitted anew where acts changed.
        """
        if self.folders is None or self.data is None:
            return
        fresh = read_library(self.data, *self.folders, today)
        with self._lock:
            earlier = {**self._earlier, self.bank.content_hash: self.bank}
            self._earlier = dict(list(earlier.items())[-MOST_EARLIER:])
            held = {*self._earlier, fresh.bank.content_hash}
            stale = {name for name, one in fresh.known.items() if one != self.known.get(name)}
            self._readers = {k: r for k, r in self._readers.items() if k[1] in held and k[0] not in stale}
            self._heard = {k: r for k, r in self._heard.items() if k[1] in held and k[0] not in stale}
            self.units, self.organisations, self.bank = fresh.units, fresh.organisations, fresh.bank
            self.shipped, self.development = fresh.shipped, fresh.development
            self.known, self.sources, self.files = fresh.known, fresh.sources, fresh.files
            self.faults, self.stamps = fresh.faults, fresh.stamps
            self.unit_questions, self.own_questions = fresh.unit_questions, fresh.own_questions
            self.briefs = fresh.briefs

    def words_reader(self, scenario_id: str) -> Reader:
        """Return a reader without the encoder: quick to fit, for the scripted learners of a demonstration."""
        acts = scenario_acts(self.scenario(scenario_id), self.bank)
        return LateReader(acts, self.bank.off_topic, self.cache).fitted

    def has_reader(self, scenario_id: str) -> bool:
        """Tell whether the scenario's reader is at hand; where not, who asks for it waits for its fitting."""
        key = (scenario_id, self.bank.content_hash)
        return key in self._readers or key in self._heard

    def hearing(self, scenario_id: str, phrases: str = "") -> Hearing:
        """Return who reads what is said: the process beside, if there is one; ``phrases`` as below."""
        key, bank = self._asked_by(scenario_id, phrases)
        found = self._heard.get(key)
        if found is not None or self.beside is None:
            return found or self.reader(scenario_id, phrases)
        learnt = Bank(acts=scenario_acts(self.scenario(scenario_id), bank), off_topic=bank.off_topic)
        try:
            heard = HeardBeside(self.beside, learnt, lambda: self.reader(scenario_id, phrases))
        except UnreadError:
            return self.reader(scenario_id, phrases)
        return self._heard.setdefault(key, heard)

    def reader(self, scenario_id: str, phrases: str = "") -> Reader:
        """Return the scenario's reader, fitted at the first asking and shared by everybody in this process.

        ``phrases``: the digest of the phrases that an attempt began with, so that a phrasing accepted in the
        middle of a call changes nothing in it.
        """
        key, bank = self._asked_by(scenario_id, phrases)
        found = self._readers.get(key)
        if found is not None:
            return found
        from simulator.understanding.reader import fit_reader  # noqa: PLC0415 - brings NumPy and SciPy

        with self._lock:
            if key not in self._readers:
                self._readers[key] = fit_reader(
                    scenario_acts(self.scenario(scenario_id), bank),
                    off_topic=bank.off_topic,
                    encoder=self.encoder,
                    cache_folder=self.cache,
                )
            return self._readers[key]

    def _asked_by(self, scenario_id: str, phrases: str) -> tuple[tuple[str, str], PhraseBank]:
        bank = self._earlier.get(phrases, self.bank)
        return (scenario_id, bank.content_hash), bank

    def centre_phrases(self) -> CentrePhrases:
        """Return the centre's own phrasings as their file holds them now. Raises ``CannotDo``."""
        if self.data is None:
            return CentrePhrases()
        found, faults = load_centre_phrases(self.data)
        if faults:
            raise CannotDo(f"The centre's own phrasings cannot be read: {faults[0]}")
        return found

    def keep_centre_phrases(self, centre: CentrePhrases) -> None:
        """Write the centre's own phrasings and read with them from the next call on. Raises ``CannotDo``."""
        if self.data is None or self.shipped is None:
            raise CannotDo("This library has no folder to keep phrasings in.")
        try:
            save_centre_phrases(self.data, centre)
        except OSError as fault:
            raise CannotDo(f"{self.data} cannot be written to: {fault.strerror}.") from fault
        bank, _ = with_centre_phrases(self.shipped, centre)
        with self._lock:
            earlier = {**self._earlier, self.bank.content_hash: self.bank}
            self._earlier = dict(list(earlier.items())[-MOST_EARLIER:])
            self.bank = bank
            held = {*self._earlier, bank.content_hash}
            self._readers = {key: one for key, one in self._readers.items() if key[1] in held}
            self._heard = {key: one for key, one in self._heard.items() if key[1] in held}


def open_library(
    data: Path,
    *,
    criteria: Path | None = None,
    scenarios: Path | None = None,
    only: Collection[str] = (),
    beside: ReadingBeside | None = None,
) -> Library:
    """Read every unit, organisation, phrase file and scenario; a broken one never hides the others.

    ``only`` names the files of the scenarios wanted, where the others are not; for all of them when empty.
    The encoder is opened only when something is read with it in this process, and not ``beside`` it.
    """
    library = read_library(data, criteria or criteria_folder(), scenarios or scenarios_folder(), None, only)
    library.read_beside(beside, partial(open_encoder, data, tell=library.note_without))
    return library


def _stamps(criteria: Path, scenarios: Path) -> dict[str, str]:
    """Return the digest of every file that people write."""
    files = sorted((*criteria.rglob("*.yaml"), *scenarios.rglob("*.yaml")))
    return {str(path): sha256(path.read_bytes()).hexdigest() for path in files}


def read_library(
    data: Path, criteria: Path, scenarios: Path, today: date | None, only: Collection[str] = ()
) -> Library:
    """Read everything but the encoder; the whole library is kept beside what readers learnt."""
    cache = data / "cache"
    if only:
        loaded = load_library(criteria, scenarios, today=today, only=only)
    else:
        loaded = load_kept(cache, criteria, scenarios, today)
    shipped = loaded.bank or PhraseBank(acts=(), labels={})
    centre, faults = load_centre_phrases(data)
    bank, more = with_centre_phrases(shipped, centre)
    bundles: dict[str, str] = {}
    for name in loaded.organisations:
        texts, _ = organisation_texts(criteria / "organisations" / name)
        bundles[name] = json.dumps(texts, sort_keys=True, ensure_ascii=False)
    known = {
        name: s
        for name, s in loaded.scenarios.items()
        if s.organisation in loaded.organisations and s.unit in loaded.units
    }
    return Library(
        units=loaded.units,
        organisations=loaded.organisations,
        bank=bank,
        known=known,
        sources={
            name: {"scenario": loaded.texts[name], "organisation": bundles[s.organisation]}
            for name, s in known.items()
        },
        faults=(*loaded.faults, *faults, *more),
        cache=cache,
        data=data,
        shipped=shipped,
        development=development_lines(scenarios / PHRASES),
        files=loaded.files,
        folders=(criteria, scenarios),
        stamps=_stamps(criteria, scenarios),
        unit_questions=loaded.unit_questions,
        own_questions=loaded.own_questions,
        briefs=loaded.briefs,
    )
