"""What waits for an assessor, also what came in again after it was refused or asked for."""

from __future__ import annotations

from datetime import timedelta

from tests.service.portfolio_making import UNIT_234, add, decide, item, qualify, sign


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
    assert [t.what for t in centre.service.todos.of(other)] == []  # not qualified: they could not do it
    qualify(centre, other)
    assert [t.what for t in centre.service.todos.of(other)] == ["Countersign 2 decisions: 1.3, 1.4"]
    sign(centre, centre.assessor, "decision:1.3")
    assert waiting(centre) == ["Sign the decision on 1.4"]


def todo(centre, who=None) -> list[tuple[str, str]]:
    return [(t.what, t.part) for t in centre.service.todos.of(who or centre.assessor)]


def test_what_a_learner_brought_waits_until_an_assessor_signed_it_or_decided(centre):
    brought = add(centre, item("product", ("1.3",)), by=centre.learner)
    assert todo(centre) == [("Look at PRD1, which the learner brought: Night shift, desk 4", "evidence")]
    sign(centre, centre.assessor, f"evidence:{brought.item.id}")
    assert todo(centre) == []


def test_an_observation_waits_for_the_hand_of_who_observed(centre):
    seen = add(centre, item("observation", ("1.1",)))
    assert todo(centre) == [("Sign OBS1: what you observed", "evidence")]
    sign(centre, centre.assessor, f"evidence:{seen.item.id}")
    assert todo(centre) == []


def test_a_plan_is_due_then_to_be_reviewed_and_leads_to_the_plans(centre):
    gathering, learner, today = centre.service.gathering, centre.learner.person_id, centre.clock().date()
    after = gathering.plan(
        centre.assessor, learner, UNIT_234, criteria=("3.5",), method="professional discussion",
        what="Levels of escalation", due=today, agreed=True,
    )  # fmt: skip
    held = after.plans[-1].made.plan
    assert todo(centre) == [("Plan due: professional discussion for 3.5", "plans")]
    add(centre, item("professional discussion", ("3.5",), plan=held, on=today))
    assert todo(centre) == [("Say what came of the plan: professional discussion for 3.5", "plans")]


def test_a_unit_of_an_assessor_not_yet_qualified_waits_for_a_qualified_colleague(centre):
    other = centre.staff("Gus Ward", "gus", "assessor")
    centre.service.everybody.let_assess(centre.administrator, centre.class_id, other.person_id)
    centre.service.deciding.decide_unit(
        other, centre.learner.person_id, UNIT_234, competent=False, reason="Much is still to be shown."
    )
    assert todo(centre, other) == [("Sign the unit", "sign-off")]
    assert todo(centre) == []
    qualify(centre)
    assert todo(centre) == [("Countersign the unit", "sign-off")]


def test_a_learner_is_told_of_plans_actions_and_what_waits_for_their_hand(centre):
    service, learner, today = centre.service, centre.learner.person_id, centre.clock().date()

    def waits():
        found = service.todos.of_learner(centre.learner)
        return [(t.what, t.part, t.when) for t in found if t.part != "profile"]

    assert waits() == []
    service.gathering.plan(
        centre.assessor, learner, UNIT_234, criteria=("1.4",), method="observation",
        what="Watch a night shift", due=today - timedelta(days=1), agreed=True,
    )  # fmt: skip
    service.observing.give_feedback(
        centre.assessor, learner, UNIT_234, criteria=("1.3",), text="Nearly.", action="Show one more log",
        due=today + timedelta(days=2),
    )  # fmt: skip
    plan = ("Planned: Watch a night shift (observation)", "plans", "overdue")
    action = ("To do: Show one more log", "plans", "seven days")
    assert waits() == [plan, action]
    seen = add(centre, item("observation", ("1.3",)))
    decide(centre, "1.3", met=False, reason="The log leaves the address out.")
    sign(centre, centre.assessor, f"evidence:{seen.item.id}")
    assert waits() == [
        plan,
        ("Read and sign OBS1", "evidence", "today"),
        ("Read and sign the decision on 1.3", "sign-off", "today"),
        action,
    ]
    sign(centre, centre.learner, f"evidence:{seen.item.id}", "decision:1.3")
    assert waits() == [plan, action]
