"""What the deeds of a play are called, and what each costs by the organisation's deed table.

A deed gathers all that a learner does for one thing: every line that asks for one fact, every message to one
party. What its loss should cost is read from the organisation and from the scenario's facts, never from the
scenario's indicators, so that a proof cannot agree with itself.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from simulator.engine.world import World
from simulator.marking.passed_on import CARRY_SECONDS
from simulator.model.commands import (
    AddNote,
    Command,
    Deploy,
    Escalate,
    LinkLine,
    LookUp,
    Say,
    Send,
    WriteField,
)
from simulator.model.organisation_rules import DeedRule
from simulator.model.scenario import Fact
from simulator.proving.script import Deeds
from simulator.proving.sight import Done

_WORDS: dict[str, str] = {
    "greet": "never says who is answering",
    "ask": "never asks about {what}",
    "ask_where": "never asks for {what}",
    "ask_history": "never looks for {what}",
    "read_back": "never reads back {what}",
    "settle": "does nothing to settle the caller",
    "hold": "puts a line on hold without a word",
    "stay": "never says that the line stays open",
    "advise": "never advises: {what}",
    "explain": "never tells the caller what will happen",
    "worsening": "never says what to do if it gets worse",
    "no_time": "does not answer how long it will be",
    "close": "ends the call without a close",
    "type": "never gives the log its incident type",
    "log": "never writes down {what}",
    "note": "never notes {what}",
    "grade": "never sets a priority",
    "grade_again": "does not grade again when the incident changes",
    "tree": "does not follow the decision tree",
    "deploy": "never sends {what}",
    "tell_crew": "never tells {what}",
    "tell_organisation": "never tells {what}",
    "reply": "leaves the question of {what} without an answer",
    "escalate": "never hands the response up to {what}",
    "link": "never links the second call to the log that is open",
}


@dataclass(frozen=True)
class Deed:
    """One thing that the model learner does: its places in the play, its rule, and in words its absence.

    ``needed``: the procedures ask for it in this incident; else the scenario may leave its loss unmarked.
    """

    id: str
    rule: DeedRule
    places: tuple[int, ...]
    words: str
    needed: bool
    fact: str = ""
    party: str = ""
    incident: str = ""
    act: str = ""


class Table:
    """The organisation's deed table, with the scenario's facts beside it."""

    def __init__(self, world: World) -> None:
        """Index the table."""
        self.world = world
        self.rules = {rule.id: rule for rule in world.organisation.deeds}
        self._by_act = {act: rule.id for rule in world.organisation.deeds for act in rule.acts}
        self._required = {f.id for f in world.organisation.log_form if f.required}
        self._field_of = {t.id: t.field for t in world.organisation.topics}
        here = {incident.type for incident in world.scenario.incidents.values()}
        cards = sorted(world.organisation.cards, key=lambda card: not here.isdisjoint(card.types))
        self._advice = {i.act: i.text for card in cards for i in card.items}  # as this danger's card words it

    def has(self, rule: str) -> bool:
        """Tell whether the table has a rule of that name."""
        return rule in self.rules

    def for_act(self, act: str) -> str:
        """Return the rule of an act said to a caller."""
        if act in self._by_act:
            return self._by_act[act]
        return "advise" if act in self._advice or act.startswith("advise") else "settle"

    def needed(self, fact: Fact) -> bool:
        """Tell whether the procedures ask for a fact: its field must be filled in, or it is a danger.

        What has happened is said by the incident type as well, so no single fact of it is asked for.
        """
        return bool(fact.value) and fact.known and fact.topic != "what" and (
            fact.hazard or self._field_of.get(fact.topic, "") in self._required
        )  # fmt: skip

    def in_field(self, fact: Fact) -> bool:
        """Tell whether a fact belongs into a field of the form; else it is noted."""
        return bool(self._field_of.get(fact.topic, ""))

    def advice(self, act: str) -> str:
        """Return an act of advice in words."""
        own = self.world.scenario.acts.get(act)
        text = self._advice.get(act) or (own.label if own else "") or act.replace("_", " ")
        return text.rstrip(".").lower()

    def party(self, name: str) -> str:
        """Return what a party is called."""
        organisation = self.world.organisation
        if organisation.has("organisation", name):
            return organisation.outside(name).name
        return organisation.resource(name).call_sign if organisation.has("resource", name) else name


def deeds_of(play: Deeds) -> tuple[Deed, ...]:
    """Return the deeds of a play, each once, in the order in which they are first done."""
    table = Table(play.world)
    found: dict[str, Deed] = {}
    for n, done in enumerate(play.done):
        for one in _named(table, play, done):
            if one.id in found:
                before = found[one.id]
                found[one.id] = Deed(**{**before.__dict__, "places": (*before.places, n)})
            else:
                found[one.id] = Deed(**{**one.__dict__, "places": (n,)})
    return tuple(found.values())


def _named(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    """Yield what a step of a play is part of."""
    naming = _NAMING.get(done.key.partition(":")[0])
    if naming is not None:
        for one in naming(table, play, done):
            if one.rule.id in table.rules:
                yield one


def _deed(
    table: Table,
    name: str,
    rule: str,
    what: str = "",
    *,
    needed: bool = True,
    fact: str = "",
    party: str = "",
    incident: str = "",
    act: str = "",
) -> Iterator[Deed]:
    if not table.has(rule):
        return
    known = table.rules[rule]
    words = _WORDS.get(rule, rule.replace("_", " ")).replace("{what}", what)
    yield Deed(name, known, (), words, needed, fact, party, incident, act)


def quoted(fact: Fact) -> str:
    """Return what a fact is called, in quotation marks: often it is a sentence of its own."""
    label = fact.label
    return f"“{label if label[1:2].isupper() else label[:1].lower() + label[1:]}”"


def _asking(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    name = done.key.split(":")[2]
    fact = table.world.scenario.facts[name]
    rule = {"where": "ask_where", "history": "ask_history"}.get(fact.topic, "ask")
    yield from _deed(
        table, f"ask {name}", rule, quoted(fact), needed=table.needed(fact) and _untold(play, name), fact=name
    )


def _untold(play: Deeds, fact: str) -> bool:
    """Tell whether only asking brought a fact: what a caller volunteers is told without it."""
    known = play.world.scenario.facts[fact]
    brought = {f for call in play.world.scenario.calls.values() for r in call.reactions for f in r.tells}
    brought |= {f for cue in play.world.scenario.cues.values() for f in cue.tells}
    return known.told is None and fact not in brought


def _looking(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    what = done.deed.what if isinstance(done.deed, LookUp) else ""
    yield from _deed(table, f"look up {what}", "ask_history", f"the {what}")


def _greeting(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    call = done.state.lines[done.deed.line].call if isinstance(done.deed, Say) else ""
    yield from _deed(table, f"greet {call}", "greet", incident=table.world.incident_of(call))


def _saying(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    call, act = _said(play, done)
    if done.key.startswith("warm:") and not any(_holds(d) for d in play.done):
        return
    rule = table.for_act(act)
    name = f"{rule} {call}" if rule in ("settle", "hold", "stay", "explain", "close") else f"{rule} {act}"
    if rule == "advise" and any(
        d.key.startswith("say:") and _elsewhere(play, d, call, act) for d in play.done
    ):
        name += f" on {call}"
    yield from _deed(table, name.replace("_", " "), rule, table.advice(act), act=act)


def _elsewhere(play: Deeds, done: Done, call: str, act: str) -> bool:
    """Tell whether a step gives the same advice on another call: leaving it out here is a deed of its own."""
    on, said = _said(play, done)
    return said == act and on != call


def _said(play: Deeds, done: Done) -> tuple[str, str]:
    """Return on which call something was said, and which act it is."""
    parts = done.key.split(":")
    line = done.deed.line if isinstance(done.deed, Say) else ""
    call, act = (parts[1], parts[2]) if parts[0] == "say" else (_call_of(play, line), parts[-1])
    return call, {"hold": "hold_line", "warm": "ask_to_wait", "eta": "refuse_eta"}.get(parts[0], act)


def _holds(done: Done) -> bool:
    return done.key.startswith("hold:") or ":hold_line:" in done.key


def _call_of(play: Deeds, line: str) -> str:
    known = play.final.lines.get(line)
    return known.call if known else ""


def _grading(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    incident = done.key.split(":")[1]
    before = any(d.key.startswith(f"grade:{incident}:") for d in play.done if d.t < done.t)
    rule = "grade_again" if before else "grade"
    after = any(
        d.key.startswith(f"grade:{incident}:") and d.key != done.key for d in play.done if d.t > done.t
    )
    name = f"{rule.replace('_', ' ')} {incident}"
    yield from _deed(table, name, rule, incident=incident, needed=not after)


def _typing(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    yield from _deed(table, f"type {done.key.split(':')[1]}", "type")


def _walking(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    yield from _deed(table, f"tree {done.key.split(':')[1]}", "tree")


def facts_in(play: Deeds, done: Done) -> tuple[str, ...]:
    """Return the facts whose value stands in what a step writes or sends."""
    text = text_of(done.deed).lower()
    told = done.state.told
    return tuple(f for f, t in told.items() if t.value and t.value.lower() in text)


def text_of(deed: Command) -> str:
    """Return the words of a deed, as far as it has any."""
    return str(getattr(deed, "text", "") or getattr(deed, "value", ""))


def overtaken_in(play: Deeds, fact: str, places: Sequence[int]) -> bool:
    """Tell whether a fact was so no longer before a party had to be told of it; ``places``: its messages."""
    told = play.final.told
    newer = [told[other].t for other in play.world.scenario.facts[fact].overtaken_by if other in told]
    if not newer or fact not in told:
        return False
    first = min((play.done[n].t for n in places), default=0.0)
    return min(newer) <= max(told[fact].t, first) + CARRY_SECONDS * play.final.pace


def _writing(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    if not isinstance(done.deed, WriteField | AddNote):
        return
    truth = play.final.logs[done.deed.incident].truth
    for name in facts_in(play, done):
        fact = table.world.scenario.facts.get(name)
        if fact is not None:
            rule = "log" if table.in_field(fact) else "note"
            yield from _deed(
                table,
                f"log {name}",
                rule,
                quoted(fact),
                needed=table.needed(fact) and not _corrected(table, play, name),
                fact=name,
                incident=truth,
            )


def _corrected(table: Table, play: Deeds, name: str) -> bool:
    """Tell whether something that was told in this play corrects a fact, so that it need not stand there."""
    facts = table.world.scenario.facts
    return any(f.replaces == name and other in play.final.told for other, f in facts.items())


def _sending(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    if not isinstance(done.deed, Deploy):
        return
    crew, truth = done.deed.resource, play.final.logs[done.deed.incident].truth
    yield from _deed(table, f"deploy {truth} {crew}", "deploy", table.party(crew), party=crew, incident=truth)


def _escalating(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    if not isinstance(done.deed, Escalate):
        return
    truth, level = play.final.logs[done.deed.incident].truth, done.deed.level
    same = [d.key for d in play.done if isinstance(d.deed, Escalate) and _is_same(play, d, truth, level)]
    number = list(dict.fromkeys(same)).index(done.key)
    name = f"escalate {truth} {level}" + (f" {number + 1}" if number else "")
    label = table.world.organisation.level(level).label
    yield from _deed(table, name, "escalate", f"the {label[:1].lower()}{label[1:]}", incident=truth)


def _is_same(play: Deeds, done: Done, truth: str, level: str) -> bool:
    deed = done.deed
    if not isinstance(deed, Escalate) or deed.level != level:
        return False
    return play.final.logs[deed.incident].truth == truth


def _linking(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    if isinstance(done.deed, LinkLine):
        yield from _deed(table, f"link {_call_of(play, done.deed.line)}", "link")


def _reading_back(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    name = done.key.split(":")[1]
    fact = table.world.scenario.facts[name]
    yield from _deed(table, f"read back {name}", "read_back", quoted(fact), fact=name)


def _passing(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    if not isinstance(done.deed, Send):
        return
    party, log = done.deed.to, play.final.logs.get(done.deed.incident)
    truth = log.truth if log else ""
    outside = table.world.organisation.has("organisation", party)
    rule = "tell_organisation" if outside else "tell_crew"
    yield from _deed(table, f"tell {party} {truth}", rule, table.party(party), party=party, incident=truth)


def _replying(table: Table, play: Deeds, done: Done) -> Iterator[Deed]:
    party = done.state.lines[done.deed.line].party if isinstance(done.deed, Say) else ""
    party = done.deed.to if isinstance(done.deed, Send) else party
    outside = table.world.organisation.has("organisation", party)
    if not outside:
        yield from _deed(table, f"reply {party}", "reply", table.party(party), party=party)


Naming = Callable[[Table, Deeds, Done], Iterator[Deed]]
_NAMING: dict[str, Naming] = {
    "greet": _greeting,
    "ask": _asking,
    "look": _looking,
    "say": _saying,
    "close": _saying,
    "eta": _saying,
    "warm": _saying,
    "hold": _saying,
    "grade": _grading,
    "type": _typing,
    "tree": _walking,
    "where": _writing,
    "field": _writing,
    "note": _writing,
    "deploy": _sending,
    "escalate": _escalating,
    "link": _linking,
    "back": _reading_back,
    "pass": _passing,
    "reply": _replying,
}
