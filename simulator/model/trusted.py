"""Builds frozen values from parts that the program itself worked out, several times faster than by checking.

Only for kinds of which thousands are made, and never for what came from outside: a file, a store, a person or
another process hands over what pydantic must check first. It knows no kind.
"""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from pydantic import BaseModel

P = ParamSpec("P")
V = TypeVar("V")
_new = object.__new__
_set_values, _set_given, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


def trusted(kind: Callable[P, V]) -> Callable[P, V]:
    """Return what builds values of a kind just as the kind does, from named parts of the right types.

    A part that is left out has its default; no part is checked or made another type (a whole number for a
    float stays whole). A type checker holds the parts against the kind as it always does.

    Raises:
        TypeError: the kind has private parts, or a default that each value must have for itself.
    """
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        raise TypeError(f"{kind} is no kind of value.")
    fields = kind.model_fields
    shared = [f.default for f in fields.values() if not f.is_required()]
    if kind.__private_attributes__ or any(f.default_factory for f in fields.values()):
        raise TypeError(f"{kind.__name__} has parts that each value must have for itself.")
    if any(isinstance(default, (dict, list, set)) for default in shared):
        raise TypeError(f"{kind.__name__} has a default that can be changed.")
    whole: dict[str, Any] = {name: field.default for name, field in fields.items()}

    def build(*_: P.args, **parts: P.kwargs) -> V:
        one = _new(kind)
        _set_values(one, {**whole, **parts})  # in the order of the fields, in which they are written out
        _set_given(one, set(parts))
        _set_extra(one, None)
        _set_private(one, None)
        return one  # type: ignore[return-value]

    return build
