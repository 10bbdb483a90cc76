"""``pack`` makes signed packs of portfolios, ``verify`` proves one anywhere, ``import`` takes one in."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from simulator.cli.saying import CannotDoError, add_data_options

if TYPE_CHECKING:
    from simulator.service.wiring import Service
    from simulator.understanding.encoder import Encoder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``pack``."""
    parser.add_argument("learners", nargs="*", metavar="LEARNER", help="sign-in names; all learners if none")
    parser.add_argument("--unit", default="234", help="number of the unit (234)")
    parser.add_argument("--to", type=Path, default=Path("packs"), metavar="FOLDER", help="where packs go")
    parser.add_argument("--public-key", type=Path, metavar="FILE", help="write the centre's public key")
    parser.add_argument(
        "--without-names", action="store_true", help="take other people's names out of what calls held"
    )
    parser.add_argument("--at-once", type=int, default=0, metavar="N", help="processes (one for each core)")
    parser.add_argument("--new-key", action="store_true", help="make a new key in place of a lost one")
    add_data_options(parser)
    parser.epilog = "A pack that stands in the folder and would be the same is not made again."


def run(options: argparse.Namespace) -> int:
    """Make the packs, several at once where the machine has cores; what is there already is left."""
    from simulator.service.access import Actor  # noqa: PLC0415
    from simulator.service.wiring import Settings, open_service  # noqa: PLC0415

    settings = Settings(options.data.resolve(), options.database)
    service = open_service(settings)
    local = Actor("", "Local administrator", frozenset({"administrator"}), local=True)
    try:
        if options.new_key:
            service.packs.renew_key(local)
            print("The centre has a new key. Hand its public half (--public-key FILE) to whoever verifies.")
        if options.public_key is not None:
            options.public_key.write_bytes(service.packs.public_key())
            alone = "" if options.learners else " Name learners, or leave --public-key out, to make packs."
            print(f"The centre's public key is in {options.public_key}.{alone}")
        if (options.public_key is not None or options.new_key) and not options.learners:
            return 0
        service.packs.public_key()  # made before several processes would each make one
        people = service.store.people.list(role="learner", limit=1000).items
        wanted = [p for p in people if not options.learners or p.login_name in options.learners]
        if missing := set(options.learners) - {p.login_name for p in wanted}:
            raise CannotDoError(f"There is no learner {', '.join(sorted(missing))}.")
    finally:
        service.close()
    options.to.mkdir(parents=True, exist_ok=True)
    order = PackOrder(settings.data, settings.database, options.unit, options.to, options.without_names)
    try:
        return _made(order, [(p.id, p.login_name) for p in wanted], options.at_once)
    except KeyboardInterrupt:
        print(
            "Stopped. What is done is kept: the same command makes the packs that are left.", file=sys.stderr
        )
        raise


@dataclass(frozen=True)
class PackOrder:
    """What every process that makes packs has to know."""

    data: Path
    database: str
    unit: str
    to: Path
    without_names: bool


def _made(order: PackOrder, learners: list[tuple[str, str]], at_once: int) -> int:
    """Make the packs and say each; return the exit code.

    Interrupted, it ends with the packs that it is at, and the same command goes on where it stopped.
    """
    from tqdm import tqdm  # type: ignore[import-untyped]  # noqa: PLC0415

    from simulator.service.side_processes import side_processes  # noqa: PLC0415

    at_once = max(1, min(at_once or os.cpu_count() or 1, len(learners) or 1))
    refused = there = 0
    with side_processes(at_once, _begin, order) as pool:
        waiting = {pool.submit(_one, person): login for person, login in learners}
        done = as_completed(waiting)
        for made in tqdm(
            done, total=len(waiting), desc="packs", unit="pack", leave=False, disable=at_once < 2
        ):
            name, fault = made.result()
            if fault:
                print(f"{waiting[made]}: {fault}", file=sys.stderr)
                refused += 1
            elif name:
                print(order.to / name)
            else:
                there += 1
    if there:
        print(f"{there} of {len(learners)} stood in {order.to} already and would be the same.")
    if not learners:
        print("There is no learner yet, so no pack was made.")
    return 1 if refused else 0


_working: list[tuple[PackOrder, Service]] = []


def _begin(order: PackOrder) -> None:
    """Open the installation once in each process."""
    from simulator.service.wiring import Settings, open_service  # noqa: PLC0415

    _working[:] = [(order, open_service(Settings(order.data, order.database)))]
    gc.freeze()  # what was read stays for good; documents come and go by the ten thousand parts
    gc.set_threshold(100_000, 20, 100)


def _one(person: str) -> tuple[str, str]:
    """Make one pack; return its file's name and why it could not be made; neither when it was there."""
    from reports.pdf import pdf_of  # noqa: PLC0415
    from simulator.service.access import Actor  # noqa: PLC0415
    from simulator.service.errors import ServiceError  # noqa: PLC0415

    order, service = _working[0]
    local = Actor("", "Local administrator", frozenset({"administrator"}), local=True)
    packs, bare = service.packs, order.without_names
    target = order.to / packs.name_of(local, person, order.unit, without_names=bare).file
    if target.exists():
        return "", ""
    try:
        made = packs.pack(local, person, order.unit, set_pdf=pdf_of, without_names=bare)
    except ServiceError as fault:
        return "", str(fault)
    part = target.with_suffix(".part")
    part.write_bytes(made.content)
    part.rename(target)
    return target.name, ""


def add_verify_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``verify``."""
    parser.add_argument("pack", type=Path, metavar="PACK", help="the pack's file")
    parser.add_argument("--key", type=Path, required=True, metavar="FILE", help="the centre's public key")


def run_verify(options: argparse.Namespace) -> int:
    """Check the pack and print what was found; exit code 1 when anything was."""
    from simulator.data_files import scenarios_folder  # noqa: PLC0415
    from simulator.model.load_library import PHRASES  # noqa: PLC0415
    from simulator.model.phrase_bank import load_phrases  # noqa: PLC0415
    from simulator.service.verifying import verify_pack  # noqa: PLC0415

    bank, _ = load_phrases(scenarios_folder() / PHRASES)
    acts = bank.by_id if bank else {}
    try:
        verdict = verify_pack(options.pack.read_bytes(), options.key.read_bytes(), acts, _encoder)
    except FileNotFoundError as fault:
        raise CannotDoError(f"There is no file {fault.filename}.") from fault
    except ValueError as fault:
        raise CannotDoError(f"{options.key} holds no public key of a centre ({fault}).") from fault
    for sentence in verdict.checked:
        print(f"checked: {sentence}")
    for sentence in verdict.faults:
        print(f"FAULT: {sentence}")
    print("Not as it was signed." if verdict.faults else "Whole, signed by the centre, and marked the same.")
    return 1 if verdict.faults else 0


def _encoder() -> Encoder | None:
    """Return the encoder of this software, made anew: whoever verifies has no installation's data."""
    from simulator.service.kept_encoder import open_encoder  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        return open_encoder(Path(folder), tuned=False)


def add_import_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``import``."""
    parser.add_argument("packs", nargs="+", type=Path, metavar="PACK", help="the packs' files")
    parser.add_argument("--key", type=Path, required=True, metavar="FILE", help="public key of who made them")
    parser.add_argument("--class", dest="into", required=True, metavar="CODE", help="class code to join")
    parser.add_argument("--login", default="", metavar="NAME", help="sign-in name where the pack's is taken")
    add_data_options(parser)
    parser.epilog = "A pack that is not whole is refused with the reasons. A second time changes nothing."


def run_import(options: argparse.Namespace) -> int:
    """Take packs in, one after the other; exit code 1 when one was refused."""
    from simulator.service.access import Actor  # noqa: PLC0415
    from simulator.service.errors import ServiceError  # noqa: PLC0415
    from simulator.service.wiring import Settings, open_service  # noqa: PLC0415

    if options.login and len(options.packs) > 1:
        raise CannotDoError("--login names one learner: import that pack by itself.")
    try:
        key = options.key.read_bytes()
        packs = [(path, path.read_bytes()) for path in options.packs]
    except OSError as fault:
        raise CannotDoError(f"{fault.filename} cannot be read: {fault.strerror}.") from fault
    service = open_service(Settings(options.data.resolve(), options.database))
    local = Actor("", "Local administrator", frozenset({"administrator"}), local=True)
    refused = 0
    try:
        found = service.store.cohorts.by_code(options.into)
        if found is None:
            raise CannotDoError(f"No class has the code {options.into}.")
        for path, content in packs:
            try:
                done = service.importing.take_in(local, content, key, found.id, login=options.login)
            except ServiceError as fault:
                print(f"{path}: {fault}", file=sys.stderr)
                refused += 1
                continue
            what = f"{done.attempts} attempts, {done.events} events of the portfolio, {done.files} files"
            print(f"{path}: {done.learner_name} ({done.login}), {what}")
            if done.password:
                print(f"  password, shown once and to be changed at the first sign-in: {done.password}")
            for note in done.notes:
                print(f"  note: {note}")
    finally:
        service.close()
    return 1 if refused else 0
