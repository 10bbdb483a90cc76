"""Judges of what was passed on: to whom, what it carried, by which medium, in what words, and what came back.

A message is judged only on what this learner had been told. What a message or a spoken line carries stands in
the record, compared as values, so a misreading costs nothing here.
"""

from collections.abc import Mapping, Sequence

from simulator.marking.indexed import Delivery, Told, Utterance
from simulator.marking.judgement import Case, Judged, Moment, contrary, no_chance, not_shown, shown
from simulator.marking.log import never_told, told_facts
from simulator.marking.message_held import is_message, told_something
from simulator.marking.message_rules import ANYWHERE, LENGTHS, Wording, keeps, names_type
from simulator.marking.passed_on import CARRY_SECONDS, carried_to, overtaken, so_no_longer, wrongly_told
from simulator.marking.right_level import is_urgent
from simulator.marking.wording import by_medium, counted, listed, of, of_all, quoted, thing
from simulator.model.clock import clock
from simulator.model.organisation_rules import WordingKind, WordingRule


def _about(case: Case, delivery: Delivery) -> bool:
    """Tell whether a message concerns the incident meant; words on a line that names none do."""
    return not case.indicator.incident or delivery.incident in case.numbers or not delivery.incident


def deliveries_to(case: Case, party: str) -> list[Delivery]:
    """Return everything sent or said to a party (any, when empty), in order."""
    key = (party, case.incident if case.indicator.incident else "")
    found = case.view.sent_to.get(key)
    if found is None:
        all_of = (d for d in case.view.deliveries if not party or case.brief.is_party(d.party, party))
        found = case.view.sent_to[key] = [d for d in all_of if _about(case, d)]
    return found


def under_another(case: Case, *parties: str) -> str:
    """Return a sentence where what was passed on went astray, if it did: to another incident or crew."""
    for party in parties:
        for d in case.view.deliveries:
            if case.brief.is_party(d.party, party) and not _about(case, d):
                who = case.brief.party(party)
                return f"What you told {who} stands under log {d.incident}, not under this incident."
    return _to_another_crew(case, parties)


def _to_another_crew(case: Case, parties: Sequence[str]) -> str:
    """Return a sentence where the crews meant were told nothing and another crew was, if that is so."""
    meant = [p for p in parties if case.brief.is_crew(p)]
    told = [
        d.party
        for d in case.view.deliveries
        if case.brief.is_crew(d.party)
        and not any(case.brief.is_party(d.party, p) for p in parties)
        and _about(case, d)
        and d.carries
    ]
    if not meant or not told:
        return ""
    whom = listed([case.brief.party(p) for p in dict.fromkeys(told)])
    who = listed([case.brief.party(p) for p in meant], "or")
    return f"You passed nothing on to {who}; what you passed on went to {whom}."


def _first_told(case: Case) -> tuple[dict[str, Delivery], list[Utterance], list[Delivery]]:
    """Return the first message to each party that told it something, words not understood, empty messages."""
    first: dict[str, Delivery] = {}
    tried: list[Utterance] = []
    empty: list[Delivery] = []
    for party in case.indicator.sends:
        needed, carried = case.brief.needed_by(party), set[str]()
        for delivery in deliveries_to(case, party):
            carried |= set(delivery.carries)
            told = delivery.spoken is not None or is_message(needed, carried)
            if told_something(delivery) and told:
                first.setdefault(party, delivery)
            elif delivery.spoken is not None and party not in first:
                tried.append(delivery.spoken)
            elif party not in first:
                empty.append(delivery)
    return first, tried, empty


def sends(case: Case) -> Judged:
    """Judge *sends*: a message, or understood words by phone or radio, reached each party within the limit.

    Written messages tell a body outside something once they hold two facts that it needs, or the one that it
    does; whoever was told another place than the learner was is not told either. The limit counts from
    ``after``, from when ``needs`` first held, or from knowing where the incident is.
    """
    start = case.begins(case.knew_where())
    if start is None:
        return no_chance("What calls for a message to them never came up.")
    deadline = start.t + case.limit()
    first, tried, empty = _first_told(case)
    sent = [d for p in case.indicator.sends for d in deliveries_to(case, p)]
    if (wrong := wrongly_told(case, (), sent)) is not None:
        return wrong._replace(result="not shown")
    missing = [p for p in case.indicator.sends if p not in first or first[p].t > deadline]
    cites = [d.seq for d in first.values()]
    if not missing:
        return shown(f"You told {_how_told(case, first)}.", cites)
    if case.time_ran_out(deadline) and not first:
        return no_chance("The attempt ended before the limit was up.")
    never = [case.brief.party(p) for p in missing if p not in first]
    late = [
        f"{case.brief.party(p)} only at {clock(first[p].t)}, due by {clock(deadline)}"
        for p in missing
        if p in first
    ]
    parts = ([f"did not tell {listed(never, 'or')}"] if never else []) + (
        [f"told {listed(late)}"] if late else []
    )
    if never and empty:
        parts[0] += f" enough of what is needed there, by {clock(empty[-1].t)}"
        cites += [d.seq for d in empty]
    astray = "" if empty else under_another(case, *(p for p in missing if p not in first))
    in_time = {p: d for p, d in first.items() if p not in missing}
    told = f"told {_how_told(case, in_time)}, but " if in_time else ""
    judged = not_shown(
        astray or f"You {told}{' and '.join(parts)}.",
        cites or [start.seq],
        [f"a message to {case.brief.party(p)}" for p in missing],
        late=not never,
    )
    return case.missed(judged, case.unheard(said=tried) if tried and never else [], who="other side")


def _how_told(case: Case, told: Mapping[str, Delivery]) -> str:
    """Return who was told, by what and when."""
    return listed(f"{case.brief.party(p)} {by_medium(d.medium)} at {clock(d.t)}" for p, d in told.items())


def _deadline(case: Case, told: Told, first: float) -> float:
    return max(told.t, first) + case.limit(CARRY_SECONDS)


def carries(case: Case) -> Judged:
    """Judge *carries*: every listed fact that the learner was told reached the party.

    A fact told before the first message may follow it within the limit (2 min); one told later is due within
    the limit of hearing it. A corrected fact is not asked for, nor one that was overtaken before it was due.
    A crew knows the address that it was sent to. To say one of these facts otherwise than it was told, or
    where it is, is contrary unless another message puts it right, and late when
    that comes after the limit.
    A critical indicator is contrary when somebody was sent to, or told of, the incident and never learned of
    a danger that the learner knew.
    """
    to = case.indicator.to
    told = told_facts(case, case.indicator.carries)
    if not told or not case.held:
        return no_chance("You were told none of what was to be passed on.")
    sent = deliveries_to(case, to)
    carried = carried_to(case, to, told, sent)
    who = case.brief.party(to) if to else "others"
    first = sent[0].t if sent else min((m.t for m in carried.values()), default=0.0)
    due = {key: _deadline(case, heard, first) for key, heard in told.items()}
    gone = overtaken(case, {k: by for k, by in due.items() if k not in carried or carried[k].t > by})
    told = {key: heard for key, heard in told.items() if key not in gone}
    if not told:
        return no_chance(so_no_longer(case, gone).strip(), [t.seq for t in gone.values()])
    if not sent and not carried:
        return _nothing_passed(case, told)
    keys = [key for key in told if to or key not in carried]  # whoever may be told any of several was, by one
    if (wrong := wrongly_told(case, keys, sent)) is not None:
        return wrong
    never = [key for key in told if key not in carried and not case.time_ran_out(due[key])]
    late = [key for key in told if key in carried and carried[key].t > due[key]]
    if not never and not late:
        facts = listed(thing(name) for name in case.brief.facts(told))
        seqs = [m.seq for key, m in carried.items() if key in told]
        sentence = f"You passed on {facts} to {who}, by {clock(case.view.time_of(max(seqs, default=0)))}."
        return shown(sentence + so_no_longer(case, gone) + never_told(case, case.indicator.carries), seqs)
    unfound = of_all(case.brief.facts(never), "or")
    parts = [f"nothing that you passed to {who} was found to tell {unfound}"] if never else []
    if late:
        parts.append(f"you told {who} {listed(_late(case, key, carried[key], due[key]) for key in late)}")
    sentence = " and ".join(parts)
    seqs = [*(d.seq for d in sent), *(told[k].seq for k in (*never, *late))]
    lost = case.brief.facts((*never, *late))
    judged = not_shown(sentence[:1].upper() + sentence[1:] + ".", seqs, lost, late=not never)
    return _as_missed_risk(case, judged, never)


def _nothing_passed(case: Case, told: dict[str, Told]) -> Judged:
    to = case.indicator.to
    crews = [d for d in case.view.deployed if d.event.incident in case.numbers]
    gone = [d for d in crews if not to or case.brief.is_party(d.event.resource, to)]
    whom = case.brief.party(to) if to else "anybody"
    judged = not_shown(
        (to and under_another(case, to)) or f"You passed nothing on to {whom}.",
        [t.seq for t in told.values()],
        case.brief.facts(told),
    )
    return _as_missed_risk(case, judged, list(told)) if gone else judged


def _late(case: Case, key: str, at: Moment, due: float) -> str:
    return f"{of(case.brief.fact(key))} only at {clock(at.t)}, due by {clock(due)}"


def _as_missed_risk(case: Case, judged: Judged, never: Sequence[str]) -> Judged:
    facts = case.brief.scenario.facts
    if case.indicator.critical and any(facts[key].hazard for key in never):
        return contrary(judged.sentence, judged.cites, judged.missing)
    return judged


def _rules(case: Case, delivery: Delivery) -> tuple[WordingRule, ...]:
    crew = delivery.party in case.brief.kind_of or delivery.party in case.brief.kind_of.values()
    rules = case.brief.wording_rules(delivery.medium, urgent=is_urgent(case, delivery.seq))
    return tuple(rule for rule in rules if rule.to in ("any", "crews" if crew else "bodies"))


def _wording(case: Case, delivery: Delivery, text: str) -> Wording:
    set_before = [
        p for p in case.view.priorities if p.seq < delivery.seq and p.event.incident == delivery.incident
    ]
    level = set_before[-1].event.level if set_before else ""
    facts = case.brief.scenario.facts
    happened = delivery.medium == "phone" and (
        any(facts[k].topic == "what" for d in _of_one_call(case, delivery) for k in d.carries if k in facts)
        or _kind_known(case, delivery)
    )
    return Wording(text, delivery.party, delivery.incident, level, happened)


def _of_one_call(case: Case, delivery: Delivery) -> Sequence[Delivery]:
    """Return what was said in the phone call to which a message belongs: it is judged as one text."""
    if not delivery.line:
        return (delivery,)
    return [d for d in deliveries_to(case, delivery.party) if d.line == delivery.line]


def _kind_known(case: Case, delivery: Delivery) -> bool:
    """Tell whether a party was phoned about the same log before and told then what kind it is."""
    before = (d for d in case.view.deliveries if d.seq < delivery.seq and d.medium == "phone")
    of_it = (d for d in before if (d.party, d.incident) == (delivery.party, delivery.incident))
    return any(names_type(Wording(d.text, d.party, d.incident, ""), case.brief) for d in of_it)


def _composed(case: Case, party: str) -> list[tuple[Delivery, str]]:
    """Return what was put into words as a message: each message, each phone call, each radio call with news.

    Short replies on an open line are not messages; what was said in one phone call is one text. Where nothing
    on a radio line held news, the first words on it are the message. What is said on a phone line which a
    crew rang is an answer to its question, and need not say who speaks or why.
    """
    calls: dict[str, tuple[Delivery, list[str]]] = {}
    found: list[tuple[Delivery, str]] = []
    theirs = case.view.rung_by_them
    sent = [d for d in deliveries_to(case, party) if d.spoken is None or d.line not in theirs]
    for d in sent:
        if d.spoken is None and d.medium != "phone":
            found.append((d, d.text))
        elif d.medium == "phone":
            calls.setdefault(d.line or str(d.seq), (d, []))[1].append(d.text)
        elif d.carries:
            found.append((d, d.text))
    found += [(d, " ".join(texts)) for d, texts in calls.values()]
    return sorted(found or [(d, d.text) for d in sent[:1]], key=lambda one: one[0].seq)


def _whom(case: Case, sent: Sequence[Delivery]) -> str:
    """Return whom messages went to, each once."""
    return listed(dict.fromkeys(case.brief.party(d.party) for d in sent))


def _what(case: Case, sent: Sequence[Delivery]) -> str:
    """Return one message, or several, as the beginning of a sentence: ``Your 3 messages to Alpha 1``."""
    if len(sent) > 1:
        return f"Your {len(sent)} messages to {_whom(case, sent)}"
    d = sent[0]
    return (
        f"What you told {case.brief.party(d.party)} {by_medium(d.medium)} at {clock(d.t)}, {quoted(d.text)},"
    )


def _some_of(case: Case, sent: Sequence[Delivery], every: int, many: str, one: str) -> str:
    """Return messages as the beginning of a sentence, counted among all that went to their party."""
    if every <= len(sent):
        return _what(case, sent)
    which = f"{len(sent)} that {many}" if len(sent) > 1 else f"one that {one}"
    return f"Of your {every} messages to {_whom(case, sent)}, the {which}"


def concise(case: Case) -> Judged:
    """Judge *concise*: everything sent or said to the party keeps to its medium's length in one go."""
    party = case.indicator.concise
    sent = [d for d in deliveries_to(case, party) if told_something(d)]
    if not sent or not case.held:
        return no_chance(f"You sent {case.brief.party(party)} nothing whose length could be judged.")
    long = [
        (d, rule)
        for d in sent
        for rule in _rules(case, d)
        if rule.rule in LENGTHS and not keeps(rule, _wording(case, d, d.text), case.brief)
    ]
    if not long:
        words = counted(max(len(d.text.split()) for d in sent), "word")
        short = f"were short enough: {words} at most" if len(sent) > 1 else f"was short enough: {words}"
        every, told = len(deliveries_to(case, party)), "told something"
        what = _some_of(case, sent, every, told, told)
        return shown(f"{what} {short}.", [d.seq for d in sent])
    d, rule = long[0]
    size = counted(len(d.text.split()), "word")
    if rule.rule == "at most characters":
        size = counted(len(d.text), "character")
    sentence = f"{_what(case, [d])} has {size}; the procedures say: {_says(rule)}."
    return not_shown(sentence, [x.seq for x, _ in long], [_says(rule)])


def _says(rule: WordingRule) -> str:
    return rule.says[:1].lower() + rule.says[1:].rstrip(".")


Broken = list[tuple[Delivery, WordingRule]]
_SAID_ONCE: frozenset[WordingKind] = frozenset(("contains one of", "names incident type"))
"""The rules that the first of several calls about one log keeps for the others."""


def _broken(case: Case, sent: Sequence[tuple[Delivery, str]]) -> tuple[Broken, list[str]]:
    """Return the conventions that messages broke, length apart, and in words all that were looked at.

    Who rings a party again about the same log does not ask anew for what was asked for before, nor say again
    of what kind it is.
    """
    broken: Broken = []
    checked: dict[str, None] = {}
    asked: set[tuple[str, str, str]] = set()
    for delivery, text in sent:
        rules = [rule for rule in _rules(case, delivery) if rule.rule not in LENGTHS]
        checked |= dict.fromkeys(map(_says, rules))
        sentence = _wording(case, delivery, text)
        for rule in rules:
            once = (delivery.party, delivery.incident, rule.says)
            if keeps(rule, sentence, case.brief):
                asked.add(once)
            elif once not in asked or delivery.medium != "phone" or rule.rule not in _SAID_ONCE:
                broken.append((delivery, rule))
    return broken, list(checked)


def _broken_in_replies(case: Case, replies: Sequence[Delivery]) -> Broken:
    """Return the rules of what is never said that short replies on an open line broke."""
    return [
        (d, rule)
        for d in replies
        for rule in _rules(case, d)
        if rule.rule in ANYWHERE and not keeps(rule, _wording(case, d, d.text), case.brief)
    ]


def wording(case: Case) -> Judged:
    """Judge *wording*: every message to the party keeps its medium's conventions, length apart.

    Each broken rule is named. Short replies on an open line keep only the rules of what is never said.
    """
    party = case.indicator.wording
    sent = _composed(case, party)
    if not sent or not case.held:
        who = case.brief.party(party)
        theirs = [d for d in deliveries_to(case, party) if d.line in case.view.rung_by_them]
        if theirs:
            words = f"You spoke to {who} only where they had rung you; no wording is laid down for answers."
            return no_chance(words, [d.seq for d in theirs])
        astray = "" if theirs or deliveries_to(case, party) else under_another(case, party)
        return no_chance(astray or f"You sent {who} nothing whose wording could be judged.")
    broken, checked = _broken(case, sent)
    composed = {d.seq for d, _ in sent}
    replies = [d for d in deliveries_to(case, party) if d.seq not in composed and d.medium != "phone"]
    broken += _broken_in_replies(case, replies)
    if not checked:
        return no_chance("The procedures lay down no wording for the medium you used.")
    if not broken:
        messages = [d for d, _ in sent]
        keep = "keep" if len(sent) > 1 else "keeps"
        kept = f"{keep} what was checked of the agreed wording: {'; '.join(checked)}"
        every, reply = len(sent) + len(replies), "more than a short reply"
        what = _some_of(case, messages, every, f"were {reply}", f"was {reply}")
        return shown(f"{what} {kept}.", [d.seq for d in messages])
    return _not_worded(case, broken, len(sent))


def _not_worded(case: Case, broken: Broken, sent: int) -> Judged:
    """Return *not shown* with the rules that the first faulty message broke, and how many others did."""
    first = broken[0][0]
    lost = [_says(rule) for d, rule in broken if d is first]
    conventions = "one convention" if len(lost) == 1 else f"{len(lost)} conventions"
    sentence = f"{_what(case, [first])} misses {conventions}: {'; '.join(lost)}."
    others = {d.seq: d for d, _ in broken if d is not first}
    if others:
        media = dict.fromkeys(by_medium(d.medium) for d in others.values())
        how = "" if [*media] == [by_medium(first.medium)] else f", {listed(media)},"
        sentence += f" {counted(len(others), 'more of your messages', 'more of your messages')}"
        sentence += f" to {_whom(case, [d for d, _ in broken])}{how}"
        sentence += f" {'misses' if len(others) == 1 else 'miss'} some."
    rules = dict.fromkeys(_says(rule) for _, rule in broken)
    return not_shown(sentence, dict.fromkeys(d.seq for d, _ in broken), rules)
