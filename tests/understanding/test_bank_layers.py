"""Which upper layers read a bank: those that tell its own phrasings apart."""

import numpy as np
import pytest

from simulator.model.reading import ActPhrasings
from simulator.understanding.bank_layers import PHRASINGS, layers_for, told_apart
from simulator.understanding.embedding_cache import embed_kept
from simulator.understanding.fitting import ENCODER_SHARE, PUBLISHED_SHARE
from simulator.understanding.reader import fit_reader
from simulator.understanding.reader_key import VERSION
from simulator.understanding.thresholds import ANOTHER_FIELD, VERIFIED
from simulator.understanding.verifier import VerifyingEncoder, with_verifier
from tests.understanding.banks import off_topic, shared_acts
from tests.understanding.test_encoder import ENCODER, TUNED, kept_bank, needs_weights

__all__ = ["kept_bank"]

BESIDE = TUNED and with_verifier(TUNED)

OURS, THEIRS = "ours", "theirs"


def circle(*degrees):
    """Vectors of length one at these angles."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_a_phrasing_is_told_apart_when_the_one_most_like_it_is_of_its_own_act():
    acts = np.array([0, 0, 1, 1])
    assert told_apart(circle(0, 10, 90, 100), acts).tolist() == [True, True, True, True]
    assert told_apart(circle(0, 10, 12, 100), acts).tolist() == [True, False, False, True]


def test_more_phrasings_than_are_compared_at_once_are_told_apart_alike():
    acts = np.repeat(np.arange(300), 2)
    assert told_apart(np.repeat(np.eye(300, dtype=np.float32), 2, axis=0), acts).all()
    assert not told_apart(np.tile(np.eye(300, dtype=np.float32), (2, 1)), acts).any()


class Stand:
    """Stands in for an encoder: only which one it is counts."""

    def __init__(self, name, published=None):
        self.name, self.published = name, published


def chosen(wins, losses, each=PHRASINGS):
    """Who reads a bank in which theirs alone tells so many pairs of acts apart, and ours so many others."""
    theirs = Stand(THEIRS)
    ours = Stand(OURS, theirs)
    pairs = wins + losses
    taught = [[f"{act} {n}" for n in range(each)] for act in range(2 * pairs)]

    def vectors(encoder, texts):
        rows = np.zeros((len(texts), 2 * pairs * PHRASINGS), dtype=np.float32)
        for row, text in enumerate(texts):
            act, n = map(int, text.split())
            clear = (act // 2 < wins) == (encoder is theirs)
            rows[row, act * PHRASINGS if clear else act // 2 * 2 * PHRASINGS + 1 + n] = 1.0
        return rows

    return layers_for(taught, ours, vectors).name


def test_the_published_layers_read_only_where_they_win_clearly():
    assert chosen(wins=0, losses=3) == OURS
    assert chosen(wins=3, losses=3) == OURS
    assert chosen(wins=3, losses=0) == THEIRS
    assert chosen(wins=1, losses=0, each=3) == OURS, "6 of 6 may be chance among many banks"
    assert chosen(wins=1, losses=0, each=4) == THEIRS


def test_what_has_no_layers_of_its_own_reads_every_bank_and_compares_nothing():
    def never(*_):
        pytest.fail("nothing is to be compared")

    alone = Stand(THEIRS)
    assert layers_for([["where are you"]], alone, never) is alone


CUSTOMERS = """
lost_card: I lost my card|my card has gone missing|I cannot find my debit card|where do I report a lost card
card_late: my new card has not come|when will my card arrive|still no card in the post|how slow is the card
card_broken: my card does not work|the chip is not read|shops refuse my card|my card stopped working
card_expired: my card runs out next month|do I get another|my card has expired|its date is over
forgot_pin: I forgot my PIN|what is my PIN|remind me of the PIN|I do not know my PIN any more
change_pin: how do I change my PIN|I want another PIN|can I pick a new PIN|set a different PIN
pin_locked: my PIN is blocked|too many wrong PINs|unlock my PIN|I typed the PIN wrong three times
rate: what is your exchange rate|how do you work out the rate|which rate for dollars|is the rate fixed
rate_wrong: the exchange rate was wrong|a bad rate abroad|not the rate you showed|wrong rate on my purchase
cash_fee: why a fee for cash|I was charged at the machine|is taking out cash free|fee on my withdrawal
card_fee: why was I charged for paying by card|a fee on my purchase|are card payments free|fee in a shop
transfer_late: my transfer has not arrived|where is what I sent|when is a transfer there|it is still pending
transfer_back: cancel my transfer|I sent money to the wrong account|take back a payment|undo the transfer
transfer_fee: what does a transfer cost|fee for sending money|why was my transfer charged|is a transfer free
top_up_failed: my top up failed|I could not top up|the top up was refused|topping up does not work
top_up_how: how do I top up|ways of adding money|can I top up by card|top up with cash
twice: I was charged twice|the same payment shows two times|double charge on my statement|they took it twice
refund: where is my refund|I want my money back|the shop has not refunded me|when do I get the refund
"""


def customers():
    """Acts of another field: what the customers of a bank ask."""
    rows = (row.split(": ", 1) for row in CUSTOMERS.strip().splitlines())
    return tuple(ActPhrasings(id=act, phrasings=tuple(said.split("|"))) for act, said in rows)


@needs_weights
def test_a_bank_of_the_field_is_read_with_our_layers(kept_bank):
    for acts in (shared_acts(), shared_acts()[:12]):
        reader = fit_reader(acts, off_topic=off_topic(), encoder=BESIDE, cache_folder=kept_bank)
        assert reader.encoder is BESIDE
        assert reader.fitted.share == ENCODER_SHARE
        assert reader.fitted.nearest is None
        assert reader.bands is VERIFIED


@needs_weights
@pytest.mark.parametrize("keep", [True, False])
def test_a_bank_of_another_field_is_read_with_the_published_layers_and_the_reading_says_so(tmp_path, keep):
    encoder = BESIDE if keep else TUNED
    reader = fit_reader(customers(), encoder=encoder, cache_folder=tmp_path, keep=keep)
    published = reader.encoder
    assert published is encoder.published
    assert published.digest == ENCODER.digest
    assert not isinstance(published, VerifyingEncoder), "the verifier knows too little of it"
    assert reader.fitted.share == PUBLISHED_SHARE
    assert reader.fitted.nearest
    assert reader.bands is ANOTHER_FIELD
    told = reader.read("ive forgotten the pin of my card")
    assert told.reader == f"encoder-{VERSION}/{published.name}"
    assert told.reader.split("/")[1].startswith("minilm-")
    assert told.acts[0].act == "forgot_pin"


@needs_weights
def test_the_published_layers_under_ours_are_let_go_once_a_bank_was_compared():
    ours, theirs = BESIDE._layers, BESIDE.published._layers
    BESIDE.published.make_ready()
    BESIDE.close_published()
    assert ["opened" in vars(layer) for layer in theirs] == [layer in ours for layer in theirs]
    assert any(layer in ours for layer in theirs)
    assert BESIDE.published.embed(["where are you"], keep=False).shape == (1, BESIDE.width)


@needs_weights
def test_the_two_keep_their_vectors_on_disk_apart(tmp_path):
    for encoder in (TUNED, TUNED.published):
        kept = embed_kept(encoder, ["where are you"], tmp_path)
        assert np.allclose(kept, encoder.embed(["where are you"]), atol=1e-6)
        assert np.array_equal(kept, embed_kept(encoder, ["where are you"], tmp_path))
    assert len(list(tmp_path.glob("lines-*.npm"))) == 2
