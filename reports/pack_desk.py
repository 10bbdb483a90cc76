"""What was done at the marking desk, as lines for the list of what was done: re-tags, answers, releases.

Answers to indicators stand together, a line for each call; the annex holds each.
It judges nothing.
"""

from collections import Counter

from reports.assemble import reference_of
from reports.document import Row, theirs
from reports.pack import DeskEvent, Pack
from reports.pack_rows import LEFT_OUT, ZONE, row
from reports.pack_transcripts import assessed
from reports.words import counted, listed, local_label
from simulator.model.clock import clock

JUDGED = "indicator_judged"


def desk_rows(pack: Pack) -> list[tuple[int, Row]]:
    """Return a row for each event at the desk with its place; answers to indicators a row for each call."""
    together: dict[tuple[str, str], list[DeskEvent]] = {}
    rows: list[tuple[int, Row]] = []
    for event in pack.desk:
        if event.kind == JUDGED:
            together.setdefault((event.attempt, event.by), []).append(event)
        else:
            rows.append((event.seq, _row(pack, [event], *_told(pack, event))))
    rows += [(held[0].seq, _row(pack, held, *_answered(held))) for held in together.values()]
    return rows


def _row(pack: Pack, events: list[DeskEvent], what: str, why: str) -> Row:
    first, last = events[0], events[-1]
    when = [local_label(first.at, ZONE)]
    when += [f"to {local_label(last.at, ZONE)}"] if last is not first else []
    who = pack.name(first.by) if first.by else "–"
    return row(_numbers([e.seq for e in events]), tuple(when), theirs(who), theirs(what), theirs(why or "–"))


def _numbers(seqs: list[int]) -> str:
    """Return numbers as ranges: ``17–50, 55``."""
    runs: list[list[int]] = []
    for seq in seqs:
        if runs and seq == runs[-1][-1] + 1:
            runs[-1].append(seq)
        else:
            runs.append([seq])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


def _answered(events: list[DeskEvent]) -> tuple[str, str]:
    of_each = Counter(e.answer for e in events)
    said = f"Answered indicators of {reference_of(events[0].attempt)}: {counted(len(events), 'answer')}"
    told = ", ".join(f"{answer} {n}" for answer, n in of_each.items())
    return said, f"{told}; the last of each stands in document 14"


def _told(pack: Pack, event: DeskEvent) -> tuple[str, str]:
    call = reference_of(event.attempt) if event.attempt else ""
    if event.kind == "retagged":
        now = listed(event.acts) or "no act"
        why = LEFT_OUT if pack.redacted is not None else event.reason
        return f"Re-tagged {_line(pack, event)} of {call}, to be read as: {now}", why
    if event.kind == "released":
        return f"Released the debrief of {call} to the learner", ""
    if event.kind == "findings_shown":
        return f"Findings on {call} were made", event.marker
    if not event.kind:
        return "What stood here was lawfully erased", ""
    return f"Recorded: {event.kind.replace('_', ' ')} {call}".strip(), event.reason


def _line(pack: Pack, event: DeskEvent) -> str:
    """Return which line was re-tagged: by its id and second where the call is printed."""
    for attempt, report in assessed(pack):
        if attempt.attempt_id == event.attempt:
            lines = [(one.seq, one.ref, one.at) for one in report.transcript]
            lines += [(one.seq, one.ref, one.at) for one in report.messages]
            for seq, ref, at in lines:
                if seq == event.line:
                    return f"{ref} at {clock(at)}"
    return f"event {event.line}"
