"""A scenario with its cast filled in and only the elements of one variant left.

The engine plays, and marking judges, the same filled scenario. It draws nothing: who is cast is handed in.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from simulator.model.scenario import Scenario, kind_of

FAR_END_KEYS = frozenset({"incident", "where", "reference", "minutes", "call"})
"""Keys that the far end fills in as it speaks; they stand in the texts of ``outside`` and ``cues``."""
CALLER_KEYS = frozenset({"choice"})
"""Keys that a caller fills in when asking back; they stand only in the texts of ``calls``."""

_TEMPLATE = re.compile(r"\{([^{}]*)\}")
_ENDS_SENTENCE = re.compile(r"[.?!] \Z")
"""What stands before a value with which a sentence begins: "Had a do with me heart. Four years ago"."""
_ID_LISTS = (
    *("obtains", "reads_back", "logs", "notes", "carries", "answers_responder"),
    *("tells", "asks", "follows_from", "links", "keeps_apart"),
)


class UnknownTemplateError(ValueError):
    """A text of the scenario names something that nobody of the cast fills in."""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)


def template_keys(scenario: Scenario) -> tuple[str, ...]:
    """Return every template key that a text of the scenario uses (``caller.name``), each once, in order."""
    parts = scenario.model_dump(exclude={"cast"})
    found = {key: None for text in _texts(parts) for key in _TEMPLATE.findall(text)}
    return tuple(key for key in found if key not in FAR_END_KEYS | CALLER_KEYS)


def _replaced(value: Any, on: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return on(value) if "{" in value else value
    if isinstance(value, Mapping):
        return {key: _replaced(item, on) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_replaced(item, on) for item in value)
    return value


def _filler(cast: Mapping[str, str], keep: frozenset[str]) -> Callable[[str], str]:
    def one(found: re.Match[str]) -> str:
        key = found.group(1)
        if key in keep:
            return found.group(0)
        if key not in cast:
            known = ", ".join(sorted(cast)) or "nothing"
            raise UnknownTemplateError(
                f'"{{{key}}}" stands in a text, but the cast has no "{key}"; it has {known}. '
                "Correct the key, or add it under cast."
            )
        value = cast[key]
        begins = _ENDS_SENTENCE.search(found.string, 0, found.start()) is not None
        return f"{value[:1].upper()}{value[1:]}" if begins else value

    return lambda text: _TEMPLATE.sub(one, text)


def _in_variant(element: Any, variant: str) -> bool:
    only = element.get("only_in") or ()
    return not only or variant in only


def _kept(elements: Mapping[str, Any], variant: str) -> tuple[dict[str, Any], set[str]]:
    kept = {key: item for key, item in elements.items() if _in_variant(item, variant)}
    return kept, set(elements) - set(kept)


def _pruned(element: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    """Return an element without the ids of what this variant leaves out."""
    lists = {name: tuple(i for i in element[name] if i not in gone) for name in _ID_LISTS if name in element}
    return element | lists


def _has_kind(scenario: Scenario, names: Iterable[str]) -> set[str]:
    """Return the names of the indicators that still have something to judge."""
    left = set()
    for name in names:
        try:
            kind_of(scenario.indicators[name])
        except ValueError:
            continue
        left.add(name)
    return left


def fill(scenario: Scenario, cast: Mapping[str, str], variant: str) -> Scenario:
    """Return the scenario as one attempt plays it.

    Every ``{caller.name}`` is replaced from ``cast``; elements whose ``only in`` excludes ``variant`` are
    removed, with what named them in lists of ids (an indicator with nothing left to judge goes too).

    Raises:
        UnknownTemplateError: a text names a key that the cast does not have.
    """
    parts = scenario.model_dump(exclude={"cast", "outside"}, exclude_unset=True)
    parts["facts"], no_facts = _kept(parts["facts"], variant)
    parts["cues"], no_cues = _kept(parts.get("cues", {}), variant)
    parts["indicators"], no_indicators = _kept(parts["indicators"], variant)
    parts["calls"], no_calls = _kept(parts["calls"], variant)
    gone = no_facts | no_cues | no_indicators | no_calls
    for call in parts["calls"].values():
        call["reactions"] = tuple(
            _pruned(r, gone) for r in call.get("reactions", ()) if _in_variant(r, variant)
        )
    if gone:
        parts["cues"] = {key: _pruned(cue, gone) for key, cue in parts["cues"].items()}
        parts["indicators"] = {key: _pruned(one, gone) for key, one in parts["indicators"].items()}
    calls = _replaced(parts.pop("calls"), _filler(cast, CALLER_KEYS))
    outside = {key: party.model_dump(exclude_unset=True) for key, party in scenario.outside.items()}
    spoken_far_away = _replaced({"cues": parts.pop("cues"), "outside": outside}, _filler(cast, FAR_END_KEYS))
    parts = _replaced(parts, _filler(cast, frozenset())) | spoken_far_away | {"calls": calls}
    parts["cast"] = scenario.cast
    filled = Scenario.model_validate(parts)
    if not gone:
        return filled
    left = _has_kind(filled, filled.indicators)
    kept = {key: one for key, one in filled.indicators.items() if key in left}
    return filled.model_copy(update={"indicators": kept})
