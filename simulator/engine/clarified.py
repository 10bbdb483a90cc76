"""Takes up what a learner says closer after a caller asked back: "I meant mates she might be with".

What was asked back, or what is nearly heard in the words behind "I meant", is then the one thing meant by
that sentence; whatever else was heard in it is left out, so that nothing else is answered. It answers nothing
itself.
"""

import re
from collections.abc import Iterable, Sequence

from simulator.engine.asked_back import NEVER_MEANT, QUIET, offered_with_words
from simulator.engine.carried_on import matter
from simulator.engine.standing import Line
from simulator.model.commands import Say
from simulator.model.reading import ReadAct
from simulator.model.values import tokens

_MEANT = re.compile(
    r"(?:^|[.!?]\s*)(?:(?:hi|hello|ok|okay|right|ah|oh)\b(?:\s+\w+)?[.,!]?\s*)*(?:what )?"
    r"i (?:mean|meant)\b(?!\s+(?:to|it)\b)[,:]?\s*([^.!?]*[.!?]?)",
    re.IGNORECASE,
)
"""A sentence that says what was meant, and its words."""
_LIKELY = 0.4
"""From this score on what is nearly heard behind "I meant" is what was meant."""
_CLEARLY = 0.1
_MOSTLY = 0.5


def clarified(deed: Say, line: Line) -> Say:
    """Return what was said with the one thing that "I meant" says, where something was asked back before.

    A no before it ("no, I meant …") denies what was asked back, and is not taken up here.

    Args:
        deed: what the learner says now, as it was read.
        line: the line on which it is said, as it stood before.
    """
    found = _MEANT.search(deed.text)
    if found is None or not (offered := offered_with_words(line)):
        return deed
    words = tokens(found.group(1))
    within = [act for act in deed.reading.acts if _in(tokens(act.words), words)]
    meant = _meant(offered, words, within)
    if not meant:
        return deed
    act = ReadAct(act=meant, band="sure", score=1.0, words=found.group(1)[:200])
    others = tuple(a for a in deed.reading.acts if a.act != meant and (a.act in QUIET or a not in within))
    return deed.model_copy(update={"reading": deed.reading.model_copy(update={"acts": (*others, act)})})


def _in(heard: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether an act was heard in these words, or in no more than these and what leads in to them."""
    return not heard or set(heard) <= set(words) or set(words) <= set(heard)


def _meant(offered: dict[str, str], words: tuple[str, ...], within: Sequence[ReadAct]) -> str:
    """Return what was asked back in words of which most are said again, unless another thing comes nearer."""
    about = matter(words)
    share = {act: _share(matter(tokens(phrase)), about) for act, phrase in offered.items()}
    best = max(share, key=lambda act: share[act], default="")
    best = best if best and share[best] >= _MOSTLY else ""
    nearer = _nearest(offered, within)
    again = max((act.score for act in within if act.act == best), default=0.0)
    return nearer.act if nearer and (not best or nearer.score >= again + _CLEARLY) else best


def _share(phrase: frozenset[str], about: frozenset[str]) -> float:
    return len(phrase & about) / len(phrase) if phrase else 0.0


def _nearest(offered: dict[str, str], within: Iterable[ReadAct]) -> ReadAct | None:
    """Return the likeliest act where none was heard for sure, unless another comes as near."""
    near = [act for act in within if act.act not in (*QUIET, *NEVER_MEANT)]
    if any(act.band == "sure" for act in near) or not near:
        return None
    best, *others = sorted(near, key=lambda act: -act.score)
    rival = max((act.score for act in others if act.act not in offered), default=0.0)
    return best if best.score >= _LIKELY and best.score - rival >= _CLEARLY else None
