"""Who is playing: how fast, and what they leave out or do badly. A plan never names a scenario's facts."""

from dataclasses import dataclass

from simulator.model.stretching import USUAL_PACE, stretch_for


@dataclass(frozen=True)
class Plan:
    """One way of working. Speeds are characters a second; ``thinks`` is seconds before each deed.

    ``leaves_out`` names indicators whose deeds are not done; ``most_questions`` bounds what a caller is asked
    (``None``: all that is needed). ``other_words`` is how far down its phrasings the learner begins;
    ``mistypes`` a slip in every so manieth line; ``reorders`` by how many seconds, drawn for each deed, it
    does things sooner or later. ``hurries``: is short of time, so does first what has a limit, says it in the
    shortest plain words, and leaves off writing when something happens. ``stretch`` is how many times longer
    this learner's limits are. The other flags are the faults of the demonstration's people.
    """

    name: str
    speaks: float = 11.0
    writes: float = 8.0
    thinks: float = 0.8
    leaves_out: frozenset[str] = frozenset()
    most_questions: int | None = None
    other_words: int = 0
    mistypes: int = 0
    reorders: float = 0.0
    hurries: bool = False
    stretch: float = 1.0
    forgets_hazards: bool = False
    forbidden_advice: bool = False
    transposes_numbers: bool = False
    rude: bool = False
    says_nothing: bool = False
    logs_little: bool = False


def typing(pace: float) -> Plan:
    """Return the plan of somebody who does the job and types so many characters a second, whatever it is.

    What is said is typed as well; limits are stretched as they are for that speed.
    """
    stretch = stretch_for(pace)
    name = f"at {pace:g} characters a second"
    if stretch > 1:
        name += f", limits stretched {stretch:g} times"
    return Plan(name, speaks=pace, writes=pace, hurries=True, stretch=stretch)


MODEL = Plan("model")
VARIATIONS = (
    Plan("in other words", other_words=1),
    Plan("in yet other words", other_words=2),
    Plan("in another order", reorders=9.0),
    typing(USUAL_PACE),
    Plan("faster", speaks=14.0, writes=11.0, thinks=0.5),
    Plan("with typing errors", mistypes=3),
    typing(USUAL_PACE / 2),
)
"""The job done in other ways: each must earn the same."""
FORGETS_HAZARD = Plan("good, but forgets to pass the hazard on", forgets_hazards=True)
FORBIDDEN_ADVICE = Plan("fluent, with one piece of forbidden advice", forbidden_advice=True)
HESITANT = Plan("hesitant", speaks=4.0, writes=3.0, thinks=5.0, most_questions=4, logs_little=True)
CARELESS_LOG = Plan("careless with the log", transposes_numbers=True, writes=10.0)
SILENT = Plan("silent", says_nothing=True)
RUDE = Plan("rude", rude=True, thinks=0.5, most_questions=6)

PLANS: dict[str, Plan] = {
    "model": MODEL,
    "forgets-hazard": FORGETS_HAZARD,
    "forbidden-advice": FORBIDDEN_ADVICE,
    "hesitant": HESITANT,
    "careless-log": CARELESS_LOG,
    "silent": SILENT,
    "rude": RUDE,
}
"""The plans that the demonstration plays, by a short name."""
