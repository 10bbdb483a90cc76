"""A play that stands after an edit is not played again, and one that may not stand always is."""

from __future__ import annotations

from collections import ChainMap, Counter
from dataclasses import replace

import pytest

from simulator.marking.calls import mark
from simulator.proving import form_proof, ground, judged
from simulator.proving.form_proof import concluded, keep, made_of
from simulator.proving.ground import Bending, Ground
from simulator.proving.judged import Alone, Marker
from simulator.proving.memory import EARLIER, Memory
from simulator.proving.model_learner import play_learner
from simulator.proving.mutants import Model
from simulator.proving.parts import _TAKEN_OUT, Part, digest_of, left_of, world_of
from simulator.proving.plan import MODEL
from simulator.proving.script import replayed
from simulator.proving.wanderers import walks
from simulator.service import proof_pool
from simulator.service.proof_pool import Lasting, given_by
from simulator.understanding.kept_readings import KeptReader
from tests.proving.stuck_judges import subject_of
from tests.proving.test_every_proof import AT_ITS_PACE, FEW, forms_of

NAME = "mattress-in-lane-one"
PLAYED = [(p, group) for p in (Part.JOB, Part.CALL) for group in dict(ChainMap(*_TAKEN_OUT[p]))]


@pytest.fixture(scope="module")
def subject(library):
    return replace(subject_of(library, NAME), random_plays=FEW, ways=AT_ITS_PACE)


@pytest.fixture
def few_plays(monkeypatch):
    """Do the job in two ways only, and one in five of what can be done badly: enough to tell what stands."""
    monkeypatch.setattr(form_proof, "made_of", lambda model: made_of(model)[::5])


def edited(subject, group, key, **changes):
    """Return a subject in whose scenario something is written otherwise."""
    scenario = subject.scenario
    if not group:
        return replace(subject, scenario=scenario.model_copy(update=changes))
    known = getattr(scenario, group)
    parts = {**known, key: known[key].model_copy(update=changes)}
    return replace(subject, scenario=scenario.model_copy(update={group: parts}))


def first(subject, group, has):
    """Return the first of a group that has something, with its key."""
    return next((key, one) for key, one in getattr(subject.scenario, group).items() if has(one))


def edits(subject):
    """Yield edits of every kind, from one that changes no play to one that changes all."""
    indicators = subject.scenario.indicators
    limited, one = first(subject, "indicators", lambda i: i.within)
    asks, obtains = first(subject, "indicators", lambda i: len(i.obtains) > 1)
    tells, carries = first(subject, "indicators", lambda i: len(i.carries) > 1)
    cue, _ = first(subject, "cues", lambda c: c.note)
    fact, told = first(subject, "facts", lambda f: f.says)
    call, script = first(subject, "calls", lambda c: c.opening)
    yield "title", edited(subject, "", "", title="Another title")
    yield "declarations", edited(subject, "", "", dependencies=(), not_noticed=())
    yield "critical", edited(subject, "indicators", limited, critical=not one.critical)
    yield "label", edited(subject, "indicators", tells, label="Tells them")
    yield "limit", edited(subject, "indicators", limited, within=one.within + 9)
    yield "obtains", edited(subject, "indicators", asks, obtains=obtains.obtains[:-1])
    yield "carries", edited(subject, "indicators", tells, carries=carries.carries[:-1])
    left = {name: i for name, i in indicators.items() if name != tells}
    yield "dropped", edited(subject, "", "", indicators=left)
    yield "note", edited(subject, "cues", cue, note="Something else happened.")
    yield "fact", edited(subject, "facts", fact, says=f"Well. {told.says}")
    yield "words", edited(subject, "calls", call, opening=f"Hello. {script.opening}")


@pytest.fixture
def counted(monkeypatch):
    """Return what counts plays by who plays, records that are read, and indicators that are judged."""
    done = Counter()

    def count(module, name, what):
        real = getattr(module, name)

        def counting(*given):
            done[what] += 1
            return real(*given)

        monkeypatch.setattr(module, name, counting)

    for name, what in (("act_out", "JOB"), ("replayed", "MUTANT"), ("wandered", "WANDERER")):
        count(ground, name, what)
    count(judged, "View", "READ")
    return done


def test_an_edit_is_proved_as_ever_and_what_it_cannot_change_not_again(subject, few_plays, counted):
    judging, memory, (variant,) = subject.judging, Memory(), forms_of(subject)

    def judge(case):
        counted[case.name] += 1
        return judging(case)

    subject = replace(subject, judging=judge)
    found = {}
    for what, after in (("first", subject), *edits(subject)):
        counted.clear()
        kept = keep(after, variant, memory=memory)
        found[what] = Counter(counted)
        assert concluded(kept) == concluded(keep(after, variant)), what
        keep(subject, variant, memory=memory)  # taken back, so that the next edit is one of the first text
    everything = found.pop("first")
    names = set(subject.scenario.indicators)
    played = {"JOB", "MUTANT", "WANDERER"}
    assert everything["JOB"] == 1 + len(AT_ITS_PACE) + 2
    assert everything["MUTANT"] >= 12
    assert everything["WANDERER"] == 9 + 2
    limited, _ = first(subject, "indicators", lambda i: i.within)
    carrying = {name for name, i in subject.scenario.indicators.items() if i.carries}
    assert found["title"] == found["declarations"] == Counter()
    assert set(found["critical"]) == {limited}
    assert set(found["label"]) == carrying
    for what in ("limit", "obtains", "carries", "dropped"):
        assert found[what]["JOB"] == everything["JOB"]
        assert not found[what]["WANDERER"], "who does no job reads no marking"
    assert found["limit"]["MUTANT"] < everything["MUTANT"] / 2
    assert not found["note"]["WANDERER"]
    assert found["note"]["READ"] == everything["READ"], "a judge may say what a cue brought about"
    for what in ("fact", "words"):
        assert {who: found[what][who] for who in played} == {who: everything[who] for who in played}, what
        assert names & set(found[what]) == names & set(everything)


def test_who_plays_on_less_than_the_whole_plays_the_same(library):
    """What is left out of a play's scenario is read by nobody who plays, or it would have failed."""
    for name, every in ((NAME, 1), ("silent-call", 9)):
        subject = subject_of(library, name)
        (variant,) = forms_of(subject)  # what is said in it was heard where it is proved
        there = Ground(subject, variant)
        play, sight = there.played(MODEL, 1)
        whole = there.world(1)
        assert play.record == play_learner(whole, subject.reader, subject.words, MODEL, 1)
        bending = Bending(there, play)
        for made in made_of(Model.of(play, sight))[::every]:
            assert bending.bent(made.change).record == replayed(play, made.change), made.id
        strolls = list(walks(subject.variants, variant, 1, FEW))
        alike = Ground(subject, variant)
        alike.world = lambda seed, _part, whole=there.world: whole(seed)
        assert [there.strolled(w).record for w in strolls] == [alike.strolled(w).record for w in strolls]


@pytest.mark.parametrize(("part", "group"), PLAYED)
def test_to_read_what_no_play_may_read_fails(subject, part, group):
    world = world_of(subject.scenario, subject.organisation, 1, subject.variants[0], part)
    fields = {name for blank in _TAKEN_OUT[part] for name in blank.get(group, {})}
    held = [world.scenario] if not group else list(getattr(world.scenario, group, {}).values())
    assert held or part is Part.CALL
    for one in held:
        for name in fields:
            with pytest.raises(AttributeError):
                getattr(one, name)


@pytest.mark.filterwarnings("ignore:Pydantic serializer warnings")
@pytest.mark.parametrize("part", [Part.JOB, Part.CALL, Part.MARKED])
def test_all_that_is_left_of_a_scenario_counts_in_its_digest(subject, part):
    scenario = subject.scenario
    gone = {name for blank in _TAKEN_OUT[part] for name in blank.get("", {})}
    changed = {"indicators": {}, "facts": {}, "cues": {}, "calls": {}, "incidents": {}, "acts": {}}
    changed |= {"roster": {"x": 1}, "outside": {"x": 1}, "cast": {"x": 1}, "variants": {"x": "y"}}
    for name in type(scenario).model_fields:
        update = {name: changed.get(name, ("something", "else"))}
        other = scenario.model_construct(**scenario.__dict__ | update)
        assert (digest_of(other, part) == digest_of(scenario, part)) == (name in gone), name


@pytest.mark.parametrize("part", [Part.JOB, Part.CALL])
def test_a_play_is_known_by_the_organisation_the_words_and_the_reader_as_well(subject, part):
    def key(**changes):
        return Ground(replace(subject, **changes), subject.variants[0]).key(part)

    same = key()
    assert same == key(seed=5, random_plays=1)
    assert same != key(organisation=subject.organisation.model_copy(update={"control_call_sign": "Base"}))
    assert same != key(words=subject.words | {"greet": ("Hello there.",)})
    assert same != key(reader=KeptReader(subject.reader.reader))
    assert same != Ground(subject, subject.variants[1]).key(part)


def test_what_judges_are_shown_is_enough_to_find_what_they_find_in_the_whole(subject):
    (variant,) = forms_of(subject)
    there = Ground(subject, variant)
    play, sight = there.played(MODEL, 1)
    marker = Marker(subject.scenario, subject.organisation, subject.unit)
    bending = Bending(there, play)
    for made in made_of(Model.of(play, sight))[::5]:
        record = bending.bent(made.change).record
        found = {r.indicator: r for f in mark(record, *marked_by(subject)).findings for r in f.indicators}
        assert marker.judged(record).results == found, made.id


def marked_by(subject):
    """Return what a learner's call would be marked by."""
    return subject.scenario, subject.organisation, subject.unit


def test_a_judge_is_shown_no_other_indicator_than_it_may_look_at(subject):
    def nosy(case):
        list(case.brief.scenario.indicators)
        return subject.judging(case)

    marker = Marker(subject.scenario, subject.organisation, subject.unit)
    record = Ground(subject, subject.variants[0]).done(MODEL, 1).record
    with pytest.raises(RuntimeError, match="is shown none"):
        marker.judged(record, nosy)
    name, one = next(iter(subject.scenario.indicators.items()))
    assert Alone(name, one)[name] is one
    with pytest.raises(KeyError):
        Alone(name, one)["another"]


def test_an_edit_that_is_taken_back_is_remembered_and_what_is_not_needed_for_a_while_is_forgotten():
    memory, found = Memory(), []

    def proof(*needs):
        memory.begin()
        for key in needs:
            memory.of(key, lambda key=key: found.append(key) or key)
        memory.rest()

    proof("always", "text")
    proof("always", "edited")
    proof("always", "text")
    assert found == ["always", "text", "edited"]
    proof("always", "edited again")
    proof("always", "and again")
    assert found == ["always", "text", "edited", "edited again", "and again"]
    proof("always", "text")
    assert found[5:] == ["text"]


def test_whoever_rests_lets_go_of_what_the_next_proof_will_not_look_for():
    memory = Memory()
    for n in range(EARLIER + 3):
        memory.begin()
        memory.of(n, lambda: "found")
        memory.rest()
    assert [len(known) for known in memory._earlier] == [1] * (EARLIER - 1)


def test_nothing_but_what_is_read_there_is_left(subject):
    assert left_of(subject.scenario, Part.WHOLE) == subject.scenario
    assert left_of(subject.scenario, Part.CALL).indicators == {}
    assert left_of(subject.scenario, Part.JOB).indicators.keys() == subject.scenario.indicators.keys()


class Desk:
    """A process that notes which forms it is handed."""

    def __init__(self):
        self.handed = []

    def submit(self, _prove, given, variant):
        self.handed.append((given.scenario.id, variant))


def test_each_form_goes_to_the_process_that_remembers_it_and_each_process_gets_as_many(library):
    desks = [Desk(), Desk()]
    lasting = Lasting(desks)
    names = (NAME, "gas-escape", NAME)
    for name in names:
        lasting.sent(given_by(library, library.scenario(name)))
    forms = {(name, v) for name in names for v in library.scenario(name).variants}
    assert set(desks[0].handed) | set(desks[1].handed) == forms
    assert not set(desks[0].handed) & set(desks[1].handed)
    assert [len(desk.handed) for desk in desks] == [3, 3]


def test_a_process_remembers_the_forms_that_it_proved_last(library, monkeypatch):
    given, got = given_by(library, library.scenario(NAME)), []
    monkeypatch.setattr(proof_pool, "_MEMORIES", {})
    monkeypatch.setattr(proof_pool, "_proved", lambda _subject, _variant, memory: got.append(memory))
    forms = [f"form {n}" for n in range(proof_pool.MOST_FORMS)]
    for variant in ("first", *forms[1:], "first", "one more", forms[1], "first"):
        proof_pool._form_given(given, variant)
    first_time, again, after_all = got[0], got[len(forms)], got[-1]
    assert first_time is again is after_all
    assert got[1] is not got[-2], "what was proved longest ago is forgotten first"
    assert len(proof_pool._MEMORIES) == proof_pool.MOST_FORMS
