"""What was so at a moment, what a clause counts from, what nobody had to do: a debrief says that."""

from simulator.marking.telling import part_of
from simulator.model import events as ev
from simulator.model.reading import ReadAct, Reading
from tests.marking.examples import taken, told
from tests.marking.small_world import FACTS, judged, marked, reading

LEAD = {"escalates": "L1", "within": 240, "once_graded": 120}


def handed_up(tape, t):
    return judged(
        tape.add(ev.Escalated(t=t, incident="0047", level="L1", reason="a life at risk")).end(), **LEAD
    )


def test_where_the_clause_counts_from_the_grading_the_limit_is_not_up_before_that_is():
    graded = taken().priority(200, "P2")
    assert handed_up(graded, 310).result == "shown"
    late = handed_up(taken().priority(200, "P2"), 400)
    assert late.result == "not shown"
    assert late.sentence.endswith("it was due by 5:20, 2:00 after you set P2.")
    assert handed_up(taken(), 310).sentence.endswith("4:00 after you answered."), "never graded"
    assert handed_up(taken().priority(20, "P2"), 200).result == "shown", "the longer of the two counts"


def arrives(tape, t, status="on scene", *, due=None, why=""):
    return tape.add(ev.ResourceChanged(t=t, resource="g7", status=status, incident="0047", due=due, why=why))


def test_a_crew_that_is_there_or_set_out_by_the_log_has_the_address():
    where = {"carries": ["address"], "to": "g7"}
    there = arrives(told("address").deploy(12, "g7"), 90).send(300, "g7", "radio", "Go on in")
    assert judged(there.end(), **where).result == "shown"
    sent_blind = arrives(told("address").deploy(12, "g7"), 13, "mobile", due=60, why="no location")
    logged = arrives(sent_blind.write(20, "where", "14 Larch Street"), 60, "mobile", due=300)
    assert judged(logged.end(), **where).result == "shown"
    sent_blind = arrives(told("address").deploy(12, "g7"), 13, "mobile", due=60, why="no location")
    assert judged(sent_blind.write(70, "where", "14 Larch Street").end(), **where).result == "not shown"


def test_what_belongs_in_no_log_is_not_said_to_be_missing_there():
    plan = {"label": "What he means to do", "topic": "detail", "value": "means to go back in", "call": "main"}
    facts = FACTS | {"plan": plan | {"asked_by": ["ask_plan"], "pass_on": False}}
    tape = told("name", "callback", "plan").say(15, "ask_plan").write(20, "caller_name", "Okafor")
    found = marked(tape.write(25, "callback", "07700 900118").end(), {}, facts=facts)
    assert "wrote down all 2 that belong in the log" in found.opening
    assert {j.fact: j.needs_writing for j in found.journeys}["plan"] is False


def test_what_a_record_showed_was_not_asked_and_is_not_said_to_be_told_by_nobody():
    shown = taken().hear(8, "Record: Okafor, 79", who="centre").say(9, "ask_location")
    found = judged(shown.end(), obtains=["name"])
    assert found.sentence == "You did not ask about the caller's name."
    assert (
        "nobody told you" in judged(taken().say(9, "ask_location").end(), obtains=["name"]).sentence.lower()
    )


def test_thanks_are_named_as_no_reason():
    acts = (
        ReadAct(act="thank", band="sure", score=0.95, words="Thank you"),
        ReadAct(act="acknowledge", band="unsure", score=0.36, words="that was just right", phrase="Right"),
    )
    line = ev.Spoke(t=20, line="line:1", text="Thank you, that was just right", reading=Reading(acts=acts))
    assert judged(taken().add(line).end(), informs=["acknowledge"]).result == "not shown"


def test_news_beside_a_question_is_cited_where_it_was_said_first():
    first = reading("say_help_sent", "ask_hazards").model_copy(update={"form": "question"})
    heard = tuple(
        a.model_copy(update={"words": w})
        for a, w in zip(first.acts, ("The fire service are coming", "is anything burning"), strict=True)
    )
    line = ev.Spoke(
        t=20,
        line="line:1",
        text="The fire service are coming. is anything burning?",
        reading=first.model_copy(update={"acts": heard}),
    )
    tape = taken().add(line).say(60, "say_help_sent", text="They are on their way")
    assert "At 0:20" in judged(tape.end(), informs=["say_help_sent"]).sentence


def test_of_several_things_in_one_fact_what_was_written_is_said_to_be():
    assert part_of("Who else is hit or waits for it", "Others hit: None known")
    assert not part_of("Who else is hit or waits for it", "Who waits: nobody else is hit")
    assert not part_of("Her number", "Number: none")
