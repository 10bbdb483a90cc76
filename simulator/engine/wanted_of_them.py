"""What a message wants done: "close the road and send a spill crew", "stand off until Alpha 1 says safe".

The far end never passes over it: an organisation answers in the scenario's own words for what it does where
they speak of the same thing, and notes the rest; a crew says that it stands off. English by rule. It reads no
acts, and nothing is done or promised because of it.
"""

import re
from functools import lru_cache

from simulator.engine.passing import spoken
from simulator.engine.turn import Turn
from simulator.engine.world import Party
from simulator.model.values import tokens
from simulator.model.word_sets import word_set

STANDS_OFF = "Will stand off until you say it is safe."
"""What a crew says that was told not to go in yet."""
NOTED = "I've noted that, and I'll pass it on."
"""What an organisation says to a request to act that it cannot answer for."""
REST_NOTED = "The rest I've noted, and I'll pass it on."
"""What it says when it has an answer to one of several requests."""
_OFF = re.compile(
    r"\b(?:stand off|hold (?:off|back|short)|hold at|stay back|keep (?:well )?back|rendezvous at|rv at|rvp|"
    r"wait (?:for|at|near|nearby|until|till|uphill|upwind)|(?:do not|don['’]?t) (?:go in|enter|approach))\b",
    re.IGNORECASE,
)
_NOT_THEM = re.compile(
    r"\b(?:not|n['’]t|dont|never|no need|needn['’]t|will|to|he|she|they|who|caller|is|are|has|have|had|"
    r"says|asked|told)(?: (?:to|now|please|already))? $",
    re.IGNORECASE,
)
_YOU_ARE = re.compile(
    r"\b(?:you(?: are|['’]re| have| need| must)?|please|are|asked you|want you) to $", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.?!;\n]+")
_PIECE = re.compile(r",|\band\b|\bplus\b|&", re.IGNORECASE)
_DOES = word_set(
    "close shut seal send isolate cut stop divert block turn switch bring dispatch mobilise arrange clear "
    "lock freeze suspend get come warn stay wait sit look"
)
_GETS = word_set("get come turn stop cut clear warn lock stay wait sit look")
"""These begin an order only behind "can you" or "please": without it they may tell what was done."""
_ASKED = re.compile(
    r"^\W*(?:(?:so|then|also|now|ok|okay|thanks|and) )*"
    r"(?P<you>(?:can|could|will|would) (?:you|u|ya|your \w+|(?:one|some) of (?:you|yours|your \w+)) |"
    r"(?:please|pls|plz) )?"
    r"(?:please |pls |plz |also |kindly |then )*(?P<does>[a-z]+)\b",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"\b(?:please|pls|plz)\b", re.IGNORECASE)
_NEEDED = re.compile(
    r"^\W*(?:so |also )?(?:we|i)(?:['’]?ll| will| would| do)?(?: also)? (?:need|require|want|would like) "
    r"(?:a|an|another|more|your|somebody|someone|you to)\b",
    re.IGNORECASE,
)
_ALIKE = 4
"""Words that begin with so many of the same letters speak of the same thing: "close", "closing"."""
_TOO_COMMON = word_set("this that with from your have will please they them there their what when been also")


@lru_cache(maxsize=4096)
def stands_off(text: str) -> bool:
    """Tell whether words to a crew bid it to keep back."""
    return any(_bids(text[: found.start()]) for found in _OFF.finditer(text))


def _bids(before: str) -> bool:
    return _YOU_ARE.search(before) is not None or _NOT_THEM.search(before) is None


@lru_cache(maxsize=4096)
def wanted(text: str) -> tuple[tuple[str, ...], ...]:
    """Return what a message asks to be done, each thing in comparable words."""
    found: list[tuple[str, ...]] = []
    for sentence in _SENTENCE.findall(text):
        asked = False  # "can you close the road and get a spill crew out" asks for both
        for piece in _PIECE.split(sentence):
            asks = _ASKED.match(piece)
            does = asks["does"].lower() if asks else ""
            politely = bool(asks and asks["you"]) or _PLEASE.search(piece) is not None
            if does in _DOES and (asked or politely or does not in _GETS):
                found.append(tokens(piece))
                asked = True
            elif _NEEDED.match(piece):
                found.append(tokens(piece))
            asked = asked or politely
    return tuple(found)


def answer_to_wishes(turn: Turn, party: Party, incident: str, text: str, words: str) -> str:
    """Return what a far end says to what it is asked to do; empty where nothing is asked or it was answered.

    Args:
        turn: the turn as it stands.
        party: who is asked.
        incident: the log of which it was told.
        text: what it was told.
        words: what it answers so far.
    """
    if party.crew:
        return STANDS_OFF if stands_off(text) and "stand" not in tokens(words) else ""
    script = party.script
    will_do = spoken(turn, party, incident, script.will_send) if script else ""
    wishes = [wish for wish in wanted(text) if not _speaks_of(words, wish)]
    if not wishes or (will_do and will_do in words):
        return ""
    before = [h.text for x in turn.state.lines.values() if x.party == party.id for h in x.heard]
    before += [m.answer.text for m in turn.state.messages.values() if m.answer and m.sent.to == party.id]
    said = " ".join((words, *before))
    met = [wish for wish in wishes if _speaks_of(will_do, wish)] if will_do not in said else []
    if met:
        return will_do if len(met) == len(wishes) else f"{will_do} {REST_NOTED}"
    answers = spoken(turn, party, incident, script.accepts) if script else ""
    return "" if NOTED in said or (answers and answers in words) else NOTED


def _speaks_of(words: str, wish: tuple[str, ...]) -> bool:
    """Tell whether words speak of what is wished for."""
    return bool(_stems(tokens(words)) & _stems(wish))


def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word[:_ALIKE] for word in words if len(word) >= _ALIKE and word not in _TOO_COMMON)
