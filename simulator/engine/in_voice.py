"""One exchange with a caller, and what the caller says in it where nothing in the file answers.

Each has lines of the caller's own for it; the words here stand in only where the file has none. It chooses no
answer: whoever answers asks it for the words.
"""

import re
from dataclasses import dataclass, field

from simulator.engine.opening import told_to
from simulator.engine.standing import Line
from simulator.engine.turn import Turn
from simulator.model.commands import Say
from simulator.model.record_words import reasons_of
from simulator.model.scenario import Call, Fact

MISSED_THE_REST = "missed the rest"
"""The reason of words that ask again for one of several questions."""
_SENTENCE = re.compile(r"[^.?!…]*[.?!…]+\s*|[^.?!…]+$")
_NODS = ("Okay.", "All right.", "Right, okay.")
_WILL_DO = re.compile(r"\b(?:do|doing|does|done|did|comply|will|try|trying)\b|['’]ll\b", re.IGNORECASE)
_DOUBTS = ("Are you sure? All right then.",)
_AGREES = ("Yes, that's right.",)
_CORRECTS = ("No, that's not right.",)
_NOTHING_MORE = ("No, I don't think so.",)
_THE_REST = (
    "What was the other thing you asked me?",
    "And the other thing? I missed that.",
    "Sorry, I only got half of that.",
)
_AS_OFTEN = 2
"""So often in a call a caller says in the same words that a question was not caught."""


def speaking_now(turn: Turn, call: str) -> Call:
    """Return a call with the lines in which its caller speaks by now (an interpreter has joined, say)."""
    script = turn.world.call(call)
    for voice in script.voices:
        if turn.holds(voice.needs, call):
            given = {key: getattr(voice, key) for key in voice.model_fields_set - {"needs"}}
            script = script.model_copy(update=given)
    return script


@dataclass
class Talk:
    """One exchange with a caller: what the learner said, and the one reply as it comes together.

    ``unanswered``: a question was heard for sure to which the file has no answer; ``asked_for_others``:
    it was for whoever else there is; ``to_be_done``: an order to which it has no words; ``taken_up``: another
    order was taken up. ``heard_before``: the reaction whose words were all said before, to the same order or
    news; ``said_last``: the act that asks whether there is anything else.
    """

    turn: Turn
    call: str
    script: Call
    deed: Say
    just_told: tuple[str, ...]
    words: list[str] = field(default_factory=list)
    because: list[str] = field(default_factory=list)
    told: dict[str, bool] = field(default_factory=dict)
    unanswered: bool = False
    asked_for_others: bool = False
    to_be_done: bool = False
    taken_up: bool = False
    again: bool = False
    heard_before: str = ""
    said_last: str = ""

    def say(self, words: str, because: str) -> None:
        """Add words to the reply, each sentence once, and why they are said."""
        if because not in self.because:
            self.because.append(because)
        said = {one.strip() for before in self.words for one in _SENTENCE.findall(before)}
        new = "".join(x for x in _SENTENCE.findall(words) if " " not in x.strip() or x.strip() not in said)
        if words not in self.words and (new := new.strip()):
            self.words.append(new[:1].upper() + new[1:])

    def lines(self) -> tuple[Line, ...]:
        """Return every line on which the caller is or was."""
        return self.turn.state.lines_of_call(self.call)

    def fact(self, key: str) -> Fact:
        """Return a fact of the scenario."""
        return self.turn.world.scenario.facts[key]

    def has_told(self, key: str) -> bool:
        """Tell whether the caller has told a fact, now or before."""
        return key in self.told or told_to(self.turn, self.call, key)

    def said_because(self, reason: str) -> tuple[str, ...]:
        """Return what the caller said for a reason so far."""
        return tuple(
            heard.text for line in self.lines() for heard in line.heard if reason in reasons_of(heard.because)
        )

    def has_said(self) -> tuple[str, ...]:
        """Return all that the caller said so far, asked or not."""
        return tuple(heard.text for line in self.lines() for heard in line.heard if heard.who == "caller")

    def rotated(self, lines: tuple[str, ...], reason: str, otherwise: str) -> str:
        """Return one of the caller's lines, the next each time, or another when there are none."""
        return lines[self.turn.count(reason) % len(lines)] if lines else otherwise

    def unknown(self) -> str:
        """Return how the caller says that something is not known."""
        words = self.rotated(self.script.does_not_know, "does not know", "I don't know.")
        self.because.append("does not know")
        return words

    def nod(self, because: str = "backchannel") -> None:
        """Take up an order, or news, that nothing in the file answers, or that was answered before."""
        self.say(self.rotated(self.script.nods or _NODS, because, ""), because)

    def nod_to_news(self) -> None:
        """Take up what was told, in words that promise to do nothing."""
        own = tuple(line for line in self.script.nods or _NODS if not _WILL_DO.search(line))
        self.say(self.rotated(own or _NODS, "backchannel", ""), "backchannel")

    def nod_first(self) -> None:
        """Take up an order in front of the answer to what was asked beside it."""
        words, self.words = self.words, []
        self.nod()
        for one in words:
            self.say(one, self.because[0])

    def doubt(self, act: str) -> None:
        """Take up unsafe advice that nothing in the file answers."""
        self.say(self.rotated(self.script.doubts or _DOUBTS, f"act:{act}", ""), f"act:{act}")

    def agree(self) -> None:
        """Say that what was read back is right."""
        self.say(self.rotated(self.script.agrees or _AGREES, "act:confirm", ""), "act:confirm")

    def correct(self, rightly: str) -> None:
        """Say that what was read back is wrong, and the right thing again."""
        no = self.rotated(self.script.corrects or _CORRECTS, "act:confirm", "")
        self.say(f"{no} {rightly}".rstrip(), "act:confirm")

    def nothing_more(self, act: str) -> None:
        """Say that there is nothing to ask or to add."""
        self.say(self.rotated(self.script.nothing_more or _NOTHING_MORE, f"act:{act}", ""), f"act:{act}")

    def end_with_more(self) -> None:
        """Say that there is nothing more, unless what was meant was answered: "anything else, like mail"."""
        if self.said_last and not any(why.startswith(("act:", "reaction:")) for why in self.because):
            self.nothing_more(self.said_last)
        elif self.said_last:
            self.say("", f"act:{self.said_last}")

    def ask_for_the_rest(self) -> bool:
        """Say that one of several questions was not caught, in the same words no oftener than twice a call.

        Whoever speaks in a frame of their own (a typist's "she types", a whisper) has no other words for it.
        Tells whether there were words left.
        """
        own = self.script.missed_the_rest
        framed = any(line.startswith("(") or ":" in line for line in own)
        said = [
            heard.text for line in self.lines() for heard in line.heard if MISSED_THE_REST in heard.because
        ]
        for lines, often in ((own, _AS_OFTEN), (() if framed else _THE_REST, 1)):
            times = {line: sum(line in text for text in said) for line in lines}
            words = min(times, key=lambda line: times[line], default="")
            if words and times[words] < often:
                self.say(words, MISSED_THE_REST)
                return True
        return False

    def has_just_asked_for_the_rest(self) -> bool:
        """Tell whether the learner's last line already left a question that was not caught."""
        line = self.turn.state.lines[self.deed.line]
        before = line.spoken[-2].t if len(line.spoken) > 1 else None
        return any(
            before is not None and heard.t >= before and MISSED_THE_REST in reasons_of(heard.because)
            for heard in line.heard
        )
