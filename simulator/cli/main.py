"""Finds the command that was typed and runs it; a fault is one sentence, never a trace of the code.

Exit codes: 0 done, 1 faults were found or it could not be done, 2 the command was not typed as it should be.
Commands import what is heavy only when they run, so that ``--help`` answers at once.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from simulator.cli import (
    answers,
    check,
    demo,
    encoder,
    likeness,
    mark,
    pack,
    phrases,
    play,
    prove,
    read,
    report,
    schemas,
    serve,
)
from simulator.cli.saying import CannotDoError, in_words


@dataclass(frozen=True)
class CommandDoor:
    """One command: its name, what it does in a few words, its options and its doing."""

    name: str
    does: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


COMMANDS: tuple[CommandDoor, ...] = (
    CommandDoor("serve", "start the server", serve.add_arguments, serve.run),
    CommandDoor("demo", "fill a database with believable attempts", demo.add_arguments, demo.run),
    CommandDoor("check", "find the faults in the files that people write", check.add_arguments, check.run),
    CommandDoor("schemas", "write the schemas that editors check by", schemas.add_arguments, schemas.run),
    CommandDoor("play", "play a scenario and print its record", play.add_arguments, play.run),
    CommandDoor("mark", "mark a record", mark.add_arguments, mark.run),
    CommandDoor("prove", "show that scenarios mark what they claim", prove.add_arguments, prove.run),
    CommandDoor("likeness", "show how alike the scenarios are", likeness.add_arguments, likeness.run),
    CommandDoor("read", "show how utterances are understood", read.add_arguments, read.run),
    CommandDoor("encoder", "tell which encoder reads, or bring another", encoder.add_arguments, encoder.run),
    CommandDoor("phrases", "propose phrasings to add", phrases.add_arguments, phrases.run),
    CommandDoor("answers", "read written answers against key points", answers.add_arguments, answers.run),
    CommandDoor("report", "print the evidence report of an attempt", report.add_arguments, report.run),
    CommandDoor("pack", "make signed packs of portfolios", pack.add_arguments, pack.run),
    CommandDoor("import", "take in a pack of another centre", pack.add_import_arguments, pack.run_import),
    CommandDoor("verify", "prove a pack whole, anywhere", pack.add_verify_arguments, pack.run_verify),
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    whole = argparse.ArgumentParser(
        prog="python -m simulator",
        description="Incident Call Simulator, from the terminal. Each command has --help.",
    )
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for one in COMMANDS:
        sub = commands.add_parser(one.name, help=one.does, description=_sentence(one.does))
        one.add_arguments(sub)
        sub.set_defaults(run=one.run)
    return whole


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def main(words: Sequence[str]) -> int:
    """Run the command typed and return its exit code."""
    try:
        options = parser().parse_args(words)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        _leave_quietly()
        return 0
    except KeyboardInterrupt:
        return 130
    except CannotDoError as fault:
        print(fault, file=sys.stderr)
        return fault.code
    except Exception as fault:
        if os.environ.get("SIMULATOR_TRACE"):
            raise
        print(in_words(fault), file=sys.stderr)
        return 1
    return code


def _leave_quietly() -> None:
    """Let whoever stopped reading our output stop, without a complaint when the process ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
