"""Whether a line only checks what was told: it says several told things and asks if they are right.

It reads no acts of its own and answers nothing.
"""

import re

_SEVERAL = 2
_IS_THAT_SO = re.compile(r"\b(?:right|correct|yes)\s*\?\W*(?:go ahead\W*)?$", re.IGNORECASE)
_DETAILS = "confirm_details"


def checked(acts: tuple[str, ...], text: str, told: int) -> tuple[str, ...]:
    """Return the acts of a line; one that says several told things asks only if they are right.

    "Post 25, both lanes, nobody hurt. Right?" does not ask whether anybody is hurt.
    """
    if told < _SEVERAL or text.count("?") != 1 or _IS_THAT_SO.search(text) is None:
        return acts
    return (*(act for act in acts if not act.startswith("ask_")), _DETAILS)
