"""Key words that are only lined up obtain nothing, whatever stands between them; short questions do."""

import pytest

from tests.understanding.banks import shared_reader


@pytest.mark.parametrize(
    "line",
    [
        "address, name, number, hurt",
        "address. name. number. injuries.",
        "location please name please number please",
        "address and name and number and hurt",
        "where? what? when? who?",
        "breathing, conscious, age, bleeding",
        "reassure, empathise, summarise, close",
    ],
)
def test_key_words_that_are_lined_up_are_asked_back_at_most(line):
    assert shared_reader().read(line).sure() == ()


@pytest.mark.parametrize(
    ("line", "acts"),
    [
        ("whats the adress love and is anyone hurt??", {"ask_location", "ask_injuries"}),
        ("your name? your number? your address?", {"ask_name", "ask_callback_number", "ask_location"}),
        ("can I take your name and number please", {"ask_name"}),
        ("right, leave the house, shut the door and wait outside", {"advise_leave"}),
        ("okay, understood, thanks", {"acknowledge"}),
    ],
)
def test_short_questions_and_orders_in_a_row_are_heard(line, acts):
    assert acts <= set(shared_reader().read(line).sure())
