"""The proofs as one page of HTML that needs neither server nor network: a picture, then the words.

Each cell says by a sign, a colour and a word whether a claim stands; the same stands in a table for whoever
cannot see the picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from simulator.proving.in_words import about, figures, how_many, named, set_out
from simulator.proving.proof import Cell, Play, Proof, Wanderer

_STYLE = """
:root { color-scheme: light dark; --ink:#1b2430; --paper:#fff; --line:#c9d1da; --soft:#f4f6f8;
  --good:#1d6b43; --bad:#9d2b22; --warn:#7a5200; }
@media (prefers-color-scheme: dark) { :root { --ink:#e8edf2; --paper:#141a21; --line:#3a4652;
  --soft:#1d252e; --good:#6fd3a0; --bad:#ff9c91; --warn:#f0c36a; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
.good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); }
svg text { fill: var(--ink); font: 14px system-ui, sans-serif; }
svg .cell { stroke: var(--line); fill: var(--soft); }
svg .sign-good { fill: var(--good); font-weight: 700; } svg .sign-bad { fill: var(--bad); font-weight: 700; }
.wide { overflow-x: auto; } .wide svg { min-width: 58rem; } .wide table { min-width: 40rem; }
svg a text { text-decoration: underline; } h2 { margin-top: 3rem; } li { margin: .4rem 0; }
details pre { background: var(--soft); padding: .8rem; white-space: pre-wrap; }
"""
_WIDTH, _HEIGHT, _LEFT, _TOP = 72, 40, 370, 46
_LONGEST = 44
"""So many letters of a title stand beside the picture."""


def page(proofs: Sequence[Proof]) -> str:
    """Return the page."""
    body = "\n".join(_section(proof) for proof in proofs)
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        "<title>Proof of the scenarios</title>"
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>\n'
        "<h1>Do the scenarios mark what they claim?</h1>\n"
        f"<p>{escape(_in_a_sentence(proofs))} In the picture, ✓ 28 means: the criterion is earned by doing "
        "the job and lost by 28 ways of not doing it. ✗ 24 / 2 means: two more ways cost nothing, or cost "
        "something else than they should. – means: not claimed.</p>\n"
        f'<div class="wide" tabindex="0" role="region" aria-label="Matrix">{_picture(proofs)}</div>\n'
        f"{body}\n</body></html>\n"
    )


def _picture(proofs: Sequence[Proof]) -> str:
    """Return the matrix scenario × criterion as inline SVG."""
    criteria = sorted({c for p in proofs for c in p.criteria})
    width, height = _LEFT + _WIDTH * len(criteria) + 10, _TOP + _HEIGHT * len(proofs) + 10
    parts = [
        f'<svg role="img" aria-labelledby="matrix-title" viewBox="0 0 {width} {height}" width="100%">',
        f'<title id="matrix-title">{escape(_in_a_sentence(proofs))}</title>',
    ]
    for n, criterion in enumerate(criteria):
        x = _LEFT + _WIDTH * n + _WIDTH / 2
        parts.append(f'<text x="{x}" y="30" text-anchor="middle">{escape(criterion)}</text>')
    for row, proof in enumerate(proofs):
        y = _TOP + _HEIGHT * row
        parts.append(
            f'<a href="#{escape(proof.scenario)}"><text x="4" y="{y + 25}">{escape(_short(proof))}</text></a>'
        )
        cells = {cell.criterion: cell for cell in proof.cells}
        for n, criterion in enumerate(criteria):
            parts += _drawn(cells.get(criterion), _LEFT + _WIDTH * n, y)
    return "\n".join([*parts, "</svg>"])


def _short(proof: Proof) -> str:
    title = proof.title or proof.scenario
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rsplit(' ', 1)[0].rstrip(',')} …"


def _drawn(cell: Cell | None, x: int, y: int) -> Iterator[str]:
    yield f'<rect class="cell" x="{x + 2}" y="{y + 2}" width="{_WIDTH - 4}" height="{_HEIGHT - 4}" rx="4"/>'
    if cell is None:
        yield f'<text x="{x + _WIDTH / 2}" y="{y + 25}" text-anchor="middle">–</text>'
        return
    sign, kind = ("✓", "good") if cell.proven else ("✗", "bad")
    words = f"{sign} {cell.killed}" + (f" / {cell.survived + cell.strayed}" if not cell.proven else "")
    yield (
        f'<text class="sign-{kind}" x="{x + _WIDTH / 2}" y="{y + 25}" text-anchor="middle">{words}'
        f"<title>{escape(_cell_words(cell))}</title></text>"
    )


def _cell_words(cell: Cell) -> str:
    stands = "proven" if cell.proven else "not proven"
    earned = "earned by doing the job" if cell.earned else "not earned by doing the job"
    return (
        f"{cell.criterion} {cell.short}: {stands}; {earned}; lost by {cell.killed} ways of not doing it; "
        f"{cell.survived} not noticed, {cell.strayed} charged wrongly"
    )


def _in_a_sentence(proofs: Sequence[Proof]) -> str:
    stands = sum(cell.proven for p in proofs for cell in p.cells)
    where = "1 scenario" if len(proofs) == 1 else f"{len(proofs)} scenarios"
    return f"{stands} of {sum(len(p.cells) for p in proofs)} claims in {where} are proven."


def _section(proof: Proof) -> str:
    kind, verdict = ("good", "✓ proven") if proof.proven else ("bad", "✗ not proven")
    rows = "".join(
        f"<tr><td>{escape(c.criterion)}</td><td>{escape(c.short)}</td>"
        f'<td class="{"good" if c.proven else "bad"}">{"✓ proven" if c.proven else "✗ not proven"}</td>'
        f"<td>{c.killed}</td><td>{c.survived}</td><td>{c.strayed}</td><td>{c.declared}</td></tr>"
        for c in proof.cells
    )
    return (
        f'<h2 id="{escape(proof.scenario)}">{escape(proof.title)} '
        f'<span class="{kind}">{verdict}</span></h2>\n'
        f"<p>{escape(figures(proof))} It took {proof.seconds:.1f} s.</p>\n"
        '<div class="wide"><table><thead><tr><th>Criterion</th><th>In short</th><th>Claim</th>'
        "<th>Ways to lose it</th><th>Unnoticed</th><th>Charged wrongly</th><th>Declared</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>\n"
        + _listed("Why it is not proven", proof.reasons)
        + "".join(_played(f"A learner who {m.words}", m.play) for m in proof.survivors)
        + "".join(_played(u.words, u.play) for u in proof.blind if u.indicator)
        + "".join(_lucky(w) for w in proof.lucky)
        + _listed("Advice", proof.advice)
        + "".join(_folded(proof, heading, lines) for heading, lines in set_out(proof).items())
    )


def _played(words: str, play: Play) -> str:
    """Return the shortest play that shows something, folded."""
    return _told(f"{words} (the shortest play, {play.variant or 'only form'}, seed {play.seed})", play)


def _lucky(one: Wanderer) -> str:
    """Return the play of who earned something by luck, folded."""
    return _told(f"{', '.join(one.earned)} earned by luck ({named(one)})", one.play)


def _told(words: str, play: Play) -> str:
    lines = escape("\n".join(play.transcript))
    return f"<details><summary>{escape(words)}</summary><pre>{lines}</pre></details>\n"


def _folded(proof: Proof, heading: str, lines: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    said = f"<p>{escape(about(heading))}</p>" if about(heading) else ""
    number = how_many(proof, heading, lines)
    return f"<details><summary>{escape(heading)} ({number})</summary>{said}<ul>{items}</ul></details>\n"


def _listed(heading: str, lines: Sequence[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h3>{escape(heading)}</h3><ul>{items}</ul>" if lines else ""
