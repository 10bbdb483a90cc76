"""One exchange with a caller, and what the caller says in it where nothing in the file answers.

Each has lines of the caller's own for it; the words here stand in only where the file has none. It chooses no
answer: whoever answers asks it for the words.
"""

from dataclasses import dataclass, field

from simulator.engine.opening import told_to
from simulator.engine.standing import Line
from simulator.engine.turn import Turn
from simulator.model.commands import Say
from simulator.model.scenario import Call, Fact

MISSED_THE_REST = "missed the rest"
"""The reason of words that ask again for one of several questions."""
_NODS = ("Okay.", "All right.", "Right, okay.")
_DOUBTS = ("Are you sure? All right then.",)
_AGREES = ("Yes, that's right.",)
_CORRECTS = ("No, that's not right.",)
_NOTHING_MORE = ("No, I don't think so.",)
_THE_REST = ("What was the other thing you asked me?", "And the other thing? I missed that.")


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

    ``unanswered``: a question was heard for sure to which the file has no answer.
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
    again: bool = False

    def say(self, words: str, because: str) -> None:
        """Add words to the reply, each once, and why they are said."""
        if because not in self.because:
            self.because.append(because)
        if words and words not in self.words:
            self.words.append(words)

    def lines(self) -> tuple[Line, ...]:
        """Return every line on which the caller is or was."""
        return self.turn.state.lines_of_call(self.call)

    def fact(self, key: str) -> Fact:
        """Return a fact of the scenario."""
        return self.turn.world.scenario.facts[key]

    def has_told(self, key: str) -> bool:
        """Tell whether the caller has told a fact, now or before."""
        return key in self.told or told_to(self.turn, self.call, key)

    def rotated(self, lines: tuple[str, ...], reason: str, otherwise: str) -> str:
        """Return one of the caller's lines, the next each time, or another when there are none."""
        return lines[self.turn.count(reason) % len(lines)] if lines else otherwise

    def unknown(self) -> str:
        """Return how the caller says that something is not known."""
        words = self.rotated(self.script.does_not_know, "does not know", "I don't know.")
        self.because.append("does not know")
        return words

    def nod(self) -> None:
        """Take up an order, or news, that nothing in the file answers."""
        self.say(self.rotated(self.script.nods or _NODS, "backchannel", ""), "backchannel")

    def doubt(self, act: str) -> None:
        """Take up unsafe advice that nothing in the file answers."""
        self.say(self.rotated(self.script.doubts or _DOUBTS, f"act:{act}", ""), f"act:{act}")

    def agree(self) -> None:
        """Say that what was read back is right."""
        self.say(self.rotated(self.script.agrees or _AGREES, "act:confirm", ""), "act:confirm")

    def correct(self, rightly: str) -> None:
        """Say that what was read back is wrong, and the right thing again."""
        no = self.rotated(self.script.corrects or _CORRECTS, "act:confirm", "")
        self.say(f"{no} {rightly}", "act:confirm")

    def nothing_more(self, act: str) -> None:
        """Say that there is nothing to ask or to add."""
        self.say(self.rotated(self.script.nothing_more or _NOTHING_MORE, f"act:{act}", ""), f"act:{act}")

    def ask_for_the_rest(self) -> None:
        """Say that one of several questions was not caught."""
        lines = self.script.missed_the_rest or _THE_REST
        self.say(self.rotated(lines, MISSED_THE_REST, ""), MISSED_THE_REST)
