"""Who keeps a danger back that is still so, where the model learner had it put right before it was due.

To leave out what is so no longer harms nobody. That it counts while it is so is shown by whoever says nothing
either of what would put it right.
"""

from collections.abc import Iterator, Mapping

from simulator.model.commands import Say, Send
from simulator.proving.deeds import Deed, facts_in, overtaken_in, quoted
from simulator.proving.mutants import Made, Model, untold
from simulator.proving.script import Change


def while_still_so(model: Model) -> Iterator[Made]:
    """Yield who tells a crew neither of a danger nor of its end, having said nothing that would end it."""
    for deed in (d for d in model.deeds if d.rule.id == "tell_crew"):
        sent = [n for n, d in enumerate(model.play.done) if isinstance(d.deed, Send)]
        mine = [n for n in sent if getattr(model.play.done[n].deed, "to", "") == deed.party]
        for name in dict.fromkeys(f for n in mine for f in facts_in(model.play, model.play.done[n])):
            fact = model.play.world.scenario.facts.get(name)
            if fact is not None and fact.hazard and overtaken_in(model.play, name, mine):
                yield from _kept_back(model, deed, name, mine, [n for n in sent if n not in mine])


def _kept_back(model: Model, deed: Deed, name: str, mine: list[int], others: list[int]) -> Iterator[Made]:
    play = model.play
    newer = play.world.scenario.facts[name].overtaken_by
    ending = _said_to_end(model, newer)
    if not ending:
        return
    changes = (untold(play, mine, (name, *newer)), untold(play, others, newer))
    rules = [model.table.rules.get(model.table.for_act(act)) for heard in ending.values() for act in heard]
    told = quoted(play.world.scenario.facts[name])
    yield Made(
        f"{deed.id} of {name}: left out while so",
        f"{deed.id} of {name} while so",
        "left out",
        f"does not tell {model.table.party(deed.party)} {told}, nor ends it",
        deed.rule,
        Change(
            without=frozenset(ending).union(*(change.without for change in changes)),
            instead=tuple(one for change in changes for one in change.instead),
        ),
        criteria=tuple(dict.fromkeys((*deed.rule.criteria, *(c for r in rules if r for c in r.criteria)))),
    )


def _said_to_end(model: Model, newer: tuple[str, ...]) -> Mapping[int, set[str]]:
    """Return where something was said that had the caller tell what is so since, and which acts of it."""
    play = model.play
    calls = play.world.scenario.calls.values()
    acts = {act for c in calls for r in c.reactions if set(newer) & set(r.tells) for act in r.to}
    return {
        n: heard
        for n, d in enumerate(play.done)
        if isinstance(d.deed, Say) and (heard := acts & set(play.reader.read(d.deed.text).sure()))
    }
