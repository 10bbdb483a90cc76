"""``mark``: marks a record as ``play`` prints it; the findings are provisional and decide nothing."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from simulator.cli.saying import add_folder, one_line

if TYPE_CHECKING:
    from simulator.model.findings import Marking


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``mark``."""
    parser.add_argument(
        "record", metavar="RECORD", help="file of events, one JSON object a line; - for standard input"
    )
    parser.add_argument(
        "--scenario", metavar="FILE", default="", help="the scenario's file, when it is not installed"
    )
    parser.add_argument("--json", action="store_true", help="print the whole marking as one JSON value")
    add_folder(parser)


def run(options: argparse.Namespace) -> int:
    """Mark and print the findings."""
    from simulator.cli.records import record_from  # noqa: PLC0415
    from simulator.cli.stage import staged  # noqa: PLC0415
    from simulator.marking.calls import mark  # noqa: PLC0415

    record, start = record_from(options.record)
    on = staged(options.scenario or start.scenario, options.data)
    pinned = start.digests.get("scenario")
    if pinned and pinned != on.digests["scenario"]:
        print(f"The scenario {start.scenario} has changed since this record was played.", file=sys.stderr)
    marking = mark(record, on.scenario, on.organisation, on.unit)
    if options.json:
        print(one_line(marking.model_dump(mode="json")))
    else:
        _print(marking)
    return 0


def _print(marking: Marking) -> None:
    print(f"Provisional ({marking.marker}); only an assessor decides.")
    print(marking.opening)
    for finding in marking.findings:
        shown, chance = finding.counted
        print(f"\n{finding.criterion}  {finding.finding} ({shown} of {chance})")
        for one in finding.indicators:
            cites = ", ".join(str(seq) for seq in one.cites)
            print(f"  {one.result:<10} {one.label}: {one.sentence}{f' [{cites}]' if cites else ''}")
    if marking.noticed:
        print("\nNoticed, for a person to weigh; no finding rests on it")
    for it in marking.noticed:
        print(f"  {it.sentence} [{', '.join(str(seq) for seq in it.cites)}]")
