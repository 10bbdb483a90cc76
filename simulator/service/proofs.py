"""Keeps the proof of each scenario by its content, and makes missing ones in the background.

A proof is kept in a file under the data folder, named by the digest of all that it rests on: the texts of
scenario, organisation, phrases and unit, and the rules by which it was made. So a restart proves nothing
twice, and neither a changed file nor a new version of the simulator is answered with an old proof. The
proving itself runs in a process of its own (``proof_run``).
"""

from __future__ import annotations

import contextlib
import hashlib
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from simulator import proving, understanding
from simulator.data_files import CHECKOUT
from simulator.engine.decide import ENGINE
from simulator.marking.calls import MARKER
from simulator.model.reading import Value
from simulator.proving.proof import Proof
from simulator.understanding.reader_key import VERSION

ProofState = Literal["proven", "not proven", "checking", "waiting", "nothing claimed", "failed"]
Prover = Callable[[str], Proof]
"""Proves a scenario by its id; it may take a minute."""
LONGEST_SECONDS = 900
USUAL_SECONDS = 15.0
"""So long one proof takes, where none was made yet that could tell."""


class KeptProof(Value):
    """A proof as it is kept: when it was made, and of which content."""

    made_at: datetime
    key: str
    proof: Proof


@dataclass(frozen=True)
class ProofStanding:
    """How a scenario's proof stands: the state, the proof kept (if any), and why it could not be made.

    ``before``: how many proofs are made before this one; ``None`` when nobody has asked for it yet.
    """

    state: ProofState
    kept: KeptProof | None = None
    why: str = ""
    before: int | None = None


def proof_key(digests: Mapping[str, str]) -> str:
    """Return the digest of the digests that a proof rests on, and of the rules that prove (64 hex digits)."""
    whole = "\n".join(f"{name} {digest}" for name, digest in sorted(digests.items()))
    return hashlib.sha256(f"{whole}\nrules {rules_digest()}".encode()).hexdigest()


def rules_digest(versions: tuple[str, ...] = (ENGINE, MARKER, VERSION)) -> str:
    """Return the digest of what proves: engine, marker and reader by their versions, the proof by its text.

    The weights that the reader brings count by their descriptions, which name their digests.
    """
    return hashlib.sha256("\n".join((*versions, _texts_that_prove())).encode()).hexdigest()


@cache
def _texts_that_prove() -> str:
    weights = Path(understanding.__path__[0]).glob("*/*.json")
    files = sorted((*Path(proving.__path__[0]).glob("*.py"), *weights))
    return "\n".join(f"{f.name} {hashlib.sha256(f.read_bytes()).hexdigest()}" for f in files)


class ProcessProver:
    """Proves a scenario of some folders in a process of its own, one at a time; ``stop`` ends it."""

    def __init__(self, criteria: Path, scenarios: Path, data: Path) -> None:
        self._folders = [str(criteria), str(scenarios), str(data)]
        self._running: subprocess.Popen[str] | None = None

    def __call__(self, scenario_id: str) -> Proof:
        """Prove a scenario.

        Raises:
            OSError: the proof breaks off.
            subprocess.SubprocessError: it takes too long.
        """
        self._running = subprocess.Popen(  # noqa: S603  (our own module, words of our own)
            [sys.executable, "-m", "simulator.service.proof_run", *self._folders, scenario_id],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=CHECKOUT,
        )
        try:
            said, complaint = self._running.communicate(timeout=LONGEST_SECONDS)
        finally:
            self.stop()
        if not said:
            last = (complaint.strip().splitlines() or ["it was stopped"])[-1]
            raise OSError(f"the proof broke off: {last}")
        return Proof.model_validate_json(said)

    def stop(self) -> None:
        """End a proof that is being made."""
        if self._running is not None and self._running.poll() is None:
            self._running.kill()


class Proofs:
    """The proofs of an installation, and the one thread that has missing ones made."""

    def __init__(self, folder: Path, prover: Prover, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._prover = prover
        self._now = now
        self._waiting: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._asked: dict[str, ProofState] = {}
        self._failed: dict[str, str] = {}
        self._kept: dict[str, KeptProof] = {}
        self._thread: threading.Thread | None = None

    def standing(self, key: str) -> ProofStanding:
        """Return how the proof of a content stands."""
        kept = self._find(key)
        if kept is not None:
            return ProofStanding("proven" if kept.proof.proven else "not proven", kept)
        with self._lock:
            if key in self._failed:
                return ProofStanding("failed", why=self._failed[key])
            if key not in self._asked:
                return ProofStanding("waiting")
            return ProofStanding(self._asked[key], before=list(self._asked).index(key))

    def seconds_each(self) -> float:
        """Return how long a proof takes here, by those that are kept."""
        took = [kept.proof.seconds for kept in list(self._kept.values()) if kept.proof.seconds]
        return sum(took) / len(took) if took else USUAL_SECONDS

    def want(self, scenario_id: str, key: str) -> None:
        """Have a proof made, unless it is kept or wanted already."""
        if self._find(key) is not None:
            return
        with self._lock:
            if key in self._asked:
                return
            self._failed.pop(key, None)
            self._asked[key] = "waiting"
            self._waiting.put((scenario_id, key))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="proofs", daemon=True)
                self._thread.start()

    def prove_now(self, scenario_id: str, key: str) -> ProofStanding:
        """Make a proof and keep it."""
        with self._lock:
            self._asked[key] = "checking"
        try:
            found = self._prover(scenario_id)
            self._keep(KeptProof(made_at=self._now(), key=key, proof=found))
        except (OSError, ValueError, KeyError, subprocess.SubprocessError) as fault:
            with self._lock:
                self._failed[key] = str(fault)
        finally:
            with self._lock:
                self._asked.pop(key, None)
        return self.standing(key)

    def _work(self) -> None:
        while True:
            self.prove_now(*self._waiting.get())

    def _find(self, key: str) -> KeptProof | None:
        if key not in self._kept:
            with contextlib.suppress(OSError, ValidationError, ValueError):
                text = (self._folder / f"{key}.json").read_text("utf-8")
                self._kept[key] = KeptProof.model_validate_json(text)
        return self._kept.get(key)

    def _keep(self, kept: KeptProof) -> None:
        self._kept[kept.key] = kept
        self._folder.mkdir(parents=True, exist_ok=True)
        made = self._folder / f"{kept.key}.part"
        made.write_text(kept.model_dump_json(), "utf-8")
        made.replace(self._folder / f"{kept.key}.json")
