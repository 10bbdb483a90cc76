"""Every way of not doing the job: each deed left out, each deed spoilt, one at a time.

What each should cost is the organisation's deed table's word, by the deed and the clause it breaks; nothing
here looks at an indicator, except for the boundaries of limits that only the scenario states.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.model.commands import AddNote, Command, Say, Send, SetPriority, WriteField
from simulator.model.organisation_rules import DeedRule
from simulator.model.values import carries
from simulator.proving.deeds import Deed, Table, deeds_of, facts_in, overtaken_in, quoted, text_of
from simulator.proving.script import Change, Deeds
from simulator.proving.sight import Sight

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Made:
    """One mutant before it is played: the deed, what is done to it, and what that should cost.

    ``needed``: the procedures ask for the deed here; else the scenario may leave its loss unmarked.
    ``harmless``: it is still within what the procedures allow, so that it must cost nothing. ``criteria`` are
    those of the rule unless one deed breaks two clauses. ``about`` names the fact, act or party meant.
    """

    id: str
    deed: str
    how: str
    words: str
    rule: DeedRule
    change: Change
    needed: bool = True
    harmless: bool = False
    criteria: tuple[str, ...] = ()
    about: str = ""

    @property
    def expected(self) -> tuple[str, ...]:
        """The criteria of which at least one should be lost, and no other."""
        return () if self.harmless else self.criteria or self.rule.criteria


@dataclass(frozen=True)
class Model:
    """The model learner's play with what is needed to change it: its deeds, the table, a plain learner."""

    play: Deeds
    deeds: tuple[Deed, ...]
    table: Table
    sight: Sight

    @classmethod
    def of(cls, play: Deeds, sight: Sight) -> "Model":
        """Name the deeds of a play."""
        return cls(play, deeds_of(play), Table(play.world), sight)

    def rule(self, name: str) -> DeedRule | None:
        """Return a rule of the deed table."""
        return self.table.rules.get(name)


def spoil(model: Model, rule: str, name: str, words: str, change: Change) -> Iterator[Made]:
    """Yield the mutant that a rule of the deed table names; nothing where the table has no such rule."""
    known = model.rule(rule)
    if known is not None:
        how = rule.replace("_", " ")
        yield Made(f"{how} {name}".strip(), name, how, words, known, change)


def sends_to(model: Model, party: str, *, all_of_them: bool = False) -> list[int]:
    """Return where the messages to a party stand: those that pass something on, or all of them."""
    done = model.play.done
    sent = [n for n, d in enumerate(done) if isinstance(d.deed, Send) and d.deed.to == party]
    return sent if all_of_them else [n for n in sent if done[n].key.startswith("pass:")] or sent


def left_out(model: Model) -> Iterator[Made]:
    """Yield the model learner with each deed left out."""
    for deed in model.deeds:
        if deed.rule.id in ("log", "note"):
            change = unwritten(model.play, deed)
        elif deed.rule.id == "greet":
            yield from _ungreeted(model, deed)
            continue
        else:
            change = Change(without=frozenset(deed.places))
        yield Made(
            f"{deed.id}: left out",
            deed.id,
            "left out",
            deed.words,
            deed.rule,
            change,
            needed=deed.needed,
            about=deed.fact or deed.party or deed.act,
        )
        if deed.rule.id in ("tell_crew", "tell_organisation"):
            yield from _untold_facts(model, deed)


def _ungreeted(model: Model, deed: Deed) -> Iterator[Made]:
    """Yield who asks for the place without saying who is there, and who says that and does not ask."""
    n = deed.places[0]
    step, known = model.play.done[n], model.play.world.organisation.opening
    if not isinstance(step.deed, Say):
        return
    call = said_to(model.play, step.deed.line)
    question = without_name(model, step.deed.text) or model.sight.phrase(known.first_question, call)
    asks = known.first_question in model.play.reader.read(step.deed.text).sure()
    plain = step.deed.model_copy(update={"text": question}) if asks else None
    change = Change(instead=((n, plain),)) if plain else Change(without=frozenset({n}))
    yield Made(f"{deed.id}: left out", deed.id, "left out", deed.words, deed.rule, change, needed=deed.needed)
    where = first_question_rule(model)
    if asks and where is not None:
        name = step.deed.model_copy(update={"text": f"{known.says_name[0]}."})
        yield Made(
            f"ask where on {call}: left out",
            f"ask where on {call}",
            "left out",
            f"never {_FIRST_ASKED[where.id]}",
            where,
            Change(instead=((n, name),)),
            needed=call == model.play.world.first_call,
            criteria=(*where.criteria, *deed.rule.criteria),
        )


def without_name(model: Model, greeting: str) -> str:
    """Return the sentence of a greeting that by itself asks the centre's first question and greets nobody."""
    known = model.play.world.organisation.opening
    for sentence in re.split(r"(?<=[.!?])\s+", greeting):
        named = any(name.casefold() in sentence.casefold() for name in known.says_name)
        if not named and known.first_question in model.play.reader.read(sentence).sure():
            return sentence
    return ""


_FIRST_ASKED = {"ask_where": "asks where it is", "ask": "asks the first question of this centre"}


def first_question_rule(model: Model) -> DeedRule | None:
    """Return the rule by which a centre's first question is lost: that of the place where it asks for one."""
    first = model.play.world.organisation.opening.first_question
    facts = model.play.world.scenario.facts.values()
    places = any(first in fact.asked_by for fact in facts if fact.topic == "where")
    return model.rule("ask_where" if places else "ask")


def said_to(play: Deeds, line: str) -> str:
    """Return the call whose caller is on a line."""
    known = play.final.lines.get(line)
    return known.call if known else ""


def without_value(text: str, value: str) -> str:
    """Return a text of parts joined by semicolons without the part that holds a value."""
    parts = text.split("; ")
    kept = [p for p in parts if value.lower() not in p.lower()]
    if len(kept) == len(parts) or not kept:
        start = text.lower().find(value.lower())
        return text if start < 0 else text[:start] + text[start + len(value) :]
    return "; ".join(kept)


_NO_FACT = "By the procedure for calls of this kind."
"""The reason of a priority that says nothing of what was told."""


def unwritten(play: Deeds, deed: Deed) -> Change:
    """Leave one fact out of everything that is written, the reasons of priorities with it."""
    gone: set[int] = set()
    instead: list[tuple[int, Command]] = []
    for n in deed.places:
        step = play.done[n]
        value = step.state.told[deed.fact].value
        text = without_value(text_of(step.deed), value).strip(" ;.")
        if not text or isinstance(step.deed, AddNote):
            gone.add(n)
        elif isinstance(step.deed, WriteField):
            instead.append((n, step.deed.model_copy(update={"value": text})))
    fact = play.world.scenario.facts[deed.fact]
    for n, step in enumerate(play.done):
        known = step.deed
        if isinstance(known, SetPriority) and carries(known.reason, fact.value, fact.accept):
            instead.append((n, known.model_copy(update={"reason": _NO_FACT})))
    return Change(without=frozenset(gone), instead=tuple(instead))


def _untold_facts(model: Model, deed: Deed) -> Iterator[Made]:
    """Yield the model learner who leaves one fact out of all that a party is told."""
    play, table = model.play, model.table
    places = [n for n, d in enumerate(play.done) if isinstance(d.deed, Send) and d.deed.to == deed.party]
    facts = dict.fromkeys(f for n in places for f in facts_in(play, play.done[n]))
    for name in facts:
        known = play.world.scenario.facts.get(name)
        if known is None or len(facts) < 2:
            continue
        address = play.world.scenario.incidents[deed.incident].address if deed.incident else ""
        # a crew has the address with its sending; every danger has to be told it
        needed = deed.rule.id == "tell_crew" and known.pass_on and known.hazard and name != address
        needed = needed and not overtaken_in(play, name, places)
        yield Made(
            f"{deed.id} of {name}: left out",
            f"{deed.id} of {name}",
            "left out",
            f"does not tell {table.party(deed.party)} {quoted(known)}",
            deed.rule,
            untold(play, places, (name,)),
            needed=needed,
            about=name,
        )


def untold(play: Deeds, places: Sequence[int], names: Collection[str]) -> Change:
    """Leave facts out of the messages at some places; a message that holds nothing else is not sent."""
    instead: list[tuple[int, Command]] = []
    gone: set[int] = set()
    for n in places:
        step = play.done[n]
        there = [f for f in facts_in(play, step) if f in names]
        if len(there) == len(facts_in(play, step)) and there:
            gone.add(n)
        elif there:
            text = text_of(step.deed)
            for name in there:
                text = _without_told(text, step.state.told[name].value)
            instead.append((n, step.deed.model_copy(update={"text": text})))
    return Change(without=frozenset(gone), instead=tuple(instead))


def told_to_nobody(model: Model) -> Iterator[Made]:
    """Yield who leaves one fact out of all that anybody is told, where it is told to several."""
    play, table = model.play, model.table
    rules = [r for r in (model.rule("tell_crew"), model.rule("tell_organisation")) if r is not None]
    sent = [n for n, d in enumerate(play.done) if isinstance(d.deed, Send)]
    parties: dict[str, set[str]] = {}
    for n in sent:
        for name in facts_in(play, play.done[n]):
            parties.setdefault(name, set()).add(str(getattr(play.done[n].deed, "to", "")))
    for name, told in parties.items():
        fact = table.world.scenario.facts.get(name)
        if fact is None or len(told) < 2 or len(rules) < 2:
            continue
        yield Made(
            f"tell anybody {name}: left out",
            f"tell anybody {name}",
            "left out",
            f"tells nobody {quoted(fact)}",
            rules[0],
            untold(play, sent, (name,)),
            needed=False,
            criteria=tuple(dict.fromkeys(c for rule in rules for c in rule.criteria)),
        )


def never_brought(model: Model) -> Iterator[Made]:
    """Yield who never asks for a fact, and says nothing either that would bring the caller to tell it."""
    play = model.play
    scenario = play.world.scenario
    for deed in (d for d in model.deeds if d.rule.id.startswith("ask") and d.fact):
        fact = scenario.facts[deed.fact]
        if fact.told is not None or any(deed.fact in cue.tells for cue in scenario.cues.values()):
            continue
        acts = {
            act for c in scenario.calls.values() for r in c.reactions if deed.fact in r.tells for act in r.to
        }
        said = {
            n: heard
            for n, d in enumerate(play.done)
            if isinstance(d.deed, Say) and (heard := acts & set(play.reader.read(d.deed.text).sure()))
        }
        if not said:
            continue
        rules = [model.table.rules.get(model.table.for_act(act)) for heard in said.values() for act in heard]
        criteria = dict.fromkeys((*deed.rule.criteria, *(c for r in rules if r for c in r.criteria)))
        yield Made(
            f"{deed.id} and what brings it: left out",
            deed.id,
            "left out",
            f"{deed.words}, and says nothing that would bring it out",
            deed.rule,
            Change(without=frozenset((*deed.places, *said))),
            needed=deed.needed,
            criteria=tuple(criteria),
        )


def asked_instead(model: Model) -> Iterator[Made]:
    """Yield who does not read something back, and asks for whatever else the caller says to that.

    Whoever leaves it out alone would miss two things where the caller's answer holds one that is asked later.
    """
    play = model.play
    for deed in (d for d in model.deeds if d.rule.id == "read_back"):
        n = deed.places[-1]
        step = play.done[n]
        if not isinstance(step.deed, Say) or n + 1 == len(play.done):
            continue
        call, facts = said_to(play, step.deed.line), play.world.scenario.facts
        told = [name for name in play.done[n + 1].state.told if name not in step.state.told and name in facts]
        asks = [act for name in told for act in model.sight.allowed(call, facts[name].asked_by)[:1]]
        if len(deed.places) > 1 or not asks or len(asks) < len(told):
            continue
        words = [Say(line=step.deed.line, text=model.sight.phrase(act, call)) for act in asks]
        change = Change(instead=((n, words[0]),), added=tuple((step.t + 0.1, word) for word in words[1:]))
        how = "left out, and asks what it brings"
        needed = deed.needed
        yield Made(f"{deed.id}: {how}", deed.id, how, deed.words, deed.rule, change, needed=needed)


def said_for_one(model: Model) -> Iterator[Made]:
    """Yield who leaves out what is said for one indicator alone, where a deed gathers what serves several."""
    play = model.play
    for name, one in play.world.scenario.indicators.items():
        acts = (*one.informs, *one.controls)
        places = [
            n
            for n, d in enumerate(play.done)
            if acts and d.key.startswith("say:") and d.key.endswith(f":{name}")
        ]
        deed = next((d for d in model.deeds if places and places[0] in d.places), None)
        if deed is None or set(places) == set(deed.places):
            continue
        words = f"leaves this out: {one.label[:1].lower()}{one.label[1:]}"
        settle = model.rule("settle")
        yield Made(
            f"{deed.id} for {name}: left out",
            deed.id,
            "left out",
            words,
            deed.rule,
            Change(without=frozenset(places)),
            needed=False,
            criteria=tuple(dict.fromkeys((*deed.rule.criteria, *(settle.criteria if settle else ())))),
        )


def _without_told(text: str, value: str) -> str:
    """Return a message without a value, and without the mark that parted it."""
    start = text.lower().find(value.lower())
    before, after = text[:start], text[start + len(value) :]
    if after.startswith("; "):
        return before + after[2:]
    if before.endswith("; "):
        return before[:-2] + after
    return before + after
