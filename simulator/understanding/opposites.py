"""Makes the contrary of an instruction, so that the reader learns what an advice is *not*.

Pure words: "open the windows" → "do not open the windows", "shut the windows". Never decides a reading.
"""

from collections.abc import Sequence

_SWAPS: dict[str, str] = {}
for _a, _b in (
    ("in", "out"),
    ("inside", "outside"),
    ("on", "off"),
    ("open", "shut"),
    ("open", "close"),
    ("leave", "stay"),
    ("up", "down"),
    ("upstairs", "downstairs"),
    ("stop", "start"),
    ("move", "keep"),
    ("always", "never"),
    ("away", "near"),
    ("before", "after"),
    ("indoors", "outdoors"),
    ("lock", "unlock"),
):
    _SWAPS.setdefault(_a, _b)
    _SWAPS.setdefault(_b, _a)
_LEADS = (
    ("please",),
    ("you", "need", "to"),
    ("you", "must"),
    ("you", "should"),
    ("i", "need", "you", "to"),
    ("i", "want", "you", "to"),
    ("can", "you"),
    ("could", "you"),
    ("make", "sure", "you"),
    ("try", "to"),
    ("okay",),
    ("and",),
    ("just",),
    ("now",),
    ("then",),
    ("so",),
    ("right",),
)


def opposites(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the contraries of one instruction in plain words: negated, and with its words swapped."""
    core = list(words)
    while lead := next((lead for lead in _LEADS if tuple(core[: len(lead)]) == lead), None):
        core = core[len(lead) :]
    if len(core) < 2:
        return ()
    found: list[tuple[str, ...]] = []
    if core[:2] == ["do", "not"]:
        found += [tuple(core[2:]), ("please", *core[2:])]
    elif core[0] in ("never", "avoid"):
        found.append(tuple(core[1:]))
    elif "not" not in core:
        found.append(("do", "not", *core))
        swapped = tuple(_SWAPS.get(w, w) for w in core)
        if swapped != tuple(core):
            found.append(swapped)
    return tuple(f for f in found if len(f) >= 2)
