"""What waits for an assessor, also what came in again after it was refused or asked for."""

from __future__ import annotations

from datetime import timedelta

from tests.service.portfolio_making import UNIT_234, add, decide, item, sign


def waiting(centre) -> list[str]:
    return [t.what for t in centre.service.todos.of(centre.assessor)]


def test_evidence_that_comes_after_a_refusal_waits_until_it_is_decided_again(centre):
    add(centre, item("product", ("1.3",)))
    decide(centre, "1.3", met=False, reason="The log leaves the address out.")
    assert not any("again" in w for w in waiting(centre))
    add(centre, item("product", ("1.3",)), by=centre.learner)
    assert "Decide 1.3 again: PRD2 came after it was refused" in waiting(centre)
    decide(centre, "1.3", met=False, reason="It still leaves the address out.")
    assert not any("again" in w for w in waiting(centre))


def test_an_action_that_the_learner_says_is_done_waits_until_the_assessor_looked(centre):
    observing, learner = centre.service.observing, centre.learner.person_id

    def feedback(**more):
        return observing.give_feedback(
            centre.assessor, learner, UNIT_234, criteria=("1.3",), text="Nearly there.", **more
        )

    given = feedback(action="Show one more log", due=centre.clock().date() + timedelta(days=3)).feedback[-1]
    assert waiting(centre) == ["Action due: Show one more log"]
    centre.clock.wait(60)
    centre.service.gathering.answer_feedback(
        centre.learner, learner, UNIT_234, given.given.feedback, text="Here it is.", done=True
    )
    assert waiting(centre) == ["Look at what was done: Show one more log"]
    centre.clock.wait(60)
    feedback()
    assert waiting(centre) == []


def test_a_call_taken_again_says_so(centre):
    for _ in range(2):
        attempt = centre.in_call(mode="assessment")
        centre.service.attempts.finish(centre.learner, attempt)
        centre.clock.wait(60)
    told = waiting(centre)
    assert len(told) == 2
    assert sum("(taken again, number 2)" in w for w in told) == 1


def test_decisions_that_one_hand_signs_together_are_one_thing_to_do(centre):
    other = centre.staff("Gus Ward", "gus", "assessor")
    centre.service.everybody.let_assess(centre.administrator, centre.class_id, other.person_id)
    add(centre, item("product", ("1.3", "1.4")))
    for criterion in ("1.3", "1.4"):
        decide(centre, criterion, met=False, reason="The log leaves the address out.")
    assert waiting(centre) == ["Sign 2 decisions: 1.3, 1.4"]
    assert [t.what for t in centre.service.todos.of(other)] == ["Countersign 2 decisions: 1.3, 1.4"]
    sign(centre, centre.assessor, "decision:1.3")
    assert waiting(centre) == ["Sign the decision on 1.4"]
