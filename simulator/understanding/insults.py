"""Hears an insult aimed at whoever is spoken to: "you stupid cow", "ur wasting my time", "you're a clown".

English by rule, in plain words. What somebody else called somebody, and what is only read back of what was
said a moment ago, insults nobody; nor does a refusal ("nobody thinks you're stupid"). In doubt nothing is
noticed. It judges nobody.
"""

import re
from typing import Final

_HARSH = r"(?:stupid|silly|daft|dozy|thick|dumb|dim|ignorant|selfish|useless|pathetic|lying|miserable)"
_ANY = rf"(?:{_HARSH}|bloody|fucking|little|fat|old|lazy|horrible|nasty|mad)"
_SOMEBODY = (
    r"(?:idiot|moron|cow|woman|man|girl|boy|lady|git|sod|fool|clown|muppet|prat|liar|baby|bitch|bastard|lot)"
)
_PLAINLY = (
    r"(?:idiot|moron|git|fool(?! (?:him|her|them|it))|clown|muppet|numpty|pillock|plonker|prat|berk|halfwit|"
    r"dimwit|cretin|imbecile|twit|liar|waste of (?:space|time)|time ?waster|drama queen|cry ?baby)s?"
)
_MORE = (
    r"(?:(?:being|an?|such|so|really|just|only|absolutely|absolute|complete|completely|total|totally|utterly|"
    r"proper|right|bloody|fucking|pretty|quite|very|too|a bit|nothing but) )*"
)
_INSULTS: Final = re.compile(
    rf"\byou (?:{_ANY} )*{_HARSH} (?:{_ANY} )*{_SOMEBODY}\b"
    rf"|\byou (?:{_ANY} )*{_PLAINLY}\b"
    rf"|\b(?:you are|are you|your(?= (?:such )?an? )) {_MORE}(?:{_ANY} )*{_PLAINLY}\b"
    rf"|\b(?:you are|are you) {_MORE}(?:stupid|thick(?! (?:smoke|black|fog))|useless|pathetic|ridiculous|"
    r"hysterical|dim|dense)\b"
    r"|\b(?:you are|are you|your|you) (?:just |only |all |really |being )*wasting "
    r"(?:my|our|their|police|everyone|everybody|valuable|time)\b"
)
_BARE: Final = re.compile(r"\b(?:idiot|moron)s?\b")
_QUOTES: Final = re.compile(
    r"\b(?:(?:he|she|they|it|who|somebody|someone|anybody|anyone|nobody|man|woman|person|caller|note|message)"
    r" (?:\w+ ){0,2}(?:call|calls|called|calling|say|says|said|saying|shout\w*|yell\w*|scream\w*|wrote|told|"
    r"tell\w*|think|thinks|thinking|thought)"
    r"|you (?:just |have just |have )?(?:said|called|told me)"
    r"|(?:not|never|am|are) (?:saying|suggesting|calling)"
    r"|(?:you|he|she|they) (?:think|feel|felt|thought)) (?:\w+ ){0,4}$"
)
"""What makes of an insult somebody else's word, within a few words of it."""


def quoted(plain: str, at: int) -> bool:
    """Tell whether what begins at a place of a line in plain words is told of somebody."""
    return _QUOTES.search(plain[:at]) is not None


def may_insult(plain: str) -> bool:
    """Tell whether a line in plain words may hold an insult, whoever said it first; few do."""
    return _INSULTS.search(plain) is not None or _BARE.search(plain) is not None


def insults(plain: str, heard: str) -> bool:
    """Tell whether a line in plain words insults its hearer.

    ``heard``: what the other side said, in plain words; a bare word of theirs may be said back.
    """
    for found in _INSULTS.finditer(plain):
        if not quoted(plain, found.start()):
            return True
    return any(
        not quoted(plain, found.start())
        and not (f" {found[0]} " in f" {heard} " and "you" not in plain.split())
        for found in _BARE.finditer(plain)
    )
