"""Opens every file that people write, of one installation: what is whole serves, what is broken is told.

It fits no reader, and a broken file never hides the others. What was read last is remembered by the bytes of
what it was read from: who opens the same files again in this process does not check them again, and who
changed one scenario has that one checked.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from simulator.model.faults import Fault, fault, in_order, nearest
from simulator.model.load_organisation import load_organisation
from simulator.model.load_questions import load_organisation_questions, load_unit_questions
from simulator.model.load_reports import load_reports
from simulator.model.load_scenario import load_scenario_text
from simulator.model.load_unit import load_unit
from simulator.model.organisation import Organisation
from simulator.model.papers import ReportBrief
from simulator.model.phrase_bank import PhraseBank, load_phrases
from simulator.model.questions import QuestionBank
from simulator.model.reading import ActPhrasings
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit
from simulator.model.yaml_source import read_text, shown_name

T = TypeVar("T")

PHRASES = "phrases"
"""The folder beside the scenarios that holds the shared acts."""


@dataclass(frozen=True)
class LoadedLibrary:
    """Everything that could be read, and every fault of what could not.

    ``units`` by number; ``organisations`` and ``scenarios`` by id; ``texts`` and ``files`` hold the text and
    the name of each scenario's file, by the scenario's id. A scenario stands here only if it can be played:
    without faults but advice, its organisation and unit whole. ``bank`` is ``None`` when a phrase file is
    broken. ``unit_questions`` by unit number and ``own_questions`` by organisation hold whole files only;
    ``briefs`` by unit number are the reports that can be set; ``homes`` the folders of all organisations,
    whole or not.
    """

    units: dict[str, Unit]
    organisations: dict[str, Organisation]
    bank: PhraseBank | None
    scenarios: dict[str, Scenario]
    texts: dict[str, str]
    files: dict[str, str]
    faults: tuple[Fault, ...]
    unit_questions: dict[str, QuestionBank] = field(default_factory=dict)
    own_questions: dict[str, QuestionBank] = field(default_factory=dict)
    briefs: dict[str, tuple[ReportBrief, ...]] = field(default_factory=dict)
    homes: tuple[str, ...] = ()

    def questions_for(self, unit: str, organisation: str) -> QuestionBank:
        """Return what a learner of an organisation may be asked about a unit."""
        return asked_at(
            self.organisations.get(organisation),
            self.unit_questions.get(unit, QuestionBank()),
            self.own_questions.get(organisation, QuestionBank()),
        )

    @property
    def shared_acts(self) -> dict[str, ActPhrasings]:
        """The shared acts by id; empty when a phrase file is broken."""
        return self.bank.by_id if self.bank else {}


def asked_at(centre: Organisation | None, general: QuestionBank, own: QuestionBank) -> QuestionBank:
    """Return what a learner of a centre may be asked: of the unit's questions those that fit, and its own.

    A question of the unit that names clauses of another organisation, or a clause which this one does not
    have, is not among them. Those that name clauses of the organisation it is based on fit while they stand.
    """
    known = set(centre.clauses) if centre else set()
    whose = {"", centre.id, centre.based_on} if centre else {""}
    mine = (q for q in general.questions if q.centre in whose)
    asked = tuple(q for q in mine if known.issuperset(q.clauses))
    return general.model_copy(update={"questions": asked}).joined(own)


REMEMBERED = 3
"""Libraries remembered: the shipped one, and one or two beside it that somebody compares with it."""

SCENARIOS_REMEMBERED = 200

_scenarios: dict[str, tuple[Scenario | None, list[Fault]]] = {}
_bases: dict[str, LoadedLibrary] = {}
_remembered: dict[str, LoadedLibrary] = {}


def load_library(
    criteria: Path, scenarios: Path, *, today: date | None = None, only: Collection[str] = ()
) -> LoadedLibrary:
    """Read all units and organisations under ``criteria``, all phrases and scenarios under ``scenarios``.

    ``today`` is the day against which review dates of clauses are held; not held to any when ``None``.
    ``only`` names the files (without ``.yaml``) of the scenarios wanted, when not all are: the others are
    not read, nor the organisations that have none of them, nor any questions.
    """
    paths = _scenario_files(scenarios, only)
    homes = sorted({path.parent.name for path in paths}) if only else []
    digests = digests_of(criteria, scenarios, today, only)
    base = _kept(
        _bases,
        _digest(digests.around, *homes),
        REMEMBERED,
        lambda: _read_base(criteria, scenarios, today, homes),
    )
    return _kept(
        _remembered,
        digests.whole,
        REMEMBERED,
        lambda: _with_scenarios(base, paths, digests.around, today),
    )


@dataclass(frozen=True, slots=True)
class Digests:
    """What decides what is read: of the whole library, and of all around a scenario that it is held to."""

    around: str
    whole: str


def digests_of(criteria: Path, scenarios: Path, today: date | None, only: Collection[str] = ()) -> Digests:
    """Return the digests of two folders as they are now; ``only`` as in ``load_library``."""
    around = _digest(str(today), *_files_read(criteria), *_files_read(scenarios / PHRASES))
    return Digests(around, _digest(around, *sorted(only), *_files_read(scenarios)))


def remembered(digests: Digests) -> LoadedLibrary | None:
    """Return the library of these digests where it was read in this process."""
    found = _remembered.pop(digests.whole, None)
    if found is not None:
        _remembered[digests.whole] = found  # the longest unused goes first
    return found


def remember(library: LoadedLibrary, digests: Digests) -> None:
    """Take a whole library without faults, read in another process, as read in this one."""
    base = replace(library, scenarios={}, texts={}, files={})
    _kept(_bases, _digest(digests.around), REMEMBERED, lambda: base)
    for name, scenario in library.scenarios.items():
        key = _digest(digests.around, scenario.organisation, library.files[name], library.texts[name])
        _kept(_scenarios, key, SCENARIOS_REMEMBERED, partial(_without_fault, scenario))
    _kept(_remembered, digests.whole, REMEMBERED, lambda: library)


def _without_fault(scenario: Scenario) -> tuple[Scenario | None, list[Fault]]:
    return scenario, []


def _kept(memory: dict[str, T], key: str, most: int, read: Callable[[], T]) -> T:
    """Return what is remembered under a key, else what is read now; of the oldest, more than so many go."""
    found = memory.pop(key, None) or read()
    while len(memory) >= most:
        memory.pop(next(iter(memory)), None)
    memory[key] = found
    return found


def _digest(*told: str) -> str:
    return sha256("\n".join(told).encode()).hexdigest()


def _files_read(folder: Path) -> Iterator[str]:
    """Yield the name of every file that people write, as faults call it, with the digest of its bytes."""
    yield str(folder)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"{path.relative_to(folder)} {shown_name(path)} {sha256(path.read_bytes()).hexdigest()}"
        else:
            yield str(path.relative_to(folder))


def _scenario_files(folder: Path, only: Collection[str]) -> list[Path]:
    found = (p for p in folder.glob("*/*.yaml") if p.parent.name != PHRASES)
    return sorted(p for p in found if not only or p.stem in only)


def _read_base(criteria: Path, scenarios: Path, today: date | None, homes: Collection[str]) -> LoadedLibrary:
    """Read and check all that scenarios refer to; its faults are those of these files.

    ``homes`` are the organisations that are wanted, where not all are.
    """
    faults: list[Fault] = []
    units: dict[str, Unit] = {}
    for path in sorted(criteria.glob("*/unit.yaml")):
        unit, more = load_unit(path.parent)
        faults += more
        if unit is not None:
            units[unit.number] = unit
    organisations: dict[str, Organisation] = {}
    for folder in sorted(p for p in (criteria / "organisations").glob("*") if p.is_dir()):
        if homes and folder.name not in homes:
            continue
        organisation, more = load_organisation(folder)
        faults += more
        if organisation is not None:
            organisations[organisation.id] = organisation
    bank, more = load_phrases(scenarios / PHRASES)
    folders = tuple(p.name for p in (criteria / "organisations").glob("*") if p.is_dir())
    library = LoadedLibrary(units, organisations, bank, {}, {}, {}, tuple(faults + more), homes=folders)
    return library if homes else _with_questions(library, criteria, today)


def _with_questions(library: LoadedLibrary, criteria: Path, today: date | None) -> LoadedLibrary:
    """Return the library with the questions of its units and organisations, and the faults of all."""
    faults = list(library.faults)
    of_units: dict[str, QuestionBank] = {}
    own: dict[str, QuestionBank] = {}
    briefs: dict[str, tuple[ReportBrief, ...]] = {}
    centres = tuple(library.organisations.values())
    for path in sorted(criteria.glob("*/unit.yaml")):
        unit, _ = load_unit(path.parent)
        loaded = load_unit_questions(path.parent, unit, centres, today=today)
        faults += loaded.faults
        if unit is not None:
            of_units[unit.number] = loaded.bank
            briefs[unit.number], more = load_reports(path.parent, loaded.bank)
            faults += more
    unit = next(iter(library.units.values()), None)
    for folder in sorted(p for p in (criteria / "organisations").glob("*") if p.is_dir()):
        loaded = load_organisation_questions(
            folder, unit, library.organisations.get(folder.name), today=today
        )
        faults += loaded.faults
        own[folder.name] = loaded.bank
    return replace(library, faults=tuple(faults), unit_questions=of_units, own_questions=own, briefs=briefs)


def _with_scenarios(
    library: LoadedLibrary, paths: Sequence[Path], around: str, today: date | None
) -> LoadedLibrary:
    """Return the library with every scenario of some files that can be played, and the faults of all.

    ``around`` is the digest of all else that a scenario is checked against.
    """
    faults = list(library.faults)
    known: dict[str, Scenario] = {}
    texts: dict[str, str] = {}
    files: dict[str, str] = {}
    for path in paths:
        file = shown_name(path)
        text, more = read_text(path)
        faults += more
        if text is None:
            continue
        home = path.parent.name
        if home not in library.homes:
            faults.append(_homeless(file, home, library.homes))
            continue
        read = partial(
            load_scenario_text,
            text,
            organisation=library.organisations.get(home),
            unit=library.units,
            shared_acts=library.shared_acts,
            file=file,
            today=today,
        )
        scenario, more = _kept(_scenarios, _digest(around, home, file, text), SCENARIOS_REMEMBERED, read)
        faults += more
        if scenario is None or home not in library.organisations or scenario.unit not in library.units:
            continue
        if scenario.id in known:
            faults.append(_twice(file, text, scenario.id, files[scenario.id]))
            continue
        known[scenario.id], texts[scenario.id], files[scenario.id] = scenario, text, file
    return replace(library, scenarios=known, texts=texts, files=files, faults=tuple(in_order(faults)))


def _homeless(file: str, home: str, organisations: Sequence[str]) -> Fault:
    near = nearest(home, organisations) or ", ".join(sorted(organisations)) or "one that is shipped"
    return fault("S102", file, 0, case="homeless", home=home, near=near)


def _twice(file: str, text: str, name: str, first: str) -> Fault:
    lines = text.split("\n")
    line = next((n for n, said in enumerate(lines, 1) if said.startswith("id:")), 1)
    return fault("S209", file, line, "id", name=name, first=first)
