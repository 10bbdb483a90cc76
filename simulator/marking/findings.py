"""From indicators to the provisional finding on a criterion: six words, no weights, no percentages, no pass.

Nothing here decides: a decision is an assessor's. The rule is DESIGN section 5, in full.
"""

from collections.abc import Sequence

from simulator.marking.wording import in_sentence, listed, one_mark
from simulator.model.findings import Finding, FindingWord, IndicatorResult
from simulator.model.trusted import trusted

_finding = trusted(Finding)


def _plain(results: Sequence[str]) -> FindingWord:
    """Return the finding where every indicator that had a chance is decided."""
    if not results:
        return "not exercised in this scenario"
    number = results.count("shown")
    if number == len(results):
        return "evidence found"
    return "partial evidence" if number else "no evidence found"


def word_for(indicators: Sequence[IndicatorResult]) -> FindingWord:
    """Return the finding that follows from the indicators of one criterion.

    A critical contrary indicator decides alone. Where the undecided ones, however they were decided, would
    leave the same word, that word stands; else it could not be analysed. A contrary indicator that is not
    critical counts as not shown.
    """
    results = [i.result for i in indicators]
    if "contrary" in results and any(i.critical and i.result == "contrary" for i in indicators):
        return "contrary evidence found"
    decided = [r for r in results if r not in ("no chance", "undecided")]
    if "undecided" not in results:
        return _plain(decided)
    undecided = [i for i in indicators if i.result == "undecided"]
    if any(i.critical and i.kind == "never_says" for i in undecided):
        return "could not be analysed"
    all_shown = _plain([*decided, *("shown" for _ in undecided)])
    none_shown = _plain([*decided, *("not shown" for _ in undecided)])
    return all_shown if all_shown == none_shown else "could not be analysed"


def _missing(indicators: Sequence[IndicatorResult]) -> str:
    lost = [
        name
        for i in indicators
        if i.result == "not shown" or (i.result == "contrary" and i.missing)
        for name in i.missing or (in_sentence(i.label),)
        if name
    ]
    names = list(dict.fromkeys(lost))
    more = [f"{len(names) - 4} more"] if len(names) > 5 else []
    return listed([*(names[:4] if more else names), *more])


def _sentence(word: FindingWord, indicators: Sequence[IndicatorResult]) -> str:
    chance = [i for i in indicators if i.result != "no chance"]
    results = [i.result for i in chance]
    against = [i for i in chance if i.result == "contrary"]
    critical = [i for i in against if i.critical]
    if word == "not exercised in this scenario":
        return "Nothing in this attempt gave the chance to show it."
    if critical:
        return critical[0].sentence
    count = f"{results.count('shown')} of {len(chance)} shown"
    if late := sum([i.late for i in chance]):
        count += f", {late} done late"
    parts = [count]
    if undecided := results.count("undecided"):
        parts.append(f"{undecided} for a person to judge")
    if missing := _missing(chance):
        parts.append(f"missing: {missing}")
    if against:
        parts.append(f"against it: {_inside(against[0].sentence.rstrip('.'))}")
    return one_mark("; ".join(parts) + ".")


def _inside(sentence: str) -> str:
    """Return a sentence as it reads after a colon."""
    return sentence if sentence.startswith("“") else in_sentence(sentence)


def finding_for(criterion: str, indicators: Sequence[IndicatorResult]) -> Finding:
    """Return the finding on one criterion, with its plain sentence: "3 of 4 shown; missing: the name."."""
    if indicators and not [i for i in indicators if i.result != "shown"]:
        every = f"{len(indicators)} of {len(indicators)} shown."
        return _finding(
            criterion=criterion, finding="evidence found", sentence=every, indicators=tuple(indicators)
        )
    word = word_for(indicators)
    return _finding(
        criterion=criterion, finding=word, sentence=_sentence(word, indicators), indicators=tuple(indicators)
    )
