"""Reports that a learner wrote: the cover with brief, words, dates, sources and help, then the text itself.

What this software does not keep or compute is said to be so. It judges no word of the text.
"""

from reports.document import Block, Table, theirs
from reports.pack import Pack, PackPaper
from reports.pack_evidence import item_blocks
from reports.pack_rows import NOT_RECORDED, PAIR, ZONE, row
from reports.words import counted, local_label, short_digest
from simulator.model.clock import clock
from simulator.model.matrix import Item
from simulator.model.papers import SOURCES, PaperState


def reports(pack: Pack) -> tuple[Block, ...]:
    """Return every report that stands as evidence, each behind its cover (document 17)."""
    blocks: list[Block] = []
    for one in pack.dossier.standing:
        if one.item.method == "report":
            paper = next((p for p in pack.papers if p.paper_id == one.item.source), None)
            blocks += [_cover(one, paper), *item_blocks(pack, one)]
    return tuple(blocks)


def _cover(item: Item, paper: PackPaper | None) -> Table:
    if paper is None:
        pairs = _brought(item)
    elif paper.state is None:
        pairs = [("Report", "a part of its record was lawfully erased")]
    else:
        pairs = _written(paper, paper.state)
    caption = f"Cover of {item.reference}"
    return Table(caption=caption, columns=PAIR, rows=tuple(row(a, b) for a, b in pairs))


def _brought(item: Item) -> list[tuple[str, object]]:
    """Return the cover of a report that was written elsewhere: what is known of it."""
    return [
        ("Title", theirs(item.item.title)),
        ("Brief and version", NOT_RECORDED),
        ("Words", f"{len(item.item.narrative.split())} in the narrative; files are not counted"),
        ("Sources, help and programs used", "as in document 22, the learner's declaration"),
        ("How it was written", "elsewhere: this software did not see it being written"),
    ]


def _written(paper: PackPaper, state: PaperState) -> list[tuple[str, object]]:
    started, declared = state.started, state.declared
    wanted = f", {started.least_words} to {started.most_words} asked for" if started.most_words else ""
    digest = started.digests.get("questions", "")
    clauses = dict.fromkeys(a.clause for a in started.asked if a.clause)
    handed_in = local_label(paper.ended_at, ZONE) if paper.ended_at else "not handed in"
    released = local_label(paper.released_at, ZONE) if paper.released_at else "not released"
    return [
        ("Title", started.title),
        ("Brief", started.ask or NOT_RECORDED),
        ("Version of the brief", f"text {short_digest(digest)}" if digest else NOT_RECORDED),
        ("Words", f"{state.words}{wanted}"),
        ("Begun, handed in, released", f"{local_label(paper.started_at, ZONE)}; {handed_in}; {released}"),
        ("Sources named", theirs(state.written(SOURCES).text.strip() or "none")),
        ("Procedures that it is about", f"clauses {', '.join(clauses)}" if clauses else "none named"),
        ("Own work", "declared" if declared and declared.own_work else "not declared"),
        ("Help from people or books", theirs(declared.help_used if declared else NOT_RECORDED)),
        ("AI and other programs", theirs(declared.machine_help if declared else NOT_RECORDED)),
        ("Level of AI use allowed", "none was set with the task: what was used is declared above"),
        ("How it was written", _process(state)),
        ("Compared with other texts", "no: likeness to other texts is not looked for by this software"),
        (
            "Criteria, by part",
            tuple(f"{a.criterion}: {a.heading or a.ask}" for a in started.asked),
        ),
    ]


def _process(state: PaperState) -> str:
    """Return how the text grew: in how many steps, over what time, and the most that came in at once."""
    parts = [state.written(name) for name in state.names]
    steps, most = sum(p.edits for p in parts), max(p.at_once for p in parts)
    pasted = f"; at most {most} characters came in at once (pasted, or sent late)" if most else ""
    return f"kept in {counted(steps, 'step')}, {clock(state.t)} from start to handing in{pasted}"
