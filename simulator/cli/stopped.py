"""What is said of a proof that Ctrl+C ends: how far it came, and what was found; it proves nothing itself."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Future

    from simulator.proving.proof import Proof
    from simulator.proving.subject import Subject
    from simulator.service.proof_pool import Found

MOST_NAMED = 3
"""So many ways of not doing the job are named of a scenario that was not proved to its end."""


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let something be written to its end; an interrupt meanwhile comes after it."""
    came: list[int] = []

    def later(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = signal.signal(signal.SIGINT, later)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt


def stopped(
    subjects: Sequence[Subject],
    waiting: Sequence[Sequence[Future[Found]]],
    proofs: Sequence[Proof],
    page: Path | None,
) -> Iterator[str]:
    """Yield how far proofs came: how whole ones came out, and what the forms proved of others show."""
    from simulator.cli.proof_lines import verdict  # noqa: PLC0415 - brings Pydantic

    many = len(subjects)
    told = [f"{proof.scenario} {verdict(proof)}" for proof in proofs]
    yield f"Stopped after {len(proofs)} of {many} scenario{'s' if many > 1 else ''}: {_listed(told)}."
    for subject, forms in list(zip(subjects, waiting, strict=True))[len(proofs) :]:
        yield from _so_far(subject, forms)
    if page is not None:
        yield f"{page} was not written."


def _listed(told: Sequence[str]) -> str:
    return "; ".join(told) or "none was proved to its end"


def _so_far(subject: Subject, forms: Sequence[Future[Found]]) -> Iterator[str]:
    """Yield what the forms show of a scenario that were proved; nothing where none was."""
    done = [one.result()[0] for one in forms if one.done() and not one.cancelled() and not one.exception()]
    if not done:
        return
    wrong = [m for form in done for m in form.mutants if m.verdict in ("strayed", "survived")]
    missed = [v for form in done for v in form.variations if v.lost]
    tried = sum(len(form.mutants) for form in done)
    named = [
        *(f"{m.id} ({m.verdict})" for m in wrong),
        *(f"done {v.name}, {', '.join(v.lost)}" for v in missed),
    ]
    more = len(named) - MOST_NAMED
    faults = "; ".join(named[:MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")
    shown = f"not as they should be: {faults}." if named else "each as it should be so far."
    ways = f"{tried} way{'s' if tried != 1 else ''} of not doing the job"
    yield f"{subject.scenario.id}, {len(done)} of {len(forms)} forms: {ways}, {shown}"
