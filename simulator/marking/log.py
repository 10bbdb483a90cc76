"""Judges of the incident log: what stands in it, what was noted as it came, and which calls share one.

A log is judged only on what this learner had been told; what was never asked for is judged where the asking
belongs. Nothing here depends on the reader.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from simulator.marking.indexed import At, Entry, Log, Told
from simulator.marking.judgement import Case, Judged, contrary, no_chance, not_shown, shown
from simulator.marking.standing import (
    as_told,
    carrying,
    contradicts,
    elsewhere,
    field_entry,
    first_written,
    holds,
    on_record,
    perhaps_so,
    perhaps_told,
    right_logs,
    said_untold,
    speaks_of,
    stands,
)
from simulator.marking.telling import part_of, telling
from simulator.marking.wording import about, for_, listed, noted_of, of_all, quoted, thing
from simulator.model.clock import clock
from simulator.model.events import Heard
from simulator.model.values import tokens

_SINCE = frozenset(("since",))
"""A little word that tells what it stands before: when something began."""
NOTE_SECONDS = 120
"""How soon after hearing it a fact is to be noted, where the scenario gives no limit."""


def told_facts(case: Case, keys: tuple[str, ...]) -> dict[str, Told]:
    """Return those of the facts that the learner was told and that have something to write.

    A fact that another one, also told, corrects is left out: the correction is what must stand.
    """
    brief, view = case.brief, case.view
    found: dict[str, Told] = {}
    for key in keys:
        told, fact = view.told.get(key), brief.scenario.facts.get(key)
        if told is None or fact is None or brief.corrected.get(key, "") in view.told:
            continue
        if told.known and (told.value or fact.value):
            found[key] = told
    return found


def never_told(case: Case, keys: tuple[str, ...]) -> str:
    """Return a sentence on those of the facts that the learner was never told, empty where all were.

    An indicator's label may name them: without the sentence its mark would claim what nobody heard of.
    """
    facts = case.brief.scenario.facts
    absent = [key for key in keys if key in facts and facts[key].value and key not in case.view.told]
    if not absent:
        return ""
    if all(on_record(case.view, case.brief, key) for key in absent):
        return f" You did not ask {about(case.brief.facts(absent))}, so that does not count here."
    words = {key: perhaps_told(case.view, case.brief, key) for key in absent}
    perhaps = {key: at for key, at in words.items() if at is not None}
    sure = [key for key in absent if key not in perhaps]
    return (_not_told(case, sure) if sure else "") + (_perhaps_not_told(case, perhaps) if perhaps else "")


def _not_told(case: Case, absent: Sequence[str]) -> str:
    had = "had told" if any(said_untold(case.view, case.brief, key) for key in absent) else "told"
    return f" Nobody {had} you {of_all(case.brief.facts(absent))}, {_counts_not(absent)}."


def _perhaps_not_told(case: Case, perhaps: Mapping[str, At[Heard]]) -> str:
    at = clock(min(perhaps.values(), key=lambda heard: heard.seq).event.t)
    what = of_all(case.brief.facts(perhaps))
    return f" Whether you were told at {at} {what} a person must say, {_counts_not(perhaps)}."


def _counts_not(keys: Collection[str]) -> str:
    return "so they do not count here" if len(keys) > 1 else "so it does not count here"


def _wrong(case: Case, key: str, told: Told, logs: list[Log]) -> tuple[str, tuple[int, ...]]:
    """Say of a fact that does not stand where or how it went wrong, with what that rests on.

    Nothing is said of one that was simply never written.
    """
    name = case.brief.fact(key)
    entry = _meant_for(case, key, told, field_entry(case.brief, key, logs))
    other = elsewhere(case.view, case.brief, key, told, logs)
    if entry is not None:
        once = first_written(case.brief, key, told, logs)
        if once is not None and told.seq < once.seq < entry.seq and once.field == entry.field:
            until = f"until {quoted(entry.text)} took its place at {clock(entry.t)}"
            stood = f"{thing(name)} stood in the log from {clock(once.t)}, {until}"
            return stood, (once.seq, entry.seq, told.seq)
        return f"{for_(name)} the log says {quoted(entry.text)}", (entry.seq, told.seq)
    if other is not None:
        return f"{thing(name)} stands in log {other[0].number}, which is another incident's", (
            other[1].seq,
            told.seq,
        )
    return "", (told.seq,)


def _others_in(case: Case, key: str, entry: Entry) -> list[str]:
    """Return the other facts of a field that were told and stand in it as they were told."""
    brief, facts = case.brief, case.brief.scenario.facts
    field = brief.field_of.get(facts[key].topic, "")
    same = (k for k in case.view.told if k != key and k in facts)
    mine = (k for k in same if brief.field_of.get(facts[k].topic, "") == field)
    return [k for k in mine if holds(brief, entry, as_told(brief, k, case.view.told[k]))]


def _meant_for(case: Case, key: str, told: Told, entry: Entry | None) -> Entry | None:
    """Return what stands in a fact's field, unless it is right there for another fact that was told.

    A field serves several facts: what was written of one of them is not the other one, got wrong.
    """
    value = told.value or case.brief.scenario.facts[key].value
    if entry is None or contradicts(case.brief, entry, value):
        return entry
    if _others_in(case, key, entry) or not speaks_of(case.brief, key, told, entry):
        return None
    rival = key not in case.brief.addresses and _is_shared(case, key)
    return None if rival and not _takes_up(case, key, entry, ()) else entry


def _is_shared(case: Case, key: str) -> bool:
    """Tell whether the field meant for a fact serves other facts of the scenario as well."""
    facts, fields = case.brief.scenario.facts, case.brief.field_of
    mine = fields.get(facts[key].topic, "")
    rivals = (k for k in facts if k != key and fields.get(facts[k].topic, "") == mine)
    return any(facts[k].replaces != key and facts[key].replaces != k for k in rivals)


def _takes_up(case: Case, key: str, entry: Entry, others: Sequence[str]) -> bool:
    """Tell whether a writing holds a word of how a fact was told, and of no other fact that stands there."""
    facts, told = case.brief.scenario.facts, case.view.told
    said = (at.event.text for at in case.view.heard if at.seq <= told[key].seq and at.event.t == told[key].t)
    theirs = (text for k in others for text in (told[k].value, facts[k].value, *facts[k].accept))
    mine = _told_by(told[key].value, facts[key].value, *facts[key].accept, *said)
    return bool((mine - _told_by(*theirs)) & _told_by(entry.text))


def logs(case: Case) -> Judged:
    """Judge *logs*: each fact that was told stands correctly at the end in its incident's log.

    Fields and running notes both serve; a field with other numbers than were told does not. Facts that were
    never told do not count, and with none told there is no chance.
    """
    told = told_facts(case, case.indicator.logs)
    if not told or not case.held:
        return no_chance("You were told none of what was to be logged.")
    right: dict[str, Entry] = {}
    parts: list[str] = []
    absent: list[str] = []
    missing: list[str] = []
    cites: list[int] = []
    perhaps: dict[str, Entry] = {}
    for key, when in told.items():
        where = right_logs(case.view, case.brief, key)
        entry = stands(case.view, case.brief, key, when)
        if entry is not None and entry.given:
            continue  # it stood there before the attempt: nothing was left to write
        if entry is None and (other := _perhaps(case, key, when, where)) is not None:
            perhaps[key] = other
        elif entry is None:
            part, seqs = _wrong(case, key, when, where)
            (parts if part else absent).append(part or key)
            missing.append(key)
            cites += seqs
        else:
            right[key] = entry
    if not right and not missing and not perhaps:
        return no_chance("What you were told stood in the log already.")
    if not missing and not perhaps:
        last = max(max(e.t, told[key].t) for key, e in right.items())
        names = listed(thing(name) for name in case.brief.facts(right))
        sentence = f"The log holds {names}, as you were told, by {clock(last)}."
        return shown(sentence + never_told(case, case.indicator.logs), [e.seq for e in right.values()])
    if not missing:
        facts = case.brief.facts(perhaps)
        words = {e.seq: quoted(e.text) for e in perhaps.values()}
        sentence = f"{listed(for_(name) for name in facts)} the log says {listed(words.values())}."
        sentence = sentence[:1].upper() + sentence[1:]
        sentence += " It may be so in other words: a person has to look."
        return Judged("undecided", sentence, tuple(e.seq for e in perhaps.values()), tuple(facts))
    if absent:
        halves = [_written_in_part(case, key, told[key]) for key in absent]
        whole = zip(_with_times(case, absent, told), halves, strict=True)
        of_it = (f"{name}, of which {half[0]} is written" if half else name for name, half in whole)
        parts.append(f"not found in the log: {listed(of_it)}")
        cites += [half[1] for half in halves if half]
    sentence = "; ".join(parts)
    return not_shown(sentence[:1].upper() + sentence[1:] + ".", cites, case.brief.facts(missing))


def _perhaps(case: Case, key: str, told: Told, logs: list[Log]) -> Entry | None:
    """Return what stands in a fact's field where it may say the fact in words that were not recognised.

    A field that holds other facts may say this one besides, where it takes up a word of this one alone. What
    was written into another incident's log went wrong there, and no doubt is left.
    """
    if elsewhere(case.view, case.brief, key, told, logs) is not None:
        return None
    facts = case.brief.scenario.facts
    value = told.value or facts[key].value
    entry = field_entry(case.brief, key, logs)
    if entry is None or not perhaps_so(case.brief, entry, told, value):
        return None
    if not _is_shared(case, key) or _takes_up(case, key, entry, _others_in(case, key, entry)):
        return entry
    return None


def _written_in_part(case: Case, key: str, told: Told) -> tuple[str, int] | None:
    """Return what was written of one of several things that make a fact, and where."""
    brief, label = case.brief, case.brief.scenario.facts[key].label
    fields = {field.id: field.label for field in brief.organisation.log_form}
    for log in right_logs(case.view, brief, key):
        for entry in log.fields.values():
            text = f"{fields.get(entry.field, '')}: {entry.text}"
            if entry.seq > told.seq and entry.text.strip() and part_of(label, text):
                return quoted(text), entry.seq
    return None


def _told_by(*texts: str) -> frozenset[str]:
    """Return the words of some texts that tell something; since when something is so tells it as well."""
    return telling(" ".join(texts)) | (_SINCE & set(tokens(" ".join(texts))))


def _with_times(case: Case, keys: Iterable[str], told: dict[str, Told]) -> list[str]:
    """Return facts with the times at which they were told: ``the name (told at 0:40)``."""
    return [f"{case.brief.fact(key)} (told at {clock(told[key].t)})" for key in keys]


def notes(case: Case) -> Judged:
    """Judge *notes*: each fact that was told is written in its log within the limit (2 min) of being told."""
    told = told_facts(case, case.indicator.notes)
    limit = case.limit(NOTE_SECONDS)
    due = {
        k: t for k, t in told.items() if not case.time_ran_out(t.t + limit) or _noted(case, k, t) is not None
    }
    if not due or not case.held:
        return no_chance("You were told none of what was to be noted.")
    entries = {key: entry for key, t in due.items() if (entry := _noted(case, key, t)) is not None}
    missing = [k for k, t in due.items() if k not in entries or entries[k].t > t.t + limit]
    cites = [e.seq for e in entries.values()]
    if not missing:
        last = max(entries.values(), key=lambda e: e.t)
        came = "it came" if len(due) == 1 else "they came"
        noted = listed(thing(name) for name in case.brief.facts(due))
        return shown(f"You noted {noted} as {came}, by {clock(last.t)}.", cites)
    parts = [
        f"{thing(case.brief.fact(k))} (told at {clock(due[k].t)}) was noted only at {clock(entries[k].t)}"
        for k in missing
        if k in entries
    ]
    never = [k for k in missing if k not in entries]
    if never:
        parts.append(f"no note found {noted_of(_with_times(case, never, due))}")
    sentence = "; ".join(parts)
    seqs = [*cites, *(due[k].seq for k in missing)]
    sentence = sentence[:1].upper() + sentence[1:] + "."
    return not_shown(sentence, seqs, case.brief.facts(missing), late=not never)


def _noted(case: Case, key: str, told: Told) -> Entry | None:
    """Return the first entry after the telling that carries a fact."""
    found = carrying(case.brief, key, told, right_logs(case.view, case.brief, key))
    return min((e for e in found if e.seq > told.seq), key=lambda e: e.seq, default=None)


def _type_field(case: Case) -> str:
    """Return the field of the log form that holds the incident type."""
    return next((f.id for f in case.brief.organisation.log_form if f.choices_from == "incident types"), "")


def log_type(case: Case) -> Judged:
    """Judge *log type*: the log's type field holds the incident's type, or another that is as right.

    A log that was left as a duplicate of another is not judged.
    """
    if not case.logs or not case.held:
        return no_chance("No log was opened for this incident.")
    known = case.brief.scenario.incidents[case.incident]
    field = _type_field(case)
    codes = case.brief.organisation.incident_types
    right = (known.type, *known.other_types)
    accepted = {x.strip().lower() for key in right for x in (key, codes[key].label if key in codes else key)}
    kept = case.view.kept_logs(case.incident)
    given = [log.fields[field] for log in kept if field in log.fields and log.fields[field].text.strip()]
    name = codes[known.type].label if known.type in codes else known.type
    if not given:
        return not_shown(
            "You did not give the log an incident type.", [kept[0].opened], [f"the type {quoted(name)}"]
        )
    if all(e.given for e in given):
        return no_chance("The log had its type before you began.")
    wrong = [e for e in given if e.text.strip().lower() not in accepted]
    if wrong:
        return not_shown(f"You logged it as {quoted(_label(case, wrong[0]))}; it was {quoted(name)}.",
                         [wrong[0].seq], [f"the type {quoted(name)}"])  # fmt: skip
    return shown(
        f"You logged it as {quoted(_label(case, given[0]))}, at {clock(given[0].t)}.", [given[0].seq]
    )


def _label(case: Case, entry: Entry) -> str:
    code = case.brief.organisation.incident_types.get(entry.text.strip())
    return code.label if code else entry.text


def _linked(case: Case, calls: tuple[str, ...]) -> dict[str, str]:
    lines = {call: case.view.answered(call) for call in calls}
    return {call: line.linked for call, line in lines.items() if line is not None}


def links(case: Case) -> Judged:
    """Judge *links*: the calls end on one incident log, or on one that stood open before the attempt."""
    found = _linked(case, case.indicator.links)
    numbers = set(found.values())
    opened = {n for n in numbers if n in case.view.logs and case.view.logs[n].already}
    if not case.held or len(found) < len(case.indicator.links):
        return no_chance("Not all of these calls were answered.")
    lines = [x for call in found if (x := case.view.answered(call)) is not None]
    cites = [link for x in lines if (link := x.link)]
    if len(numbers) == 1 and (len(found) > 1 or opened):
        return shown(f"You brought the calls together in log {next(iter(numbers))}.", cites)
    return not_shown(
        f"The calls are about one incident, but stand in {_logs(numbers)}.", cites, ["one shared log"]
    )


def _worked(log: Log) -> list[Entry]:
    return [e for e in log.entries if not e.given]


def _logs(numbers: set[str]) -> str:
    if len(numbers) == 1:
        return f"log {next(iter(numbers))} of its own"
    return f"logs {listed(sorted(numbers))}"


def keeps_apart(case: Case) -> Judged:
    """Judge *keeps apart*: the calls end on different logs, and the learner worked in each of them.

    Contrary when they share one. With nothing written in one of the logs there is no chance: each call has a
    log of its own from the start, and silence never earns.
    """
    found = _linked(case, case.indicator.keeps_apart)
    if not case.held or len(found) < 2:
        return no_chance("Not all of these calls were answered.")
    numbers = list(found.values())
    lines = [x for call in found if (x := case.view.answered(call)) is not None]
    if len(set(numbers)) < len(numbers):
        shared = next(n for n in numbers if numbers.count(n) > 1)
        return contrary(f"You put two incidents into log {shared}.", [x.link for x in lines if x.link],
                        ["a log for each incident"])  # fmt: skip
    empty = [n for n in numbers if n not in case.view.logs or not _worked(case.view.logs[n])]
    if empty:
        return no_chance(f"You wrote nothing in log {empty[0]}.")
    return shown(f"You kept two incidents apart, in logs {listed(sorted(numbers))}.",
                 [_worked(case.view.logs[n])[0].seq for n in numbers])  # fmt: skip
