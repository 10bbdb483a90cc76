"""Where a crew is told to look first, and whether a body outside is told to send nobody.

"Try the bus station first" leads a crew to the bus station, whatever address stands in the log. English by
rule, and only for places that everybody in a town knows by such a name; it reads no acts and moves nobody.
"""

import re

_PLACES = (
    r"station|stations|front|sea ?front|promenade|prom|precinct|park|beach|pier|harbour|quay|town|centre|"
    r"market|square|river|canal|woods|common|playground|arcade|amusements|shops|hospital|church|cemetery|"
    r"school|services"
)
_THE_PLACE = (
    rf"(?P<place>the (?:[a-z]+ ){{0,2}}?(?:{_PLACES}))\b(?! (?:end|road|street|lane|side|gate|door|wall)s?\b)"
)
_WHO = r"(?:crew|ambulance|engine|unit|car|team|anybody|anyone|somebody)"
_GO = re.compile(
    r"(?<!not )(?<!n't )(?<!dont )\b(?:try|check|search|make for|head (?:to|for)|go (?:to|via|by)|"
    rf"start (?:at|with|from)) {_THE_PLACE}",
    re.IGNORECASE,
)
_LOOK = re.compile(
    rf"\b(?:look|looking|search|searching)\b[^.?!]*?\b(?:along|around|round|at|in|by|near) {_THE_PLACE}",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    rf"\bno need (?:of|for|to send)(?: \w+){{0,2}} {_WHO}\b"
    rf"|\b(?:do not|don['’]?t|dont) (?:need|send)(?: \w+){{0,2}} {_WHO}\b"
    rf"|\bno {_WHO} (?:is )?(?:needed|wanted|required)\b",
    re.IGNORECASE,
)


def place_sought(text: str) -> str:
    """Return the place that a crew is told to go to or to look at ("the bus station"); empty without one."""
    found = _GO.search(text) or _LOOK.search(text)
    return found["place"].lower() if found else ""


def sends_nobody(text: str) -> bool:
    """Tell whether a message says that nobody need be sent."""
    return _NOBODY.search(text) is not None
