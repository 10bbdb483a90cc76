"""What crews and outside organisations answer when they are asked: how long, whether, what is new.

Honest answers from what the engine knows: a time where there is one, "will do", "nothing further yet". Nobody
is left without an answer, and nobody promises what is not known.
"""

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from simulator.engine import literal
from simulator.engine.besides import with_the_rest
from simulator.engine.not_caught import FOLLOWED_UP, offers_more
from simulator.engine.passing import (
    Response,
    minutes_of,
    named_once,
    party_named,
    reference_of,
    respond,
    say,
    spoken,
    unasked,
    will_attend,
)
from simulator.engine.turn import Turn
from simulator.engine.wanted_of_them import answer_to_wishes
from simulator.engine.world import Party
from simulator.model.asked_in_words import may_ask, sentences
from simulator.model.events import MessageAnswered
from simulator.model.organisation_means import CrewSpeech
from simulator.model.reading import Reading
from simulator.model.trusted import trusted
from simulator.model.values import carries

_message_answered = trusted(MessageAnswered)

REPORT = "request_report"
"""What asks to be told of something later; heard in the words alone."""
OFFER = "offer_more"
"""What asks whether more is needed; heard in the words alone."""
_TO_REPORT = re.compile(
    r"\b(let (me|us) know|tell (me|us)|give (me|us) a (shout|call|ring)|(call|ring|shout|update) (me|us)"
    r"|report( back)?)\b[^.?!]*\b(when|once|if|as soon as|the time|the minute)\b",
    re.IGNORECASE,
)
_OF_PROGRESS = re.compile(
    r"\b(is|are|has|have|did)\b[^.?!]*\b(yet|by now|so far)\b|\bhow('s| is|s| are) (he|she|they|it|the \w+)\b"
    r"|\bany (news|sign|joy|luck|change)\b",
    re.IGNORECASE,
)
_WHO_COMES = re.compile(
    r"\bwho(?:['’]?s| is| are| r)? (?:coming|going|attending|on (?:the|their) way)\b"
    r"|\bwho (?:will|can|are|would) you (?:be )?(?:send|sending)\b",
    re.IGNORECASE,
)
_SAY_AGAIN = ("radio_say_again", "ask_repeat")


@lru_cache(maxsize=4096)
def asked_in(text: str, acts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the acts of a line to a crew or an organisation, with what its words ask besides.

    "Let me know when he's out" wants a report and not an update; "is he out yet" an update, whoever he is.
    """
    if "ask_will_attend" not in acts and _WHO_COMES.search(text):
        acts = (*acts, "ask_will_attend")
    if offers_more(text):
        acts = (*acts, OFFER)
    if _TO_REPORT.search(text):
        return (*(act for act in acts if act != "request_update"), REPORT)
    if "request_update" not in acts and _OF_PROGRESS.search(text):
        return (*acts, "request_update")
    return acts


class Words(NamedTuple):
    """What a party was told: the text, as it was read, and the line, empty where the medium needs none."""

    text: str
    reading: Reading
    line: str


def answers_to(turn: Turn, party: Party, incident: str, told: Words) -> dict[str, str]:
    """Return what a party answers to each thing that it is asked, those with the same words once.

    Where none was heard for sure, the likeliest is answered: nobody is left without an answer to a question
    that was nearly understood.
    """
    acts = asked_in(told.text, told.reading.sure())
    if not any(act in FOLLOWED_UP for act in acts):
        acts = (*acts, *(act.act for act in told.reading.left_open()[:1] if act.act in FOLLOWED_UP))
    found: dict[str, str] = {}
    if known := _known(turn, party, told.text):
        found["request_update"] = known
        acts = tuple(act for act in acts if act not in ("request_update", "ask_will_attend"))
    for act in acts:
        words = to_question(turn, party, incident, act, told.line)
        if words and words not in found.values():
            found[act] = words
    return found


def _known(turn: Turn, party: Party, text: str) -> str:
    """Return what the scenario lets a party say of itself to what a text asks, if it asks for that."""
    for one in party.script.knows if party.script else ():
        asked = (q for q, _ in sentences(text) if may_ask(q))
        if any(carries(q, one.asked[0], one.asked) for q in asked) and turn.holds(one.needs):
            return one.says
    return ""


def with_answers(turn: Turn, party: Party, incident: str, told: Words, response: Response) -> Response:
    """Return how a party takes up what it was told, with what it answers to what was asked along with it."""
    if response.answer == "refuses":
        return response
    asked = answers_to(turn, party, incident, told)
    if response.reference and response.reference in response.text:
        asked.pop("ask_reference", None)  # it was given just now
    answers = [said for act, said in asked.items() if act in FOLLOWED_UP and said not in response.text]
    # what is asked back comes last, as it waits for an answer
    words = [*answers, response.text] if response.answer == "asks" else [response.text, *answers]
    if party.crew or response.answer != "asks":
        wish = answer_to_wishes(turn, party, incident, told.text, " ".join(words))
        words = [wish, *words] if response.answer == "asks" else [*words, wish]
    return replace(response, text=named_once(party, " ".join(dict.fromkeys(word for word in words if word))))


def answer_message(turn: Turn, message: str) -> None:
    """Let the far end answer a message that has come due, aloud when it went by phone or radio."""
    sent = turn.state.messages[message].sent
    party = party_named(turn, sent.to)
    if party is None:
        return
    taken = respond(turn, party, sent.incident)
    told = Words(sent.text, sent.reading, sent.line)
    whole = with_answers(turn, party, sent.incident, told, taken)
    answered = whole.text != taken.text
    response = unasked(party, sent.text, sent.reading, whole, answered=answered)
    response = with_the_rest(
        turn, party, sent.text, sent.reading, response, incident=sent.incident, answered=answered
    )
    line = turn.state.lines.get(sent.line)
    if line is not None and line.status == "live":
        say(turn, party, line.id, response)
    turn.add(
        _message_answered(
            t=turn.t,
            message=message,
            answer=response.answer,
            text=response.text,
            reference=response.reference,
            asks=response.asks,
        )
    )


def to_question(turn: Turn, party: Party, incident: str, act: str, line: str) -> str:
    """Return what a party answers to an act that asks it something; empty when it asks nothing."""
    if act == "ask_eta":
        return _minutes(turn, party, incident)
    if act == "ask_reference":
        return _reference(turn, party, incident)
    if act in ("ask_will_attend", "ask_availability"):
        return will_attend(turn, party, incident)
    if act == "request_update":
        return update(turn, party, incident)
    if act == REPORT:
        return spoken(turn, party, incident, party.speech.will_report)
    if act in (OFFER, "request_upgrade"):
        return _upgrade(turn, party, incident) if act != OFFER else _needs_more(turn, party, incident)
    if act in _SAY_AGAIN:
        heard = [h.text for h in turn.state.lines[line].heard] if line else []
        return heard[-1] if heard else ""
    if act == "radio_stand_by":
        return "Standing by."
    if act in ("greet", "greet_service") and line and not turn.state.lines[line].heard:
        return spoken(turn, party, incident, party.speech.answers)
    return ""


def _needs_more(turn: Turn, party: Party, incident: str) -> str:
    return "" if _wanting(turn, party, incident) else "No, that's all we need."


def _minutes(turn: Turn, party: Party, incident: str) -> str:
    if isinstance(party.speech, CrewSpeech):
        crew = turn.state.resources[party.id]
        if crew.status == "mobile" and crew.due is not None:
            return spoken(turn, party, incident, party.speech.says_minutes)
        return update(turn, party, incident)
    if _wanting(turn, party, incident):
        return respond(turn, party, incident).text
    body = turn.world.organisation.outside(party.id)
    if body.attends and body.arrives_within:
        return f"About {minutes_of(turn, party)} minutes."
    return " ".join(filter(None, (will_attend(turn, party, incident), party.speech.no_time)))


def _wanting(turn: Turn, party: Party, incident: str) -> bool:
    return any(True for _ in literal.missing(turn.state, turn.world, party, incident))


def _reference(turn: Turn, party: Party, incident: str) -> str:
    if party.crew:
        return spoken(turn, party, incident, "{call}, we go by your number, {incident}.")
    if _wanting(turn, party, incident):
        return respond(turn, party, incident).text
    return f"Our reference is {reference_of(turn, party)}."


def _upgrade(turn: Turn, party: Party, incident: str) -> str:
    """Return how a party takes up that something has become more urgent: a crew that is there does not go."""
    if party.crew and turn.state.resources[party.id].status != "mobile":
        return update(turn, party, incident)
    return spoken(turn, party, incident, party.speech.takes_up)


def update(turn: Turn, party: Party, incident: str) -> str:
    """Return how things stand with a party, as far as the engine knows."""
    if not isinstance(party.speech, CrewSpeech):
        return will_attend(turn, party, incident) or party.speech.nothing_further
    crew = turn.state.resources[party.id]
    arrived = any(
        h.because == "arrived" for x in turn.state.lines.values() if x.party == party.id for h in x.heard
    )
    words = {
        "on scene": party.speech.nothing_further if arrived else party.speech.on_scene,
        "mobile": party.speech.cannot_find if crew.due is None else party.speech.on_the_way,
        "broken down": "{call}, we have broken down and cannot go on.",
    }.get(crew.status, party.speech.clear)
    return spoken(turn, party, incident, words)
