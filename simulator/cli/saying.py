"""What the commands share: a fault with its exit code, JSON on one line, folders, databases."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from simulator.data_files import CHECKOUT

FAULTS, USAGE = 1, 2
"""Exit codes: something was found or could not be done; the command was not typed as it should be."""

BYTE_ORDER_MARK = "\ufeff"


class CannotDoError(Exception):
    """Something that the person at the terminal can mend; the words say what and how."""

    def __init__(self, sentence: str, code: int = USAGE) -> None:
        """Keep the sentence and the exit code."""
        self.code = code
        super().__init__(sentence)


def one_line(value: Any) -> str:
    """Return a value as JSON on one line, its letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def add_data_options(parser: argparse.ArgumentParser) -> None:
    """Add ``--data`` and ``--database``."""
    parser.add_argument(
        "--data", type=Path, default=CHECKOUT / "var", help="folder for everything that is kept (var)"
    )
    parser.add_argument(
        "--database", default="", help="database URL (SQLite in the data folder when not given)"
    )


def text_of(path: str) -> str:
    """Return the text of a file, or of standard input for ``-``, less the mark that some editors put first.

    Raises:
        CannotDoError: there is no such file, or it is not UTF-8 text.
    """
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except FileNotFoundError as missing:
        raise CannotDoError(f"There is no file {path}.") from missing
    except IsADirectoryError as folder:
        raise CannotDoError(f"{path} is a folder; name a file.") from folder
    except UnicodeDecodeError as strange:
        raise CannotDoError(f"{path} is not UTF-8 text.") from strange
    return text.removeprefix(BYTE_ORDER_MARK)


def json_of(path: str) -> Any:
    """Return what a JSON file holds.

    Raises:
        CannotDoError: it cannot be read, is not JSON, or gives a name twice.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise CannotDoError(f'{path}: "{twice}" stands twice: join what stands under it.', FAULTS)
        return found

    try:
        return json.loads(text_of(path), object_pairs_hook=once)
    except json.JSONDecodeError as fault:
        raise CannotDoError(f"{path}:{fault.lineno}: this is not JSON ({fault.msg}).", FAULTS) from fault
    except RecursionError as fault:
        raise CannotDoError(f"{path} is nested too deeply.", FAULTS) from fault


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Add ``--data`` for commands that only read: the folder of the sentence encoder and its cache."""
    parser.add_argument(
        "--data",
        type=Path,
        default=CHECKOUT / "var",
        help="folder of the sentence encoder and its cache (var)",
    )


def in_words(fault: Exception) -> str:
    """Return what an exception says, in one sentence, whoever raised it."""
    text = " ".join(str(fault).split()) or type(fault).__name__
    known = type(fault).__module__.startswith("simulator") or isinstance(fault, OSError | ValueError)
    return text if known else f"This could not be done: {text} (SIMULATOR_TRACE=1 shows where)."
