"""Notes the manner of a line as cited observations for a person to weigh: polite, empathy, rude, promise.

Each is a conservative rule of words; together they are no judgement of anybody, and nothing is scored.
Sources: call-handling technique and the words to avoid, as in the organisation's procedures.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from simulator.model.reading import DialogueContext
from simulator.model.refused_apart import refused_apart
from simulator.understanding.clauses import Clause
from simulator.understanding.forms import WH, small_talk_before
from simulator.understanding.insults import insults, may_insult, quoted
from simulator.understanding.normalise import plain_words
from simulator.understanding.pet_names import calls_by_pet_name
from simulator.understanding.promised_time import promises_time
from simulator.understanding.rude_words import hushes, sarcastic, shuts_up, swearing, tells_off
from simulator.understanding.spoken_values import codes_in
from simulator.understanding.stacking import stacks_questions
from simulator.understanding.stems import STOP_WORDS

Manner = Literal[
    "polite",
    "empathy",
    "rude",
    "profanity",
    "blame",
    "sarcasm",
    "jargon",
    "false_reassurance",
    "promise",
    "promise_of_time",
    "stacked_questions",
    "leading_question",
    "pet_name",
    "signpost",
    "uses_name",
    "read_back",
]
MANNERS: tuple[Manner, ...] = get_args(Manner)
"""Every manner a reading may name, in the order in which they are listed there."""

_FEELING = (
    r"(?:frighten|scar(?:y|ed|ing)|awful|hard|horribl|horrif|upset|difficult|worry|terribl|terrify|distress|stress|"
    r"shock|dreadful|nightmare|exhaust|frustrat|unnerv|alarming|heartbreak|devastat|traumat|unbearabl|nerve)"
)
_RULES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "polite": r"\b(?:please|thank you|thanks(?! for nothing)|would you mind|if you do not mind|sorry to|"
        r"excuse me|much appreciated|may i|kindly)\b",
        "empathy": r"\b(?:(?:that|this|it) (?:must|sounds|can|does sound) "
        r"(?:be |have been |feel |like |really |"
        r"very |so |such |a |an |quite |absolutely )*(?:\w+ )?"
        rf"{_FEELING}\w*|how {_FEELING}\w* (?:for you|that must)|"
        r"you must (?:be |feel |have been )(?:so |really |very |quite |absolutely )*"
        r"(?:frightened|scared|terrified|worried|upset|shaken|exhausted|distressed|shocked|devastated)|"
        r"i can (?:only )?imagine (?:how|what|that|this|it)|"
        r"i (?:am |do )?(?:so |very |really )?(?:sorry (?:to hear|that|for your|you)|understand (?:that |"
        r"how )?"
        r"(?:this|you|it)|can hear (?:how|that|you))|you (?:are|have been) (?:doing|done) (?:so |really |"
        r"very )*"
        r"(?:well|great|brilliantly|fine|good|a great job)|i am here (?:with|for) you|"
        r"i (?:will )?stay (?:on the (?:line|phone) )?with you|take your time|i know (?:this|it) is|"
        r"you are not (?:alone|on your own)|you did the right thing|i appreciate (?:this|how))\b",
        "rude": r"\b(?:shut up|shut your (?:mouth|face|trap)|"
        r"(?<!to )(?<!them )(?<!will )hurry up(?! (?:and |now and )?(?:get|leave|go|come|run|move|climb) )|"
        r"how (?:stupid|thick|dumb) (?:can|are) you|"
        r"do not be (?:so )?(?:stupid|silly|ridiculous|daft)|"
        r"whatever mate|not my (?:problem|job)|"
        r"i do not (?:have time|care)|(?:i|we) (?:have not got|do not have) (?:all day|time for this)|"
        r"get (?:on with it|a grip)|(?<!not )(?<!you )(?<!they )get lost|"
        r"spit it out|what is wrong with you people|(?<!are )(?<!of )(?<!have )(?<!with )you people|"
        r"pull yourself together|"
        r"for (?:gods?|goodness|christs?|heavens?|petes?|pitys?) sake|oi)\b",
        "blame": r"\b(?:why did (?:not )?you|why have you not|why did you not|"
        r"you should have(?! (?:a|an|the|your|some|it|got|had|one|two|\d+)\b)|"
        r"you should not have|"
        r"you ought to have|what (?:did|do) you expect|"
        r"(?:it|that|this) (?:is|was) (?:all |entirely |only )?(?:down to )?your "
        r"(?:own |stupid |silly )*(?:fault|doing|mistake)|(?:you have |you )?(?:only |got |have |just )*"
        r"(?:yourself|yourselves) to blame|you (?:are|were) to blame|"
        r"you (?:have )?(?:did|done) (?:this|that|it) to yourself|"
        r"you (?:were )?ask(?:ed|ing) for (?:it|this)\b(?! to)|what were you thinking|"
        r"that is what you get for|"
        r"you (?:have )?(?:brought|caused) this|you left it (?:too )?(?:late|long)|serves you)\b",
        "jargon": r"\b(?:eta|p1|p2|p3|rtc|rvp|fra|(?<!called )dob|poc|sitrep|methane (?:report|message)|etd|"
        r"cat (?:1|2|3|4)|"
        r"category (?:1|2|"
        r"3|4)|"
        r"mdt|cad|oic|pcso|dno|ecv|hazmat|toc|ambo|misper|imv|iln|cpn|thrive|sop|vrm|index number|loi|"
        r"grade (?:1|one|2|two)|code (?:red|blue|1|one)|ert|aml|eisec|gdn|uprn|ics)\b",
        "false_reassurance": r"\b(?:calm down|do not (?:you )?(?:worry(?! about (?:the|your|his|her|their) )|"
        r"panic)|nothing to worry|"
        r"no need to (?:worry|"
        r"panic)|"
        r"(?:you|he|she|they|it|everything|everyone) (?:will|is going to|are going to) (?:all )?(?:be )?"
        r"(?:just |perfectly |absolutely |totally |completely )?(?:fine|okay|alright|all right|"
        r"safe|right as)|"
        r"everything is (?:fine|okay|alright|all right)|"
        r"(?:perfectly|completely|totally|absolutely) safe|i am sure (?:he|she|they|you|everything) "
        r"(?:is|are|will)|i am sure it (?:will|is (?:fine|okay|alright|all right|just|only|nothing))|"
        r"it is (?:probably )?nothing|i know (?:exactly )?how you feel|"
        r"you have got nothing to)\b",
        "promise": r"\b(?:i (?:can )?(?:promise|guarantee|swear)|(?:will|should|going to) (?:be (?:there|"
        r"with you|here)|arrive|"
        r"come|get (?:there|to you)) (?:\w+ )?(?:in|within|by) (?:about |the next |under |less than |a )*"
        r"(?:\d+|one|few|couple|half)\w*(?: \w+)? ?(?:minutes?|mins?|hours?|seconds?|o'clock|am|pm)?|"
        r"(?:\d+|few|couple of) (?:minutes|mins) away|any (?:minute|second) now|"
        r"(?:will|going to|are|is) (?:\w+ ){1,4}?"
        r"(?:before you know it|in (?:a flash|next to no time|the blink of an eye))|"
        r"(?:there|with you) in "
        r"(?:no time|a (?:minute|jiffy|sec\w*|few minutes))|we will (?:definitely|certainly)|"
        r"nobody (?:will|is going to) (?:get hurt|die)|he will not die|she will not die)\b",
        "signpost": r"\b(?:i am (?:just )?going to (?:ask|read|tell|go|run|check|take|put|explain|"
        r"talk|send)|"
        r""
        r"i (?:just )?(?:need|want|have) to ask (?:you )?(?:a|some|two|three|\d|few|one)|(?:a )?(?:few|"
        r"couple|2|3|two|three|some) "
        r"(?:more |quick |short )*questions|next i (?:will|need)|before (?:i|we|you) (?:go|do|send)|"
        r"what (?:will happen|happens) (?:next|now) is|the reason i (?:ask|am asking)|"
        r"while (?:we talk|i am talking|we are talking|i do that)|first i|bear with me|"
        r"i will explain|so (?:that )?i can (?:send|get|tell|help))\b",
    }.items()
}
_LEADING = re.compile(
    r"^(?:(?:so|and|okay|right) )*(?:you (?:are|were|have|did|do|would|can) .*|(?:he|she|it|they|"
    r"there) (?:is|was|are|were) .*)"
    r"\b(?:is not it|are not you|did not you|do not you|have not you|was not it|were not you|"
    r"is he not|right|correct|yes)\?$"
    r"|^.+ (?:is|are|was|were|do|does|did|have|has|had|will|would|can|could|should) not "
    r"(?:i|you|he|she|it|we|they|there)\?$"
    r"|^(?:(?:so|and|okay|right) )*(?:is not|are not|did not|do not|was not|were not|surely|"
    r"would not you|presumably|i assume|i take it)\b.*\?$"
)

_SUPPOSED = re.compile(
    r"^(?:(?:so|and|okay|right) )*(?:(?:he|she|they|somebody|someone|nobody) (?!can |will )\w+|you "
    r"(?:are|were|have|had|did|\w+ed|left|saw|heard|went|said|told|took|hit|fell|ran|came|rang|smelt|felt)\b)"
)
"""What is supposed of somebody, to which "right?" asks for a yes."""
_TAGGED_ON = re.compile(
    r"^(?:(?:so|and|but|okay|right|well) )*(?:you|he|she|it|they|there|that) (?:\w+ )+?"
    r"(?:(?:is|are|was|were|do|does|did|have|has|had|will|would|can|could|should) not "
    r"(?:you|he|she|it|they|there)|"
    r"not (?:\w+ )+(?:is|are|was|were|do|does|did|have|has|had|will|would|can|could|should) "
    r"(?:you|he|she|it|they|there))$"
)
"""A tag says that it is one without its question mark."""


def manner_of(text: str, clauses: Sequence[Clause], context: DialogueContext) -> tuple[Manner, ...]:
    """Return what is noticed about the manner of a line, in the order of ``MANNERS``."""
    found = set(_noticed(text, tuple(clauses)))
    forms = frozenset(clause.form for clause in clauses)
    heard = " ".join((context.last_words, *context.told_words))
    found |= swearing(text, forms, heard)
    plain = " ".join(plain_words(text))
    if may_insult(plain) and insults(plain, " ".join(plain_words(heard))):
        found.add("rude")
    if sarcastic(plain, context.last_words):
        found.add("sarcasm")
    if context.addressed != "caller":
        found -= {"jargon", "promise_of_time"}
    if _names(text, context):
        found.add("uses_name")
    if reads_back(text, context):
        found.add("read_back")
    return tuple(name for name in MANNERS if name in found)


@lru_cache(maxsize=2048)
def _noticed(text: str, clauses: tuple[Clause, ...]) -> frozenset[str]:
    """Return what is noticed in a line spoken to a caller, whatever was said before."""
    plain = " ".join(plain_words(text))
    found = {name for name, pattern in _RULES.items() if _notices(name, pattern, plain)}
    if stacks_questions(clauses):
        found.add("stacked_questions")
    if any(_leads(before, clause) for before, clause in pairwise((None, *clauses)) if clause is not None):
        found.add("leading_question")
    if tells_off(plain, clauses) or hushes(plain) or shuts_up(plain):
        found.add("rude")
    if promises_time(clauses, refused_apart=refused_apart(text)):
        found.add("promise_of_time")
    if calls_by_pet_name(text, clauses):
        found.add("pet_name")
    return frozenset(found)


def _notices(name: str, pattern: re.Pattern[str], plain: str) -> bool:
    """Tell whether a rule finds something; what somebody else was told is no rudeness and no blame."""
    if name not in _MAY_BE_QUOTED:
        return pattern.search(plain) is not None
    return any(not quoted(plain, found.start()) for found in pattern.finditer(plain))


_MAY_BE_QUOTED = frozenset(("rude", "blame"))
_AFTERTHOUGHT = frozenset((w,) for w in ("right", "yes", "correct"))
_AGREED = frozenset(("ok", "okay", "alright", "please"))
"""What is hung on to an order, which is no question for that: "don't climb in, ok?"."""


def _leads(before: Clause | None, clause: Clause) -> bool:
    """Tell whether a clause puts the answer into the caller's mouth: "so he hit you, right?"."""
    if clause.asked and clause.words in _AFTERTHOUGHT:
        return before is not None and _SUPPOSED.search(" ".join(before.words)) is not None
    if "instruction" in clause.forms and not _AGREED.isdisjoint(clause.words[-1:]):
        return False
    line = " ".join(clause.words)
    return (clause.asked and _LEADING.search(line + "?") is not None) or _TAGGED_ON.search(line) is not None


def _names(text: str, context: DialogueContext) -> bool:
    """Tell whether the line speaks to the caller by name."""
    words = set(plain_words(text))
    return any(w in words for w in plain_words(context.caller_name) if len(w) > 2 and w not in STOP_WORDS)


def reads_back(text: str, context: DialogueContext) -> bool:
    """Tell whether the line repeats something really told: a number, a code, or two telling words running."""
    told = [one for one in (*context.told_words, context.last_words) if one.strip()]
    if not told:
        return False
    said = _said_back(text)
    known = frozenset().union(*(_told(one).values for one in told))
    if any(len(v) > 1 and v in known for v in said.values):
        return True
    pairs = said.pairs & frozenset().union(*(_told(one).pairs for one in told))
    if not pairs:
        return False
    figures = {v for v in _figures(said.values) if len(v) > 1 or _goes_before(v, pairs, said.line)}
    wrong = bool(figures and _figures(known)) and not any(_part_of(v, known) for v in figures)
    return not wrong


class _Telling(NamedTuple):
    """What of some words can be read back: values, pairs of telling words; ``line``: all in plain words."""

    values: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    line: str


@lru_cache(maxsize=4096)
def _told(text: str) -> _Telling:
    """Return what can be read back of one thing that was told; kept, since a call asks with every line."""
    words = plain_words(text)
    return _Telling(frozenset(v.value for v in codes_in(text)), _pairs(words), " ".join(words))


@lru_cache(maxsize=4096)
def _said_back(text: str) -> _Telling:
    """Return what a line may read back: what it asks openly is left out."""
    return _told(" . ".join(part for part in _PARTS.split(text) if not _asks_openly(plain_words(part))))


def _goes_before(figure: str, pairs: Iterable[tuple[str, str]], line: str) -> bool:
    """Tell whether a figure stands before two telling words that were told: "9 Orchard Close"."""
    return any(f"{figure} {a} {b}" in line for a, b in pairs)


_PARTS = re.compile(r"[,;.?!\n]+")
_DOERS = frozenset(("you", "i", "we", "he", "she", "they", "it"))


def _asks_openly(words: tuple[str, ...]) -> bool:
    """Tell whether a part of a line is a question of its own: "which end of Tanners Row are you"."""
    rest = words[small_talk_before(words) :]
    return len(rest) > 1 and rest[0] in WH and rest[1] not in _DOERS


def _figures(values: Iterable[str]) -> set[str]:
    """Return the values that are numbers."""
    return {v for v in values if v.isdigit()}


def _part_of(value: str, known: frozenset[str]) -> bool:
    """Tell whether a number is one that was told, or a stretch of it read back by itself."""
    return value in known or (len(value) > 2 and any(value in one for one in known))


def _pairs(words: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """Return the neighbouring pairs of telling words."""
    return frozenset(
        (a, b)
        for a, b in pairwise(words)
        if a not in STOP_WORDS and b not in STOP_WORDS and len(a) > 2 and len(b) > 2
    )
