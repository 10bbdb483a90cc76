"""What a caller who cannot speak may answer by a sign: one thing, and never what was not understood.

A tap is a yes to whatever was asked. So a line that only agrees on the sign is answered by one, and a line
that asks something besides is answered for what it asks, or not at all. It chooses acts and speaks no words.
"""

import re

from simulator.model.commands import Say

SIGNS = ("ask_yes_no_sign", "ask_press_key_or_cough")
"""The shared acts that agree on how to answer."""
_HEARS_ME = re.compile(
    r"\b(can|do) (you|u|ya) hear me\b|\b(is|are) (any ?(one|body)|some ?(one|body)|you|u) (still )?there\b"
    r"|\bcan (you|u) (speak|talk)\b",
    re.IGNORECASE,
)
_ONLY_A_TAG = re.compile(
    r"^(?!.*\b(is|are|am|was|were|do|does|did|has|have|can|could|will|would|what|who|where|when|how|which|why)\b)"
    r".*\b(ok|okay|all ?right|right|yeah)\s*\?\s*$",
    re.IGNORECASE,
)
"""A question by its last word alone: "two for no, okay?" asks nothing besides."""
_SENTENCE = re.compile(r"[^.?!]+[.?!]*")


def heeded(acts: tuple[str, ...], deed: Say, *, silent: bool) -> tuple[str, ...]:
    """Return those acts of a line that are answered, in their order.

    Agreeing on a sign ("say yes if …") is left unanswered where the line asked something that was not
    understood. A silent caller answers only the first of several questions, and agrees on the sign before it.
    """
    asked = [act for act in acts if act in SIGNS]
    questions = [act for act in acts if act.startswith("ask_") and act not in SIGNS]
    if asked and not questions and _asks_besides(acts, deed):
        return tuple(act for act in acts if act not in SIGNS)
    if not silent:
        return acts
    others = tuple(act for act in acts if act not in questions and act not in asked)
    return (*others, *asked[:1], *questions[:1])


def _asks_besides(acts: tuple[str, ...], deed: Say) -> bool:
    """Tell whether a line holds a question beyond what was understood of it and whether anybody hears."""
    understood = [a.words for a in deed.reading.acts if a.act in acts and a.words]
    for sentence in _SENTENCE.findall(deed.text):
        asks = "?" in sentence and not _HEARS_ME.search(sentence) and not _ONLY_A_TAG.search(sentence)
        if asks and not any(words in sentence or sentence.strip(" ?.!") in words for words in understood):
            return True
    return False
