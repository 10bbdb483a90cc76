"""The first words on a call spoilt: no name of the centre, another service's name, nothing of the opening.

What each should cost is the deed table's word: it is the greeting that is not given.
"""

from collections.abc import Iterator
from dataclasses import replace

from simulator.marking.conversation import names_centre
from simulator.model.commands import Say
from simulator.proving.mutants import Made, Model, said_to, spoil, without_name
from simulator.proving.script import Change

_OTHERS = ("Harbour Taxis", "Ambulance Service", "Fire Control", "Police")
"""Services as which nobody answers here."""
_NO_NAME = "Hello, how can I help you?"


def first_words(model: Model) -> Iterator[Made]:
    """Yield who answers each call as nobody, or as somebody else, and asks the first question."""
    known = model.play.world.organisation
    other = next(name for name in _OTHERS if not names_centre(known, name))
    for deed in (d for d in model.deeds if d.rule.id == "greet"):
        n = deed.places[0]
        step = model.play.done[n]
        if not isinstance(step.deed, Say):
            continue
        call = said_to(model.play, step.deed.line)
        asks = known.opening.first_question in model.play.reader.read(step.deed.text).sure()
        question = without_name(model, step.deed.text) or model.sight.phrase(
            known.opening.first_question, call
        )
        for how, words, began in (
            ("nameless", "answers without saying who is there", _NO_NAME),
            ("other service", "answers by the name of another service", f"{other}, hello."),
        ):
            text = f"{began} {question}" if asks else began
            change = Change(instead=((n, step.deed.model_copy(update={"text": text})),))
            for made in spoil(model, "greet", call, words, change):
                yield replace(made, id=f"{deed.id}: {how}", deed=deed.id, how=how, needed=deed.needed)
