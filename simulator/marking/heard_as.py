"""How a line is cited for what was heard in it: the plainest line, and of a long one the words that decided.

A sentence that says what somebody's words were taken for can be checked by whoever reads it; one that says
what they did cannot. Nothing is judged here.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from simulator.marking.compiled import Brief
from simulator.marking.indexed import Utterance
from simulator.marking.wording import listed, quoted, quoted_at
from simulator.model.asked_in_words import opens_a_question, sentences
from simulator.model.clock import clock
from simulator.model.values import tokens

PLAIN = 0.7
"""From this score on an act was heard as plainly as need be: the first such line is cited."""
_AS_A_QUESTION = 0.6
_CERTAIN = 1.0
"""How sure it is what an assessor says that a line holds."""


def _plain(brief: Brief, u: Utterance, act: str) -> float:
    """Return how plainly a line says an act; a question is seldom advice or news."""
    score = min(u.score(act, _CERTAIN), PLAIN)
    asked = u.form == "question" and brief.asks(act) is False and _in_a_question(u.text, u.words(act))
    return score * _AS_A_QUESTION if asked else score


@lru_cache(maxsize=4096)
def _in_a_question(text: str, words: str) -> bool:
    """Tell whether the words that decided stand in a question of the line; telling may stand beside it."""
    heard = {*tokens(words)}
    asks = [
        "?" in sentence or opens_a_question(mine)
        for sentence, mine in sentences(text)
        if heard.issubset(mine)
    ]
    return all(asks)


def plainest(brief: Brief, said: Iterable[Utterance], acts: Collection[str]) -> dict[str, Utterance]:
    """Return for each of the acts the first line that says it plainly, else the one that does so most."""
    found: dict[str, tuple[float, Utterance]] = {}
    wanted = frozenset(acts)
    for u in said:
        if wanted.isdisjoint(u.sure):
            continue
        for act in acts:
            if act in u.sure:
                score = _plain(brief, u, act)
                if act not in found or score > found[act][0]:
                    found[act] = score, u
    return {act: u for act, (_, u) in found.items()}


def said_plainest(brief: Brief, said: Iterable[Utterance], acts: Collection[str]) -> dict[str, Utterance]:
    """Return that of the acts which was said most plainly, with its line; nothing where none was heard."""
    found = plainest(brief, said, acts)
    plain = {act: _plain(brief, u, act) for act, u in found.items()}
    act = max(found, key=lambda one: (plain[one], -found[one].seq), default="")
    return {act: found[act]} if act else {}


def words_in(u: Utterance, act: str) -> str:
    """Return a line in quotation marks, shortened about the words in which an act was heard."""
    return quoted_at(u.text, u.words(act))


def heard_as(brief: Brief, found: dict[str, Utterance], names: dict[str, str] | None = None) -> str:
    """Return what was said when, and what it was heard as: the lines in order, each once.

    Args:
        brief: what the acts are called.
        found: the line in which each act was heard.
        names: what the acts are called where that is not how they are known, as the items of a card.
    """
    lines = {u.seq: u for u in found.values()}
    parts: list[str] = []
    for seq in sorted(lines):
        u = lines[seq]
        mine = [act for act, other in found.items() if other is u]
        what = listed((names or {}).get(act) or brief.heard_as(act) for act in mine)
        words = words_in(u, mine[0]) if len(mine) == 1 else quoted(u.text)
        parts.append(f"at {clock(u.t)} you said {words}, heard as {what}")
    sentence = "; ".join(parts)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def in_time(said: Sequence[Utterance], deadline: float) -> list[Utterance]:
    """Return the lines that were said by a call time."""
    return [u for u in said if u.t <= deadline]
