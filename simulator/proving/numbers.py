"""Numbers and places taken down, or passed on, otherwise than they were told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from simulator.model.commands import AddNote, Command, Send, WriteField
from simulator.model.events import Heard
from simulator.model.values import spelt_figures
from simulator.proving.deeds import facts_in, overtaken_in, quoted, text_of
from simulator.proving.habits import transposed
from simulator.proving.mutants import Made, Model, sends_to, spoil, untold
from simulator.proving.script import Change, joined
from simulator.proving.sight import Done

_OTHER_PLACE = "the far end of town"
_TELLS = {"tell_crew": "wrong_number_told", "tell_organisation": "wrong_number_outside"}
"""By which rule of the deed table it counts that somebody is told a wrong number."""
_SENDING = ("tell_crew", "deploy", "reply")
"""By which rules of the deed table it counts that a crew does not know where to go."""


def wrong_numbers(model: Model) -> Iterator[Made]:
    """Write an address or a number to ring back with two figures changed about, or pass it on so."""
    scenario = model.play.world.scenario
    for deed in (d for d in model.deeds if d.rule.id in ("log", "note")):
        fact = scenario.facts[deed.fact]
        told = model.play.final.told[deed.fact].value
        if fact.topic not in ("where", "callback") or transposed(told) == told or not deed.needed:
            continue
        instead = tuple((n, _swapped(model.play.done[n].deed, told)) for n in deed.places)
        words = f"writes {quoted(fact)} with two figures changed about"
        yield from spoil(model, "wrong_number", deed.fact, words, Change(instead=instead))


def _swapped(deed: Command, told: str, otherwise: str = "") -> Command:
    """Return a deed with the figures of what was told changed about, or something else in its place."""
    wrong = transposed(told)
    return _put(deed, told, wrong if wrong != told else otherwise or told)


def wrong_numbers_told(model: Model) -> Iterator[Made]:
    """Tell a crew, or another organisation, an address with two figures changed about, and so any other fact.

    A wrong house number has to show, whoever is told it; another fact has to where it is a danger.
    """
    scenario = model.play.world.scenario
    for deed in (d for d in model.deeds if d.rule.id in _TELLS):
        name = _TELLS[deed.rule.id]
        address = scenario.incidents[deed.incident].address if deed.incident else ""
        sent = sends_to(model, deed.party, all_of_them=True)
        facts = dict.fromkeys(f for n in sent for f in facts_in(model.play, model.play.done[n]))
        party = model.table.party(deed.party)
        for fact in facts:
            change = _told_wrongly(model, fact, sent, older=fact == address)
            if fact == address and change is not None:
                where = deed.party if name == "wrong_number_told" else f"{deed.party} {deed.incident}"
                for made in spoil(model, name, where, f"tells {party} the wrong place", change):
                    yield replace(made, needed=not overtaken_in(model.play, fact, sent))
            elif change is not None and fact in scenario.facts:
                known = scenario.facts[fact]
                words = f"tells {party} {quoted(known)} with two figures changed about"
                for made in spoil(model, name, f"{deed.party} {fact}", words, change):
                    yield replace(made, needed=known.hazard and known.pass_on)


def _told_wrongly(model: Model, fact: str, places: Sequence[int], *, older: bool) -> Change | None:
    """Return the change by which a fact goes out with two figures changed about, if it has two.

    A place without any goes out as the ``older`` one that it took the place of.
    """
    told = model.play.final.told[fact].value
    wrong = _nobody_elses(model, fact)
    before = model.play.world.scenario.facts[fact].replaces if fact in model.play.world.scenario.facts else ""
    known = model.play.final.told.get(before) if older else None
    otherwise = known.value if known else ""
    if wrong == told and not otherwise:
        return None
    there = [n for n in places if fact in facts_in(model.play, model.play.done[n])]
    instead = wrong if wrong != told else otherwise
    return Change(instead=tuple((n, _put(model.play.done[n].deed, told, instead)) for n in there))


def _nobody_elses(model: Model, fact: str) -> str:
    """Return a fact's value with two figures changed about; the last one raised where that may be another's.

    "Nineteen years I've built this up" beside number 91: whoever tells of a 19 may mean those.
    """
    told, wrong = (value := model.play.final.told[fact].value), transposed(value)
    mine = set(spelt_figures(told))
    heard = [e.text for e in model.play.events if isinstance(e, Heard)]
    others = [t.value for name, t in model.play.final.told.items() if name != fact and t.value]
    crews = [name for r in model.play.world.organisation.resources for name in (r.call_sign, r.spoken)]
    spoken = {word for text in (*heard, *others, *crews) for word in spelt_figures(text)} - mine
    last = max((n for n, (a, b) in enumerate(zip(told, wrong, strict=True)) if a != b), default=0)
    for more in range(1, 10):
        if not spoken & (set(spelt_figures(wrong)) - mine):
            break
        wrong = f"{told[:last]}{(int(told[last]) + more) % 10}{told[last + 1 :]}"
    return wrong


def _put(deed: Command, told: str, instead: str) -> Command:
    """Return a deed with something else in place of what was told."""
    text = text_of(deed)
    start = text.lower().find(told.lower())
    if start < 0:
        return deed
    changed = text[:start] + instead + text[start + len(told) :]
    return deed.model_copy(update={"value" if isinstance(deed, WriteField) else "text": changed})


def misheard(model: Model) -> Iterator[Made]:
    """Take an address down wrongly, send to it, and never tell it otherwise."""
    scenario, play = model.play.world.scenario, model.play
    log, tell = model.rule("wrong_number"), model.rule("wrong_number_told")
    for truth, incident in scenario.incidents.items():
        telling = play.final.told.get(incident.address)
        if telling is None or not telling.value or log is None or tell is None:
            continue
        instead = tuple(
            (n, _swapped(d.deed, telling.value, _OTHER_PLACE))
            for n, d in enumerate(play.done)
            if isinstance(d.deed, WriteField | AddNote) or _to_crew(model, d)
        )
        yield Made(
            f"wrong number everywhere {truth}",
            f"wrong number everywhere {truth}",
            "wrong number everywhere",
            "writes down the wrong place, and tells it to crews",
            log,
            Change(instead=instead),
            needed=False,
            criteria=(*log.criteria, *tell.criteria),
        )


def sent_nowhere(model: Model) -> Iterator[Made]:
    """Send crews before the place stands in the log, and never tell them where; it is written at the end."""
    scenario, play = model.play.world.scenario, model.play
    rules = [rule for name in _SENDING if (rule := model.rule(name)) is not None]
    for truth, incident in scenario.incidents.items():
        telling = play.final.told.get(incident.address)
        places = [n for n, d in enumerate(play.done) if _to_crew(model, d)]
        if telling is None or not telling.value or not places or len(rules) < len(_SENDING):
            continue
        writes = [
            n
            for n, d in enumerate(play.done)
            if isinstance(d.deed, WriteField | AddNote) and telling.value in text_of(d.deed)
        ]
        late = tuple((n, round(play.ended_at - 0.4 + 0.01 * k, 2)) for k, n in enumerate(writes))
        yield Made(
            f"sent nowhere {truth}",
            f"sent nowhere {truth}",
            "sent nowhere",
            "sends crews before the place stands in the log, and never tells them where",
            rules[0],
            joined(untold(play, places, (incident.address,)), Change(moved=late)),
            needed=False,
            criteria=tuple(dict.fromkeys(c for rule in rules for c in rule.criteria)),
        )


def _to_crew(model: Model, step: Done) -> bool:
    return isinstance(step.deed, Send) and model.play.world.organisation.has("resource", step.deed.to)
