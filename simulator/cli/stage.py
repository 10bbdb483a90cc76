"""Finds what a play or a marking needs: a scenario, by id or file, with organisation, unit, reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.saying import CannotDoError
from simulator.data_files import scenarios_folder
from simulator.model.content_hash import text_digest
from simulator.model.faults import Fault
from simulator.model.load_library import PHRASES
from simulator.model.load_scenario import load_scenario_text
from simulator.model.organisation import Organisation
from simulator.model.scenario import Scenario
from simulator.model.scenario_checks import blocks
from simulator.model.unit import Unit
from simulator.model.yaml_source import read_text, shown_name
from simulator.service.library import Library, open_library
from simulator.service.scenario_acts import scenario_acts

if TYPE_CHECKING:
    from simulator.understanding.reader import Reader


@dataclass(frozen=True)
class Staged:
    """A scenario with all that it is played and marked with."""

    library: Library
    scenario: Scenario
    digests: dict[str, str]

    @property
    def organisation(self) -> Organisation:
        """The organisation whose procedures are followed."""
        return self.library.organisation(self.scenario.organisation)

    @property
    def unit(self) -> Unit:
        """The unit whose criteria the scenario claims."""
        return self.library.unit(self.scenario.unit)

    @cached_property
    def reader(self) -> Reader:
        """The reader of the scenario's acts."""
        from simulator.understanding.reader import fit_reader  # noqa: PLC0415 - brings NumPy and SciPy

        return fit_reader(
            scenario_acts(self.scenario, self.library.bank),
            off_topic=self.library.bank.off_topic,
            encoder=self.library.encoder,
            cache_folder=self.library.cache,
        )


def staged(named: str, data: Path, library: Library | None = None) -> Staged:
    """Return the scenario of that id, or of that file; the library is opened unless it is given.

    Raises:
        CannotDoError: there is none, or its file has faults (``check`` lists them).
    """
    library = library or open_library(data.resolve())
    if library.find(named) is not None:
        return Staged(library, library.scenario(named), library.digests(named))
    path = Path(named)
    if not path.is_file():
        broken = next((p for p in _installed() if p.stem == named), None)
        if broken is not None:
            return _from_file(broken, library)
        known = ", ".join(sorted(p.stem for p in _installed())) or "none"
        raise CannotDoError(f"There is no scenario {named}, and no such file. Scenarios: {known}.")
    return _from_file(path, library)


def _installed() -> list[Path]:
    """Return the files of all scenarios that are installed, whole or not."""
    return sorted(p for p in scenarios_folder().glob("*/*.yaml") if p.parent.name != PHRASES)


def _from_file(path: Path, library: Library) -> Staged:
    scenario, text, faults = read_beside(path, library)
    if scenario is None or text is None:
        first = next((f for f in faults if blocks(f)), None)
        raise CannotDoError(f"{first or path} (`check {path}` lists all faults)", 1)
    digests = {"scenario": text_digest(text), "phrases": library.bank.content_hash}
    return Staged(library, scenario, digests)


def read_beside(path: Path, library: Library) -> tuple[Scenario | None, str | None, list[Fault]]:
    """Return the scenario of a file that need not be installed (or none), its text, and all its faults."""
    text, faults = read_text(path)
    if text is None:
        return None, None, faults
    scenario, faults = load_scenario_text(
        text,
        organisation=library.organisations,
        unit=library.units,
        shared_acts=library.bank.by_id,
        file=shown_name(path),
    )
    return scenario, text, faults


def files_of(names: Sequence[str]) -> frozenset[str]:
    """Return the files of the scenarios named where all are installed: what is not wanted is not read."""
    installed = {path.stem for path in _installed()}
    return frozenset(names) if installed.issuperset(names) else frozenset()
