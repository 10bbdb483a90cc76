"""Turns a question round as whoever asks back would say it: "how did he get hold of you" becomes "of me".

A caller who asks "do you mean …?" speaks of themselves as I and of the desk as you. It changes these
words and their verbs, and nothing else.
"""

import re

from simulator.model.word_sets import word_set

_WHOLE = {
    "your": "my",
    "yours": "mine",
    "yourself": "myself",
    "you're": "I'm",
    "you've": "I've",
    "you'll": "I'll",
    "you'd": "I'd",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "me": "you",
    "i": "you",
    "i'm": "you're",
    "i've": "you've",
    "i'll": "you'll",
    "i'd": "you'd",
    "us": "you",
    "we": "you",
    "our": "your",
    "ours": "yours",
    "we're": "you're",
    "we've": "you've",
    "we'll": "you'll",
}
_BEFORE_SUBJECT = word_set(
    "are were do did have had can could will would should shall may must might don't didn't haven't "
    "can't couldn't won't wouldn't aren't what where how why when if whether that which while as than "
    "who because before after since until till anything something everything else thing things "
    "nothing"
)
"""After these, and at the beginning, *you* is who does something."""
_CONJUNCTIONS = word_set("after before since until till than as while because")
"""Of these some stand before somebody as well as before what somebody does."""
_AFTER_SUBJECT = word_set(
    "are were have had can could do did will would should need want know see think live work saw "
    "heard rang called can't don't didn't"
)
_POLITE = re.compile(
    r"^(?:can|could|would|will) (?:you|i) (?:please )?(?:tell|say|ask)(?: (?:me|to me|us))? (?:please )?"
    r"(?=(?:where|what|when|who|how|why|which|whether|if|whose)\b)",
    re.IGNORECASE,
)
"""What leads a question in and is no part of it: "could you tell me where …" is asked back as "where …"."""
_LEADS_IN = re.compile(
    r"^(?:(?:and|but|so|or|also|plus|then)\b,?\s+|(?:ok|okay|right|now|well|sorry|please)\b,\s*|please\s+)+",
    re.IGNORECASE,
)
_PLEASE = re.compile(r",?\s*\bplease\b", re.IGNORECASE)
_CALLED = re.compile(
    r",?\s+(?:my )?(?:love|lovey|mate|pal|dear|darling|duck|hun|pet|sweetheart)\b(?=[.?!,]*$)", re.IGNORECASE
)
"""What the other side is called at the end of a phrasing: nobody calls themselves so."""
_ASKS_MORE = re.compile(
    r",\s+(?:is|are|was|were|do|does|did|has|have|had|can|could|what|what's|where|where's|who|how|when)\b.*$",
    re.IGNORECASE,
)
"""A second question behind the first: "is he a drinker, has he had a few". One is enough to ask back."""
_KEEPS_CAPITAL = ("I", "I'm", "I'll", "I'd", "I've")
_WITH_I = {"are": "am", "were": "was"}
_WITH_YOU = {"am": "are", "was": "were"}


def clause_of(phrase: str) -> str:
    """Return a phrasing as a clause: one question, no capital, no *and* before it and no *please*."""
    plain = _CALLED.sub("", _PLEASE.sub("", _LEADS_IN.sub("", phrase.strip().rstrip("?.!")))).strip(" ,")
    plain = _ASKS_MORE.sub("", plain)
    first, _, rest = plain.partition(" ")
    known = first if first in _KEEPS_CAPITAL else first[:1].lower() + first[1:]
    return f"{known} {rest}".strip()


def turned(phrase: str) -> str:
    """Return a phrasing of the learner's as the other side asks it back, pronouns and their verbs turned."""
    words = _POLITE.sub("", phrase).split()
    bare = [word.strip("?.!,").lower().replace("’", "'") for word in words]
    found = list(words)
    for n, word in enumerate(bare):
        if word == "you":
            subject = _is_subject(bare, n)
            found[n] = words[n].lower().replace("you", "I" if subject else "me")
            if subject:
                _agree(found, bare, n, _WITH_I)
        elif word in _WHOLE:
            found[n] = words[n].lower().replace("’", "'").replace(word, _WHOLE[word])
            if word == "i":
                _agree(found, bare, n, _WITH_YOU)
    return " ".join(found)


def _is_subject(bare: list[str], n: int) -> bool:
    before = bare[n - 1] if n else ""
    after = bare[n + 1] if n + 1 < len(bare) else ""
    looks_after = before == "after" and n > 1 and bare[n - 2].startswith("look")
    if looks_after or (not after and before in _CONJUNCTIONS):
        return False  # "who is looking after you", "somebody else than you"
    return not n or before in _BEFORE_SUBJECT or after in _AFTER_SUBJECT


def _agree(found: list[str], bare: list[str], n: int, forms: dict[str, str]) -> None:
    """Let the verb beside a turned word agree with it."""
    for place in (n - 1, n + 1):
        if 0 <= place < len(bare) and bare[place] in forms:
            found[place] = forms[bare[place]]
            return
