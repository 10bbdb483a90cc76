"""For every kind of indicator: records whose result is known by reading the clause, not by running the judge.

Each example is (what it shows, indicator, tape, result). A result that has no meaning for a kind is listed, with
the reason, in ``NEVER``.
"""

# ruff: noqa: E501 - one example a line, as a table is read
from simulator.model import events as ev
from tests.marking.small_world import Tape

TALK = ("greet", "ask_location", "ask_name")


def taken(**more):
    return Tape(**more).answer()


def chatting(*acts):
    """Three understood lines and one more that holds the acts."""
    tape = taken()
    for n, act in enumerate(TALK):
        tape.say(10 + n, act)
    return tape.say(20, *acts) if acts else tape


def told(*facts):
    tape = taken()
    for n, fact in enumerate(facts):
        tape.tell(10 + n, fact)
    return tape


def both_calls():
    return taken().note(20, "gas").second().note(50, "wall", log="0048")


def shared():
    return taken().second().add(ev.LineLinked(t=60, line="line:2", incident="0047", by="learner"))


GOOD_RADIO = "Gas Seven from Control, priority two gas escape at 14 Larch Street, over"
LONG = " ".join(["word"] * 70)

EXAMPLES = {
    "answers_within": [
        ("in time", {"answers_within": 10}, taken().end(), "shown"),
        ("late", {"answers_within": 2}, taken().end(), "not shown"),
        ("in the last second", {"answers_within": 2}, Tape().answer(4.9).end(), "shown"),
        ("in hundredths", {"answers_within": 15}, Tape().answer(18.72, rang=2.72).end(), "not shown"),
        ("never", {"answers_within": 10}, Tape().rings().end(), "not shown"),
        ("ended at once", {"answers_within": 10}, Tape().rings().end(6), "no chance"),
        ("never rang", {"answers_within": 10}, Tape().end(), "no chance"),
        ("a slow typist", {"answers_within": 2}, taken(pace=2.0).end(), "shown"),
    ],
    "greets": [
        ("first words", {"greets": ["greet"]}, taken().say(30, "greet").end(), "shown"),
        ("soon after", {"greets": ["greet"]}, taken().say(7, "ask_name").say(12, "greet").end(), "shown"),
        ("too late", {"greets": ["greet"]}, taken().say(7, "ask_name").say(40, "greet").end(), "not shown"),
        ("half", {"greets": ["greet", "ask_location"]}, taken().say(7, "greet").end(), "not shown"),
        ("where are you", {"greets": ["ask_location"]}, taken().say(7, "ask_caller_location").end(), "shown"),
        ("said nothing", {"greets": ["greet"]}, taken().end(), "not shown"),
        ("misread", {"greets": ["greet"]}, taken().mumble(7).end(), "undecided"),
        ("misread later", {"greets": ["greet"]}, taken().say(7, "ask_name").mumble(60).end(), "not shown"),
        ("never rang", {"greets": ["greet"]}, Tape().end(), "no chance"),
    ],
    "obtains": [
        ("asked", {"obtains": ["name"]}, told("name").end(), "shown"),
        ("volunteered", {"obtains": ["name"]}, chatting().tell(30, "name", asked=False).end(), "shown"),
        ("volunteered to nobody", {"obtains": ["name"]}, taken().tell(9, "name", asked=False).end(), "no chance"),
        ("not known", {"obtains": ["meter"]}, taken().tell(9, "meter", known=False).end(), "shown"),
        ("never", {"obtains": ["name"]}, taken().say(9, "ask_location").end(), "not shown"),
        ("one of two", {"obtains": ["name", "callback"]}, told("name").end(), "not shown"),
        ("late", {"obtains": ["name"], "within": 60}, taken().tell(100, "name").end(), "not shown"),
        ("late for its pace", {"obtains": ["name"], "within": 60}, taken(pace=2).tell(100, "name").end(), "shown"),
        ("misread", {"obtains": ["name"]}, taken().mumble(9).end(), "undecided"),
        ("heard half", {"obtains": ["name"]}, taken().say(9, "greet", unsure=["ask_name"]).end(), "undecided"),
        ("misread too late", {"obtains": ["name"], "within": 60}, taken().mumble(200).end(), "not shown"),
        ("only dots", {"obtains": ["name"]}, taken().mumble(9, "…").end(), "not shown"),
        ("time up", {"obtains": ["name"], "within": 600}, taken().end(400, "time up"), "no chance"),
        ("no answer", {"obtains": ["name"]}, Tape().rings().end(), "not shown"),
    ],
    "reads_back": [
        ("the value", {"reads_back": ["address"]},
         told("address").say(20, "confirm_location", text="So fourteen Larch Street?").end(), "shown"),
        ("digits turned", {"reads_back": ["address"]},
         told("address").say(20, "confirm_location", text="So 41 Larch Street?").end(), "not shown"),
        ("before it was told", {"reads_back": ["address"]},
         taken().say(8, text="14 Larch Street").tell(10, "address").end(), "not shown"),
        ("half of it, misread", {"reads_back": ["address"]},
         told("address").mumble(20, "larch innit").end(), "undecided"),
        ("never told", {"reads_back": ["address"]}, taken().end(), "no chance"),
        ("not known", {"reads_back": ["meter"]}, taken().tell(9, "meter", known=False).end(), "no chance"),
    ],
    "controls": [
        ("while upset", {"controls": ["reassure", "persist"]}, taken().say(9, "reassure").end(), "shown"),
        ("once settled", {"controls": ["reassure"]}, taken().mood(8, 3).say(9, "reassure").end(), "not shown"),
        ("one of two acts gave the chance", {"controls": ["reassure"], "needs": {"said": ["greet/advise_leave"]}},
         taken().say(9, "advise_leave").say(12, "reassure").end(), "shown"),
        ("neither of two acts gave it", {"controls": ["reassure"], "needs": {"said": ["greet/advise_leave"]}},
         taken().say(9, "ask_name").say(12, "reassure").end(), "no chance"),
        ("not used", {"controls": ["reassure"]}, taken().say(9, "ask_name").end(), "not shown"),
        ("misread", {"controls": ["reassure"]}, taken().mumble(9).end(), "undecided"),
        ("calm throughout", {"controls": ["reassure"], "needs": {"mood_at_least": 8}}, taken().end(), "no chance"),
        ("in a panic", {"controls": ["persist"], "needs": {"mood_at_least": 8}},
         taken().mood(20, 9).say(25, "persist").end(), "shown"),
        ("before the panic", {"controls": ["persist"], "needs": {"mood_at_least": 8}},
         taken().say(10, "persist").mood(20, 9).end(), "not shown"),
    ],
    "never_says": [
        ("said", {"never_says": ["insult"]}, taken().say(9, "insult").end(), "contrary"),
        ("in a manner", {"never_says": ["manner:rude"]}, taken().say(9, manner=["rude"]).end(), "contrary"),
        ("never", {"never_says": ["insult"]}, chatting().end(), "shown"),
        ("too little said", {"never_says": ["insult"]}, taken().say(9, "greet").end(), "no chance"),
        ("no advice given", {"never_says": ["wrong_search_leak"]}, chatting().end(), "no chance"),
        ("safe advice", {"never_says": ["wrong_search_leak"]}, chatting("advise_leave").end(), "shown"),
        ("never in that moment", {"never_says": ["insult"], "needs": {"fired": ["worse"]}}, chatting().end(), "no chance"),
        ("quiet in that moment", {"never_says": ["insult"], "needs": {"fired": ["worse"]}},
         chatting().cue(60, "worse").end(), "shown"),
        ("before that moment", {"never_says": ["thank"], "needs": {"fired": ["worse"]}},
         chatting("thank").cue(60, "worse").end(), "shown"),
        ("perhaps", {"never_says": ["wrong_search_leak"]},
         taken().say(9, unsure=["wrong_search_leak"]).end(), "undecided"),
    ],
    "mood_ends": [
        ("calm", {"mood_ends": 4}, chatting().mood(30, 3).end(), "shown"),
        ("upset", {"mood_ends": 4}, chatting().mood(30, 7).end(), "not shown"),
        ("misread", {"mood_ends": 4}, chatting().mumble(25).mood(30, 7).end(), "undecided"),
        ("calm by itself", {"mood_ends": 9}, taken().end(), "no chance"),
    ],
    "logs": [
        ("field", {"logs": ["address"]}, told("address").write(20, "where", "14 larch st").end(), "shown"),
        ("note", {"logs": ["address"]}, told("address").note(20, "at 14 Larch Street").end(), "shown"),
        ("transposed", {"logs": ["address"]}, told("address").write(20, "where", "41 Larch Street").end(), "not shown"),
        ("wrong field, right note", {"logs": ["callback"]},
         told("callback").write(20, "callback", "07700 900181").note(21, "07700 900118").end(), "not shown"),
        ("overwritten", {"logs": ["name"]},
         told("name").write(20, "caller_name", "Okafor").write(30, "caller_name", "Oakley").end(), "not shown"),
        ("nothing", {"logs": ["address"]}, told("address").end(), "not shown"),
        ("wrong incident", {"logs": ["address"]},
         told("address").second().write(60, "where", "14 Larch Street", log="0048").end(), "not shown"),
        ("never told", {"logs": ["address"]}, taken().end(), "no chance"),
        ("not known", {"logs": ["meter"]}, taken().tell(9, "meter", known=False).end(), "no chance"),
    ],
    "notes": [
        ("soon", {"notes": ["oxygen"]}, told("oxygen").note(60, "oxygen in the house").end(), "shown"),
        ("as reason", {"notes": ["oxygen"]}, told("oxygen").priority(60, "P1", "oxygen in the house"), "shown"),
        ("late", {"notes": ["oxygen"]}, told("oxygen").note(300, "oxygen in the house").end(), "not shown"),
        ("never", {"notes": ["oxygen"]}, told("oxygen").end(), "not shown"),
        ("never told", {"notes": ["oxygen"]}, taken().end(), "no chance"),
        ("time up", {"notes": ["oxygen"]}, told("oxygen").end(60, "time up"), "no chance"),
    ],
    "log_type": [
        ("code", {"log_type": True}, taken().write(20, "type", "GA-UNC").end(), "shown"),
        ("label", {"log_type": True}, taken().write(20, "type", "Gas escape, uncontrolled").end(), "shown"),
        ("another", {"log_type": True}, taken().write(20, "type", "FI-DWL").end(), "not shown"),
        ("none", {"log_type": True}, taken().end(), "not shown"),
        ("no log", {"log_type": True}, Tape().rings().end(), "no chance"),
    ],
    "sets_priority": [
        ("right", {"sets_priority": True}, taken().priority(60, "P2").end(), "shown"),
        ("wrong", {"sets_priority": True}, taken().priority(60, "P3").end(), "not shown"),
        ("too urgent", {"sets_priority": True, "critical": True}, taken().priority(60, "P1").end(), "not shown"),
        ("a risk missed", {"sets_priority": True, "critical": True}, taken().priority(60, "P4").end(), "contrary"),
        ("late", {"sets_priority": True}, taken().priority(200, "P2").end(), "not shown"),
        ("put right in time", {"sets_priority": True},
         taken().priority(30, "P3").priority(60, "P2").end(), "shown"),
        ("right and lowered", {"sets_priority": True},
         taken().priority(30, "P2").priority(60, "P4").end(), "not shown"),
        ("right at its time", {"sets_priority": True},
         taken().priority(30, "P2").cue(60, "worse", right="P1").priority(70, "P1").end(), "shown"),
        ("never", {"sets_priority": True}, taken().end(), "not shown"),
        ("no call", {"sets_priority": True}, Tape().end(), "no chance"),
        ("knew too little", {"sets_priority": True, "after": "fact:oxygen"}, taken().end(), "no chance"),
        ("time up", {"sets_priority": True}, taken().end(60, "time up"), "no chance"),
    ],
    "gives_reason": [
        ("given", {"gives_reason": True}, taken().priority(60, "P2", "gas inside").end(), "shown"),
        ("none", {"gives_reason": True}, taken().priority(60, "P2").end(), "not shown"),
        ("no priority", {"gives_reason": True}, taken().end(), "no chance"),
    ],
    "raises_priority": [
        ("raised", {"raises_priority": "worse"},
         taken().priority(30, "P2").cue(60, "worse", right="P1").priority(90, "P1").end(), "shown"),
        ("late", {"raises_priority": "worse"},
         taken().priority(30, "P2").cue(60, "worse", right="P1").priority(190, "P1").end(), "not shown"),
        ("left", {"raises_priority": "worse"},
         taken().priority(30, "P2").cue(60, "worse", right="P1").end(), "not shown"),
        ("left, and critical", {"raises_priority": "worse", "critical": True},
         taken().priority(30, "P2").cue(60, "worse", right="P1").end(), "contrary"),
        ("nothing happened", {"raises_priority": "worse"}, taken().priority(30, "P2").end(), "no chance"),
        ("stood there already", {"raises_priority": "worse"},
         taken().priority(30, "P1").cue(60, "worse", right="P1").end(), "no chance"),
    ],
    "deploys": [
        ("fits", {"deploys": True}, told("address").deploy(60, "g7").end(), "shown"),
        ("another that fits", {"deploys": True}, told("address").deploy(60, "g3").end(), "shown"),
        ("cannot do it", {"deploys": True}, told("address").deploy(60, "alpha1").end(), "not shown"),
        ("too many", {"deploys": True},
         told("address").deploy(50, "alpha1").deploy(51, "alpha2").deploy(60, "g7").end(), "not shown"),
        ("late", {"deploys": True}, told("address").deploy(300, "g7").end(), "not shown"),
        ("nobody", {"deploys": True}, told("address").end(), "not shown"),
        ("nobody, and critical", {"deploys": True, "critical": True}, told("address").end(), "not shown"),
        ("sent elsewhere", {"deploys": True, "critical": True},
         told("address").second().deploy(60, "g7", log="0048").end(), "contrary"),
        ("none free", {"deploys": True},
         Tape(roster=(ev.ResourceAtStart(resource="g7", status="busy"),)).answer().tell(9, "address").end(),
         "no chance"),
        ("no call", {"deploys": True}, Tape().end(), "no chance"),
    ],
    "sends": [
        ("message", {"sends": ["g7"]}, taken().send(60, "g7", "radio", "Go", ["address"]).end(), "shown"),
        ("message with nothing in it", {"sends": ["g7"]}, taken().send(60, "g7", "radio", "Go").end(), "not shown"),
        ("to one of the kind", {"sends": ["gas engineer"]},
         taken().send(60, "g3", "radio", "Go", ["address"]).end(), "shown"),
        ("to a body outside", {"sends": ["fire_control"]},
         taken().send(60, "fire_control", "data", "…", ["address", "oxygen"]).end(), "shown"),
        ("one thing of what it needs", {"sends": ["fire_control"]},
         told("address").send(60, "fire_control", "data", "…", ["address"]).end(), "not shown"),
        ("the other thing after it", {"sends": ["fire_control"]},
         told("address").send(60, "fire_control", "data", "…", ["address"])
         .send(90, "fire_control", "data", "…", ["oxygen"], message="m2").end(), "shown"),
        ("what it does not need", {"sends": ["fire_control"]},
         taken().send(60, "fire_control", "data", "…", ["callback", "name"]).end(), "not shown"),
        ("by phone", {"sends": ["fire_control"]},
         taken().phone(50).say(60, "pass_information", line="phone:fire_control").end(), "shown"),
        ("misread by phone", {"sends": ["fire_control"]},
         taken().phone(50).mumble(60, line="phone:fire_control").end(), "undecided"),
        ("rang, said nothing", {"sends": ["fire_control"]}, taken().phone(50).end(), "not shown"),
        ("late", {"sends": ["g7"], "within": 30},
         taken().send(60, "g7", "radio", "Go", ["address"]).end(), "not shown"),
        ("never", {"sends": ["g7"]}, taken().end(), "not shown"),
        ("to the wrong house", {"sends": ["g7"]},
         told("address", "oxygen").send(60, "g7", "data", "41 Larch Street, oxygen", ["oxygen"]).end(), "not shown"),
        ("not called for", {"sends": ["g7"], "after": "fact:oxygen"}, taken().end(), "no chance"),
    ],
    "carries": [
        ("all", {"carries": ["address", "oxygen"], "to": "g7"},
         told("address", "oxygen").send(60, "g7", "data", "…", ["address", "oxygen"]).end(), "shown"),
        ("in two", {"carries": ["address", "oxygen"], "to": "g7"},
         told("address", "oxygen").send(60, "g7", "data", "…", ["address"])
         .send(90, "g7", "data", "…", ["oxygen"], message="m2").end(), "shown"),
        ("on the radio", {"carries": ["oxygen"], "to": "g7"},
         told("oxygen").radio(50).say(60, "pass_information", line="radio:g7", carries=["oxygen"]).end(), "shown"),
        ("one left out", {"carries": ["address", "oxygen"], "to": "g7"},
         told("address", "oxygen").send(60, "g7", "data", "…", ["address"]).end(), "not shown"),
        ("not told yet", {"carries": ["address", "oxygen"], "to": "g7"},
         told("address").send(60, "g7", "data", "…", ["address"]).end(), "shown"),
        ("told later, passed late", {"carries": ["oxygen"], "to": "g7"},
         told("address").send(60, "g7", "data", "…", ["address"]).tell(70, "oxygen")
         .send(300, "g7", "data", "…", ["oxygen"], message="m2").end(), "not shown"),
        ("nothing passed", {"carries": ["address"], "to": "g7"}, told("address").end(), "not shown"),
        ("the wrong house", {"carries": ["oxygen"], "to": "g7"},
         told("address", "oxygen").send(60, "g7", "data", "41 Larch Street, oxygen", ["oxygen"]).end(), "contrary"),
        ("a danger kept back", {"carries": ["address", "oxygen"], "to": "g7", "critical": True},
         told("address", "oxygen").send(60, "g7", "data", "…", ["address"]).end(), "contrary"),
        ("sent in unwarned", {"carries": ["oxygen"], "to": "g7", "critical": True},
         told("oxygen").deploy(60, "g7").end(), "contrary"),
        ("never told", {"carries": ["oxygen"], "to": "g7"}, taken().end(), "no chance"),
    ],
    "concise": [
        ("short", {"concise": "g7"}, taken().send(60, "g7", "data", "P2 GA-UNC 14 Larch Street").end(), "shown"),
        ("long", {"concise": "g7"}, taken().send(60, "g7", "data", LONG).end(), "not shown"),
        ("nothing", {"concise": "g7"}, taken().end(), "no chance"),
    ],
    "wording": [
        ("kept", {"wording": "g7"}, taken().send(60, "g7", "radio", GOOD_RADIO).end(), "shown"),
        ("chat", {"wording": "g7"}, taken().send(60, "g7", "radio", "Hi lads, cheers").end(), "not shown"),
        ("a surname on the air", {"wording": "g7"},
         taken().send(60, "g7", "radio", "Gas Seven from Control, go to Okafor, over").end(), "not shown"),
        ("length is another's", {"wording": "g7"},
         taken().send(60, "g7", "data", f"P2 GA-UNC {LONG}").end(), "shown"),
        ("nothing", {"wording": "g7"}, taken().end(), "no chance"),
    ],
    "uses_medium": [
        ("phone when urgent", {"uses_medium": ["fire_control"]},
         taken().send(60, "fire_control", "phone", "…", ["oxygen", "address"]).end(), "shown"),
        ("a single fact", {"uses_medium": ["fire_control"]},
         taken().send(60, "fire_control", "phone", "…", ["oxygen"]).end(), "no chance"),
        ("two facts, and one is needed", {"uses_medium": ["fire_control"]},
         taken().send(60, "fire_control", "phone", "…", ["oxygen", "callback"]).end(), "no chance"),
        ("email when urgent", {"uses_medium": ["fire_control"]},
         taken().send(60, "fire_control", "email", "…", ["oxygen", "address"]).end(), "not shown"),
        ("nothing", {"uses_medium": ["fire_control"]}, taken().end(), "no chance"),
    ],
    "answers_responder": [
        ("with the fact", {"answers_responder": ["crew_asks"]},
         told("oxygen").radio(50).cue(60, "crew_asks").say(70, line="radio:g7", carries=["oxygen"]).end(), "shown"),
        ("by message", {"answers_responder": ["crew_asks"]},
         told("oxygen").cue(60, "crew_asks").send(80, "g7", "data", "…", ["oxygen"]).end(), "shown"),
        ("not known, truly", {"answers_responder": ["crew_asks"]},
         taken().radio(50).cue(60, "crew_asks").say(70, "no_information", line="radio:g7").end(), "shown"),
        ("asks the caller", {"answers_responder": ["crew_asks"]},
         taken().radio(50).cue(60, "crew_asks").say(70, "ask_hazards").end(), "shown"),
        ("not known, but it was", {"answers_responder": ["crew_asks"]},
         told("oxygen").radio(50).cue(60, "crew_asks").say(70, "no_information", line="radio:g7").end(), "not shown"),
        ("late", {"answers_responder": ["crew_asks"]},
         told("oxygen").radio(50).cue(60, "crew_asks").say(190, line="radio:g7", carries=["oxygen"]).end(),
         "not shown"),
        ("misread", {"answers_responder": ["crew_asks"]},
         taken().radio(50).cue(60, "crew_asks").mumble(70, line="radio:g7").end(), "undecided"),
        ("never asked", {"answers_responder": ["crew_asks"]}, taken().end(), "no chance"),
    ],
    "advises": [
        ("said", {"advises": ["advise_leave"]}, taken().say(20, "advise_leave").end(), "shown"),
        ("half", {"advises": ["advise_leave", "advise_no_flames"]},
         taken().say(20, "advise_leave").end(), "not shown"),
        ("in its other way", {"advises": ["advise_leave/advise_keep_away", "advise_no_flames"]},
         taken().say(20, "advise_keep_away").say(30, "advise_no_flames").end(), "shown"),
        ("in neither way", {"advises": ["advise_leave/advise_keep_away", "advise_no_flames"]},
         taken().say(30, "advise_no_flames").end(), "not shown"),
        ("in time in one way, late in the other", {"advises": ["advise_leave/advise_keep_away"], "within": 60},
         taken().say(20, "advise_keep_away").say(200, "advise_leave").end(), "shown"),
        ("late", {"advises": ["advise_leave"], "within": 60}, taken().say(200, "advise_leave").end(), "not shown"),
        ("misread", {"advises": ["advise_leave"]}, taken().mumble(20).end(), "undecided"),
        ("no occasion", {"advises": ["advise_leave"], "needs": {"told": ["oxygen"]}}, taken().end(), "no chance"),
        ("before its moment", {"advises": ["advise_leave"], "after": "fact:oxygen"},
         taken().say(8, "advise_leave").tell(20, "oxygen").end(), "not shown"),
    ],
    "escalates": [
        ("right", {"escalates": "L1"}, taken().escalate(60, "L1").end(), "shown"),
        ("without a reason", {"escalates": "L1"}, taken().escalate(60, "L1", reason="?").end(), "not shown"),
        ("higher", {"escalates": "L1"}, taken().escalate(60, "L3").end(), "not shown"),
        ("lower", {"escalates": "L2"}, taken().escalate(60, "L1").end(), "not shown"),
        ("late", {"escalates": "L1", "after": "fact:oxygen", "within": 60},
         told("oxygen").escalate(200, "L1").end(), "not shown"),
        ("never", {"escalates": "L1"}, taken().end(), "not shown"),
        ("no trigger", {"escalates": "L1", "after": "fact:oxygen"}, taken().end(), "no chance"),
    ],
    "informs": [
        ("one way", {"informs": ["explain_next", "say_help_sent"]}, taken().say(20, "say_help_sent").end(), "shown"),
        ("none", {"informs": ["explain_next"]}, taken().say(20, "ask_name").end(), "not shown"),
        ("late", {"informs": ["explain_next"], "within": 60}, taken().say(200, "explain_next").end(), "not shown"),
        ("misread", {"informs": ["explain_next"]}, taken().mumble(20).end(), "undecided"),
        ("never rang", {"informs": ["explain_next"]}, Tape().end(), "no chance"),
    ],
    "closes": [
        ("at the end", {"closes": ["close_call"]}, taken().say(90, "close_call").hang_up(91).end(), "shown"),
        ("too early", {"closes": ["close_call"]},
         taken().say(9, "close_call").say(10, *TALK).say(11, "thank").say(12, "thank").say(13, "thank")
         .hang_up(91).end(), "not shown"),
        ("just hung up", {"closes": ["close_call"]}, taken().say(9, "greet").hang_up(91).end(), "not shown"),
        ("misread", {"closes": ["close_call"]}, taken().mumble(90).hang_up(91).end(), "undecided"),
        ("caller hung up", {"closes": ["close_call"]}, taken().hang_up(91, by="caller").end(), "no chance"),
    ],
    "links": [
        ("one log", {"links": ["main", "second"]}, shared().end(), "shown"),
        ("two logs", {"links": ["main", "second"]}, both_calls().end(), "not shown"),
        ("one call only", {"links": ["main", "second"]}, taken().end(), "no chance"),
    ],
    "keeps_apart": [
        ("worked in both", {"keeps_apart": ["main", "second"]}, both_calls().end(), "shown"),
        ("put together", {"keeps_apart": ["main", "second"]}, shared().end(), "contrary"),
        ("by doing nothing", {"keeps_apart": ["main", "second"]}, taken().second().end(), "no chance"),
    ],
    "obtains_response": [
        ("accepted", {"obtains_response": "fire_control"},
         taken().send(60, "fire_control", "data", "…").reply(90).end(), "shown"),
        ("refused", {"obtains_response": "fire_control"},
         taken().send(60, "fire_control", "data", "…").reply(90, "refuses").end(), "shown"),
        ("only asked back", {"obtains_response": "fire_control"},
         taken().send(60, "fire_control", "data", "…").reply(90, "asks").end(), "not shown"),
        ("hung up first", {"obtains_response": "fire_control"},
         taken().send(60, "fire_control", "data", "…").end(), "not shown"),
        ("nothing sent", {"obtains_response": "fire_control"}, taken().end(), "no chance"),
    ],
    "follows_tree": [
        ("to the end", {"follows_tree": "universal"},
         taken().walk(20, "u2", "yes", "immediate", tree="universal").end(), "shown"),
        ("stopped", {"follows_tree": "universal"},
         taken().walk(20, "u1", "yes", "u2", tree="universal").end(), "not shown"),
        ("left with a reason", {"follows_tree": "universal"},
         taken().walk(20, "u1", "yes", "u2", tree="universal").leave(30, "caller fainted", "universal").end(),
         "undecided"),
        ("not opened", {"follows_tree": "universal"}, taken().end(), "not shown"),
        ("no log", {"follows_tree": "universal"}, Tape().rings().end(), "no chance"),
    ],
}  # fmt: skip

PRODUCT = "what was written or done is compared as it stands, so no misreading can cost it"
NEVER = {
    "undecided": {
        "answers_within": "answering needs no reading",
        **dict.fromkeys(
            ("logs", "notes", "log_type", "sets_priority", "gives_reason", "raises_priority"), PRODUCT
        ),
        **dict.fromkeys(("deploys", "carries", "concise", "wording", "uses_medium", "escalates"), PRODUCT),
        **dict.fromkeys(("links", "keeps_apart", "obtains_response"), PRODUCT),
    },
    "not shown": {
        "never_says": "what was not said is shown or gave no chance",
        "keeps_apart": "two incidents in one log are the opposite of keeping them apart",
    },
}
MAY_BE_CONTRARY = frozenset(
    ("never_says", "sets_priority", "raises_priority", "deploys", "carries", "keeps_apart")
)
