"""Pydantic's complaints about a value, put into the words of the person who wrote it."""

from collections.abc import Mapping
from typing import Any

from simulator.model.faults import Fault, nearest
from simulator.model.line_index import LineIndex, Step

_WANTED = {
    "int_parsing": ("a whole number", "Write digits only, such as 3."),
    "int_from_float": ("a whole number", "Write digits only, such as 3."),
    "float_parsing": ("a number", "Write digits, such as 3 or 0.5."),
    "bool_parsing": ("yes or no", "Write yes or no."),
    "date_from_datetime_parsing": ("a date", "Write it like 2027-01-31."),
    "date_parsing": ("a date", "Write it like 2027-01-31."),
    "string_type": ("text", "Write text."),
}


def value_fault(item: Mapping[str, Any], path: tuple[Step, ...], index: LineIndex) -> Fault:
    """Return the fault for one error of pydantic's at ``path``."""
    kind, context = item["type"], item.get("ctx", {})
    if kind == "missing":
        name = str(path[-1]).replace("_", " ")
        known = index.known(path[:-1])
        return Fault(
            file=index.file,
            line=index.line(*known),
            field=index.words((*known, str(path[-1]))),
            code="F015",
            message=f'"{name}" is missing here.',
            cure=f'Add a line "{name}: …".',
        )
    code, message, cure = _wording(kind, context, item)
    known = index.known(path)
    return Fault(
        file=index.file,
        line=index.line(*known),
        field=index.words(known),
        code=code,
        message=message,
        cure=cure,
    )


def _wording(kind: str, context: Mapping[str, Any], item: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return code, message and cure for an error that is not a missing field."""
    said = item.get("input")
    shown = f'"{said}"' if isinstance(said, str | int | float) else "this"
    if kind in _WANTED:
        wanted, cure = _WANTED[kind]
        return "F018", f"{shown} is not {wanted}.", cure
    if kind == "literal_error":
        words = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        near = nearest(str(said), words)
        lead = f'Write "{near}" if that is what you mean; allowed: ' if near else "Write one of: "
        return "F018", f"{shown} is not one of the words allowed here.", f"{lead}{', '.join(words)}."
    if kind == "string_pattern_mismatch":
        return (
            "F018",
            f"{shown} is not written as it must be.",
            f"It must fit the pattern {context['pattern']}.",
        )
    if kind in ("value_error", "assertion_error"):
        what, _, cure = str(context.get("error", item["msg"])).partition("; ")
        code = "F018" if isinstance(said, str) else "F021"
        cure = f"{cure[:1].upper()}{cure[1:]}" if cure else "Change it so that the rule holds."
        return code, f"{what.rstrip('.')}.", cure.rstrip(".") + "."
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        allowed = str(context.get("expected_tags", "")).replace("'", "")
        return (
            "F018",
            f"{shown} is none of the kinds known here.",
            f"Use one of: {allowed or 'see the format'}.",
        )
    return "F018", f"{shown} does not fit: {item['msg'].lower()}.", "Change it so that it does."
