"""Hears swearing and sarcasm, and tells what is aimed at a caller from what is quoted, told or meant kindly.

English by rule, in plain words. What somebody else said is nobody's swearing, a bloody towel is a towel, and
"oh great" to a useful answer is praise: in doubt nothing is noticed. It judges nobody.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from simulator.model.strong_words import STRONG
from simulator.model.word_sets import word_row
from simulator.understanding.clauses import Clause
from simulator.understanding.normalise import plain_words

_STRONG = rf"(?:{STRONG}|bloody (?:hell|idiot|woman|man)|crap)"
_LITERAL = (
    r"(?:nose|nostrils?|mouth|lips?|face|hands?|fingers?|arms?|legs?|knees?|head|hair|eyes?|ears?|wounds?|cuts?|"
    r"gash|graze|bandages?|dressings?|tissues?|towels?|cloths?|rags?|shirt|top|clothes|clothing|sheets?|pillow|"
    r"bedding|carpet|floor|knife|glass|blade|footprints?|prints?|marks?|smears?|stains?|patch|mess|water|urine|"
    r"wee|stools?|poo|diarrhoea|vomit|sick|mucus|phlegm|spit|sputum|discharge|fluid|show|nappy|pads?|or|and|is|"
    r"was|from|all|now|at|too|then|$)"
)
_MILD = re.compile(
    rf"\bbloody(?! {_LITERAL}\b)(?! (?:hell|idiot|woman|man)\b)(?! ?$)|"
    r"\b(?:damn|damned|effing|sodding) (?!it\b)\w+|"
    r"\b(?:who|what|where|why|how|when) the (?:hell|bloody hell)\b"
)
_SWEARING = re.compile(rf"\b{_STRONG}\b")
_AIMED = re.compile(
    rf"\b(?:you|your|yourself|off)\b.*\b{_STRONG}\b|\b{_STRONG}\b.*\b(?:you|off|sake)\b", re.DOTALL
)
_NOT_THEIRS = re.compile(r"\b(?:this|my|our|these) $")
"""Whoever swears at their own keyboard swears at nobody."""
_ASKS_OR_BIDS = frozenset(("question", "instruction", "fragment"))
_TOLD = re.compile(
    r"\b(?:you|he|she|they|it|who|somebody|someone|anybody|anyone|nobody|man|woman|person|caller|note|message)"
    r" (?:\w+ ){0,2}(?:call|calls|called|calling|say|says|said|saying|shout\w*|yell\w*|scream\w*|swear\w*|"
    r"swore|wrote|write\w*|text\w*|told|tell\w*)\b"
)
_QUOTED = re.compile(r"[\"“”][^\"“”]{0,200}[\"“”]|(?<!\w)['‘][^'‘’]{0,200}['’](?!\w)")

_OH = re.compile(r"\boh (?:well done|great|brilliant|lovely|wonderful|fantastic|marvellous|perfect)\b(.*)")
_KINDLY = re.compile(
    r"\b(?:thank|thanks|cheers|that (?:really |does |will )?helps?|helpful|useful|well done|glad|pleased|"
    r"good|relief|you are (?:doing|being)|at least|safe|perfect)\b"
)
_DISPLEASED = re.compile(
    r"^ (?:genius|another|just what|here we go|that is (?:all|just|exactly what)|thanks for nothing|"
    r"now (?:you|it|he|she|they|we)(?! (?:can|could|are safe))|"
    r"so (?:you|nobody|we|they) (?:have |do |did |can |could )?(?:no|not|never|nothing)\b)"
)
_HARM = (
    r"(?:(?:setting|set) (?:\w+ ){1,4}?on fire|(?:setting|set) fire to|burn(?:ing|t|ed) (?:\w+ ){1,3}?down|"
    r"flood(?:ing|ed)|crash(?:ing|ed)|wreck(?:ing|ed)|los(?:ing|t)|ruin(?:ing|ed)|destroy(?:ing|ed)|"
    r"(?:leaving|left) (?:\w+ ){0,2}?(?:gas|hob|oven|cooker|grill|iron|pan) on|forget(?:ting)?|forgotten)"
)
"""What nobody is praised for."""
_PRAISED_FOR_HARM = re.compile(
    rf"\b(?:well done|good job|nice one|nice work|good work|great work|bravo|very clever|congratulations)"
    rf"(?: for| on| in)? (?:you have |you |now you have )?{_HARM}\b"
)
_SARCASTIC = re.compile(
    r"\bwell done genius\b|(?<!a )(?<!the )(?<!is )\bgenius\b|\bthanks for nothing\b|\bwhat a surprise\b|"
    r"(?<!a )(?<!no )(?<!the )(?<!very )\bbig deal\b|\bwhat is the big deal\b|\bboo hoo\b|"
    r"\bas if i (?:care|have nothing)\b|"
    r"\boh congratulations\b|\bcongratulations (?:genius|you have (?:broken|lost|flooded|crashed|wrecked)|"
    r"on (?:losing|breaking|crashing|flooding))\b"
)
_JUST_GREAT = re.compile(
    r"^(?:oh |well )+(?:that|this) is just (?:great|brilliant|lovely|wonderful|fantastic|marvellous)"
    r"(?: that is| is not it)?$"
)
_HOW_HELPFUL = re.compile(r"\bhow (?:very )?(?:helpful|clever)\b(?! (?:is|was|are|were|would|do|does|can))")
_NO_HELP = re.compile(
    r"\b(?:(?:do|did|could|can) ?not (?:really )?(?:know|remember|say|tell|see|think so)|no idea|not sure|"
    r"no clue|forgot|forgotten)\b"
)


_FULL = word_row(
    "fuck fucks fucked fucker fuckers fucking fuckin shit shits shite shitty bollocks bastard bastards wank "
    "wanker wankers twat twats arsehole arseholes dickhead piss pissed bitch cunt cunts prick pricks"
)
_MASKED = re.compile(r"(?<![\w*#])[a-z]+(?:[*#]+[a-z]+)*[*#]*(?![\w*#])", re.IGNORECASE)
_ENOUGH = re.compile(r"[a-z][*#]+[a-z]|[*#]{3}", re.IGNORECASE)
"""A letter on both sides of what is hidden, or three marks in a row: "press c#" hides nothing."""
_SHORTENED = {
    re.compile(rf"\b(?:{short})\b", re.IGNORECASE): full
    for short, full in {
        r"fck|fuk|fk|phuck": "fuck",
        r"fcking?|fckin|fking?|fkn|fukin|fuking|f['-]ing": "fucking",
        r"ffs": "for fuck sake",
        r"wtf": "what the fuck",
        r"stfu": "shut the fuck up",
        r"gtfo": "get the fuck off",
    }.items()
}
_F_OFF = re.compile(
    r"(^|[.,!?;] |\b(?:you|just|oh|please|and|well|so|now|then|can) )f off\b(?! (?:the|a|of|at|in)\b)",
    re.IGNORECASE,
)


def _unmasked(text: str) -> str:
    """Return the line with masked and shortened swearing written out: "f*** off", "fck", "ffs"."""
    if "*" in text or "#" in text:
        text = _MASKED.sub(_written_out, text)
    text = _F_OFF.sub(r"\1fuck off", text)
    for short, full in _SHORTENED.items():
        text = short.sub(full, text)
    return text


def _written_out(found: re.Match[str]) -> str:
    if len(found[0]) > 14 or not _ENOUGH.search(found[0]):
        return found[0]
    shape = re.compile(re.sub(r"[*#]+", lambda m: f"[a-z]{{1,{len(m[0]) + 2}}}", found[0].casefold()))
    return next((word for word in _FULL if shape.fullmatch(word)), found[0])


@lru_cache(maxsize=2048)
def swearing(text: str, forms: frozenset[str], heard: str) -> frozenset[str]:
    """Return ``profanity`` where a line swears, and ``rude`` with it where it swears at the caller.

    Args:
        text: the line as it was said.
        forms: the forms of its clauses: what asks or bids in foul words is aimed at whoever is asked.
        heard: what the other side said; its words may be repeated.
    """
    own = " ".join(plain_words(_unmasked(_QUOTED.sub(" ", text))))
    strong, mild = list(_SWEARING.finditer(own)), list(_MILD.finditer(own))
    if not strong and not mild:
        return frozenset()
    theirs = " ".join(plain_words(heard))  # all that was told so far: long, and seldom asked for
    strong = [m for m in strong if not _repeats(m, own, theirs)]
    mild = [m for m in mild if not _repeats(m, own, theirs)]
    if not strong and not mild:
        return frozenset()
    aimed = bool(strong) and _AIMED.search(own) is not None
    aimed = aimed or any(_at_the_caller(m, own, forms) for m in mild)
    return frozenset(("profanity", "rude")) if aimed else frozenset(("profanity",))


def _repeats(found: re.Match[str], own: str, theirs: str) -> bool:
    """Tell whether a word is another's: the caller's, or somebody's of whom the line tells."""
    word = found[0].split()[0]
    return f" {word} " in f" {theirs} " or _TOLD.search(own[: found.start()]) is not None


def _at_the_caller(found: re.Match[str], own: str, forms: frozenset[str]) -> bool:
    if " the " in found[0]:
        return "you" in own.split()
    return bool(forms & _ASKS_OR_BIDS) and not _NOT_THEIRS.search(own[: found.start()])


_TELLS_OFF = re.compile(
    r"(?:(?:just|do|you|will you|would you|can you|for \w+ sake) )*"
    r"(?:stop (?:your |all this |this |that |the )?"
    r"(?:wast|whin|moan|shout|cry|scream|yell|snivel|blubber)\w*|"
    r"stop (?:messing|mucking|fooling) (?:me|us|about|around)\b|"
    r"stop being (?:so |such an? )?(?:silly|stupid|daft|hysterical|dramatic|difficult|awkward|ridiculous)|"
    r"pack it in|zip it)\b(?!.* from \w+ing\b)"
)
_WITH_REASON = re.compile(
    r"\b(?:please|sorry|so (?:that )?(?:i|we) can|for a (?:\w+ )?(?:second|sec|moment|minute|bit)|for me|"
    r"want to help|trying to help|here to help|can (?:not|hear)|understand|i know|in turn|at a time)\b"
)
"""What makes of an order to stop shouting a request: a courtesy, a reason, feeling, or how long."""


def tells_off(plain: str, clauses: Sequence[Clause]) -> bool:
    """Tell whether a line barks at its hearer to stop shouting, crying and the like.

    Asked with a courtesy or for a reason ("I need you to stop shouting", "so I can hear you") it sets a
    bound; "tell him to stop shouting" and "has he stopped crying" are said to nobody's face.
    """
    if _WITH_REASON.search(plain) is not None:
        return False
    said = [clause.core for clause in clauses]
    joined = (before + after for before, after in pairwise([*said, ()]))
    return any(_TELLS_OFF.match(" ".join(words)) is not None for words in joined)


_HUSHES = re.compile(
    r"(?<!and )(?<!will )(?<!to )(?<!can )(?<!may )(?<!must )\bbe quiet\b"
    r"(?! (?:if|when|until|till|while|so|in case|as|or|for)\b)"
)
_IN_HIDING = re.compile(
    r"\b(?:if|when|in case|until|as soon as|hide|hidden|hiding|still|low|lock|locked|bolt|bolted|"
    r"he|him|she|her|they|them|somebody|someone|anybody|anyone)\b"
)
"""Of whom somebody hides, and how: to be quiet is then advice."""


def hushes(plain: str) -> bool:
    """Tell whether a line in plain words tells its hearer to be quiet, and not for their own safety."""
    return _HUSHES.search(plain) is not None and _IN_HIDING.search(plain) is None


_SHUTS = re.compile(
    r"(?<!you )(?<!i )(?<!he )(?<!she )(?<!they )(?<!we )(?<!not )(?<!to )(?<!and )(?<!or )(?<!please )"
    r"(?<!can )(?<!could )(?<!who )(?<!anybody )(?<!somebody )(?<!anyone )(?<!someone )\bshut it"
    r"(?! (?:behind|after|again|off|tight\w*|properly|if|when|so|for|before|to|with|down|as you|on your)\b)"
)
_CAN_BE_SHUT = re.compile(
    r"\b(?:doors?|windows?|gates?|lids?|valves?|taps?|ovens?|driers?|dryers?|hatch|boot|fridge|vents?|laptops?|"
    r"stopcock|shutters?|curtains?)\b"
)


def shuts_up(plain: str) -> bool:
    """Tell whether a line in plain words says "shut it" to its hearer, and of no door or window."""
    return _SHUTS.search(plain) is not None and _CAN_BE_SHUT.search(plain) is None


@lru_cache(maxsize=2048)
def sarcastic(plain: str, heard: str) -> bool:
    """Tell whether a line in plain words is sarcastic; ``heard`` is what the other side said just before."""
    thanked = "thanks for nothing" not in plain and _KINDLY.search(plain) is not None
    if _SARCASTIC.search(plain) or _PRAISED_FOR_HARM.search(plain):
        return True
    if _JUST_GREAT.search(plain):
        return not thanked
    if _HOW_HELPFUL.search(plain):
        return "thank" not in plain
    found = _OH.search(plain)
    if found is None:
        return False
    if _DISPLEASED.search(found[1]):
        return True
    bare = not found[1].strip() or found[1].strip() in ("then", "that is", "is it")
    return bare and not thanked and _NO_HELP.search(" ".join(plain_words(heard))) is not None
