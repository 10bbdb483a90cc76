"""How each act stands to the dialogue's state before a line: told, said, asked back, of another caller.

Facts of the scenario and of the record alone. What they are worth is measured elsewhere.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from simulator.engine.world import World
from simulator.model.reading import ActPhrasings
from simulator.model.values import tokens
from tests.bench.in_context_lines import Spoken

ANSWERS_A_QUESTION = frozenset(
    ("no_information", "refuse_eta", "confirm_details", "acknowledge", "refuse_code")
)
"""Acts of one who was asked something."""

OPENINGS = frozenset(("greet", "greet_service"))
EARLY = 4
_ASKED = re.compile(r"\?|\bquestion mark\b")
_MANY = 0.34
"""In so many of an own act's phrasings stands the word of what it is about."""

FEATURES: Mapping[str, str] = {
    "told": "all that it asks for was told on this line",
    "untold": "nothing that it asks for was told on this line",
    "said": "it was surely heard on this line before",
    "said and told": "it was surely heard before, and all that it asks for was told",
    "asked back": "the caller has just asked back whether it was meant",
    "no question": "it answers a question, and the caller has just asked none",
    "unmentioned": "an act of the scenario's own about a thing that nobody has named on this line",
    "not here": "only another caller of the scenario answers it",
    "greets again": "a greeting on a line where something was said before",
    "parts early": "a goodbye among the first four lines",
}


def features_of(
    line: Spoken, acts: Sequence[ActPhrasings], world: World, about: Mapping[str, frozenset[str]]
):
    """Return, act by act, which of ``FEATURES`` hold before a line: a row each, an act a column."""
    here = {act for call, act in (*world.answers, *world.reactions) if call == line.call}
    anywhere = {act for _, act in (*world.answers, *world.reactions)}
    named = {stem(word) for said in line.heard for word in tokens(said)}
    asked = bool(_ASKED.search(line.last_words))
    table = np.zeros((len(FEATURES), len(acts)), dtype=bool)
    for place, act in enumerate(acts):
        facts = set(world.answers.get((line.call, act.id), ()))
        told = facts & line.told
        table[:, place] = (
            bool(facts) and told == facts,
            bool(facts) and not told,
            act.id in line.said,
            act.id in line.said and bool(facts) and told == facts,
            act.id in line.asked_back,
            act.id in ANSWERS_A_QUESTION and not asked,
            bool(about.get(act.id)) and not about[act.id] & named,
            act.id in anywhere and act.id not in here,
            act.id in OPENINGS and line.turn > 1,
            act.id == "close_call" and line.turn <= EARLY,
        )
    return table


def about_of(acts: Sequence[ActPhrasings], own: frozenset[str]) -> dict[str, frozenset[str]]:
    """Return the words, cut short, of what each of a scenario's own acts is about: few others hold them."""
    words = {act.id: [{stem(w) for w in tokens(p) if len(w) > 3} for p in act.phrasings] for act in acts}
    common: dict[str, int] = {}
    for lines in words.values():
        for word in set().union(*lines):
            common[word] = common.get(word, 0) + 1
    found = {}
    for act in own & words.keys():
        lines = words[act]
        often = {w for w in set().union(*lines) if sum(w in line for line in lines) >= _MANY * len(lines)}
        found[act] = frozenset(w for w in often if common[w] <= len(words) / 20)
    return found


def stem(word: str) -> str:
    """Return the beginning of a word, by which its forms are taken for one."""
    return word.casefold()[:5]
