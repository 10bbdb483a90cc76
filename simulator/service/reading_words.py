"""What a server and the process that reads for it say to each other: one value a line, as JSON.

Values only. It starts nothing and reads nothing.
"""

from __future__ import annotations

from simulator.model.reading import ActPhrasings, DialogueContext, Reading, Value


class Bank(Value):
    """What a reader learns from: the acts, and lines that hold none."""

    acts: tuple[ActPhrasings, ...]
    off_topic: tuple[ActPhrasings, ...]


class Asked(Value):
    """One question: learn a bank, or read a text by the reader that was learnt under ``key``."""

    number: int
    bank: Bank | None = None
    key: str = ""
    text: str = ""
    context: DialogueContext = DialogueContext()


class Told(Value):
    """The answer to a question: the reading; or the key and name of what was learnt; or why there is none.

    A reading asked for under a key that is not known (any more) brings none of them: learn the bank first.
    ``without`` comes with what was learnt: what lines are read without there, and its cure; mostly nothing.
    """

    number: int
    reading: Reading | None = None
    key: str = ""
    name: str = ""
    why_not: str = ""
    without: str = ""
