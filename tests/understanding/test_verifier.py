"""The verifier: what it adds to a reading, and that without it the reader reads as before."""

import json
import shutil

import pytest

from simulator.model.reading import ActPhrasings
from simulator.understanding.encoder import EncoderFault
from simulator.understanding.explain import MOST_OF_A_LINE, explain
from simulator.understanding.reader import fit_reader
from simulator.understanding.reader_key import VERSION
from simulator.understanding.verifier import ABOUT, JOINT, VERIFIER, VerifyingEncoder, with_verifier
from tests.understanding.banks import dev_lines, off_topic, shared_acts
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


def test_what_is_explained_is_what_was_decided_about_the_whole_line(reader):
    for line in dev_lines()[:60]:
        heard = {act.act: act for act in reader.read(line.text).acts}
        told = explain(reader, line.text)
        assert told, line.text
        for one in told:
            if not heard:
                assert one.band == "none", line.text
                continue
            act = heard[one.act]  # an act that two stretches hold is heard in the one of the higher score
            assert one.score <= act.score, line.text
            if one.words == act.words:
                assert (one.band, one.score, one.phrase) == (act.band, act.score, act.phrase), line.text
                assert one.runner_up == act.runner_up, line.text


def test_the_loss_of_a_word_is_that_of_the_line_read_without_it(reader):
    told = explain(reader, "where are you and is anybody hurt at all")
    one = next(e for e in told if e.act == "ask_injuries")
    (left,) = [
        act.score
        for act in reader.read("where are you and is anybody hurt all").acts
        if act.act == "ask_injuries"
    ]
    assert dict(one.drops)["at"] == pytest.approx(one.score - left, abs=2e-4)
    assert dict(one.drops)["hurt"] > 0.5, "without it hardly anything is asked about injuries"


def test_of_acts_that_were_not_compared_the_likeliest_is_the_runner_up(reader):
    (one,) = explain(reader, "dont touch any light switches")
    assert one.act == "advise_no_switches"
    assert one.runner_up_out
    group = reader.score(reader.cut("dont touch any light switches"))[0]
    others = reader.fitted.log_odds([group.clause], reader.encoder)[0].argsort()[::-1]
    likeliest = [reader.acts[place] for place in others[:4]]
    assert one.runner_up in likeliest


def test_of_an_endless_line_so_many_words_are_tried_and_no_more(reader):
    told = explain(
        reader,
        "Okay so first of all can you tell me exactly where you are calling from, and is there anybody else "
        "in the house with you, has anyone been hurt, please do not touch any light switches, open the "
        "windows if you can, and stay on the line with me while I get somebody out to you",
    )
    assert sum(len(one.drops) for one in told) == MOST_OF_A_LINE
    assert all(len(one.drops) == len(one.word_shares) for one in told)


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
