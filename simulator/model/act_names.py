"""Which act somebody may have meant by a name that no act has: by its spelling, its label and its phrasings.

An author knows what is to be said, and guesses what the act is called. It chooses nothing: it names a few.
"""

import difflib
import re
from collections.abc import Mapping
from typing import Final

from simulator.model.act_labels import WARNING
from simulator.model.own_act import OwnAct
from simulator.model.reading import ActPhrasings
from simulator.model.scenario_checks_labels import SMALL, stems

_SLIP: Final = 0.9
"""So alike in spelling, another name is a slip of the pen, and nothing else is looked for."""
_ALIKE: Final = 0.7
_NAMED: Final = 3
_SAID: Final = 0.15
"""An act is about a word that so many of its phrasings hold."""
_KINDS: Final = re.compile(r"^(ask|advise|wrong|say|radio|confirm|promise|request)_")


def acts_meant(name: str, acts: Mapping[str, OwnAct | ActPhrasings]) -> tuple[str, ...]:
    """Return the few acts that a name may mean, each with its label; none where it is a mere slip."""
    by_spelling = sorted(((_alike(name, act), act) for act in acts), reverse=True)[:1]
    if by_spelling and by_spelling[0][0] >= _SLIP:
        return ()
    wanted = stems(_KINDS.sub("", name).replace("_", " "), SMALL)
    scored = [(_about(wanted, one), act) for act, one in acts.items() if _kind(act) == _kind(name)]
    found = [act for score, act in sorted(scored, key=lambda one: (-one[0], one[1])) if score > 0]
    if not found:
        return ()
    near = [act for score, act in by_spelling if score >= _ALIKE]
    return tuple(f"{act} ({_label(acts[act])})" for act in dict.fromkeys((*near, *found)))[:_NAMED]


def _alike(name: str, act: str) -> float:
    return difflib.SequenceMatcher(None, name, act).ratio()


def _kind(name: str) -> str:
    found = _KINDS.match(name)
    return found[1] if found else ""


def _label(act: OwnAct | ActPhrasings) -> str:
    label = WARNING.sub("", act.label)
    return label[:1].lower() + label[1:]


def _about(wanted: set[str], act: OwnAct | ActPhrasings) -> float:
    """Return how far an act is about some words: of its label they count whole, of its phrasings in part."""
    said = [stems(phrasing, SMALL) for phrasing in act.phrasings]
    label = stems(act.label, SMALL)
    score = 0.0
    for word in wanted:
        share = sum(word in phrasing for phrasing in said) / max(1, len(said))
        score += (word in label) + (share if share >= _SAID else 0.0)
    return score
