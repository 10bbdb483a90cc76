"""Advice where a fact stands under another heading than what is asked, or is told where nobody is marked.

The topic says in which field of the log a fact belongs and who has to hear of it; with the wrong one all else
is sound in itself.
"""

from collections.abc import Mapping, Set
from typing import Final

from simulator.model.condition import Condition
from simulator.model.line_index import Step
from simulator.model.scenario import Fact
from simulator.model.scenario_checks_codes import Checking

_PLACE: Final = "ask_location ask_exact_location ask_postcode ask_landmark ask_caller_location"
_PEOPLE: Final = "ask_who_is_there ask_how_many ask_children ask_trapped ask_can_leave ask_vulnerable"
_HURT: Final = "ask_injuries ask_symptoms ask_conscious ask_breathing"
_WHAT: Final = "ask_what_happened ask_what_now ask_fire_or_smoke ask_smell_strength ask_where_smell"
_DANGER: Final = (
    "ask_hazards ask_weapons ask_suspect ask_ignition ask_fuel_leak ask_chemicals ask_pets ask_vehicles"
)
ASKED_BY: Final[Mapping[str, frozenset[str]]] = {
    topic: frozenset(" ".join(questions).split())
    for topic, questions in {
        "where": (_PLACE, "ask_access"),
        "what": (
            _WHAT,
            _DANGER.replace(" ask_pets", ""),
            "ask_when ask_cellar ask_road_blocked ask_vehicles",
        ),
        "when": ("ask_when",),
        "people": (_PEOPLE, _HURT, "ask_neighbours ask_vehicles ask_relation ask_caller_location ask_access"),
        "injuries": (_HURT, _PEOPLE, "ask_what_now"),
        "hazard": (_DANGER, _WHAT, _PEOPLE, "ask_access ask_can_talk ask_safe_to_call ask_road_blocked"),
        "access": (
            "ask_access ask_can_leave ask_trapped ask_neighbours ask_road_blocked ask_meter_location",
        ),
        "name": ("ask_name ask_relation confirm_details",),
        "callback": ("ask_callback_number ask_safe_to_call",),
        "safe_to_call": ("ask_safe_to_call ask_can_talk",),
        "vulnerable": (_PEOPLE, _HURT, "ask_neighbours ask_suspect"),
        "vehicles": ("ask_vehicles ask_registration ask_road_blocked",),
        "direction": ("ask_direction_of_travel",),
        "history": ("ask_previous ask_vulnerable",),
    }.items()
}
"""Which shared questions ask for which kind of information; of its own topics a centre says it itself."""
_BESIDES: Final = {
    "people": frozenset(_PLACE.split()),
    "injuries": frozenset(("ask_caller_location", "ask_exact_location")),
    "hazard": frozenset(("ask_breathing",)),
    "access": frozenset(("ask_direction_of_travel",)),
}
"""Questions that bring such a fact beside one of its own kind, and would not alone."""
_EVERY: Final = frozenset(act for acts in ASKED_BY.values() for act in acts)
_OF_THE_CALLER: Final = ("name", "callback")
"""Topics of who rings: those who are sent are not told them, least of all on the radio."""
_REST: Final = "detail"
"""The topic of what has no heading of its own."""
_JUDGED: Final = ("obtains", "reads_back", "logs", "notes", "carries")


def check_topics(checking: Checking) -> None:
    """Check headings against the questions that bring a fact, and variants against the marking."""
    told = {fault.field for fault in checking.faults if fault.code == "S232"}
    for name, fact in checking.scenario.facts.items():
        if f"facts.{name}.topic" in told:
            continue
        asked = set(fact.asked_by) & _EVERY
        known = ASKED_BY.get(fact.topic)
        sure = bool(asked) or fact.topic == "where"
        if known is not None and fact.asked_by and sure and not asked & known:
            questions = ", ".join(act for act in fact.asked_by)
            checking.fault("S322", ("facts", name, "topic"), topic=fact.topic, questions=questions)
        elif known is not None:
            _each_question(checking, name, fact, known | _BESIDES.get(fact.topic, frozenset()))
        _own_questions(checking, name, fact)
        _corrects(checking, name, fact)
        if fact.topic in _OF_THE_CALLER and fact.pass_on:
            checking.fault("S335", ("facts", name), fact=name, topic=fact.topic)
    _corrected_by_reaction(checking)
    _told_by_reaction(checking)
    for name, fact in checking.scenario.facts.items():
        for newer in fact.overtaken_by:
            _overtaken(checking, {name, *fact.also_told_by}, name, newer)
    _told_unmarked(checking)


def _own_questions(checking: Checking, name: str, fact: Fact) -> None:
    """Check that a fact which a centre's own question brings stands under the topic for which that asks.

    The same holds of the questions for who rings and how to reach them, where a fact has no heading at all.
    """
    organisation, asked = checking.around.organisation, set(fact.asked_by)
    if organisation is None or not asked:
        return
    own = {topic.id: set(topic.asked_by) for topic in organisation.topics if topic.asked_by}
    if fact.topic == _REST:
        own |= {topic: set(ASKED_BY[topic]) for topic in _OF_THE_CALLER}
    fitting = [topic for topic, acts in own.items() if asked <= acts]
    if fitting and fact.topic not in fitting:
        words = {"topic": fact.topic, "questions": ", ".join(fact.asked_by)}
        checking.fault("S322", ("facts", name, "topic"), case="own", **words, fits=" or ".join(fitting))


def _each_question(checking: Checking, name: str, fact: Fact, known: Set[str]) -> None:
    """Check that each shared question that brings a fact may ask for its kind of thing."""
    for number, act in enumerate(fact.asked_by):
        if act in _EVERY - known:
            path = ("facts", name, "asked_by", number)
            checking.fault("S322", path, case="one", topic=fact.topic, question=act)


def _told_by_reaction(checking: Checking) -> None:
    """Check that each shared question that a reaction answers with a fact may ask for its kind of thing."""
    facts = checking.scenario.facts
    for key, call in checking.scenario.calls.items():
        for number, reaction in enumerate(call.reactions):
            for fact in (facts[name] for name in reaction.tells if name in facts):
                known = ASKED_BY.get(fact.topic, _EVERY) | _BESIDES.get(fact.topic, frozenset())
                for place, act in enumerate(reaction.to):
                    if act in _EVERY - known:
                        path = ("calls", key, "reactions", number, "to", place)
                        checking.fault("S322", path, case="one", topic=fact.topic, question=act)


def _corrects(checking: Checking, name: str, fact: Fact) -> None:
    """Check that what puts another fact right is of its kind, and waits for that one, if it waits for any."""
    waits = fact.needs.told if fact.needs is not None else ()
    if fact.replaces and waits and fact.replaces not in waits:
        waited = " and ".join(waits)
        checking.fault("S330", ("facts", name, "needs"), fact=fact.replaces, waits=waited)
    older = checking.scenario.facts.get(fact.replaces)
    if older is not None and len({fact.topic, older.topic} - {"detail"}) > 1:
        path = ("facts", name, "replaces")
        checking.fault("S360", path, fact=fact.replaces, topic=fact.topic, other=older.topic)


def _corrected_by_reaction(checking: Checking) -> None:
    """Check that a reaction that puts something right waits for that, if it waits for any fact."""
    facts = checking.scenario.facts
    for key, call in checking.scenario.calls.items():
        for number, reaction in enumerate(call.reactions):
            waits = reaction.needs.told if reaction.needs is not None else ()
            wrong = [
                facts[fact].replaces for fact in reaction.tells if fact in facts and facts[fact].replaces
            ]
            if waits and wrong and not set(wrong) & set(waits):
                path = ("calls", key, "reactions", number, "needs")
                checking.fault("S330", path, fact=wrong[0], waits=" and ".join(waits))


def _overtaken(checking: Checking, older: Set[str], name: str, newer: str) -> None:
    """Check that what makes a fact old waits for it, or for what tells it too, if it waits for any."""
    scenario = checking.scenario
    ways: list[tuple[tuple[Step, ...], Condition | None, tuple[str, ...]]] = [
        (("calls", key, "reactions", number, "needs"), reaction.needs, reaction.tells)
        for key, call in scenario.calls.items()
        for number, reaction in enumerate(call.reactions)
    ]
    ways += [(("cues", key, "when"), cue.when, cue.tells) for key, cue in scenario.cues.items()]
    ways += (
        [(("facts", newer, "needs"), scenario.facts[newer].needs, (newer,))]
        if newer in scenario.facts
        else []
    )
    for path, needs, tells in ways:
        waits = needs.told if needs is not None else ()
        if newer in tells and waits and not older & {*waits, *tells}:
            checking.fault("S330", path, case="overtaken", fact=name, waits=" and ".join(waits))


def _told_unmarked(checking: Checking) -> None:
    """Check that a fact that is marked in one variant is marked in each in which it is told."""
    scenario = checking.scenario
    every = set(scenario.variants)
    for name, fact in scenario.facts.items():
        call = scenario.calls.get(fact.call)
        told = set(fact.only_in or every) & set((call.only_in if call is not None else ()) or every)
        judging = [
            one for one in scenario.indicators.values() if any(name in getattr(one, k) for k in _JUDGED)
        ]
        marked = {variant for one in judging for variant in one.only_in or every}
        if judging and told - marked:
            left = ", ".join(v for v in scenario.variants if v in told - marked)
            checking.fault("S323", ("facts", name), variants=left)
