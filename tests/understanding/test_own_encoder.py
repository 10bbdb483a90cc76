"""An encoder that a site brings: made from its makers' files, however these keep numbers, or refused."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest

from simulator.model.reading import ActPhrasings
from simulator.understanding import thresholds
from simulator.understanding.encoder import Encoder, EncoderFault, load_encoder
from simulator.understanding.reader import fit_reader
from simulator.understanding.reader_key import VERSION
from simulator.understanding.tuned import with_tuned
from simulator.understanding.verifier import with_verifier
from simulator.understanding.weights import convert_own

WIDTH, LAYERS, HEADS, PLACES = 8, 2, 2, 128
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "where", "are", "you", "hurt", "is", "he", "##s", "\u2028"]
SETTINGS = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "layer_norm_eps": 1e-12,
    "max_position_embeddings": PLACES,
    "num_hidden_layers": LAYERS,
    "num_attention_heads": HEADS,
}
SAID = ["where are you", "is he hurt", "he is"]


def numbers() -> dict[str, np.ndarray]:
    """Weights of a tiny encoder, which fit into eight bits: every way of keeping them keeps them whole."""
    chance = np.random.default_rng(4)

    def some(*shape: int) -> np.ndarray:
        return (chance.integers(-8, 9, shape) / 8).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": some(len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": some(PLACES, WIDTH),
        "embeddings.token_type_embeddings.weight": np.zeros((2, WIDTH), dtype=np.float32),
        "embeddings.LayerNorm.weight": some(WIDTH),
        "embeddings.LayerNorm.bias": some(WIDTH),
    }
    for i in range(LAYERS):
        at = f"encoder.layer.{i}."
        for name, rows, columns in (
            *((f"attention.self.{n}", WIDTH, WIDTH) for n in ("query", "key", "value")),
            ("attention.output.dense", WIDTH, WIDTH),
            ("intermediate.dense", 2 * WIDTH, WIDTH),
            ("output.dense", WIDTH, 2 * WIDTH),
        ):
            found |= {f"{at}{name}.weight": some(rows, columns), f"{at}{name}.bias": some(rows)}
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            found |= {f"{at}{name}.weight": some(WIDTH), f"{at}{name}.bias": some(WIDTH)}
    return found


def safetensors(arrays: dict[str, np.ndarray], kind: str, before: str = "") -> bytes:
    """Weights as the file that makers publish."""
    header, body = {"__metadata__": {"format": "pt"}}, b""
    for name, array in arrays.items():
        kept = {
            "F32": lambda a: a.tobytes(),
            "F16": lambda a: a.astype(np.float16).tobytes(),
            "BF16": lambda a: (a.view(np.uint32) >> 16).astype(np.uint16).tobytes(),
        }[kind](array)
        at = [len(body), len(body) + len(kept)]
        header[before + name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": at}
        body += kept
    head = json.dumps(header).encode()
    return struct.pack("<Q", len(head)) + head + body


def published(folder: Path, kind: str = "F32", before: str = "", **settings: object) -> Path:
    """A tiny encoder's folder as its makers publish it."""
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(SETTINGS | settings), encoding="utf-8")
    (folder / "vocab.txt").write_text("\n".join(WORDS) + "\n", encoding="utf-8")
    (folder / "model.safetensors").write_bytes(safetensors(numbers(), kind, before))
    return folder


def made(source: Path) -> Encoder:
    encoder = load_encoder(convert_own(source, source.parent / f"{source.name}-made", "ours"))
    assert encoder is not None
    return encoder


def test_numbers_kept_in_half_or_inside_another_model_give_the_same_vectors(tmp_path):
    plain = made(published(tmp_path / "plain")).embed(SAID)
    assert np.linalg.norm(plain, axis=1) == pytest.approx([1, 1, 1])
    assert abs(plain[0] - plain[1]).max() > 0.01
    for kind, before in (("F16", ""), ("BF16", "bert."), ("F32", "model.encoder.")):
        other = made(published(tmp_path / f"{kind}{before}", kind, before))
        assert other.embed(SAID) == pytest.approx(plain, abs=1e-6), (kind, before)


def test_its_words_are_found_in_the_splitter_where_no_list_lies_beside_it(tmp_path):
    folder = published(tmp_path / "encoder")
    listed = made(folder)
    (folder / "vocab.txt").unlink()
    model = {"type": "WordPiece", "vocab": {word: i for i, word in reversed(list(enumerate(WORDS)))}}
    (folder / "tokenizer.json").write_text(json.dumps({"model": model}), encoding="utf-8")
    moved = folder.rename(tmp_path / "again")
    assert made(moved).vocabulary == listed.vocabulary
    assert made(moved.rename(tmp_path / "third")).pieces("he's hurt") == listed.pieces("he's hurt")


def test_it_reads_under_its_own_name_with_the_published_bands_and_without_our_layers(tmp_path):
    encoder = made(published(tmp_path / "encoder"))
    assert with_verifier(with_tuned(encoder)) is encoder
    reader = fit_reader([ActPhrasings(id="ask", phrasings=("where are you",))], encoder=encoder, keep=False)
    assert reader.name == f"encoder-{VERSION}/{encoder.name}"
    assert reader.name.startswith(f"encoder-{VERSION}/ours-")
    assert reader.bands == thresholds.ENCODER


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"model_type": "mpnet"}, "model_type is 'mpnet'"),
        ({"hidden_act": "relu"}, "hidden_act is 'relu'"),
        ({"layer_norm_eps": 1e-5}, "layer_norm_eps is 1e-05"),
        ({"position_embedding_type": "relative_key"}, "position_embedding_type"),
        ({"max_position_embeddings": 32}, "fewer than 96 pieces"),
        ({"num_hidden_layers": 3}, "encoder.layer.2"),
        ({"num_hidden_layers": "many"}, "cannot be read"),
    ],
)
def test_an_encoder_of_another_shape_is_refused_with_the_reason(tmp_path, settings, why):
    with pytest.raises(EncoderFault, match=why):
        made(published(tmp_path / "encoder", **settings))
    assert [one.name for one in tmp_path.iterdir()] == ["encoder"]


@pytest.mark.parametrize(
    ("file", "content", "why"),
    [
        ("1_Pooling/config.json", '{"pooling_mode_cls_token": true}', "not the mean"),
        ("tokenizer_config.json", '{"do_lower_case": false}', "capitals"),
        ("tokenizer.json", '{"normalizer": {"lowercase": false}}', "capitals"),
        ("config.json", "{", "cannot be read"),
        ("vocab.txt", "hello\n", r"\[CLS\]"),
        ("model.safetensors", "no tensors", "cannot be read"),
    ],
)
def test_files_that_would_be_read_otherwise_than_their_makers_do_are_refused(tmp_path, file, content, why):
    folder = published(tmp_path / "encoder")
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(EncoderFault, match=why):
        made(folder)


def test_numbers_too_large_for_half_precision_are_refused_rather_than_lost(tmp_path):
    folder = published(tmp_path / "encoder")
    large = numbers()
    large["embeddings.LayerNorm.bias"][0] = 1e6
    (folder / "model.safetensors").write_bytes(safetensors(large, "F32"))
    with pytest.raises(EncoderFault, match="half precision: norm_bias"):
        made(folder)


@pytest.mark.parametrize("missing", ["config.json", "vocab.txt", "model.safetensors"])
def test_a_file_that_is_missing_is_named(tmp_path, missing):
    folder = published(tmp_path / "encoder")
    (folder / missing).unlink()
    with pytest.raises(EncoderFault, match=missing):
        made(folder)


@pytest.mark.parametrize("name", ["minilm", "tuned", "verified", "", "Ours", "a/b", "-x", "x" * 41])
def test_a_name_that_means_something_else_is_refused(tmp_path, name):
    with pytest.raises(EncoderFault, match="cannot be the encoder's name"):
        convert_own(published(tmp_path / "encoder"), tmp_path / "made", name)


def test_what_is_there_is_never_written_over(tmp_path):
    source = published(tmp_path / "encoder")
    (tmp_path / "made").mkdir()
    with pytest.raises(EncoderFault, match="there already"):
        convert_own(source, tmp_path / "made", "ours")
