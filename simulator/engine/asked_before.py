"""Whether a caller has cause to say "I told you": the same was asked before, and was answered.

Another question with the same answer (the house number after the road) is no repetition, nor is reading back,
nor a question how something is by now, nor one about somebody else. It answers nothing.
"""

from collections.abc import Sequence

from simulator.engine.in_voice import Talk
from simulator.engine.persons import asks_for_others, people_of
from simulator.engine.turn import Turn
from simulator.model.asked_anew import BY_NOW, DETAILS
from simulator.model.commands import Say
from simulator.model.record_words import reasons_of
from simulator.model.values import tokens

_READS_BACK = ("confirm_location", "confirm_details", "summarise")


def asked_again(turn: Turn, call: str, act: str, deed: Say) -> bool:
    """Tell whether a question that was answered is put again: the same one, and not for more than before."""
    if act in _READS_BACK or "read_back" in deed.reading.manner:
        return False
    if BY_NOW.search(deed.text) or asks_for_others(deed.text):
        return False
    earlier = _answered_before(turn, call, act)
    people = people_of(deed.text)
    same = [text for text in earlier if people_of(text) == people or not people]
    if not same:
        return False
    return not DETAILS.intersection(tokens(deed.text)).difference(*(tokens(text) for text in same))


def has_turned(talk: Talk, act: str, keys: Sequence[str]) -> bool:
    """Tell whether things have turned since a question was answered: other facts answer it by now."""
    answered = talk.turn.world.answers.get((talk.call, act), ())
    facts = [talk.fact(key) for key in keys]
    newer = any(talk.has_told(key) for fact in facts for key in fact.overtaken_by)
    return newer or any(fact.replaces in answered for fact in facts)


def _answered_before(turn: Turn, call: str, act: str) -> list[str]:
    """Return the lines with this question to which the caller gave its answer, in the same breath."""
    found = []
    for line in turn.state.lines_of_call(call):
        answers = {h.t for h in line.heard if h.who == "caller" and f"act:{act}" in reasons_of(h.because)}
        found += [s.text for s in line.spoken if act in s.reading.sure() and s.t in answers]
    return found
