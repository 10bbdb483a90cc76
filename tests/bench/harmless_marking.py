"""By which rules a damage to an indicator that nothing tells may be harmless, each with its reason.

Each says of the damage what is true of it; it leaves room only where the procedures do, or where the same is
still marked.
"""

import re
from collections.abc import Callable

from simulator.model.acts_judged import acts_told
from simulator.model.condition import either
from simulator.model.scenario import Indicator, Scenario, kind_of
from tests.damage import Damage
from tests.shipped import shipped_library

_ANY_OF = ("controls", "informs")
_OF_FACTS = ("obtains", "logs", "notes", "carries")
_OWN_LIMITS = ("obtains", "advises", "informs", "notes", "answers_responder", "obtains_response")
_MARKED_ONCE = ("uses_medium", "wording", "concise")


def _indicator(damage: Damage, scenario: Scenario) -> Indicator | None:
    path = damage.path
    return scenario.indicators.get(str(path[1])) if path[0] == "indicators" and len(path) > 1 else None


def _of_any(damage: Damage, scenario: Scenario) -> str:
    """Of one act in a list of which any serves: checks see to it that it is none that is forbidden."""
    one = _indicator(damage, scenario)
    within_list = one is not None and len(damage.path) == 4 and damage.path[2] in _ANY_OF
    return (
        "any act of the list serves, and each is one that procedures or cards have said"
        if within_list
        else ""
    )


def _of_items(damage: Damage, scenario: Scenario) -> str:
    """Of a fact that an indicator judges, and for which neither a required field nor a danger asks."""
    one = _indicator(damage, scenario)
    if one is None or damage.how == "duplicated" or len(damage.path) not in (2, 3, 4):
        return ""
    kind = kind_of(one)
    if kind not in _OF_FACTS or (len(damage.path) > 2 and damage.path[2] != kind.replace("_", " ")):
        return ""
    listed, place = getattr(one, kind), damage.path[3] if len(damage.path) == 4 else None
    gone = (listed[place],) if isinstance(place, int) and place < len(listed) else listed
    alike = [i for i in scenario.indicators.values() if i is not one and i.criterion == one.criterion]
    told = {other.to for other in scenario.indicators.values() if other is not one and other.carries}
    asked = {
        scenario.cues[cue].by for other in scenario.indicators.values() for cue in other.answers_responder
    }
    if len(gone) == len(listed) and (not alike or (kind == "carries" and one.to not in told | asked)):
        return ""
    reasons = [_of_item(kind, name, one, scenario) for name in gone]
    return reasons[0] if reasons and all(reasons) else ""


def _of_item(kind: str, name: str, one: Indicator, scenario: Scenario) -> str:
    organisation, fact = shipped_library().organisations[scenario.organisation], scenario.facts[name]
    if kind == "carries" and not organisation.has("organisation", one.to):
        if name in {known.address for known in scenario.incidents.values()}:
            return "a crew has the address with its sending"
        return "" if fact.hazard else "of what a crew is told, only dangers have to be told"
    required = {form.id for form in organisation.log_form if form.required}
    field = {topic.id: topic.field for topic in organisation.topics}.get(fact.topic, "")
    if not fact.hazard and (field not in required or fact.topic == "what"):
        return "the procedures leave room: no required field and no danger asks for it"
    return ""


def _of_limits(damage: Damage, scenario: Scenario) -> str:
    """Of a limit for which no clause gives seconds, or of what is limited and marked elsewhere as well."""
    one = _indicator(damage, scenario)
    if one is None or damage.how != "deleted":
        return ""
    if damage.path[2:] == ("needs",) and one.needs is not None and one.after.startswith("cue:"):
        alone = one.needs.model_fields_set == {"fired"} and one.needs.fired == (one.after[4:],)
        return (
            "its limit counts from the same moment: where that never comes there is no chance either"
            if alone
            else ""
        )
    if (
        damage.path[2:] == ("within",)
        and kind_of(one) in _OWN_LIMITS
        and not _clause_gives_time(one, scenario)
    ):
        return "its clause gives no time for it, and it is still asked for"
    timed = one.within is not None and _clause_gives_time(one, scenario)
    if len(damage.path) == 2 and one.obtains and not timed and not one.critical:
        others = [i for i in scenario.indicators.values() if i is not one and i.criterion == one.criterion]
        marked = {f for i in others for f in (*i.obtains, *i.reads_back)}
        return "each of its facts is still marked there" if set(one.obtains) <= marked else ""
    if len(damage.path) == 2 and one.obtains_response and not one.critical:
        told = {to for other in scenario.indicators.values() for to in other.sends}
        if one.obtains_response in told and not _clause_gives_time(one, scenario):
            return "that it is told is marked: only whether it must have answered no longer is"
    return ""


_A_TIME = re.compile(r"\b(second|minute)s?\b")


def _clause_gives_time(one: Indicator, scenario: Scenario) -> bool:
    """Tell whether the clause that an indicator cites says by when."""
    organisation = shipped_library().organisations[scenario.organisation]
    return bool(_A_TIME.search(organisation.clause(one.clause).text))


def _of_flags(damage: Damage, scenario: Scenario) -> str:
    """Of a flag by which a loss weighs more heavily; what is lost stays lost."""
    one = _indicator(damage, scenario)
    if one is None or damage.path[2:] != ("critical",) or damage.how != "deleted":
        return ""
    if kind_of(one) in ("carries", "deploys"):
        return (
            "the criterion is lost as before; of messages and sendings most scenarios leave the loss ungraded"
        )
    return ""


def _of_one_of_several(damage: Damage, scenario: Scenario) -> str:
    """Of a medium or wording that another indicator marks: the deed table asks for one (noticed: once)."""
    one = _indicator(damage, scenario)
    if one is None or kind_of(one) not in _MARKED_ONCE or damage.how == "duplicated":
        return ""
    alike = [i for i in scenario.indicators.values() if i is not one and i.criterion == one.criterion]
    if len(damage.path) > 2 and damage.path[2] != kind_of(one).replace("_", " "):
        return ""  # of which incident or call it is judged is another matter
    parties = len(one.uses_medium) > 1 and len(damage.path) == 4
    return "the deed table asks that one of them be marked, and one is" if alike or parties else ""


def _of_left_open(damage: Damage, scenario: Scenario) -> str:
    """Of words that no card says to every caller, and on which nothing in the call turns."""
    one = _indicator(damage, scenario)
    if one is None or damage.how != "deleted" or len(damage.path) not in (2, 4):
        return ""
    kind = kind_of(one)
    if kind not in ("advises", "informs", "controls", "closes"):
        return ""
    listed, place = getattr(one, kind), damage.path[3] if len(damage.path) == 4 else None
    gone = (listed[place],) if isinstance(place, int) and place < len(listed) else listed
    organisation = shipped_library().organisations[scenario.organisation]
    types = {code for i in scenario.incidents.values() for code in (i.type, *i.other_types)}
    cards = [c for c in organisation.cards if not c.types or types & set(c.types)]
    always = {item.act for card in cards for item in card.items if item.always}
    others = [i for i in scenario.indicators.values() if i is not one and i.criterion == one.criterion]
    said = {act for other in others for act in acts_told(other)}
    mood = next(iter(scenario.calls.values())).mood
    due = {"explain", "worsening"} | ({"settle"} if mood.start > mood.settled_at else set())
    for rule in organisation.deeds:  # a line is held, or stayed on, as the case has it
        if rule.id in due and not said & set(rule.acts):
            always |= set(rule.acts)
    turned = [c for cue in scenario.cues.values() for c in (cue.when, cue.unless) if c is not None]
    heard = {act for c in turned for act in (*c.acts_said, *c.not_said)}
    ways = {act for entry in gone for act in either(entry)}
    open_to_choice = others and not ways & (always | heard)
    return "no card says it to everybody, and nothing in the call turns on it" if open_to_choice else ""


def _of_settling(damage: Damage, scenario: Scenario) -> str:
    """Of the mark for a settled caller, or for words that settle, where another on that call marks it too."""
    one = _indicator(damage, scenario)
    if one is None or damage.how != "deleted" or len(damage.path) != 2:
        return ""
    if kind_of(one) not in ("mood_ends", "controls"):
        return ""
    organisation = shipped_library().organisations[scenario.organisation]
    settling = {act for rule in organisation.deeds if rule.id == "settle" for act in rule.acts}
    for other in scenario.indicators.values():
        words = settling & {*other.informs, *other.controls}
        if other is not one and other.call == one.call and (other.mood_ends is not None or words):
            return (
                "that the caller is settled is still marked, by how the call ends or by what is said for it"
            )
    return ""


def _of_variants(damage: Damage, scenario: Scenario) -> str:
    """Of advice that a card for this type has said, and that is asked for in every variant."""
    one = _indicator(damage, scenario)
    if one is None or damage.how != "deleted" or damage.path[2:] != ("only in",) or not one.advises:
        return ""
    organisation = shipped_library().organisations[scenario.organisation]
    types = {code for i in scenario.incidents.values() for code in (i.type, *i.other_types)}
    said = {i.act for c in organisation.cards if not c.types or types & set(c.types) for i in c.items}
    right = all(said & set(either(entry)) for entry in one.advises)
    return (
        "a card for this type has it said: in which variants it is owed only a person can tell"
        if right
        else ""
    )


def _of_the_only_crew(damage: Damage, scenario: Scenario) -> str:
    """Of a crew named in place of its kind, of which there is no other."""
    if _indicator(damage, scenario) is None or damage.how != "pointed elsewhere":
        return ""
    crews = shipped_library().organisations[scenario.organisation].resources
    alike = [crew.id for crew in crews if crew.kind == damage.was]
    return "the only crew of that kind: nobody else could be meant" if alike == [damage.now] else ""


def _of_any_call(damage: Damage, scenario: Scenario) -> str:
    """Of the call on which something is to be found out, where no other caller can tell it."""
    one = _indicator(damage, scenario)
    if one is None or damage.how != "deleted" or damage.path[2:] != ("call",) or not one.obtains:
        return ""
    told_here = all(_callers_who_tell(scenario, fact) == {one.call} for fact in one.obtains)
    free = one.within is None and one.needs is None
    return "nobody but that caller can tell it, and it counts no time" if told_here and free else ""


def _callers_who_tell(scenario: Scenario, name: str) -> set[str]:
    """Return the calls on which a fact can be told: by its own caller, an answer, a cue, or another fact."""
    first = next(iter(scenario.calls), "")
    fact = scenario.facts[name]
    calls = {fact.call} if fact.call else set(scenario.calls)
    calls |= {scenario.facts[other].call for other in fact.also_told_by if other in scenario.facts}
    calls |= {
        key for key, call in scenario.calls.items() if any(name in answer.tells for answer in call.reactions)
    }
    return calls | {cue.call or first for cue in scenario.cues.values() if name in cue.tells}


def _of_whom(damage: Damage, scenario: Scenario) -> str:
    """Of the caller to whom something is said, where another answers it as well and the label names nobody.

    Checks see to it that he answers as much of it, that nothing on the call left turns on it, and that the
    label speaks of no other caller.
    """
    one = _indicator(damage, scenario)
    if one is None or damage.how != "pointed elsewhere" or damage.path[2:] != ("call",):
        return ""
    acts = {act for kind in ("informs", "controls", "closes") for act in getattr(one, kind)}
    for key in (damage.was, damage.now):
        call = scenario.calls[key]
        heard = {act for answer in call.reactions for act in answer.to}
        if not acts & (heard | {change.when for change in call.mood_changes}):
            return ""
    return "both callers have an answer to it: which of them is to hear it only the author can tell"


def _of_linked_calls(damage: Damage, scenario: Scenario) -> str:
    """Of one of two calls about the same thing, that both are to be kept apart from another."""
    one = _indicator(damage, scenario)
    if one is None or not one.keeps_apart or damage.how != "pointed elsewhere" or len(damage.path) != 4:
        return ""
    pair = {damage.was, damage.now}
    linked = any(pair <= {*other.links} for other in scenario.indicators.values())
    same = len({scenario.calls[key].incident for key in pair}) == 1
    return "both calls are about one thing, and that they share a log is marked" if linked and same else ""


OF_MARKING: tuple[Callable[[Damage, Scenario], str], ...] = (
    *(
        _of_any,
        _of_items,
        _of_limits,
        _of_flags,
        _of_one_of_several,
        _of_left_open,
        _of_settling,
        _of_variants,
        _of_the_only_crew,
        _of_any_call,
        _of_whom,
        _of_linked_calls,
    ),
)
