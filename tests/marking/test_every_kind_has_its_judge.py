"""The closed list of kinds, a judge for each, and examples whose results are known beforehand."""

import pytest

from simulator.marking import calls
from simulator.marking.judgement import not_shown, shown
from simulator.model.scenario import KINDS
from tests.marking.examples import EXAMPLES, MAY_BE_CONTRARY, NEVER
from tests.marking.small_world import judged

CASES = [
    pytest.param(kind, indicator, tape, result, id=f"{kind}: {what}")
    for kind, examples in EXAMPLES.items()
    for what, indicator, tape, result in examples
]


def test_no_kind_lacks_its_judge_and_no_judge_lacks_its_kind():
    assert set(calls.JUDGES) == set(KINDS)


def test_no_kind_lacks_its_examples():
    assert set(EXAMPLES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_seen_with_every_result_that_it_can_have(kind):
    seen = {result for _, _, _, result in EXAMPLES[kind]}
    wanted = {"shown", "not shown", "no chance", "undecided"} - {
        r for r, kinds in NEVER.items() if kind in kinds
    }
    assert seen >= wanted
    assert ("contrary" in seen) == (kind in MAY_BE_CONTRARY)


@pytest.mark.parametrize(("kind", "indicator", "tape", "result"), CASES)
def test_an_indicator_comes_out_as_its_clause_says(kind, indicator, tape, result):
    found = judged(tape, **indicator)
    assert (found.kind, found.result) == (kind, result), found.sentence


@pytest.mark.parametrize(("kind", "indicator", "tape", "result"), CASES)
def test_every_result_has_one_plain_sentence_and_cites_events_of_the_record(kind, indicator, tape, result):
    found = judged(tape, **indicator)
    assert found.sentence[0].isupper() or found.sentence[0] in "“0123456789"
    assert found.sentence.endswith((".", "…"))
    assert ".." not in found.sentence
    assert "None" not in found.sentence
    assert "{" not in found.sentence
    assert set(found.cites) <= {r.seq for r in tape.record}
    if result in ("shown", "contrary", "undecided"):
        assert found.cites


@pytest.mark.parametrize("always", [shown, not_shown])
@pytest.mark.parametrize("kind", KINDS)
def test_a_judge_that_always_says_the_same_is_noticed(kind, always, monkeypatch):
    monkeypatch.setitem(calls.JUDGES, kind, lambda _case: always("Always the same."))
    results = [(judged(tape, **indicator).result, result) for _, indicator, tape, result in EXAMPLES[kind]]
    assert any(found != wanted for found, wanted in results)
