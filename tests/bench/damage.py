"""What random damage to the shipped scenarios the checks tell, what may be harmless, and what is left.

Run by hand: `python -m tests.bench.damage [COUNT]` (200 for each scenario). It judges by `check` alone;
what is left of indicators, expectations and limits is for the proof to catch.
"""

import sys
from collections import Counter
from datetime import date

from simulator.model.load_scenario import load_scenario_text
from tests.damage import Damage, damages
from tests.model.fault_examples import installed

SEED = 234
TODAY = date(2026, 11, 1)
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


def harmless(damage: Damage) -> str:
    """Return why a damage may be harmless, by rule, or nothing."""
    return next((why for keys, why in HARMLESS if not set(keys).isdisjoint(damage.path)), "")


def told(text: str, centre: str) -> str:
    """Return how the checks tell a text of a centre's scenario: fault, advice, or nothing."""
    library = installed()
    scenario, faults = load_scenario_text(
        text,
        organisation=library.organisations[centre],
        unit=library.units,
        shared_acts=library.shared_acts,
        today=TODAY,
    )
    return "fault" if scenario is None else "advice" if faults else ""


def main(words: list[str]) -> None:
    """Damage every scenario and print what came of it."""
    count, library = int(words[0]) if words else 200, installed()
    for name in sorted(library.scenarios):
        found: Counter[str] = Counter()
        left = []
        for damage in damages(library.texts[name], library, SEED, count):
            kind = told(damage.text, library.scenarios[name].organisation) or (
                "may be harmless" if harmless(damage) else "left to the proof"
            )
            found[kind] += 1
            if kind == "left to the proof":
                left.append(damage)
        print(name, dict(found))
        for damage in left:
            print(f"  {damage}"[:150])


if __name__ == "__main__":
    main(sys.argv[1:])
