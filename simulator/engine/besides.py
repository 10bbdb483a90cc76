"""What a far end says to words that tell it no fact: another body's word, a plain yes, a caller put through.

And to a question that it cannot answer: a crew says so honestly, or in what words it was told. English by
rule. It reads no acts, and nothing is done or promised because of it.
"""

import re
from dataclasses import replace

from simulator.engine import literal
from simulator.engine.not_caught import asks_besides
from simulator.engine.passing import Response, named_once
from simulator.engine.turn import Turn
from simulator.engine.world import Party
from simulator.model.asked_in_words import bids, may_ask, only_asks, requested, sentences
from simulator.model.reading import Reading
from simulator.model.values import tokens

IF_WE_CAN = "{call}, we will if we can."
"""What a crew says to a request of which nothing else is known."""
HAS_CALLER = "We have the caller, thank you."
"""What a body says that was told once before that the caller is put through."""
_NOT_THERE = "I'm not there yet. I'll call you when I am."
_CANNOT_TELL = "I can't tell you that yet. I'll call you."
_AS_TOLD = "I have it from you as “{words}”."
_PUTS_THROUGH = re.compile(
    r"\b(?:connect(?:ing|ed)?|transfer(?:ring|red)?|patch(?:ing|ed)?|put(?:ting)?|bring(?:ing)?) "
    r"(?:(?:you|her|him|them|caller|(?:the|his|her|your) \w+|u)\b ?){1,2}"
    r"(?:to|with|through|thru|over|on|across)\b"
    r"|\b(?:take|talk to|speak to|speak with|talk with|talk) (?:her|him|them|the caller|the \w+|his \w+) "
    r"(?:for|from here|through|thru|over)\b"
    r"|\b(?:take (?:over )?the (?:call|caller|line)|caller(?:'s| is) (?:all )?yours|over to you for)\b",
    re.IGNORECASE,
)
_YES_OR_NO = re.compile(r"\W*(?:yes|yeah|yep|yh|no|nope|affirmative|negative)\b\W+\w+", re.IGNORECASE)
_SAYS = re.compile(
    r"\b(?:say|says|said|want|wants|tell|tells|told|ask|asks|asked|word|advise|advice|confirm)"
)


def put_through(turn: Turn, party: Party, text: str) -> str:
    """Return what a body says that is to take the caller over; empty where nobody is put through to it."""
    takes = "" if party.crew else getattr(party.speech, "takes_caller", "")
    if not takes or not puts_through(text):
        return ""
    before = [h.text for x in turn.state.lines.values() if x.party == party.id for h in x.heard]
    before += [m.answer.text for m in turn.state.messages.values() if m.answer and m.sent.to == party.id]
    return HAS_CALLER if any(takes in words for words in before) else takes


def puts_through(text: str) -> bool:
    """Tell whether words say that a caller is put through, or ask a body to talk to the caller."""
    return _PUTS_THROUGH.search(text) is not None


def passes_word_on(turn: Turn, party: Party, text: str) -> bool:
    """Tell whether words pass on what another body says, or bid a crew do something: it has heard them."""
    said = " ".join(word.removesuffix("'s").removesuffix("’s") for word in tokens(text))
    if party.crew and any("?" not in sentence and bids(words) for sentence, words in sentences(text)):
        return True
    others = (body for body in turn.world.organisation.directory if body.id != party.id)
    named = any(
        f" {' '.join(tokens(name))} " in f" {said} " for one in others for name in (one.short, *one.said_as)
    )
    return named and "?" not in text and _SAYS.search(text.lower()) is not None


def says_yes_or_no(turn: Turn, text: str, line: str) -> bool:
    """Tell whether a yes or no with something to it comes after a question of the far end's."""
    return _YES_OR_NO.match(text) is not None and any(h.asks for h in turn.state.lines[line].heard)


def asks_a_crew_to(text: str) -> bool:
    """Tell whether words ask for something to be done, as a question: "can one of yours stay with them?"."""
    return any("?" in sentence and requested(words) for sentence, words in sentences(text))


def with_the_rest(
    turn: Turn,
    party: Party,
    text: str,
    reading: Reading,
    response: Response,
    *,
    incident: str,
    answered: bool,
) -> Response:
    """Return how a party takes a message up, with what it says to what is neither news nor answered."""
    if through := put_through(turn, party, text):
        return response if through in response.text else replace(response, text=f"{response.text} {through}")
    settled = response.answer in ("accepted", "misled", "received")
    if not party.crew or not settled or answered or not asks_besides(text, reading):
        return response
    words = _unanswered(turn, party, incident, text)
    if only_asks(text):
        return replace(response, text=f"{party.spoken}. {words}")
    return replace(response, text=named_once(party, f"{response.text} {words}"))


def _unanswered(turn: Turn, party: Party, incident: str, text: str) -> str:
    """Return what a crew says to a question: the words by which it goes, else that it cannot tell."""
    truth = literal.truth_of(turn.state, incident)
    told = literal.passed_to(turn.state, turn.world, party.id, incident)
    asked = {
        fact
        for sentence, words in sentences(text)
        if "?" in sentence or may_ask(sentence)
        for fact in turn.world.carried(" ".join(words), truth)
    }
    for passed in reversed(told):
        for sentence, _ in sentences(passed.text):
            if (
                passed.text != text
                and "?" not in sentence
                and asked & set(turn.world.carried(sentence, truth))
            ):
                return _AS_TOLD.format(words=sentence.strip(" .!,;\n"))
    crew = turn.state.resources[party.id]
    by_radio = "radio" in turn.world.organisation.resource(party.id).reached_by
    return _NOT_THERE if crew.status == "mobile" and by_radio else _CANNOT_TELL
