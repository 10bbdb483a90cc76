"""How old a reader must be to read a text with ease; it judges no person and knows no scenario.

The formula is that of Kincaid, Fishburne, Rogers and Chissom (1975): grade = 0.39 words a sentence + 11.8
syllables a word - 15.59; the reading age in years is the grade plus five.
"""

import re
from typing import Final

_SILENT_E: Final = re.compile(r"(?<=[^aeiouyl])e(?:s|d)?$")
_VOWELS: Final = re.compile(r"[aeiouy]+")


def syllables(word: str) -> int:
    """Return about how many syllables an English word has: groups of vowels, a silent ending left out."""
    plain = word.lower().replace("'", "")
    spoken = plain if plain.endswith(("ted", "ded", "ses", "ces", "ges", "zes", "ches", "shes")) else ""
    return max(1, len(_VOWELS.findall(spoken or _SILENT_E.sub("", plain))))


def reading_age(text: str) -> float:
    """Return the reading age of a text in years, at least 5; digits count as no words."""
    words = re.findall(r"[A-Za-z][A-Za-z']*", text.replace("’", "'"))
    if not words:
        return 5.0
    sentences = max(1, len([part for part in re.split(r"[.!?…;:]+", text) if re.search("[A-Za-z]", part)]))
    grade = 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return max(5.0, grade + 5.0)
