"""``check``: finds the faults in the files that people write, one a line; it changes and plays nothing.

A path may be a scenario, a unit's or an organisation's folder, a folder of phrases, or a folder that holds
such; with no path everything that is installed is checked.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.saying import FAULTS, CannotDoError, one_line

if TYPE_CHECKING:
    from simulator.model.faults import Fault
    from simulator.model.load_library import LoadedLibrary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``check``."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", type=Path, help="file or folder (all that is installed)"
    )
    parser.add_argument("--json", action="store_true", help="print each fault as one line of JSON")
    parser.add_argument("--strict", action="store_true", help="advice to the author fails as well")
    parser.add_argument("--explain", metavar="CODE", help="say what a code means, with an example")
    parser.epilog = (
        "Codes from S300 and Q300 are advice to the author: they are printed, and the exit code stays 0 "
        "(1 with --strict, to which what is shipped is held)."
    )


def run(options: argparse.Namespace) -> int:
    """Print every fault; return 1 when one of them is more than advice (``--strict``: when there is any)."""
    from simulator.data_files import criteria_folder, scenarios_folder  # noqa: PLC0415
    from simulator.model.faults import in_order  # noqa: PLC0415
    from simulator.model.load_library import load_library  # noqa: PLC0415
    from simulator.model.scenario_checks import blocks  # noqa: PLC0415

    if options.explain:
        return _explain(options.explain.upper())
    for path in options.paths:
        if not path.exists():
            raise CannotDoError(f"There is no file or folder {path}.")
    today = datetime.now().astimezone().date()
    library = load_library(criteria_folder(), scenarios_folder(), today=today)
    found = list(library.faults)
    if options.paths:
        found = [fault for path in options.paths for fault in _faults(path, library, today)]
    faults = in_order(dict.fromkeys(found))
    for fault in faults:
        print(one_line(fault.model_dump()) if options.json else fault)
    if not options.json:
        _count(faults)
    return FAULTS if any(options.strict or blocks(fault) for fault in faults) else 0


def _explain(code: str) -> int:
    """Print the page of a code."""
    from simulator.model.fault_pages import fault_codes, fault_page  # noqa: PLC0415
    from simulator.model.faults import nearest  # noqa: PLC0415

    if code not in fault_codes():
        near = nearest(code, fault_codes())
        like = f" Perhaps {near}?" if near else ""
        raise CannotDoError(f"There is no code {code}.{like} They stand in docs/faults.")
    print(fault_page(code).text.rstrip())
    return 0


def _count(faults: list[Fault]) -> None:
    print(f"{len(faults)} found." if faults else "No faults.", file=sys.stderr)


def _faults(path: Path, library: LoadedLibrary, today: date) -> Iterator[Fault]:
    """Yield the faults of one file or folder, by what it is."""
    from simulator.model.load_comments import load_comments  # noqa: PLC0415
    from simulator.model.load_library import PHRASES  # noqa: PLC0415
    from simulator.model.load_organisation import load_organisation  # noqa: PLC0415
    from simulator.model.load_questions import FOLDER as QUESTIONS  # noqa: PLC0415
    from simulator.model.load_questions import (  # noqa: PLC0415
        load_organisation_questions,
        load_unit_questions,
    )
    from simulator.model.load_unit import load_unit  # noqa: PLC0415
    from simulator.model.phrase_bank import load_phrases  # noqa: PLC0415
    from simulator.model.standards import load_standard  # noqa: PLC0415

    folder = path if path.is_dir() else path.parent
    if folder.name == QUESTIONS and (folder.parent / "unit.yaml").is_file():
        folder = folder.parent
    if (folder / "unit.yaml").is_file():
        unit, faults = load_unit(folder)
        yield from faults
        centres = tuple(library.organisations.values())
        yield from load_unit_questions(folder, unit, centres, today=today).faults
        yield from load_comments(folder)[1]
        yield from load_standard(folder)[1]
    elif (folder / "organisation.yaml").is_file():
        organisation, faults = load_organisation(folder)
        yield from faults
        unit = next(iter(library.units.values()), None)
        yield from load_organisation_questions(folder, unit, organisation, today=today).faults
    elif folder.name == PHRASES:
        yield from load_phrases(folder)[1]
    elif path.is_file():
        yield from _of_scenario(path, library, today)
    else:
        for within in sorted(path.iterdir()):
            if within.is_dir() or within.suffix in (".yaml", ".yml"):
                yield from _faults(within, library, today)


def _of_scenario(path: Path, library: LoadedLibrary, today: date) -> Iterator[Fault]:
    """Yield the faults of a scenario's file, wherever it lies, against what is installed."""
    from simulator.model.load_scenario import load_scenario, load_scenario_text  # noqa: PLC0415
    from simulator.model.yaml_source import read_text  # noqa: PLC0415

    text, _ = read_text(path)
    shape, _ = (
        load_scenario_text(text, organisation=None, unit=None, shared_acts={})
        if text is not None
        else (None, [])
    )
    named = shape.organisation if shape else path.resolve().parent.name
    known = library.organisations
    organisation = (
        known.get(named) or known.get(path.resolve().parent.name) or next(iter(known.values()), None)
    )
    yield from load_scenario(
        path, organisation=organisation, unit=library.units, shared_acts=library.shared_acts, today=today
    )[1]
