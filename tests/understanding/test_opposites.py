"""The contrary of an advice: made for the reader to learn from, and never heard as the advice itself."""

import pytest

from simulator.understanding.clauses import cut
from simulator.understanding.normalise import Speller
from simulator.understanding.opposites import opposites
from tests.understanding.banks import shared_reader


@pytest.mark.parametrize(
    ("advice", "contrary"),
    [
        ("hold his head still", "let go of his head still"),
        ("stand behind the barrier", "stand in front of the barrier"),
        ("press a cloth on the cut", "take a cloth off the cut"),
        ("leave the house", "stay in the house"),
        ("keep back", "go up to it"),
        ("stay out of the cellar", "go into the cellar"),
        ("stay awake for me", "go to sleep for me"),
        ("cover him with a blanket", "uncover him with a blanket"),
        ("do not open the door", "you can open the door"),
    ],
)
def test_what_is_bidden_is_turned_round(advice, contrary):
    assert contrary in {" ".join(words) for words in opposites(advice.split())}


@pytest.mark.parametrize(
    "line", ["if he is sick roll him over", "unless it burns leave her", "no lifting her up"]
)
def test_what_bids_nothing_outright_has_no_contrary_made(line):
    assert not opposites(line.split())


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("there's no need to get out", "do not get out"),
        ("you needn't watch her", "do not watch her"),
        ("nobody needs to go out to them", "do not go out to them"),
        ("don't bother checking his chest", "do not check his chest"),
        ("forget about getting out", "do not get out"),
        ("never mind moving it", "do not move it"),
        ("it's fine to go back in", "go back in"),
        ("it's ok to take his helmet off", "take his helmet off"),
    ],
)
def test_to_be_spared_a_deed_is_to_be_forbidden_it_and_to_be_allowed_it_is_to_be_bidden(line, plain):
    assert [clause.text for clause in cut(line, Speller(()))] == [plain]


@pytest.mark.parametrize(
    "line",
    [
        "there is no need to get upset",
        "no need to apologise",
        "you do not have to speak",
        "you do not need to tell me",
        "it is okay to be scared",
        "he has to take his tablets",
        "she has to go to work",
    ],
)
def test_what_comforts_or_tells_stays_as_it_was_said(line):
    assert [clause.text for clause in cut(line, Speller(()))] == [line]


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("stand in front of the barrier", "advise_stand_behind_barrier"),
        ("let her get cold, its fine", "advise_keep_warm"),
        ("turn the gas back on", "advise_turn_off_gas_at_meter"),
        ("don't turn the engine off", "advise_engine_off"),
        ("keep the engine running", "advise_engine_off"),
        ("no need to get out", "advise_leave"),
        ("don't bother warning them", "advise_warn_others"),
    ],
)
def test_no_contrary_is_surely_heard_as_the_advice(line, advice):
    assert advice not in shared_reader().read(line).sure()


@pytest.mark.parametrize("line", ["tell him to leave the building", "tell her to get out of the house now"])
def test_to_have_somebody_leave_sends_nobody_to_confront_them(line):
    assert "wrong_confront" not in shared_reader().read(line).sure()
