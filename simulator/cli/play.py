"""``play``: plays a scenario from a script of deeds and prints its record, one event a line.

The same scenario, seed and deeds give the same bytes. Words of a script go through the reader, as a
person's do; acts cannot be handed in.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from simulator.cli.saying import CannotDoError, add_folder, text_of

if TYPE_CHECKING:
    from simulator.model.commands import Command
    from simulator.model.events import Record
    from simulator.proving.door import Door

_LEARNERS = ("model", "forgets-hazard", "forbidden-advice", "hesitant", "careless-log", "silent", "rude")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``play``."""
    parser.add_argument("scenario", metavar="SCENARIO", help="id of a scenario, or its file")
    parser.add_argument("--seed", type=int, default=1, help="whole number that casts the attempt (1)")
    parser.add_argument("--variant", default="", help="variant to play instead of the one drawn")
    parser.add_argument("--mode", choices=("practice", "assessment", "warm-up"), help="mode of the attempt")
    parser.add_argument(
        "--script", metavar="DEEDS.jsonl", help="deeds, one JSON object a line; - for standard input"
    )
    parser.add_argument(
        "--learner", choices=_LEARNERS, help="let a learner made of rules play instead of a script"
    )
    parser.add_argument("--json", action="store_true", help="JSON lines (the only form of a record)")
    add_folder(parser)
    parser.epilog = (
        'A deed has "deed" and "t" (seconds of call time): {"t": 4, "deed": "answer", "line": "line:1"}. '
        "After the last deed time runs on until the attempt ends. With neither script nor learner nobody "
        "does anything."
    )


def run(options: argparse.Namespace) -> int:
    """Play and print the record."""
    from simulator.cli.records import as_line  # noqa: PLC0415
    from simulator.cli.stage import staged  # noqa: PLC0415
    from simulator.proving.door import Door, stage  # noqa: PLC0415
    from simulator.proving.model_learner import play_learner  # noqa: PLC0415
    from simulator.proving.plan import PLANS  # noqa: PLC0415

    if options.script and options.learner:
        raise CannotDoError("Give a script or a learner, not both.")
    deeds = _deeds(options.script) if options.script else []
    on = staged(options.scenario, options.data)
    world = stage(on.scenario, on.organisation, options.seed, options.variant)
    if options.mode and options.mode not in on.scenario.used_for:
        raise CannotDoError(
            f"{on.scenario.id} is for {' and '.join(on.scenario.used_for)}, not {options.mode}."
        )
    if options.learner:
        words = {act.id: act.phrasings for act in on.library.bank.acts}
        plan = PLANS[options.learner]
        record = play_learner(
            world, on.reader, words, plan, options.seed, mode=options.mode, digests=on.digests
        )
    else:
        door = Door(world, on.reader, seed=options.seed, mode=options.mode, digests=on.digests)
        record = _scripted(door, deeds)
    for recorded in record:
        print(as_line(recorded))
    return 0


def _deeds(path: str) -> list[tuple[float, Command]]:
    """Return the deeds of a script with their call times.

    Raises:
        CannotDoError: a line is no deed, has no time, or goes back in time.
    """
    from pydantic import ValidationError  # noqa: PLC0415

    from simulator.cli.records import objects  # noqa: PLC0415
    from simulator.model.commands import COMMAND  # noqa: PLC0415

    deeds: list[tuple[float, Command]] = []
    for n, value in objects(text_of(path), path):
        t = value.pop("t", None)
        if not isinstance(t, int | float) or isinstance(t, bool) or not 0 <= t < 1e6:
            raise CannotDoError(f'{path}:{n}: give "t", the seconds of call time of the deed.', 1)
        if deeds and t < deeds[-1][0]:
            raise CannotDoError(
                f"{path}:{n}: {t} s comes after {deeds[-1][0]} s; deeds stand in order of time.", 1
            )
        if "reading" in value:
            raise CannotDoError(f'{path}:{n}: leave out "reading"; the reader reads the words.', 1)
        try:
            deeds.append((float(t), COMMAND.validate_python(value)))
        except ValidationError as fault:
            first = fault.errors()[0]
            field = ".".join(str(part) for part in first["loc"][1:])
            raise CannotDoError(
                f"{path}:{n}: this is no deed: {field} {first['msg']}.".replace("  ", " "), 1
            ) from fault
    return deeds


def _scripted(door: Door, deeds: list[tuple[float, Command]]) -> Record:
    """Do the deeds at their times, then let time run out."""
    import sys  # noqa: PLC0415

    from tqdm import tqdm  # type: ignore[import-untyped]  # noqa: PLC0415

    from simulator.proving.door import run_out  # noqa: PLC0415

    for t, deed in tqdm(deeds, desc="deeds", file=sys.stderr, leave=False, delay=2, disable=None):
        door.do(deed, t)
    return run_out(door)
