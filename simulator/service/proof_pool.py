"""Proves the forms of scenarios beside each other, on both cores; what was found before is found again.

The other processes begin as copies of this one, so that nothing is sent to them but names; what they
heard for the first time comes back with the proof. Where they last while files change, what is proved is
sent to them, and each remembers the plays of the forms that it proved. Where a system copies no process,
forms go in turn.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from simulator.model.organisation import Organisation
from simulator.model.phrase_bank import PhraseBank
from simulator.model.scenario import Scenario
from simulator.model.unit import Unit
from simulator.proving.door import hear_together
from simulator.proving.form_proof import FormProof, prove_form
from simulator.proving.likely_said import likely_said
from simulator.proving.memory import Memory
from simulator.proving.proof import RANDOM_PLAYS
from simulator.proving.subject import Subject, forms_of
from simulator.service.kept_proofs import form_key, keep_proof, kept_proof
from simulator.service.library import Library
from simulator.service.scenario_acts import scenario_acts
from simulator.service.side_processes import side_processes
from simulator.understanding.kept_readings import KeptLine, KeptReader
from simulator.understanding.late_reader import LateReader

CORES = 2
MOST_READERS = 60
"""So many readers are remembered by a process that proves again and again."""
_SUBJECTS: dict[str, Subject] = {}
_READERS: dict[tuple[str, Path | None], KeptReader] = {}
MOST_FORMS = 3
"""So many forms of which a process remembers the plays: each takes up to 80 MB, twice that after an edit,
three times while the next is proved."""
_MEMORIES: dict[tuple[str, str, int], Memory] = {}


class Found(NamedTuple):
    """The proof of one form, what was heard for the first time, and the seconds that it took."""

    proof: FormProof
    heard: dict[str, KeptLine]
    seconds: float = 0.0


@dataclass(frozen=True)
class Given:
    """What a subject is made of, as it is sent to another process."""

    scenario: Scenario
    organisation: Organisation
    unit: Unit
    bank: PhraseBank
    cache: Path | None
    seed: int
    random_plays: int = RANDOM_PLAYS

    def subject(self) -> Subject:
        """Return what is to be proved, with a reader that remembers: the same while it learns the same."""
        late = LateReader(scenario_acts(self.scenario, self.bank), self.bank.off_topic, self.cache)
        key = late.key, self.cache
        reader = _READERS.pop(key) if key in _READERS else KeptReader(late, self.cache)
        _READERS[key] = reader
        while len(_READERS) > MOST_READERS:
            del _READERS[next(iter(_READERS))]
        words = {act.id: act.phrasings for act in self.bank.acts}
        return Subject(
            self.scenario,
            self.organisation,
            self.unit,
            reader,
            words,
            seed=self.seed,
            random_plays=self.random_plays,
        )


def given_by(library: Library, scenario: Scenario, seed: int = 1) -> Given:
    """Return what a subject is made of, by a library."""
    unit, organisation = library.unit(scenario.unit), library.organisation(scenario.organisation)
    return Given(scenario, organisation, unit, library.bank, library.cache, seed)


def subject_for(library: Library, scenario: Scenario, seed: int = 1) -> Subject:
    """Return what is to be proved of a scenario, with a reader that remembers and is not fitted yet."""
    return given_by(library, scenario, seed).subject()


def _fit(subject: Subject, *, anew: bool) -> bool:
    """Fit the reader now, once, before there are copies of this process, where it will have to hear all.

    Tell whether it will.
    """
    reader = subject.reader
    if not isinstance(reader, KeptReader) or not isinstance(reader.reader, LateReader) or reader.kept:
        return False
    if not anew and all(kept_proof(*_place(subject, variant)) for variant in subject.variants):
        return False
    _ = reader.reader.fitted
    return True


def pool_for(subjects: Sequence[Subject], processes: int = CORES) -> AbstractContextManager[Executor]:
    """Return processes that begin as copies of this one, everything read; on Windows, one thread."""
    _SUBJECTS.clear()
    _SUBJECTS.update({s.scenario.id: s for s in subjects})
    return side_processes(processes, copies=True) if _copies_processes() else ThreadPoolExecutor(1)


def _copies_processes() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()


@contextmanager
def lasting_processes() -> Iterator[Lasting]:
    """Yield processes that go on as long as files change; on Windows, one thread."""
    with ExitStack() as stack:
        pools = []
        for _ in range(CORES if _copies_processes() else 1):
            pools.append(stack.enter_context(pool_for([], 1)))
            pools[-1].submit(bool).result()  # it begins while nothing goes on beside it
        yield Lasting(pools)


class Lasting:
    """Processes each of which proves the same forms again and again, and so remembers their plays."""

    def __init__(self, pools: Sequence[Executor]) -> None:
        """Give each form the process that has fewest, when it is first proved."""
        self._pools = pools
        self._of: dict[tuple[str, str], Executor] = {}

    def sent(self, given: Given) -> list[Future[Found]]:
        """Let the forms of a scenario be proved as it stands now."""
        return [self._process(given, v).submit(_form_given, given, v) for v in forms_of(given.scenario)]

    def rest(self) -> None:
        """Let each process tidy up, once nobody waits for what it finds."""
        for pool in self._pools:
            pool.submit(_tidied)

    def _process(self, given: Given, variant: str) -> Executor:
        form = given.scenario.id, variant
        return self._of.setdefault(form, self._pools[len(self._of) % len(self._pools)])


@contextmanager
def proving(
    subjects: Sequence[Subject], *, anew: bool = False
) -> Iterator[Callable[[Subject], list[Future[Found]]]]:
    """Yield what lets the forms of a scenario be proved; ``anew``: also those of which nothing has changed.

    The forms of one alone go to both processes, its reader fitted before they begin. Of several scenarios
    each goes whole to a process that is free, which fits its reader and hears its lines once for all forms.
    """
    alone = len(subjects) == 1 or not _copies_processes()
    fitted = [subject for subject in subjects if alone and _fit(subject, anew=anew)]
    with pool_for(subjects) as pool:
        heard = _heard_together(pool, *fitted) if len(subjects) == len(fitted) == 1 else {}
        yield (
            partial(submitted, pool, anew=anew, heard=heard)
            if alone
            else partial(submitted_whole, pool, anew=anew)
        )


def _heard_together(pool: Executor, subject: Subject) -> dict[str, KeptLine]:
    """Let each process hear its share of what is likely to be said; return what all of them heard."""
    said = likely_said(subject)
    shares = [pool.submit(_hearing, subject.scenario.id, said[n::CORES]) for n in range(CORES)]
    heard = {text: line for share in shares for text, line in share.result().items()}
    _heard(subject).update(heard)
    return heard


def _hearing(name: str, texts: Sequence[str]) -> dict[str, KeptLine]:
    reader = _SUBJECTS[name].reader
    if not isinstance(reader, KeptReader):
        return {}
    reader.hear_all(texts)
    return {text: reader.kept[text] for text in texts}


def submitted_whole(pool: Executor, subject: Subject, *, anew: bool = False) -> list[Future[Found]]:
    """Let all forms of a scenario be proved by one process."""
    forms: list[Future[Found]] = [Future() for _ in subject.variants]

    def hand_out(whole: Future[list[Found]]) -> None:
        for n, form in enumerate(forms):
            if whole.cancelled():
                form.cancel()
            elif (fault := whole.exception()) is not None:
                form.set_exception(fault)
            else:
                form.set_result(whole.result()[n])

    pool.submit(_forms, subject.scenario.id, anew).add_done_callback(hand_out)
    return forms


def submitted(
    pool: Executor, subject: Subject, *, anew: bool = False, heard: Mapping[str, KeptLine]
) -> list[Future[Found]]:
    """Let the forms of a scenario be proved, each as soon as a process is free; ``heard`` by any of them."""
    return [pool.submit(_form, subject.scenario.id, variant, anew, heard) for variant in subject.variants]


def _form_given(given: Given, variant: str) -> Found:
    form = given.scenario.id, variant, given.seed
    memory = _MEMORIES[form] = _MEMORIES.pop(form, Memory())
    while len(_MEMORIES) > MOST_FORMS:
        del _MEMORIES[next(iter(_MEMORIES))]
    return _proved(given.subject(), variant, memory)


def _tidied() -> None:
    """Let go of what no later proof needs, and look for waste, but never again in what is not waste now."""
    for memory in _MEMORIES.values():
        memory.rest()
    gc.collect()
    gc.freeze()


def _form(name: str, variant: str, anew: bool, heard: Mapping[str, KeptLine]) -> Found:
    _heard(_SUBJECTS[name]).update(heard)
    return _proved(_SUBJECTS[name], variant, anew=anew)


def _forms(name: str, anew: bool) -> list[Found]:
    return [_proved(_SUBJECTS[name], variant, anew=anew) for variant in _SUBJECTS[name].variants]


def _proved(subject: Subject, variant: str, memory: Memory | None = None, *, anew: bool = False) -> Found:
    """Prove one form in another process; bring back what was heard for the first time.

    What was found before is found again, except for a memory: that is to hold the plays for the next edit.
    """
    before, begun = set(_heard(subject)), perf_counter()
    folder, key = _place(subject, variant) if memory is None else (None, "")
    proof = None if anew else kept_proof(folder, key)
    if proof is None:
        if not before:
            hear_together(subject.reader, likely_said(subject))
        proof = prove_form(subject, variant, memory)
        keep_proof(folder, key, proof)
    heard = {text: line for text, line in _heard(subject).items() if text not in before}
    return Found(proof, heard, perf_counter() - begun)


def _place(subject: Subject, variant: str) -> tuple[Path | None, str]:
    """Return where the proof of a form is kept, beside what the reader heard, and under which key."""
    file = subject.reader.file if isinstance(subject.reader, KeptReader) else None
    return (None, "") if file is None else (file.parent, form_key(subject, variant))


def _heard(subject: Subject) -> dict[str, KeptLine]:
    return subject.reader.kept if isinstance(subject.reader, KeptReader) else {}


def gathered(
    subject: Subject, forms: Sequence[Future[Found]], tick: Callable[[int], object] = bool
) -> Iterator[FormProof]:
    """Yield the proofs of a scenario's forms in order, and let its reader remember what they heard."""
    for form in forms:
        found = form.result()
        _heard(subject).update(found.heard)
        tick(1)
        yield found.proof


def side_by_side(subject: Subject) -> list[FormProof]:
    """Prove the forms of one scenario beside each other, where the system can; for ``prove``."""
    with proving([subject]) as begun:
        return list(gathered(subject, begun(subject)))
