"""What a browser may be handed in a running call: what was said, written and sent, and nothing else.

The whole screen is serialised and searched for everything that the scenario keeps back: facts not yet told,
moods, reasons, cues, expectations, marking. The organisation's own texts are public to the learner.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import asdict, replace
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest

from app_pages._call.desk import Desk
from simulator.model.commands import (
    AddNote,
    Answer,
    Deploy,
    EndCall,
    Hold,
    LinkLine,
    LookUp,
    Say,
    Send,
    WriteField,
)
from simulator.service.attempts import ringing_line
from simulator.service.call_screen import _message, call_screen, rings_for
from simulator.service.errors import ServiceError

SCENARIOS = ("gas-escape", "road-collision", "silent-call", "shift-two-calls", "warm-up")
WORDS_OF_MARKING = ("because", "cue:", "mood", "indicator", "right_priority", "truth", "fact", "criteri")
LINE = "line:1"


def screen_text(centre: Any, attempt: str) -> str:
    """Return everything of the screen but the organisation, as one text."""
    live = centre.service.attempts.look(centre.learner, attempt)
    screen = call_screen(live, *centre.service.attempts.time_and_next(live))
    screen = replace(screen, trees={})
    values = {name: value for name, value in vars(screen).items() if name != "organisation"}
    return json.dumps({k: plain(v) for k, v in values.items()}, default=str, ensure_ascii=False)


def strings(value: Any) -> set[str]:
    """Return every text that stands in a value, names of keys left out."""
    if isinstance(value, str):
        return {value}
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return set().union(*(strings(v) for v in inside)) if inside else set()


def plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value


def kept_back(live: Any) -> dict[str, set[str]]:
    """Return by fact the texts that would give it away, for facts that nobody has told."""
    told = {r.event.fact for r in live.record if r.event.kind == "fact_told"}
    scenario = live.world.scenario
    return {
        f"{fact_id}": {text for text in (fact.value, fact.says, fact.says_again, fact.label) if text}
        for fact_id, fact in live.world.scenario.facts.items()
        if fact_id not in told and scenario
    }


def leaks(centre: Any, attempt: str) -> list[str]:
    live = centre.service.attempts.look(centre.learner, attempt)
    held = screen_text(centre, attempt).lower()
    said = " ".join(r.event.text for r in live.record if r.event.kind in ("spoke", "heard")).lower()
    said += " ".join(line.shown for line in live.state.lines.values())
    found = []
    for fact, texts in kept_back(live).items():
        for text in texts:
            wanted = json.dumps(text.lower(), ensure_ascii=False)[1:-1]
            if len(wanted) > 3 and wanted in held and text.lower() not in said:
                found.append(f"{fact}: {text}")
    return found


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_before_anything_is_asked_no_fact_is_on_the_screen(centre, scenario):
    mode = "warm-up" if scenario == "warm-up" else "practice"
    attempt = centre.in_call(scenario, mode)
    live = centre.service.attempts.look(centre.learner, attempt)
    assert len(kept_back(live)) >= 2
    assert leaks(centre, attempt) == []


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_through_a_whole_call_only_what_was_told_reaches_the_screen(centre, scenario):
    mode = "warm-up" if scenario == "warm-up" else "practice"
    attempt = centre.in_call(scenario, mode)
    incident = next(iter(centre.service.attempts.look(centre.learner, attempt).state.logs))
    deeds = [
        Say(line=LINE, text="Where are you? What is the address?"),
        Say(line=LINE, text="You stupid idiot"),
        Deploy(incident=incident, resource=centre.library.organisation("wendshire").resources[0].id),
        Send(
            incident=incident,
            to=centre.library.organisation("wendshire").directory[0].id,
            medium="phone",
            text="Please attend, over",
        ),
        Say(line=LINE, text="Is anybody hurt?"),
        Hold(line=LINE),
    ]
    for deed in deeds:
        with suppress(ServiceError):  # a line may have ended, a crew be busy: the screen must still hold
            centre.act(attempt, deed, wait=9)
        assert leaks(centre, attempt) == []
    for _ in range(12):
        centre.clock.wait(20)
        ringing = ringing_line(centre.service.attempts.look(centre.learner, attempt))
        if ringing:
            centre.act(attempt, Answer(line=ringing), wait=0)
        assert leaks(centre, attempt) == []
        held = screen_text(centre, attempt)
        for word in WORDS_OF_MARKING:
            assert not re.search(rf"\b{re.escape(word)}", held), f"{word!r} is on the screen: {held}"


def test_nothing_of_the_scenarios_own_names_is_on_the_screen(centre):
    attempt = centre.in_call()
    scenario = centre.library.scenario("gas-escape")
    centre.act(attempt, Say(line=LINE, text="Where are you?"), wait=5)
    held = strings(json.loads(screen_text(centre, attempt)))
    assert scenario.title not in held, "a title names the incident"
    assert "Caller" in held
    assert not held & {*scenario.incidents, *scenario.cues, *scenario.indicators, *scenario.facts}


def test_the_search_for_leaks_would_find_one(centre):
    attempt = centre.in_call()
    live = centre.service.attempts.look(centre.learner, attempt)
    secret = next(t for texts in kept_back(live).values() for t in texts if len(t) > 10)
    incident = next(iter(live.state.logs))
    live.state.logs[incident].fields["where"] = secret
    assert leaks(centre, attempt)


def screen(centre: Any, attempt: str) -> Any:
    live = centre.service.attempts.look(centre.learner, attempt)
    return call_screen(live, *centre.service.attempts.time_and_next(live))


def test_the_clock_of_a_call_says_when_its_lines_are_read_by_words_alone(centre):
    there = screen(centre, centre.in_call())
    for alone in (True, False):
        clock = Desk(centre.learner, there.attempt_id, replace(there, words_alone=alone)).clock()
        assert ("words alone" in clock.label) is alone
    live = centre.service.attempts.look(centre.learner, there.attempt_id)
    for reader, alone in (("words-18", True), ("encoder-18/tuned-4a9026cd", False)):
        read = replace(live, attempt=replace(live.attempt, reader_version=reader))
        assert call_screen(read, 0.0, None).words_alone is alone


def test_what_the_records_hold_stays_with_its_line_once_it_was_looked_up(centre):
    attempt = centre.in_call("silent-call")
    assert screen(centre, attempt).line(LINE).history == ""
    centre.act(attempt, LookUp(what=f"history:{LINE}"))
    centre.clock.wait(20)
    assert screen(centre, attempt).line(LINE).history.startswith("History")
    shown = [e.line for e in screen(centre, attempt).entries if e.text.startswith("History")]
    assert shown == [LINE], "another caller's line does not show it"
    centre.act(attempt, Say(line=LINE, text="I am still here"), wait=60)
    assert screen(centre, attempt).line(LINE).history.startswith("History")


def test_a_question_that_was_answered_stands_no_longer_open_among_what_was_sent(centre):
    attempt = centre.in_call()
    incident = next(iter(centre.service.attempts.look(centre.learner, attempt).state.logs))
    centre.act(attempt, Say(line=LINE, text="Where are you? What is the address?"), wait=2)
    centre.act(attempt, Send(incident=incident, to="gas_network", medium="phone", text="Gas leak"), wait=2)
    centre.clock.wait(60)
    asked = next(item for item in screen(centre, attempt).sent if item.kind == "message")
    assert asked.state == "asks"
    live = centre.service.attempts.look(centre.learner, attempt)
    line = next(x for x in live.state.lines.values() if x.party == "gas_network")
    truth = live.world.scenario.facts
    told = ", ".join(truth[key].value for key in (*line.asks, "address"))
    live = centre.act(attempt, Say(line=line.id, text=f"It is {told}, nobody hurt"), wait=2)
    centre.clock.wait(10)
    now = next(item for item in screen(centre, attempt).sent if item.kind == "message")
    assert (now.state, now.reply) == ("answered", live.state.lines[line.id].heard[-1].text)
    assert now.told_at == live.state.lines[line.id].spoken[-1].t


def test_a_question_that_a_second_message_answered_stands_no_longer_open(centre):
    attempt = centre.in_call()
    incident = next(iter(centre.service.attempts.look(centre.learner, attempt).state.logs))
    send = partial(Send, incident=incident, to="gas_network", medium="data")
    centre.act(attempt, send(text="Gas leak"), wait=2)
    centre.clock.wait(120)
    first = next(item for item in screen(centre, attempt).sent if item.kind == "message")
    assert (first.state, first.told_at) == ("asks", None)
    live = centre.service.attempts.look(centre.learner, attempt)
    told = ", ".join(fact.value for fact in live.world.scenario.facts.values() if fact.pass_on and fact.value)
    centre.act(attempt, send(text=f"Address {told}, nobody hurt"), wait=2)
    waiting, _ = (item for item in screen(centre, attempt).sent if item.kind == "message")
    assert waiting.state == "asks"  # nobody has replied to it yet
    centre.clock.wait(120)
    now, later = (item for item in screen(centre, attempt).sent if item.kind == "message")
    assert (now.state, now.reply, now.told_at) == ("answered", first.reply, later.at)
    assert later.state == "answered"


def test_a_question_answered_in_other_words_than_its_facts_is_closed_by_the_reply(centre):
    attempt = centre.in_call()
    incident = next(iter(centre.service.attempts.look(centre.learner, attempt).state.logs))
    centre.act(attempt, Send(incident=incident, to="gas_network", medium="phone", text="Gas leak"), wait=2)
    centre.clock.wait(60)
    live = centre.service.attempts.look(centre.learner, attempt)
    party = next(x for x in live.state.lines.values() if x.party == "gas_network")
    message = next(iter(live.state.messages.values()))
    said = SimpleNamespace(t=message.answer.t + 5)
    taken = SimpleNamespace(t=said.t + 2, asks=(), because="accepted", text="Thank you.")
    lost = SimpleNamespace(t=said.t + 2, asks=(), because="not understood", text="Say again?")
    for reply, state in ((taken, "answered"), (lost, "asks")):
        line = SimpleNamespace(party=party.party, asks=party.asks, spoken=(said,), heard=(reply,))
        assert _message(message, live.world.organisation, (message,), (line,)).state == state


def test_a_line_linked_to_a_log_does_not_bear_the_name_of_that_logs_caller():
    lines = {
        n: SimpleNamespace(direction="in", incident="0066", call=call)
        for n, call in enumerate(("first", "first", "walker"))
    }
    live: Any = SimpleNamespace(state=SimpleNamespace(lines=lines))
    assert [rings_for(live, line) for line in lines.values()] == [True, True, False]


def test_a_linked_line_keeps_the_name_that_was_written_in_its_own_log(centre):
    attempt = centre.in_call("shift-two-calls")
    for _ in range(40):
        live = centre.service.attempts.look(centre.learner, attempt)
        second = next((x for x in live.state.lines.values() if x.status == "ringing"), None)
        if second:
            break
        centre.clock.wait(5)
    centre.act(attempt, Answer(line=second.id))
    shown = screen(centre, attempt)
    first, mine = shown.lines[0].incident, shown.line(second.id).incident
    name = live.world.organisation.field_for("name")
    centre.act(attempt, WriteField(incident=first, field=name, value="Ruth Holt"))
    centre.act(attempt, WriteField(incident=mine, field=name, value="Ivy Parr"))
    centre.act(attempt, LinkLine(line=second.id, incident=first))
    shown = screen(centre, attempt)
    assert (shown.line(second.id).incident, shown.line(second.id).named) == (first, "Ivy Parr")
    assert shown.lines[0].named == "Ruth Holt"


def test_what_a_number_has_no_history_of_stands_on_the_line_that_was_looked_up(centre):
    attempts = centre.service.attempts
    attempt = centre.in_call()
    centre.act(attempt, LookUp(what=f"history:{LINE}"))
    live = attempts.look(centre.learner, attempt)
    screen = call_screen(live, *attempts.time_and_next(live))
    assert [e.line for e in screen.entries if e.text.startswith("History:")] == [LINE]


def test_the_talk_says_that_a_line_was_closed_and_by_whom(centre):
    attempt = centre.in_call()
    live = centre.service.attempts.look(centre.learner, attempt)
    incident = next(iter(live.state.logs))
    truth = live.world.scenario.facts
    told = ", ".join(fact.value for fact in truth.values() if fact.value)
    centre.act(attempt, Send(incident=incident, to="gas_network", medium="phone", text=told), wait=2)
    centre.clock.wait(60)
    line = next(x.id for x in screen(centre, attempt).lines if x.party == "gas_network")
    assert not [e for e in screen(centre, attempt).transcript(LINE) if "closed" in e.text]
    centre.clock.wait(60)
    shown = screen(centre, attempt)
    assert shown.line(line).state == "ended"
    said = [e for e in shown.transcript(LINE) if "the line is closed" in e.text]
    assert [(e.line, e.text.split(" rang off")[0]) for e in said] == [(line, shown.line(line).title)]
    centre.act(attempt, EndCall(line=LINE), wait=1)
    assert "You ended the call." in [e.text for e in screen(centre, attempt).transcript(LINE)]


def test_a_screen_drawn_again_is_the_one_drawn_afresh_whatever_was_done(centre):
    attempt = centre.in_call()
    live = centre.service.attempts.look(centre.learner, attempt)
    incident, crew = next(iter(live.state.logs)), centre.library.organisation("wendshire").resources[0].id
    told = screen(centre, attempt)
    centre.act(attempt, Say(line=LINE, text="Where are you?"))
    said = screen(centre, attempt)
    assert said.roster is told.roster, "what nothing has changed is not drawn again"
    assert said.logs is told.logs
    for deed in (
        WriteField(incident=incident, field="where", value="14 Tanners Row"),
        AddNote(incident=incident, text="Shouting over traffic."),
        AddNote(incident=incident, text="She has gone outside."),
        Deploy(incident=incident, resource=crew),
        Hold(line=LINE),
        LookUp(what=f"history:{LINE}"),
        EndCall(line=LINE),
    ):
        centre.act(attempt, deed)
        known = screen(centre, attempt)
        live.drawn.clear()
        live.told.clear()
        live.told_to = 0
        assert screen(centre, attempt) == known
    assert [n.text for n in known.log(incident).notes] == ["Shouting over traffic.", "She has gone outside."]
    assert next(unit for unit in known.roster if unit.id == crew).status != "available"
