"""A call tried again from a moment: what came before stands, what follows is open, nothing counts twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.engine.state import replay
from simulator.model.commands import Finish, Say
from simulator.service.errors import CannotDo, NotThere
from simulator.service.live import from_store
from simulator.service.trying import stood_before, try_from
from tests.service.gas_call import CLEAR, FORBIDDEN, play


def record_of(centre, attempt):
    return tuple(from_store(e) for e in centre.service.store.attempts.read(attempt))


@pytest.fixture
def taken(centre):
    return play(centre, "practice", FORBIDDEN)


def said_at(centre, attempt, text):
    return next(r.event.t for r in record_of(centre, attempt) if getattr(r.event, "text", "") == text)


def test_what_came_before_the_moment_stands_and_the_moment_itself_is_open_again(centre, taken):
    t = said_at(centre, taken, FORBIDDEN)
    again = centre.service.trying.from_moment(centre.learner, taken, t)
    live = centre.service.attempts.look(centre.learner, again)
    old, new = record_of(centre, taken), record_of(centre, again)
    kept = [r.event for r in old if r.event.t < t]
    assert [r.event for r in new][1 : len(kept)] == kept[1:]
    spoken = [r.event.text for r in new if r.event.kind == "spoke"]
    assert CLEAR in spoken
    assert FORBIDDEN not in spoken
    assert live.call_time(centre.clock()) < t
    assert live.state.lines["line:1"].told == replay(kept).lines["line:1"].told
    centre.act(again, Say(line="line:1", text="Please keep out of the cellar."), wait=3)
    centre.act(again, Finish())
    assert record_of(centre, taken) == old, "the earlier record is never changed"


def test_the_new_call_is_practice_says_where_it_began_and_counts_for_nothing_twice(centre, taken):
    t = said_at(centre, taken, FORBIDDEN)
    before = centre.service.learning.shown_so_far(centre.learner, centre.service.records.findings_counted)
    again = centre.service.trying.from_moment(centre.learner, taken, t)
    centre.act(again, Finish())
    reviewed = centre.service.records.debrief(centre.learner, again)
    assert reviewed.attempt.mode == "practice"
    assert reviewed.tried_from.attempt == taken
    assert reviewed.tried_from.t == t
    assert reviewed.verification.altered_at is None
    after = centre.service.learning.shown_so_far(centre.learner, centre.service.records.findings_counted)
    assert after == before != {}


def test_a_call_tried_again_begins_when_it_was_tried_and_its_clock_goes_on_on_every_server(centre, taken):
    t = said_at(centre, taken, FORBIDDEN)
    earlier = centre.service.store.attempts.get(taken)
    again = centre.service.trying.from_moment(centre.learner, taken, t)
    begun = centre.service.store.attempts.get(again)
    assert begun.started_at == centre.clock() >= earlier.ended_at
    stood = centre.service.attempts.look(centre.learner, again).state.t
    centre.clock.wait(1.5)
    other = centre.another_server()
    for service in (centre.service, other):
        live = service.attempts.look(centre.learner, again)
        assert live.call_time(centre.clock()) == pytest.approx(stood + 1.5, abs=0.02)
        watched = service.observing.watch(centre.assessor, again)
        assert watched.t == pytest.approx(stood + 1.5, abs=0.1)
    other.close()
    centre.act(again, Finish())
    ended = centre.service.store.attempts.get(again).ended_at
    third = centre.service.trying.from_moment(centre.learner, taken, t)
    assert centre.service.store.attempts.get(third).started_at >= ended, "two of them never overlap"


def test_an_assessment_is_tried_again_only_once_its_debrief_is_open_and_then_as_practice(centre):
    handed_in = play(centre, "assessment")
    with pytest.raises(CannotDo):
        centre.service.trying.from_moment(centre.learner, handed_in, 20.0)
    centre.service.records.release(centre.assessor, handed_in)
    again = centre.service.trying.from_moment(centre.learner, handed_in, 20.0)
    assert centre.service.store.attempts.get(again).mode == "practice"


def test_nobody_tries_somebody_elses_call_or_two_at_once(centre, taken):
    other = centre.service.people.join(centre.class_code, "Dee Holt", "dee", "seven wooden oars").actor
    with pytest.raises(NotThere):
        centre.service.trying.from_moment(other, taken, 20.0)
    centre.service.trying.from_moment(centre.learner, taken, 20.0)
    with pytest.raises(CannotDo, match="running"):
        centre.service.trying.from_moment(centre.learner, taken, 20.0)


@given(share=st.floats(0.0, 1.2))
def test_any_moment_gives_a_beginning_that_folds_to_how_the_call_stood_then(whole_call, share):
    t = share * whole_call[-1].event.t
    begun = try_from("0" * 32, stood_before(whole_call, t), t)
    stood = replay(begun)
    assert stood.t <= max(t, 0.0)
    assert not stood.ended
    assert stood.told == replay([e for e in begun if e.t < t or e.t <= 0]).told
    assert len(begun) <= len(whole_call)


@pytest.fixture(scope="module")
def whole_call(tmp_path_factory):
    """Return the record of one whole call."""
    from tests.service.desk import Centre, Clock, open_desk, quick_library

    folder = tmp_path_factory.mktemp("whole")
    clock, url, library = Clock(), f"sqlite:///{folder / 'simulator.db'}", quick_library(folder)
    made = Centre(open_desk(url, library, clock), clock, url, library)
    record = record_of(made, play(made))
    made.service.close()
    return record
