"""Judges of what the caller was advised and told, of handing up, and of following a decision tree."""

from collections.abc import Mapping, Sequence

from simulator.marking.act_words import any_of
from simulator.marking.heard_as import heard_as, in_time, plainest, said_plainest, words_in
from simulator.marking.indexed import Utterance
from simulator.marking.judgement import (
    ENDLESS,
    Case,
    Judged,
    first_said,
    never_answered,
    no_chance,
    not_shown,
    shown,
)
from simulator.marking.right_level import right_at, right_levels
from simulator.marking.wording import listed, of, quoted, unrecognised, with_article
from simulator.model.acts_judged import acts_of
from simulator.model.clock import clock
from simulator.model.condition import either
from simulator.model.values import tokens

REASON_WORDS = 2
"""A reason has so many words at least."""


def advises(case: Case) -> Judged:
    """Judge *advises*: each piece of advice was given to the caller within the limit, in one of its ways.

    The limit counts from ``after``, from when ``needs`` first held, or from answering. Advice given before
    that moment counts, unless ``after`` says that it must follow something.
    """
    if (early := never_answered(case)) is not None:
        return early
    start = case.begins(case.answering())
    if start is None:
        return no_chance("Nothing in this call gave the occasion.")
    deadline = start.t + case.limit()
    said = [u for u in case.said if u.seq >= start.seq] if case.indicator.after else case.said
    found = first_said(said, acts_of(case.indicator, "advises"))
    acts = [_said_of(either(entry), found) for entry in case.indicator.advises]
    missing = [act for act in acts if act not in found or found[act].t > deadline]
    cites = sorted(found[act].seq for act in acts if act in found)
    if not missing:
        items = {act: case.brief.advice_item(act) for act in acts}
        given = plainest(case.brief, in_time(said, deadline), acts)
        return shown(heard_as(case.brief, given, items), [u.seq for u in given.values()])
    if case.time_ran_out(deadline) and not found:
        return no_chance("The attempt ended before the limit was up.")
    words = [case.brief.advice_item(act) for act in missing]
    late = [
        f"what was heard as {case.brief.advice_item(a)} came only at {clock(found[a].t)}"
        for a in missing
        if a in found
    ]
    never = [case.brief.advice_item(a) for a in missing if a not in found]
    given = plainest(case.brief, in_time(said, deadline), [act for act in acts if act not in missing])
    sentences = [heard_as(case.brief, given, {a: case.brief.advice_item(a) for a in given})] if given else []
    sentences += [unrecognised(_to_advise(case, missing, found))] if never else []
    sentences += [f"{' and '.join(late)}, due by {clock(deadline)}."] if late else []
    sentence = " ".join(one[:1].upper() + one[1:] for one in sentences)
    judged = not_shown(sentence, cites or [start.seq], words, late=not never)
    ways = [either(entry) for entry in case.indicator.advises]
    earning = [act for way in ways if not set(missing).isdisjoint(way) for act in way]
    return case.missed(judged, case.unheard(earning, start.seq if case.indicator.after else 0, deadline))


def _said_of(acts: Sequence[str], found: Mapping[str, Utterance]) -> str:
    """Return that of several acts that serve as well which was said first, else the one named first."""
    said = [act for act in acts if act in found]
    return min(said, key=lambda act: found[act].seq, default=acts[0])


def _to_advise(case: Case, missing: list[str], found: dict[str, Utterance]) -> str:
    """Return advice that was not given as it reads after "would": the words of a card, else what is done."""
    never = [act for act in missing if act not in found]
    cards = [case.brief.advice_item(act) for act in never if case.brief.is_on_card(act)]
    deeds = case.brief.deeds(act for act in never if not case.brief.is_on_card(act))
    return listed([*([f"advise the caller {listed(cards, 'or')}"] if cards else []), *deeds], "or")


def informs(case: Case) -> Judged:
    """Judge *informs*: one of the things listed was told to the caller, such as what happens next.

    The acts are ways of telling one thing: any of them will do. The limit counts as for *advises*.
    """
    if (early := never_answered(case)) is not None:
        return early
    start = case.begins(case.answering())
    if start is None:
        return no_chance("Nothing in this call gave the occasion.")
    since, deadline = start.seq if case.indicator.after else 0, start.t + case.limit()
    acts = case.indicator.informs
    said = [u for u in case.said if u.seq >= since] if since else case.said
    if told := said_plainest(case.brief, in_time(said, deadline), acts):
        return shown(heard_as(case.brief, told), [u.seq for u in told.values()])
    if case.time_ran_out(deadline):
        return no_chance("The attempt ended before the limit was up.")
    late = first_said(said, acts)
    if late:
        act, first = min(late.items(), key=lambda one: one[1].seq)
        only = f"You said {words_in(first, act)} only at {clock(first.t)}"
        judged = not_shown(f"{only}; the limit was {clock(deadline)}.", [first.seq], late=True)
    else:
        judged = not_shown(unrecognised(any_of(case.brief.deeds(acts))), [start.seq])
    return case.missed(judged, case.unheard(acts, since, deadline))


def escalates(case: Case) -> Judged:
    """Judge *escalates*: the response was handed to the level named, within the limit.

    The limit counts from ``after``, from when ``needs`` first held, or from answering; where the clause
    counts from the grading (``once_graded``), it is not up before that is. A higher level instead is not
    shown, and said to be more than the boundary asks. After a cue only handing up again counts: what was said
    before cannot have told of the change. Whoever hands up says why, in two words at least: a level that
    hears no reason can decide nothing.
    """
    level = case.indicator.escalates
    start = case.begins(case.answering())
    if start is None:
        return no_chance("Nothing in this attempt reached the boundary for handing up.")
    deadline, since = _due(case, start.t)
    again = case.indicator.after.startswith("cue:")
    made = [
        e
        for e in case.view.escalated
        if (not e.event.incident or e.event.incident in case.numbers) and (not again or e.event.t >= start.t)
    ]
    named = [e for e in made if e.event.level == level]
    right = [e for e in named if len(tokens(e.event.reason)) >= REASON_WORDS]
    name = _level(case, level)
    if right and right[0].event.t <= deadline:
        return shown(f"You handed it up to {name} at {clock(right[0].event.t)}.", [right[0].seq])
    if right:
        due = f"it was due by {clock(deadline)}, {since}"
        late = f"You handed it up to {name} late, at {clock(right[0].event.t)}; {due}."
        return not_shown(late, [start.seq, right[0].seq], [f"{name} by {clock(deadline)}"], late=True)
    if not made:
        if case.time_ran_out(deadline):
            return no_chance("The attempt ended before the limit was up.")
        when = "" if deadline == ENDLESS else f" by {clock(deadline)}, {since}"
        return not_shown(f"It was to be handed up to {name}{when}, and it was not.", [start.seq], [name])
    if named:
        sentence = f"At {clock(named[0].event.t)} you handed it up to {name} without saying why."
        return not_shown(sentence, [e.seq for e in named], ["a reason"])
    order = case.brief.escalation
    other = made[-1].event.level
    higher = level in order and other in order and order.index(other) > order.index(level)
    why = "more than the boundary asks for" if higher else "lower than the boundary asks for"
    start_of = f"At {clock(made[-1].event.t)} you handed it up to {_level(case, other)}"
    sentence = f"{start_of}, which is {why}: {name} was right."
    return not_shown(sentence, [e.seq for e in made], [name])


def _due(case: Case, start: float) -> tuple[float, str]:
    """Return by when the response was to be handed up, and from what moment on that counts."""
    deadline, after_grading = start + case.limit(), case.indicator.once_graded
    if after_grading is not None and deadline < ENDLESS:
        levels, allowed = right_levels(case), after_grading * case.view.pace
        given = (p for p in case.view.priorities if p.event.incident in case.numbers)
        right = next(
            (p for p in given if p.event.level == right_at(levels, p.seq) and p.event.t >= start), None
        )
        if right is not None and right.event.t + allowed > deadline:
            return right.event.t + allowed, f"{clock(allowed)} after you set {right.event.level}"
        if right is not None:  # the procedures count from the grading, and that would have been sooner
            graded = f"{clock(allowed)} after you set {right.event.level} at {clock(right.event.t)}"
            return deadline, f"{_since(case, deadline - start)}, which is later than {graded}"
    return deadline, "" if deadline == ENDLESS else _since(case, deadline - start)


def _since(case: Case, allowed: float) -> str:
    """Return from when a limit counts: ``2:00 after you heard of the man upstairs``."""
    allowed = round(allowed, 3)
    kind, _, name = case.indicator.after.partition(":")
    if kind == "fact":
        return f"{clock(allowed)} after you heard {of(case.brief.fact(name))}"
    if kind == "cue":
        return f"{clock(allowed)} after the change at {clock(case.view.cues[name].event.t)}"
    if case.indicator.needs is not None and case.held and case.held[0][0] > 0:
        return f"{clock(allowed)} after the occasion arose"
    return f"{clock(allowed)} after you answered"


def _level(case: Case, level: str) -> str:
    known = case.brief.organisation
    return with_article(known.level(level).label) if known.has("level", level) else level


def follows_tree(case: Case) -> Judged:
    """Judge *follows tree*: the decision tree was answered through to an outcome, each step after the last.

    Leaving it early with a reason is undecided: only a person can judge the reason.
    """
    tree_id = case.indicator.follows_tree
    if not case.logs or not case.held:
        return no_chance("There was no incident for which to follow the tree.")
    known = case.brief.organisation
    steps = [w for w in case.view.walked if w.event.tree == tree_id and w.event.incident in case.numbers]
    left = [x for x in case.view.left if x.event.tree == tree_id and x.event.incident in case.numbers]
    title = known.tree(tree_id).title if known.has("tree", tree_id) else tree_id
    outcomes = {o.id: o for o in known.tree(tree_id).outcomes} if known.has("tree", tree_id) else {}
    seqs = [w.seq for w in steps]
    if not steps:
        return not_shown(
            f"You did not open the decision tree {quoted(title)}.", [case.logs[0].opened], [title]
        )
    last = steps[-1]
    if last.event.leads_to in outcomes:
        text = outcomes[last.event.leads_to].text
        return shown(
            f"You followed {quoted(title)} to its end at {clock(last.event.t)}: {quoted(text)}.", seqs
        )
    if left and tokens(left[-1].event.reason):
        reason = f"{clock(left[-1].event.t)} with the reason {quoted(left[-1].event.reason)}"
        sentence = f"You left {quoted(title)} at {reason}; a person must judge it."
        return Judged("undecided", sentence, (*seqs, left[-1].seq))
    return not_shown(
        f"You began {quoted(title)} and stopped at {clock(last.event.t)}, before its end.", seqs, [title]
    )
