"""``likeness``: shows how alike the scenarios are, in words and in twists; exit 1 when two are one."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from simulator.cli.saying import FAULTS, add_folder, one_line

if TYPE_CHECKING:
    from simulator.proving.likeness import Likeness


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``likeness``."""
    parser.add_argument("--json", action="store_true", help="print each scenario as one line of JSON")
    add_folder(parser)
    parser.epilog = (
        "For each scenario: how many lines its callers say, how like they are on average to the nearest line "
        "of another scenario (0 to 1), the most alike pair, and the scenario with most twists in common."
    )


def run(options: argparse.Namespace) -> int:
    """Compare every scenario that claims something with every other."""
    from simulator.proving.likeness import likenesses  # noqa: PLC0415
    from simulator.service.library import open_library  # noqa: PLC0415

    library = open_library(options.data.resolve())
    told = [(one, library.organisation(one.organisation)) for one in library.scenarios() if one.criteria]
    found = likenesses(told)
    for one in found:
        print(one_line(asdict(one)) if options.json else _sentence(one))
    return FAULTS if any(one.same_twists for one in found) else 0


def _sentence(one: Likeness) -> str:
    said = f"{one.scenario}: {one.lines} lines, nearest elsewhere {one.mean:.2f} on average"
    if one.closest is not None:
        near = one.closest
        said += f"\n  most alike {near.alike:.2f}: “{near.line}” / {near.other}: “{near.other_line}”"
    said += f"\n  twists most like {one.twists_like}: {one.twists_alike:.0%} in common"
    if one.same_twists:
        said += f"\n  THE SAME TWISTS AS {', '.join(one.same_twists)}"
    return said
