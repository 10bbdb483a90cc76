"""Proves one scenario in a process of its own, so that a server goes on answering; it keeps nothing itself.

Its forms are proved beside each other, so that whoever saved a scenario waits half as long.

``python -m simulator.service.proof_run CRITERIA SCENARIOS DATA ID`` prints the proof as one line of JSON.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from simulator.proving.proof import Proof
from simulator.proving.prove import prove
from simulator.service.library import read_library
from simulator.service.proof_pool import side_by_side, subject_for
from simulator.understanding.kept_readings import KeptReader


def prove_scenario(criteria: Path, scenarios: Path, data: Path, scenario_id: str) -> Proof:
    """Read the files and prove the scenario.

    Raises:
        NotThere: the scenario, its organisation or its unit cannot be read.
    """
    library = read_library(data, criteria, scenarios, None, _file_of(scenarios, scenario_id))
    if library.find(scenario_id) is None:
        library = read_library(data, criteria, scenarios, None)
    subject = subject_for(library, library.scenario(scenario_id))
    proof = prove(subject, spread=side_by_side, clock=time.perf_counter)
    if isinstance(subject.reader, KeptReader):
        subject.reader.keep()
    return proof


def _file_of(scenarios: Path, scenario_id: str) -> frozenset[str]:
    """Return the file that is called as the scenario, where there is one: what is not proved is not read."""
    return frozenset(path.stem for path in scenarios.glob("*/*.yaml") if path.stem == scenario_id)


def main(words: list[str]) -> int:
    """Prove, and print the proof."""
    criteria, scenarios, data, scenario_id = words
    if os.name == "posix":
        os.nice(10)  # whoever is in a call goes first
    found = prove_scenario(Path(criteria), Path(scenarios), Path(data), scenario_id)
    sys.stdout.write(f"{found.model_dump_json()}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
