"""Whether the proof of a damaged scenario reddens, found out in the order in which it is likeliest to.

The parts and the order are those of the proof itself; nothing is played again that the damage cannot have
changed: a play is kept by what the engine sees of a scenario, which is everything but its marking.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from simulator.model.events import Record
from simulator.model.load_scenario import load_scenario_text
from simulator.model.reading import ActPhrasings
from simulator.model.scenario import Indicator, Scenario
from simulator.proving.declarations import SEEDS_ASKED
from simulator.proving.form_proof import FormProof, Kept, concluded, keep, made_of, verdict_for
from simulator.proving.ground import Ground
from simulator.proving.judged import Judged, Marker
from simulator.proving.mutants import Made, Model
from simulator.proving.plan import MODEL, VARIATIONS
from simulator.proving.prove import joined
from simulator.proving.script import Deeds, replayed
from simulator.proving.subject import Subject
from simulator.proving.wanderers import Walk, walks
from simulator.proving.waste import without_search_for_waste
from simulator.service.library import Library
from simulator.service.scenario_acts import scenario_acts
from simulator.understanding.kept_readings import KeptReader
from simulator.understanding.reader import fit_reader
from tests.damage import Damage

MARKING = {"indicators", "dependencies", "not_noticed", "asked_afterwards", "what_happened_next"}
"""What no play depends on but through what its learner does."""
MOST_READERS = 6
DECLARED = ("dependencies", "not noticed")
"""What a file declares, and perhaps for another casting than the usual one."""


class ProofFound(Exception):
    """Raised with what reddened the proof."""


@dataclass
class Bench:
    """Proves one scenario and its damaged texts; readers and plays are kept from one to the next."""

    text: str
    centre: str
    library: Library
    readers: dict[tuple[ActPhrasings, ...], KeptReader] = field(default_factory=dict)
    records: dict[tuple[str, ...], Record] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep the plays of the undamaged scenario's first form."""
        subject = self.subject(self.text)
        self._played(subject, subject.variants[0], ())
        self.first_kept = frozenset(self.records)

    @cached_property
    def alone(self) -> dict[str, frozenset[str]]:
        """By form, what the undamaged scenario cannot show in that form alone: no fault of a damage.

        Found out only when a damaged form shows something: most damages are told by a mutant before.
        """
        subject, found = self.subject(self.text), {}
        for variant in subject.variants:
            form = self._form(subject, variant, ())
            found[variant] = frozenset(joined(subject, [form], shorten=False, elsewhere=False).reasons)
        return found

    def subject(self, text: str) -> Subject:
        """Return a text of the scenario as it is proved, read by words alone."""
        scenario, _ = load_scenario_text(
            text,
            organisation=self.library.organisations[self.centre],
            unit=self.library.units,
            shared_acts=self.library.bank.by_id,
        )
        assert scenario is not None
        acts = tuple(scenario_acts(scenario, self.library.bank))
        reader = self.readers.get(acts)
        if reader is None:
            bank = self.library.bank
            fitted = fit_reader(acts, off_topic=bank.off_topic, cache_folder=self.library.cache)
            reader = self.readers[acts] = KeptReader(fitted, self.library.cache)
            if len(self.readers) > MOST_READERS:
                del self.readers[list(self.readers)[1]]
        words = {act.id: act.phrasings for act in self.library.bank.acts}
        unit = self.library.unit(scenario.unit)
        return Subject(scenario, self.library.organisation(self.centre), unit, reader, words)

    def tells(self, damage: Damage, *, thorough: bool) -> str:
        """Return what of the proof tells a damage, or nothing.

        Not ``thorough``: only the job done well and its mutants, in the first form, are tried.
        """
        try:
            with without_search_for_waste():
                self._prove(damage, thorough=thorough)
        except ProofFound as found:
            return str(found)
        except Exception as crash:
            return f"crash: {type(crash).__name__}: {crash}"
        finally:
            self.records = {key: r for key, r in self.records.items() if key in self.first_kept}
        return ""

    def _prove(self, damage: Damage, *, thorough: bool) -> None:
        subject = self.subject(damage.text)
        near = nearby(damage, subject.scenario)
        if not thorough:
            self._played(subject, subject.variants[0], near)
            return
        forms = []
        for variant in subject.variants:
            forms.append(self._form(subject, variant, near))
            alone = joined(subject, forms[-1:], shorten=False, elsewhere=False).reasons
            _red("a form", alone and [r for r in alone if r not in self.alone.get(variant, alone)])
        _red("the proof", joined(subject, forms, shorten=False, elsewhere=False).reasons)
        if damage.path[0] in DECLARED:
            self._cast_otherwise(subject)

    def _cast_otherwise(self, subject: Subject) -> None:
        """Prove with the other castings that a proof asks before it calls a declaration needless."""
        for seed in SEEDS_ASKED:
            if seed != subject.seed:
                before = _reasons_by(replace(self.subject(self.text), seed=seed))
                _red(f"seed {seed}", _reasons_by(replace(subject, seed=seed)) - before)

    def _form(self, subject: Subject, variant: str, near: Collection[str]) -> FormProof:
        """Prove one form; the first fault ends it."""
        marker, play, model, bent = self._played(subject, variant, near)
        others = []
        for n, plan in enumerate(VARIATIONS, start=1):
            record = Ground(subject, variant).played(plan, subject.seed + n)[0].record
            others.append((plan, marker.judged(record, subject.judging)))
            _red(f"done {plan.name}", set(marker.criteria) - others[-1][1].earned(marker.criteria))
        seen, lost = _seen_by_the_engine(subject, variant), []
        ground = Ground(subject, variant)
        for walk in walks(subject.variants, variant, subject.seed):
            record = self._wandered(seen, ground, walk)
            lost.append((walk, marker.judged(record, subject.judging)))
        return concluded(Kept(subject, marker, play, model, tuple(others), tuple(bent), tuple(lost)))

    def _played(
        self, subject: Subject, variant: str, near: Collection[str]
    ) -> tuple[Marker, Deeds, Judged, list[tuple[Made, Judged]]]:
        """Play the job done well and its mutants; the first fault ends it."""
        marker = Marker(subject.scenario, subject.organisation, subject.unit)
        seen = _seen_by_the_engine(subject, variant)
        play, sight = Ground(subject, variant).played(MODEL, subject.seed)
        model = marker.judged(play.record, subject.judging)
        earned = model.earned(marker.criteria)
        _red("the job done well", set(marker.criteria) - earned)
        done = sha256(repr([(d.key, d.t, d.deed) for d in play.done]).encode()).hexdigest()
        bent = []
        declared = {one.deed: one for one in subject.scenario.dependencies}
        for made in in_order(made_of(Model.of(play, sight)), near):
            judged = marker.judged(self._replayed(seen + done, play, made), subject.judging)
            bent.append((made, judged))
            lost = earned - judged.earned(marker.criteria)
            known = declared.get(made.id) or declared.get(made.deed) or declared.get(made.how)
            expected = tuple(c for c in made.expected if c in marker.criteria)
            verdict = verdict_for(made, expected, tuple(lost), known)
            if verdict in ("strayed", "survived"):
                raise ProofFound(f"a mutant {verdict}: {made.id}")
        return marker, play, model, bent

    def _replayed(self, seen: str, play: Deeds, made: Made) -> Record:
        key = (seen, repr(made.change))
        if key not in self.records:
            self.records[key] = replayed(play, made.change)
        return self.records[key]

    def _wandered(self, seen: str, ground: Ground, walk: Walk) -> Record:
        key = (seen, ground.variant, walk.id, str(walk.seed))
        if key not in self.records:
            self.records[key] = ground.strolled(walk).record
        return self.records[key]


def _reasons_by(subject: Subject) -> frozenset[str]:
    forms = [concluded(keep(subject, variant, wandering=False)) for variant in subject.variants]
    return frozenset(joined(subject, forms, shorten=False, elsewhere=False, in_vain=False).reasons)


def _red(what: str, faults: Collection[str]) -> None:
    if faults:
        raise ProofFound(f"{what}: {min(faults)}")


def _seen_by_the_engine(subject: Subject, variant: str) -> str:
    """Return the digest of all that a play depends on but what its learner does."""
    scenario = subject.scenario.model_dump(exclude=MARKING)
    return sha256(repr((scenario, variant, id(subject.reader))).encode()).hexdigest()


def nearby(damage: Damage, scenario: Scenario) -> frozenset[str]:
    """Return the names that stand beside a damage: those of its path, and what its indicator judges."""
    names = {str(step) for step in damage.path[1:] if not isinstance(step, int)} | {damage.was, damage.now}
    one = scenario.indicators.get(str(damage.path[1])) if len(damage.path) > 1 else None
    return frozenset(name for name in names | _names_in(one) if name)


def _names_in(one: Indicator | None) -> set[str]:
    if one is None:
        return set()
    found: set[str] = set()
    for value in one.model_dump(exclude_defaults=True).values():
        found |= (
            {value}
            if isinstance(value, str)
            else {v for v in value if isinstance(v, str)}
            if (isinstance(value, tuple))
            else set()
        )
    return found


def in_order(mutants: Collection[Made], near: Collection[str]) -> list[Made]:
    """Return mutants with those first that have to do with what is near."""

    def far(made: Made) -> int:
        words = set(made.id.replace(":", " ").split())
        return 0 if words & set(near) else 1 if set(made.expected) & set(near) else 2

    return sorted(mutants, key=far)
