"""Messages: how they leave, by which medium, and what is answered where a message asks nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from simulator.engine import literal
from simulator.engine.lines import connects_at, crew_line_id, crew_medium, open_crew_line, ring_out
from simulator.engine.not_caught import asks_besides
from simulator.engine.sought import place_sought, sends_nobody
from simulator.engine.turn import Turn, heard
from simulator.engine.world import Party, drawn
from simulator.model import commands as cmd
from simulator.model.events import MessageSent, Reply
from simulator.model.organisation_means import Speech
from simulator.model.reading import Reading
from simulator.model.record_words import OUT
from simulator.model.trusted import trusted
from simulator.model.values import tokens
from simulator.model.word_sets import word_set

_message_sent = trusted(MessageSent)

CREW_ANSWERS = {"radio": 4, "phone": 6, "data": 10, "email": 60, "sms": 30}
"""Seconds after which a crew answers a message, by medium."""
SPOKEN_ANSWER = 4
"""Seconds after which an organisation on the phone answers what it was told."""
APART = 3.0
"""Seconds between two answers that would otherwise come together: one radio, one pair of ears."""
CALLED_OFF = "stood down"
"""The reason of a crew's change that was called off."""
_FIRST = re.compile(r"(^|[.!?] )\{where\}")
"""A place at the beginning of a sentence, where it is written with a capital letter."""
_TAKEN = ("{call}, received.", "Received, {call}.")
_STILL_BOUND = ("{call}, received, {where}, yes.", "Received, {call}. {where}, as I have it.")
"""How a crew that is on its way takes a message that names the place it goes to already."""
_NEXT = ("{call}, received. {where} next.", "Received, {call}. {where} it is.")
"""How a crew that is on its way takes up that it is to look elsewhere."""
_NOBODY_SENT = ("Noted, and nobody is sent for now. Your reference is {reference}.",)
_LONGEST_PLACE = 14
_NO_NAME = word_set("lost left on in at by near unknown somewhere not gone with no last")
"""With these begins what tells of a place, and names none that a crew could be on its way to."""
ASKS_AT_ONCE = 2
"""How many missing things the far end asks for at once."""
NO_ANSWER = "What you ask me, I can't tell you from here."
"""What an organisation says to a question to which it has no answer."""
_NO_MORE = "More than that I can't tell you from here."
"""What it says where it answered one of several questions."""
_HAS_MORE = ("Right, I've got that.", "Thank you, I have that as well.")
_HAS_THAT = "Received."
_THANKS = "Thank you."
_STILL_WANTED = "Yes, but I still need to know."
_STANDS_DOWN = "{call}, standing down."


@dataclass(frozen=True)
class Response:
    """What a party answers: the kind of answer, its words, its reference and the facts it asks for."""

    answer: Reply
    text: str
    reference: str = ""
    asks: tuple[str, ...] = ()


def party_named(turn: Turn, name: str) -> Party | None:
    """Return a party by its id; for a kind of resource the first one sent, else the first."""
    known = turn.world.party(name)
    if known is not None:
        return known
    mine = [r.id for r in turn.world.organisation.resources if r.kind == name]
    sent = [r for r in mine if turn.state.resources[r].status in OUT]
    return turn.world.party((sent or mine)[0]) if mine else None


def reference_of(turn: Turn, party: Party) -> str:
    """Return the reference that an organisation gives in this attempt; crews give none."""
    if party.crew:
        return ""
    if party.script is not None and party.script.reference:
        return party.script.reference
    return f"{party.prefix} {drawn(turn.state.started.seed, party.id, 1000, 9899)}"


def minutes_of(turn: Turn, party: Party) -> int:
    """Return in how many minutes a party says that it arrives (at least 1)."""
    if not party.crew:
        return max(1, turn.world.organisation.outside(party.id).arrives_within // 60)
    due = turn.state.resources[party.id].due
    return max(1, round(((due or turn.t) - turn.t) / 60))


def spoken(turn: Turn, party: Party, incident: str, text: str) -> str:
    """Return a line of the far end with what it leaves open filled in."""
    if "{" not in text:
        return text
    text = text.replace("{incident}", incident or "your incident").replace("{call}", party.spoken)
    text = text.replace("{reference}", reference_of(turn, party))
    if "{minutes}" in text:
        minutes = minutes_of(turn, party)
        text = text.replace("{minutes} minutes", "1 minute") if minutes == 1 else text
        text = text.replace("{minutes}", str(minutes))
    if "{where}" not in text:
        return text
    place = sought_of(turn, party, incident) or place_repeated(turn, party, incident)
    text = _FIRST.sub(lambda at: at.group(1) + place[:1].upper() + place[1:], text)
    return text.replace("{where}", place)


def sought_of(turn: Turn, party: Party, incident: str) -> str:
    """Return where a crew was told last to go or to look, unless the same words give it the address."""
    told = literal.passed_to(turn.state, turn.world, party.id, incident) if party.crew else ()
    known = literal.address_of(turn.world, _truth(turn, incident))
    if not told or known is None or literal.names_place(turn.world, told[-1].text, known[1]):
        return ""
    return place_sought(told[-1].text)


def place_repeated(turn: Turn, party: Party, incident: str) -> str:
    """Return the place as the far end repeats it: what it was told, right or wrong."""
    log = turn.state.logs.get(incident)
    crew = turn.state.resources.get(party.id)
    first = (crew.address if crew else "") or (turn.world.where_written(log.fields) if log else "")
    words = literal.heading(turn.state, turn.world, party.id, incident, first)
    known = literal.address_of(turn.world, _truth(turn, incident))
    named = literal.place_in(turn.world, words, known[1]) if known else ""
    if named or words != first or not first:
        return named or "the address you gave"
    return first if _names_somewhere(first) else "the place you gave"


def _names_somewhere(field: str) -> bool:
    """Tell whether what stands in a log's field can be spoken as a place: "Lost on the 22 bus" cannot."""
    words = tokens(field)
    return not _NO_NAME & set(words[:1]) and len(words) <= _LONGEST_PLACE


def respond(turn: Turn, party: Party, incident: str) -> Response:
    """Work out how a party answers what it has been told of an incident so far."""
    script, speech = party.script, party.speech
    if (
        script is not None
        and script.refuses
        and turn.holds(script.refuses_when, incident=_truth(turn, incident))
    ):
        return Response("refuses", spoken(turn, party, incident, script.refuses))
    told = literal.passed_to(turn.state, turn.world, party.id, incident)
    off = party.crew and turn.state.resources[party.id].why == CALLED_OFF
    if off and told and literal.calls_off(told[-1].text):
        return Response("received", spoken(turn, party, incident, _STANDS_DOWN))
    wanting = [] if off else list(literal.missing(turn.state, turn.world, party, incident))
    if wanting and not any("no_information" in passed.acts for passed in told):
        says = dict.fromkeys(one.says for one in wanting[:ASKS_AT_ONCE])
        asks = tuple(one.facts[0] for one in wanting[:ASKS_AT_ONCE])
        if any(literal.times_asked(turn.state, party.id, one.facts) for one in wanting[:ASKS_AT_ONCE]):
            says = {_STILL_WANTED: None, **says}
        elif told and any(literal.times_asked(turn.state, party.id, (key,)) for key in told[-1].facts):
            says = {_HAS_THAT if party.crew else _THANKS: None, **says}  # one thing was answered, not all
        return Response("asks", spoken(turn, party, incident, _in_one_breath(says)), asks=asks)
    lines = speech.acknowledges or ("Received.",)
    if off:
        lines = _TAKEN
    elif party.crew and _under_way(turn, party):
        placed = turn.state.resources[party.id].status == "mobile" and _places(turn, incident, told)
        lines = lines if placed and _sends_elsewhere(turn, party, incident, told) else _TAKEN
        lines = _STILL_BOUND if placed and lines is _TAKEN else lines
        lines = _NEXT if sought_of(turn, party, incident) else lines
    elif not party.crew and told and sends_nobody(told[-1].text):
        lines = _NOBODY_SENT
    words = _accepting(turn, party, incident, lines, len(told))
    wrong = literal.misled(turn.state, turn.world, party.id, incident)
    return Response("misled" if wrong else "accepted", words, reference_of(turn, party))


def named_once(party: Party, text: str) -> str:
    """Return what a crew says in one breath: it names itself once, however many things it answers."""
    first = text.find(party.spoken) if party.crew else -1
    if first < 0:
        return text
    after = first + len(party.spoken)
    again = re.compile(rf"(?<=[.!?] ){re.escape(party.spoken)}, (\w)")
    return text[:after] + again.sub(lambda at: at.group(1).upper(), text[after:])


def _in_one_breath(says: Iterable[str]) -> str:
    """Return several things to ask as one turn: who calls whom is said once."""
    words, called = [], ""
    for one in says:
        call, comma, rest = one.partition(", ")
        again = bool(comma) and "{call}" in call and call == called
        called = call if "{call}" in call else called
        words.append(rest[:1].upper() + rest[1:] if again else one)
    return " ".join(words)


def _accepting(turn: Turn, party: Party, incident: str, lines: Sequence[str], told: int) -> str:
    """Return how a party takes up what it was told, an organisation in no words that it has used before."""
    first = drawn(turn.state.started.seed, f"acknowledges:{party.id}", 0, len(lines) - 1) + max(0, told - 1)
    accepts = party.script.accepts if party.script else ""
    ways = (accepts,) if accepts else tuple(lines[(first + n) % len(lines)] for n in range(len(lines)))
    if party.crew and not accepts:
        return spoken(turn, party, incident, ways[0])
    whole = [spoken(turn, party, incident, way) for way in ways]
    before = [h.text for x in turn.state.lines.values() if x.party == party.id for h in x.heard]
    before += [m.answer.text for m in turn.state.messages.values() if m.answer and m.sent.to == party.id]
    more = [spoken(turn, party, incident, way) for way in (_TAKEN if party.crew else _HAS_MORE)]
    number = reference_of(turn, party)
    given = bool(number) and any(number in text for text in before)  # nobody reads a number out twice unasked
    fresh = (words for words in (*whole, *more) if not (given and number in words))
    new = (words for words in fresh if not any(words in text for text in before))
    return next(new, more[told % len(more)])


def _under_way(turn: Turn, party: Party) -> bool:
    """Tell whether a crew is there, or on its way and has spoken of it: it does not set off again."""
    crew = turn.state.resources[party.id]
    if crew.status == "on scene":
        return True
    line = turn.state.lines.get(crew_line_id(turn, party.id))
    spoke = line is not None and any(h.because.startswith(("accepted", "misled", "cue:")) for h in line.heard)
    return crew.status == "mobile" and spoke


def _places(turn: Turn, incident: str, told: Sequence[literal.Passed]) -> bool:
    """Tell whether the last that a crew was told names a place."""
    known = literal.address_of(turn.world, _truth(turn, incident))
    return known is not None and bool(told) and literal.names_place(turn.world, told[-1].text, known[1])


def _sends_elsewhere(turn: Turn, party: Party, incident: str, told: Sequence[literal.Passed]) -> bool:
    """Tell whether the last that a crew was told leads to another place than it was going to."""
    known = literal.address_of(turn.world, _truth(turn, incident))
    if known is None:
        return False
    log = turn.state.logs.get(incident)
    first = turn.state.resources[party.id].address or (turn.world.where_written(log.fields) if log else "")
    before = [one.text for one in told[:-1] if literal.names_place(turn.world, one.text, known[1])]
    bound = literal.place_in(turn.world, (before or [first])[-1], known[1])
    return literal.place_in(turn.world, told[-1].text, known[1]) != bound


def _truth(turn: Turn, incident: str) -> str:
    return literal.truth_of(turn.state, incident)


def _unreachable(turn: Turn, deed: cmd.Send, party: Party) -> str:
    """Return why a message cannot go to a party by a medium; empty when it can."""
    if party.crew:
        crew = turn.world.organisation.resource(party.id)
        if turn.state.resources[party.id].status == "off duty":
            return f"{party.name} is off duty."
        media: tuple[str, ...] = crew.reached_by
    else:
        media = tuple(route.medium for route in turn.world.organisation.outside(party.id).routes)
    if deed.medium not in media:
        return f"{party.name} cannot be reached by {deed.medium}; use {' or '.join(media)}."
    return ""


def send(turn: Turn, deed: cmd.Send) -> None:
    """Pass a message about an incident; phone and radio use a line, the other media need none."""
    party = party_named(turn, deed.to)
    if deed.incident not in turn.state.logs:
        turn.refuse(deed.deed, f'There is no incident log "{deed.incident}".')
        return
    if party is None:
        turn.refuse(deed.deed, f'"{deed.to}" is neither a resource nor in the directory.')
        return
    why = _unreachable(turn, deed, party) or (
        "" if deed.text.strip() else "There is nothing in the message yet."
    )
    if why:
        turn.refuse(deed.deed, why)
        return
    line, due = _way(turn, deed, party)
    due = _in_turn(turn, due)
    turn.add(
        _message_sent(
            t=turn.t,
            message=f"m{len(turn.state.messages) + 1}",
            incident=deed.incident,
            to=deed.to,
            medium=deed.medium,
            text=deed.text,
            reading=deed.reading,
            carries=turn.world.carried(deed.text, _truth(turn, deed.incident)),
            line=line,
            answer_due=round(due, 2),
        )
    )


def _in_turn(turn: Turn, due: float) -> float:
    """Return when an answer due at ``due`` comes: not in one breath with another that is awaited."""
    others = [m.sent.answer_due for m in turn.state.messages.values() if m.answer is None]
    for other in sorted(x for x in others if x is not None):
        if abs(due - other) < APART:
            due = other + APART
    return due


def _way(turn: Turn, deed: cmd.Send, party: Party) -> tuple[str, float]:
    """Return the line that a message takes (empty when it needs none) and when it is answered."""
    answers_in = party.script.answers_in if party.script else None
    if party.crew:
        line = open_crew_line(turn, party.id) if deed.medium == crew_medium(turn, party.id) else ""
        return line, turn.t + (CREW_ANSWERS.get(deed.medium, 10) if answers_in is None else answers_in)
    if deed.medium != "phone":
        route = turn.world.organisation.outside(party.id).route(deed.medium)
        wait = route.answers_within if route else 60
        return "", turn.t + (wait if answers_in is None else answers_in)
    open_line = turn.state.line_of(party.id)
    line = open_line.id if open_line else ring_out(turn, party.id, deed.incident)
    known = turn.state.lines[line]
    begins = connects_at(turn, known) if known.status == "ringing" and known.direction == "out" else turn.t
    return line, begins + (SPOKEN_ANSWER if answers_in is None else answers_in)


def unasked(
    party: Party, text: str, reading: Reading, response: Response, *, answered: bool = False
) -> Response:
    """Return an organisation's answer, with what it says where the message asks what it cannot answer.

    ``answered``: it holds an answer to something else that the message asks.
    """
    settled = response.answer in ("accepted", "misled")
    if party.crew or not settled or not asks_besides(text, reading):
        return response
    if party.script is not None and any(one.says in response.text for one in party.script.knows):
        return response
    return replace(response, text=f"{response.text} {_NO_MORE if answered else NO_ANSWER}")


def say(turn: Turn, party: Party, line: str, response: Response) -> None:
    """Let a party say its answer on a line; being misled sounds like accepting."""
    speak(turn, party, line, response.text, because=response.answer, asks=response.asks)


def speak(
    turn: Turn, party: Party, line: str, text: str, *, because: str, asks: tuple[str, ...] = ()
) -> None:
    """Let a crew or outside organisation say something on a line."""
    if text:
        turn.add(
            heard(
                t=turn.t,
                line=line,
                who="responder" if party.crew else "organisation",
                party=party.id,
                name=party.name,
                text=text,
                because=because,
                asks=asks,
            )
        )


def crew_line(turn: Turn, resource: str) -> str:
    """Return the line on which a crew speaks, opened when need be."""
    return crew_line_id(turn, resource) if _is_open(turn, resource) else open_crew_line(turn, resource)


def _is_open(turn: Turn, resource: str) -> bool:
    line = turn.state.lines.get(crew_line_id(turn, resource))
    return line is not None and line.status == "live"


def will_attend(turn: Turn, party: Party, incident: str) -> str:
    """Return what a party says that it will do."""
    if party.script is not None and party.script.will_send:
        return spoken(turn, party, incident, party.script.will_send)
    if isinstance(party.speech, Speech):
        return spoken(turn, party, incident, party.speech.will_attend)
    return spoken(turn, party, incident, party.speech.on_the_way)
