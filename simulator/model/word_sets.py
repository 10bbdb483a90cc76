"""Writes sets of words compactly, so that sixty verbs can be read at a glance. Holds no words itself."""


def word_row(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in their order."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """Return the words of ``text``, which are parted by white space."""
    return frozenset(text.split())
