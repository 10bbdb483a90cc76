"""What the benches of answers stand on: the answers, their markings, the shipped bank, the encoder.

Labels of the two markers lie in files of their own, made before the reader of answers was tuned.
"""

import json
import os
import sysconfig
from functools import cache
from pathlib import Path

from simulator.model.load_library import load_library
from simulator.understanding.encoder import load_encoder
from simulator.understanding.weights import convert_weights

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent / "knowledge"
FOLDER = Path(os.environ.get("SIMULATOR_ENCODER", ROOT / "var" / "encoder"))


@cache
def bank():
    """Return the questions that a learner of the shipped organisation may be asked."""
    library = load_library(ROOT / "criteria", ROOT / "scenarios")
    return library.questions_for("234", "wendshire")


@cache
def encoder():
    """Return the sentence encoder, made from the installed weights where the folder is not there yet."""
    found = load_encoder(FOLDER)
    return found or load_encoder(convert_weights(Path(sysconfig.get_paths()["purelib"]), FOLDER))


def lines(name):
    """Return the JSON lines of a file beside the benches."""
    return [json.loads(x) for x in (HERE / name).read_text(encoding="utf-8").splitlines() if x.strip()]


def answers():
    """Return the answers in their order."""
    return lines("answers.jsonl")


def first_labels():
    """Return the first marking."""
    return json.loads((HERE / "labels_first.json").read_text(encoding="utf-8"))


def second_labels():
    """Return the second, blind marking; None while there is none."""
    path = HERE / "labels_second.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
