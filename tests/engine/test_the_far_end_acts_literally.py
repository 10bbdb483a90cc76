"""Crews and outside organisations act on what they were told, and on nothing else."""

import pytest

from simulator.model import commands as cmd
from tests.engine import builders
from tests.engine.builders import Play


@pytest.fixture
def play():
    return Play().answered()


def write_where(play, value):
    play.do(cmd.WriteField(incident=play.log, field="where", value=value))


def deploy(play, resource="gas3"):
    return play.do(cmd.Deploy(incident=play.log, resource=resource))


def send(play, text, to="gas_network", medium="phone"):
    play.do(cmd.Send(incident=play.log, to=to, medium=medium, text=text))
    return play.kinds("message_sent")[-1] if play.kinds("message_sent") else None


def crew(play, resource="gas3"):
    return play.state.resources[resource]


def heard_on(play, line):
    return [e.text for e in play.kinds("heard") if e.line == line]


def test_a_crew_with_the_right_address_in_the_log_comes_to_the_scene(play):
    write_where(play, "14 Larch Street, Testham")
    deploy(play)
    assert crew(play).status == "mobile"
    play.wait(79)
    assert crew(play).status == "mobile"
    play.wait(2)
    assert crew(play).status == "on scene"
    assert heard_on(play, "radio:gas3") == ["Gas3, on scene at 14 Larch Street, Testham."]


def test_a_crew_with_a_wrong_house_number_comes_to_the_wrong_house_and_asks(play):
    write_where(play, "41 Larch Street")
    deploy(play)
    play.wait(81)
    assert crew(play).status == "mobile"
    assert heard_on(play, "radio:gas3") == ["Gas3, we are at 41 Larch Street and there is nothing here."]
    play.say(text="Go to 14 Larch Street", line="radio:gas3")
    arrives = crew(play).due
    assert arrives == pytest.approx(play.t + 180)
    play.do(at=arrives)
    assert crew(play).status == "on scene"


def test_a_number_said_figure_by_figure_is_the_number(play):
    write_where(play, "14 Larch Street")
    deploy(play)
    send(play, "Go to four one Larch Street", to="gas3", medium="radio")
    play.wait(81)
    assert heard_on(play, "radio:gas3")[-1] == "Gas3, we are at 41 Larch Street and there is nothing here."
    play.say(text="Correction, one four Larch Street", line="radio:gas3")
    play.do(at=crew(play).due)
    assert crew(play).status == "on scene"


def test_a_place_that_begins_a_sentence_begins_with_a_capital():
    cue = {"when": {"deployed": ["gas3"]}, "by": "gas3", "says": "Gas3. {where}, yes. Going to {where}."}
    play = Play(builders.scenario(cues={"going": cue})).answered()
    write_where(play, "the old barn")
    deploy(play)
    play.wait(1)
    assert heard_on(play, "radio:gas3") == ["Gas3. The old barn, yes. Going to the old barn."]


def test_a_message_outweighs_the_log(play):
    write_where(play, "14 Larch Street")
    deploy(play)
    send(play, "Go to 41 Larch Street", to="gas3", medium="radio")
    play.wait(90)
    assert crew(play).why == "cannot find it"


def test_a_correction_on_the_way_turns_the_crew_and_costs_what_was_driven(play):
    write_where(play, "41 Larch Street")
    deploy(play)
    due = crew(play).due
    play.wait(30)
    send(play, "Correction: 14 Larch Street", to="engineer", medium="data")
    assert crew(play).due == pytest.approx(due + 30)


def test_a_message_that_names_no_place_does_not_turn_a_crew(play):
    write_where(play, "14 Larch Street")
    deploy(play)
    send(play, "There is an oxygen cylinder in the house, 2 people", to="gas3", medium="radio")
    play.wait(90)
    assert crew(play).status == "on scene"


def test_a_crew_sent_nowhere_asks_where_to_go(play):
    deploy(play)
    play.wait(21)
    assert heard_on(play, "radio:gas3") == ["Gas3, where do you want us?"]
    assert play.state.lines["radio:gas3"].calling is not None
    play.say(text="14 Larch Street", line="radio:gas3")
    assert play.state.lines["radio:gas3"].calling is None
    assert crew(play).due == pytest.approx(play.t + 60)


def test_a_resource_that_is_busy_is_refused_and_comes_free_later(play):
    write_where(play, "14 Larch Street")
    deploy(play, "alpha2")
    assert play.kinds("refused")[-1].why == "Alpha2 is busy."
    play.do(at=201.0)
    deploy(play, "alpha2")
    assert crew(play, "alpha2").status == "mobile"


def test_a_crew_stood_down_is_available_again(play):
    write_where(play, "14 Larch Street")
    deploy(play)
    play.do(cmd.StandDown(resource="gas3"))
    assert crew(play).status == "available"
    play.wait(200)
    assert crew(play).status == "available"


def test_an_organisation_accepts_with_a_reference_when_it_was_told_what_it_needs(play):
    sent = send(play, "Gas leak at 14 Larch Street, oxygen cylinder by the bed")
    play.do(at=sent.answer_due)
    answer = play.kinds("message_answered")[-1]
    assert (answer.answer, answer.reference[:3]) == ("accepted", "GN ")
    assert answer.reference in answer.text


def test_an_organisation_asks_for_what_is_missing_and_accepts_once_told(play):
    sent = send(play, "Gas leak at 14 Larch Street")
    play.do(at=sent.answer_due)
    answer = play.kinds("message_answered")[-1]
    assert (answer.answer, answer.asks, answer.text) == ("asks", ("cylinder",), "What are the hazards?")
    assert play.state.lines[sent.line].asks == ("cylinder",)
    said = play.say(text="There is an oxygen cylinder", line=sent.line)
    assert said[0].startswith("Accepted for 14 Larch Street")
    assert play.state.lines[sent.line].asks == ()


def test_a_second_message_may_bring_what_the_first_left_out(play):
    play.do(at=send(play, "Gas leak at 14 Larch Street").answer_due)
    play.do(at=send(play, "Hazard: oxygen cylinder").answer_due)
    assert [e.answer for e in play.kinds("message_answered")] == ["asks", "accepted"]


def test_saying_that_a_hazard_is_not_known_is_an_answer(play):
    sent = send(play, "Gas leak at 14 Larch Street, no known hazards")
    play.do(at=sent.answer_due)
    assert play.kinds("message_answered")[-1].answer == "accepted"


def test_a_wrong_house_number_is_accepted_and_read_back_as_it_was_given(play):
    sent = send(play, "Gas leak at 41 Larch Street, oxygen cylinder")
    play.do(at=sent.answer_due)
    answer = play.kinds("message_answered")[-1]
    assert answer.answer == "misled"
    assert answer.text.startswith("Accepted for 41 Larch Street.")


def test_an_email_is_answered_late(play):
    assert send(play, "Gas at 14 Larch Street", medium="email").answer_due == pytest.approx(play.t + 900)


def test_a_medium_that_a_party_does_not_take_is_refused(play):
    send(play, "Gas", medium="sms")
    assert play.kinds("refused")[-1].why == "Gas Network cannot be reached by sms; use phone or email."


def test_a_phone_message_rings_out_and_uses_the_line_that_is_open(play):
    first = send(play, "Gas leak")
    assert play.state.lines[first.line].direction == "out"
    play.wait(10)
    assert heard_on(play, first.line)[0] == "Gas Network, go ahead."
    assert send(play, "At 14 Larch Street").line == first.line


def test_an_organisation_refuses_when_the_scenario_says_so():
    outside = {"gas_network": {"refuses": "Not ours.", "refuses_when": {"not_told": ["cylinder"]}}}
    play = Play(builders.scenario(outside=outside)).answered()
    play.do(at=send(play, "Gas leak at 14 Larch Street").answer_due)
    assert play.kinds("message_answered")[-1].text == "Not ours."
    play.say("ask_hazards")
    play.do(at=send(play, "oxygen cylinder").answer_due)
    assert play.kinds("message_answered")[-1].answer == "accepted"


def test_what_an_organisation_needs_can_be_the_scenarios_own():
    outside = {"gas_network": {"needs": ["dad"], "asks": "Who is in there?", "accepts": "Ours. {reference}."}}
    play = Play(builders.scenario(outside=outside)).answered()
    sent = send(play, "Gas leak")
    play.do(at=sent.answer_due)
    assert play.kinds("message_answered")[-1].text == "Who is in there?"
    assert play.say(text="Her father is upstairs", line=sent.line)[0].startswith("Ours. GN ")


def test_what_overtook_a_need_answers_the_question_for_it():
    changed = builders.FACTS | {"dad": builders.FACTS["dad"] | {"overtaken_by": ["cat"]}}
    outside = {"gas_network": {"needs": ["dad"], "asks": "Who is in there?", "accepts": "Ours. {reference}."}}
    play = Play(builders.scenario(facts=changed, outside=outside)).answered()
    sent = send(play, "Gas leak, and the cat is out")
    play.do(at=sent.answer_due)
    assert play.kinds("message_answered")[-1].answer == "accepted"


def test_questions_to_the_far_end_are_answered(play):
    write_where(play, "14 Larch Street")
    deploy(play)
    send(play, "Gas at 14 Larch Street", to="gas3", medium="radio")
    assert play.say("ask_eta", line="radio:gas3") == ["Gas3, 1 minute."]
    sent = send(play, "Gas leak at 14 Larch Street, oxygen cylinder")
    play.do(at=sent.answer_due)
    assert play.say("ask_reference", line=sent.line)[0].startswith("Our reference is GN ")
    assert play.say("ask_will_attend", line=sent.line) == ["We will attend within 20 minutes."]


def test_a_level_that_hears_why_takes_it_up_and_one_that_does_not_asks(play):
    play.do(cmd.Escalate(incident=play.log, level="manager", reason="leak"))
    play.wait(20)
    assert play.kinds("escalation_answered")[-1].text == "What do you need from me?"
    play.do(cmd.Escalate(incident=play.log, level="manager", reason="a man who cannot leave the house"))
    play.wait(20)
    assert play.kinds("escalation_answered")[-1].text == f"I have {play.log}. Carry on."
    play.do(cmd.Escalate(incident=play.log, level="manager", reason="now his daughter is in there too"))
    play.wait(20)
    assert play.kinds("escalation_answered")[-1].text == "Duty manager. Noted.", "and not the same again"


def test_what_is_asked_along_with_a_message_is_answered_in_the_same_breath(play):
    line = send(play, "Gas leak at 14 Larch Street").line
    play.wait(20)
    (said,) = play.say("ask_will_attend", text="Oxygen cylinder inside. Will you attend?", line=line)
    assert said.startswith("Accepted for 14 Larch Street")
    assert said.endswith("We will attend within 20 minutes.")


def test_a_crews_scripted_words_name_the_crew_and_the_place_it_was_given():
    asks = {
        "when": {"deployed": ["engineer"]},
        "after": 5,
        "by": "engineer",
        "says": "{call}, bound for {where}.",
    }
    play = Play(builders.scenario(cues={"asks": asks})).answered()
    write_where(play, "41 Larch Street")
    deploy(play)
    play.wait(6)
    assert heard_on(play, "radio:gas3") == ["Gas3, bound for 41 Larch Street."]


def test_two_answers_that_are_awaited_never_come_in_one_breath(play):
    first = send(play, "Gas leak at 14 Larch Street", medium="phone").answer_due
    second = send(play, "Hazard: oxygen cylinder", medium="phone").answer_due
    assert second - first >= 3.0


def test_the_number_of_a_pole_is_no_house(play):
    write_where(play, "14 Larch Street, Testham")
    deploy(play)
    send(
        play,
        "Gas3 from Control, pole number three two, Larch Street, gas, over",
        "gas3",
        "radio",
    )
    play.wait(100)
    assert crew(play).status == "on scene"
    assert not any("32" in said for said in heard_on(play, "radio:gas3"))


def test_a_crew_on_scene_does_not_set_off_again_when_told_more(play):
    write_where(play, "14 Larch Street, Testham")
    deploy(play)
    play.wait(81)
    assert crew(play).status == "on scene"
    send(play, "Gas3 from Control, gas at 14 Larch Street, an oxygen cylinder, over", "gas3", "radio")
    play.wait(10)
    assert "received" in heard_on(play, "radio:gas3")[-1].lower()
    assert "Larch" not in heard_on(play, "radio:gas3")[-1]


def test_a_crew_on_its_way_takes_more_without_setting_off_again(play):
    write_where(play, "14 Larch Street, Testham")
    deploy(play)
    send(play, "Gas3, gas at 14 Larch Street, Testham, over", "gas3", "radio")
    play.wait(10)
    assert "14 Larch Street" in heard_on(play, "radio:gas3")[-1]
    send(play, "Gas3 from Control, an oxygen cylinder there, over", "gas3", "radio")
    play.wait(6)
    assert heard_on(play, "radio:gas3")[-1] in {"Gas3, received.", "Received, Gas3."}
    send(play, "Gas3 from Control, make that 14 Larch Street, the back, over", "gas3", "radio")
    play.wait(6)
    assert "14 Larch Street" in heard_on(play, "radio:gas3")[-1]


def test_a_crew_that_is_told_of_another_on_its_way_has_heard_it(play):
    write_where(play, "14 Larch Street, Testham")
    deploy(play)
    deploy(play, "alpha1")
    send(play, "14 Larch Street", to="gas3", medium="radio")
    play.say(text="alpha1 is coming to help you", line="radio:gas3")
    assert heard_on(play, "radio:gas3")[-1] == "Received."
    play.say(text="alpha2 is coming to help you", line="radio:gas3")
    assert heard_on(play, "radio:gas3")[-1] != "Received."


def test_a_crew_is_never_silent_when_asked_something_it_has_no_answer_for(play):
    write_where(play, "14 Larch Street, Testham")
    deploy(play)
    play.wait(81)
    (said,) = play.say("thank", "ask_injured", text="Thanks. Is he out, and how is he?", line="radio:gas3")
    assert said == heard_on(play, "radio:gas3")[-1] != "Received."
    assert play.say("praise", text="Great work", line="radio:gas3") == ["Received."]
    assert play.say("thank", text="Thank you", line="radio:gas3") == []


def test_an_organisation_that_was_phoned_rings_off_at_a_goodbye_unless_it_still_asks(play):
    sent = send(play, "Gas leak at 14 Larch Street")
    play.do(at=sent.answer_due)
    play.say("close_call", text="Thanks, bye", line=sent.line)
    assert play.state.lines[sent.line].status == "live", "it asked for the hazards and waits"
    play.say("pass_information", text="An oxygen cylinder is inside", line=sent.line)
    play.say("close_call", text="Thanks, bye", line=sent.line)
    assert play.state.lines[sent.line].status == "ended"
    assert play.kinds("line_ended")[-1].by == "organisation"


def test_what_was_said_of_a_topic_is_not_asked_for_again_though_nobody_had_to_be_told_it():
    facts = builders.FACTS | {
        "wires": {"label": "The wires", "topic": "hazard", "value": "wires down", "pass_on": False}
    }
    play = Play(builders.scenario(facts=facts)).answered()
    send(play, "A leak at 14 Larch Street")
    play.wait(30)
    assert "What are the hazards?" in heard_on(play, "phone:gas_network")
    again = Play(builders.scenario(facts=facts)).answered()
    send(again, "A leak at 14 Larch Street, and wires down")
    again.wait(30)
    assert "What are the hazards?" not in heard_on(again, "phone:gas_network")


def test_a_crew_that_goes_by_its_log_does_not_ask_where_nor_does_one_at_the_door(play):
    deploy(play)
    write_where(play, "14 Larch Street, Testham")
    send(play, "An oxygen cylinder is by his bed", to="gas3", medium="radio")
    play.wait(5)
    assert not any("where do you want us" in text for text in heard_on(play, "radio:gas3"))
    play.wait(120)
    assert crew(play).status == "on scene"
    play.say(text="An oxygen cylinder is by his bed", line="radio:gas3")
    assert not any("where do you want us" in text for text in heard_on(play, "radio:gas3"))


def test_what_stands_in_a_log_and_names_no_place_is_not_repeated_as_one(play):
    write_where(play, "Lost on the 22 bus to Pennel")
    deploy(play)
    send(play, "Go there now please, he is asleep", to="gas3", medium="radio")
    play.wait(5)
    assert not any("Lost on the 22 bus" in text for text in heard_on(play, "radio:gas3"))


def test_a_body_that_rang_of_itself_asks_nothing_of_what_it_rang_about_and_says_what_it_knows():
    knows = [{"asked": ["leak/smell street"], "says": "A man of ours is in the street with a meter."}]
    cues = {"rings": {"at": 20, "by": "gas_network", "says": "Gas Network here. Have you a leak in town?"}}
    party = {"gas_network": {"knows": knows, "needs": ["address", "cylinder"]}}
    play = Play(builders.scenario(cues=cues, outside=party)).answered()
    play.wait(30)
    line = play.kinds("line_rang")[-1].line
    play.do(cmd.Answer(line=line))
    play.say(text="We have one call about a smell of gas", line=line)
    play.say(text="Is there a smell in the street itself?", line=line)
    texts = heard_on(play, line)
    assert texts[-1] == "A man of ours is in the street with a meter."
    assert not any("?" in text for text in texts[1:])
