"""Judge of what was found out from callers: told, asked or unasked, or asked for and not known.

What was volunteered counts, and is called so; what was lost is told beside what was got. How anything was
said is not judged here.
"""

import re
from collections.abc import Mapping, Sequence

from simulator.marking.indexed import MANNER, At, Told, Utterance
from simulator.marking.judgement import (
    UNDERSTOOD_LINES,
    Case,
    Judged,
    never_answered,
    no_chance,
    not_shown,
    shown,
)
from simulator.marking.standing import on_record, perhaps_told
from simulator.marking.wording import about, listed, of_all, quoted, thing
from simulator.model.clock import clock
from simulator.model.events import Heard
from simulator.model.scenario import Fact

_ASKS = re.compile(r"Asks\b")


def _asked_by_retag(case: Case, fact: Fact, since: int) -> Utterance | None:
    """Return a re-tagged line that asks for a fact: the caller could not answer what was misread."""
    if not case.view.retagged:
        return None
    wanted = frozenset(fact.asked_by)
    calls = (fact.call,) if fact.call else tuple(case.brief.scenario.calls)
    lines = (u for u in case.view.said_to(calls) if u.retagged and u.seq >= since)
    return next((u for u in lines if wanted & u.sure), None)


def _newer(case: Case, key: str) -> Utterance | None:
    """Return the line in which a fact was asked for when another had taken its place, and was the answer."""
    told = case.view.told.get(case.brief.corrected.get(key, ""))
    if told is None:
        return None
    wanted = frozenset(case.brief.scenario.facts[key].asked_by)
    return next((u for u in case.said if u.seq > told.seq and wanted & u.sure), None)


def _obtained(case: Case, key: str) -> tuple[float, int] | None:
    """Return when a fact was obtained and the place that shows it: told, or asked for in vain."""
    told: Told | None = case.view.told.get(key)
    line = _asked_by_retag(case, case.brief.scenario.facts[key], 0) if case.view.retagged else None
    moments = [(x.t, x.seq) for x in (told, line, _newer(case, key)) if x is not None]
    return min(moments) if moments else None


def _was_asked(case: Case, key: str) -> bool:
    """Tell whether a fact came by the learner's own deed: asked for, or looked up."""
    told, scenario = case.view.told.get(key), case.brief.scenario
    if told is None or told.asked or any(key in c.tells and c.when.looked_up for c in scenario.cues.values()):
        return True
    return _asked_by_retag(case, scenario.facts[key], 0) is not None


def obtains(case: Case) -> Judged:
    """Judge *obtains*: each fact was told, asked or unasked, or was asked for and not known.

    ``within`` counts from the answering of the fact's own call (or ``after``), times the learner's pace.
    A fact that the caller volunteered counts: it was listened to. One neither told nor asked for does not.
    Where all were volunteered, three understood lines are needed: silence never earns.
    """
    if (early := never_answered(case)) is not None:
        return early
    start = case.begins(case.answering())
    if start is None:
        return no_chance("Nothing in this call gave the occasion.")
    deadline = start.t + case.limit()
    wanted = [key for key in case.indicator.obtains if key in case.brief.scenario.facts]
    got = {key: moment for key in wanted if (moment := _obtained(case, key)) is not None}
    in_time = [key for key in got if got[key][0] <= deadline]
    missing = [key for key in wanted if key not in in_time]
    cites = [got[key][1] for key in got]
    names = case.brief.facts(missing)
    if not missing:
        if not any(_was_asked(case, key) for key in wanted) and case.understood() < UNDERSTOOD_LINES:
            return no_chance(
                "The caller told you this unasked, and you said too little for it to count.", cites
            )
        last = max((got[key][0] for key in wanted), default=start.t)
        told = [case.view.told.get(key) for key in wanted]
        names = case.brief.facts(wanted)
        out = "found out" if all(t is not None and t.known for t in told) else "asked or been told"
        return shown(f"By {clock(last)} you had {out} {about(names)}.{_unasked(case, wanted)}", cites)
    if case.time_ran_out(deadline) and not (set(wanted) & set(got)):
        return no_chance("The attempt ended before the limit was up.")
    late = [key for key in missing if key in got]
    never = [key for key in missing if key not in got]
    words = {key: perhaps_told(case.view, case.brief, key) for key in never}
    perhaps = {key: at for key, at in words.items() if at is not None and at.event.t <= deadline}
    if never and not late and len(perhaps) == len(never):
        return _in_their_words(case, perhaps)
    untold = case.brief.facts(key for key in never if key not in perhaps)
    parts = [_untold(case, [key for key in never if key not in perhaps], untold)] if untold else []
    if late:
        at = listed([f"{thing(case.brief.fact(k))} came at {clock(got[k][0])}" for k in late])
        parts.append(f"{at}, due by {clock(deadline)}")
    if perhaps and untold:
        said = min(perhaps.values(), key=lambda at: at.seq)
        cites = [*cites, *(at.seq for at in perhaps.values())]
        what, at = of_all(case.brief.facts(perhaps)), clock(said.event.t)
        parts.append(f"whether you were told {what} at {at} a person must say")
    sentence = _got(got, in_time, len(wanted)) + " and ".join(parts)
    earning = {act for key in missing for act in case.brief.scenario.facts[key].asked_by}
    facts = (case.brief.scenario.facts[key] for key in missing)
    besides = [text for fact in facts for text in (fact.label, fact.value, *fact.accept)]
    # What nobody can ask for is looked up: no line that was misread can have brought it.
    unheard = case.unheard(earning, start.seq, deadline, besides=besides) if earning else []
    judged = not_shown(sentence[:1].upper() + sentence[1:] + ".", cites, names, late=not never)
    return case.missed(judged, unheard)


def _untold(case: Case, never: Sequence[str], names: Sequence[str]) -> str:
    """Return that facts were not told; "outright" where one that was told says as much of one of them.

    What a record showed is known, though nobody asked.
    """
    facts = case.brief.scenario.facts
    if never and all(on_record(case.view, case.brief, key) for key in never):
        return f"you did not ask {about(names, last='or')}"
    implied = any(other in case.view.told for key in never for other in facts[key].also_told_by)
    return f"nobody told you{' outright' if implied else ''} {of_all(names, 'or')}"


def _got(got: Mapping[str, tuple[float, int]], in_time: Sequence[str], wanted: int) -> str:
    """Return the beginning of a sentence on what was not got: how much was, if anything."""
    if not in_time:
        return ""
    by = clock(max(got[key][0] for key in in_time))
    return f"by {by} you had found out {len(in_time)} of {wanted} things; "


def _unasked(case: Case, keys: Sequence[str]) -> str:
    """Return a sentence on what callers told unasked, where the label says that it was asked for."""
    if not _ASKS.match(case.indicator.label):
        return ""
    names = [case.brief.fact(key) for key in keys if _came_unasked(case, key)]
    return f" You were told {of_all(names)} without having to ask." if names else ""


def _came_unasked(case: Case, key: str) -> bool:
    """Tell whether a fact came with no question at all before it; another question may have brought it."""
    told = case.view.told.get(key)
    if told is None or _was_asked(case, key):
        return False
    before = [u for u in case.said if u.seq < told.seq and u.t == told.t]
    asks = any(
        case.brief.asks(act) is not False for u in before for act in u.sure if not act.startswith(MANNER)
    )
    return not asks and all(u.form != "question" for u in before)


def _in_their_words(case: Case, perhaps: Mapping[str, At[Heard]]) -> Judged:
    """Return *undecided* where callers' own words carry all the facts that no event tells."""
    first = min(perhaps.values(), key=lambda at: at.seq)
    names = case.brief.facts(perhaps)
    said = f"What the caller said at {clock(first.event.t)}, {quoted(first.event.text)}"
    sentence = f"{said}, may have told you {of_all(names)}: a person must say."
    cites = tuple(dict.fromkeys(at.seq for at in perhaps.values()))
    return Judged("undecided", sentence, cites, tuple(names))
