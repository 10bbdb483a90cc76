"""Cuts an utterance into stretches: at its signs, and where by English rule a new clause begins without one.

Knows nothing of what a clause says and reads none; `clauses` makes the words of each stretch plain, and
`unmarked_joins` finds what no rule parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.word_sets import word_set
from simulator.understanding.forms import AUX, FILLERS, IMPERATIVES, SUBJECT, WH
from simulator.understanding.normalise import tokens
from simulator.understanding.short_forms import Token

MAX_CLAUSES = 12
"""More clauses than this in one line are not read: the bound that keeps any line within its time."""

MAX_CLAUSE_WORDS = 40
AFTER = 5
"""So many words and signs behind a clause may ask whether it is so."""

_STOPS = frozenset(".?!;:\n")
_SOFT = frozenset(',-–—()"/|')
_STAYS = word_set("leave keep stay wait remain")
JOINERS = word_set("and but then also plus so")
_TURNED_TO = word_set("you there anyone anybody everyone everybody")
_OR_SO = word_set("anything something so two more what whatever owt both out in elsewhere nothing")
"""What ends a question after "or" and asks for no second thing: "any bangs or anything"."""
_ADDED = word_set("there any anyone anybody anything")

_THEY = word_set("you he she they it we i there anyone anybody someone somebody everyone everybody")
"""Who may stand right behind the verb of a question."""
_OF_THEIRS = word_set("your any the his her their")
_TOLD_APART = word_set("if not that because than as which")
_IS_IT = word_set("that this it there which")
_NO_MORE = word_set(". please love then mate now")
_CLOSES = word_set("on in out at")
"""Of the words that reach on, those with which a question or an order may be over: "get out | is he"."""
_SERVICES = word_set("police ambulance fire careline telecare control highways coastguard")

_LINKS = word_set("you i we they if why to and or not that who which but")
"""What stands before a "do not" that forbids nothing by itself: "if you do not", "try to do not"."""
_BARE_BIDS = word_set(
    "go get leave keep turn put take bring send give find follow move stay wait come carry lift open shut"
)
"""Words of command that are seldom a name: one after a finished "do not …" begins a bidding of its own."""
_MAY_CONTRADICT = _BARE_BIDS | word_set("do never")
_HAS_IT_DONE = word_set("let make have help see hear watch want need ask tell bother come go think know try")
_REACHES_ON = word_set("to or and a an of in on at by for with from near any no every some just then than if")
_OPENED = word_set("open shut")
_MAY_NOT_END = (_REACHES_ON | AUX | WH | SUBJECT | _LINKS) - word_set(
    "it there that this her anything any in on by near"
)
"""Words after which something is still to come: no new bidding begins there."""

NOUN_LEADS = word_set("the your this that these those any anything all my his her their our")
WHOSE = word_set("your my his her its their our the any some")
SHARED_DOER = word_set("anyone anybody someone somebody")
_SPEAKS_OF = word_set("ask asking asked asks wonder wondering wondered told knows")
_HOW_MUCH = AUX | word_set("if be been not")
"""A "so" behind these is none that joins: "is it so bad", "if so"."""
_CARRIES = word_set(
    """
    tell me us know see say show exactly of about from on to sure ask confirm explain describe
    understand sounds check find out if whether that because when while until and or not hear just
    at in for with please remember give seen saw heard found forget forgot noticed wrote guess safe
    """
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens up to a sign or to a new beginning; ``asked``: the sign is a question mark.

    ``after``: the words and signs behind it.
    """

    tokens: tuple[Token, ...]
    asked: bool = False
    after: tuple[Token, ...] = ()


def stretches(text: str) -> list[Stretch]:
    """Cut ``text`` into at most ``MAX_CLAUSES`` stretches, in order. Empty for a line without words."""
    found: list[Stretch] = []
    run: list[Token] = []
    every = tokens(text)
    for place, token in enumerate(every):
        if token.is_word:
            ahead = every[place : place + 4]
            if _starts_anew(run, token) or _turns(run, ahead) or _contradicts(run, ahead):
                _end(found, run, every[place : place + AFTER])
            run.append(token)
            if len(run) >= MAX_CLAUSE_WORDS:
                _end(found, run)
        elif token.raw in _STOPS or token.raw in _SOFT:
            asked = token.raw == "?"
            if not run and asked and found:
                found[-1] = Stretch(found[-1].tokens, True)
            soft = token.raw in _SOFT and (token.raw == "/" or len(run) < 1)
            if run and not soft:
                _end(found, run, every[place + 1 : place + 1 + AFTER], asked=asked)
        if len(found) >= MAX_CLAUSES:
            return found[:MAX_CLAUSES]
    _end(found, run)
    return found[:MAX_CLAUSES]


def _end(found: list[Stretch], run: list[Token], after: Sequence[Token] = (), *, asked: bool = False) -> None:
    """Add the tokens gathered so far as one stretch and begin another."""
    if run:
        found.append(Stretch(tuple(run), asked, tuple(after)))
        run.clear()


def _starts_anew(run: Sequence[Token], token: Token) -> bool:
    """Tell whether ``token`` begins a new clause though no punctuation stands before it."""
    word, before = token.words[0], run[-1].words[-1] if run else ""
    if len(run) < 2:
        return before in _SERVICES and word in WH
    if word in JOINERS:
        return not (word == "so" and before in _HOW_MUCH)
    if word == "because":
        return True
    if word in WH:
        if any(w in _SPEAKS_OF for t in run[-4:] for w in t.words):
            return False
        stays = any(w in _STAYS for t in run[-3:] for w in t.words)
        return not stays and before not in _CARRIES and before not in WH and before not in AUX
    if len(token.words) > 1 and token.words[1] == "not" and word == "do":
        return before not in ("you", "i", "we", "they", "if", "why", "to", "and") and len(run) > 2
    if len(run) >= 3 and run[-1].words[-1] in AUX and word in SUBJECT:
        return False
    return (
        word in AUX
        and len(run) > 3
        and before in ("love", "please", "okay", "thanks", "sir", "madam", "there")
    )


def _turns(run: Sequence[Token], ahead: Sequence[Token]) -> bool:
    """Tell whether a new clause begins here by what follows: an "or" that adds, a question to somebody.

    "do not move him | or take his helmet off", "warden four from control | are you free".
    """
    word, before = ahead[0].words[0], run[-1].words[-1] if run else ""
    if word != "or" and word not in AUX:
        return False
    following = [w for token in ahead[1:] for w in (token.words or (".",))]
    said = [w for token in run for w in token.words]
    if word == "or":
        adds = following[:1] != [] and following[0] not in (AUX | SUBJECT - NOUN_LEADS | {"not", "just"})
        adds = adds or (len(following) > 1 and following[0] in AUX and following[1] in _ADDED)
        adds = adds and not {"if", "when", "whether"} & set(said)
        whole = len(following) > 1 and "." not in following[:2]
        listed = "any" in said[:-1] and following[0].isalpha() and following[0] not in _OR_SO
        return adds and len(run) > 2 and (whole or listed)
    if _asks_on(said, word, following):
        return True
    return (
        len(run) > 1
        and following[:1] != []
        and following[0] in _TURNED_TO
        and before not in AUX | SUBJECT | _CARRIES | JOINERS
        and not (WH | AUX | {"if", "not"}) & set(said)
        and not all(w in FILLERS for w in said)
    )


def _asks_on(said: Sequence[str], verb: str, following: Sequence[str]) -> bool:
    """Tell whether a question begins at a verb though nothing parts it from what is complete before it.

    "what is your name | is anyone hurt", "stay outside | are you on your own"; but "the kids are they in".
    """
    whom, then = (*following, ".", ".")[:2]
    start = next((n for n, w in enumerate(said) if w not in FILLERS), len(said))
    lead, before = said[start:], said[-1] if said else ""
    reaches = AUX | JOINERS | (_CARRIES - _CLOSES) | _TOLD_APART | WH
    if len(lead) < 2 or then in _NO_MORE or before in reaches:
        return False
    if before in SUBJECT and lead[-2] in _TOLD_APART:
        return False  # "if I were you": the verb is theirs who stand before it
    asked = max((n for n, w in enumerate(lead) if w in WH), default=-1)
    if asked >= 0 and not AUX & set(lead[asked:-1]):
        return False  # "what colour is it" is not over before its verb
    questioned = lead[0] in WH | SHARED_DOER | {"or"} or (lead[0] in AUX and len(lead) > 2)
    bidden = lead[0] in IMPERATIVES or (lead[0] == "do" and lead[1] == "not")
    if whom in _THEY:
        told = before in SUBJECT and verb in ("is", "was") and not whom.startswith(("any", "every"))
        stands = told and (whom in ("there", "it") or before in _IS_IT)
        return not stands and (questioned or bidden or bool(AUX & set(lead[1:])))
    if before in SUBJECT or whom not in _OF_THEIRS:
        return False
    return questioned or (bidden and whom in ("your", "any"))


def _contradicts(run: Sequence[Token], ahead: Sequence[Token]) -> bool:
    """Tell whether a bidding ends and a forbidding begins here, or the other way about.

    "move him | dont leave him there", "dont open the windows | go down the cellar".
    """
    if ahead[0].words[0] not in _MAY_CONTRADICT:
        return False
    said = [w for token in run for w in token.words]
    while said and said[0] in FILLERS:
        said.pop(0)
    word, *after = [w for token in ahead for w in (token.words or (".",))]
    if len(said) < 2:
        return False
    if word == "never" or (word == "do" and after[:1] == ["not"]):
        deed = after[0:1] if word == "never" else after[1:2]
        begun = bool(deed) and deed[0].isalpha() and deed[0] not in AUX | SUBJECT
        return begun and said[0] in IMPERATIVES and said[-1] not in _LINKS
    if said[:2] == ["do", "not"]:
        said = said[2:]
    elif said[0] == "never":
        said = said[1:]
    else:
        return False
    if not said or word not in _BARE_BIDS or said[0] in _HAS_IT_DONE or after[:1] in ([], ["."]):
        return False
    if word in _OPENED and after[0] not in NOUN_LEADS | WHOSE | {"them", "it", "up"}:
        return False
    return said[0] in IMPERATIVES if len(said) == 1 else said[-1] not in _MAY_NOT_END
