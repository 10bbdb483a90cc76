"""Reads what is told of others, or by another verb, as it is plainly told, a forbidding above all.

"nobody pulls him out", "he is not to be moved", "tell them not to lift her", "hands off the helmet" and
"refrain from moving" all become "do not …", in phrasings and in lines alike, so that an act taught in one of
these ways is heard in every other; so are "everyone leave her where she is", "he's to keep it on" and
"instruct the lady to go out" read as plain biddings. "No need to get out" and "don't bother checking" forbid
a caller who obeys, and "it's fine to go in" bids. English by rule; what only tells that nobody did it stays
as it was said. It knows no act, and the learner's own words stay in the clause as they were typed.
"""

import re
from collections.abc import Sequence

from simulator.model.word_sets import word_set
from simulator.understanding.forms import IMPERATIVES, small_talk_before

_DEEDS = word_set(
    """
    move pull drag lift shift haul carry turn roll touch take remove undo unfasten disturb go enter climb
    nip pop run walk step stand sit put switch flick press plug unplug light smoke strike open shut close
    start search hunt sniff look find dig follow chase tackle confront approach challenge argue block grab
    give feed eat drink handle fiddle tamper interfere cross swim drive restart pay click reply delete poke
    prod reach lean jump stir tug heave try pick
    """
)
"""What is forbidden in the form of a statement: "nobody moves her" (but "nobody knows her")."""
_BIDDABLE = (_DEEDS | IMPERATIVES) - word_set("calm relax worry remember hang")
_LEFT = word_set("go leave come get run walk nip pop step climb")
"""Who is kept from these is kept back ("do not let him go"), unless it is said where they may not go."""
_WHERE_NOT = word_set("back in into inside near down up under over out")
_FELT = word_set("worry panic fear be cry fret rush apologise blame know wait come")
"""What is forbidden for comfort, or told as it is: "tell him not to worry", "nobody is to blame"."""
_DONE = {
    "taken": "take", "given": "give", "lit": "light", "put": "put", "shut": "shut", "fed": "feed",
    "undone": "undo", "disturbed": "disturb", "driven": "drive", "eaten": "eat", "drunk": "drink",
}  # fmt: skip
_WHOM = {"he": "him", "she": "her", "they": "them"}

_NOBODY = r"(?:nobody(?: there| else)?|no one(?: there| else)?|noone|no 1|none of (?:you|them)(?: lot| all)?)"
_THING = r"(?:your|the|those|these|that|this|his|her|their|any|all) (?:\w+ ){0,3}?\w+"
_SOME = rf"(?:him|her|them|you|everyone|everybody|anyone|anybody|people|others|{_THING})"
_THEY = rf"(?:he|she|they|you|everyone|everybody|{_THING})"

_SEE_TO_IT = re.compile(r"(?:make sure|see to it|see|ensure|mind|be sure)(?: that)? (?P<rest>.+)")
_SEEN_TO = re.compile(rf"(?:{_THEY}|{_SOME}) (?:do|does) not (?P<verb>\w+)(?P<rest>.*)")
_NOBODY_IS_TO = re.compile(
    rf"{_NOBODY} (?:is to|are to|to|should|must|may|is allowed to|are allowed to|had better)"
    r" (?:be )?(?:try to |try and |try )?(?P<verb>\w+)(?P<rest>.*)"
)
_NOBODY_DOES = re.compile(rf"{_NOBODY} (?P<verb>\w+)(?P<rest>.*)")
_PASSIVE = re.compile(
    rf"(?P<whom>{_THEY}) (?:is not to|are not to|not to|must not|should not) be (?P<verb>\w+)(?P<rest>.*)"
)
_NOT_TO = re.compile(rf"{_THEY} (?:is|are) not to (?P<verb>\w+)(?P<rest>.*)")
_NOT_TO_HAVE = re.compile(
    r"(?P<whom>he|she|they) (?:is|are) not to (?:have|get|be given) (?P<rest>.+)|"
    r"i (?:do|would) not want (?P<whom_2>him|her|them) having (?P<rest_2>.+)"
)
_LEFT_ALONE = re.compile(
    rf"(?P<whom>{_THEY}|\w+) (?:is|are) to be left (?P<rest>(?:alone|where|as|exactly)\b.*)"
)
_TELL = re.compile(
    r"(?:tell|ask|warn|remind|order|get|want|shout to|shout at|call to|call out to|say to) "
    rf"{_SOME} not to (?P<verb>\w+)(?P<rest>.*)"
)
_LET = re.compile(rf"do not (?:let|allow|have) {_SOME} (?:to )?(?P<verb>\w+)(?P<rest>.*)")
_ANYONE = re.compile(r"do not (?:anyone|anybody|any of you|you|all of you) (?P<verb>\w+)(?P<rest>.*)")
_REFRAIN = re.compile(
    r"(?:refrain from|resist|desist from|hold off|keep from|hold back from|"
    r"(?:there is to be |i want |we want )?no) (?P<verb>\w+ing)\b(?P<rest>.*)"
)
_STOP = re.compile(rf"(?:stop|keep|prevent) {_SOME} (?:from )?(?P<verb>\w+ing)\b(?P<rest>.*)")
_UNWANTED = re.compile(
    r"(?:i|we) (?:do|would) not want (?:anyone|anybody|people|them|him|her) (?:to )?(?P<verb>\w+)(?P<rest>.*)"
)
_HANDS_OFF = re.compile(r"(?:keep )?(?:your |all |their )?hands off (?P<rest>.+)")
_BARRED = re.compile(rf"(?P<what>(?:{_THING}|\w+))(?: is| are)? (?:off limits|out of bounds)(?P<rest>.*)")
_STAYS = re.compile(
    rf"(?P<what>{_THING}) (?:is |are )?(?:to )?(?:stays|stay|staying)"
    r" (?:(?P<on>on)|put|where (?:it|he|she|they) (?:is|are)|as (?:it|he|she|they) (?:is|are))(?P<rest>.*)"
)
_ALL = (
    r"(?:everyone|everybody|all of you|you all|you lot|both of you|you two|you 2|you both)(?: there| else)?"
)
_ALL_OF_YOU = re.compile(rf"{_ALL} (?:please )?(?P<verb>\w+)(?P<rest>.*)")
_IS_TO_STAY = re.compile(rf"{_THEY} (?:is|are) to (?P<verb>\w+)(?P<rest>.*)")
_STAYING = word_set("keep stay remain leave lie sit wait stand stop")
"""What somebody "is to" do by a bidding: "he is to keep it on" (but "they are to blame")."""
_BID = re.compile(rf"(?:instruct|urge|order|direct|command) (?P<whom>{_SOME}) (?P<rest>(?:not )?to \w+.*)")
_FOR = r"(?: for (?:you|him|her|them|anyone|anybody|any of you))?"
_SPARED = re.compile(
    rf"(?:(?:there is )?no (?:need|reason|rush|hurry|point){_FOR}(?: (?:to|in|2))?|"
    r"(?:you|they|he|she) (?:need not|(?:do|does) not (?:need|have) to)|"
    r"(?:nobody|no one) (?:needs|has) to|"
    r"do not bother(?: to| with)?|never mind(?: about)?|forget(?: about)?|skip)"
    r" (?:go and )?(?P<verb>\w+)(?P<rest>.*)"
)
_ALLOWED = re.compile(
    r"(?:it is|that is|it s|its|you are)? ?(?:perfectly |quite |absolutely |all )?"
    r"(?:fine|okay|right|safe|alright|allowed|free)"
    rf"{_FOR} to (?P<verb>\w+)(?P<rest> .+)"
)
_SPARABLE = word_set("watch check warn meet cover hold show keep bring use tell knock")
_MUST_BE_SAID_WHERE = word_set("get go come tell keep show bring")
_AWAY_OR_WHOM = word_set(
    """
    back in into inside near down up under over out away outside close behind him her them it off
    anyone anybody everyone everybody your the his
    """
)
"""What follows "get" or "keep" where somebody is spared a deed ("get out", not "get upset")."""
_TRIGGERS = word_set(
    """
    fine okay alright right safe allowed free mind forget skip need needs has
    not nobody no noone none refrain resist desist hold hands stop keep prevent left limits bounds
    stay stays staying remain leave lie sit wait stand everyone everybody all both lot two
    instruct urge order direct command
    """
)


def plainly_forbidden(words: Sequence[str]) -> list[str]:
    """Return the plain words of a clause, a forbidding among them begun with "do not".

    Small talk before it stays. Words are returned as they are where nothing is forbidden, or where that is
    said plainly. A question is not to be given here: "nobody goes back in?" forbids nothing.
    """
    found = list(words)
    if _TRIGGERS.isdisjoint(found):
        return found
    start = small_talk_before(found)
    told = _told(" ".join(found[start:]))
    return found if told is None else [*found[:start], *told.split()]


def _told(line: str) -> str | None:
    """Return what a line forbids, told plainly; None where it forbids nothing or does so already."""
    seen_to = _SEE_TO_IT.fullmatch(line)
    if seen_to is not None:
        rest = seen_to["rest"]
        found = _SEEN_TO.fullmatch(rest)
        return _do_not(found, _BIDDABLE) if found is not None else _told(rest)
    bid = _BID.fullmatch(line)
    if bid is not None:
        plain = f"tell {bid['whom']} {bid['rest']}"
        return _of_somebody(plain) or plain
    return _spared(line) or _of_nobody(line) or _of_somebody(line) or _by_another_verb(line)


def _spared(line: str) -> str | None:
    """Read "no need to get out" as a forbidding, and "it's fine to go in" as a bidding."""
    found = _SPARED.fullmatch(line)
    if found is not None:
        deed = _may_be_spared(found["verb"], found["rest"])
        return None if deed is None else f"do not {deed}{found['rest']}"
    found = _ALLOWED.fullmatch(line)
    if found is None:
        return None
    deed = _may_be_spared(found["verb"], found["rest"])
    return None if deed is None else f"{deed}{found['rest']}"


def _may_be_spared(verb: str, rest: str) -> str | None:
    """Return the bare form of a deed that somebody may be spared or allowed; None for what is only felt."""
    deed = next((one for one in _forms(verb) if one in _DEEDS | _LEFT | _SPARABLE), None)
    if deed in _MUST_BE_SAID_WHERE and _AWAY_OR_WHOM.isdisjoint(rest.split()[:1]):
        return None
    return deed


def _of_nobody(line: str) -> str | None:
    """Read "nobody is to touch it" and "nobody touches it"."""
    found = _NOBODY_IS_TO.fullmatch(line)
    if found is not None:
        return _do_not(found, _BIDDABLE)
    found = _NOBODY_DOES.fullmatch(line)
    many = line.startswith("none")
    if found is None or not (many or found["verb"].endswith("s")):
        return None
    return _do_not(found, _DEEDS)


def _of_somebody(line: str) -> str | None:
    """Read "he is not to be moved", "she is not to have a drink", "tell them not to lift her"."""
    found = _NOT_TO_HAVE.fullmatch(line)
    if found is not None:
        whom, rest = found["whom"] or found["whom_2"], found["rest"] or found["rest_2"]
        return f"do not give {_WHOM.get(whom, whom)} {rest}"
    found = _PASSIVE.fullmatch(line)
    if found is not None:
        verb = _bare(found["verb"])
        if verb is None or found["whom"] == "you":
            return None
        return f"do not {verb} {_WHOM.get(found['whom'], found['whom'])}{found['rest']}"
    found = _LEFT_ALONE.fullmatch(line)
    if found is not None:
        return f"leave {_WHOM.get(found['whom'], found['whom'])} {found['rest']}"
    found = _ALL_OF_YOU.fullmatch(line)
    if found is not None and found["verb"] in IMPERATIVES:
        return f"{found['verb']}{found['rest']}"
    found = _IS_TO_STAY.fullmatch(line)
    if found is not None and found["verb"] in _STAYING:
        return f"{found['verb']}{found['rest']}"
    found = _NOT_TO.fullmatch(line) or _TELL.fullmatch(line)
    if found is not None and found["verb"] not in _FELT:
        return f"do not {found['verb']}{found['rest']}"
    return None


def _by_another_verb(line: str) -> str | None:
    """Read "do not let them move her", "refrain from moving her", "hands off it", "the lid stays on"."""
    for form in (_LET, _STOP, _UNWANTED):
        found = form.fullmatch(line)
        if found is not None:
            whither = found["rest"].split()[:1]
            verb = _bare(found["verb"])
            kept = verb in _LEFT and _WHERE_NOT.isdisjoint(whither)
            return None if kept else _do_not(found, _DEEDS | _LEFT)
    for form in (_ANYONE, _REFRAIN):
        found = form.fullmatch(line)
        if found is not None:
            return _do_not(found, _BIDDABLE)
    found = _HANDS_OFF.fullmatch(line)
    if found is not None:
        return f"do not touch {found['rest']}"
    found = _BARRED.fullmatch(line)
    if found is not None:
        return f"keep out of {found['what']}{found['rest']}"
    found = _STAYS.fullmatch(line)
    if found is not None:
        how = ("keep", "on") if found["on"] else ("leave", "where it is")
        return f"{how[0]} {found['what']} {how[1]}{found['rest']}"
    return None


def _do_not(found: re.Match[str], known: frozenset[str]) -> str | None:
    """Return "do not", the bare verb that was found and what follows it; None for no deed of ``known``."""
    verb = _bare(found["verb"])
    return f"do not {verb}{found['rest']}" if verb in known else None


def _bare(verb: str) -> str | None:
    """Return the bare form of a verb that forbids ("moves", "moving", "moved" → "move"), if it is one."""
    return next((one for one in _forms(verb) if one in _BIDDABLE), None)


def _forms(verb: str) -> list[str]:
    """Return what a written verb may be a form of, the likeliest first."""
    found = [verb, _DONE.get(verb, "")]
    if verb.endswith("s"):
        found += [verb[:-1], verb[:-2] if verb.endswith("es") else ""]
    if verb.endswith("ies"):
        found.append(verb[:-3] + "y")
    for ending in ("ing", "ed"):
        base = verb.removesuffix(ending)
        if base != verb and len(base) > 1:
            doubled = base[:-1] if base[-1] == base[-2] else ""
            found += [base, base + "e", doubled]
    return found
