"""Tells a refusal to promise that stands by itself from one that goes with the time it takes back.

"About ten minutes, no promises" promises none; "No promise. Estimated arrival two minutes" says a time after
all. It reads no other words and judges nothing.
"""

import re

_APART = re.compile(
    r"\W*(?:(?:sorry|okay|ok|well|look)\W+)?no (?:promises?|guarantees?)\s*[.!;:]+\s*\w", re.IGNORECASE
)


def refused_apart(text: str) -> bool:
    """Tell whether a line begins with a bare refusal in a sentence of its own, and then says more."""
    return _APART.match(text) is not None
