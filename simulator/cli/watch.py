"""``prove --watch``: proves, and proves again whenever a file is saved that a scenario rests on.

It stays until Ctrl+C, whatever the files hold: one that cannot be read is told as ``check`` tells it, and
proved once it is mended. It writes nothing but what was heard for the first time.
"""

from __future__ import annotations

import argparse
import gc
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm  # type: ignore[import-untyped]

from simulator.cli import saved
from simulator.cli.proof_lines import counted, verdict
from simulator.cli.saying import CannotDoError, in_words, one_line
from simulator.cli.stage import files_of, read_beside, staged
from simulator.data_files import criteria_folder, scenarios_folder
from simulator.model.centre_phrases import FILE_NAME
from simulator.model.faults import in_order
from simulator.model.load_library import PHRASES
from simulator.model.yaml_source import shown_name
from simulator.proving.compared import Difference, differences
from simulator.proving.proof import Proof
from simulator.proving.prove import joined
from simulator.proving.waste import without_search_for_waste
from simulator.service.errors import NotThere
from simulator.service.library import Library, open_library
from simulator.service.proof_pool import Found, Given, Lasting, gathered, given_by, lasting_processes

SOME_PLAYS = 20
"""So many of the hundred random plays are played on a save; ``prove`` plays them all."""
MOST_TOLD = 12
"""So many differences are told in words; the others are counted."""


@dataclass
class Watched:
    """A scenario that is proved again and again: how it was named, its file, what it was proved by last.

    ``home`` is the organisation whose files it rests on; where that is not known it rests on those of all.
    """

    named: str
    path: Path
    home: str
    given: Given | None = None
    proof: Proof | None = None
    rests_on: frozenset[Path] = frozenset()

    def files(self, data: Path) -> Iterator[Path]:
        """Yield the files that it rests on, as they lie there now."""
        yield self.path
        yield data / FILE_NAME
        yield from criteria_folder().glob("*/*.yaml")
        yield from (criteria_folder() / "organisations" / self.home).rglob("*.yaml")
        yield from (scenarios_folder() / PHRASES).glob("*.yaml")


def watch(options: argparse.Namespace) -> int:
    """Prove what is named, and what rests on a file that is saved, until Ctrl+C."""
    watching = Watching(options.scenarios, options.data.resolve(), seed=options.seed, json=options.json)
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # an editor ends what it began so
    try:
        with without_search_for_waste(), lasting_processes() as processes:  # these put it off as well
            watching.go_on(processes)
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)


class Watching:
    """What is watched, and how its files stood when they were looked at last."""

    def __init__(self, names: Sequence[str], data: Path, *, seed: int, json: bool) -> None:
        """Find the files of what is named: of every scenario that claims something, where nothing is.

        Raises:
            CannotDoError: there is no such scenario, and no such file.
        """
        self.data, self.seed, self.json = data, seed, json
        self.library = open_library(data, only=files_of(names))
        wanted = names or [s.id for s in self.library.scenarios() if s.criteria]
        self.scenarios = [_watched(name, self.library) for name in wanted]
        self.seen = self.look()

    def _open_library(self) -> None:
        """Read the library as its files stand now."""
        self.library = open_library(self.data, only=files_of([one.named for one in self.scenarios]))

    def look(self) -> saved.Stamps:
        """Return how all files stand that anything rests on."""
        return saved.stamps_of({path for one in self.scenarios for path in one.files(self.data)})

    def go_on(self, processes: Lasting) -> NoReturn:
        """Prove everything once, then on each save what it concerns."""
        concerned, noticed = self.scenarios, time.perf_counter()
        self._open_library()
        self._aside("Proving on every save; Ctrl+C ends it.")
        while True:
            self._prove(concerned, processes, noticed)
            processes.rest()
            gc.collect()
            now, noticed = saved.next_save(self.seen, self.look, saved.moment, self._open_library)
            touched, self.seen = saved.changed(self.seen, now), now
            concerned = [one for one in self.scenarios if touched & one.rests_on.union(one.files(self.data))]
            self._aside(f"Saved: {', '.join(sorted(path.name for path in touched))}.")

    def _prove(self, concerned: Iterable[Watched], processes: Lasting, noticed: float) -> None:
        """Prove what is concerned and can be read, and say how each came out."""
        begun: list[tuple[Watched, Given, list[Future[Found]]]] = []
        for one in concerned:
            given = self._given(one, self.library)
            if given is not None:
                begun.append((one, given, processes.sent(given)))
        forms = sum(len(found) for _, _, found in begun)
        with tqdm(total=forms, desc="forms proved", file=sys.stderr, leave=False, disable=None) as bar:
            for one, given, found in begun:
                try:
                    proof = _proof(given, found, bar)
                except BrokenExecutor:
                    raise
                except Exception as fault:
                    self._aside(f"{one.named} could not be proved: {in_words(fault)}")
                else:
                    self._tell(one, proof, time.perf_counter() - noticed)
                    one.given = given

    def _given(self, one: Watched, library: Library) -> Given | None:
        """Return what is to be proved of a scenario as it stands; where it cannot be, say why."""
        one.rests_on = frozenset(one.files(self.data))
        try:
            scenario = staged(one.named, self.data, library).scenario
            given = replace(given_by(library, scenario, self.seed), random_plays=SOME_PLAYS)
        except (CannotDoError, NotThere) as fault:
            self._tell_faults(one, library, fault)
            return None
        if not scenario.criteria:
            self._aside(f"{one.named} claims no criterion, so there is nothing to prove.")
            return None
        if given == one.given:
            self._aside(f"{one.named}: as it was, for nothing has changed by which it is proved.")
            return None
        return given

    def _tell_faults(self, one: Watched, library: Library, fault: Exception) -> None:
        """Print what is wrong with the files of a scenario, one fault a line, as ``check`` does."""
        mine = {shown_name(path) for path in one.rests_on}
        found = [known for known in library.faults if known.file in mine]
        if not found:
            found = read_beside(one.path, library)[2]
        told = in_order(found)
        for known in told:
            print(one_line(known.model_dump()) if self.json else known, flush=True)
        why = "" if told else f" {fault}"
        self._aside(f"{one.named} cannot be proved; it will be once it is mended.{why}")

    def _tell(self, one: Watched, proof: Proof, seconds: float) -> None:
        """Print how a scenario came out: what is worse or better than it was, then where it stands."""
        before, one.proof = one.proof, proof.model_copy(update={"seconds": round(seconds, 2)})
        if self.json:
            print(one_line(one.proof.model_dump()), flush=True)
            return
        found = differences(before, proof) if before else _all_that_is_wrong(proof)
        for way, sentence in found[:MOST_TOLD]:
            print(f"  {way}: {sentence}")
        if len(found) > MOST_TOLD:
            print(f"  and {len(found) - MOST_TOLD} more differences")
        print(f"{proof.scenario}: {verdict(proof)} in {seconds:.1f} s. {proof.title}")
        print("\n".join(counted(proof)))
        if before and (left := [why for why in proof.reasons if why in before.reasons]):
            print(f"  as before, not proven for {len(left)} reason{'s' if len(left) > 1 else ''}: {left[0]}")
        sys.stdout.flush()

    def _aside(self, words: str) -> None:
        """Say something that is no result, where it disturbs nobody who reads the results."""
        print(words, file=sys.stderr, flush=True)


def _watched(name: str, library: Library) -> Watched:
    """Return a scenario by its id or its file, whole or not."""
    installed = {path.stem: path for path in sorted(scenarios_folder().glob("*/*.yaml"))}
    path = Path(library.files[name]) if name in library.files else installed.get(name)
    if path is not None:
        return Watched(name, path, path.resolve().parent.name)
    if not Path(name).is_file():
        raise CannotDoError(f"There is no scenario {name}, and no such file.")
    return Watched(name, Path(name), "")


def _proof(given: Given, found: Sequence[Future[Found]], bar: tqdm) -> Proof:
    """Join the forms of a scenario; its reader keeps what they heard for the first time.

    Whether a declaration is in vain is left to ``prove``: to ask other castings takes three times as long.
    """
    subject = given.subject()
    proof = joined(subject, list(gathered(subject, found, bar.update)), shorten=False, in_vain=False)
    subject.reader.keep()  # type: ignore[attr-defined]
    return proof


def _all_that_is_wrong(proof: Proof) -> tuple[Difference, ...]:
    return tuple(Difference("worse", why) for why in proof.reasons)
