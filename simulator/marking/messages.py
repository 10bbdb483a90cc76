"""Judges of what was passed on: to whom, what it carried, by which medium, in what words, and what came back.

A message is judged only on what this learner had been told. What a message or a spoken line carries stands in
the record, compared as values, so a misreading costs nothing here.
"""

from collections.abc import Sequence

from simulator.marking.indexed import Delivery, Told
from simulator.marking.judgement import ENDLESS, Case, Judged, Moment, contrary, no_chance, not_shown, shown
from simulator.marking.log import told_facts
from simulator.marking.message_rules import ANYWHERE, LENGTHS, Wording, keeps
from simulator.marking.right_level import is_urgent
from simulator.marking.wording import clock, counted, listed, quoted
from simulator.model.organisation_rules import WordingRule

CARRY_SECONDS = 120
"""How soon after hearing it, or after the first message, a fact is to be passed on if no limit is given."""
REPLY_SECONDS = 60
"""How soon a crew's or organisation's question is to be answered, unless a limit is given."""
NOT_KNOWN = frozenset(("no_information", "radio_stand_by"))
"""The shared acts that tell whoever asks that it is not known, or not known yet."""
BY = {
    "phone": "by phone",
    "radio": "by radio",
    "data": "by data",
    "email": "by email",
    "sms": "by text message",
}


def _about(case: Case, delivery: Delivery) -> bool:
    """Tell whether a message concerns the incident meant; words on a line that names none do."""
    return not case.indicator.incident or delivery.incident in case.numbers or not delivery.incident


def deliveries_to(case: Case, party: str) -> list[Delivery]:
    """Return everything sent or said to a party (any, when empty), in order."""
    all_of = (d for d in case.view.deliveries if not party or case.brief.is_party(d.party, party))
    return [d for d in all_of if _about(case, d)]


def _told_something(delivery: Delivery) -> bool:
    return delivery.spoken is None or bool(delivery.carries) or delivery.spoken.understood


def _by(delivery: Delivery) -> str:
    return BY.get(delivery.medium, f"by {delivery.medium}")


def sends(case: Case) -> Judged:
    """Judge *sends*: a message, or understood words by phone or radio, reached each party within the limit.

    The limit counts from ``after``, from when ``needs`` first held, or from knowing where the incident is.
    """
    start = case.begins(case.knew_where())
    if start is None:
        return no_chance("Nothing in this attempt called for a message to them.")
    deadline = start.t + case.limit()
    first: dict[str, Delivery] = {}
    tried = []
    for party in case.indicator.sends:
        for delivery in deliveries_to(case, party):
            if _told_something(delivery):
                first.setdefault(party, delivery)
            elif delivery.spoken is not None and party not in first:
                tried.append(delivery.spoken)
    missing = [p for p in case.indicator.sends if p not in first or first[p].t > deadline]
    cites = [d.seq for d in first.values()]
    if not missing:
        names = [f"{case.brief.party(p)} {_by(d)} at {clock(d.t)}" for p, d in first.items()]
        return shown(f"You told {listed(names)}.", cites)
    if case.time_ran_out(deadline) and not first:
        return no_chance("The attempt ended before the limit was up.")
    never = [case.brief.party(p) for p in missing if p not in first]
    late = [f"{case.brief.party(p)} only at {clock(first[p].t)}" for p in missing if p in first]
    parts = ([f"did not tell {listed(never, 'or')}"] if never else []) + (
        [f"told {listed(late)}"] if late else []
    )
    judged = not_shown(
        f"You {' and '.join(parts)}.", cites or [start.seq], [case.brief.party(p) for p in missing]
    )
    return case.missed(judged, case.unheard(said=tried) if tried and never else [], who="other side")


def _deadline(case: Case, told: Told, first: Delivery) -> float:
    return max(told.t, first.t) + case.limit(CARRY_SECONDS)


def carries(case: Case) -> Judged:
    """Judge *carries*: every listed fact that the learner was told reached the party.

    A fact told before the first message may follow it within the limit (2 min); one told later is due within
    the limit of hearing it. A corrected fact is not asked for. A critical indicator is contrary when somebody
    was sent to, or told of, the incident and never learned of a danger that the learner knew.
    """
    to = case.indicator.to
    told = told_facts(case, case.indicator.carries)
    if not told or not case.held:
        return no_chance("You were told none of what was to be passed on.")
    sent = deliveries_to(case, to)
    who = case.brief.party(to) if to else "anybody"
    if not sent:
        crews = [d for d in case.view.deployed if d.event.incident in case.numbers]
        gone = [d for d in crews if not to or case.brief.is_party(d.event.resource, to)]
        judged = not_shown(
            f"You passed nothing on to {who}.", [t.seq for t in told.values()], case.brief.facts(told)
        )
        return _as_missed_risk(case, judged, list(told)) if gone else judged
    late: list[str] = []
    never: list[str] = []
    cites: list[int] = []
    for key, heard in told.items():
        carried = next((d for d in sent if key in d.carries), None)
        if carried is None:
            if not case.time_ran_out(_deadline(case, heard, sent[0])):
                never.append(key)
            continue
        cites.append(carried.seq)
        if carried.t > _deadline(case, heard, sent[0]):
            late.append(key)
    if not never and not late:
        facts = listed(case.brief.facts(k for k in told))
        return shown(f"You passed on {facts} to {who}, by {clock(_last(case, cites))}.", cites)
    parts = [f"you did not pass on {listed(case.brief.facts(never), 'or')} to {who}"] if never else []
    if late:
        parts.append(f"{listed(case.brief.facts(late))} reached {who} late")
    sentence = " and ".join(parts)
    seqs = [*(d.seq for d in sent), *(told[k].seq for k in (*never, *late))]
    judged = not_shown(sentence[:1].upper() + sentence[1:] + ".", seqs, case.brief.facts((*never, *late)))
    return _as_missed_risk(case, judged, never)


def _last(case: Case, cites: Sequence[int]) -> float:
    return case.view.time_of(max(cites, default=0))


def _as_missed_risk(case: Case, judged: Judged, never: Sequence[str]) -> Judged:
    facts = case.brief.scenario.facts
    if case.indicator.critical and any(facts[key].hazard for key in never):
        return contrary(judged.sentence, judged.cites, judged.missing)
    return judged


def _rules(case: Case, delivery: Delivery) -> list[WordingRule]:
    organisation = case.brief.organisation
    if not organisation.has("convention", delivery.medium):
        return []
    rules = organisation.convention(delivery.medium).rules
    if all(rule.situation == "any" for rule in rules):
        return list(rules)
    situation = "urgent" if is_urgent(case, delivery.seq) else "routine"
    return [rule for rule in rules if rule.situation in ("any", situation)]


def _wording(case: Case, delivery: Delivery, text: str) -> Wording:
    set_before = [
        p for p in case.view.priorities if p.seq < delivery.seq and p.event.incident == delivery.incident
    ]
    level = set_before[-1].event.level if set_before else ""
    return Wording(text, delivery.party, delivery.incident, level)


def _composed(case: Case, party: str) -> list[tuple[Delivery, str]]:
    """Return what was put into words as a message: each message, each phone call, each radio call with news.

    Short replies on an open line are not messages; what was said in one phone call is one text.
    """
    calls: dict[str, tuple[Delivery, list[str]]] = {}
    found: list[tuple[Delivery, str]] = []
    for d in deliveries_to(case, party):
        if d.spoken is None and d.medium != "phone":
            found.append((d, d.text))
        elif d.medium == "phone":
            calls.setdefault(d.line or str(d.seq), (d, []))[1].append(d.text)
        elif d.carries:
            found.append((d, d.text))
    return found + [(d, " ".join(texts)) for d, texts in calls.values()]


def concise(case: Case) -> Judged:
    """Judge *concise*: everything sent or said to the party keeps to its medium's length in one go."""
    sent = [d for d in deliveries_to(case, case.indicator.concise) if _told_something(d)]
    if not sent or not case.held:
        return no_chance("You sent no message whose length could be judged.")
    long = [
        (d, rule)
        for d in sent
        for rule in _rules(case, d)
        if rule.rule in LENGTHS and not keeps(rule, _wording(case, d, d.text), case.brief)
    ]
    if not long:
        words = max(len(d.text.split()) for d in sent)
        what = "message is" if len(sent) == 1 else "messages are"
        return shown(f"Your {what} short enough: {counted(words, 'word')} at most.", [d.seq for d in sent])
    d, rule = long[0]
    size = counted(len(d.text.split()), "word")
    if rule.rule == "at most characters":
        size = counted(len(d.text), "character")
    sentence = f"What you sent {_by(d)} at {clock(d.t)} has {size}; the procedures say: {_says(rule)}."
    return not_shown(sentence, [x.seq for x, _ in long], [rule.says])


def _says(rule: WordingRule) -> str:
    return rule.says[:1].lower() + rule.says[1:].rstrip(".")


def wording(case: Case) -> Judged:
    """Judge *wording*: every message to the party keeps its medium's conventions, length apart.

    Each broken rule is named. Short replies on an open line keep only the rules of what is never said.
    """
    party = case.indicator.wording
    sent = _composed(case, party)
    if not sent or not case.held:
        return no_chance("You sent no message whose wording could be judged.")
    broken: list[tuple[Delivery, WordingRule]] = []
    checked = 0
    for delivery, text in sent:
        for rule in _rules(case, delivery):
            if rule.rule not in LENGTHS:
                checked += 1
                if not keeps(rule, _wording(case, delivery, text), case.brief):
                    broken.append((delivery, rule))
    composed = {d.seq for d, _ in sent}
    for delivery in deliveries_to(case, party):
        if delivery.seq not in composed and delivery.medium != "phone":
            rules = [r for r in _rules(case, delivery) if r.rule in ANYWHERE]
            broken += [
                (delivery, r)
                for r in rules
                if not keeps(r, _wording(case, delivery, delivery.text), case.brief)
            ]
    if not checked:
        return no_chance("The procedures lay down no wording for the medium you used.")
    if not broken:
        first = sent[0][0]
        what = f"What you sent {_by(first)} at {clock(first.t)} keeps"
        return shown(
            f"{what if len(sent) == 1 else 'Your messages keep'} the agreed wording.",
            [d.seq for d, _ in sent],
        )
    lost = list(dict.fromkeys(_says(rule) for _, rule in broken))
    d = broken[0][0]
    what = f"{quoted(d.text)}, sent {_by(d)} at {clock(d.t)}"
    sentence = f"{what}, misses {_conventions(len(lost))}: {'; '.join(lost)}."
    return not_shown(sentence, [x.seq for x, _ in broken], [rule.says for _, rule in broken])


def _conventions(number: int) -> str:
    return "one convention" if number == 1 else f"{number} conventions"


def preferred_media(case: Case, party: str, seq: int) -> tuple[str, ...]:
    """Return the media that suit a party at a place in the record.

    An outside organisation has its own preferences for urgent and routine. A crew's media stand in order of
    preference: the first when it is urgent, any of them when it is not.
    """
    organisation = case.brief.organisation
    urgent = is_urgent(case, seq)
    if organisation.has("organisation", party):
        body = organisation.outside(party)
        situation = "urgent" if urgent else "routine"
        return tuple(p.medium for p in body.preferred if p.situation == situation) or tuple(
            r.medium for r in body.routes
        )
    crews = [r for r in organisation.resources if party in (r.id, r.kind)]
    media = tuple(dict.fromkeys(m for r in crews for m in (r.reached_by[:1] if urgent else r.reached_by)))
    return media or ("radio",)


def uses_medium(case: Case) -> Judged:
    """Judge *uses medium*: the first message to each party goes by the medium that suits it then."""
    first = {}
    for party in case.indicator.uses_medium:
        sent = [d for d in deliveries_to(case, party) if _told_something(d)]
        if sent:
            first[party] = sent[0]
    if not first or not case.held:
        return no_chance("You sent no message whose medium could be judged.")
    wrong = {p: d for p, d in first.items() if d.medium not in preferred_media(case, p, d.seq)}
    cites = [d.seq for d in first.values()]
    if not wrong:
        names = [f"{case.brief.party(p)} {_by(d)}" for p, d in first.items()]
        return shown(f"You reached {listed(names)}, which suits them.", cites)
    parts = [f"{case.brief.party(p)} {_by(d)} at {clock(d.t)}" for p, d in wrong.items()]
    better = [listed([BY.get(m, m) for m in preferred_media(case, p, d.seq)], "or") for p, d in wrong.items()]
    return not_shown(f"You told {listed(parts)}; {listed(better)} suits better.", cites, better)


def _honest(case: Case, key: str, asked: Moment, deadline: float, replies: Sequence[Delivery]) -> int:
    """Return the place of an honest reply about a fact that was not known yet, or 0."""
    told, fact = case.view.told.get(key), case.brief.scenario.facts.get(key)
    if told is not None and told.known and told.seq < asked.seq:
        return 0
    asks = frozenset(fact.asked_by) if fact else frozenset()
    said = [d.seq for d in replies if d.spoken is not None and NOT_KNOWN & d.spoken.sure]
    lines = (u for u in case.view.said if u.line.call and asked.seq < u.seq and u.t <= deadline)
    said += [u.seq for u in lines if asks & u.sure]
    return min(said, default=0)


def _reply_to(case: Case, cue: str, asked: Moment, deadline: float) -> tuple[list[int], list[str]]:
    """Return the places that answer one question, and the facts that are left unanswered."""
    script = case.brief.scenario.cues[cue]
    replies = [d for d in deliveries_to(case, script.by) if asked.seq < d.seq and d.t <= deadline]
    cites, missing = [], []
    for key in script.asks:
        seq = next((d.seq for d in replies if key in d.carries), 0)
        seq = seq or _honest(case, key, asked, deadline, replies)
        if seq:
            cites.append(seq)
        else:
            missing.append(key)
    return cites, missing


def answers_responder(case: Case) -> Judged:
    """Judge *answers responder*: each question asked in the cues is answered within the limit (1 min).

    The reply, on the line or by message, carries the facts asked for. Where the learner had not been told
    one, saying that it is not known, or asking the caller, answers as well.
    """
    fired = {k: at for k in case.indicator.answers_responder if (at := case.view.cues.get(k)) is not None}
    if not fired or not case.held:
        return no_chance("Nobody on the other side asked you anything.")
    cites: list[int] = []
    missing: list[str] = []
    tried = []
    asked_at = []
    for cue, at in fired.items():
        deadline = at.event.t + case.limit(REPLY_SECONDS)
        seqs, lost = _reply_to(case, cue, Moment(at.event.t, at.seq), deadline)
        if lost and not seqs and case.time_ran_out(deadline):
            continue
        asked_at.append(at.event.t)
        cites += [at.seq, *seqs]
        missing += lost
        if lost:
            by = case.brief.scenario.cues[cue].by
            spoken = [
                d.spoken for d in deliveries_to(case, by) if d.spoken and at.seq < d.seq and d.t <= deadline
            ]
            tried += spoken
            tried += [
                u
                for u in case.view.said
                if u.line.call and at.seq < u.seq and u.t <= deadline and not u.understood
            ]
    if not asked_at:
        return no_chance("The attempt ended before the question had to be answered.", cites)
    moments = listed([clock(t) for t in asked_at])
    if not missing:
        return shown(f"You answered what was asked at {moments}.", cites)
    names = case.brief.facts(dict.fromkeys(missing))
    judged = not_shown(
        f"You were asked at {moments} about {listed(names)}, and did not answer in time.", cites, names
    )
    return case.missed(judged, case.unheard(NOT_KNOWN, said=tried) if tried else [], who="other side")


def obtains_response(case: Case) -> Judged:
    """Judge *obtains response*: an answer (accepted or refused) came back from the party within the limit.

    A question in return is no answer yet. No chance when nothing was sent to it: that is *sends*.
    """
    party = case.indicator.obtains_response
    sent = deliveries_to(case, party)
    if not sent or not case.held:
        return no_chance(f"You sent nothing that {case.brief.party(party)} could answer.")
    start = case.begins(Moment(sent[0].t, sent[0].seq))
    deadline = start.t + case.limit() if start is not None else ENDLESS
    final = ("accepted", "received", "refuses", "misled")
    answers = [(seq, a.t, a.text) for d in sent for seq, a in d.answers if a.answer in final]
    since = [h for h in case.view.heard if h.seq > sent[0].seq and case.brief.is_party(h.event.party, party)]
    answers += [(h.seq, h.event.t, h.event.text) for h in since if h.event.because in final]
    if not answers:
        if case.time_ran_out(deadline):
            return no_chance("The attempt ended before the answer came.", [sent[0].seq])
        return not_shown(
            f"You did not wait for an answer from {case.brief.party(party)}.", [sent[0].seq], ["an answer"]
        )
    seq, t, text = min(answers)
    if t <= deadline:
        return shown(f"At {clock(t)} {case.brief.party(party)} answered: {quoted(text)}.", [sent[0].seq, seq])
    late = f"{case.brief.party(party)} answered at {clock(t)}; the limit was {clock(deadline)}."
    return not_shown(late, [sent[0].seq, seq], [f"an answer by {clock(deadline)}"])
