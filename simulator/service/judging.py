"""What an assessor answers to one indicator: agree or disagree, or what the machine could not decide.

Plain values and the rule of what may be answered. An answer is no decision: it judges one indicator, never a
criterion, and it stands in the learner's portfolio record beside every earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from simulator.model.events import MessageSent, Record, Spoke
from simulator.model.findings import IndicatorResult, Marking, Result, Retag
from simulator.service.errors import NotThere, ServiceError

Answer = Literal["agree", "disagree", "shown", "not shown"]
LONGEST_REASON = 2000


@dataclass(frozen=True)
class Judged:
    """An assessor's answer to one indicator: to which result of which marker, by whom, and why."""

    indicator: str
    answer: Answer
    reason: str
    result: Result
    marker: str
    by: str


def checked(marking: Marking, indicator: str, answer: str, reason: str, by: str) -> Judged:
    """Return the answer as it will be recorded.

    Raises:
        NotThere: marking has no such indicator.
        ServiceError: the answer does not fit what the machine found, or a disagreement gives no reason.
    """
    found = _indicator(marking, indicator)
    if answer not in allowed(found.result):
        words = " or ".join(allowed(found.result))
        raise ServiceError(f"The machine found “{found.result}” here, so the answer is {words}.", "answer")
    if answer == "disagree" and not reason.strip():
        raise ServiceError("To disagree, give a reason; it stays with the record.", "reason")
    return Judged(
        indicator=indicator,
        answer=answer,
        reason=reason.strip()[:LONGEST_REASON],
        result=found.result,
        marker=marking.marker,
        by=by,
    )


def allowed(result: Result) -> tuple[Answer, ...]:
    """Return the answers that fit a result: what was not decided has nothing to agree with."""
    return ("shown", "not shown") if result == "undecided" else ("agree", "disagree")


def latest(payloads: Iterable[dict[str, object]]) -> dict[str, Judged]:
    """Return the latest answer to each indicator from the payloads of the record, in their order."""
    found: dict[str, Judged] = {}
    for payload in payloads:
        if payload.get("answer") in get_args(Answer):
            text = {name: str(payload.get(name, "")) for name in Judged.__dataclass_fields__}
            found[text["indicator"]] = Judged(**text)  # type: ignore[arg-type]
    return found


def otherwise(judged: Mapping[str, Judged]) -> dict[str, Judged]:
    """Return the answers that say something else than the machine, or what it could not decide."""
    return {indicator: one for indicator, one in judged.items() if one.answer != "agree"}


def _indicator(marking: Marking, indicator: str) -> IndicatorResult:
    for finding in marking.findings:
        for one in finding.indicators:
            if one.indicator == indicator:
                return one
    raise NotThere("There is no such indicator in this attempt.")


def standing_acts(record: Record, retags: Iterable[Retag], seq: int) -> tuple[str, ...]:
    """Return the acts that one thing said or sent counts as: of its latest re-tag, else as it was read."""
    for retag in retags:
        if retag.seq == seq:
            return retag.acts
    said = next((r.event for r in record if r.seq == seq), None)
    return said.reading.sure() if isinstance(said, (Spoke, MessageSent)) else ()
