"""How a caller asks what was meant: what was nearly understood, or what was asked besides and not caught.

A question is never met by a nod: whoever answers one of several says that another was missed. It answers
nothing itself.
"""

import re
from collections.abc import Callable

from simulator.engine.asked_back import NEVER_MEANT, more_was_said, repeats
from simulator.engine.carried_on import carries_on, matter, plainly_holds
from simulator.engine.in_voice import Talk
from simulator.engine.not_caught import Answer, echoes, questions_missed
from simulator.engine.persons import as_meant, calls_another
from simulator.engine.spelt import in_full
from simulator.engine.state import ASKS_BACK
from simulator.engine.turned import clause_of, turned
from simulator.model.asked_in_words import bids, may_ask, opens_a_question, orders
from simulator.model.reading import ReadAct
from simulator.model.scenario import Scenario
from simulator.model.values import tokens
from simulator.model.word_sets import word_set

CONFIRMS = ("confirm_location", "confirm_details")
_VERBS = word_set("is are was were am do does did has have had can could will would")
ANSWERED_BY_A_NOD = ("ask_understood",)
_OF_ASKING = re.compile(r"\bask(?:s|ed|ing)?\b", re.IGNORECASE)
_NEWS = 7
_NEWS_OPENS = re.compile(
    r"\W*(?:(?:ok|okay|right|well|now|so|hello|hi)\b[.,]?\s+)*(?:(?:mr|mrs|ms|miss) \w+,? )?"
    r"(?:i am told|i hear|the \w+|they|we|he|she|it|there|your \w+|our \w+|somebody|someone)\b"
    r"(?:\W+\w+){0,5}?\W*(?:\b(?:is|are|was|were|will|has|have|looks?|decides?|comes?|goes|makes?|knows?)\b|['’](?:ll|s|re|ve)\b)",
    re.IGNORECASE,
)
_BIDDEN = word_set("must should ought need needs needn't mustn't shouldn't never don't dont please")
_OF_CREWS = (
    "radio_",
    "request_",
    "pass_information",
    "no_information",
    "ask_availability",
    "ask_will_attend",
)
"""So begin acts of talk with crews and outside bodies, whose phrasings no caller says."""
_TELLING = (
    "say_",
    "explain_",
    "refuse_",
    "reassure",
    "empathise",
    "stay_on_line",
    "give_",
    "refer_",
    "signpost",
)
_NOT = re.compile(
    r"\b(?:not|never|no|nobody|no one|none|cannot|\w+n't|dont|wont|cant|nothing)\b", re.IGNORECASE
)
_ASKS_TWICE = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|can|could) (?:you|he|she|they|it|there)\b.*"
    r"\b(?:is|are|was|were|do|does|did|has|have|can|could) (?:you|he|she|they|it|there)\b",
    re.IGNORECASE,
)
"""A phrasing typed as two questions in one ("are you alright are you hurt") is nobody's question."""
_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[^\w\s'’-]+|\band\b", re.IGNORECASE)
_BEGINNING = 5
_SAYS_LITTLE = frozenset(
    word[:_BEGINNING]
    for word in word_set(
        "only just whole anyone anybody someone somebody nobody thing things time long "
        "happening happened near side after before much many"
    )
)
"""Words that a phrasing may share with anything that is said."""
_ANYBODY = word_set("anyone anybody someone somebody anything")
_YOU = word_set("you u ya your")
_PLACES = word_set(
    "house flat building room kitchen bathroom bedroom cellar basement attic garage garden pub shop school "
    "field farm park beach "
    "office hall car van lorry truck coach bus train tram boat lift tunnel bridge platform station pool"
)
"""Where somebody may be: "is everyone out of the house" is asked of nobody who sits in a car."""
_JOINS = word_set("and or")
_A_SCRAP = 2
"""So few words behind an "and" ask for nothing of their own."""
_A_PHRASE = 3
"""So many words of a phrasing say what is meant."""
_AS_LIKELY = 0.2
_STILL_HEARD = 3
"""So many of the caller's last answers are echoed."""
_MORE_LIKELY = 0.4
"""From this score on what was told before is said again, rather than asked for."""
_LIKELY = 0.3
"""From this score on what was nearly heard is named, where no question mark says that something was asked."""


def questions_open(talk: Talk) -> tuple[ReadAct, ...]:
    """Return what else was heard in a line but not for sure, best first, where that is a question at all.

    It is the best that a yes takes up: a question behind something else is not asked back.
    """
    left = talk.deed.reading.left_open()
    return left if left and is_question(talk, left[0].act) else ()


def ask_for_the_rest(talk: Talk, acts: tuple[str, ...], again: Callable[[Talk, str], bool]) -> None:
    """Ask for a second question when only the first was caught: whether this was meant, or what it was.

    ``again`` says once more what answers an act, where all of it was told before.
    """
    if not any(why.startswith(("act:", "reaction:", "mood:", "backchannel")) for why in talk.because):
        return
    if "goodbye" in talk.because:
        return  # nobody asks for more who has just said goodbye
    best = next(iter(talk.deed.reading.left_open()), None)
    if best and _asked_aloud(talk, best) and _would_answer(talk, best.act) and _nameable(talk):
        talk.say(asks_back(talk), ASKS_BACK)
    elif talk.unanswered:
        if not (talk.asked_for_others and _people_told(talk)) and not _held_already(talk, acts):
            talk.say(talk.unknown(), "does not know")
    elif acts and _missed(talk) and not (best and _likely_asked(talk, best) and again(talk, best.act)):
        said = not talk.has_just_asked_for_the_rest() and talk.ask_for_the_rest()
        if not said and (talk.has_just_asked_for_the_rest() or not _answers_a_question(talk, acts)):
            talk.say(asks_back(talk), ASKS_BACK)


def _held_already(talk: Talk, acts: tuple[str, ...]) -> bool:
    """Tell whether the reply plainly holds what was asked besides, though the file has no answer to that."""
    world, reply = talk.turn.world, _answer(talk)
    words = {act.act: tokens(act.words) for act in talk.deed.reading.acts}
    answered = {act for act in acts if {(talk.call, act)} & (world.answers.keys() | world.reactions.keys())}
    open_ones = [act for act in acts if act not in answered and is_question(talk, act)]
    before = [word for act in answered for word in words.get(act, ())]
    return bool(answered and open_ones) and all(
        plainly_holds(reply.words, words.get(act, ()), before, reply.before) for act in open_ones
    )


def _likely_asked(talk: Talk, best: ReadAct) -> bool:
    """Tell whether what was nearly heard is likely the question that was not caught."""
    alike = _beginnings(in_full(best.phrase)) & _beginnings(best.words)
    asked = is_question(talk, best.act) and opens_a_question(tokens(best.words))
    return best.score >= _MORE_LIKELY and asked and bool(alike)


def _people_told(talk: Talk) -> bool:
    """Tell whether this very reply tells of somebody: it answers "anybody else, any sisters?"."""
    return any(talk.fact(key).topic == "people" for key in talk.told)


def _asked_aloud(talk: Talk, best: ReadAct) -> bool:
    """Tell whether what was nearly heard is a question by its words, or an order beside questions alone."""
    words, reply = tokens(best.words), _answer(talk)
    held = plainly_holds(reply.words, words, _caught(talk), reply.before)
    if words and (held or carries_on(words, _caught(talk)) or echoes(words, _lately(talk))):
        return False  # "where is it, can you get to it easily" asks for nothing more, nor does an echo
    if 0 < len(words) <= _A_SCRAP and words[0] in _JOINS and not opens_a_question(words):
        return False  # "and numbers" asks for nothing of its own
    if is_question(talk, best.act):
        aloud = best.score >= _LIKELY and opens_a_question(words) and _missed(talk)
        return "?" in talk.deed.text or aloud
    return best.score >= _LIKELY and (bids(words) or orders(words)) and _missed(talk)


def _caught(talk: Talk) -> tuple[str, ...]:
    """Return the words of the questions that were heard for sure."""
    acts = (act for act in talk.deed.reading.acts if act.band == "sure" and is_question(talk, act.act))
    return tuple(word for act in acts for word in tokens(act.words))


def _answers_a_question(talk: Talk, acts: tuple[str, ...]) -> bool:
    return any(is_question(talk, act) and act not in ANSWERED_BY_A_NOD for act in acts)


def _missed(talk: Talk) -> bool:
    """Tell whether a question stays without an answer, in the words of the reply as in those of its facts."""
    return questions_missed(
        talk.deed,
        told=_answered_besides(talk),
        at_length=_at_length(talk),
        answer=lambda: _answer(talk),
        orders_too=not talk.script.silent,
    )


def _answer(talk: Talk) -> Answer:
    facts = (talk.fact(key) for key in talk.told)
    told = (word for fact in facts for word in (fact.label, fact.value, *fact.accept))
    return Answer(" ".join((*talk.words, *told)), " ".join(talk.has_said()), _lately(talk))


def _lately(talk: Talk) -> str:
    """Return what the caller said last, which a learner may echo."""
    return " ".join(talk.has_said()[-_STILL_HEARD:])


def _answered_besides(talk: Talk) -> tuple[str, ...]:
    """Return the acts nearly heard of which all is told in this very reply: nobody asks for them again."""
    answers = ((act.act, talk.turn.world.answers.get((talk.call, act.act), ())) for act in _nearly(talk))
    return tuple(act for act, facts in answers if facts and talk.told.keys() >= set(facts))


def _nearly(talk: Talk) -> tuple[ReadAct, ...]:
    return tuple(act for act in talk.deed.reading.acts if act.band == "unsure")


def _at_length(talk: Talk) -> bool:
    """Tell whether what was asked is answered in several sentences."""
    return bool(talk.told) and max((words.count(". ") for words in talk.words), default=0) > 0


def _would_answer(talk: Talk, act: str) -> bool:
    """Tell whether an act would bring anything that was not told yet, or words of the caller's own."""
    facts = talk.turn.world.answers.get((talk.call, act), ())
    if facts:
        return any(not talk.has_told(key) for key in facts)
    reactions = talk.turn.world.reactions.get((talk.call, act), ())
    return any(
        not talk.turn.count(f"reaction:{talk.call}:{n}") and talk.turn.holds(one.needs, talk.call)
        for n, one in reactions
    )


def asks_back(talk: Talk) -> str:
    """Return how the caller asks what was meant: by the phrasings that were nearly heard, never by a fact."""
    unsure = talk.deed.reading.left_open()
    nearly = _nameable(talk)
    plain = tuple(line for line in talk.script.asks_back if "{choice}" not in line)
    lines = talk.script.asks_back if nearly else plain or talk.script.not_understood
    if nearly and not is_question(talk, unsure[0].act):  # nobody *asks* "leave the house"
        lines = tuple(one for one in lines if not _OF_ASKING.search(one)) or lines
    question = "?" in talk.deed.text or any(is_question(talk, act.act) for act in unsure[:1])
    otherwise = "Sorry, what was that you asked me?" if question else "Sorry, what was that?"
    line = talk.rotated(lines, ASKS_BACK, otherwise)
    words = line.replace("{choice}", ", or ".join(_fitted(nearly, line)))
    return words[:1].upper() + words[1:]


def _nameable(talk: Talk) -> list[str]:
    """Return what was nearly heard as the caller says it: the likeliest, and another much like it in kind."""
    said, unsure = talk.deed.text, talk.deed.reading.left_open()[:2]
    sayable = [
        (act, as_meant(in_full(act.phrase), said))
        for act in unsure
        if act.act not in (*CONFIRMS, *NEVER_MEANT)  # the first name another call's facts
        and not act.act.startswith(_OF_CREWS)
        and is_question(talk, act.act) == is_question(talk, unsure[0].act)
        and not calls_another(act.phrase, said)
        and not _says_contrary(act.phrase, said)
    ]
    sayable = [(act, phrase) for act, phrase in sayable if _can_be_said(phrase) and _fits(talk, act, phrase)]
    least = sayable[0][0].score - _AS_LIKELY if sayable else 0.0
    likely = [(phrase, _foreign(act, phrase)) for act, phrase in sayable if act.score >= least]
    first = _beginnings(likely[0][0]) if likely else frozenset()
    return [
        turned(clause_of(phrase))
        for n, (phrase, new) in enumerate(likely)
        if (not new or likely[0][1]) and not (n and _much_alike(_beginnings(phrase), first))
    ]


def _much_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two phrasings have half of their words in common: between such there is no choice."""
    return 2 * len(one & other) >= min(len(one), len(other))


def _fits(talk: Talk, act: ReadAct, phrase: str) -> bool:
    """Tell whether a phrasing speaks of something that was said, and names nobody and no place that is new.

    Of what was nearly heard in words that share nothing with the phrasing four in five were not meant.
    """
    said = in_full(act.words or talk.deed.text)
    about = _beginnings(phrase)
    if about and not (about - _SAYS_LITTLE) & _beginnings(said):
        return False
    if _of_another(tokens(said), tokens(phrase)):
        return False
    named = {word for word in _WORD.findall(phrase)[1:] if word[0].isupper()} - {"I"}
    where = _PLACES & set(tokens(phrase))
    so_far = _words_so_far(talk) if named or where else set()
    return named <= so_far and where <= {word.lower() for word in so_far}


def _of_another(said: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """Tell whether a phrasing asks of you what a line asks of anybody: "has anyone rung", "have you rung"."""
    return _ANYBODY & set(said[:3]) != frozenset() and bool(_YOU & set(phrase[:3])) and not _YOU & set(said)


def _foreign(act: ReadAct, phrase: str) -> bool:
    """Tell whether a phrasing speaks of something that the words it was heard in do not hold."""
    return bool(_beginnings(phrase) - _beginnings(in_full(act.words)))


def _beginnings(text: str) -> frozenset[str]:
    """Return how the words begin that say what a text is about ("danger", "dangerous": one thing)."""
    return frozenset(word[:_BEGINNING] for word in matter(tokens(text)))


def _words_so_far(talk: Talk) -> set[str]:
    """Return the words that were said so far on the call by either side."""
    said = [one.text for line in talk.lines() for one in line.spoken]
    heard = [one.text for line in talk.lines() for one in line.heard]
    return {word for text in (*said, *heard, talk.deed.text) for word in _WORD.findall(text)}


def _fitted(nearly: list[str], line: str) -> list[str]:
    """Return what was nearly heard as it fits a line: one for yes or no is quoted in the midst of it."""
    _, _, after = line.partition("{choice}")
    if not any(map(str.isalpha, after)):
        return nearly
    return [f"“{one}”" if one.split()[:1] and one.split()[0] in _VERBS else one for one in nearly]


def _can_be_said(phrase: str) -> bool:
    """Tell a phrasing that a caller may speak, once what is typed short is said in full."""
    long_enough = len(phrase.split()) >= _A_PHRASE
    return long_enough and not any(map(str.isdigit, phrase)) and not _ASKS_TWICE.search(phrase)


def _says_contrary(phrase: str, said: str) -> bool:
    """Tell whether a phrasing denies or forbids where the line does neither ("nobody will be sent")."""
    return bool(_NOT.search(phrase)) and not _NOT.search(said)


def is_question(talk: Talk, act: str) -> bool:
    """Tell whether an act asks the caller something."""
    return asks_something(talk.turn.world.scenario, act)


def asks_something(scenario: Scenario, act: str) -> bool:
    """Tell whether an act of a scenario, or a shared one, asks the caller something."""
    own = scenario.acts.get(act)
    if own:
        return own.like == "question"
    return act == "request_update" or (act.startswith("ask_") and act != "ask_to_wait")


def only_news(talk: Talk, acts: tuple[str, ...]) -> bool:
    """Tell whether a line only tells something, of which no more was nearly heard than that it does.

    Nobody asks "do you mean an officer is going to review it" of whoever has just said so. What denies is no
    mere news: "nobody will be sent".
    """
    said, left = talk.deed.text, talk.deed.reading.left_open()
    pieces = [tokens(piece) for piece in _PIECE.split(said)]
    if may_ask(said) or any(bids(words) or orders(words) for words in pieces):
        return False
    if acts:
        return more_was_said(talk.deed, acts) and not any(is_question(talk, a.act) for a in left)
    told = [act for act in left if act.act not in NEVER_MEANT]
    if not left:
        return _plainly_news(said)
    denies = _NOT.search(said) and any(_NOT.search(act.phrase) for act in told)
    return bool(told) and not denies and all(_tells(talk, act.act) for act in told)


def _plainly_news(said: str) -> bool:
    """Tell whether a line of which nothing was heard plainly tells something: "the crew is near you now"."""
    words = tokens(said)
    return len(words) >= _NEWS and _NEWS_OPENS.match(said) is not None and not _BIDDEN & set(words)


def _tells(talk: Talk, act: str) -> bool:
    own = talk.turn.world.scenario.acts.get(act)
    return own.like == "statement" if own else act.startswith(_TELLING)


def is_order(talk: Talk, act: str) -> bool:
    """Tell whether an act bids the caller to do something, or to leave it."""
    own = talk.turn.world.scenario.acts.get(act)
    return own.like == "instruction" if own else act.startswith("advise_")


def asks_again_alone(talk: Talk) -> bool:
    """Tell whether a line asks for something of which the one before it spoke."""
    before = talk.turn.state.lines[talk.deed.line].spoken[-2:-1]
    return may_ask(talk.deed.text) and repeats(talk.deed.text, before)
