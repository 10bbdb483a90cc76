"""When two words are the same but for a typing error, and the forms by which such words find each other.

It knows single words alone: no text, no fact and no scenario.
"""

from functools import lru_cache

SHORTEST = 5
"""A word of fewer letters has no typing error that anybody could tell from another word."""


@lru_cache(maxsize=1 << 16)
def same_word(a: str, b: str) -> bool:
    """Tell whether two words are the same but for one typing error (never for short words or numbers)."""
    if a == b:
        return True
    if min(len(a), len(b)) < SHORTEST or abs(len(a) - len(b)) > 1 or any(c.isdigit() for c in a + b):
        return (
            a.rstrip("s") == b.rstrip("s") and min(len(a), len(b)) > 3 and not any(c.isdigit() for c in a + b)
        )
    if a[0] != b[0] and sorted(a) != sorted(b):
        return False  # a slip seldom falls on the first letters: light is not right, nor is trapped tapped
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            return a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
        return len(wrong) == 1 and len(a) > 5
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(2, len(long)))


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Return the names from which people are cast: Mrs Cooper is no cooker."""
    # Whoever compares nothing does not wait a sixth of a second for them.
    from faker.providers.person.en_GB import Provider as People  # noqa: PLC0415

    groups = (People.last_names, People.first_names_female, People.first_names_male)
    return frozenset(name.lower() for names in groups for name in names)


@lru_cache(maxsize=1 << 16)
def meets(options: tuple[str, ...], word: str) -> bool:
    """Tell whether a word is one of the options, but for one typing error; somebody's name is no error."""
    if word in _names():
        return word in options or any(option.rstrip("s") == word.rstrip("s") for option in options)
    return any(same_word(option, word) for option in options)


@lru_cache(maxsize=1 << 16)
def forms(word: str) -> frozenset[str]:
    """Return a word as it is, without an s at its end, and with each one of its letters left out.

    Two words that are the same but for a slip have one of these in common, and few others do: what holds no
    form of a word need not be compared with it letter by letter.
    """
    found = {word, word.rstrip("s")}
    if len(word) >= SHORTEST and not any(c.isdigit() for c in word):
        found.update(word[:i] + word[i + 1 :] for i in range(len(word)))
    return frozenset(found)
