"""Splits a text into the word pieces that a BERT-shaped encoder knows, as its makers split theirs.

Knows nothing of weights: it goes from text to places in a vocabulary.
"""

import unicodedata
from collections.abc import Mapping


def words_of(text: str) -> list[str]:
    """Split a text as the encoder's makers did: lower case, accents off, punctuation and Han signs alone."""
    found: list[str] = []
    word = ""
    for sign in unicodedata.normalize("NFD", text.lower()):
        kind = unicodedata.category(sign)
        if kind == "Mn" or sign in "\x00\ufffd" or (kind[0] == "C" and not sign.isspace()):
            continue
        alone = kind[0] == "P" or sign in "$+<=>^`|~" or 0x4E00 <= ord(sign) <= 0x9FFF
        if sign.isspace() or alone:
            found.extend([word] if word else [])
            found.extend([sign] if alone else [])
            word = ""
        else:
            word += sign
    return [*found, word] if word else found


def pieces_of_word(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """Split one word greedily into the longest known pieces; a word that cannot be split is unknown."""
    if len(word) > 100:
        return [vocabulary["[UNK]"]]
    found: list[int] = []
    start = 0
    while start < len(word):
        end = len(word)
        mark = "##" if start else ""
        while end > start and mark + word[start:end] not in vocabulary:
            end -= 1
        if end == start:
            return [vocabulary["[UNK]"]]
        found.append(vocabulary[mark + word[start:end]])
        start = end
    return found
