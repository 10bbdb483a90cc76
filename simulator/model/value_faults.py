"""Pydantic's complaints about a value, put into the words of the person who wrote it."""

from collections.abc import Mapping
from typing import Any

from simulator.model.faults import Fault, fault, nearest
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
        where = index.words((*known, str(path[-1])))
        return fault("F015", index.file, index.line(*known), where, name=name)
    code, case, words = _case(kind, context, item)
    known = index.known(path)
    return fault(code, index.file, index.line(*known), index.words(known), case=case, **words)


def _case(kind: str, context: Mapping[str, Any], item: Mapping[str, Any]) -> tuple[str, str, dict[str, str]]:
    """Return code, case and words for an error that is not a missing field."""
    said = item.get("input")
    shown = f'"{said}"' if isinstance(said, str | int | float) else "this"
    if kind in _WANTED:
        wanted, cure = _WANTED[kind]
        return "F018", "", {"shown": shown, "wanted": wanted, "cure": cure}
    if kind == "literal_error":
        words = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        words = [word for word in words if word]
        near = nearest(str(said), words)
        said_of = {"shown": shown, "near": near, "words": ", ".join(words)}
        return "F018", "near word" if near else "word", said_of
    if kind == "string_pattern_mismatch":
        return "F018", "pattern", {"shown": shown, "pattern": context["pattern"]}
    if kind in ("value_error", "assertion_error"):
        what, _, cure = str(context.get("error", item["msg"])).partition("; ")
        code = "F018" if isinstance(said, str) else "F021"
        cure = f"{cure[:1].upper()}{cure[1:]}" if cure else "Change it so that the rule holds"
        return code, "rule", {"what": what.rstrip("."), "cure": cure.rstrip(".")}
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        allowed = str(context.get("expected_tags", "")).replace("'", "")
        return "F018", "kind", {"shown": shown, "allowed": allowed or "see the format"}
    return "F018", "other", {"shown": shown, "why": item["msg"].lower()}
