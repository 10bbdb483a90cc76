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
    dangers = [name for name in one.carries if scenario.facts[name].hazard]
    return "" if dangers else "of what a crew is told, only dangers have to be told"


def _of_what_is_asked(damage: Damage, scenario: Scenario) -> str:
    """Of what is to be asked, where whoever does not ask can neither write nor pass on what is marked."""
    one = _dropped(damage, scenario)
    if one is None or not one.obtains or one.within is not None:
        return ""
    others = [i for i in scenario.indicators.values() if i is not one]
    wanted = {fact for i in others for fact in (*i.logs, *i.notes, *i.carries)}
    free = [fact for fact in one.obtains if scenario.facts[fact].told is not None]
    return (
        "whoever does not ask can neither write it nor pass it on, and that is marked"
        if set(one.obtains) <= wanted and not free
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
    by_asking = {name for name, fact in scenario.facts.items() if set(mine.to) <= set(fact.asked_by)}
    told = {name for other in others for name in other.tells} | by_asking
    return (
        "another answer to the same question tells the same: only the words differ"
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


_RULES: tuple[Callable[[Damage, Scenario], str], ...] = (
    *(_of_the_criterion, _of_what_a_body_hears, _of_what_a_crew_hears, _of_what_is_asked),
    *(_of_the_answer, _of_words_for_one),
)
