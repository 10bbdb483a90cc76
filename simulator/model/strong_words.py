"""Strong words: which they are, and how they stand where they need not be read in full.

A transcript keeps every word as it was said. This judges nobody, and does not know at whom a word was aimed.
"""

import re

STRONG = (
    r"fuck\w*|shit\w*|bollocks|bastards?|wank\w*|twats?|arseholes?|dickhead|bitch|cunts?|pricks?(?! of)|"
    r"piss(?:ed)? off"
)
"""Words that nobody should have to read in full, as a pattern."""
_MAY_BE_STRONG = re.compile("fuck|shit|boll|bast|wank|twat|arse|dick|bitc|cunt|pric|piss")
"""Cheaper than the pattern itself, in small letters."""
_STRONG = re.compile(rf"\b(?:mother)?(?:{STRONG})\b", re.IGNORECASE)
_LETTERS = re.compile(r"(?<=\w)\w")


def softened(text: str) -> str:
    """Return a text in which of every strong word only the first letter stands: "what the f*** is it"."""
    if text.isascii() and not _MAY_BE_STRONG.search(text.lower()):
        return text
    return _STRONG.sub(lambda found: _hidden(found[0]), text)


def _hidden(words: str) -> str:
    first, space, rest = words.partition(" ")
    return f"{_LETTERS.sub('*', first)}{space}{rest}"
