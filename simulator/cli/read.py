"""``read``: shows how utterances are understood, one JSON line for each line of standard input."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.cli.saying import CannotDoError, add_folder, json_of, one_line

if TYPE_CHECKING:
    from simulator.model.reading import ActPhrasings
    from simulator.understanding.reader import Reader


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``read``."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--bank", metavar="BANK.json", help='phrasings to read with: {"act": ["phrasing", …], …}'
    )
    which.add_argument("--scenario", metavar="ID", help="read with a scenario's acts (its id or file)")
    parser.add_argument(
        "--published",
        action="store_true",
        help="read with the published encoder, without the layers that this project trained",
    )
    parser.add_argument(
        "--values",
        action="store_true",
        help='print beside the acts the values of each line: [{"kind": "address", "value": …}, …]',
    )
    add_folder(parser)
    parser.epilog = (
        "Utterances come on standard input, one a line; with neither bank nor scenario the shared acts "
        "are read. Each line printed is "
        '{"text": …, "acts": [{"act": …, "score": …, "band": "sure", "unsure" or "none", "phrase": …}]}. '
        "Where nothing is heard, the one act named is the nearest, and its band is none."
    )


def run(options: argparse.Namespace) -> int:
    """Read every line of standard input."""
    from simulator.understanding.spoken_values import find_values  # noqa: PLC0415

    reader = _reader(options)
    for line in sys.stdin:
        text = line.rstrip("\r\n")
        heard = reader.read(text).acts or tuple(filter(None, [reader.likeliest(text)]))
        acts = [{"act": a.act, "score": a.score, "band": a.band, "phrase": a.phrase} for a in heard]
        read: dict[str, Any] = {"text": text, "acts": acts}
        if options.values:
            read["values"] = [{"kind": v.kind, "value": v.value} for v in find_values(text)]
        print(one_line(read), flush=True)
    return 0


def _reader(options: argparse.Namespace) -> Reader:
    from simulator.cli.stage import staged  # noqa: PLC0415
    from simulator.data_files import scenarios_folder  # noqa: PLC0415
    from simulator.model.centre_phrases import load_centre_phrases, with_centre_phrases  # noqa: PLC0415
    from simulator.model.load_library import PHRASES  # noqa: PLC0415
    from simulator.model.phrase_bank import load_phrases  # noqa: PLC0415
    from simulator.service.kept_encoder import open_encoder  # noqa: PLC0415
    from simulator.understanding.reader import fit_reader  # noqa: PLC0415

    data: Path = options.data.resolve()
    tuned = False if options.published else None
    if options.scenario:
        stage = staged(options.scenario, data)
        stage.library.read_beside(None, lambda: open_encoder(data, tuned=tuned))
        return stage.reader
    shared, faults = load_phrases(scenarios_folder() / PHRASES)
    if shared is not None:
        shared, _ = with_centre_phrases(shared, load_centre_phrases(options.data.resolve())[0])
    acts = _bank(options.bank) if options.bank else (shared.acts if shared else ())
    if not acts:
        raise CannotDoError(f"The shared phrases cannot be read: {faults[0]}", 1)
    return fit_reader(
        acts,
        off_topic=shared.off_topic if shared else (),
        encoder=open_encoder(data, tuned=tuned),
        cache_folder=data / "cache",
    )


def _bank(path: str) -> tuple[ActPhrasings, ...]:
    """Return the acts of a bank.

    Raises:
        CannotDoError: it is not JSON, or not phrasings by act.
    """
    from simulator.model.reading import ActPhrasings  # noqa: PLC0415

    bank = json_of(path)
    if not isinstance(bank, dict) or not bank:
        raise CannotDoError(
            f'{path} should hold phrasings by act: {{"ask_name": ["What is your name?"]}}.', 1
        )
    for act, phrasings in bank.items():
        whole = (
            isinstance(phrasings, list)
            and phrasings
            and all(isinstance(p, str) and p.strip() for p in phrasings)
        )
        if not whole:
            raise CannotDoError(f'{path}: "{act}" needs a list of at least one phrasing, each a text.', 1)
    return tuple(ActPhrasings(id=act, phrasings=tuple(phrasings)) for act, phrasings in bank.items())
