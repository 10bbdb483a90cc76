"""The lines of blind plays are whole, and how they are judged and used is what the bench says."""

from types import SimpleNamespace

import numpy as np

from simulator.model.reading import ActPhrasings
from tests.bench.__main__ import BENCHES
from tests.bench.in_context_lines import Spoken, counted, halves, spoken_lines
from tests.bench.in_context_states import FEATURES, about_of, features_of
from tests.bench.in_context_uses import AS_IT_IS, Use, best
from tests.bench.reading_figures import f1
from tests.bench.reading_in_context import change

ANSWERING = SimpleNamespace(
    answers={("main", "where"): ("street", "town"), ("other", "dog"): ("dog",)}, reactions={}
)
"""What a world tells of who answers what: "where" asks the caller for two facts."""


def spoken(*acts, also=(), **state):
    plain = {"heard": ("Hello.",), "told": frozenset(), "said": frozenset(), "asked_back": (), "turn": 2}
    groups = tuple(frozenset(group.split("/")) for group in acts)
    named = {"id": "x", "scenario": "x", "variant": "", "commit": "", "call": "main", "text": ""}
    return Spoken(**named | plain | state, acts=groups, also=frozenset(also))


def held(line, act, acts=(), about=None):
    table = features_of(line, acts or [ActPhrasings(id=act, phrasings=("x",))], ANSWERING, about or {})
    return {name for name, row in zip(FEATURES, table, strict=True) if row[0]}


def test_the_lines_are_of_many_scenarios_each_with_what_stood_before_it():
    lines = spoken_lines()
    assert len(lines) >= 500
    assert len({line.id for line in lines}) == len(lines)
    assert len({line.scenario for line in lines}) >= 12
    assert all(line.text and line.commit and line.turn > 0 for line in lines)
    assert sum(bool(line.told) for line in lines) > 400


def test_the_halves_share_no_scenario_and_one_seed_draws_them_alike():
    lines = spoken_lines()
    first = halves(lines, 4)
    sides = [
        {line.scenario for line, here in zip(lines, first, strict=True) if here == s} for s in (True, False)
    ]
    assert not sides[0] & sides[1]
    assert 0.4 < first.mean() < 0.6
    assert (halves(lines, 4) == first).all()
    assert (halves(lines, 5) != first).any()


def test_either_act_of_a_group_is_right_and_what_is_a_matter_of_opinion_counts_neither_way():
    line = spoken("where/exactly", "who", also=["thank"])
    assert counted(line, ["exactly", "thank"]) == (1, 0, 1, 0, 1)
    assert counted(line, ["where", "exactly", "who"]) == (2, 0, 0, 0, 1)
    assert counted(line, ["greet"]) == (0, 1, 2, 1, 1)
    assert spoken("where/exactly", "who").among(["where"]).acts == (frozenset(["where"]),)


def test_an_act_is_told_only_when_all_that_it_asks_for_was():
    assert "untold" in held(spoken(), "where")
    assert not {"told", "untold"} & held(spoken(told=frozenset(["street"])), "where")
    assert "told" in held(spoken(told=frozenset(["street", "town"])), "where")
    assert not {"told", "untold"} & held(spoken(told=frozenset(["street"])), "thank")


def test_an_act_of_another_caller_a_second_greeting_and_an_answer_to_no_question_are_seen():
    assert "not here" in held(spoken(), "dog")
    assert "greets again" in held(spoken(), "greet_service")
    assert "greets again" not in held(spoken(turn=1), "greet_service")
    assert "no question" in held(spoken(), "refuse_eta")
    assert "no question" not in held(spoken(heard=("When are they here?",)), "refuse_eta")
    assert "asked back" in held(spoken(asked_back=("where",)), "where")


def test_an_own_act_is_unmentioned_until_somebody_names_what_it_is_about():
    acts = [
        ActPhrasings(id="hamster", phrasings=("is the hamster there", "have you got your hamster")),
        *(ActPhrasings(id=f"a{n}", phrasings=("is anybody there",)) for n in range(40)),
    ]
    about = about_of(acts, frozenset(["hamster"]))
    assert "unmentioned" in held(spoken(), "hamster", acts, about)
    assert "unmentioned" not in held(spoken(heard=("My hamsters!",)), "hamster", acts, about)


def test_the_present_reading_stays_where_nothing_does_better():
    plain, worse, fewer = (
        np.array(row, dtype=float) for row in ((8, 1, 1, 1, 9), (8, 2, 1, 2, 9), (5, 0, 4, 0, 9))
    )
    tried = [(AS_IT_IS, plain), (Use("worse"), worse), (Use("fewer"), fewer), (Use("same"), plain)]
    assert best(tried, fewest_false=False) is AS_IT_IS
    assert best(tried, fewest_false=True) is AS_IT_IS
    kept = np.array((8, 1, 1, 0, 9), dtype=float)
    assert best([*tried, (Use("kept"), kept)], fewest_false=True).name == "kept"


def test_what_changes_nothing_has_no_interval_to_speak_of():
    rows = np.array([[1, 0, 0, 0, 1], [0, 1, 1, 1, 1]], dtype=float)
    assert change(rows, rows, f1) == [0.0, 0.0, 0.0]
    assert change(rows, np.array([[1, 0, 0, 0, 1], [1, 0, 0, 0, 1]], dtype=float), f1)[0] == 0.5


def test_the_bench_can_be_run_by_name():
    assert "reading_in_context" in BENCHES
