"""Makes the contrary of an instruction, so that the reader learns what an advice is *not*.

Pure words: "open the windows" → "do not open the windows", "shut the windows"; "hold his head" → "let go of
his head". Never decides a reading.
"""

from collections.abc import Sequence

Words = tuple[str, ...]

_SWAPS: dict[str, str] = {}
for _a, _b in (
    ("inside", "outside"),
    ("on", "off"),
    ("open", "shut"),
    ("open", "close"),
    ("upstairs", "downstairs"),
    ("stop", "start"),
    ("always", "never"),
    ("before", "after"),
    ("indoors", "outdoors"),
    ("lock", "unlock"),
    ("bolt", "unbolt"),
    ("plug", "unplug"),
    ("warm", "cold"),
    ("hot", "cold"),
    ("wet", "dry"),
    ("with", "without"),
    ("slowly", "fast"),
    ("quiet", "loud"),
    ("quietly", "loudly"),
    ("lift", "lower"),
    ("awake", "asleep"),
    ("cover", "uncover"),
    ("wrap", "unwrap"),
    ("answer", "ignore"),
    ("everyone", "nobody"),
    ("everybody", "nobody"),
):
    _SWAPS.setdefault(_a, _b)
    _SWAPS.setdefault(_b, _a)

_PLACES = ("house", "building", "property", "flat", "room", "home", "car", "vehicle", "van")
_TURNS: tuple[tuple[Words, Words], ...] = tuple(
    (tuple(said.split()), tuple(contrary.split()))
    for said, contrary in (
        ("get out of", "stay in"),
        ("get out", "stay in"),
        ("come out", "stay in"),
        ("go outside", "stay inside"),
        ("go out", "stay in"),
        ("go back in", "stay outside"),
        ("go in", "stay out"),
        *((f"leave the {place}", f"stay in the {place}") for place in _PLACES),
        ("go down", "go up"),
        ("sit up", "lie down"),
        ("lie down", "get up"),
        ("lay", "stand"),
        ("come in", "stay out"),
        ("stay in", "get out of"),
        ("stay inside", "go outside"),
        ("stay indoors", "go outside"),
        ("stay out of", "go into"),
        ("stay outside", "go back in"),
        ("stay there", "go away from there"),
        ("stay where you are", "go and look"),
        ("keep hold of", "let go of"),
        ("hold on to", "let go of"),
        ("hold", "let go of"),
        ("let go of", "hold on to"),
        ("drop", "keep hold of"),
        ("stay behind", "stand in front of"),
        ("behind", "in front of"),
        ("in front of", "behind"),
        ("back from", "up to"),
        ("keep back", "go up to it"),
        ("stay back", "go close"),
        ("stand back", "go close"),
        ("move back", "come closer"),
        ("well back", "close"),
        ("away from", "close to"),
        ("close to", "away from"),
        ("keep still", "move about"),
        ("stay still", "move about"),
        ("stay awake", "go to sleep"),
        ("keep quiet", "shout"),
        ("stay quiet", "shout"),
        ("slow down", "speed up"),
        ("stay with", "go away from"),
        ("sit with", "go away from"),
        ("talk to", "say nothing to"),
        ("sit", "stand up"),
        ("lie", "get up"),
        ("wait", "go"),
        ("go to", "keep away from"),
        ("go back", "stay away"),
        ("come back", "stay away"),
        ("follow", "keep away from"),
    )
)
"""How a contrary is said where one word in place of another is not enough; the first that fits."""

_PUT = frozenset(("put", "place", "get", "press", "lay", "pop", "stick", "wrap"))
_ONTO = frozenset(("on", "over", "round", "onto", "across", "against"))
_NO_BIDDING = frozenset(
    """
    you i he she they it we that this there the a an his her your no nobody none nothing is are was has
    will would can could does did if when once only unless because until what where who how which
    """.split()  # noqa: SIM905 - a paragraph reads better than a list of quoted words
)
"""What begins no bidding, so that its contrary is not said by a "do not" before it."""
_SUPPOSES = frozenset(("if", "when", "once", "unless", "no", "only"))
_LEADS = (
    ("please",),
    ("you", "need", "to"),
    ("you", "must"),
    ("you", "should"),
    ("i", "need", "you", "to"),
    ("i", "want", "you", "to"),
    ("can", "you"),
    ("could", "you"),
    ("would", "you"),
    ("you", "will", "need", "to"),
    ("you", "want", "to"),
    ("i", "would", "like", "you", "to"),
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


def opposites(words: Sequence[str]) -> tuple[Words, ...]:
    """Return the contraries of one instruction in plain words: forbidden (or allowed), and said otherwise."""
    core = list(words)
    while lead := next((lead for lead in _LEADS if tuple(core[: len(lead)]) == lead), None):
        core = core[len(lead) :]
    if len(core) < 2:
        return ()
    found: list[Words] = []
    if core[:2] == ["do", "not"]:
        found += [tuple(core[2:]), ("you", "can", *core[2:])]
    elif core[0] in ("never", "avoid"):
        found.append(tuple(core[1:]))
    elif "not" not in core:
        if core[0] not in _NO_BIDDING:
            found.append(("do", "not", *core))
        found += _turned(tuple(core))
    return tuple(dict.fromkeys(f for f in found if len(f) >= 2))


def _turned(core: Words) -> list[Words]:
    """Return the contraries of what is bidden that forbid nothing: "press it on the cut", "take it off"."""
    if core[0] in _SUPPOSES:
        return []
    said_otherwise = _turn(core) or _swap(core)
    return [other for other in (_taken_off(core), said_otherwise) if other]


def _taken_off(core: Words) -> Words:
    """Return "take the cloth off the cut" of "press the cloth on the cut"; of what puts nothing, nothing."""
    at = next((n for n, word in enumerate(core[:6]) if word in _ONTO and n > 1), None)
    if core[0] not in _PUT or at is None:
        return ()
    return ("take", *core[1:at], "off", *core[at + 1 :])


def _turn(core: Words) -> Words:
    """Return the words with the first that is said otherwise turned; nothing where none is."""
    for start in range(len(core)):
        for said, contrary in _TURNS:
            if core[start : start + len(said)] == said:
                return (*core[:start], *contrary, *core[start + len(said) :])
    return ()


def _swap(core: Words) -> Words:
    """Return the words with the first that has a contrary of its own swapped: a second would undo it."""
    at = next((n for n, word in enumerate(core) if word in _SWAPS), None)
    return () if at is None else (*core[:at], _SWAPS[core[at]], *core[at + 1 :])
