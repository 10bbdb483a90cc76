"""A forbidding told of others, or by another verb, is read as one that is plainly told."""

import pytest

from simulator.understanding.clauses import cut
from simulator.understanding.normalise import Speller
from tests.understanding.banks import shared_reader


def read(line):
    return [clause.text for clause in cut(line, Speller(()))]


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("nobody pulls anyone out", "do not pull anyone out"),
        ("No one's to touch his helmet", "do not touch his helmet"),
        ("none of you go in again", "do not go in again"),
        ("he is not to be moved", "do not move him"),
        ("the casualty isn't to be moved", "do not move the casualty"),
        ("she's not to have any water", "do not give her any water"),
        ("switches are to be left alone", "leave switches alone"),
        ("tell the people there not to drag him out", "do not drag him out"),
        ("make sure no one gives him tea", "do not give him tea"),
        ("don't let anyone lift her", "do not lift her"),
        ("dont let him nip back in", "do not nip back in"),
        ("please refrain from moving her", "please do not move her"),
        ("stop them moving her", "do not move her"),
        ("hands off the switches", "do not touch the switches"),
        ("the cellar is off limits", "keep out of the cellar"),
        ("that lid's staying on", "keep that lid on"),
    ],
)
def test_what_is_forbidden_to_others_is_read_as_forbidden(line, plain):
    assert read(line) == [plain]


@pytest.mark.parametrize(
    "line",
    [
        "nobody knows who it was",
        "nobody is to blame",
        "nobody has moved her",
        "tell him not to worry",
        "do not let him go",
        "stop him leaving",
        "they are not to be trusted",
        "i was told not to move him",
        "your mother stays with you",
    ],
)
def test_what_tells_comforts_or_holds_somebody_is_left_as_it_is(line):
    assert read(line) == [line]


@pytest.mark.parametrize(
    "line", ["nobody goes back in?", "nobody goes back in, right?", "no one moves her, do they?"]
)
def test_a_question_forbids_nothing(line):
    assert not any("do not" in plain for plain in read(line))


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("nobody moves the driver", "advise_do_not_move_casualty"),
        ("her helmet's not to be touched", "advise_leave_helmet_on"),
        ("nobody is to light a match", "advise_no_flames"),
        ("tell your lad not to go down the cellar", "advise_do_not_go_to_cellar"),
        ("roll her over onto her side", "advise_recovery_position"),
        ("put a cushion under his head and leave him on his back", "wrong_leave_on_back"),
    ],
)
def test_the_shared_bank_hears_it(line, act):
    assert act in shared_reader().read(line).sure()


@pytest.mark.parametrize(
    "line",
    [
        "has nobody moved her?",
        "is he lying on his side",
        "is the car on its side",
        "do not roll him onto his side",
    ],
)
def test_what_only_sounds_like_it_is_no_such_advice(line):
    heard = shared_reader().read(line).sure()
    assert not {"advise_do_not_move_casualty", "advise_recovery_position"} & set(heard)


@pytest.mark.parametrize(
    "line",
    [
        "Shout to him that help is coming and to lie still",
        "shout to her to keep still",
        "tell him to lie down",
    ],
)
def test_to_speak_to_the_hurt_is_to_confront_nobody(line):
    assert "wrong_confront" not in shared_reader().read(line).sure()


def test_how_far_a_crew_has_got_is_no_promise():
    for line in ("they're nearly there", "they've just turned into your road", "the crew is at your door"):
        assert "promise_arrival" not in shared_reader().read(line).sure()


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("everyone leave the lady where she is", "leave the lady where she is"),
        ("Everybody please stay back", "stay back"),
        ("you lot keep away from it", "keep away from it"),
        ("he's to keep his helmet on", "keep his helmet on"),
        ("the driver is to stay in his seat", "stay in his seat"),
        ("Instruct the lady next door to leave the house", "tell the lady next door to leave the house"),
        ("order them not to move him", "do not move him"),
    ],
)
def test_a_bidding_to_all_or_through_another_verb_is_read_as_a_plain_one(line, plain):
    assert read(line) == [plain]


@pytest.mark.parametrize(
    "line",
    ["everyone lives here", "they are to blame", "she is to ring you", "everyone leave?", "all is well"],
)
def test_what_tells_of_all_or_of_what_is_to_come_bids_nothing(line):
    assert read(line) == [line]


@pytest.mark.parametrize(
    ("line", "act"),
    [
        ("everybody leave him where he is", "advise_do_not_move_casualty"),
        ("he is to leave his helmet on", "advise_leave_helmet_on"),
        ("instruct your neighbours to get out", "advise_warn_others"),
        ("we'll keep the line open till the crew are there", "stay_on_line"),
    ],
)
def test_a_bidding_that_was_never_taught_in_these_words_is_heard(line, act):
    assert act in shared_reader().read(line).sure()


@pytest.mark.parametrize("line", ["tell him to stop shouting", "ask her to be quiet, I can't hear you"])
def test_asking_for_quiet_sends_nobody_to_confront_anybody(line):
    assert "wrong_confront" not in shared_reader().read(line).sure()
