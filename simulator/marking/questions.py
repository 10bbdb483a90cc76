"""Judge of the answers to what crews and outside organisations ask: each question by itself, by who asked it.

A reply is judged by the facts that it carries, compared as values, so a misreading costs nothing here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.marking.indexed import At, Delivery, Utterance
from simulator.marking.judgement import Case, Judged, Moment, no_chance, not_shown, shown
from simulator.marking.messages import deliveries_to
from simulator.marking.wording import about, of_all, quoted, whether
from simulator.model.clock import clock
from simulator.model.events import CueFired

REPLY_SECONDS = 60
"""How soon a crew's or organisation's question is to be answered, unless a limit is given."""
NOT_KNOWN = frozenset(("no_information", "radio_stand_by"))
"""The shared acts that tell whoever asks that it is not known, or not known yet."""


@dataclass(frozen=True)
class _Question:
    """One question of a crew or organisation: who asked what when, and until when an answer counts."""

    asked: Moment
    by: str
    facts: tuple[str, ...]
    deadline: float
    words: str = ""


def _question(case: Case, cue: str, at: At[CueFired]) -> _Question:
    """Return the question that a cue brought; who asked it is whoever is heard to."""
    script, heard = case.brief.scenario.cues[cue], case.view.heard_because(f"cue:{cue}")
    first = next((h.event for h in heard if h.event.party), None)
    by, words = (first.party, first.text) if first else (script.by, "")
    until = at.event.t + case.limit(REPLY_SECONDS)
    return _Question(Moment(at.event.t, at.seq), by, script.asks, until, words)


def _honest(
    case: Case, key: str, question: _Question, replies: Sequence[Delivery], *, passed_on: bool
) -> Moment | None:
    """Return the moment of an honest reply about a fact that was not known yet, if there was one.

    To have asked the caller is one, unless the caller told it and it was kept back from whoever had asked.
    """
    told, fact = case.view.told.get(key), case.brief.scenario.facts.get(key)
    asked = question.asked
    if told is not None and told.known and told.seq < asked.seq:
        return None
    asks = frozenset(fact.asked_by) if fact else frozenset()
    said = [Moment(d.t, d.seq) for d in replies if d.spoken is not None and NOT_KNOWN & d.spoken.sure]
    kept_back = told is not None and told.known and not passed_on
    calls = () if kept_back else case.view.said
    lines = (u for u in calls if u.line.call and asked.seq < u.seq and asks & u.sure)
    return min([*said, *(Moment(u.t, u.seq) for u in lines)], key=lambda m: m.seq, default=None)


def _answers(case: Case, question: _Question) -> dict[str, Moment]:
    """Return when each fact that was asked for was answered, late or not."""
    to_them = deliveries_to(case, question.by)
    sent = [d for d in to_them if d.seq > question.asked.seq]
    found: dict[str, Moment] = {}
    for key in question.facts:
        carried = next((Moment(d.t, d.seq) for d in to_them if key in d.carries), None)
        honest = _honest(case, key, question, sent, passed_on=carried is not None)
        moments = [m for m in (carried, honest) if m is not None]
        if moments:
            found[key] = min(moments, key=lambda m: m.seq)
    return found


def _how_answered(case: Case, question: _Question, answers: dict[str, Moment]) -> str:
    """Say when a question was answered, or when the caller was asked for it and when it was passed on."""
    last = max(answers.values(), key=lambda m: m.seq)
    if last.seq < question.asked.seq:
        return f"you had told them at {clock(last.t)}"
    asked = next((u for u in case.view.said if u.seq == last.seq and u.line.call), None)
    if asked is None:
        return f"you answered by {clock(last.t)}"
    key = next(k for k, m in answers.items() if m == last)
    sent = [d for d in deliveries_to(case, question.by) if d.seq > last.seq and key in d.carries]
    then = f" and told them at {clock(sent[0].t)}" if sent else ""
    return f"you asked the caller at {clock(asked.t)}{then}"


def _how_late(case: Case, question: _Question, late: dict[str, Moment], which: str) -> str:
    """Say what was done too late: the telling, or no more than the asking of the caller."""
    last = max(late.values(), key=lambda m: m.seq)
    if any(u.seq == last.seq and u.line.call for u in case.view.said):
        return _how_answered(case, question, late).replace(" at ", " only at ", 1)
    return f"you told them{which} only at {clock(last.t)}"


def _asked_and_answered(case: Case, question: _Question, answers: dict[str, Moment]) -> str:
    """Return one sentence on one question: who asked for what when, and what came of it."""
    names = case.brief.facts(question.facts)
    said_so = question.words and any(name.startswith("that ") for name in names)
    what = quoted(question.words, 90) if said_so else about(map(whether, names))
    asked = f"At {clock(question.asked.t)} {case.brief.party(question.by)} asked {what}"
    late = {k: m for k, m in answers.items() if m.t > question.deadline}
    never = [k for k in question.facts if k not in answers]
    if not answers:
        return f"{asked}; you did not answer."
    if not never and not late:
        return f"{asked}; {_how_answered(case, question, answers)}."
    parts = [f"you said nothing {of_all(map(whether, case.brief.facts(never)), 'or')}"] if never else []
    if late:
        which = f" {of_all(case.brief.facts(late))}" if len(late) < len(question.facts) else ""
        parts.append(f"{_how_late(case, question, late, which)}; it was due by {clock(question.deadline)}")
    return f"{asked}; {' and '.join(parts)}."


def answers_responder(case: Case) -> Judged:
    """Judge *answers responder*: each question asked in the cues is answered within the limit (1 min).

    The reply, by message or on the line, goes to whoever asked and carries the facts asked for; what they had
    been told before they asked is answered. Where the
    learner had not been told one, saying that it is not known, or asking the caller, answers as well. Each
    question has a sentence of its own.
    """
    cues = {k: at for k in case.indicator.answers_responder if (at := case.view.cues.get(k)) is not None}
    if not cues or not case.held:
        return no_chance("The question that this is about was never put to you.")
    sentences: list[str] = []
    cites: list[int] = []
    missing: list[str] = []
    tried: list[Utterance] = []
    asked = (_question(case, cue, at) for cue, at in cues.items())
    for question in sorted(asked, key=lambda one: one.asked.seq):
        answers = _answers(case, question)
        lost = [k for k in question.facts if k not in answers or answers[k].t > question.deadline]
        if lost and not answers and case.time_ran_out(question.deadline):
            continue
        sentences.append(_asked_and_answered(case, question, answers))
        cites += [question.asked.seq, *(m.seq for m in answers.values())]
        missing += lost
        tried += _tried(case, question) if lost else []
    if not sentences:
        return no_chance("The attempt ended before the question had to be answered.", cites)
    if not missing:
        return shown(" ".join(sentences), cites)
    judged = not_shown(" ".join(sentences), cites, case.brief.facts(dict.fromkeys(missing)))
    return case.missed(judged, case.unheard(NOT_KNOWN, said=tried) if tried else [], who="other side")


def _tried(case: Case, question: _Question) -> list[Utterance]:
    """Return what was said to whoever asked, in time, and may have been the answer."""
    sent = [d for d in deliveries_to(case, question.by) if question.asked.seq < d.seq]
    return [d.spoken for d in sent if d.spoken is not None and d.t <= question.deadline]
