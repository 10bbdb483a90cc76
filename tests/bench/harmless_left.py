"""By which rules what even the proof does not tell may be harmless, each with its reason.

They are asked last, of what neither checks nor proof have told, so that none of them hides what the proof
would have found.
"""

from collections.abc import Callable

from simulator.model.condition import either
from simulator.model.scenario import Indicator, Scenario, kind_of
from simulator.model.scenario_reach import incident_of
from tests.damage import Damage
from tests.shipped import shipped_library


def harmless_though_unproven(damage: Damage, scenario: Scenario) -> str:
    """Return why a damage that nothing told may be harmless, by rule, or nothing."""
    return next((why for rule in _RULES if (why := rule(damage, scenario))), "")


def _dropped(damage: Damage, scenario: Scenario) -> Indicator | None:
    whole = damage.how == "deleted" and damage.path[0] == "indicators" and len(damage.path) == 2
    return scenario.indicators.get(str(damage.path[1])) if whole else None


def _of_the_criterion(damage: Damage, _scenario: Scenario) -> str:
    """Of an indicator under another criterion: checks see to it that its clause serves that one."""
    moved = damage.path[0] == "indicators" and damage.path[2:] == ("criterion",)
    return (
        "its clause serves either criterion: under which it is marked only the author can tell"
        if (moved and damage.how == "pointed elsewhere")
        else ""
    )


def _of_what_a_body_hears(damage: Damage, scenario: Scenario) -> str:
    """Of what a body outside is to hear in full, where it is marked that it is told two things in time."""
    one = _dropped(damage, scenario)
    if one is None or kind_of(one) != "carries":
        return ""
    told = [i for i in scenario.indicators.values() if one.to in i.sends]
    same = any(incident_of(scenario, i) == incident_of(scenario, one) for i in told)
    return (
        "that it is told is marked by two of what it needs: what else only the author can tell"
        if same
        else ""
    )


def _of_what_a_crew_hears(damage: Damage, scenario: Scenario) -> str:
    """Of a message to a crew that holds no danger: it has the address with its sending."""
    one = _dropped(damage, scenario)
    organisation = shipped_library().organisations[scenario.organisation]
    if one is None or kind_of(one) != "carries" or organisation.has("organisation", one.to):
        return ""
    dangers = {name for name in one.carries if scenario.facts[name].hazard} - _told_besides(one, scenario)
    return "" if dangers else "dangers are marked elsewhere, and a crew has the address with its sending"


def _told_besides(one: Indicator, scenario: Scenario) -> set[str]:
    """Return what somebody is told by another indicator: in a message, or in answer to a crew's question."""
    others = [i for i in scenario.indicators.values() if i is not one]
    asked = {fact for i in others for cue in i.answers_responder for fact in scenario.cues[cue].asks}
    needed = {f for i in others for p in i.sends if p in scenario.outside for f in scenario.outside[p].needs}
    return asked | needed | {fact for i in others for fact in i.carries}


def _of_one_thing_for_a_crew(damage: Damage, scenario: Scenario) -> str:
    """Of one thing of several that a crew is to hear, where it is marked that somebody else hears of it."""
    path = damage.path
    one = scenario.indicators.get(str(path[1])) if path[0] == "indicators" and len(path) == 4 else None
    if one is None or path[2] != "carries" or damage.how != "deleted":
        return ""
    place = path[3]
    known = isinstance(place, int) and one.carries[place] in _told_besides(one, scenario)
    return "another is to be told it, and that is marked: who else only the author can tell" if known else ""


def _of_which_call(damage: Damage, scenario: Scenario) -> str:
    """Of the call on which something is to be found out: without it, it counts on whichever call."""
    one = scenario.indicators.get(str(damage.path[1])) if damage.path[0] == "indicators" else None
    lost = one is not None and damage.path[2:] == ("call",) and damage.how == "deleted" and one.obtains
    return "it is still to be found out, on whichever call" if lost else ""


def _of_one_of_two_kinds(damage: Damage, scenario: Scenario) -> str:
    """Of the kind of one log of two: scenarios ask for that of one, or of both."""
    one = scenario.indicators.get(str(damage.path[1])) if damage.path[0] == "indicators" else None
    if one is None or not one.log_type or damage.path[2:] not in ((), ("incident",)):
        return ""
    others = [i for i in scenario.indicators.values() if i is not one and i.log_type]
    moved = damage.path[2:] == ("incident",)
    return (
        "the kind of one log is still asked for: of which only the author can tell" if others or moved else ""
    )


def _of_manners_alone(damage: Damage, scenario: Scenario) -> str:
    """Of a manner of speaking that no rule of the deed table names: few scenarios mark it."""
    one = _dropped(damage, scenario)
    if one is None or not one.never_says or not all(said.startswith("manner:") for said in one.never_says):
        return ""
    organisation = shipped_library().organisations[scenario.organisation]
    due = {act for rule in organisation.deeds if rule.noticed == "each" for act in rule.acts}
    return "" if due & {*one.never_says} else "no rule of the centre's deed table names it"


def _of_what_costs_otherwise(damage: Damage, scenario: Scenario) -> str:
    """Of rude words taken from a list: the proof has somebody say them, who still loses the criterion."""
    one = scenario.indicators.get(str(damage.path[1])) if damage.path[0] == "indicators" else None
    place = damage.path[3] if len(damage.path) == 4 and damage.path[2] == "never says" else None
    if one is None or damage.how != "deleted" or not isinstance(place, int):
        return ""
    organisation = shipped_library().organisations[scenario.organisation]
    rude = {act for rule in organisation.deeds if rule.id == "rude" for act in rule.acts}
    named = one.never_says[place] in rude or one.never_says[place] in _RUDE
    return (
        "the proof has somebody say it, and he still loses the criterion by what comes of it" if named else ""
    )


_RUDE = ("insult", "blame", "dismiss", "calm_down")


def _of_other_types(damage: Damage, _scenario: Scenario) -> str:
    """Of a type that may be given as well, and of what must be sent, which the centre's own rules say too."""
    if damage.path[0] != "incidents":
        return ""
    if damage.path[2:3] == ("other types",):
        return "a type that may be given as well: which, only the author can tell"
    whole = damage.path[2:3] == ("needs",) and damage.how == "deleted"
    return "the centre's own rules say what is sent" if whole else ""


def _of_when_it_is_known(damage: Damage, scenario: Scenario) -> str:
    """Of what a caller knows only once something was told, and is asked for: he knows it sooner or later."""
    waits = damage.path[0] == "facts" and damage.path[2:3] == ("needs",)
    asked = waits and scenario.facts[str(damage.path[1])].asked_by
    return "told sooner or later when asked: what is marked counts from when it is told" if asked else ""


def _of_the_same_rise(damage: Damage, scenario: Scenario) -> str:
    """Of one of two cues that raise an incident to the same level."""
    raised = damage.path[0] == "indicators" and damage.path[2:] == ("raises priority",)
    was, now = scenario.cues.get(damage.was.strip('"')), scenario.cues.get(damage.now)
    if not raised or was is None or now is None or was.raises_priority != now.raises_priority:
        return ""
    return "both raise it to the same level: which of them is meant only the author can tell"


def _of_a_level(damage: Damage, scenario: Scenario) -> str:
    """Of the level that is right for a type to which no tree of the centre leads: checks know the others."""
    level = damage.path[0] == "incidents" and damage.path[2:] == ("priority",)
    if not level or damage.how != "pointed elsewhere":
        return ""
    organisation = shipped_library().organisations[scenario.organisation]
    kind = scenario.incidents[str(damage.path[1])].type
    ends = [(tree, end) for tree in organisation.trees for end in tree.outcomes if end.priority]
    led_to = [end for tree, end in ends if kind in (end.type, *(() if end.type else tree.types))]
    either = {damage.was.strip('"'), damage.now} <= {end.priority for end in led_to}
    return "which level is right here only the author can tell" if either or not led_to else ""


def _of_what_came_since(damage: Damage, scenario: Scenario) -> str:
    """Of what is so no longer once a cue has come, which no play of the proof waits for.

    It spares whoever has not yet written it down, or passed it on, when that comes.
    """
    path = damage.path
    if path[0] != "facts" or path[2:3] not in (("replaces",), ("overtaken by",)) or damage.how != "deleted":
        return ""
    fact = scenario.facts[str(path[1])]
    newer = (str(path[1]),) if path[2] == "replaces" else fact.overtaken_by
    brought = {told for cue in scenario.cues.values() for told in cue.tells}
    late = set(newer) <= brought
    return (
        "it spares whoever is slower than any play of the proof: how slow only the author can tell"
        if (late)
        else ""
    )


def _of_one_bodys_incident(damage: Damage, scenario: Scenario) -> str:
    """Of the incident of which a body is told, where it is told of no other."""
    one = scenario.indicators.get(str(damage.path[1])) if damage.path[0] == "indicators" else None
    if one is None or damage.path[2:] != ("incident",) or damage.how != "deleted":
        return ""
    parties = {*one.sends, *one.uses_medium, one.to, one.wording, one.concise, one.obtains_response} - {""}
    others = [
        i
        for i in scenario.indicators.values()
        if parties & {*i.sends, i.to} and incident_of(scenario, i) != incident_of(scenario, one)
    ]
    return "" if others or not parties else "that body is told of no other incident"


def _of_news(damage: Damage, scenario: Scenario) -> str:
    """Of whom news of a change is to reach: checks let that be whoever is there."""
    whom = damage.path[0] == "indicators" and damage.path[2:] == ("to",) and damage.how == "deleted"
    return "news of a change may go to whoever is there" if whom else ""


def _of_telling_a_body(damage: Damage, scenario: Scenario) -> str:
    """Of a body outside that is to be told in time, where it is marked of all that it is told."""
    one = _dropped(damage, scenario)
    if one is None or not one.sends or one.critical:
        return ""
    alike = [i for i in scenario.indicators.values() if i.criterion == one.criterion]
    heard = {i.to for i in alike if i.carries}
    return "what it is told is still marked: only by when no longer is" if set(one.sends) <= heard else ""


def _of_a_tree(damage: Damage, scenario: Scenario) -> str:
    """Of the tree, which few scenarios ask for: the level to which it leads is marked."""
    one = _dropped(damage, scenario)
    if one is None or not one.follows_tree:
        return ""
    levels = [i for i in scenario.indicators.values() if i.sets_priority]
    return "the level to which the tree leads is still marked: only the way there is not" if levels else ""


def _of_a_heading(damage: Damage, scenario: Scenario) -> str:
    """Of the heading of a fact: checks compare it with the questions that bring the fact."""
    headed = damage.path[0] == "facts" and damage.path[2:] == ("topic",)
    return "no question that brings it asks for another kind of thing" if headed else ""


def _of_what_is_asked(damage: Damage, scenario: Scenario) -> str:
    """Of what is to be asked, where whoever does not ask can neither write nor pass on what is marked."""
    one = scenario.indicators.get(str(damage.path[1])) if damage.path[0] == "indicators" else None
    whole_or_item = len(damage.path) == 2 or (len(damage.path) == 4 and damage.path[2] == "obtains")
    if one is None or damage.how != "deleted" or not whole_or_item or not one.obtains:
        return ""
    place = damage.path[3] if len(damage.path) == 4 else None
    gone = (one.obtains[place],) if isinstance(place, int) else one.obtains
    others = [i for i in scenario.indicators.values() if i is not one]
    wanted = {fact for i in others for fact in (*i.logs, *i.notes, *i.carries)}
    after = [scenario.facts[fact].needs for i in others for fact in i.obtains]
    wanted |= {fact for needs in after if needs is not None for fact in needs.told}
    free = [fact for fact in gone if scenario.facts[fact].told is not None]
    return (
        "whoever does not ask cannot write it, pass it on or get the rest, and that is marked"
        if set(gone) <= wanted and not free
        else ""
    )


def _of_the_answer(damage: Damage, scenario: Scenario) -> str:
    """Of when an answer is given, where another to the same question tells the same facts."""
    path = damage.path
    if path[0] != "calls" or path[2:3] != ("reactions",) or "needs" not in path or len(path) < 5:
        return ""
    call = scenario.calls[str(path[1])]
    place = path[3]
    assert isinstance(place, int)
    mine = call.reactions[place]
    others = [r for n, r in enumerate(call.reactions) if n != place and set(mine.to) <= set(r.to)]
    told = {name for other in others for name in other.tells}
    told |= {name for name in mine.tells if scenario.facts[name].asked_by}
    return (
        "another answer, or a question for it, brings the same: only the words differ"
        if (mine.tells and set(mine.tells) <= told)
        else ""
    )


def _of_words_for_one(damage: Damage, scenario: Scenario) -> str:
    """Of words to a caller that no rule of the centre has said each time, where others are marked."""
    one = _dropped(damage, scenario)
    if one is None or kind_of(one) not in ("informs", "controls"):
        return ""
    acts = {act for kind in ("informs", "controls") for entry in getattr(one, kind) for act in either(entry)}
    organisation = shipped_library().organisations[scenario.organisation]
    due = {act for rule in organisation.deeds if rule.noticed == "each" for act in rule.acts}
    alike = [i for i in scenario.indicators.values() if i is not one and i.criterion == one.criterion]
    return (
        "no rule of the centre has it said each time, and others of its criterion are marked"
        if (alike and not acts & due)
        else ""
    )


def _of_what_is_forbidden_anyway(damage: Damage, scenario: Scenario) -> str:
    """Of words forbidden from a moment on, where another indicator of the criterion forbids them always."""
    path = damage.path
    one = scenario.indicators.get(str(path[1])) if path[0] == "indicators" and len(path) == 4 else None
    if one is None or path[2] != "never says" or damage.how != "deleted" or one.needs is None:
        return ""
    place = path[3]
    others = [i for i in scenario.indicators.values() if i is not one and i.needs is None and not i.call]
    alike = [i for i in others if i.criterion == one.criterion and i.critical >= one.critical]
    known = isinstance(place, int) and any(one.never_says[place] in i.never_says for i in alike)
    return "another indicator of its criterion forbids it from the start" if known else ""


_RULES: tuple[Callable[[Damage, Scenario], str], ...] = (
    *(_of_the_criterion, _of_what_a_body_hears, _of_what_a_crew_hears, _of_what_is_asked),
    *(
        _of_one_thing_for_a_crew,
        _of_news,
        _of_a_level,
        _of_what_came_since,
        _of_one_bodys_incident,
        _of_telling_a_body,
        _of_a_tree,
        _of_a_heading,
    ),
    *(_of_the_answer, _of_words_for_one, _of_which_call, _of_one_of_two_kinds, _of_manners_alone),
    *(_of_what_costs_otherwise, _of_other_types, _of_when_it_is_known, _of_the_same_rise),
    _of_what_is_forbidden_anyway,
)
