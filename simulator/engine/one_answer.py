"""Hears a question for sure whose sense was divided between acts that one caller answers alike.

"Which building are you at" is a little of *asks where* and a little of *asks exactly where*. Where this
caller answers both with the same facts, it does not matter which was meant, and nobody is asked back. It
reads no words itself and tells nothing.
"""

from collections.abc import Callable

from simulator.model.commands import Say
from simulator.model.reading import ReadAct

HEARD = 0.5
"""From this joint score on the question counts as heard; a single act is sure a little below it."""


def heard_together(deed: Say, answers: Callable[[str], tuple[str, ...]]) -> Say:
    """Return what was said, with the best of the acts that lead to one answer heard for sure.

    Args:
        deed: what the learner says, as it was read.
        answers: which facts the caller answers an act with, none for what is no question to this caller.
    """
    reading = deed.reading
    groups: dict[tuple[str, ...], list[ReadAct]] = {}
    for act in reading.left_open():
        if facts := answers(act.act):
            groups.setdefault(facts, []).append(act)
    promoted = {}
    for group in groups.values():
        alike = [act for act in group if _same_words(act, group[0])]
        score = round(min(1.0, sum(act.score for act in alike)), 4)
        if len(alike) > 1 and score >= HEARD:
            promoted[alike[0].act] = alike[0].model_copy(update={"band": "sure", "score": score})
    if not promoted:
        return deed
    acts = tuple(promoted.get(act.act, act) for act in reading.acts)
    return deed.model_copy(update={"reading": reading.model_copy(update={"acts": acts})})


def _same_words(act: ReadAct, best: ReadAct) -> bool:
    """Tell whether two acts were heard in the same words of the line."""
    return bool(act.words) and (act.words in best.words or best.words in act.words)
