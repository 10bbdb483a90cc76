"""``demo``: fills a database with believable attempts and prints, once, who can sign in."""

from __future__ import annotations

import argparse
import sys

from simulator.cli.saying import add_data_options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``demo``."""
    add_data_options(parser)


def run(options: argparse.Namespace) -> int:
    """Fill the database; a second time changes nothing and says so."""
    from tqdm import tqdm  # type: ignore[import-untyped]  # noqa: PLC0415

    from simulator.service.demo import STEPS, fill_with_demonstration_data, table  # noqa: PLC0415
    from simulator.service.wiring import Settings, open_service  # noqa: PLC0415

    service = open_service(Settings(options.data.resolve(), options.database))
    try:
        with tqdm(total=STEPS, desc="demonstration", file=sys.stderr, leave=False) as bar:
            filled = fill_with_demonstration_data(service, lambda _step: bar.update() and None)
    finally:
        service.close()
    if filled is None:
        print("The demonstration is in this database already; nothing was added.")
        return 0
    for line in table(filled):
        print(line)
    return 0
