"""What a caller says again and again, and what takes the place of words once things have changed."""

from pydantic import Field

from simulator.model.condition import Condition, Ids
from simulator.model.reading import Value


class Lines(Value):
    """What a caller says again and again, whatever the call is about: in their own voice, taken in turn."""

    not_understood: Ids = ()
    asks_back: Ids = ()
    does_not_know: Ids = ()
    nods: Ids = Field(default=(), description="said to an order, or to news, that nothing here answers")
    doubts: Ids = Field(default=(), description="said to unsafe advice that nothing here answers")
    agrees: Ids = Field(default=(), description="said to what is read back rightly")
    corrects: Ids = Field(default=(), description="said before the right thing when it is read back wrongly")
    nothing_more: Ids = Field(default=(), description="said when asked whether there is anything else")
    missed_the_rest: Ids = Field(default=(), description="said when one of several questions was not caught")
    goodbye: str = ""


OFTEN_SAID: Ids = tuple(key for key in Lines.model_fields if key != "goodbye")


class Voice(Lines):
    """How a caller speaks from some moment on, where that differs."""

    needs: Condition


class SaidLater(Value):
    """What a caller says in place of a fact's words once something holds: the woks are out by then."""

    needs: Condition
    says: str


class KnownToThem(Value):
    """Something that an outside organisation or crew can say of itself when it is asked."""

    asked: Ids = Field(description="words of which one set asks for it, a/b for a or b")
    says: str
    needs: Condition | None = None
