"""The verifier: what it adds to a reading, and that without it the reader reads as before."""

import json
import shutil

import pytest

from simulator.model.reading import ActPhrasings
from simulator.understanding.encoder import EncoderFault
from simulator.understanding.explain import explain
from simulator.understanding.reader import fit_reader
from simulator.understanding.reader_key import VERSION
from simulator.understanding.verifier import ABOUT, JOINT, VERIFIER, VerifyingEncoder, with_verifier
from tests.understanding.banks import off_topic, shared_acts
from tests.understanding.test_encoder import TUNED, figures, kept_bank, needs_weights

pytestmark = needs_weights
__all__ = ["kept_bank"]

BESIDE = TUNED and with_verifier(TUNED)


@pytest.fixture(scope="module")
def reader(kept_bank):
    return fit_reader(shared_acts(), off_topic=off_topic(), encoder=BESIDE, cache_folder=kept_bank)


def test_the_reader_with_its_verifier_keeps_its_figures_on_the_development_lines(reader):
    f1, false_accepts = figures(reader)
    assert f1 >= 0.85
    assert false_accepts <= 0.07


def test_the_reader_says_that_the_verifier_judged_and_has_bands_of_its_own(reader):
    assert reader.name == f"encoder-{VERSION}/{TUNED.name}+{BESIDE.verifier.digest[:8]}"
    assert reader.bands != fit_reader(shared_acts()[:2], encoder=TUNED).bands


@pytest.mark.parametrize(
    ("line", "near", "phrasing"),
    [
        ("whereabouts has this happened", "this happened to my cousin", "Where did it happen?"),
        ("shut all the windows please", "I shut the windows myself", "Close the windows"),
        ("please don't use the lift", "he went down in the lift", "Do not take the lift"),
    ],
)
def test_a_paraphrase_is_judged_above_a_line_that_only_sounds_like_it(line, near, phrasing):
    true, false = BESIDE.verifier.verdicts(BESIDE, [(line, phrasing), (near, phrasing)])
    assert true > false


def test_a_pair_is_judged_alike_alone_and_among_others():
    pairs = [("is he hurt", "Is anyone hurt?"), ("what is the time", "Where are you?"), ("go on", "Go ahead")]
    together = BESIDE.verifier.verdicts(BESIDE, pairs)
    BESIDE.verifier.forget()
    alone = [BESIDE.verifier.verdicts(BESIDE, [pair])[0] for pair in pairs]
    assert together == pytest.approx(alone, abs=1e-4)


def test_what_was_taught_word_for_word_is_heard_whatever_the_verdict():
    act = ActPhrasings(id="odd", form="any", phrasings=("the marmalade sings at noon", "green, green, green"))
    reader = fit_reader([act, *shared_acts()[:5]], off_topic=off_topic(), encoder=BESIDE)
    assert reader.read("green, green, green").sure() == ("odd",)


def test_an_explanation_names_what_the_comparison_added(reader):
    (one,) = explain(reader, "is anybody hurt at all")
    assert one.verdict > 0
    assert explain(fit_reader(shared_acts()[:4], encoder=TUNED), "open it")[0].verdict == 0


def test_without_its_folder_or_over_another_encoder_nothing_changes(tmp_path):
    assert with_verifier(TUNED, tmp_path) is TUNED
    shutil.copytree(VERIFIER, tmp_path / "verifier")
    about = json.loads((tmp_path / "verifier" / ABOUT).read_text(encoding="utf-8"))
    (tmp_path / "verifier" / ABOUT).write_text(json.dumps(about | {"over": "another"}), encoding="utf-8")
    assert not isinstance(with_verifier(TUNED, tmp_path / "verifier"), VerifyingEncoder)


def test_a_damaged_verifier_is_refused_rather_than_believed(tmp_path):
    shutil.copytree(VERIFIER, tmp_path / "verifier")
    (tmp_path / "verifier" / JOINT).write_bytes(b"damaged")
    with pytest.raises(EncoderFault, match=r"not what verifier\.json describes"):
        with_verifier(TUNED, tmp_path / "verifier")
