"""How a caller answers what the learner says: what was asked, and only that, in the mood the caller is in."""

from simulator.engine.asked_back import (
    QUIET,
    affirmed,
    barely,
    denied,
    more_was_said,
    only_a_manner,
    said_again_alone,
    worth_asking_back,
)
from simulator.engine.asked_before import asked_again, has_turned
from simulator.engine.asking_back import (
    ANSWERED_BY_A_NOD,
    CONFIRMS,
    ask_for_the_rest,
    asks_again_alone,
    asks_back,
    asks_something,
    is_order,
    is_question,
    only_news,
    questions_open,
)
from simulator.engine.checking import checked
from simulator.engine.clarified import clarified
from simulator.engine.in_voice import Talk, speaking_now
from simulator.engine.mood import moved_by
from simulator.engine.nearly_said import nearly_said
from simulator.engine.not_caught import questions_missed
from simulator.engine.one_answer import heard_together
from simulator.engine.one_breath import lead_of, pieces_of
from simulator.engine.opening import companions, open_call, opened, tell, told_to
from simulator.engine.persons import People, asks_for_others, can_be, is_of, meant_in, people_in, people_of
from simulator.engine.place_not_asked import place_not_asked
from simulator.engine.reading_back import at_length, confirm, read_out, reads_another_number, reads_number_out
from simulator.engine.said_before import in_short
from simulator.engine.signs import SIGNS, heeded
from simulator.engine.standing import Line
from simulator.engine.state import ASKS_BACK
from simulator.engine.turn import Turn, spoke
from simulator.engine.world import World
from simulator.model.commands import Say
from simulator.model.record_words import SPLIT
from simulator.model.scenario import Fact, Reaction
from simulator.model.values import tokens

_ASKS_AGAIN = ("ask_repeat", "ask_spell")
_READS_BACK = (*CONFIRMS, "summarise")
_ANYTHING_ELSE = "ask_anything_else"
_STATES = ("people", "injuries", "hazard", "vulnerable")
"""The topics of facts that tell how somebody is."""


def say_to_caller(turn: Turn, deed: Say) -> None:
    """Speak to the caller on a live line, and let the caller answer in one reply."""
    line = turn.state.lines[deed.line]
    call, script = line.call, speaking_now(turn, line.call)
    world = turn.world
    deed = at_length(deed, lambda act: asks_something(world.scenario, act))
    deed = place_not_asked(deed, lambda act: _told_for(turn, call, act))
    deed = affirmed(clarified(deed, line), line)
    deed = heard_together(deed, lambda act: world.answers.get((call, act), ()))
    deed = nearly_said(deed, lambda act: _answers(world, call, act) and asks_something(world.scenario, act))
    deed = said_again_alone(deed, line, lambda act: _answers(world, call, act))
    carried = turn.world.carried(deed.text, script.incident)
    turn.add(spoke(t=turn.t, line=line.id, text=deed.text, reading=deed.reading, carries=carried))
    just_told: tuple[str, ...] = ()
    if not opened(turn, call):
        open_call(turn, line.id)
        just_told = turn.state.lines[line.id].told
    talk = Talk(turn, call, script, deed, just_told)
    told_before = sum(told_to(turn, call, fact) for fact in carried)
    acts = checked(_heard_acts(deed, told_before > 0), deed.text, told_before)
    heard = (*acts, *(f"manner:{manner}" for manner in deed.reading.manner))
    for words, because in moved_by(turn, call, heard)[:1]:
        talk.say(words, because)
    acts = heeded(acts, deed, silent=script.silent)
    _answer_acts(talk, acts)
    if not script.silent and reads_number_out(talk):
        talk.agree()
    _take_yes_or_no(talk, line)
    if talk.heard_before and not talk.words:
        talk.nod(talk.heard_before)
    elif talk.to_be_done and not talk.taken_up and talk.words and not script.silent:
        talk.nod_first()
    if not script.silent and (not talk.because or all(act in QUIET for act in acts)):
        _answer_nothing(talk, acts)
    elif not script.silent:
        ask_for_the_rest(talk, acts, _answer_again)
    elif not talk.because and (not acts or any(is_question(talk, act) for act in acts)):
        talk.say(talk.rotated(script.not_understood, "not understood", ""), "not understood")
    _speak(talk)


def _told_for(turn: Turn, call: str, act: str) -> list[Fact] | None:
    """Return the facts with which a caller answers an act, once all of them were told."""
    keys = turn.world.answers.get((call, act), ())
    if not keys or not all(told_to(turn, call, key) for key in keys):
        return None
    return [turn.world.scenario.facts[key] for key in keys]


def _take_yes_or_no(talk: Talk, before: Line) -> None:
    """Answer a mere yes or no to what the caller asked, which is never met by silence.

    A no to what was asked back leaves open what was meant.
    """
    if talk.because or talk.script.silent or not barely(talk.deed.text):
        return
    if denied(talk.deed, before):
        otherwise = "Sorry, what do you mean?"
        talk.say(talk.rotated(talk.script.not_understood, "not understood", otherwise), "not understood")
    elif "?" in before.last_words:
        talk.nod()


def _speak(talk: Talk) -> None:
    because = SPLIT.join(dict.fromkeys(talk.because))
    talk.turn.speak_caller(talk.deed.line, " ".join(talk.words), because)
    for fact, asked in talk.told.items():
        tell(talk.turn, talk.deed.line, fact, asked=asked)


def _heard_acts(deed: Say, told_before: bool) -> tuple[str, ...]:
    """Return the acts heard for sure in the order of hearing.

    A line that repeats what was told reads it back, even where nothing in it was heard for sure.
    """
    sure = deed.reading.sure()
    reads_back = "read_back" in deed.reading.manner
    if not sure and (reads_back or told_before):
        sure = tuple(act for act in deed.reading.unsure() if act in CONFIRMS)[:1]
        if reads_back and told_before and not deed.reading.acts:
            sure = CONFIRMS[-1:]
    text = deed.text.lower()
    words = {a.act: a.words.lower() for a in deed.reading.acts}

    def place(act: str) -> int:
        found = text.find(words[act]) if words.get(act) else -1
        return found if found >= 0 else len(text)

    return tuple(sorted(dict.fromkeys(sure), key=place))


def _answer_act(talk: Talk, act: str) -> None:
    reacted = _react(talk, act)
    if talk.script.silent:
        return
    talk.taken_up |= reacted and is_order(talk, act)
    facts = talk.turn.world.answers.get((talk.call, act), ())
    if act in CONFIRMS and read_out(talk):
        talk.say("", f"act:{act}") if reacted else talk.agree()
    elif facts:
        _answer_question(talk, act, facts)
    elif not reacted:
        _answer_unscripted(talk, act)


def _answer_unscripted(talk: Talk, act: str) -> None:
    """Answer an act for which the file has neither a fact nor a reaction."""
    if act in CONFIRMS:
        confirm(talk)
    elif act in _ASKS_AGAIN:
        _repeat(talk)
    elif act == "close_call" and talk.script.goodbye:
        talk.say(talk.script.goodbye, "goodbye")
    elif act.startswith("wrong_"):
        talk.doubt(act)
    elif act == _ANYTHING_ELSE:
        talk.said_last = act
    elif is_question(talk, act) and act not in (*SIGNS, *ANSWERED_BY_A_NOD):
        talk.unanswered = True
    elif is_order(talk, act):
        talk.to_be_done = True


def _answer_acts(talk: Talk, acts: tuple[str, ...]) -> None:
    """Answer each act; one tap of a caller who cannot speak is the sign agreed on and answers the question.

    Two in a row would be another answer. A question that gets no answer brings no sign either.
    """
    sign = next((act for act in acts if act in SIGNS), "")
    question = next((act for act in acts if act.startswith("ask_") and act not in SIGNS), "")
    both = talk.script.silent and bool(sign and question)
    pieces = pieces_of(talk.deed, lambda act: _answers(talk.turn.world, talk.call, act))
    acts = tuple(act for act in acts if act not in pieces or not _told_for(talk.turn, talk.call, act))
    for act in acts:
        if not both or act not in (sign, question):
            _answer_act(talk, act)
    talk.end_with_more()
    if not both:
        return
    words, because, told = [*talk.words], [*talk.because], dict(talk.told)
    _answer_act(talk, sign)
    signed = set(talk.told)
    talk.words, talk.because = words, because
    _answer_act(talk, question)
    if set(talk.told) == signed:
        talk.told = told


def _answers(world: World, call: str, act: str) -> bool:
    """Tell whether a caller has an answer to an act."""
    return (call, act) in world.answers or (call, act) in world.reactions


def _react(talk: Talk, act: str) -> bool:
    """Play the first reaction to an act whose needs hold; tell whether there was one."""
    if act in CONFIRMS and reads_another_number(talk):
        talk.correct("")
        return True
    for n, reaction in talk.turn.world.reactions.get((talk.call, act), ()):
        token = f"reaction:{talk.call}:{n}"
        if token in talk.because:
            return True
        played = _times_played(talk, token)
        if (reaction.once and played) or not talk.turn.holds(reaction.needs, talk.call):
            continue
        if reaction.needs is not None and not talk.told.keys().isdisjoint(reaction.needs.not_told):
            continue  # it was told in this very line
        _play(talk, act, reaction, token)
        return True
    return False


def _times_played(talk: Talk, token: str) -> int:
    """Return how often a reaction was played, by the words it brought or the mood it moved."""
    caller = talk.turn.state.callers.get(talk.call)
    moved = caller.moved.get(token, (0, 0.0))[0] if caller else 0
    return max(talk.turn.count(token), moved)


def _play(talk: Talk, act: str, reaction: Reaction, token: str) -> None:
    played = _times_played(talk, token)
    said = reaction.says[played % len(reaction.says)] if reaction.says else ""
    if reaction.mood:
        talk.turn.move_mood(talk.call, reaction.mood, token)
    taken_up = act not in _READS_BACK and not talk.script.silent and not is_question(talk, act)
    if said and taken_up and played >= len(reaction.says):
        said, talk.heard_before = "", token  # an order or news that was taken up before, in these very words
    talk.say(in_short(said, talk.said_because(token)), token)
    for key in reaction.tells:
        if key in talk.turn.world.scenario.facts and not talk.has_told(key):
            talk.told[key] = is_question(talk, act) or act in talk.fact(key).asked_by
            if not reaction.says:
                talk.say(talk.fact(key).says, token)


def _answer_question(talk: Talk, act: str, asked: tuple[str, ...]) -> None:
    """Tell what an act asks for, of whom it asks; when all of it was told before, say it again."""
    because = f"act:{act}"
    facts = _as_it_stands(talk, asked)
    words = next((a.words for a in talk.deed.reading.acts if a.act == act and a.words), talk.deed.text)
    lead = "" if people_of(words) else lead_of(talk.deed, act)
    meant = meant_in(lead or words, talk.deed.text)
    facts = tuple(key for key in facts if can_be(meant, people_in(talk.fact(key))))
    if lead and not facts and talk.words:
        talk.say("", because)  # "is she awake and breathing" was answered of her
        return
    talk.told |= dict.fromkeys((key for key in facts if key in talk.told), True)
    fresh = [key for key in facts if not talk.has_told(key)]
    for key in fresh:
        _tell_asked(talk, key, because)
    if fresh or (act in CONFIRMS and confirm(talk)):
        return
    if asks_for_others(words) and not _told_just_so(talk, facts):
        talk.unanswered = talk.asked_for_others = True  # said at the end, if nothing else answers it
        talk.say("", because)
        return
    if not facts and (known := _told_of(talk, meant)):
        facts = (known,)
    if not facts:
        talk.say(talk.unknown(), because)
        return
    _say_again(talk, act, facts, because)


def _answer_again(talk: Talk, act: str) -> bool:
    """Say again what answers a question that was only nearly heard, if all of it was told before."""
    facts = talk.turn.world.answers.get((talk.call, act), ())
    known = _told_for(talk.turn, talk.call, act) is not None
    if known:
        talk.again = True  # nobody is scolded for it
        _answer_question(talk, act, facts)
    return known


def _told_just_so(talk: Talk, facts: tuple[str, ...]) -> bool:
    """Tell whether all that answers a question is told in this very reply: "another way in, a back door"."""
    return bool(facts) and all(key in talk.told and talk.fact(key).topic not in _STATES for key in facts)


def _say_again(talk: Talk, act: str, facts: tuple[str, ...], because: str) -> None:
    before = [key for key in facts if key not in talk.just_told and key not in talk.told]
    if (
        before
        and not talk.again
        and not has_turned(talk, act, before)
        and not questions_missed(talk.deed)
        and asked_again(talk.turn, talk.call, act, talk.deed)
    ):
        talk.again = True
        for words, why in moved_by(talk.turn, talk.call, ("asked again",)):
            talk.say(words, why)
    for key in before[:2]:
        whole = _by_now(talk, key) or talk.fact(key).says_again or _words(talk, key)
        talk.say(in_short(whole, talk.has_said(), talk.fact(key)), because)
    talk.say("", because)


def _as_it_stands(talk: Talk, facts: tuple[str, ...]) -> tuple[str, ...]:
    """Return facts as things stand: in place of one that was replaced since, what was told in its place."""
    newer = {
        talk.fact(key).replaces: key
        for key in talk.turn.world.facts_of[talk.call]
        if talk.fact(key).replaces and talk.has_told(key)
    }

    def now(key: str) -> str:
        return now(newer[key]) if key in newer else key

    return tuple(dict.fromkeys(now(key) for key in facts))


def _told_of(talk: Talk, meant: People) -> str:
    """Return what was told before of those meant, by the words that the question shares with it."""
    told = tuple(key for key in talk.turn.world.facts_of[talk.call] if talk.has_told(key))
    of_them = [k for k in _as_it_stands(talk, told) if is_of(meant, people_in(talk.fact(k)))]
    known = [k for k in of_them if talk.fact(k).topic in _STATES and talk.fact(k).says]
    words = set(tokens(talk.deed.text))

    def shared(key: str) -> int:
        fact = talk.fact(key)
        return len(words & set(tokens(" ".join((fact.label, fact.value, *fact.accept)).replace("/", " "))))

    return max(known, key=shared, default="")


def _tell_asked(talk: Talk, key: str, because: str) -> None:
    """Tell one fact that was asked for, with those that go with it, unless it may not be told yet."""
    fact = talk.fact(key)
    if not talk.turn.holds(fact.needs, talk.call):
        talk.say(fact.says_before or talk.unknown(), because)
        return
    talk.told[key] = True
    talk.say(_words(talk, key), because)
    for companion in companions(talk.turn, talk.call, key):
        if companion not in talk.told:
            talk.told[companion] = False
            talk.say(talk.fact(companion).says, because)


def _by_now(talk: Talk, key: str) -> str:
    """Return what is said in place of a fact's words since things have changed; empty while they have not."""
    later = (x for x in talk.fact(key).says_later if talk.turn.holds(x.needs, talk.call))
    return next((x.says for x in later), "")


def _words(talk: Talk, key: str) -> str:
    fact = talk.fact(key)
    if by_now := _by_now(talk, key):
        return by_now
    return fact.says if fact.known or fact.says else talk.unknown()


def _repeat(talk: Talk) -> None:
    heard = [h.text for h in talk.turn.state.lines[talk.deed.line].heard if h.who == "caller"]
    if heard:
        talk.say(heard[-1], "act:ask_repeat")


def _answer_nothing(talk: Talk, acts: tuple[str, ...]) -> None:
    """Answer what nothing in the scenario answers: not known, not understood, asked back, or a nod.

    A nod takes up an order or news; a question that was not caught is never met by one.
    """
    quiet = all(act in QUIET for act in acts)
    missed = questions_missed(talk.deed)
    if quiet and only_news(talk, acts):
        talk.nod_to_news()
    elif quiet and (worth_asking_back(talk.deed) if not acts else questions_open(talk)):
        talk.say(asks_back(talk), ASKS_BACK)
    elif talk.because:
        ask_for_the_rest(talk, acts, _answer_again)
    elif quiet and talk.has_just_asked_for_the_rest() and asks_again_alone(talk):
        talk.say(talk.unknown(), "does not know")  # said again by itself, and nothing is known of it
    elif not acts and only_a_manner(talk.deed):
        talk.nod()
    elif not acts or more_was_said(talk.deed, acts) or (quiet and missed):
        for words, why in moved_by(talk.turn, talk.call, ("not understood",)):
            talk.say(words, why)
        otherwise = talk.rotated(talk.script.not_understood, "not understood", "Sorry, what do you mean?")
        talk.say("" if talk.words else otherwise, "not understood")
    elif any(is_question(talk, act) and act not in ANSWERED_BY_A_NOD for act in acts):
        talk.say(talk.unknown(), "does not know")
    elif not quiet:
        talk.nod()
        ask_for_the_rest(talk, acts, _answer_again)
