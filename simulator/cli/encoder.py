"""``encoder``: tells which encoder reads lines here, or makes an encoder's folder from a site's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.cli.saying import FAULTS, CannotDoError, add_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``encoder``."""
    add_folder(parser)
    parser.add_argument(
        "--from",
        dest="source",
        type=Path,
        metavar="FOLDER",
        help="make the encoder's folder from this one: config.json, vocab.txt, model.safetensors",
    )
    parser.add_argument(
        "--name", default="own", help="what readings call the encoder that is made (own); small letters"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="where the folder is made (encoder, in the data folder)"
    )
    parser.epilog = (
        "Without --from it tells which encoder is there, and which reader reads with it. "
        "docs/own-encoder.md tells how a site brings its own."
    )


def run(options: argparse.Namespace) -> int:
    """Make the folder, or tell what is there; 1 when lines are read with less than they could be."""
    return _make(options) if options.source is not None else _tell(options.data.resolve())


def _make(options: argparse.Namespace) -> int:
    from simulator.service.kept_encoder import FOLDER  # noqa: PLC0415
    from simulator.understanding.encoder import EncoderFault, load_encoder  # noqa: PLC0415
    from simulator.understanding.weights import convert_own  # noqa: PLC0415

    target = (options.out or options.data / FOLDER).resolve()
    try:
        made = load_encoder(convert_own(options.source, target, options.name))
    except EncoderFault as fault:
        raise CannotDoError(str(fault), FAULTS) from fault
    assert made is not None
    print(f"Made {target}: {made.name}, vectors of {made.width} numbers.")
    return 0


def _tell(data: Path) -> int:
    from simulator.service.kept_encoder import FOLDER, open_encoder, published_wanted  # noqa: PLC0415
    from simulator.understanding.reader import reader_of  # noqa: PLC0415

    lacking: list[str] = []
    encoder = open_encoder(data, tell=lacking.append)
    name, bands = reader_of(encoder)
    print(f"Lines are read by {name}: sure from {bands.sure}, unsure from {bands.unsure}.")
    if encoder is not None:
        print(
            f"Encoder: {data / FOLDER}, published file {encoder.source}, vectors of {encoder.width} numbers."
        )
    if published_wanted():
        print("The project's own layers are left out (SIMULATOR_PUBLISHED).")
    for sentence in lacking:
        print(sentence)
    return FAULTS if lacking else 0
