"""Words by which people look for the same thing in procedures, and which of them a centre's files know.

Each line below is one notion, as callers, learners and manuals name it. It says nothing of what a word means
in a call: that is the reader's work.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

_NOTIONS: Final = (
    "supervisor manager senior lead boss",
    "duplicate duplicates same already link linked twice repeat",
    "abusive abuse swear swears swearing rude insult insults shouting shouts aggressive angry civil civility",
    "lorry lorries truck hgv wagon goods",
    "car vehicle van",
    "diabetic diabetes insulin medication medicine tablets",
    "fast quick quickly soon target minutes within",
    "eta promise arrival long times",
    "hoax prank false joke malicious",
    "address place location whereabouts",
    "callback ring number phone telephone",
    "hurt injured injury injuries casualty casualties wounded bleeding",
    "ambulance medic paramedic paramedics",
    "fire firefighters brigade engine flames",
    "police officers constable",
    "child children kid kids minor boy girl",
    "debris object obstruction load shed mattress ladder sofa pallet tyre",
    "fall falls fell fallen falling ladder casualty hurt",
    "broken breakdown stopped stranded",
    "deaf hearing relay text",
    "interpreter language translate english",
    "suicide suicidal self-harm overdose",
    "escalate escalation senior upward",
    "record log sheet form",
    "danger hazard risk dangerous unsafe",
    "priority level grade urgency category",
    "send deploy allocate dispatch",
    "crew unit team resource",
    "elderly old frail vulnerable",
    "unconscious breathing responsive collapsed",
    "trapped stuck locked",
    "data protection confidential privacy sharing share",
    "goodbye close closing end ending",
    "greeting greet answer hello",
    "spell spelling phonetic alphabet",
    "panic distressed upset crying frightened",
    "drunk alcohol drugs",
)
_LIKE: Final = 0.6
"""What another word for the same notion is worth, beside the word itself."""
_MISTYPED: Final = 0.7
"""What the word is worth that was probably meant."""
_ENOUGH_LETTERS: Final = 4
_ALIKE: Final = 80.0
"""From how like a word (0 to 100, of both words' letters) a mistyped one is taken for it."""


def _by_word() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for notion in _NOTIONS:
        words = frozenset(notion.split())
        for word in words:
            found[word] = found.get(word, frozenset()) | words
    return found


_OTHERS: Final = _by_word()


def meant_by(word: str, known: Collection[str]) -> Mapping[str, float]:
    """Return the words by which to look for ``word``, and what each is worth.

    ``known`` are those of the files. The word itself and others for the same notion; one that the files do
    not know is parted (*keysafe*: *key safe*), or taken for the known one that is most like it.
    """
    found = {other: _LIKE for other in _OTHERS.get(word, ()) if other in known}
    if word in known or any(one.startswith(word) for one in known):
        return found | {word: 1.0}
    parted = _parted(word, frozenset(known))
    if parted:
        return found | {parted: 1.0}
    if not found and len(word) >= _ENOUGH_LETTERS:
        like = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if like:
            return {like[0]: _MISTYPED}
    return found | {word: 1.0}


@lru_cache(maxsize=1024)
def _parted(word: str, known: frozenset[str]) -> str:
    """Return a word as two known ones with a space between, or nothing."""
    for at in range(3, len(word) - 2):
        if word[:at] in known and word[at:] in known:
            return f"{word[:at]} {word[at:]}"
    return ""
