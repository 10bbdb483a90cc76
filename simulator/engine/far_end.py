"""How crews and outside organisations answer what the learner says to them on a line, literally."""

from dataclasses import replace

from simulator.engine import literal
from simulator.engine.lines import ring_off
from simulator.engine.passing import (
    minutes_of,
    reference_of,
    respond,
    say,
    speak,
    spoken,
    will_attend,
)
from simulator.engine.sending import crews_told, redirect, rightly_bound
from simulator.engine.standing import Line
from simulator.engine.turn import Turn
from simulator.engine.world import Party
from simulator.model.commands import Say
from simulator.model.events import Spoke
from simulator.model.organisation_means import CrewSpeech
from simulator.model.values import tokens

_SAY_AGAIN = ("radio_say_again", "ask_repeat")
_PASSES = ("pass_information", "confirm_location", "no_information", "summarise")
_ASKED_ALONG = ("ask_will_attend", "ask_eta")
_NO_ANSWER_NEEDED = ("acknowledge", "radio_acknowledge", "thank", "close_call", "radio_go_ahead")


def say_to_far_end(turn: Turn, deed: Say) -> None:
    """Speak on a crew's line or to an outside organisation, and let the far end answer."""
    line = turn.state.lines[deed.line]
    party = turn.world.party(line.party)
    if party is None:
        turn.refuse(deed.deed, f"Nobody answers on {line.label}.")
        return
    incident = _incident(turn, line)
    truth = literal.truth_of(turn.state, incident)
    wanted = line.asks
    before = rightly_bound(turn, crews_told(turn, party.id) if party.crew else ())
    carried = turn.world.carried(deed.text, truth)
    turn.add(Spoke(t=turn.t, line=line.id, text=deed.text, reading=deed.reading, carries=carried))
    redirect(turn, before)
    _answer(turn, deed, party, incident=incident, wanted=wanted, carried=carried)


def _incident(turn: Turn, line: Line) -> str:
    crew = turn.state.resources.get(line.party)
    return (crew.incident if crew else "") or line.incident


def _answer(
    turn: Turn, deed: Say, party: Party, *, incident: str, wanted: tuple[str, ...], carried: tuple[str, ...]
) -> None:
    acts = deed.reading.sure()
    known = literal.address_of(turn.world, literal.truth_of(turn.state, incident))
    placed = known is not None and literal.names_place(turn.world, deed.text, known[1])
    if carried or placed or any(act in _PASSES for act in acts):
        _take_up(turn, deed, party, incident)
        return
    for act in acts:
        if words := _to_question(turn, party, incident, act, deed.line):
            speak(turn, party, deed.line, words, because=f"act:{act}")
            return
    asked = not wanted and any(act.startswith("ask_") for act in acts)
    if not asked and any(act in _NO_ANSWER_NEEDED for act in acts):
        _part(turn, deed, wanted)
        return
    if "radio_stand_by" in acts:
        return
    if party.crew and asked:
        speak(turn, party, deed.line, _update(turn, party, incident), because="act:answered")
    elif (acts and not asked) or _names_another_crew(turn, deed, party, incident):
        speak(turn, party, deed.line, spoken(turn, party, incident, "Received."), because="act:answered")
    else:
        words = spoken(turn, party, incident, party.speech.not_understood)
        speak(turn, party, deed.line, words, because="not understood")


def _part(turn: Turn, deed: Say, wanted: tuple[str, ...]) -> None:
    """Let an outside organisation that was phoned end the call with the learner, once nothing is asked."""
    line = turn.state.lines[deed.line]
    if "close_call" in deed.reading.sure() and line.direction == "out" and not wanted:
        ring_off(turn, line, "goodbye")


def _names_another_crew(turn: Turn, deed: Say, party: Party, incident: str) -> bool:
    """Tell whether the words tell a party of another crew that is out to the same incident."""
    said = f" {' '.join(tokens(deed.text))} "
    out = (r for r in turn.state.resources.values() if r.incident == incident and r.resource != party.id)
    calls = (turn.world.organisation.resource(r.resource).call_sign for r in out)
    return any(f" {' '.join(tokens(call))} " in said for call in calls)


def _take_up(turn: Turn, deed: Say, party: Party, incident: str) -> None:
    """Answer what was just passed, and what was asked along with it, in one breath."""
    response = respond(turn, party, incident)
    words = [response.text]
    if response.answer in ("accepted", "misled"):
        asked = (act for act in deed.reading.sure() if act in _ASKED_ALONG)
        words += [_to_question(turn, party, incident, act, deed.line) for act in asked]
    whole = " ".join(dict.fromkeys(word for word in words if word))
    say(turn, party, deed.line, replace(response, text=whole))


def _to_question(turn: Turn, party: Party, incident: str, act: str, line: str) -> str:
    """Return what a party answers to an act that asks it something; empty when it asks nothing."""
    if act == "ask_eta":
        return _minutes(turn, party, incident)
    if act == "ask_reference":
        return _reference(turn, party, incident)
    if act in ("ask_will_attend", "ask_availability"):
        return will_attend(turn, party, incident)
    if act == "request_update":
        return _update(turn, party, incident)
    if act in _SAY_AGAIN:
        heard = [h.text for h in turn.state.lines[line].heard]
        return heard[-1] if heard else ""
    if act == "radio_stand_by":
        return "Standing by."
    if act in ("greet", "greet_service") and not turn.state.lines[line].heard:
        return spoken(turn, party, incident, party.speech.answers)
    return ""


def _minutes(turn: Turn, party: Party, incident: str) -> str:
    if isinstance(party.speech, CrewSpeech):
        crew = turn.state.resources[party.id]
        if crew.status == "mobile" and crew.due is not None:
            return spoken(turn, party, incident, party.speech.says_minutes)
        return _update(turn, party, incident)
    body = turn.world.organisation.outside(party.id)
    if body.attends and body.arrives_within and not _wanting(turn, party, incident):
        return f"About {minutes_of(turn, party)} minutes."
    return will_attend(turn, party, incident)


def _wanting(turn: Turn, party: Party, incident: str) -> bool:
    return any(True for _ in literal.missing(turn.state, turn.world, party, incident))


def _reference(turn: Turn, party: Party, incident: str) -> str:
    if party.crew:
        return spoken(turn, party, incident, "{call}, we go by your number, {incident}.")
    if _wanting(turn, party, incident):
        return respond(turn, party, incident).text
    return f"Our reference is {reference_of(turn, party)}."


def _update(turn: Turn, party: Party, incident: str) -> str:
    if not isinstance(party.speech, CrewSpeech):
        return will_attend(turn, party, incident)
    crew = turn.state.resources[party.id]
    words = {
        "on scene": party.speech.on_scene,
        "mobile": party.speech.cannot_find if crew.due is None else party.speech.on_the_way,
        "broken down": "{call}, we have broken down and cannot go on.",
    }.get(crew.status, party.speech.clear)
    return spoken(turn, party, incident, words)
