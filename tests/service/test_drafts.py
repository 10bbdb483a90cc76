"""Half-written text of a call: kept until it is saved or said, and never back over what was."""

from __future__ import annotations

from simulator.model.commands import Say, WriteField
from tests.service.test_attempts import incident_of


def test_half_written_text_is_kept_until_it_is_saved(any_centre):
    attempts, learner = any_centre.service.attempts, any_centre.learner
    attempt = any_centre.in_call()
    incident = incident_of(any_centre, attempt)
    attempts.save_draft(learner, attempt, f"{incident}:where", "14 Tan")
    attempts.save_draft(learner, attempt, f"{incident}:note", "Smell")
    other = any_centre.another_server()
    kept = other.attempts.drafts(learner, attempt)
    assert kept == {f"{incident}:where": "14 Tan", f"{incident}:note": "Smell"}
    any_centre.act(attempt, WriteField(incident=incident, field="where", value="14 Tanners Row"))
    assert attempts.drafts(learner, attempt) == {f"{incident}:note": "Smell"}
    other.close()


def test_a_draft_that_came_late_never_undoes_what_was_saved(any_centre):
    """A request is on its way while the field is saved: the half word must not come back over the whole."""
    attempts, learner = any_centre.service.attempts, any_centre.learner
    attempt = any_centre.in_call()
    incident = incident_of(any_centre, attempt)
    any_centre.act(attempt, WriteField(incident=incident, field="where", value="14 Tanners Row"))
    attempts.save_draft(learner, attempt, f"{incident}:where", "14 Tan")
    assert attempts.drafts(learner, attempt) == {}
    any_centre.clock.wait(5)
    attempts.save_draft(learner, attempt, f"{incident}:where", "14 Tanners Row, rear")
    assert attempts.drafts(learner, attempt) == {f"{incident}:where": "14 Tanners Row, rear"}
    attempts.save_draft(learner, attempt, f"{incident}:where", "")
    assert attempts.drafts(learner, attempt) == {}


def test_what_is_begun_the_moment_after_a_line_was_said_is_no_late_draft_of_it(any_centre):
    attempts, learner = any_centre.service.attempts, any_centre.learner
    attempt = any_centre.in_call()
    any_centre.act(attempt, Say(line="line:1", text="Where are you?"))
    any_centre.clock.wait(1)
    attempts.save_draft(learner, attempt, "say:line:1", "Where are")
    assert attempts.drafts(learner, attempt) == {}
    attempts.save_draft(learner, attempt, "say:line:1", "Is anybody else")
    assert attempts.drafts(learner, attempt) == {"say:line:1": "Is anybody else"}
