"""A small model of nothing in particular, with one field of each kind, to try the reading of files on."""

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from simulator.model.durations import Seconds
from simulator.model.reading import Value


class Step(Value):
    shorthand: ClassVar[str] = "text"
    id: str
    text: str
    waits: Seconds = 0


class Window(Value):
    opens: Seconds
    shuts: Seconds

    @model_validator(mode="after")
    def _in_order(self) -> "Window":
        if self.shuts < self.opens:
            raise ValueError("the window shuts before it opens; let it shut later")
        return self


class Recipe(Value):
    format: Literal["1"]
    title: str
    target_time: Seconds = 60
    spicy: bool = False
    serves: int = 2
    season: Literal["any", "summer", "winter"] = "any"
    phone: str = ""
    goes_with: tuple[str, ...] = ()
    steps: tuple[Step, ...]
    by_guest: dict[str, Step] = Field(default={})
    words: dict[str, str] = Field(default={})
    window: Window | None = None
