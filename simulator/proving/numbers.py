"""Numbers and places taken down, or passed on, otherwise than they were told."""

from collections.abc import Iterator

from simulator.model.commands import AddNote, Command, Send, WriteField
from simulator.proving.deeds import facts_in, text_of
from simulator.proving.habits import transposed
from simulator.proving.mutants import Made, Model, sends_to, spoil
from simulator.proving.script import Change
from simulator.proving.sight import Done

_OTHER_PLACE = "the far end of town"


def wrong_numbers(model: Model) -> Iterator[Made]:
    """Write an address or a number to ring back with two figures changed about, or pass it on so."""
    scenario = model.play.world.scenario
    for deed in (d for d in model.deeds if d.rule.id in ("log", "note")):
        fact = scenario.facts[deed.fact]
        told = model.play.final.told[deed.fact].value
        if fact.topic not in ("where", "callback") or transposed(told) == told or not deed.needed:
            continue
        instead = tuple((n, _swapped(model.play.done[n].deed, told)) for n in deed.places)
        words = f"writes {fact.label[:1].lower()}{fact.label[1:]} with two figures changed about"
        yield from spoil(model, "wrong_number", deed.fact, words, Change(instead=instead))


def _swapped(deed: Command, told: str, otherwise: str = "") -> Command:
    """Return a deed with the figures of what was told changed about, or something else in its place."""
    text = text_of(deed)
    start = text.lower().find(told.lower())
    if start < 0:
        return deed
    wrong = transposed(told)
    changed = text[:start] + (wrong if wrong != told else otherwise or told) + text[start + len(told) :]
    return deed.model_copy(update={"value" if isinstance(deed, WriteField) else "text": changed})


def wrong_numbers_told(model: Model) -> Iterator[Made]:
    """Tell a crew an address with two figures changed about."""
    scenario = model.play.world.scenario
    for deed in (d for d in model.deeds if d.rule.id == "tell_crew"):
        address = scenario.incidents[deed.incident].address if deed.incident else ""
        telling = model.play.final.told.get(address)
        if telling is None or transposed(telling.value) == telling.value:
            continue
        places = [
            n for n in sends_to(model, deed.party) if address in facts_in(model.play, model.play.done[n])
        ]
        instead = tuple((n, _swapped(model.play.done[n].deed, telling.value)) for n in places)
        if instead:
            words = f"tells {model.table.party(deed.party)} the wrong house number"
            yield from spoil(model, "wrong_number_told", deed.party, words, Change(instead=instead))


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
            "writes down and passes on the wrong place",
            log,
            Change(instead=instead),
            needed=False,
            criteria=(*log.criteria, *tell.criteria),
        )


def _to_crew(model: Model, step: Done) -> bool:
    return isinstance(step.deed, Send) and model.play.world.organisation.has("resource", step.deed.to)
