"""An act that a scenario or a centre adds to the shared ones: a value only, learnt by the reader."""

from typing import Literal

from simulator.model.condition import Ids
from simulator.model.reading import Value


class OwnAct(Value):
    """An act of a scenario's or a centre's own, with a few phrasings."""

    label: str = ""
    like: Literal["question", "statement", "instruction", "any"] = "any"
    phrasings: Ids
    must_hear: Ids = ()
    must_not_hear: Ids = ()
    near: Ids = ()
