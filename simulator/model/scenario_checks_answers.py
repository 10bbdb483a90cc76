"""Advice where what a caller says or feels does not belong to what the learner said.

A reaction that hears another act, or tells another fact, is sound in itself; only its own words, the centre's
procedures and the phrasings that nothing answers any more tell that something was lost.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

from simulator.model.acts_judged import acts_of
from simulator.model.condition import Condition
from simulator.model.line_index import Step
from simulator.model.organisation import Organisation
from simulator.model.own_act import OwnAct
from simulator.model.reading import ActPhrasings
from simulator.model.scenario import Fact, MoodChange, Reaction, Scenario
from simulator.model.scenario_checks_codes import Checking
from simulator.model.scenario_checks_labels import SMALL, stems
from simulator.model.scenario_reach import can_hold, first_call, in_variant, what_can_happen

_SETTLING_DEEDS: Final = ("settle", "explain", "stay")
_SETTLES: Final = frozenset(
    (
        *("stay_on_line", "thank", "praise", "praise_child", "say_not_alone", "take_seriously"),
        *("ask_yes_no_sign", "ask_language", "radio_go_ahead"),
    )
)
"""Shared acts that settle a caller wherever they are said, besides what the procedures name for it."""
_UPSETS: Final = frozenset(
    (
        *("manner:rude", "insult", "calm_down", "blame", "dismiss", "accuse_hoax"),
        *("asked again", "silent", "held", "not understood"),
    )
)
_RATHER: Final = 0.7
"""By so much more, in words that no other fact holds, an answer has to speak of another fact."""
_SENTENCE: Final = re.compile(r"[.!?…;]+")
_DENIED: Final = re.compile(r"\b(?:no|not|never|nobody|nothing)\b|n't\b", re.IGNORECASE)
_ASIDE: Final = re.compile(r"\([^()]*\)")
_NAMES_ACTS: Final = ("greets", "controls", "never_says", "advises", "informs", "closes")
_ASKS: Final = ("ask_", "confirm_")
_OFTEN: Final = 4
_ENOUGH: Final = 3
_MOST: Final = 0.7
"""From so many words of a fact on, of which so many are said, it is told; words said often say little."""
_BARE: Final = re.compile(r"(?:\([^()]*\)\s*)?(?:yes|no|aye)\b", re.IGNORECASE)
"""How an answer begins that tells by the question alone."""
_KEY: Final = re.compile(r"\{([^{}]*)\}")


def check_answers(checking: Checking) -> None:
    """Check what moves a caller, what is told by words that do not tell it, and acts that nothing answers."""
    if checking.around.organisation is not None:
        _moods(checking, checking.around.organisation)
    _settled_from_the_start(checking)
    _tellings(checking)
    _rather(checking)
    _not_told(checking)
    _brought_out(checking)
    _until_told(checking)
    _too_soon(checking)
    _never_heard(checking)
    _unanswered(checking)


def _moods(checking: Checking, organisation: Organisation) -> None:
    """Check that what settles a caller is said to settle, and that what upsets one upsets."""
    settles = _settling(organisation)
    for key, call in checking.scenario.calls.items():
        for number, change in enumerate(call.mood_changes):
            path = ("calls", key, "mood_changes", number)
            _mood(checking, path, change, settles)


def _settling(organisation: Organisation) -> frozenset[str]:
    deeds = {act for rule in organisation.deeds if rule.id in _SETTLING_DEEDS for act in rule.acts}
    return _SETTLES | deeds


def _mood(checking: Checking, path: tuple[Step, ...], change: MoodChange, settles: frozenset[str]) -> None:
    own = checking.scenario.acts.get(change.when)
    if own is not None and change.when not in settles and not _questions(own):
        return  # how an order or a statement of the scenario's own is taken only its author knows
    if change.by < 0 and change.when not in settles:
        checking.fault("S344", path, act=change.when)
    elif change.by > 0 and change.when not in _UPSETS:
        checking.fault("S344", path, case="upsets", act=change.when)
    elif change.by == 0 and change.says and change.when in settles | _UPSETS - {"silent"}:
        checking.fault("S344", path, case="nothing", act=change.when)


def _settled_from_the_start(checking: Checking) -> None:
    """Check that a caller who is to end calmer begins less calm than that."""
    scenario = checking.scenario
    for name, one in scenario.indicators.items():
        key = one.call or first_call(scenario)
        call = scenario.calls.get(key)
        if one.mood_ends is not None and call is not None and call.mood.start <= one.mood_ends:
            start, ends = call.mood.start, one.mood_ends
            checking.fault("S347", ("calls", key, "mood"), indicator=name, start=start, ends=ends)


def _brought_out(checking: Checking) -> None:
    """Check that what an order or a statement brings out has a word in common with it.

    Not where it settles the caller, who may then tell anything.
    """
    facts, organisation = checking.scenario.facts, checking.around.organisation
    courtesies = _settling(organisation) if organisation is not None else _SETTLES
    common = _in_many_acts(checking)
    for key, call in checking.scenario.calls.items():
        for number, reaction in enumerate(call.reactions):
            told = [words_of_fact(facts[name]) for name in reaction.tells if name in facts]
            said = stems_of(reaction.says).union(*told)
            for place, act in enumerate(reaction.to if told else ()):
                known = checking.scenario.acts.get(act) or checking.around.shared_acts.get(act)
                if act.startswith(_ASKS) or act in courtesies or known is None or _questions(known):
                    continue
                meant = stems_of((_words(checking, act, bare=True),)) - common
                if not said & (meant | stems_of((act.replace("_", " "),))):
                    path = ("calls", key, "reactions", number, "to", place)
                    checking.fault("S348", path, act=act, facts=" and ".join(reaction.tells))


def _in_many_acts(checking: Checking) -> set[str]:
    """Return the words that so many shared acts are said with that they say little of any one."""
    acts = checking.around.shared_acts
    often = Counter(stem for name in acts for stem in stems_of((_words(checking, name, bare=True),)))
    return {stem for stem, times in often.items() if times > max(_OFTEN, len(acts) // 5)}


def _questions(act: OwnAct | ActPhrasings) -> bool:
    return (act.like if isinstance(act, OwnAct) else act.form) not in ("statement", "instruction")


def _not_told(checking: Checking) -> None:
    """Check that a reaction that says most words of a fact tells it, where it may not be known already."""
    scenario = checking.scenario
    for key, call in scenario.calls.items():
        heard = [[stems_of((_KEY.sub("", line),)) for line in one.says] for one in call.reactions]
        lines = [line for said in heard for line in said]
        often = Counter(stem for line in lines for stem in line)
        common = {stem for stem, times in often.items() if times > max(_OFTEN, len(lines) // 10)}
        facts = {
            name: stems_of((_KEY.sub("", fact.says),)) - common
            for name, fact in scenario.facts.items()
            if fact.call in ("", key) and not (fact.told is not None and fact.told.opening)
        }
        facts = {name: words for name, words in facts.items() if len(words) >= _ENOUGH}
        for number, (reaction, said) in enumerate(zip(call.reactions, heard, strict=True)):
            known = _known_by_then(scenario, reaction)
            for name, words in facts.items():
                shared = min((len(words & line) for line in said), default=0)
                if shared >= _MOST * len(words) and name not in known:
                    checking.fault("S350", ("calls", key, "reactions", number), fact=name)


def _known_by_then(scenario: Scenario, reaction: Reaction) -> set[str]:
    """Return the facts that a reaction tells, or waits for, or that come with what it waits for."""
    needs = reaction.needs or Condition()
    fired = (scenario.cues[cue] for cue in needs.fired if cue in scenario.cues)
    return {*reaction.tells, *needs.told, *(fact for cue in fired for fact in cue.tells)}


def _until_told(checking: Checking) -> None:
    """Check that an answer that tells something does not wait for it, and ends with it or with news."""
    facts = checking.scenario.facts
    news = {fact for cue in checking.scenario.cues.values() for fact in cue.tells}
    for key, call in checking.scenario.calls.items():
        for number, reaction in enumerate(call.reactions):
            needs = reaction.needs or Condition()
            for place, name in enumerate(needs.told):
                if name in reaction.tells:
                    path = ("calls", key, "reactions", number, "needs", "told", place)
                    checking.fault("S363", path, fact=name)
            ends = needs.not_told
            if not reaction.tells or {*ends} & {*reaction.tells}:
                continue
            for place, name in enumerate(ends):
                if name not in facts or name in news:
                    continue
                by_itself = facts[name].told is not None
                if not by_itself or not any(_told_otherwise(facts, told, name) for told in reaction.tells):
                    path = ("calls", key, "reactions", number, "needs", "not_told", place)
                    checking.fault("S359", path, fact=name, told=reaction.tells[0])


def _told_otherwise(facts: Mapping[str, Fact], name: str, since: str) -> bool:
    """Tell whether a fact is told in other words once another has been told."""
    later = facts[name].says_later if name in facts else ()
    return any(since in one.needs.told for one in later)


def _too_soon(checking: Checking) -> None:
    """Check that an answer that tells something waits for all that this fact waits for."""
    facts = checking.scenario.facts
    for key, call in checking.scenario.calls.items():
        for number, reaction in enumerate(call.reactions):
            waits = _with_all_before(facts, reaction.needs.told if reaction.needs is not None else ())
            for place, name in enumerate(reaction.tells):
                needs = facts[name].needs if name in facts else None
                left = [one for one in needs.told if one not in waits] if needs is not None else []
                if left:
                    path = ("calls", key, "reactions", number, "tells", place)
                    checking.fault("S363", path, case="sooner", fact=name, waits=" and ".join(left))


def _with_all_before(facts: Mapping[str, Fact], told: Collection[str]) -> set[str]:
    """Return facts with all that have to be told before they can be."""
    found: set[str] = set()
    left = list(told)
    while left:
        name = left.pop()
        needs = facts[name].needs if name in facts and name not in found else None
        left += needs.told if needs is not None else ()
        found.add(name)
    return found


def _never_heard(checking: Checking) -> None:
    """Check that what an answer, or other words for a fact, wait for can happen where they stand."""
    scenario = checking.scenario
    first, possible = first_call(scenario), what_can_happen(scenario)
    spoken: list[tuple[tuple[Step, ...], str, tuple[str, ...], Condition | None]] = [
        (("calls", key, "reactions", number), key, reaction.only_in, reaction.needs)
        for key, call in scenario.calls.items()
        for number, reaction in enumerate(call.reactions)
    ]
    spoken += [
        (("facts", name, "says_later", number), fact.call or first, fact.only_in, later.needs)
        for name, fact in scenario.facts.items()
        for number, later in enumerate(fact.says_later)
    ]
    for path, call, only_in, needs in spoken:
        here = [one for one in possible if in_variant(only_in, one.variant) and call in one.calls]
        if here and not any(can_hold(needs, scenario, one, call) for one in here):
            checking.fault("S364", path)


def _tellings(checking: Checking) -> None:
    """Check that words with which something is told have a word of their own in common with it."""
    facts = checking.scenario.facts
    words, often = _words_of(facts)
    common = {stem for stem, times in often.items() if times >= _OFTEN}
    in_many = _in_many_acts(checking)
    for path, lines, asked, tells in _said_and_told(checking):
        said = stems_of(lines)
        # Beside what comes by itself stands no question that says what is meant.
        little = common if path[0] == "calls" else common | in_many
        for number, name in enumerate(tells):
            if name in facts and said and not words[name] & (said | asked) - little:
                checking.fault("S345", (*path, number), fact=name)


def _rather(checking: Checking) -> None:
    """Check that what a reaction says is not much more of another fact than of what it tells."""
    facts = checking.scenario.facts
    words, often = _words_of(facts)
    for key, call in checking.scenario.calls.items():
        for number, reaction in enumerate(call.reactions):
            told = [name for name in reaction.tells if name in facts]
            if not told or not reaction.says:
                continue
            asked = stems_of(tuple(act.replace("_", " ") for act in reaction.to))
            sentences = [part for line in reaction.says for part in _SENTENCE.split(line)]
            affirmed = asked | stems_of(tuple(part for part in sentences if not _DENIED.search(part)))
            own = frozenset[str]().union(*(words[name] for name in told))
            weight = max(_weight(words[name] & (stems_of(reaction.says) | asked), often) for name in told)
            known = {*told, *(reaction.needs.told if reaction.needs is not None else ())}
            for name, fact in facts.items():
                opening = fact.told is not None and fact.told.opening
                if name in known or opening or fact.call not in ("", key):
                    continue
                shared = words[name] & affirmed
                if len(shared - own) > 1 and _weight(shared, often) >= weight + _RATHER:
                    path = ("calls", key, "reactions", number, "tells")
                    checking.fault("S345", path, case="other", fact=told[0], other=name)
                    break


def _weight(shared: Collection[str], often: Mapping[str, int]) -> float:
    """Return how much words say of what they were found in: the less, the more facts hold them."""
    return sum(1 / often[stem] for stem in shared)


def _said_and_told(
    checking: Checking,
) -> Iterator[tuple[tuple[Step, ...], tuple[str, ...], frozenset[str], tuple[str, ...]]]:
    """Yield what is said to tell facts: where, the words, the stems of what was asked, and the facts."""
    for key, call in checking.scenario.calls.items():
        for number, reaction in enumerate(call.reactions):
            bare = all(_BARE.match(line) for line in reaction.says)
            asked = stems_of(tuple(_words(checking, act, bare=bare) for act in reaction.to))
            yield ("calls", key, "reactions", number, "tells"), reaction.says, asked, reaction.tells
    for key, cue in checking.scenario.cues.items():
        yield ("cues", key, "tells"), (cue.says,) if cue.says else (), frozenset(), cue.tells


def _words(checking: Checking, act: str, *, bare: bool) -> str:
    """Return what an act is called; where yes or no answers it, its phrasings say what that tells."""
    known = checking.scenario.acts.get(act) or checking.around.shared_acts.get(act)
    if known is None:
        return act.replace("_", " ")
    return " ".join((act.replace("_", " "), known.label, *(known.phrasings if bare else ())))


@lru_cache(maxsize=20_000)
def stems_of(texts: tuple[str, ...]) -> frozenset[str]:
    """Return how the words of some texts begin, without what is heard and not spoken."""
    plain = (_KEY.sub(lambda key: f" {key[1].replace('.', ' ')} ", _ASIDE.sub("", text)) for text in texts)
    joined = " ".join(plain).replace("’", "'").replace("'s ", " ").replace("/", " ")
    return frozenset(stems(joined, SMALL))


def words_of_fact(fact: Fact) -> frozenset[str]:
    """Return how the words begin in which a fact is called, written and told."""
    later = (one.says for one in fact.says_later)
    return stems_of((fact.label, fact.value, *fact.accept, fact.says, fact.says_again, *later))


def _words_of(facts: Mapping[str, Fact]) -> tuple[dict[str, frozenset[str]], Counter[str]]:
    """Return the words that each fact is told in, and in how many facts each of them stands."""
    words = {name: words_of_fact(fact) for name, fact in facts.items()}
    return words, Counter(stem for of_one in words.values() for stem in of_one)


def _unanswered(checking: Checking) -> None:
    """Check that of the acts of the scenario's own each is answered, waited for or judged somewhere."""
    used = _used(checking)
    for name in checking.scenario.acts:
        path = ("acts", name)
        if name not in used and checking.index.known(path) == path:
            checking.fault("S346", path, act=name)


def _used(checking: Checking) -> set[str]:
    scenario = checking.scenario
    used = {act for fact in scenario.facts.values() for act in fact.asked_by}
    for call in scenario.calls.values():
        used |= {act for reaction in call.reactions for act in reaction.to}
        used |= {change.when for change in call.mood_changes}
    for spot in checking.spots:
        if isinstance(spot.value, Condition):
            used |= {*spot.value.acts_said, *spot.value.not_said}
    judging = scenario.indicators.values()
    return used | {act for one in judging for kind in _NAMES_ACTS for act in acts_of(one, kind)}
