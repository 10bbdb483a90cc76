"""How alike the scenarios of a library are: the words of their callers, and what happens in them by itself.

A class tires of calls that are one call with other names. Two figures tell: for each line of a caller, how
like it is to the nearest line of any other scenario (0 to 1); and the sequence of twists of each variant,
which no two scenarios may share. It reads no file and judges no learner.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from rapidfuzz import fuzz, process, utils

from simulator.model.condition import either
from simulator.model.often_said import OFTEN_SAID
from simulator.model.organisation import Organisation
from simulator.model.scenario import Cue, Scenario

FEW_WORDS = 4
"""Lines of fewer words ("I don't know.") are said by everybody and are left out."""
_SLOT = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class Nearest:
    """One line of a scenario and the line of another scenario that is most like it (0 to 1)."""

    line: str
    other: str
    other_line: str
    alike: float


@dataclass(frozen=True)
class Likeness:
    """How like one scenario is to the rest.

    ``mean`` is the mean, over its lines, of the likeness to the nearest line elsewhere; ``closest`` its most
    alike line; ``twists_alike`` the share of twists in common with the scenario nearest in that respect.
    """

    scenario: str
    lines: int
    mean: float
    closest: Nearest | None
    twists_like: str
    twists_alike: float
    same_twists: tuple[str, ...]


def lines_of(scenario: Scenario) -> tuple[str, ...]:
    """Return what the callers of a scenario say, each line once."""
    said = [words for fact in scenario.facts.values() for words in (fact.says, fact.says_again)]
    said += [cue.says for cue in scenario.cues.values() if cue.by == "caller"]
    for call in scenario.calls.values():
        said += [call.opening, call.goodbye, call.rung_back]
        said += [line for often in OFTEN_SAID for line in getattr(call, often) if "{" not in line]
        said += [line for reaction in call.reactions for line in reaction.says]
        said += [line for change in call.mood_changes for line in change.says]
    return tuple(dict.fromkeys(line for line in said if line))


def _hinge(scenario: Scenario, cue: Cue) -> Iterator[str]:
    """Yield what decides whether a cue happens: acts said, kinds of facts passed on, who was sent or told.

    Of acts that serve as well it is the first: another way of saying it makes no other twist.
    """
    for held, conditions in (("when", cue.when), ("unless", cue.unless)):
        if conditions is None:
            continue
        topics = {
            scenario.facts[f].topic for f in (*conditions.passed, *conditions.told) if f in scenario.facts
        }
        for what in (
            *(either(said)[0] for said in conditions.said),
            *conditions.deployed,
            *conditions.on_scene,
            *conditions.sent,
            *sorted(topics),
        ):
            yield f"{held} {what}"


def _by(organisation: Organisation, cue: Cue) -> str:
    if cue.by in ("caller", "centre"):
        return cue.by
    return "body" if organisation.has("organisation", cue.by) else "crew"


def twists(scenario: Scenario, organisation: Organisation, variant: str = "") -> tuple[str, ...]:
    """Return what happens by itself in a variant, in the order written, without names and words.

    A twist is who brings it, what it hangs on and what it changes: ``caller, unless advise_no_code, worse``.
    """
    found = [
        f"caller tells {fact.topic} by itself"
        for fact in scenario.facts.values()
        if fact.told is not None and fact.told.at is not None and variant in (fact.only_in or (variant,))
    ]
    for cue in scenario.cues.values():
        if variant not in (cue.only_in or (variant,)):
            continue
        changes = [
            word
            for word, holds in (
                ("better", cue.good),
                ("worse", cue.mood > 0),
                ("asks", cue.asks),
                ("raises", cue.raises_priority),
                ("breaks down", cue.breaks_down),
                ("hangs up", cue.ends_call),
            )
            if holds
        ]
        found.append(", ".join([_by(organisation, cue), *_hinge(scenario, cue), *changes]))
    return tuple(found)


def _forms(scenario: Scenario, organisation: Organisation) -> set[tuple[str, ...]]:
    return {twists(scenario, organisation, variant) for variant in scenario.variants or ("",)}


def _in_order(line: str) -> str:
    """Return the words of a line sorted, once: `fuzz.token_sort_ratio` sorts them anew for every pair."""
    return " ".join(sorted(utils.default_process(line).split()))


def likenesses(told: Sequence[tuple[Scenario, Organisation]]) -> tuple[Likeness, ...]:
    """Return how like each scenario is to the rest; the order is that given."""
    lines = [
        (scenario.id, line)
        for scenario, _ in told
        for line in lines_of(scenario)
        if len(_SLOT.sub(" ", line).split()) >= FEW_WORDS
    ]
    texts = [_in_order(_SLOT.sub(" ", line)) for _, line in lines]
    alike = process.cdist(texts, texts, scorer=fuzz.ratio, workers=1)
    owner = np.array([name for name, _ in lines])
    alike = np.where(owner[:, None] == owner[None, :], -1.0, alike) / 100
    forms = {scenario.id: _forms(scenario, organisation) for scenario, organisation in told}
    return tuple(_likeness(scenario.id, lines, alike, owner, forms) for scenario, _ in told)


def _likeness(
    name: str,
    lines: Sequence[tuple[str, str]],
    alike: np.ndarray,
    owner: np.ndarray,
    forms: dict[str, set[tuple[str, ...]]],
) -> Likeness:
    mine = np.flatnonzero(owner == name)
    others = [other for other in forms if other != name]
    closest, mean = None, 0.0
    if len(mine) and others:
        best = alike[mine].max(axis=1)
        mean = round(float(best.mean()), 3)
        row = mine[int(best.argmax())]
        column = int(alike[row].argmax())
        closest = Nearest(lines[row][1], *lines[column], round(float(best.max()), 3))
    ratios = {other: _shared(forms[name], forms[other]) for other in others}
    nearest = max(ratios, key=lambda other: ratios[other], default="")
    same = tuple(other for other in others if any(form for form in forms[name] & forms[other]))
    return Likeness(name, len(mine), mean, closest, nearest, round(ratios.get(nearest, 0.0), 3), same)


def _shared(mine: set[tuple[str, ...]], theirs: set[tuple[str, ...]]) -> float:
    """Return the greatest share of twists that a form of one has in common with a form of the other."""
    return max(
        (SequenceMatcher(None, a, b, autojunk=False).ratio() for a in mine for b in theirs), default=0.0
    )
