"""``phrases``: proposes phrasings to add, from what was not understood or was re-tagged in finished calls.

It reads as this computer's local administrator, shows no names, and adds nothing: a tutor does, on the page.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from simulator.cli.saying import add_data_options, one_line

if TYPE_CHECKING:
    from simulator.service.access import Actor
    from simulator.service.phrasings import Changed, Offered, Phrasings
    from simulator.understanding.weighing import Effect, Figures


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``phrases``."""
    parser.add_argument("--scenario", metavar="ID", default="", help="only what was said in this scenario")
    parser.add_argument(
        "--most", metavar="N", type=int, default=20, help="how many proposals are shown and weighed (20)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON value a line")
    add_data_options(parser)
    parser.epilog = (
        "Each proposal is weighed alone on the development lines: F1, and the share of lines without an act "
        "in which one was heard (FA), as they are and as they would become."
    )


def run(options: argparse.Namespace) -> int:
    """Print the proposals with their effects."""
    from simulator.service.access import Actor  # noqa: PLC0415
    from simulator.service.wiring import Settings, open_service  # noqa: PLC0415

    service = open_service(Settings(options.data.resolve(), options.database))
    local = Actor("", "Local administrator", frozenset({"administrator"}), local=True)
    try:
        board = service.phrasings.board(local, options.scenario)
        labels = service.phrasings.labels(local, options.scenario)
        if not options.json:
            now = service.phrasings.standing(local)
            print(
                f"{board.not_understood} lines not understood, {board.retagged} re-tagged. {now.reader} "
                f"on {now.lines} development lines: {_figures(now.figures)}"
            )
        for offered in board.offered[: max(options.most, 0)]:
            weighed = _weighed(service.phrasings, local, offered)
            print(_as_json(offered, weighed) if options.json else _told(offered, weighed, labels))
        left = len(board.offered) - options.most
        if left > 0 and not options.json:
            print(f"{left} more; --most {len(board.offered)} shows them.")
    finally:
        service.close()
    return 0


def _weighed(phrasings: Phrasings, local: Actor, offered: Offered) -> Effect | None:
    """Return what a proposal would do; None where its act is not known or it cannot be added."""
    from simulator.service.errors import ServiceError  # noqa: PLC0415

    if not offered.addition.act:
        return None
    try:
        return phrasings.weigh(local, [offered.addition])
    except ServiceError:
        return None


def _figures(figures: Figures) -> str:
    return f"F1 {figures.f1:.3f}, precision {figures.precision:.3f}, FA {figures.false_accepts:.3f}"


def _told(offered: Offered, weighed: Effect | None, labels: dict[str, str]) -> str:
    """Return a proposal as lines for people."""
    found = offered.proposal
    why = "re-tagged" if found.certain else f"guessed, {found.score:.2f}" if found.act else "not recognised"
    act = offered.addition.act or "no act guessed"
    times = f", said {found.times} times" if found.times > 1 else ""
    lines = [f"{found.phrase!r} -> {act}: {labels.get(act, act)} ({why}{times}, {offered.scenario})"]
    lines += [f"    near {n.act} {n.likeness:.2f}: {n.phrase!r}" for n in found.near]
    if weighed is not None:
        lines.append(f"    would be {_figures(weighed.after)}")
        lines += [f"    {_changed(line)}" for line in weighed.changed]
        lines += [f"    said in calls, {_changed(line)}" for line in weighed.said]
    return "\n".join(lines)


def _changed(line: Changed) -> str:
    sign = {True: "better", False: "worse", None: "otherwise"}[line.better]
    return f"{sign}: {line.text!r} {_acts(line.before)} -> {_acts(line.after)}"


def _acts(acts: tuple[str, ...]) -> str:
    return ", ".join(acts) or "nothing"


def _as_json(offered: Offered, weighed: Effect | None) -> str:
    """Return a proposal as one line of JSON."""
    found = offered.proposal
    whole: dict[str, object] = {
        "phrase": found.phrase,
        "act": offered.addition.act,
        "scenario": offered.scenario,
        "why": "re-tagged" if found.certain else "not understood",
        "score": found.score,
        "times": found.times,
        "lines": list(found.lines),
        "near": [{"act": n.act, "phrase": n.phrase, "likeness": n.likeness} for n in found.near],
    }
    if weighed is not None:
        for name, figures in (("before", weighed.before), ("after", weighed.after)):
            whole[name] = {
                "f1": round(figures.f1, 4),
                "precision": round(figures.precision, 4),
                "recall": round(figures.recall, 4),
                "false_accepts": round(figures.false_accepts, 4),
            }
        for key, lines in (("changed", weighed.changed), ("said", weighed.said)):
            whole[key] = [
                {"text": c.text, "before": list(c.before), "after": list(c.after), "better": c.better}
                for c in lines
            ]
    return one_line(whole)
