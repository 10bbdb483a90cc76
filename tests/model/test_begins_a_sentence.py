"""A value of the cast with which a sentence begins is written with a capital, whatever it is."""

import pytest

from simulator.model.filled import fill
from tests.engine import builders


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("A bad heart. {years}.", "A bad heart. Four years ago."),
        ("A bad heart, {years}.", "A bad heart, four years ago."),
        ("A bad heart… {years}.", "A bad heart… four years ago."),
        ("{years}.", "four years ago."),
    ],
)
def test_a_value_begins_a_sentence_with_a_capital(text, spoken):
    facts = builders.FACTS | {"smell": builders.FACTS["smell"] | {"says": text}}
    cast = builders.CAST | {"years": "four years ago"}
    assert fill(builders.scenario(facts=facts), cast, "").facts["smell"].says == spoken
