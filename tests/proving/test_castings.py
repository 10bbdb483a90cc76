"""However a seed casts a scenario, its proof says the same: of declarations, of numbers, of questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.marking.messages import is_message
from simulator.model.declared import Dependency, NotNoticed
from simulator.model.events import Heard
from simulator.model.values import spelt_figures
from simulator.proving import prove
from simulator.proving.declarations import SEEDS_ASKED, reasons_of_declarations, unneeded
from simulator.proving.form_proof import made_of
from simulator.proving.ground import Ground
from simulator.proving.messages import facts_for
from simulator.proving.mutants import Model
from simulator.proving.plan import MODEL, typing
from simulator.proving.proof import Mutant, Proof, Unguarded
from tests.proving.stuck_judges import subject_of


def mutant(deed, lost=(), verdict="declared"):
    known = {"deed": deed, "how": "left out", "words": "", "clause": "", "expected": (), "actual": lost}
    return Mutant(id=f"{deed}: left out", verdict=verdict, **known)


def declaring(library, dependencies=(), changes=()):
    scenario = library.scenario("gas-escape")
    return scenario.model_copy(update={"dependencies": dependencies, "not_noticed": changes})


def unnoticed(change):
    return Unguarded(indicator="a", kind="", criterion="", clause="", change=change, words="", because="so")


def test_what_no_mutant_needs_is_unneeded_as_a_whole_and_for_each_criterion(library):
    asked = Dependency(deed="ask oxygen", also=("1.5", "1.7"), because="so")
    scenario = declaring(library, (asked,), (NotNoticed(indicator="a", change="dropped", because="so"),))
    here = Proof(scenario="x", mutants=(mutant("ask oxygen", ("1.2", "1.5")),))
    nowhere = Proof(scenario="x", mutants=(mutant("ask oxygen", ("1.5",), "killed"),))
    assert unneeded(scenario, here) == {("ask oxygen", "1.7"), ("a: dropped", "")}
    assert ("ask oxygen", "") in unneeded(scenario, nowhere)
    blind = here.model_copy(update={"unguarded": (unnoticed("a: dropped"),)})
    assert unneeded(scenario, blind) == {("ask oxygen", "1.7")}


def test_a_reason_is_given_for_what_is_in_vain_and_for_nothing_else(library):
    asked = Dependency(deed="ask oxygen", also=("1.5", "1.7"), because="so")
    scenario = declaring(library, (asked,))
    names = ("ask oxygen", *(f"d{n}" for n in range(20)))
    proof = Proof(scenario="x", mutants=tuple(mutant(name, (), "killed") for name in names))
    assert list(reasons_of_declarations(scenario, proof, frozenset())) == []
    (whole,) = reasons_of_declarations(scenario, proof, frozenset({("ask oxygen", "")}))
    assert whole.endswith("nothing done badly needs it: take it out.")
    (part,) = reasons_of_declarations(scenario, proof, frozenset({("ask oxygen", "1.7")}))
    assert "names 1.7, which no play of it loses" in part


def test_a_declaration_is_looked_for_in_the_other_castings_until_one_needs_it(library, monkeypatch):
    subject = subject_of(library, "gas-escape")
    asked = []

    def kept(cast, variant, *, wandering):
        asked.append(cast.seed)
        return cast

    def needs(scenario, proof):
        return frozenset({("b", "")}) if proof.scenario == "2" else frozenset({("a", ""), ("b", "")})

    monkeypatch.setattr(prove, "keep", kept)
    monkeypatch.setattr(prove, "concluded", lambda cast: cast)
    monkeypatch.setattr(prove, "joined", lambda cast, forms, **_: Proof(scenario=str(cast.seed)))
    monkeypatch.setattr(prove, "unneeded", needs)
    vain = frozenset({("a", ""), ("b", "")})
    assert prove._vain_elsewhere(subject, vain) == {("b", "")}
    assert set(asked) == set(SEEDS_ASKED) - {1}
    asked.clear()
    assert prove._vain_elsewhere(replace(subject, seed=9), frozenset({("a", "")})) == frozenset()
    assert set(asked) == {1, 2}


def test_the_wrong_number_that_is_told_is_nobody_elses(library):
    subject = replace(subject_of(library, "fourth-time-this-month"), seed=3)  # 21 is near Kilo 12's call sign
    play, sight = Ground(subject, subject.variants[0]).played(MODEL, 3)
    made = {one.id: one for one in made_of(Model.of(play, sight))}
    address = next(iter(subject.scenario.incidents.values())).address
    right = set(spelt_figures(play.final.told[address].value))
    heard = {w for e in play.events if isinstance(e, Heard) for w in spelt_figures(e.text)}
    calls = {w for r in play.world.organisation.resources for w in spelt_figures(r.call_sign)}
    instead = made["wrong number told kilo12"].change.instead
    texts = [(play.done[n].deed.text, deed.text) for n, deed in instead]
    wrong = {w for was, text in texts for w in set(spelt_figures(text)) - set(spelt_figures(was))}
    assert wrong
    assert not wrong & (right | heard | calls)


@pytest.mark.parametrize("seed", [2, 5])
def test_only_what_is_plainly_a_question_is_stacked(library, seed):
    subject = replace(subject_of(library, "silent-call"), seed=seed)
    play, sight = Ground(subject, subject.variants[0]).played(MODEL, seed)
    stacked = next(m for m in made_of(Model.of(play, sight)) if m.id == "stacked question")
    ((_, line),) = stacked.change.added
    assert line.text.count("?") == 3
    assert "stacked_questions" in subject.reader.read(line.text).manner


def test_who_reads_nothing_back_may_ask_for_what_the_answer_would_have_brought(library):
    subject = replace(subject_of(library, "fall-in-the-bathroom"), seed=5)
    play, sight = Ground(subject, subject.variants[0]).played(MODEL, 5)
    made = {one.id: one for one in made_of(Model.of(play, sight))}
    ((place, said),) = made["read back address: left out, and asks what it brings"].change.instead
    assert play.done[place].key.startswith("back:address")
    asked_by = subject.scenario.facts["room"].asked_by
    assert set(subject.reader.read(said.text).sure()) & set(asked_by)


@pytest.mark.parametrize(
    ("name", "party", "incident"),
    [("shift-friday-lates", "council_line", "noise"), ("shift-two-calls", "ambulance_control", "fall")],
)
def test_who_is_short_of_time_tells_a_body_outside_enough_to_count_as_a_message(
    library, name, party, incident
):
    subject = subject_of(library, name)
    _, sight = Ground(subject, subject.variants[-1]).played(typing(5.5), 5)
    mine = dict(sight.world.carriable[incident])
    topics = sight.world.organisation.outside(party).needs
    needed = {k: fact.topic for k, fact in mine.items() if fact.topic in topics}
    told = facts_for(sight, party, incident, ())
    assert is_message(needed, told)
    served = [needed[k] for k in told if k in needed]
    assert len(served) == len(set(served)) or all(mine[k].hazard for k in told if served.count(needed[k]) > 1)
