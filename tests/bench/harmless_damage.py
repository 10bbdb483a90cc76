"""By which rules a damage to a scenario that nothing tells may be harmless, each with its reason."""

import re
from functools import cache

from simulator.model.scenario import Call, Reaction, Scenario
from simulator.model.scenario_reach import in_variant, what_can_happen
from simulator.model.typed_reading import read_model
from tests.bench.harmless_marking import OF_MARKING
from tests.damage import Damage
from tests.shipped import shipped_library

HARMLESS = (
    (
        ("says", "says again", "says before", "opening", "goodbye", "described", "rung back", "voices"),
        "spoken otherwise",
    ),
    (
        (
            *("not understood", "asks back", "does not know", "nods", "missed the rest"),
            *("doubts", "agrees", "corrects", "nothing more"),
        ),
        "spoken otherwise, or a stock phrase in its place",
    ),
    (("phrasings", "must hear", "near"), "one way of saying it more or fewer"),
    (
        ("asked by",),
        "one question more or fewer brings it, and each that all scenarios share asks for its kind of thing",
    ),
    (
        ("must not hear", "like", "without acts"),
        "heard otherwise: how well acts are heard is measured on the gold lines",
    ),
    (("accept",), "one way of writing it more or fewer"),
    (("choice", "cast"), "cast otherwise"),
    (
        ("written by", "reviewed by", "piloted by", "piloted on"),
        "who wrote, read and tried it, and when: nothing is played or marked by it",
    ),
    (("what happened next", "special callers", "note", "good"), "words only"),
    (("follows from",), "the debrief tells it as what came of something else: nothing is marked by it"),
    (
        ("asked afterwards",),
        "other questions are asked afterwards: which suit the call only a person can tell",
    ),
    (("impossible",), "a remark on what cannot come together: nothing is played or marked by it"),
    (("clause",), "another clause that serves the same criterion: which one is meant only a person can tell"),
)
"""By a key on the way to the damage: why it may be harmless."""


def harmless(damage: Damage, scenario: Scenario | None = None) -> str:
    """Return why a damage may be harmless, by rule, or nothing.

    ``scenario`` is what was damaged: by it the rules are known that hold only where something else stands.
    """
    by_key = next((why for keys, why in HARMLESS if not set(keys).isdisjoint(damage.path)), "")
    if by_key or scenario is None:
        return by_key
    after, _, _ = read_model(damage.text, Scenario, file="x.yaml")
    if after == scenario_as_written(scenario):
        return "it reads as the very same scenario"
    if damage.path[-1] == "only in" and after is not None and nothing_else_happens(scenario, after):
        return "the same can happen in each variant, and the marking is the same in each"
    rules = (
        *(
            _of_one_person,
            _of_needs,
            _of_words_outside,
            _of_facts,
            _of_topics,
            _of_cues,
            _of_calls,
            _of_the_caller,
        ),
        *(_of_mood_changes, _of_moods),
        *OF_MARKING,
    )
    return next((why for rule in rules if (why := rule(damage, scenario))), "")


def _of_the_caller(damage: Damage, scenario: Scenario) -> str:
    """Of how a caller takes what is said, but not where a reaction tells what is marked, or the mood is."""
    if {"reactions", "mood changes", "mood"}.isdisjoint(damage.path):
        return ""
    if damage.path[0] == "cues":
        return "" if _mood_matters(scenario) else "the caller takes it otherwise"
    call = scenario.calls.get(str(damage.path[1])) if damage.path[0] == "calls" else None
    if call is None:
        return ""
    if damage.path[2] != "reactions":
        same = _settled_as_before(damage, scenario)
        return "the caller takes it otherwise" if same and not _mood_matters(scenario) else ""
    place = damage.path[3] if len(damage.path) > 3 else None
    if damage.path[4:5] == ("to",) and isinstance(place, int) and len(call.reactions[place].to) > 1:
        tells = {*call.reactions[place].tells} & _judged(scenario)
        added = damage.how == "pointed elsewhere" and tells
        return "one question more or fewer brings it" if len(damage.path) == 6 and not added else ""
    meant = (call.reactions[place],) if isinstance(place, int) else call.reactions
    if damage.how == "deleted" and len(damage.path) == 4 and _asked_for_as_well(meant[0], call, scenario):
        return "one question fewer brings it"
    instead = {damage.now} - {""} if "needs" not in damage.path else set[str]()
    told = {fact for reaction in meant for fact in reaction.tells} | instead
    if told & _judged(scenario):
        return ""
    if any(reaction.mood for reaction in meant) and _mood_matters(scenario):
        listed = any(change.by < 0 for change in call.mood_changes)
        return "what settles and what upsets him stands in the list as before" if listed else ""
    return "the caller takes it otherwise, and tells the same that is marked"


def _asked_for_as_well(reaction: Reaction, call: Call, scenario: Scenario) -> bool:
    """Tell whether a question brings each fact that a reaction tells, whatever else has happened."""
    facts = [scenario.facts[name] for name in reaction.tells]
    return not call.silent and bool(facts) and all(f.asked_by and f.needs is None for f in facts)


def _settled_as_before(damage: Damage, scenario: Scenario) -> bool:
    """Tell whether each caller begins settled, or not, as he did before: what settles him is marked by it."""
    after, _, _ = read_model(damage.text, Scenario, file="x.yaml")
    settled = [
        [one.mood.start <= one.mood.settled_at for one in known.calls.values()]
        for known in (scenario, after)
        if known is not None
    ]
    return len(settled) == 2 and settled[0] == settled[1]


def _of_mood_changes(damage: Damage, scenario: Scenario) -> str:
    """Of one thing of several that move a caller: checks see to it that it settles, or upsets, as it says."""
    path = damage.path
    if path[0] != "calls" or path[2:3] != ("mood changes",) or len(path) not in (4, 5):
        return ""
    changes, place = scenario.calls[str(path[1])].mood_changes, path[3]
    assert isinstance(place, int)
    mine, alike = changes[place], [c for n, c in enumerate(changes) if n != place]
    others = mine.by == 0 or any(other.by * mine.by > 0 for other in alike)
    word = path[4] if len(path) == 5 else ""
    if damage.how == "deleted" and word in ("once", "after"):
        return "it moves the caller as before: how soon and how often only the author can tell"
    if damage.how == "deleted" and word == "by" and mine.when == "silent":
        return "a silence is asked about and moves nobody: some callers bear it"
    moved = damage.how == "deleted" and not word
    moved = moved or (
        word == "when" and damage.how == "pointed elsewhere" and damage.now not in scenario.acts
    )
    return (
        "others of the list move the caller the same way: which, only the author can tell"
        if (moved and others)
        else ""
    )


def _of_moods(damage: Damage, scenario: Scenario) -> str:
    """Of the moods from which on a caller panics, or counts as settled, where nothing turns on them."""
    if damage.path[0] != "calls" or damage.path[2:3] != ("mood",) or damage.how != "deleted":
        return ""
    told = [fact.told for fact in scenario.facts.values() if fact.told is not None]
    if damage.path[3:] == ("panics at",) and not any(one.with_fact for one in told):
        return "nothing is told together here, which is all that panic prevents"
    waits = any(one.settled for one in told) or '"settled":true' in scenario.model_dump_json()
    if damage.path[3:] == ("settled at",) and not waits and _settled_as_before(damage, scenario):
        return "the caller begins unsettled or settled as before, and nothing waits until he is settled"
    return ""


def _mood_matters(scenario: Scenario) -> bool:
    """Tell whether a mood is marked, or something turns on it that is not only said."""
    conditions = [c for one in scenario.indicators.values() if (c := one.needs) is not None]
    conditions += [c for one in scenario.facts.values() if (c := one.needs) is not None]
    turned = any(c.mood_at_least is not None or c.mood_at_most is not None for c in conditions)
    settled = any(fact.told is not None and fact.told.settled for fact in scenario.facts.values())
    return turned or settled or any(one.mood_ends is not None for one in scenario.indicators.values())


_WORDS_OUTSIDE = ("will send", "asks", "accepts", "refuses", "reference")


def _of_words_outside(damage: Damage, scenario: Scenario) -> str:
    """Of how an outside organisation speaks here."""
    spoken = damage.path[0] == "outside" and len(damage.path) == 3 and damage.path[2] in _WORDS_OUTSIDE
    return "the directory's own words stand in their place" if spoken and damage.how != "duplicated" else ""


def _of_needs(damage: Damage, scenario: Scenario) -> str:
    """Of what an outside organisation asks for: its asking helps the learner, and marks nothing itself."""
    if damage.path[0] == "outside" and len(damage.path) <= 2 and damage.how == "deleted":
        return "the directory's own needs and words stand in their place"
    if damage.path[0] != "outside" or "needs" not in damage.path:
        return ""
    party, whole = str(damage.path[1]), len(damage.path) == 3
    if whole and damage.how == "deleted":
        return "the directory's own needs stand in their place"
    carried = {f for one in scenario.indicators.values() if one.to == party for f in one.carries}
    needs = scenario.outside[party].needs
    named = needs if whole else (needs[damage.path[3]] if isinstance(damage.path[3], int) else "",)
    if set(named) <= carried:
        return "not asked for, but marked where it is not passed on"
    if len(needs) == 1 and _written_to(scenario, party):
        return ""  # a message in writing counts as told only by something that is needed
    return "whether it is told is marked by two of what it needs: what else it needs only a person can tell"


def _written_to(scenario: Scenario, party: str) -> bool:
    organisation = shipped_library().organisations[scenario.organisation]
    return any(
        route.medium != "phone"
        for body in organisation.directory
        if body.id == party
        for route in body.routes
    )


_JUDGED_FACTS = ("obtains", "reads_back", "logs", "notes", "carries")


def _judged(scenario: Scenario) -> set[str]:
    """Return the facts that an indicator names, an outside organisation asks for, or a moment counts from."""
    named = {f for i in scenario.indicators.values() for kind in _JUDGED_FACTS for f in getattr(i, kind)}
    named |= {f for party in scenario.outside.values() for f in party.needs}
    moments = [one.after for one in scenario.indicators.values()]
    moments += [m for incident in scenario.incidents.values() for m in incident.calls_for.values()]
    return named | {m.removeprefix("fact:") for m in moments}


def _turning(scenario: Scenario) -> set[str]:
    """Return the facts by which somebody is marked, or on which something that happens turns."""
    conditions = [c for cue in scenario.cues.values() for c in (cue.when, cue.unless)]
    conditions += [r.needs for call in scenario.calls.values() for r in call.reactions]
    conditions += [one.needs for one in (*scenario.facts.values(), *scenario.indicators.values())]
    named = {
        fact
        for c in conditions
        if c is not None
        for fact in (*c.told, *c.not_told, *c.passed, *c.not_passed, *c.logged, *c.not_logged)
    }
    return named | _judged(scenario)


def _of_topics(damage: Damage, scenario: Scenario) -> str:
    """Of the heading of a fact: marking takes any field and any note, and looks for numbers alone in one."""
    if damage.path[0] != "facts" or damage.path[-1] != "topic":
        return ""
    if damage.path[1] not in _judged(scenario):
        return "nobody is marked by it: only the heading under which it stands is another"
    fact = scenario.facts[str(damage.path[1])]
    special = {damage.was.strip('"'), damage.now, fact.topic} & {"where", "name", "callback"}
    places = {known.address for known in scenario.incidents.values()}
    place = special == {"where"} and not fact.asked_by and damage.path[1] not in places
    if (special and not place) or _may_hold_figures(fact.value, scenario):
        return ""
    return "any field and any note serve the marking: only the heading under which it stands is another"


def _may_hold_figures(value: str, scenario: Scenario) -> bool:
    """Tell whether a value, filled in by the cast, may hold figures, which are looked for in one field."""
    filled = value
    for name, member in scenario.cast.items():
        if member.choice or member.person:
            words = " ".join(member.choice)
            filled = re.sub(rf"\{{{name}(\.(name|first|last))?\}}", words, filled)
    return any(c.isdigit() or c == "{" for c in filled)


def _of_cues(damage: Damage, scenario: Scenario) -> str:
    """Of what comes of something, where nothing that is marked hangs on its coming."""
    if damage.path[0] != "cues" or len(damage.path) < 2:
        return ""
    if not {"tells", "asks", "raises priority", "ends call", "breaks down"}.isdisjoint(damage.path):
        return ""
    name = str(damage.path[1])
    cue, ends = scenario.cues[name], (name, f"cue:{name}")
    asked = cue.asks and cue.when.deployed and damage.how == "deleted"
    if asked and damage.path[2:4] == ("when", "told"):
        return "a crew asks once it is sent, as others do, whether or not that is known: the answer is marked"
    marked = any(
        one.after in ends or one.raises_priority in ends or name in one.answers_responder
        for one in scenario.indicators.values()
    )
    awaited = any(f'"{name}"' in repr(part).replace("'", '"') for part in _conditions(scenario))
    called = any(m in ends for incident in scenario.incidents.values() for m in incident.calls_for.values())
    does = (
        cue.asks
        or cue.raises_priority
        or cue.ends_call
        or cue.breaks_down
        or {*cue.tells} & _judged(scenario)
    )
    if marked or awaited or called or does:
        return ""
    return "what comes of something is told otherwise, or not: nothing that is marked hangs on it"


def _conditions(scenario: Scenario) -> list[tuple[str, ...]]:
    """Return the cues that conditions of indicators, facts and calls name."""
    spots = [one.needs for one in scenario.indicators.values()]
    spots += [one.needs for one in scenario.facts.values()]
    spots += [one.rings.needs for one in scenario.calls.values()]
    return [(*one.fired, *one.not_fired) for one in spots if one is not None]


def _of_calls(damage: Damage, scenario: Scenario) -> str:
    """Of a number that the screen does not show: it is asked for as of anybody."""
    if damage.path[0] != "calls" or damage.path[-1] != "number shown" or damage.how != "deleted":
        return ""
    calls = ("", str(damage.path[1])) if len(scenario.calls) > 1 else ("", *scenario.calls)
    facts = [fact for fact in scenario.facts.values() if fact.call in calls]
    numbers = [fact for fact in facts if fact.topic == "callback" and fact.asked_by]
    if not numbers and not any(fact.topic == "callback" for fact in facts):
        return "the screen shows no number, and nobody is marked for one on that call"
    return "the number is withheld: the learner asks for it all the same" if numbers else ""


def _of_facts(damage: Damage, scenario: Scenario) -> str:
    """Of a fact no longer said to be dangerous, or not to be passed on: every indicator asks as before."""
    if (
        damage.path[0] == "facts"
        and damage.path[2:] == ("call",)
        and damage.path[1] not in _turning(scenario)
    ):
        return "nobody is marked by it, and nothing turns on it: another caller tells it"
    if damage.path[0] == "facts" and damage.path[2:3] == ("says later",):
        return "the same is told: in which words by then, no marking looks at"
    if damage.path[0] != "facts" or damage.how != "deleted":
        return ""
    if len(damage.path) == 2 and damage.path[1] not in _judged(scenario):
        return "nothing else in the file names it: one thing fewer that a caller knows"
    if damage.path[-1] == "value" and damage.path[1] not in _judged(scenario):
        return "nobody is marked by it: it is told as before, and no log or message is searched for it"
    by_asking = len(damage.path) == 3 and scenario.facts[str(damage.path[1])].asked_by
    if damage.path[2:3] == ("told",) and (len(damage.path) == 4 or by_asking):
        return "told at another moment, or when asked: what is marked of it counts from when it is told"
    if damage.path[-1] == "pass on":
        return "nobody is marked by it: the debrief and a crew's question count it among what is passed on"
    critical = {f for one in scenario.indicators.values() if one.critical for f in one.carries}
    if damage.path[-1] == "hazard" and damage.path[1] in critical:
        others = {f for f in critical if scenario.facts[f].hazard} - {str(damage.path[1])}
        told = "it is marked as before, and another danger of that message stays critical"
        return told if others else ""
    if damage.path[-1] == "hazard":
        return "every indicator asks for it as before; only the debrief tells its loss less gravely"
    return ""


def _of_one_person(damage: Damage, scenario: Scenario) -> str:
    """Of the call on which a fact is told, where the same person rings on every call."""
    lost = damage.path[0] == "facts" and damage.path[2:] == ("call",) and damage.how == "deleted"
    alone = len({call.caller for call in scenario.calls.values()}) == 1
    return "the same person rings on every call: on which only the author can tell" if lost and alone else ""


def scenario_as_written(scenario: Scenario) -> Scenario | None:
    """Return a scenario as its file alone says it, without what its centre adds."""
    return _as_written(scenario.id)


@cache
def _as_written(name: str) -> Scenario | None:
    return read_model(shipped_library().texts[name], Scenario, file="x.yaml")[0]


def nothing_else_happens(before: Scenario, after: Scenario) -> bool:
    """Tell whether the same can happen in each variant, and the marking is the same in each."""
    marked = [
        {v: [n for n, i in one.indicators.items() if in_variant(i.only_in, v)] for v in one.variants}
        for one in (before, after)
    ]
    return what_can_happen(before) == what_can_happen(after) and marked[0] == marked[1]
