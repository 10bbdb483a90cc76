"""``answers``: reads written answers against key points, one JSON line for each line of standard input."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.saying import BYTE_ORDER_MARK, CannotDoError, add_folder, json_of, one_line

if TYPE_CHECKING:
    from simulator.model.answers import PointRead
    from simulator.model.questions import Statement
    from simulator.understanding.answers import AnswerReader
    from simulator.understanding.encoder import Encoder

_SHAPE = (
    '{"q1": {"question": "…", "criterion": "3.2", "key_points": '
    '[{"id": "a", "text": "…", "examples": ["…", "…"]}], '
    '"wrong": [{"id": "x", "text": "…", "examples": ["…"]}]}}'
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``answers``."""
    parser.add_argument(
        "--bank", metavar="BANK.json", help=f"questions to read with: {_SHAPE}".replace("%", "%%")
    )
    add_folder(parser)
    parser.epilog = (
        'Answers come on standard input, one a line: {"question": id, "text": …}. Without a bank the shipped '
        'questions are read. Each line printed is {"question": …, "analysable": true or false, "points": '
        '[{"id": …, "band": "sure" or "likely", "score": …, "words": …}], "wrong": [the same], '
        '"missing": [ids]}. '
        "Only what is sure would be credited, and that provisionally: a person decides."
    )


def run(options: argparse.Namespace) -> int:
    """Read every line of standard input."""
    from simulator.service.kept_encoder import open_encoder  # noqa: PLC0415

    data: Path = options.data.resolve()
    encoder = open_encoder(data, tuned=False)
    readers = _of_file(options.bank, encoder) if options.bank else _shipped(encoder)
    said = 0
    for number, line in enumerate(sys.stdin, 1):
        text = line.removeprefix(BYTE_ORDER_MARK).strip()
        if not text:
            continue
        try:
            print(one_line(_answer(readers, text, number)), flush=True)
        except CannotDoError as fault:  # the other lines are read all the same
            print(f"simulator answers: {fault}", file=sys.stderr)
            said = 1
    return said


def _answer(readers: dict[str, AnswerReader], line: str, number: int) -> dict[str, Any]:
    """Return what is printed for one line of standard input.

    Raises:
        CannotDoError: the line is not an answer to a question of the bank.
    """
    try:
        said = json.loads(line)
    except json.JSONDecodeError as fault:
        raise CannotDoError(f"Line {number} is not JSON ({fault.msg}).", 1) from fault
    except RecursionError as fault:
        raise CannotDoError(f"Line {number} is nested too deeply.", 1) from fault
    if not isinstance(said, dict) or not isinstance(said.get("text"), str) or "question" not in said:
        raise CannotDoError(f'Line {number} should be {{"question": id, "text": "…"}}.', 1)
    reader = readers.get(str(said["question"]))
    if reader is None:
        some = ", ".join(sorted(readers)[:8])
        raise CannotDoError(
            f"Line {number}: there is no question {said['question']!r} in the bank. There are: {some}.", 1
        )
    read = reader.read(said["text"].encode("utf-8", "replace").decode("utf-8"))  # half an emoji is a "?"
    return {
        "question": read.question,
        "analysable": read.analysable,
        "points": [_point(p) for p in read.points],
        "wrong": [_point(p) for p in read.wrong],
        "missing": list(read.missing),
    }


def _point(read: PointRead) -> dict[str, Any]:
    return {"id": read.id, "band": read.band, "score": read.score, "words": read.words}


def _shipped(encoder: Encoder | None) -> dict[str, AnswerReader]:
    """Return a reader for each question that is installed."""
    from simulator.data_files import criteria_folder, scenarios_folder  # noqa: PLC0415
    from simulator.model.load_library import load_library  # noqa: PLC0415
    from simulator.understanding.answers import answer_reader  # noqa: PLC0415

    library = load_library(criteria_folder(), scenarios_folder())
    banks = [*library.unit_questions.values(), *library.own_questions.values()]
    return _Lazily({q.id: q for bank in banks for q in bank.questions}, lambda q: answer_reader(q, encoder))


class _Lazily(dict[str, Any]):
    """Readers made ready when they are first asked for: sixty questions would take a while at once."""

    def __init__(self, questions: dict[str, Any], make: Any) -> None:
        super().__init__(questions)
        self._make = make

    def get(self, key: str, default: Any = None) -> Any:
        """Return the reader of a question, or ``default``."""
        return self._make(self[key]) if key in self else default


def _of_file(path: str, encoder: Encoder | None) -> dict[str, AnswerReader]:
    """Return a reader for each question of a bank.

    Raises:
        CannotDoError: it is not JSON, or not questions with key points.
    """
    from simulator.understanding.answers import reader_of  # noqa: PLC0415

    bank = json_of(path)
    if not isinstance(bank, dict) or not bank:
        raise CannotDoError(f"{path} should hold questions: {_SHAPE}.", 1)
    found = {}
    for name, one in bank.items():
        if not isinstance(one, dict) or not isinstance(one.get("question"), str):
            raise CannotDoError(f'{path}: "{name}" needs a "question" and "key_points": {_SHAPE}.', 1)
        points = _statements(path, name, "key_points", one.get("key_points"))
        if not points:
            raise CannotDoError(f'{path}: "{name}" has no "key_points": write at least one.', 1)
        wrong = _statements(path, name, "wrong", one.get("wrong") or [])
        found[name] = reader_of(name, one["question"], points, wrong, encoder)
    return found


def _statements(path: str, name: str, key: str, given: Any) -> list[Statement]:
    """Return key points or wrong statements, typed.

    Raises:
        CannotDoError: one of them has no id or no text, or an id stands twice.
    """
    from simulator.model.questions import Statement  # noqa: PLC0415

    found: list[Statement] = []
    for place, one in enumerate(given if isinstance(given, list) else [None], 1):
        whole = isinstance(one, dict) and one.get("id") is not None and isinstance(one.get("text"), str)
        whole = whole and any(c.isalnum() for c in one["text"])
        examples = one.get("examples", []) if isinstance(one, dict) else []
        if not whole or not isinstance(examples, list) or not all(isinstance(e, str) for e in examples):
            raise CannotDoError(
                f'{path}: "{name}": number {place} of "{key}" should be '
                '{"id": "…", "text": "…", "examples": ["…"]}.',
                1,
            )
        if str(one["id"]) in [s.id for s in found]:
            raise CannotDoError(f'{path}: "{name}": the id {one["id"]!r} stands twice under "{key}".', 1)
        found.append(Statement(id=str(one["id"]), text=one["text"], examples=tuple(examples)))
    return found
