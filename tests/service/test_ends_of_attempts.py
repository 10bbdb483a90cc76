"""How attempts end that nobody hands in: given up, out of time with the browser closed, left standing."""

from __future__ import annotations

import re

import pytest

from simulator.model.commands import GiveUp, Pause, Say
from simulator.service.errors import CannotDo

LINE = "line:1"


def test_a_call_whose_browser_was_closed_is_closed_by_the_server_when_its_time_is_up(centre):
    attempt = centre.in_call()
    centre.act(attempt, Say(line=LINE, text="What is the address, please?"))
    attempts, kept = centre.service.attempts, len(centre.kept(attempt))
    centre.clock.wait(30)
    assert attempts.close_what_is_over() == 0
    assert len(centre.kept(attempt)) == kept, "a call that goes on is not touched"
    centre.clock.wait(3600)
    assert attempts.close_what_is_over() == 1
    assert centre.service.store.attempts.get(attempt).status == "finished"
    reviewed = centre.service.records.reviewed_of(attempt)
    assert re.fullmatch(
        r"the time for it was up; the learner's last deed was at 0:\d\d of 1\d:\d\d", reviewed.ended_early
    )


def test_a_call_given_up_is_kept_as_abandoned_and_its_assessor_sees_it_waiting(centre):
    attempt = centre.in_call(mode="assessment")
    centre.act(attempt, GiveUp())
    assert centre.kept(attempt)[-1].reason == "stopped"
    assert centre.service.store.attempts.get(attempt).status == "abandoned"
    with pytest.raises(CannotDo, match="Given up"):
        centre.service.records.debrief(centre.learner, attempt)
    (waiting,) = centre.service.todos.of(centre.assessor)
    assert waiting.what.endswith("(given up)")
    assert centre.service.records.reviewed_of(attempt).ended_early == "the learner gave it up"


def test_a_call_left_with_its_clock_stopped_is_closed_as_abandoned_a_day_later(centre):
    attempt = centre.in_call()
    centre.act(attempt, Pause())
    centre.clock.wait(23 * 3600)
    assert centre.service.attempts.close_what_is_over() == 0
    centre.clock.wait(2 * 3600)
    assert centre.service.attempts.close_what_is_over() == 1
    assert centre.service.store.attempts.get(attempt).status == "abandoned"
    assert "closed a day later" in centre.service.records.reviewed_of(attempt).ended_early


def test_a_paused_call_can_be_given_up(centre):
    attempt = centre.in_call()
    centre.act(attempt, Pause())
    centre.act(attempt, GiveUp())
    assert centre.service.store.attempts.get(attempt).status == "abandoned"
