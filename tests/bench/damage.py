"""What random damage to the shipped scenarios checks and proof tell, what may be harmless, and what slips.

Run by hand: `python -m tests.bench.damage [COUNT] [SCENARIO…] [--part held|others] [--checks-only]
[--seed NUMBER] [--every]` (200 for each scenario; an hour or two, ten minutes without the proofs; with
`--every` each node deleted and duplicated and each reference pointed elsewhere once). Damages to what is
held are tried first, of all scenarios, and then the others. Advice counts as told, by `check --strict`, as
the undamaged file has none. What neither `check` nor `prove` tells and no rule lists as harmless is printed:
it slips through; some rules are asked only of what the proof does not tell. With `--checks-only` nothing
is proved, and what is left for the proof is printed. What was found is kept by damage, code and files, so
that a run that was broken off goes on where it stood.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from simulator.model.load_scenario import load_scenario_text
from simulator.service.library import Library, open_library
from tests.bench.damage_proof import Bench
from tests.bench.harmless_damage import harmless
from tests.bench.harmless_left import harmless_though_unproven
from tests.damage import Damage, damages, every_damage, unharmed
from tests.model.fault_examples import ROOT
from tests.shipped import shipped_library

SEED = 234
"""The seed by which damages are drawn where none is given."""
TODAY = date(2026, 11, 1)
KEPT = Path(tempfile.gettempdir()) / "incident-call-damage"
HELD = ("indicators", "facts", "incidents", "within", "needs", "dependencies", "not noticed")
"""Indicators, expectations and limits: of damage to these nothing may slip."""
PARTS = ("held", "others")
PLAYED = ("engine", "marking", "model", "proving", "understanding")
"""The parts of the simulator that a proof runs through."""
TOLD = {"fault": "check", "advice": "check --strict"}
"""By which command the checks tell a damage."""


def told(text: str, centre: str) -> str:
    """Return how the checks tell a text of a centre's scenario: fault, advice, or nothing."""
    library = shipped_library()
    scenario, faults = load_scenario_text(
        text,
        organisation=library.organisations[centre],
        unit=library.units,
        shared_acts=library.shared_acts,
        today=TODAY,
    )
    return "fault" if scenario is None else "advice" if faults else ""


@cache
def digest_of(centre: str, *, played: bool) -> str:
    """Return the digest of code and files by which a centre's scenarios are checked, or are proved."""
    code = [p for part in PLAYED for p in (ROOT / "simulator" / part).glob("*.py")]
    if played:
        code = [p for p in code if "_checks" not in p.name]
    files = [p for p in (ROOT / "criteria").rglob("*.yaml") if p.parts[-3] != "organisations"]
    files += (ROOT / "criteria" / "organisations" / centre).rglob("*.yaml")
    files += (ROOT / "scenarios" / "phrases").glob("*")
    parts = [f"{p.relative_to(ROOT)} {sha256(p.read_bytes()).hexdigest()}" for p in sorted({*code, *files})]
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


class Outcomes:
    """What came of the damages to one scenario, kept on disk."""

    def __init__(self, name: str, centre: str) -> None:
        """Read what is kept."""
        KEPT.mkdir(parents=True, exist_ok=True)
        self.file, self.centre = KEPT / f"{name}.jsonl", centre
        lines = self.file.read_text("utf-8").splitlines() if self.file.exists() else ()
        self.known: dict[str, str] = dict(json.loads(line) for line in lines)

    def key(self, damage: Damage, *, played: bool) -> str:
        """Return by what an outcome is kept."""
        text = sha256(damage.text.encode()).hexdigest()[:24]
        return f"{'proof' if played else 'check'} {digest_of(self.centre, played=played)} {text}"

    def keep(self, key: str, outcome: str) -> str:
        """Keep an outcome, and return it."""
        self.known[key] = outcome
        with self.file.open("a", encoding="utf-8") as out:
            out.write(json.dumps([key, outcome], ensure_ascii=False) + "\n")
        return outcome


class Trial:
    """Tries damages to one scenario; the bench is set up when the first has to be proved."""

    def __init__(self, name: str, library: Library) -> None:
        """Begin."""
        loaded = shipped_library()
        self.name, self.library = name, library
        self.text, self.before = loaded.texts[name], loaded.scenarios[name]
        self.outcomes = Outcomes(name, self.before.organisation)
        self.bench: Bench | None = None

    def outcome(self, damage: Damage, *, checks_only: bool = False) -> tuple[str, str]:
        """Return what came of a damage, and by what.

        It is told by check, by check --strict or by the proof, may be harmless, or slips; with
        ``checks_only`` it may be left for the proof.
        """
        kept = self.outcomes
        key = kept.key(damage, played=False)
        kind = kept.known.get(key)
        if kind is None:
            kind = kept.keep(key, told(damage.text, self.before.organisation))
        if kind:
            return TOLD[kind], ""
        if why := harmless(damage, self.before):
            return "may be harmless", why
        if checks_only:
            return "left for the proof", ""
        key = kept.key(damage, played=True)
        by = kept.known.get(key)
        if by is None:
            self.bench = self.bench or Bench(self.text, self.before.organisation, self.library)
            by = kept.keep(key, self.bench.tells(damage, thorough=bool(held([damage]))))
        if not by and (why := harmless_though_unproven(damage, self.before)):
            return "may be harmless", why
        return ("proof", by) if by else ("slips", "")


def held(damages: Iterable[Damage]) -> list[Damage]:
    """Return the damages to indicators, expectations and limits."""
    return [d for d in damages if not set(HELD).isdisjoint(d.path)]


def main() -> None:
    """Damage every scenario, or those named, and print what came of it."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("count", nargs="?", type=int, default=200, help="damages to each scenario")
    options.add_argument("scenarios", nargs="*", metavar="scenario")
    options.add_argument("--part", choices=PARTS, action="append", help="only damages to these nodes")
    options.add_argument("--checks-only", action="store_true", help="prove nothing")
    options.add_argument(
        "--seed", type=int, default=SEED, help="draw other damages than those of %(default)s"
    )
    options.add_argument("--every", action="store_true", help="not drawn: every node, each way once")
    wanted = options.parse_args()
    loaded = shipped_library()
    for played in (False, True):  # of the code that runs, whatever is edited meanwhile
        for centre in loaded.organisations:
            digest_of(centre, played=played)
    library = open_library(KEPT / "library")
    for part in wanted.part or PARTS:
        found = Counter[str]()
        for name in wanted.scenarios or sorted(loaded.scenarios):
            if loaded.scenarios[name].criteria:
                text, seed = loaded.texts[name], wanted.seed
                every, some = every_damage(text, loaded, seed), damages(text, loaded, seed, wanted.count)
                drawn = list(every if wanted.every else some)
                found += _one(name, drawn, part, library, checks_only=wanted.checks_only)
        print(f"== {part}: {found.total()} damages, {dict(found)}", flush=True)


def _one(
    name: str, every: Sequence[Damage], part: str, library: Library, *, checks_only: bool
) -> Counter[str]:
    """Try the damages of one part to a scenario, print what slips or is left; return what came of them."""
    begun, trial = time.process_time(), Trial(name, library)
    if told(unharmed(trial.text), trial.before.organisation):
        sys.exit(f"{name} has faults or advice before it is damaged: mend them first.")
    found = Counter[str]()
    meant = held(every)
    for damage in meant if part == "held" else [one for one in every if one not in meant]:
        kind, _ = trial.outcome(damage, checks_only=checks_only)
        found[kind] += 1
        if kind in ("slips", "left for the proof"):
            print(f"  {name}: {damage}"[:170], flush=True)
    print(f"{name} ({part}) {dict(found)}, {time.process_time() - begun:.0f} s", flush=True)
    return found


if __name__ == "__main__":
    main()
