"""What a judge found of the job done well holds of a mutant where nothing that it goes by is different."""

from __future__ import annotations

from collections import Counter

import pytest

from simulator.marking.view import View
from simulator.model.events import as_record
from simulator.proving.carried_over import _MADE_OF, _WORKED_OUT, Beside, looks_at
from simulator.proving.judged import Before, Marker, WellDone


@pytest.mark.parametrize("name", ["mattress-in-lane-one", "shift-two-calls"])
def test_what_is_carried_over_is_what_the_judges_find(proofs, name):
    subject, forms, _ = proofs(name)
    asked = Counter()

    def judge(case):
        asked[case.name] += 1
        return subject.judging(case)

    for kept in forms:
        marker = Marker(subject.scenario, subject.organisation, subject.unit)
        well = WellDone(kept.model.record, Before())
        marker.judged(well.record, judge, well.before)
        asked.clear()
        mutants = [one.record for _, one in kept.mutants[::4]]
        for record in mutants:
            carried = marker.judged(record, judge, well=well)
            assert carried.results == marker.judged(record, subject.judging).results
        assert sum(asked.values()) < 0.8 * len(mutants) * len(kept.model.results)


def test_a_record_beside_another_tells_what_kinds_of_events_differ(proofs):
    _, (kept, *_), _ = proofs("mattress-in-lane-one")
    record = kept.model.record
    assert not Beside(record, record).kinds
    again = as_record([one.event.model_copy() for one in record])
    assert not Beside(again, record).kinds, "the same events are no others for standing elsewhere"
    for kind, called in (("heard", "heard:caller"), ("field_written", "field_written")):
        gone = next(one for one in record if one.event.kind == kind)
        fewer = as_record([one.event for one in record if one is not gone])
        assert Beside(fewer, record).kinds == Beside(record, fewer).kinds == {called}


def test_a_result_is_carried_over_with_its_places(proofs):
    _, (kept, *_), _ = proofs("mattress-in-lane-one")
    record = kept.model.record
    gone = next(one for one in record if one.event.kind == "field_written")
    beside = Beside(as_record([one.event for one in record if one is not gone]), record)
    last = next(one for one in kept.model.results.values() if max(one.cites, default=0) > gone.seq)
    assert beside.carried(last).cites == tuple(c - 1 if c > gone.seq else c for c in last.cites)
    assert beside.carried(last.model_copy(update={"cites": (gone.seq,)})) is None


def test_of_every_part_of_an_indexed_record_it_is_known_what_it_is_made_of(proofs):
    _, (kept, *_), _ = proofs("mattress-in-lane-one")
    known = {*_MADE_OF, *_WORKED_OUT}
    assert set(vars(View(kept.model.record))) <= known
    assert looks_at(kept.model.record, lambda view: view.start) == {"attempt_started"}
    assert looks_at(kept.model.record, lambda view: getattr(view, "nothing", None)) is None
