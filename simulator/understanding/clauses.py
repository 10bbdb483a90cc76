"""Cuts an utterance into clauses, the stretches that are read by themselves and together.

Works on words alone and never decides which act a clause is: cutting once too often is harmless, because
neighbouring clauses are also read together (see ``reader``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from simulator.model.reading import Form
from simulator.model.word_sets import word_set
from simulator.understanding.clipped import filled_in
from simulator.understanding.forbiddings import plainly_forbidden
from simulator.understanding.forms import (
    AUX,
    FILLERS,
    IMPERATIVES,
    SUBJECT,
    WH,
    forms_of,
    likeliest,
    negated,
    small_talk_before,
)
from simulator.understanding.introductions import greets, introduced, introduces
from simulator.understanding.normalise import Speller, join_numbers, tokens
from simulator.understanding.short_forms import Token

MAX_CLAUSES = 12
"""More clauses than this in one line are not read: the bound that keeps any line within its time."""

MAX_CLAUSE_WORDS = 40

_TAG = 5  # so many words and signs behind a clause may ask whether it is so
_STOPS = frozenset(".?!;:\n")
_SOFT = frozenset(',-–—()"/|')
_STAYS = word_set("leave keep stay wait remain")
_OWN_LEAD = word_set("do never then just please keep stay leave wait get tell")
_TAGGED = word_set("i you he she it we they there")
_JOINERS = word_set("and but then also plus so")
_TURNED_TO = word_set("you there anyone anybody everyone everybody")
_ADDED = word_set("there any anyone anybody anything")
_SHARED_LEADS = (
    ("is", "there", "any"),
    ("are", "there", "any"),
    ("was", "there", "any"),
    ("is", "there"),
    ("are", "there"),
    ("have", "you", "got", "any"),
    ("have", "you", "got"),
    ("do", "you", "have", "any"),
    ("do", "you", "have"),
    ("can", "you", "see", "any"),
    ("can", "you", "see"),
    ("can", "you", "smell", "any"),
    ("can", "you", "smell"),
    ("can", "you", "hear", "any"),
    ("can", "you", "hear"),
    ("can", "i", "take"),
    ("can", "i", "have"),
    ("can", "i", "get"),
    ("can", "i", "just", "take"),
    ("can", "i", "just", "get"),
    ("could", "i", "take"),
    ("could", "i", "have"),
    ("could", "i", "get"),
    ("can", "you", "give", "me"),
    ("could", "you", "give", "me"),
    ("give", "me"),
    ("i", "need"),
    ("what", "is"),
)
"""How a question may begin that two things share: "is there any petrol leaking or smoke"."""

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

_SUPPOSES = word_set("if when while once because")
_NOUN_LEADS = word_set("the your this that these those any anything all my his her their our")
_WHOSE = word_set("your my his her its their our the any some")
_SHARED_DOER = word_set("anyone anybody someone somebody")
_SPEAKS_OF = word_set("ask asking asked asks wonder wondering wondered told knows")
_CARRIES = word_set(
    """
    tell me us know see say show exactly of about from on to sure ask confirm explain describe
    understand sounds check find out if whether that because when while until and or not hear just
    at in for with please remember give seen saw heard found forget forgot noticed wrote guess safe
    """
)


@dataclass(frozen=True)
class Clause:
    """A stretch of the line: ``raw`` as typed, ``words`` plain and mended, ``asked`` when a ? closes it.

    ``forbidden``: the "do not" of the clause before reaches into this one ("don't go in and look for it").
    ``carried``: its first words are those of the clause before ("what is your name | and number").
    """

    raw: str
    words: tuple[str, ...]
    asked: bool = False
    forbidden: bool = False
    carried: bool = False

    @cached_property
    def text(self) -> str:
        """The plain words as one string, with the question mark that closes them."""
        return " ".join(self.words) + ("?" if self.asked else "")

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The plain words without the small talk that leads in ("ok so love …")."""
        return self.words[small_talk_before(self.words) :]

    @cached_property
    def forms(self) -> frozenset[Form]:
        """The forms the clause may have: "can you open the window" is a question and an instruction."""
        return forms_of(self.core, self.asked)

    @cached_property
    def form(self) -> Form:
        """The likeliest form of the clause."""
        return likeliest(self.core, self.forms)


def join(parts: Sequence[Clause]) -> Clause:
    """Return neighbouring clauses as one."""
    if len(parts) == 1:
        return parts[0]
    words = tuple(w for part in parts for w in part.words)[: 2 * MAX_CLAUSE_WORDS]
    return Clause(" ".join(p.raw for p in parts), words, parts[-1].asked, parts[0].forbidden)


def cut(text: str, speller: Speller) -> tuple[Clause, ...]:
    """Cut ``text`` into at most ``MAX_CLAUSES`` clauses, in order. Empty for a line without words."""
    clauses: list[Clause] = []
    run: list[Token] = []
    every = tokens(text)
    for place, token in enumerate(every):
        if token.is_word:
            ahead = every[place : place + 4]
            if _starts_anew(run, token) or _turns(run, ahead) or _contradicts(run, ahead):
                _close(clauses, run, False, speller, every[place : place + _TAG])
                run = []
            run.append(token)
            if len(run) >= MAX_CLAUSE_WORDS:
                _close(clauses, run, False, speller)
                run = []
        elif token.raw in _STOPS or token.raw in _SOFT:
            asked = token.raw == "?"
            if not run and asked and clauses:
                clauses[-1] = Clause(clauses[-1].raw, clauses[-1].words, True)
            soft = token.raw in _SOFT and (token.raw == "/" or len(run) < 1)
            if run and not soft:
                _close(clauses, run, asked, speller, every[place + 1 : place + 1 + _TAG])
                run = []
        if len(clauses) >= MAX_CLAUSES:
            return tuple(clauses[:MAX_CLAUSES])
    _close(clauses, run, False, speller)
    return _fillers_joined(_tags_joined(clauses))[:MAX_CLAUSES]


def _close(
    clauses: list[Clause], run: list[Token], asked: bool, speller: Speller, after: Sequence[Token] = ()
) -> None:
    """Add the tokens gathered so far as one clause; ``after``: those that follow it."""
    if not run:
        return
    plain = [w for token in run for w in token.words]
    capital = [n > 0 and _capital(token.raw) for n, token in enumerate(run) for _word in token.words]
    greeted = bool(clauses) and not clauses[-1].asked and greets(clauses[-1].words)
    words = join_numbers([speller.mend(w) for w in introduced(plain, capital, greeted=greeted)])
    forbidden = bool(clauses) and _reaches(clauses[-1], words)
    lead: tuple[str, ...] = ()
    if forbidden and words[0] == "or":
        lead, forbidden = ("do", "not"), False
    elif clauses:
        lead = _shared_lead(clauses[-1], words)
    words = (*lead, *words[1:]) if lead else words
    asked = asked or _asks_back(words)
    if not forbidden and not lead:
        doubted = _asked_by(after)
        words = tuple(filled_in(words, asked=asked))
        words = words if asked or doubted else tuple(plainly_forbidden(words))
    clauses.append(Clause(" ".join(t.raw for t in run), words, asked, forbidden, bool(lead)))


def _asked_by(after: Sequence[Token]) -> bool:
    """Tell whether what follows a clause only asks whether it is so: "…, right?", "… did they?"."""
    for token in after:
        if not token.is_word:
            if token.raw != ",":
                return token.raw == "?"
        elif not set(token.words) <= FILLERS | AUX | _TAGGED | {"not"}:
            return False
    return False


def _asks_back(words: Sequence[str]) -> bool:
    """Tell whether words end by asking what they say: "he's breathing is he"."""
    verb, who = words[-2:] if len(words) >= 4 else ("", "")
    return verb in AUX and who in _TAGGED and verb in words[1:-3] and not (WH | AUX) & {words[0]}


def _capital(raw: str) -> bool:
    """Tell whether a word is written as names are: one capital letter, and small ones after it."""
    return raw[:1].isupper() and raw[1:].islower()


def _reaches(before: Clause, words: Sequence[str]) -> bool:
    """Tell whether the "do not" of one clause holds for the next: joined by and/or, without own subject."""
    if len(words) < 2 or words[0] not in ("and", "or") or before.asked:
        return False
    return (
        words[1] not in SUBJECT and words[1] not in _OWN_LEAD and (before.forbidden or negated(before.core))
    )


def _shared_lead(before: Clause, words: Sequence[str]) -> tuple[str, ...]:
    """Return how the question before began, where this clause only adds to it what else is asked for.

    "is there any petrol leaking | or smoke", "can I take your name | and a number".
    """
    if len(words) < 2 or words[0] not in ("and", "or", "plus") or before.asked:
        return ()
    if words[1] in SUBJECT - _NOUN_LEADS or words[1] in AUX | WH | _OWN_LEAD | _JOINERS | _SUPPOSES:
        return ()
    if words[0] != "or" and words[1] in IMPERATIVES:
        return ()
    core = before.core
    for lead in _SHARED_LEADS:
        if core[: len(lead)] == lead and len(core) > len(lead):
            whose = core[len(lead) : len(lead) + 1]
            return (*lead, *whose) if whose[0] in _WHOSE and words[1] not in _WHOSE | {"a", "an"} else lead
    if core[0] in AUX and core[1:2] and core[1] in _SHARED_DOER:
        return core[:2]
    return core[:1] if core[0] in _SHARED_DOER else ()


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
        adds = following[:1] != [] and following[0] not in (AUX | SUBJECT - _NOUN_LEADS | {"not", "just"})
        adds = adds or (len(following) > 1 and following[0] in AUX and following[1] in _ADDED)
        adds = adds and not {"if", "when", "whether"} & set(said)
        return adds and len(run) > 2 and len(following) > 1 and "." not in following[:2]
    if _asks_on(said, word, following):
        return True
    return (
        len(run) > 1
        and following[:1] != []
        and following[0] in _TURNED_TO
        and before not in AUX | SUBJECT | _CARRIES | _JOINERS
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
    reaches = AUX | _JOINERS | (_CARRIES - _CLOSES) | _TOLD_APART | WH
    if len(lead) < 2 or then in _NO_MORE or before in reaches:
        return False
    if before in SUBJECT and lead[-2] in _TOLD_APART:
        return False  # "if I were you": the verb is theirs who stand before it
    asked = max((n for n, w in enumerate(lead) if w in WH), default=-1)
    if asked >= 0 and not AUX & set(lead[asked:-1]):
        return False  # "what colour is it" is not over before its verb
    questioned = lead[0] in WH | _SHARED_DOER | {"or"} or (lead[0] in AUX and len(lead) > 2)
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
    if word in _OPENED and after[0] not in _NOUN_LEADS | _WHOSE | {"them", "it", "up"}:
        return False
    return said[0] in IMPERATIVES if len(said) == 1 else said[-1] not in _MAY_NOT_END


def _tags_joined(clauses: Sequence[Clause]) -> list[Clause]:
    """Join a tag ("aren't you?", "is it?") to what it asks about: by itself it says nothing.

    A name after the service's ("fire control, Sam speaking") belongs to it: together they are one greeting.
    """
    found: list[Clause] = []
    for clause in clauses:
        words = [w for w in clause.words if w != "not"]
        asks = clause.asked or len(words) < len(clause.words)
        tag = asks and len(words) == 2 and words[0] in AUX and words[1] in _TAGGED
        if found and (tag or (not found[-1].asked and introduces(clause.words))):
            found[-1] = join([found[-1], clause])
        else:
            found.append(clause)
    return found


def _fillers_joined(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Join a clause that is only small talk ("ok", "right love") to the one after it."""
    found: list[Clause] = []
    held: list[Clause] = []
    for clause in clauses:
        if all(w in FILLERS for w in clause.words) and len(clause.words) <= 2 and not clause.asked:
            held.append(clause)
            continue
        found.append(join([*held, clause]) if held else clause)
        held = []
    if held:
        found.append(join(held))
    return tuple(found)


def _starts_anew(run: Sequence[Token], token: Token) -> bool:
    """Tell whether ``token`` begins a new clause though no punctuation stands before it."""
    word, before = token.words[0], run[-1].words[-1] if run else ""
    if len(run) < 2:
        return before in _SERVICES and word in WH
    if word in _JOINERS:
        return not (word == "so" and before == "if")
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
