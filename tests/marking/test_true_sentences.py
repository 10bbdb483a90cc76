"""Each sentence of a debrief says what was done, to whom and when: the false ones that were found, mended."""

from simulator.marking.calls import mark
from simulator.model import events as ev
from tests.marking.examples import taken, told
from tests.marking.small_world import FACTS, Tape, call, judged, marked, organisation, scenario, seq_of, unit


def labelled(tape, labels, **indicator):
    """Return one indicator judged in a scenario that knows what its shared acts are called."""
    known = scenario({"it": indicator}).with_act_labels(labels)
    return mark(tape.record, known, organisation(), unit()).findings[0].indicators[0]


GREET = {"greet_service": "Answers by naming the service", "ask_location": "Asks where the incident is"}


def test_an_act_left_out_is_named_in_the_words_of_its_label():
    tape = taken().say(7, "ask_name", text="Who is that?").end()
    found = labelled(tape, GREET, greets=["greet_service", "ask_location"])
    asked = "answer by naming the service or ask where the incident is"
    assert found.sentence == f"You began with “Who is that?” No line there was recognised that would {asked}."
    assert found.missing == ("answer by naming the service", "ask where the incident is")


def test_unsafe_advice_is_named_without_the_authors_remark():
    tape = taken().say(9, "wrong_search_leak", text="Go and find it").end()
    labels = {"wrong_search_leak": "Sends the caller to look for the leak (unsafe)"}
    assert labelled(tape, labels, never_says=["wrong_search_leak"]).sentence == (
        "At 0:09 you said “Go and find it”, heard as “sends the caller to look for the leak”, "
        "which is not to be said."
    )


def test_a_long_list_of_alternatives_is_cut_short():
    acts = ["reassure", "empathise", "persist", "explain_why", "explain_next"]
    found = labelled(taken().say(9, "ask_name").end(), {a: f"Goes {a[:4]}" for a in acts}, controls=acts)
    assert "recognised that would go reas, go empa, go pers or anything of that kind." in found.sentence


def test_a_fact_put_right_is_counted_neither_in_the_opening_nor_in_the_table():
    right = FACTS["address"] | {"value": "Coach Road", "replaces": "wrong", "label": "The right road"}
    facts = {"wrong": FACTS["address"] | {"value": "Ford Road", "label": "The wrong road"}, "right": right}
    tape = taken().say(9, "ask_location").tell(10, "wrong", value="Ford Road")
    both = marked(tape.tell(20, "right", value="Coach Road").end(), {"a": {"greets": ["greet"]}}, facts=facts)
    assert [j.fact for j in both.journeys] == ["right"]
    assert both.opening.startswith("You were told the one fact there was")


def test_of_lines_that_may_have_been_it_the_one_that_nearly_was_is_named():
    tape = taken().mumble(20).say(30, unsure=["worsening_advice"], text="ring straight back").end()
    found = judged(tape, informs=["worsening_advice"])
    assert found.result == "undecided"
    assert "0:30" in found.sentence
    assert "0:20" not in found.sentence


def test_what_did_not_happen_and_nobody_could_ask_for_is_no_fact_missed():
    dizzy = {"label": "Dizziness", "topic": "injuries", "value": "dizzy", "call": "main"}
    facts = {"oxygen": FACTS["oxygen"], "dizzy": dizzy}
    without = marked(taken().tell(20, "oxygen").end(), {"a": {"greets": ["greet"]}}, facts=facts)
    assert [j.fact for j in without.journeys] == ["oxygen"]
    both = taken().tell(20, "oxygen").tell(30, "dizzy", asked=False).end()
    found = marked(both, {"a": {"greets": ["greet"]}}, facts=facts).journeys
    assert [j.fact for j in found] == ["oxygen", "dizzy"]


def test_a_caller_still_upset_is_cited_by_the_callers_own_last_line():
    tape = taken().say(9, "greet").say(10, "ask_name").say(11, "ask_name").mood(12, 8)
    tape.hear(30, "Hurry up!", who="caller").radio(40).hear(
        50, "On scene.", party="g7", line="radio:g7"
    ).end()
    found = judged(tape, mood_ends=4)
    assert found.result == "not shown"
    assert [tape.record[seq - 1].event.text for seq in found.cites] == ["Hurry up!"]
    assert found.sentence == (
        "The caller was still upset at the end: 8 on a scale from 0 (calm) to 10 (panic), "
        "where up to 4 is calm enough; last heard at 0:30."
    )


def test_a_short_message_is_named_with_whom_it_went_to():
    tape = taken().send(60, "g7", "data", "P2 GA-UNC 14 Larch Street").end()
    assert judged(tape, concise="gas engineer").sentence == (
        "What you told Gas 7 by data at 1:00, “P2 GA-UNC 14 Larch Street”, was short enough: 5 words."
    )
    assert judged(taken().end(), wording="fire_control").sentence == (
        "You sent Wendshire Fire and Rescue Control nothing whose wording could be judged."
    )


def test_words_broken_in_one_message_are_not_laid_to_all():
    tape = taken().send(60, "g7", "radio", "Gas Seven from Control, gas escape at 14 Larch Street, over")
    tape.send(90, "g7", "radio", "Cheers lads", message="m2").end()
    found = judged(tape, wording="g7")
    assert found.sentence.startswith(
        "What you told Gas 7 by radio at 1:30, “Cheers lads”, misses 4 conventions"
    )
    assert found.cites == (seq_of(tape, "message_sent", 1),)


def test_what_is_said_on_a_phone_line_is_a_message_by_phone():
    tape = (
        taken()
        .phone(50)
        .say(60, "pass_information", text="Gas at 14 Larch Street", line="phone:fire_control")
    )
    found = judged(tape.end(), wording="fire_control")
    assert found.result == "not shown"
    assert "What you told Wendshire Fire and Rescue Control by phone at 1:00" in found.sentence


def test_words_on_the_radio_without_news_are_judged_when_nothing_else_was_sent():
    tape = taken().radio(50).say(60, "radio_go_ahead", text="Yeah mate", line="radio:g7").end()
    found = judged(tape, wording="g7")
    assert found.result == "not shown"
    assert "“Yeah mate”" in found.sentence


TWO = {
    "crew_asks": {"by": "g7", "says": "Any hazards?", "asks": ["oxygen"]},
    "other_asks": {"by": "alpha1", "says": "Where?", "asks": ["address"]},
}


def test_each_question_has_a_sentence_of_its_own_and_only_its_asker_is_answered():
    tape = told("address", "oxygen").radio(50).radio(51, "alpha1")
    tape.cue(60, "crew_asks").hear(60, "Any hazards?", party="g7", line="radio:g7", because="cue:crew_asks")
    tape.cue(61, "other_asks").hear(
        61, "Where?", party="alpha1", line="radio:alpha1", because="cue:other_asks"
    )
    tape.say(70, line="radio:g7", carries=["oxygen", "address"]).end()
    found = judged(tape, changes={"cues": TWO}, answers_responder=["crew_asks", "other_asks"])
    assert found.sentence == (
        "At 1:00 Gas 7 asked about the oxygen cylinder; you answered by 1:10. "
        "At 1:01 Alpha 1 asked about the address; you did not answer."
    )
    assert found.missing == ("the address",)


def test_a_late_answer_is_called_late_and_not_missing():
    tape = told("oxygen").radio(50).cue(60, "crew_asks").say(190, line="radio:g7", carries=["oxygen"]).end()
    assert judged(tape, answers_responder=["crew_asks"]).sentence == (
        "At 1:00 Gas 7 asked about the oxygen cylinder; you told them only at 3:10; it was due by 2:00."
    )


def duplicate():
    """Two calls about one incident; the second has a log of its own until it is linked to the first."""
    tape = taken().write(20, "type", "GA-UNC")
    tape.answer(40, "line:2", "second", "0048", "gas", rang=35).write(50, "type", "FI-DWL", log="0048")
    return tape


LINKED = {"calls": {"main": call(), "second": call(rings={"at": 30})}}


def linked(tape, t=60):
    return tape.add(ev.LineLinked(t=t, line="line:2", incident="0047", by="learner"))


def test_the_log_that_is_kept_is_judged_and_not_its_duplicate():
    assert judged(linked(duplicate()).end(), changes=LINKED, log_type=True).result == "shown"
    assert judged(duplicate().end(), changes=LINKED, log_type=True).result == "not shown"


def test_a_mark_says_which_of_the_facts_in_its_label_nobody_told():
    tape = taken().tell(30, "oxygen").write(40, "hazards", "oxygen cylinder")
    tape = tape.send(50, "fire_control", "phone", "An oxygen cylinder", carries=["oxygen"]).end()
    both = ["oxygen", "callback"]
    for found in (judged(tape, logs=both), judged(tape, carries=both, to="fire_control")):
        assert found.result == "shown"
        assert found.sentence.endswith(" Nobody told you of the call-back number, so it does not count here.")


def test_a_note_is_timed_by_the_log_in_which_it_first_stood():
    tape = duplicate().tell(55, "oxygen").note(60, "oxygen there", log="0048").note(400, "oxygen there")
    found = judged(linked(tape, 410).end(500), changes=LINKED, notes=["oxygen"])
    assert found.sentence == "You noted the oxygen cylinder as it came, by 1:00."


def test_the_duplicates_answers_do_not_contradict_the_first_callers():
    tape = duplicate().tell(55, "callback").write(56, "callback", "07700 900999", log="0048")
    found = judged(linked(tape).end(), changes=LINKED, logs=["callback"])
    assert found.sentence == "Not found in the log: the call-back number (told at 0:55)."


def test_a_number_in_a_second_log_of_one_incident_stands_though_the_first_holds_another_callers():
    tape = taken().write(45, "callback", "07700 900999")
    tape = tape.answer(50, "line:2", "second", "0048", "gas", rang=45).tell(55, "callback")
    tape = tape.write(60, "callback", "07700 900118", log="0048")
    assert judged(tape.end(), changes=LINKED, logs=["callback"]).result == "shown"


def test_a_reason_that_follows_the_priority_is_its_reason():
    follows = taken().priority(60, "P2").priority(63, "P2", "gas inside").end()
    again = taken().priority(60, "P2", "gas inside").priority(90, "P2").end()
    other = taken().priority(60, "P2", "gas inside").priority(90, "P1").end()
    assert judged(follows, gives_reason=True).sentence == "For P2 you gave the reason “gas inside”, at 1:03."
    assert judged(again, gives_reason=True).result == "shown"
    assert judged(other, gives_reason=True).sentence == "You set P1 at 1:30 and gave no reason."


def test_a_crew_knows_the_address_that_it_was_sent_to():
    tape = told("address", "oxygen").add(
        ev.Deployed(t=60, incident="0047", resource="g7", due=300, address="14 Larch Street")
    )
    found = judged(tape.end(), carries=["address", "oxygen"], to="g7")
    assert found.sentence == "Nothing that you passed to Gas 7 was found to tell of the oxygen cylinder."
    wrong = told("address").add(
        ev.Deployed(t=60, incident="0047", resource="g7", due=300, address="41 Larch Street")
    )
    assert judged(wrong.end(), carries=["address"], to="g7").sentence == "You passed nothing on to Gas 7."


def test_a_field_spoilt_later_is_not_called_wrong_at_the_time_it_was_right():
    tape = told("callback").write(20, "callback", "07700 900118").write(90, "callback", "07700 900181").end()
    journey = next(j for j in marked(tape, {"a": {"greets": ["greet"]}}).journeys if j.fact == "callback")
    assert (journey.logged_at, journey.logged_right) == (90, False)


def test_what_stood_in_the_log_before_a_fact_was_told_is_not_its_writing():
    tape = taken().note(8, "oxygen on the lorry").tell(60, "oxygen").note(70, "oxygen by the bed").end()
    journey = next(j for j in marked(tape, {"a": {"greets": ["greet"]}}).journeys if j.fact == "oxygen")
    assert journey.logged_at == 70


def test_a_field_that_says_none_speaks_of_what_it_is_for():
    fact = FACTS["oxygen"] | {"value": "nobody hurt", "accept": ["none/nobody injuries"], "topic": "injuries"}
    facts = {"facts": {"oxygen": fact}}
    for field, shown in (("injuries", True), ("hazards", False)):
        tape = taken().tell(9, "oxygen", value="nobody hurt").write(20, field, "none").end()
        assert (judged(tape, changes=facts, logs=["oxygen"]).result == "shown") is shown


def test_nothing_more_on_one_call_is_not_said_of_all():
    tape = Tape().answer().say(9, "greet").say(10, "ask_name").say(11, "ask_name").cue(20, "worse")
    tape.second().say(50, "greet", line="line:2").end()
    found = judged(tape, never_says=["insult"], call="main", needs={"fired": ["worse"]})
    assert found.sentence == "From 0:20 you said nothing more on that call."


def test_a_party_that_only_asked_back_is_not_said_to_have_been_left_too_soon():
    tape = taken().send(60, "fire_control", "data", "…")
    tape.reply(90, "asks", text="Which hazards?", asks=["oxygen"]).end()
    found = judged(tape, obtains_response="fire_control")
    assert found.result == "not shown"
    assert (
        found.sentence
        == "At 1:30 Wendshire Fire and Rescue Control asked “Which hazards?”, and gave no answer after that."
    )


def test_what_a_party_reports_of_having_acted_counts_as_its_answer():
    rings = {"rung": {"by": "fire_control", "says": "We have rung them all.", "good": True, "note": "Rung."}}
    tape = taken().send(60, "fire_control", "data", "…").reply(64, "asks", text="What is it?", asks=["smell"])
    tape.phone(70).hear(90, "We have rung them all.", party="fire_control", line="phone:fire_control")
    plain = judged(tape.end(), changes={"cues": rings}, obtains_response="fire_control")
    assert plain.result == "not shown"
    tape = taken().send(60, "fire_control", "data", "…").reply(64, "asks", text="What is it?", asks=["smell"])
    tape.phone(70).hear(
        90, "We have rung them all.", "organisation", "fire_control", "phone:fire_control", "cue:rung"
    )
    found = judged(tape.end(), changes={"cues": rings}, obtains_response="fire_control")
    assert found.sentence == "At 1:30 Wendshire Fire and Rescue Control answered: “We have rung them all”."


def test_many_lines_that_were_not_caught_are_named_and_cited_three_at_most():
    tape = taken()
    for t in range(20, 90, 10):
        tape.mumble(t)
    found = judged(tape.end(), obtains=["name"])
    assert "at 0:20, 0:30, 0:40 and later" in found.sentence
    assert len(found.cites) == 3


def test_a_line_that_was_asked_back_and_then_said_plainly_was_caught_in_the_end():
    tape = taken().say(20, unsure=["ask_name"], text="the name?").say(24, "ask_name", text="Your name?").end()
    again = taken().say(20, unsure=["ask_name"], text="the name?").say(24, "ask_pets", text="Pets?").end()
    lost = {tape_: marked(tape_, {"a": {"obtains": ["name"]}}).not_understood for tape_ in (tape, again)}
    assert lost[tape] == ()
    assert len(lost[again]) == 1


def test_an_answer_on_a_phone_line_that_a_crew_rang_need_not_say_who_speaks():
    def rung(first):
        tape = taken()
        line = "phone:g7"
        tape.add(ev.LineRang(t=50, line=line, party="g7", direction="phone"))
        tape.add(ev.LineAnswered(t=50, line=line))
        tape.add(ev.LineLinked(t=50, line=line, incident="0047"))
        if first:
            tape.hear(50, "Which house?", party="g7", line=line, because="cue:crew_asks")
        return tape.say(60, "ask_name", text="Number 14.", line=line).end()

    theirs = judged(rung(True), wording="g7")
    ours = judged(rung(False), wording="g7")
    assert theirs.sentence == (
        "You spoke to Gas 7 only where they had rung you; no wording is laid down for answers."
    )
    assert theirs.result == "no chance"
    assert ours.sentence != theirs.sentence


def test_a_field_that_says_nobody_and_adds_a_remark_still_says_that_there_is_none():
    from simulator.marking.standing import _none_said

    assert _none_said("Nobody, frightened") == "Nobody"
    assert _none_said("None. Driver is out") == "None"
    assert _none_said("Nobody") == "Nobody"
    assert _none_said("None, but the boy limps") == ""
    assert _none_said("Two, none badly") == ""


def test_what_is_right_in_a_field_for_one_fact_is_not_called_another_fact_got_wrong():
    wires = {"label": "The wires", "topic": "hazard", "value": "wires down", "asked_by": ["ask_pets"]}
    both = {"facts": FACTS | {"wires": wires | {"call": "main"}}}
    tape = taken().tell(20, "oxygen", value="oxygen cylinder").tell(22, "wires", value="wires down")
    found = judged(tape.write(30, "hazards", "oxygen cylinder").end(), changes=both, logs=["oxygen", "wires"])
    assert found.sentence == "Not found in the log: the wires (told at 0:22)."


def test_a_question_of_a_crew_that_was_taken_to_the_caller_first_is_told_so():
    from tests.marking.small_world import marked as mark_all

    tape = taken().cue(40, "crew_asks").radio(40)
    tape.hear(40, "Any hazards?", party="g7", line="radio:g7", because="cue:crew_asks")
    tape.say(45, "ask_hazards", text="Anything dangerous?").tell(46, "oxygen", value="oxygen cylinder")
    tape.say(55, "confirm_details", text="Oxygen cylinder", line="radio:g7", carries=["oxygen"]).end()
    found = mark_all(tape, {"a": {"answers_responder": ["crew_asks"]}}).findings[0].indicators[0]
    assert found.sentence.endswith("you asked the caller at 0:45 and told them at 0:55.")


def test_what_the_caller_told_and_the_crew_that_asked_never_heard_is_no_answer_to_the_crew():
    from tests.marking.small_world import marked as mark_all

    tape = taken().cue(40, "crew_asks").radio(40)
    tape.hear(40, "Any hazards?", party="g7", line="radio:g7", because="cue:crew_asks")
    tape.say(45, "ask_hazards", text="Anything dangerous?").tell(46, "oxygen", value="oxygen cylinder").end()
    found = mark_all(tape, {"a": {"answers_responder": ["crew_asks"]}}).findings[0].indicators[0]
    assert found.result == "not shown"
    assert found.sentence.endswith("you did not answer.")


def test_no_stretch_is_shaded_that_would_end_before_it_began():
    tape = taken().send(60, "fire_control", "data", "Fire please.")
    tape.reply(64, "asks", text="Any hazards?", asks=["oxygen"]).tell(90, "oxygen", value="oxygen cylinder")
    span = marked(tape.end(), {"a": {"obtains": ["oxygen"]}}).span
    assert span is None or span[0] < span[1]


def test_what_a_party_was_told_under_the_wrong_log_is_not_said_to_have_been_left_out():
    tape = told("address").second().send(50, "fire_control", "phone", "A gas leak", log="0048").end()
    astray = "stands under log 0048, not under this incident."
    assert judged(tape, sends=["fire_control"], incident="gas").sentence.endswith(astray)
    assert judged(tape, carries=["address"], to="fire_control", incident="gas").sentence.endswith(astray)
    assert judged(tape, obtains_response="fire_control", incident="gas").sentence.endswith(astray)
    assert judged(tape, uses_medium=["fire_control"], incident="gas").sentence.endswith(astray)


def test_a_sending_for_which_nothing_called_is_not_laid_to_what_was_not_known():
    broken = {"clutch": {"says": "My clutch has gone."}}
    found = judged(
        told("address").end(), changes={"cues": broken}, deploys=True, after="cue:clutch", incident="gas"
    )
    assert found.result == "no chance"
    assert found.sentence == "Nothing happened that called for this sending."


def test_what_a_crew_had_been_told_before_it_asked_is_answered():
    tape = told("oxygen").radio(50).say(55, line="radio:g7", carries=["oxygen"]).cue(60, "crew_asks").end()
    found = judged(tape, answers_responder=["crew_asks"])
    assert found.result == "shown"
    assert found.sentence == "At 1:00 Gas 7 asked about the oxygen cylinder; you had told them at 0:55."


def test_what_was_sent_too_late_is_called_late_even_where_more_than_enough_went():
    tape = told("address").deploy(50, "alpha1").deploy(51, "alpha2").deploy(300, "g7").end()
    found = judged(tape, deploys=True)
    assert found.result == "not shown"
    assert found.sentence.startswith("Enough was on the way only at 5:00; the limit was ")
    assert found.sentence.endswith("Gas 7, it was also more than the incident needs.")


def test_a_question_taken_to_the_caller_too_late_is_not_said_to_have_been_answered_then():
    tape = taken().cue(40, "crew_asks").radio(40)
    tape.hear(40, "Any hazards?", party="g7", line="radio:g7", because="cue:crew_asks")
    tape.say(145, "ask_hazards", text="Anything dangerous?").tell(146, "oxygen", value="oxygen cylinder")
    tape.say(155, "confirm_details", text="Oxygen cylinder", line="radio:g7", carries=["oxygen"]).end()
    assert judged(tape, answers_responder=["crew_asks"]).sentence == (
        "At 0:40 Gas 7 asked about the oxygen cylinder; you asked the caller only at 2:25 and told them at "
        "2:35; it was due by 1:40."
    )


def test_a_limit_is_named_as_the_clause_gives_it_whatever_the_fraction_of_a_second():
    tape = taken().tell(10.2, "oxygen", value="oxygen cylinder").escalate(200.1, "L1").end()
    found = judged(tape, escalates="L1", after="fact:oxygen", within=120)
    assert "2:00 after you heard of the oxygen cylinder" in found.sentence
