"""By which rules a damage to a scenario that nothing tells may be harmless, each with its reason."""

from simulator.model.scenario import Indicator, Scenario, kind_of
from simulator.model.scenario_reach import in_variant, what_can_happen
from simulator.model.typed_reading import read_model
from tests.damage import Damage
from tests.model.fault_examples import installed

HARMLESS = (
    (
        ("says", "says again", "says before", "opening", "goodbye", "described", "rung back"),
        "spoken otherwise",
    ),
    (("not understood", "asks back", "does not know"), "spoken otherwise, or a stock phrase in its place"),
    (("reactions", "mood changes", "mood"), "the caller takes it otherwise"),
    (("phrasings", "must hear", "near", "asked by"), "one way of saying it more or fewer"),
    (("accept",), "one way of writing it more or fewer"),
    (("choice", "cast"), "cast otherwise"),
    (
        ("what happened next", "asked afterwards", "special callers", "note", "follows from", "good"),
        "words only",
    ),
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
    rules = (_of_needs, _of_facts, _of_any, _of_items, _of_limits, _of_flags, _of_one_of_several)
    if damage.path[-1] == "only in" and _as_before(damage, scenario):
        return "the same can happen in each variant, and the marking is the same in each"
    return next((why for rule in rules if (why := rule(damage, scenario))), "")


def _of_needs(damage: Damage, scenario: Scenario) -> str:
    """Of what an outside organisation asks for: its asking helps the learner, and marks nothing itself."""
    if damage.path == ("outside",) and damage.how == "deleted":
        carried = {f for one in scenario.indicators.values() for f in one.carries}
        asked = {f for party in scenario.outside.values() for f in party.needs}
        return "the directory's own needs and words stand in their place" if asked <= carried else ""
    if damage.path[0] != "outside" or "needs" not in damage.path:
        return ""
    party, whole = str(damage.path[1]), len(damage.path) == 3
    needs = scenario.outside[party].needs
    named = needs if whole else (needs[damage.path[3]] if isinstance(damage.path[3], int) else "",)
    if whole and damage.how == "deleted":
        return "the directory's own needs stand in their place"
    carried = {f for one in scenario.indicators.values() if one.to == party for f in one.carries}
    return "not asked for, but marked where it is not passed on" if set(named) <= carried else ""


def _of_facts(damage: Damage, scenario: Scenario) -> str:
    """Of a fact no longer said to be dangerous, or not to be passed on: every indicator asks as before."""
    if damage.path[0] != "facts" or damage.how != "deleted":
        return ""
    if damage.path[-1] == "pass on":
        return "the learner of the proof passes one more on, and the proof stands"
    critical = {f for one in scenario.indicators.values() if one.critical for f in one.carries}
    if damage.path[-1] == "hazard" and damage.path[1] not in critical:
        return "every indicator asks for it as before; only the debrief tells its loss less gravely"
    return ""


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
    return "any act of the list serves: one way of doing it more or fewer" if within_list else ""


def _of_items(damage: Damage, scenario: Scenario) -> str:
    """Of a fact that an indicator judges, and for which neither a required field nor a danger asks."""
    one = _indicator(damage, scenario)
    if one is None or len(damage.path) != 4 or damage.path[2] not in _OF_FACTS:
        return ""
    kind, place = str(damage.path[2]), damage.path[3]
    listed = getattr(one, kind)
    if not isinstance(place, int) or place >= len(listed) or damage.how == "duplicated":
        return ""
    organisation = installed().organisations[scenario.organisation]
    fact = scenario.facts[listed[place]]
    if kind == "carries" and not organisation.has("organisation", one.to):
        place_of = {known.address for known in scenario.incidents.values()}
        if listed[place] in place_of:
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
    if damage.path[2:] == ("within",) and kind_of(one) in _OWN_LIMITS:
        return "no clause gives seconds for it: it is still asked for, and the rule's own limit stands"
    if len(damage.path) == 2 and one.obtains:
        others = [i for i in scenario.indicators.values() if i is not one and i.criterion == one.criterion]
        marked = {f for i in others for f in (*i.obtains, *i.reads_back)}
        return "each of its facts is still marked there" if set(one.obtains) <= marked else ""
    return ""


def _of_flags(damage: Damage, scenario: Scenario) -> str:
    """Of a flag by which a loss weighs more heavily; what is lost stays lost."""
    one = _indicator(damage, scenario)
    if one is not None and damage.path[2:] == ("critical",) and damage.how == "deleted":
        return "the criterion is lost as before; only how gravely the debrief tells it is less"
    return ""


def _of_one_of_several(damage: Damage, scenario: Scenario) -> str:
    """Of a medium or wording that another indicator marks: the deed table asks for one (noticed: once)."""
    one = _indicator(damage, scenario)
    if one is None or kind_of(one) not in _MARKED_ONCE or damage.how == "duplicated":
        return ""
    alike = [i for i in scenario.indicators.values() if i is not one and i.criterion == one.criterion]
    parties = len(one.uses_medium) > 1 and len(damage.path) == 4
    return "the deed table asks that one of them be marked, and one is" if alike or parties else ""


def nothing_else_happens(before: Scenario, after: Scenario) -> bool:
    """Tell whether the same can happen in each variant, and the marking is the same in each."""
    marked = [
        {v: [n for n, i in one.indicators.items() if in_variant(i.only_in, v)] for v in one.variants}
        for one in (before, after)
    ]
    return what_can_happen(before) == what_can_happen(after) and marked[0] == marked[1]


def _as_before(damage: Damage, before: Scenario) -> bool:
    after, _, _ = read_model(damage.text, Scenario, file="x.yaml")
    return after is not None and nothing_else_happens(before, after)
