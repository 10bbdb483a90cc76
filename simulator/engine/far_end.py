"""How crews and outside organisations answer what the learner says to them on a line, literally."""

from simulator.engine import literal
from simulator.engine.besides import (
    IF_WE_CAN,
    asks_a_crew_to,
    passes_word_on,
    put_through,
    says_yes_or_no,
    with_the_rest,
)
from simulator.engine.lines import ring_off
from simulator.engine.not_caught import asks_besides, questions_missed
from simulator.engine.passing import NO_ANSWER, named_once, respond, say, speak, spoken, unasked
from simulator.engine.questions_to_them import Words, answers_to, update, with_answers
from simulator.engine.sending import called_off, crews_told, redirect, rightly_bound
from simulator.engine.standing import Line
from simulator.engine.turn import Turn, spoke
from simulator.engine.wanted_of_them import NOTED
from simulator.engine.world import Party
from simulator.model.asked_in_words import may_ask, requested, sentences
from simulator.model.commands import Say
from simulator.model.values import tokens

_TAKES_NEWS = "Noted."
_NEWS = 4
"""So many words make a sentence that tells something."""
_TELLS = 8
"""So many words without a question tell a crew something: it says that it heard them."""
_COURTEOUS = frozenset(("please", "pls", "thank", "thanks"))
_PASSES = ("pass_information", "confirm_location", "no_information", "summarise")
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
    turn.add(spoke(t=turn.t, line=line.id, text=deed.text, reading=deed.reading, carries=carried))
    redirect(turn, before)
    if party.crew:
        called_off(turn, (party.id,), deed.text, incident)
    _answer(turn, deed, party, incident=incident, wanted=wanted, carried=carried)


def _incident(turn: Turn, line: Line) -> str:
    crew = turn.state.resources.get(line.party)
    return (crew.incident if crew else "") or line.incident


def _answer(
    turn: Turn, deed: Say, party: Party, *, incident: str, wanted: tuple[str, ...], carried: tuple[str, ...]
) -> None:
    acts = deed.reading.sure()
    if party.crew and literal.calls_off(deed.text):
        say(turn, party, deed.line, respond(turn, party, incident))
        return
    known = literal.address_of(turn.world, literal.truth_of(turn.state, incident))
    placed = known is not None and literal.names_place(turn.world, deed.text, known[1])
    if carried or placed or any(act in _PASSES for act in acts):
        _take_up(turn, deed, party, incident)
        return
    answers = answers_to(turn, party, incident, Words(deed.text, deed.reading, deed.line))
    if through := put_through(turn, party, deed.text):
        answers["answered"] = through
    if answers:
        words = named_once(party, " ".join(answers.values()))
        speak(turn, party, deed.line, words, because=f"act:{next(iter(answers))}")
        return
    if _answers_what_was_asked(turn, deed, wanted):
        _take_up(turn, deed, party, incident)
        return
    question = may_ask(deed.text) and any(act.startswith("ask_") for act in acts)
    asked = (not wanted and question) or questions_missed(deed)
    if not asked and not _wants_done(deed.text) and any(act in _NO_ANSWER_NEEDED for act in acts):
        _part(turn, deed, wanted)
        return
    if "radio_stand_by" in acts:
        return
    _answer_the_rest(turn, deed, party, incident=incident, wanted=wanted, asked=asked)


def _answer_the_rest(
    turn: Turn, deed: Say, party: Party, *, incident: str, wanted: tuple[str, ...], asked: bool
) -> None:
    """Answer what is neither news of the incident nor a question that is known: take it up, or do not."""
    acts = deed.reading.sure()
    if party.crew and asks_a_crew_to(deed.text):
        speak(turn, party, deed.line, spoken(turn, party, incident, IF_WE_CAN), because="act:answered")
    elif party.crew and asked:
        speak(turn, party, deed.line, update(turn, party, incident), because="act:answered")
    elif not party.crew and asks_besides(deed.text, deed.reading):
        words = f"{_TAKES_NEWS} {NO_ANSWER}" if _tells_besides(deed.text) else NO_ANSWER
        speak(turn, party, deed.line, words, because="act:answered")
    elif (
        (acts and not asked)
        or _names_another_crew(turn, deed, party, incident)
        or (wanted and _asked_in_other_words(turn, deed))
        or not _is_riddle(deed, asked=asked, crew=party.crew)
        or passes_word_on(turn, party, deed.text)
        or says_yes_or_no(turn, deed.text, deed.line)
    ):
        speak(turn, party, deed.line, spoken(turn, party, incident, "Received."), because="act:answered")
    elif not party.crew and (_wants_done(deed.text) or _was_not_understood(turn, deed)):
        speak(turn, party, deed.line, NOTED, because="act:answered")
    elif any(True for _ in literal.missing(turn.state, turn.world, party, incident)):
        say(turn, party, deed.line, respond(turn, party, incident))
    else:
        words = spoken(turn, party, incident, party.speech.not_understood)
        speak(turn, party, deed.line, words, because="not understood")


def _tells_besides(text: str) -> bool:
    """Tell whether a line says something besides what it asks."""
    return any("?" not in sentence and len(words) >= _NEWS for sentence, words in sentences(text))


def _is_riddle(deed: Say, *, asked: bool, crew: bool) -> bool:
    """Tell whether nothing says what a line is; a courteous order ("please leave them on") needs no act."""
    words = tokens(deed.text)
    tells = bool(_COURTEOUS & set(words)) or (crew and len(words) >= _TELLS)
    return asked or "?" in deed.text or len(words) < _NEWS or not tells


def _wants_done(text: str) -> bool:
    """Tell whether a line asks that something be done."""
    return any(requested(words) for _, words in sentences(text))


def _was_not_understood(turn: Turn, deed: Say) -> bool:
    """Tell whether the far end has just said that it did not understand: it says so once."""
    heard = turn.state.lines[deed.line].heard
    return bool(heard) and heard[-1].because == "not understood"


def _answers_what_was_asked(turn: Turn, deed: Say, wanted: tuple[str, ...]) -> bool:
    """Tell whether words say something of what the far end has just asked for."""
    facts = turn.world.scenario.facts
    heard = turn.state.lines[deed.line].heard
    question = next((one.text for one in reversed(heard) if one.asks), "")
    if wanted and literal.answers(deed.text, question):
        return True
    return any(key in facts and literal.speaks_of(facts[key].topic, deed.text) for key in wanted)


def _asked_in_other_words(turn: Turn, deed: Say) -> bool:
    """Tell whether one answer to the far end's question was not understood: the next is taken as given."""
    heard = turn.state.lines[deed.line].heard
    since = next((n for n in reversed(range(len(heard))) if heard[n].asks), len(heard))
    return any(one.because == "not understood" for one in heard[since:])


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
    told = Words(deed.text, deed.reading, deed.line)
    whole = with_answers(turn, party, incident, told, response)
    answered = whole.text != response.text
    whole = unasked(party, deed.text, deed.reading, whole, answered=answered)
    whole = with_the_rest(turn, party, deed.text, deed.reading, whole, incident=incident, answered=answered)
    say(turn, party, deed.line, whole)
