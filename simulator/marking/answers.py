"""From an answer as read to the provisional finding on its criterion; in the vocabulary of calls.

Only *sure* points are shown. A *likely* point is undecided until an assessor takes or leaves it, and while
it could change the finding the criterion reads *could not be analysed*. A re-tag of an assessor stands above
what was read; both are kept elsewhere. Nothing here decides (DESIGN section 5).
"""

from collections.abc import Iterable, Mapping, Sequence

from simulator.model.answers import AnswerReading, PointRead
from simulator.model.findings import Finding, FindingWord, IndicatorResult, Result
from simulator.model.questions import KeyPoint, Question, WrongStatement

MARKER = "answers-marker-1"
POINT = "key_point"
WRONG = "wrong_statement"
DEPTH = "connected_account"

_WHY = {
    "empty": "Nothing was written.",
    "too short": "There are too few words to analyse.",
    "copied": "The words are those of the question.",
    "key words": "Key words stand in a row; nothing is said with them.",
    "off topic": "The words are about something else than the question.",
}


def mark_answer(
    question: Question, reading: AnswerReading, taken: Mapping[str, bool] | None = None
) -> Finding:
    """Return the provisional finding on one answer.

    ``taken``: what an assessor re-tagged, by the id of a key point or wrong statement: True when the answer
    says it, False when it does not. Raises ValueError when the reading is of another question.
    """
    if reading.question != question.id:
        raise ValueError(f"This is a reading of {reading.question!r}, not of {question.id!r}.")
    ruled = taken or {}
    if not reading.analysable and not ruled:
        return Finding(
            criterion=question.criterion,
            finding="could not be analysed",
            sentence=f"{_WHY.get(reading.why_not, 'It could not be analysed.')} A person has to look.",
        )
    points, wrong = statements_in(question, reading, ruled)
    connected = ruled.get(DEPTH, reading.connected)
    word = _word(question, points, wrong, connected=connected)
    indicators = (*points, *(w for w in wrong if w.result != "not shown"), depth_of(question, connected))
    return Finding(
        criterion=question.criterion,
        finding=word,
        sentence=_sentence(question, points, wrong, connected=connected),
        indicators=indicators,
    )


def statements_in(
    question: Question, reading: AnswerReading, taken: Mapping[str, bool] | None = None
) -> tuple[list[IndicatorResult], list[IndicatorResult]]:
    """Return what an answer shows of each key point and wrong statement, whatever it is as a whole."""
    ruled = taken or {}
    heard = {w.id: w for w in reading.wrong}
    points = [_point(question, p, reading.point(p.id), ruled.get(p.id)) for p in question.points]
    return points, [_wrong(question, w, heard.get(w.id), ruled.get(w.id)) for w in question.wrong]


def join_findings(criterion: str, findings: Sequence[Finding]) -> Finding:
    """Return one finding on a criterion from several answers: the best, unless one speaks against it."""
    order: tuple[FindingWord, ...] = (
        "contrary evidence found",
        "evidence found",
        "could not be analysed",
        "partial evidence",
        "no evidence found",
    )
    if not findings:
        return Finding(
            criterion=criterion,
            finding="not exercised in this scenario",
            sentence="No question was answered.",
        )
    best = min(findings, key=lambda f: order.index(f.finding))
    every = tuple(i for f in findings for i in f.indicators)
    return Finding(criterion=criterion, finding=best.finding, sentence=best.sentence, indicators=every)


def on_criteria(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return one finding on each criterion that a paper asks about, in the criteria's order."""
    by_criterion: dict[str, list[Finding]] = {}
    for one in findings:
        by_criterion.setdefault(one.criterion, []).append(one)
    return tuple(join_findings(c, found) for c, found in sorted(by_criterion.items()))


def _result(read: PointRead | None, ruled: bool | None, yes: Result, no: Result) -> Result:
    if ruled is not None:
        return yes if ruled else no
    if read is None:
        return no
    return yes if read.band == "sure" else "undecided"


def _point(
    question: Question, point: KeyPoint, read: PointRead | None, ruled: bool | None
) -> IndicatorResult:
    result = _result(read, ruled, "shown", "not shown")
    said = f'Said: "{read.words}"' if read is not None else "No words of the answer say this."
    if ruled is not None:
        said = ("An assessor found it in the answer. " if ruled else "An assessor did not find it. ") + said
    elif result == "undecided":
        may = "It may say the opposite; for" if read and read.denied else "For"
        said = f'{may} a person to judge: "{read.words if read else ""}"'
    return IndicatorResult(
        indicator=point.id,
        kind=POINT,
        criterion=question.criterion,
        clause=question.rests_on(point)[0],
        label=point.text,
        result=result,
        sentence=said,
    )


def _wrong(
    question: Question, one: WrongStatement, read: PointRead | None, ruled: bool | None
) -> IndicatorResult:
    words = f'"{read.words}"' if read is not None else "An assessor found it in the answer."
    return IndicatorResult(
        indicator=one.id,
        kind=WRONG,
        criterion=question.criterion,
        clause=question.clause,
        label=one.text,
        result=_result(read, ruled, "contrary", "not shown"),
        critical=one.unsafe,
        sentence=f"Speaks against it: {words}",
    )


def depth_of(question: Question, connected: bool) -> IndicatorResult:
    """Return whether an answer is the connected account that the command verb asks for."""
    return IndicatorResult(
        indicator=DEPTH,
        kind=DEPTH,
        criterion=question.criterion,
        clause=question.clause,
        label=f'A connected account, as "{question.verb}" asks for',
        result="shown" if connected else "not shown",
        sentence="It is a connected account." if connected else "It is a list and not an account.",
    )


def _word(
    question: Question,
    points: Sequence[IndicatorResult],
    wrong: Sequence[IndicatorResult],
    *,
    connected: bool,
) -> FindingWord:
    """Return the finding; where likely points or statements could change it, it could not be analysed."""
    if any(w.result == "contrary" and w.critical for w in wrong):
        return "contrary evidence found"
    if any(w.result == "undecided" and w.critical for w in wrong):
        return "could not be analysed"
    against = any(w.result == "contrary" for w in wrong)
    may_be_against = against or any(w.result == "undecided" for w in wrong)
    sure = {p.indicator for p in points if p.result == "shown"}
    likely = sure | {p.indicator for p in points if p.result == "undecided"}
    worst = _plain(question, sure, connected and not may_be_against)
    best = _plain(question, likely, connected and not against)
    return worst if worst == best else "could not be analysed"


def _plain(question: Question, made: set[str], whole: bool) -> FindingWord:
    """Return the finding where everything is decided. ``whole``: connected, and nothing speaks against it."""
    if not made:
        return "no evidence found"
    full = len(made) >= question.needed and all(p.id in made for p in question.points if p.must)
    return "evidence found" if full and whole else "partial evidence"


def _sentence(
    question: Question,
    points: Sequence[IndicatorResult],
    wrong: Sequence[IndicatorResult],
    *,
    connected: bool,
) -> str:
    shown = sum(p.result == "shown" for p in points)
    parts = [f"{shown} point{'s' if shown != 1 else ''} made, {question.needed} wanted"]
    if undecided := sum(p.result == "undecided" for p in points):
        parts.append(f"{undecided} for a person to judge")
    needed = {p.id for p in question.points if p.must}
    missing = [p.label for p in points if p.result == "not shown" and p.indicator in needed]
    if missing:
        parts.append(f"missing and needed: {'; '.join(missing)}")
    against = [w.label for w in wrong if w.result == "contrary"]
    if against:
        parts.append(f"against it: {'; '.join(against)}")
    if not connected:
        parts.append(f'"{question.verb}" asks for an account and not a list')
    return "; ".join(parts) + "."
