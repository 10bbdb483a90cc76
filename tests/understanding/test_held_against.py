"""What counts against whoever says it is heard for sure from a higher score on: a misreading costs nobody."""

from __future__ import annotations

import pytest

from simulator.understanding.reader import fit_reader
from tests.understanding.banks import off_topic, shared_acts
from tests.understanding.test_reader import TAUGHT


def test_what_counts_against_a_learner_is_heard_for_sure_from_a_higher_score_on_than_the_rest():
    line = "open out"
    rest = TAUGHT[0], TAUGHT[2]
    plainly = fit_reader(TAUGHT, off_topic=off_topic(), keep=False)
    against = TAUGHT[1].model_copy(update={"held_against": True})
    strictly = fit_reader((against, *rest), off_topic=off_topic(), keep=False)
    heard, held = plainly.read(line).acts[0], strictly.read(line).acts[0]
    assert (heard.act, held.act) == ("advise_open", "advise_open")
    assert heard.score == pytest.approx(held.score, abs=0.01)
    assert (heard.band, held.band) == ("sure", "unsure"), "where it may be a misreading, a person judges"
    assert strictly.read("you need to open a window").sure() == ("advise_open",)


def test_every_shipped_act_that_nobody_should_say_is_known_by_its_label():
    known = {act.id for act in shared_acts() if act.held_against}
    assert {"insult", "blame", "promise_arrival", "wrong_confront", "wrong_light_flame"} <= known
    assert not known & {"praise", "thank", "refuse_eta", "advise_leave"}
