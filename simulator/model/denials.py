"""Whether words that were found in a text are denied there, or are the denial that was looked for.

It works on words and places alone; ``values`` finds them. It compares nothing and knows no scenario.
"""

from collections.abc import Collection, Sequence

from simulator.model.word_sets import word_set

NEGATORS = word_set(
    "no not none without never nobody nothing nil isn't aren't wasn't don't doesn't can't cannot won't "
    "couldn't"
)
"""Words that deny."""
_KNOWING = frozenset(
    ("known", "know", "sure", "certain", "information", "info", "idea", "word", "told", "clear", "confirmed")
)
"""What is denied where nothing is known: "not known if anybody is hurt" does not say that nobody is."""
_THERE_IS_NONE = frozenset(("none", "nil", "nobody", "no", "nothing", "zero"))


def denied(
    words: Sequence[str], found: Sequence[int], begins: Collection[int], ends: Collection[int]
) -> bool:
    """Tell whether the words found are denied: ``no oxygen``, ``no fire or smoke``, ``not trapped``.

    What was denied in the sentence before denies nothing here: ``no power. 19 Curlew Road`` is an address.

    Args:
        words: the words of a text.
        found: the places of those that were found.
        begins: the places at which sentences begin.
        ends: the places before which a part of a sentence ends.
    """
    first = min(found)
    reach = 4 if tuple(words[first - 1 : first]) == ("or",) else 2
    start = max((n for n in begins if n <= first), default=0)

    def denies_next(n: int) -> bool:
        return words[n] in NEGATORS and n + 1 not in ends  # "none, only hers" denies nothing of hers

    if any(denies_next(n) for n in range(max(start, first - reach), first)):
        return True
    return any(n and denies_next(n - 1) for n in found if n - 1 not in found)


def denies(words: Sequence[str], found: Sequence[int], ends: Collection[int]) -> bool:
    """Tell whether the denial stands in one part of the sentence with what it denies, and before it.

    Behind it stands only what fills in a heading: "injuries: none".
    """
    for n, place in enumerate(found[:-1]):
        if words[place] not in NEGATORS:
            continue
        after = found[n + 1]
        if after < place:
            if not _fills_in(words, after, place, ends):
                return False
            continue
        between = {words[at] for at in range(place + 1, after) if at not in found}
        if any(place < end <= after for end in ends) or _KNOWING & between:
            return False
    return True


def _fills_in(words: Sequence[str], heading: int, place: int, ends: Collection[int]) -> bool:
    """Tell whether a denial right behind a word, with nothing behind it, says that there is none of it."""
    last = place + 1 == len(words) or place + 1 in ends
    return heading + 1 == place and last and words[place] in _THERE_IS_NONE
