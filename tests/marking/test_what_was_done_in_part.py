"""A debrief says what was got beside what was not, what came late or unasked, and names nothing never met."""

import pytest

from simulator.marking.compiled import brief_for
from simulator.marking.labels import facts_judged
from simulator.marking.message_rules import Wording, keeps
from simulator.model import events as ev
from simulator.model.load_organisation import load_organisation
from simulator.model.values import carries
from tests.marking.examples import taken, told
from tests.marking.small_world import CAST, FACTS, ROOT, Tape, judged, marked, organisation, scenario

RIDER = FACTS["oxygen"] | {"label": "The rider's leg", "value": "rider with a broken leg", "accept": []}
CHILD = FACTS["oxygen"] | {"label": "The child in the back", "value": "child in the back", "accept": []}
WAY = FACTS["oxygen"] | {
    "label": "Direction of travel",
    "topic": "direction",
    "hazard": False,
    "value": "towards Millhaven",
    "accept": [],
    "asked_by": ["ask_direction_of_travel"],
}
FIRE = FACTS["oxygen"] | {
    "label": "The gas fire",
    "topic": "detail",
    "value": "gas fire lit, jackdaws on the chimney",
    "accept": ["jackdaws/chimney"],
}
HELD = {"address": FACTS["address"]}


def sent(tape, t, address, resource="g7", log="0047"):
    """Let a crew be sent to a place in the learner's own words."""
    return tape.add(ev.Deployed(t=t, incident=log, resource=resource, due=t + 300, address=address))


def row(tape, key, **changes):
    """Return where one fact went."""
    marking = marked(tape, {"it": {"logs": [key]}}, **changes)
    return next(j for j in marking.journeys if j.fact == key)


def test_what_stood_in_a_field_before_a_fact_was_told_is_not_quoted_as_said_of_it():
    tape = taken().write(20, "hazards", "A candle, dogs in the yard").tell(40, "oxygen").end()
    found = judged(tape, logs=["oxygen"])
    assert found.sentence == "Not found in the log: the oxygen cylinder (told at 0:40)."
    assert row(tape, "oxygen").logged_at is None


def test_what_was_written_after_the_telling_is_still_weighed_as_said_of_it():
    tape = taken().tell(20, "oxygen").write(40, "hazards", "A bottle by the bed, dogs in the yard").end()
    assert "“A bottle by the bed, dogs in the yard”" in judged(tape, logs=["oxygen"]).sentence


def test_another_number_that_stood_there_before_still_counts_against_what_was_told():
    tape = taken().write(20, "callback", "07700 900811").tell(40, "callback").end()
    assert judged(tape, logs=["callback"]).sentence == "For the call-back number the log says “07700 900811”."


def test_of_several_entries_the_one_that_says_a_fact_most_fully_is_cited():
    changes = {"facts": HELD | {"fire": FIRE}}
    tape = taken().tell(20, "fire", value=FIRE["value"])
    tape = tape.write(30, "people", "The neighbour has the same chimney")
    tape = tape.write(40, "hazards", "Gas fire lit, jackdaws in the chimney").end()
    found = judged(tape, logs=["fire"], changes=changes)
    assert found.result == "shown"
    cited = [item.event for item in tape.record if item.seq in found.cites]
    assert [event.field for event in cited] == ["hazards"]


def test_what_the_words_of_a_dispatch_say_is_passed_on_with_it():
    changes = {"facts": HELD | {"way": WAY}}
    tape = told("address").tell(20, "way", value="towards Millhaven")
    tape = sent(tape, 40, "14 Larch Street, towards Millhaven").end()
    found = row(tape, "way", **changes)
    assert (found.passed_at, found.passed_to) == (40, ("Gas 7 as it was sent",))
    assert judged(tape, carries=["address", "way"], to="g7", changes=changes).result == "shown"


def test_a_dispatch_tells_nothing_that_it_does_not_say_that_came_later_or_that_is_of_another_log():
    changes = {"facts": HELD | {"way": WAY}}
    plain = sent(told("address").tell(20, "way", value="towards Millhaven"), 40, "14 Larch Street").end()
    early = sent(told("address"), 20, "14 Larch Street, towards Millhaven")
    early = early.tell(40, "way", value="towards Millhaven").end()
    elsewhere = told("address").tell(20, "way", value="towards Millhaven").second()
    elsewhere = sent(elsewhere, 60, "Rowan Lane, towards Millhaven", log="0048").end()
    assert [row(tape, "way", **changes).passed_at for tape in (plain, early, elsewhere)] == [None] * 3


LISTED = "Tells the crew where, the rider and the child"


def test_a_label_names_nothing_that_nobody_told():
    changes = {"facts": HELD | {"rider": RIDER, "child": CHILD}}
    tape = (
        told("address")
        .tell(20, "rider", value=RIDER["value"])
        .send(40, "g7", "data", "…", ["address", "rider"])
    )
    marks = {"label": LISTED, "carries": ["address", "rider", "child"], "to": "g7"}
    found = judged(tape.end(), changes=changes, **marks)
    assert (found.result, found.label) == ("shown", "Tells the crew where and the rider")
    both = told("address").tell(20, "rider", value=RIDER["value"]).tell(30, "child", value=CHILD["value"])
    assert judged(both.end(), changes=changes, **marks).label == LISTED


def test_a_label_names_nothing_of_another_variant():
    facts = HELD | {"rider": RIDER, "child": CHILD | {"only_in": ["family"]}}
    changes = {"facts": facts, "variants": {"family": "A child too", "alone": "No child"}}
    marks = {
        "label": LISTED,
        "carries": ["address", "rider", "child"],
        "to": "g7",
        "criterion": "1.1",
        "clause": "1.1",
    }
    known = scenario({"it": marks}, **changes)
    labels = [brief_for(known, organisation(), CAST, variant).label("it") for variant in ("family", "alone")]
    assert labels == [LISTED, "Tells the crew where and the rider"]


def test_a_label_of_what_was_never_found_out_still_says_what_was_to_be():
    tape = told("name").end()
    label = "Gets the name and the number"
    assert judged(tape, label=label, obtains=["name", "callback"]).label == label


def test_what_was_got_is_told_beside_what_was_not():
    found = judged(told("name").end(), obtains=["name", "callback"])
    assert found.sentence == (
        "By 0:10 you had found out 1 of 2 things; nobody told you of the call-back number."
    )
    assert judged(taken().end(), obtains=["name", "callback"]).sentence.startswith("Nobody told you of ")


def test_what_is_called_asked_for_is_said_to_have_come_unasked():
    label = "Asks where and who"
    tape = taken().say(8, "ask_name").tell(8, "name").say(20, "advise_leave").tell(20, "address", asked=False)
    found = judged(tape.end(), label=label, obtains=["name", "address"])
    assert found.sentence.endswith(" You were told of the address without having to ask.")
    assert "without" not in judged(tape, label="Gets where and who", obtains=["name", "address"]).sentence


def test_an_answer_to_some_other_question_did_not_come_unasked():
    tape = taken().say(8, "ask_name").tell(8, "name").say(20, "ask_hazards").tell(20, "address", asked=False)
    found = judged(tape.end(), label="Asks where and who", obtains=["name", "address"])
    assert "without" not in found.sentence


def test_advice_that_was_given_is_told_beside_the_advice_that_was_not():
    tape = taken().say(20, "advise_leave", text="get out of the house").end()
    found = judged(tape, advises=["advise_leave", "advise_no_flames"])
    assert found.result == "not shown"
    assert found.sentence.startswith("At 0:20 you said “get out of the house”, heard as ")
    assert "No line was recognised that would advise the caller" in found.sentence


def test_who_was_told_is_named_beside_who_was_not():
    tape = told("address").send(60, "g7", "radio", "Go", ["address"]).end()
    found = judged(tape, sends=["g7", "fire_control"])
    assert found.result == "not shown"
    assert found.sentence.startswith("You told ")
    assert " by radio at 1:00, but did not tell " in found.sentence


@pytest.mark.parametrize(
    ("indicator", "tape"),
    [
        ({"escalates": "L1", "within": 60}, taken().escalate(99, "L1")),
        ({"advises": ["advise_leave"], "within": 60}, taken().say(99, "advise_leave")),
        ({"informs": ["say_help_sent"], "within": 60}, taken().say(99, "say_help_sent")),
        ({"obtains": ["name"], "within": 60}, taken().tell(99, "name")),
        ({"notes": ["oxygen"], "within": 60}, taken().tell(10, "oxygen").note(99, "oxygen cylinder")),
        ({"answers_within": 2}, Tape().answer(20)),
    ],
    ids=lambda one: next(iter(one)) if isinstance(one, dict) else "",
)
def test_what_was_done_late_is_said_to_have_been_done_late(indicator, tape):
    finding = marked(tape.end(), {"it": indicator}).findings[0]
    assert (finding.indicators[0].result, finding.indicators[0].late) == ("not shown", True)
    assert finding.sentence.startswith("0 of 1 shown, 1 done late; missing: ")


def test_what_was_never_done_is_not_called_late():
    finding = marked(taken().end(), {"it": {"escalates": "L1", "within": 60}}).findings[0]
    assert "late" not in finding.sentence


CENTRES = sorted(p.name for p in (ROOT / "criteria" / "organisations").iterdir() if p.is_dir())


@pytest.mark.parametrize("centre", CENTRES)
def test_every_rule_against_chat_or_text_speak_sees_the_commonest_of_it(centre):
    known, faults = load_organisation(ROOT / "criteria" / "organisations" / centre)
    assert known is not None, faults
    brief = brief_for(scenario({}), organisation(), CAST, "")
    rules = [
        (rule.says.lower(), rule)
        for convention in known.conventions
        for rule in convention.rules
        if rule.rule == "never contains"
    ]
    chat = [rule for says, rule in rules if "chat" in says]
    short = [rule for says, rule in rules if "text-speak" in says]
    assert chat
    assert short
    for rule in chat:
        assert not keeps(rule, Wording("Hiya, you are through to the desk", "", "", ""), brief), rule
    for rule in short:
        for text in ("send a van pls", "what is ur reference?", "can u come"):
            assert not keeps(rule, Wording(text, "", "", ""), brief), (rule, text)


def test_no_facts_are_listed_by_an_indicator_of_another_kind():
    known = scenario({"it": {"criterion": "1.1", "clause": "1.1", "escalates": "L1"}})
    assert facts_judged(known.indicators["it"]) == ()


METER = ("meter in the cupboard by the front door", ("meter/valve cupboard",))


def test_a_hall_next_door_is_not_where_the_meter_is():
    source = (ROOT / "scenarios" / "wendshire" / "gas-escape.yaml").read_text(encoding="utf-8")
    assert 'accept: ["meter/valve cupboard"]' in source
    assert not carries("Gas off at meter, smell persists and now also smelt in the hall next door.", *METER)
    assert carries("The meter is in the cupboard in the hall", *METER)


def test_a_code_of_another_kind_is_a_code_and_no_code_is_none():
    brief = brief_for(scenario({"it": {"wording": "fire_control"}}), organisation(), CAST, "")
    code = next(rule for medium in organisation().conventions for rule in medium.rules if "type" in rule.rule)
    other = next(one for one in organisation().incident_types if one not in brief.type_names)
    assert keeps(code, Wording(f"P3 {other}, 14 Larch Street", "", "", ""), brief)
    assert not keeps(code, Wording("P3, 14 Larch Street", "", "", ""), brief)
