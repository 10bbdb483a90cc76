"""The second thread that a long line is given: it changes no reading, and helps one reader at a time."""

import threading

import numpy as np

from simulator.understanding.hand import Hand
from tests.understanding.test_encoder import ENCODER, needs_weights

LONG = [
    "hello you are through to the incident line, can you tell me the address please and is anybody hurt",
    "right, stay outside with your neighbour and do not go back in whatever happens, help is on its way",
    "is the gas turned off at the meter do you know",
]


def test_it_is_lent_to_whoever_reads_alone():
    hand = Hand()
    with hand.reading():
        lent = hand.lend(threading.get_ident)
        assert lent is not None
        assert lent.result() != threading.get_ident()


def test_it_is_lent_to_nobody_while_two_read_or_none():
    hand = Hand()
    assert hand.lend(int) is None
    with hand.reading(), hand.reading():
        assert hand.lend(int) is None


def test_it_does_one_thing_at_a_time_and_is_free_again_even_after_a_fault():
    hand, go_on = Hand(), threading.Event()
    with hand.reading():
        lent = hand.lend(go_on.wait)
        assert hand.lend(int) is None
        go_on.set()
        assert lent.result() is True
        failed = hand.lend(lambda: 1 / 0)
        assert isinstance(failed.exception(), ZeroDivisionError)
        assert hand.lend(int).result() == 0


@needs_weights
def test_lines_have_the_same_vectors_with_and_without_it():
    hand = Hand()
    helped = ENCODER.with_hand(hand)
    lent = []
    hand.lend = lambda work, lend=hand.lend: lent.append(lend(work)) or lent[-1]
    alone = ENCODER.embed(LONG, keep=False)
    with hand.reading():
        together = helped.embed(LONG, keep=False)
    assert lent[0] is not None
    assert np.abs(alone - together).max() < 1e-6
