"""Tells which line that was heard as several questions at once asks one thing only, or opens a call.

One thing put twice ("how long has it been like this, when did you first see it?"), what the same fact
answers, and an echo of what the caller just said are no second question; nor are questions of which none was
caught. In one breath one may ask who somebody is ("your name, and how old are you?"), how somebody is with
what one means by it ("how do you feel, are you coughing?"), and after things of one kind where one answer
told of all. It only ever takes something off what is held against a learner, and nothing where it cannot
tell in which words an act was heard.
"""

from collections.abc import Iterator
from itertools import pairwise

from simulator.marking.indexed import Utterance
from simulator.marking.judgement import Case
from simulator.model.asked_in_words import opens_a_question, parts_of, sentences
from simulator.model.reading import ReadAct
from simulator.model.values import SMALL, tokens
from simulator.model.word_sets import word_set

_NAMES_SERVICE = "greet_service"
_OPENS_WITH = 2
"""So many questions may stand behind the name of the service, as in "are you all right, what's happened?"."""
_HEARD = 0.3
"""From this score on what was nearly heard is a question of its own."""
_MOSTLY = 0.5
_ECHO = 5
"""So few words, and none that opens a question, may echo what was just said: "a plank down?"."""

_STILL_HEARD = 3
"""So many of the caller's last answers are echoed."""

_ASKS_NAME = word_set("name names surname called speaking")
_WHO_ELSE = word_set("age old born birth dob post job role work position phone mobile")
"""With the name these tell who somebody is; a number to ring belongs to it as well."""
_WITH_NAME = 2
"""Of more questions than these, the one for the name among them, each is one of its own."""
_PHONE = 5
"""Figures that make a number to ring."""
_RING_BACK = "act:ask_callback_number"
_HOW = word_set("how how's hows")
_LEADS = 3
"""Within so many words of its beginning a question asks how, behind an *and* or a name."""
_SOMEBODY = word_set("you he she they both feel feeling doing")
_JOINED = word_set("and also plus")
_PLAIN = 8
"""So many words at most has a question that hides nothing of the one before it."""
_HABIT = 2
"""So many lines of a call may join two short questions; from the next on the caller is kept waiting."""
_OF_HEALTH = frozenset(
    f"act:{act}" for act in ("ask_symptoms", "ask_breathing", "ask_injuries", "ask_conscious", "ask_pain")
)


def asked_once(case: Case, u: Utterance) -> bool:
    """Tell whether a line asks no more than one thing, or than the first line of a call may."""
    if u.retagged or not all(act.words for act in u.acts):
        return False
    asked = _asked(case, u)
    if not any(act.act in u.sure for act in asked):
        return True  # none of them was caught
    topics: list[frozenset[str]] = []
    for about in (*_asked_about(case, u, asked), *_in_one_breath(case, u, asked)):
        same = [one for one in topics if one & about]
        topics = [one for one in topics if one not in same] + [about.union(*same)]
    if len(topics) == _OPENS_WITH and _joins_two(case, u, asked):
        before = [one for one in case.said if one.seq < u.seq and one.understood]
        return sum(_joins_two(case, one, _asked(case, one)) for one in before) < _HABIT
    return len(topics) <= (_OPENS_WITH if _opens_call(case, u) else 1)


def let_pass(case: Case, u: Utterance) -> bool:
    """Tell whether a line is let pass that joins two short questions, both of them caught."""
    return u.understood and not u.retagged and _joins_two(case, u, _asked(case, u)) and asked_once(case, u)


def _asked(case: Case, u: Utterance) -> list[ReadAct]:
    """Return the acts of a line that ask, and were heard or nearly so."""
    return [act for act in u.acts if act.score >= _HEARD and case.brief.asks(act.act) is not False]


def _joins_two(case: Case, u: Utterance, asked: list[ReadAct]) -> bool:
    """Tell whether a line joins two short questions by an *and*, each surely heard in words of its own."""
    asking = [parts for _, parts in _questions(case, u) if parts]
    if len(asking) != 1 or len(asking[0]) != _OPENS_WITH or asking[0][1][0] not in _JOINED:
        return False
    questions = asking[0]
    sure = [act for act in asked if act.act in u.sure and act.words]
    first, second = ({*_heard_in(words, sure)} for words in questions)
    return bool(first and second) and not first & second and max(map(len, questions)) <= _PLAIN


def _asked_about(case: Case, u: Utterance, asked: list[ReadAct]) -> Iterator[frozenset[str]]:
    """Yield what each question of a line asks for: those surely heard, however short, and its other parts."""
    for act in asked:
        if act.act in u.sure and case.brief.asks(act.act):
            yield _about(case, u, act.act)
    for _, questions in _questions(case, u):
        yield from (_part_about(case, u, words, asked) for words in questions)


def _part_about(case: Case, u: Utterance, words: tuple[str, ...], asked: list[ReadAct]) -> frozenset[str]:
    """Return what one question of a line asks for; where nothing was heard in it, something of its own."""
    mine = [_about(case, u, act) for act in _heard_in(words, asked)]
    return frozenset[str]().union(*mine) or frozenset((*words, ""))


def _in_one_breath(case: Case, u: Utterance, asked: list[ReadAct]) -> Iterator[frozenset[str]]:
    """Yield what the questions of one sentence ask for together, where they are one and the same matter."""
    for sentence, questions in _questions(case, u):
        parts = [(words, _part_about(case, u, words, asked)) for words in questions]
        named = [act for act in asked if act.act in u.sure and _ASKS_NAME & {*tokens(act.words)}]
        names = [_about(case, u, act.act) for act in named if sentence.issuperset(tokens(act.words))]
        who = [about for words, about in parts if _asks_who(words, about)]
        if names and len(who) <= _WITH_NAME:
            yield frozenset[str]().union(*names, *who)
        for (first, about), (then, meant) in pairwise(parts):
            how = bool(_HOW & {*first[:_LEADS]} and _SOMEBODY & {*first}) and then[0] not in _JOINED
            if (how and _OF_HEALTH & meant) or _answered_as_one(case, u, about, meant):
                yield about | meant


def _asks_who(words: tuple[str, ...], about: frozenset[str]) -> bool:
    """Tell whether a question asks for somebody's name, age, post or number."""
    number = _RING_BACK in about or any(word.isdigit() and len(word) >= _PHONE for word in words)
    return number or bool((_ASKS_NAME | _WHO_ELSE) & {*words})


def _answered_as_one(case: Case, u: Utterance, one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether one answer told facts of one topic for both of two questions: who is there, say."""
    facts, told = case.brief.scenario.facts, case.view.told
    at_once = [
        {key for key in about if key in told and told[key].t == u.t and told[key].seq > u.seq}
        for about in (one, other)
    ]
    topics = {facts[key].topic for keys in at_once for key in keys}
    return all(at_once) and len(topics) == 1 and "" not in topics


def _questions(case: Case, u: Utterance) -> Iterator[tuple[frozenset[str], list[tuple[str, ...]]]]:
    """Yield the words of each sentence of a line and those of each of its questions, an echo left out."""
    hangs = False
    for sentence, words in sentences(u.text):
        if words:
            parts = parts_of(sentence, hangs=hangs)
            asks = [part.words for part in parts if part.question and not _echoes(case, u, part.words)]
            yield frozenset(words), asks
            hangs = "?" in sentence


def _heard_in(words: tuple[str, ...], asked: list[ReadAct]) -> Iterator[str]:
    """Yield the acts that were heard in a question: all whose words stand in it, and those nearest to it.

    Small words are in most questions ("where are you", "and you are"), and alone make none of two the same.
    """
    shared = {act.act: len({*tokens(act.words)}.intersection(words)) for act in asked}
    most = max(shared.values(), default=0)
    for act in asked:
        whole = shared[act.act] == len({*tokens(act.words)})
        if whole or (shared[act.act] == most and most >= _MOSTLY * len(words)):
            yield act.act


def _about(case: Case, u: Utterance, act: str) -> frozenset[str]:
    """Return what an act asks for: the facts that answer it on that call, and itself."""
    facts = case.brief.scenario.facts
    told = (key for key, fact in facts.items() if act in fact.asked_by and fact.call in ("", u.line.call))
    return frozenset((f"act:{act}", *told))


def _echoes(case: Case, u: Utterance, words: tuple[str, ...]) -> bool:
    """Tell whether a few words only say again what the caller said just before."""
    if len(words) > _ECHO or opens_a_question(words):
        return False
    heard = [h for h in case.view.heard if h.seq < u.seq and h.event.line == u.line.id]
    said = {word for h in heard[-_STILL_HEARD:] for word in tokens(h.event.text)}
    telling = {word for word in words if word not in SMALL}
    return bool(telling) and telling <= said


def _opens_call(case: Case, u: Utterance) -> bool:
    first = next((one for one in case.said if one.line is u.line), None)
    return first is u and _NAMES_SERVICE in u.sure
