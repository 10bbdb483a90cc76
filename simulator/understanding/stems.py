"""Weak words, which carry little by themselves, and the rough stems of all others. Knows no features."""

from functools import lru_cache

from simulator.model.word_sets import word_set

STOP_WORDS = word_set(
    """
    a an the is are was were be been am do does did have has had i you he she it we they me him her
    us them my your his its our their of to in on at for with and or but so that this these those
    there here can could will would shall should may might must please just okay now then well right
    hello love sir madam not what where who when which how why any some if as by from
    """
)
_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ied", "y"),
    ("ings", ""),
    ("ing", ""),
    ("edly", ""),
    ("ed", ""),
    ("ers", ""),
    ("er", ""),
    ("es", ""),
    ("ly", ""),
    ("s", ""),
)


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return a rough stem: endings off, doubled last letters single. Never shortens below three letters."""
    if len(word) <= 3 or not word.isalpha():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= 3:
            if ending == "s" and word.endswith(("ss", "us", "is")):
                continue
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word
