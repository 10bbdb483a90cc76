"""Proves the forms of scenarios beside each other, on both cores; it reads no file and keeps nothing.

The other processes begin as copies of this one, so that nothing is sent to them but names; what they
heard for the first time comes back with the proof. Where a system copies no process, forms go in turn.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager

from simulator.model.scenario import Scenario
from simulator.proving.form_proof import FormProof, Subject, prove_form
from simulator.service.library import Library
from simulator.service.scenario_acts import scenario_acts
from simulator.service.side_processes import side_processes
from simulator.understanding.kept_readings import KeptLine, KeptReader
from simulator.understanding.late_reader import LateReader

CORES = 2
Found = tuple[FormProof, dict[str, KeptLine]]
_SUBJECTS: dict[str, Subject] = {}


def subject_for(library: Library, scenario: Scenario, seed: int = 1) -> Subject:
    """Return what is to be proved of a scenario, with a reader that remembers.

    Where nothing that it heard is kept it is fitted now, once, before there are copies of this process.
    """
    bank, unit = library.bank, library.unit(scenario.unit)
    late = LateReader(scenario_acts(scenario, bank), bank.off_topic, library.cache)
    reader = KeptReader(late, library.cache)
    if not reader.kept:
        _ = late.fitted
    words = {act.id: act.phrasings for act in bank.acts}
    return Subject(scenario, library.organisation(scenario.organisation), unit, reader, words, seed=seed)


def pool_for(subjects: Sequence[Subject]) -> AbstractContextManager[Executor]:
    """Return processes that begin as copies of this one, everything read; on Windows, one thread."""
    _SUBJECTS.clear()
    _SUBJECTS.update({s.scenario.id: s for s in subjects})
    if "fork" not in multiprocessing.get_all_start_methods():
        return ThreadPoolExecutor(1)
    return side_processes(CORES, copies=True)


def submitted(pool: Executor, subject: Subject) -> list[Future[Found]]:
    """Let the forms of a scenario be proved, each as soon as a process is free."""
    return [pool.submit(_form, subject.scenario.id, variant) for variant in subject.variants]


def _form(name: str, variant: str) -> Found:
    """Prove one form in another process; bring back what was heard for the first time."""
    subject = _SUBJECTS[name]
    before = set(_heard(subject))
    proof = prove_form(subject, variant)
    return proof, {text: line for text, line in _heard(subject).items() if text not in before}


def _heard(subject: Subject) -> dict[str, KeptLine]:
    return subject.reader.kept if isinstance(subject.reader, KeptReader) else {}


def gathered(
    subject: Subject, forms: Sequence[Future[Found]], tick: Callable[[int], object] = bool
) -> Iterator[FormProof]:
    """Yield the proofs of a scenario's forms in order, and let its reader remember what they heard."""
    for form in forms:
        proof, heard = form.result()
        _heard(subject).update(heard)
        tick(1)
        yield proof


def side_by_side(subject: Subject) -> list[FormProof]:
    """Prove the forms of one scenario beside each other, where the system can; for ``prove``."""
    with pool_for([subject]) as pool:
        return list(gathered(subject, submitted(pool, subject)))
