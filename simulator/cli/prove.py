"""``prove``: shows for each scenario that its marking is sound, or where it is blind; exit 1 when it is not.

Both cores are used, one form of a scenario each. Readings are kept by text beside the reader's other caches,
and so is what each form's proof found, by all that it rests on.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli.saying import FAULTS, CannotDoError, add_folder, one_line
from simulator.proving.waste import without_search_for_waste

if TYPE_CHECKING:
    from concurrent.futures import Future

    from simulator.proving.proof import Proof
    from simulator.proving.subject import Subject
    from simulator.service.proof_pool import Found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``prove``."""
    parser.add_argument(
        "scenarios", nargs="*", metavar="SCENARIO", help="ids or files (all that are installed)"
    )
    parser.add_argument("--json", action="store_true", help="print each proof as one line of JSON")
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write the matrix as a page that needs no server"
    )
    parser.add_argument(
        "--show", metavar="PLAY", help="print the transcript of a mutant, change or wanderer by its name"
    )
    parser.add_argument(
        "--verbose",
        action="store_true",
        help="print what is declared with its reasons, what cost nothing, and what no play could test",
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="stay, and prove again whenever a file is saved that a scenario rests on, until Ctrl+C",
    )
    parser.add_argument(
        "--anew",
        action="store_true",
        help="play all again, also where nothing has changed since the last proof",
    )
    parser.add_argument("--seed", type=int, default=1, help="whole number that casts the plays (1)")
    add_folder(parser)
    parser.epilog = (
        "The exit code is 1 when a claim is unproven. A scenario in which nothing is claimed is passed over. "
        'A play is named as the report names it: --show "ask callback: left out", "wandering random 7", "in '
        'another order"; --show well is the job done well.'
    )


def run(options: argparse.Namespace) -> int:
    """Prove, and print what was found; with ``--watch`` again and again."""
    if options.watch:
        return _watch(options)
    if options.html and not options.html.absolute().parent.is_dir():
        folder, name = options.html.parent, options.html.name
        raise CannotDoError(f"There is no folder {folder} to write {name} into: make it, or name another.")
    with without_search_for_waste():
        return _prove(options)


def _watch(options: argparse.Namespace) -> int:
    from simulator.cli.watch import watch  # noqa: PLC0415

    if options.show or options.html:
        raise CannotDoError(
            "--watch prints what changed on each save; leave --show and --html to a proof without."
        )
    return watch(options)


def _prove(options: argparse.Namespace) -> int:
    from tqdm import tqdm  # type: ignore[import-untyped]  # noqa: PLC0415

    from simulator.cli.stopped import stopped, uninterrupted  # noqa: PLC0415
    from simulator.service.proof_pool import proving  # noqa: PLC0415

    try:
        subjects = _subjects(options)
    except KeyboardInterrupt:
        print("Stopped before anything was proved.", file=sys.stderr)
        raise
    if options.show:
        return _show(subjects, options.show)
    proofs: list[Proof] = []
    forms = sum(len(s.variants) for s in subjects)
    with (
        tqdm(total=forms, desc="forms proved", file=sys.stderr, leave=False, disable=None) as bar,
        proving(subjects, anew=options.anew) as begin,
    ):
        waiting = [begin(subject) for subject in subjects]
        try:
            for proof in _proofs(subjects, waiting, bar.update):
                with uninterrupted():
                    proofs.append(proof)
                    _print(proof, json=options.json, verbose=options.verbose)
        except KeyboardInterrupt:
            bar.close()
            print("\n".join(stopped(subjects, waiting, proofs, options.html)), file=sys.stderr, flush=True)
            raise
    _keep(subjects)
    if options.html:
        from simulator.cli.proof_page import page  # noqa: PLC0415

        with uninterrupted():
            options.html.write_text(page(proofs), encoding="utf-8")
    return 0 if all(p.proven for p in proofs) else FAULTS


def _subjects(options: argparse.Namespace) -> list[Subject]:
    """Return what is to be proved, each with a reader that remembers."""
    from simulator.cli.stage import files_of, staged  # noqa: PLC0415
    from simulator.service.library import open_library  # noqa: PLC0415
    from simulator.service.proof_pool import subject_for  # noqa: PLC0415

    library = open_library(options.data.resolve(), only=files_of(options.scenarios))
    names = options.scenarios or [s.id for s in library.scenarios() if s.criteria]
    found = []
    for name in names:
        scenario = staged(name, options.data, library).scenario
        if not scenario.criteria:
            raise CannotDoError(f"{scenario.id} claims no criterion, so there is nothing to prove.")
        found.append(subject_for(library, scenario, options.seed))
    return found


def _proofs(
    subjects: Sequence[Subject], waiting: Sequence[list[Future[Found]]], tick: Callable[[int], object]
) -> Iterator[Proof]:
    """Yield the proofs in order, each as soon as its forms are done, with the seconds that those took."""
    from simulator.proving.prove import joined  # noqa: PLC0415
    from simulator.service.proof_pool import gathered  # noqa: PLC0415

    begun = time.perf_counter()
    for subject, forms in zip(subjects, waiting, strict=True):
        found = list(gathered(subject, forms, tick))
        proof, alone = joined(subject, found), len(subjects) == 1
        took = time.perf_counter() - begun if alone else sum(form.result().seconds for form in forms)
        yield proof.model_copy(update={"seconds": round(took, 2)})


def _keep(subjects: Iterable[Subject]) -> None:
    for subject in subjects:
        subject.reader.keep()  # type: ignore[attr-defined]


def _print(proof: Proof, *, json: bool, verbose: bool) -> None:
    from simulator.cli.proof_lines import lines_of  # noqa: PLC0415 - brings Pydantic

    for line in [one_line(proof.model_dump())] if json else lines_of(proof, verbose=verbose):
        print(line)
    sys.stdout.flush()


def _show(subjects: Sequence[Subject], name: str) -> int:
    """Print the transcript of the play of that name in each form that has it."""
    from simulator.proving.shortest import transcript_of  # noqa: PLC0415

    found = False
    for subject in subjects:
        wanted = _without_forms(name, subject.variants)
        for variant in subject.variants:
            lines = transcript_of(subject, variant, wanted)
            if lines:
                found = True
                print(f"{subject.scenario.id} {variant}: {wanted} (seed {subject.seed})", *lines, sep="\n")
    if not found:
        raise CannotDoError(f"No play is called “{name}”; `prove --json` names them all.")
    return 0


def _without_forms(name: str, variants: Sequence[str]) -> str:
    """Return the name of a play without the forms that a report names behind it: ``ask gate, lad, canoe``."""
    head, _, last = name.rpartition(", ")
    return _without_forms(head, variants) if head and last in variants else name
