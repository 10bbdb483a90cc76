"""Draws the timeline of an attempt as SVG by hand: one drawing for the page and for the printed document.

Every lane has its own shape, so that colour is never the only sign, and its numbers stand in a table
(``lane_times``). No scripts, no styles, nothing loaded from elsewhere.
"""

from html import escape

from reports.evidence import Timeline
from reports.printable import Printer, for_page
from simulator.model.clock import clock

WIDTH, LEFT, RIGHT = 760, 92, 14
_LANE, _MOOD_HEIGHT, _TOP = 24, 44, 26
_INK, _QUIET, _GRID = "#14222B", "#4A5A64", "#D5DEE2"
_COLOURS = {
    "Caller": "#4A5A64",
    "Learner": "#0B6472",
    "Log": "#0B6472",
    "Priority": "#0B6472",
    "Sent": "#0B6472",
    "Radio": "#5B3A9B",
}
_FONT = "Atkinson Hyperlegible Next, Verdana, sans-serif"


def timeline_svg(timeline: Timeline, title: str, description: str, *, ids: str = "timeline") -> str:
    """Return the timeline as one SVG element with ``title`` and ``desc``; ``ids`` starts their ids."""
    mood = bool(timeline.moods)
    top = _TOP + (_MOOD_HEIGHT if mood else 0)
    bottom = top + _LANE * len(timeline.lanes)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + 26}" role="img"',
        f' aria-labelledby="{ids}-title {ids}-desc" font-family="{_FONT}" font-size="12">',
        f'<title id="{ids}-title">{escape(for_page(title))}</title>',
        f'<desc id="{ids}-desc">{escape(for_page(description))}</desc>',
        *_span(timeline, bottom),
        *_ticks(timeline, bottom),
        *(_moods(timeline) if mood else ()),
        *_lanes(timeline, top),
        "</svg>",
    ]
    return "".join(parts)


def _x(timeline: Timeline, at: float) -> float:
    share = min(max(at / timeline.length, 0.0), 1.0)
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _label(
    x: float, y: float, words: str, *, anchor: str = "end", colour: str = _INK, bold: bool = False
) -> str:
    weight = ' font-weight="700"' if bold else ""
    words = Printer(narrow=True)(words).replace("\u200b", "")
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}"{weight}>{escape(words)}</text>'


def _span(timeline: Timeline, bottom: float) -> list[str]:
    if timeline.span is None:
        return []
    start, end, name = timeline.span
    x0, x1 = _x(timeline, start), _x(timeline, end)
    middle = min(max((x0 + x1) / 2, LEFT + 120), WIDTH - 140)
    edges = "".join(
        f'<path d="M{x} {_TOP - 6}V{bottom}" stroke="#A11D1D" stroke-width="1.5" stroke-dasharray="2 3"/>'
        for x in (x0, x1)
    )
    wide, high = max(round(x1 - x0, 1), 1), bottom - _TOP + 6
    shade = f'<rect x="{x0}" y="{_TOP - 6}" width="{wide}" height="{high}" fill="#F6E1E1"/>'
    return [
        shade,
        edges,
        _label(
            middle,
            13,
            f"{clock(start)} to {clock(end)}: {name}",
            anchor="middle",
            colour="#A11D1D",
            bold=True,
        ),
    ]


def _ticks(timeline: Timeline, bottom: float) -> list[str]:
    step = next((s for s in (15, 30, 60, 120, 300, 600, 1800) if timeline.length / s <= 11), 3600)
    parts: list[str] = []
    for at in range(0, int(timeline.length) + 1, step):
        x = _x(timeline, at)
        parts.append(f'<path d="M{x} {_TOP}V{bottom}" stroke="{_GRID}"/>')
        parts.append(_label(x, bottom + 17, clock(at), anchor="middle", colour=_QUIET))
    return parts


def _moods(timeline: Timeline) -> list[str]:
    floor = _TOP + _MOOD_HEIGHT - 6
    ends = ((10, "Mood 10: panic"), (0, "Mood 0: calm"))
    parts = [_label(LEFT - 6, _mood_y(floor, mood) + 4, words) for mood, words in ends]
    for call in dict.fromkeys(step.call for step in timeline.moods):
        steps = [s for s in timeline.moods if s.call == call]
        path = f"M{_x(timeline, steps[0].at)} {_mood_y(floor, steps[0].mood)}"
        for step in steps[1:]:
            path += f"H{_x(timeline, step.at)}V{_mood_y(floor, step.mood)}"
        path += f"H{_x(timeline, timeline.length)}"
        parts.append(f'<path d="{path}" fill="none" stroke="{_QUIET}" stroke-width="1.5"/>')
    return parts


def _mood_y(floor: float, mood: int) -> float:
    return round(floor - min(max(mood, 0), 10) / 10 * (_MOOD_HEIGHT - 10), 1)


def _lanes(timeline: Timeline, top: float) -> list[str]:
    parts: list[str] = []
    for n, lane in enumerate(timeline.lanes):
        y = top + _LANE * n + _LANE / 2
        parts.append(f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="{_GRID}"/>')
        parts.append(_label(LEFT - 10, y + 4, lane))
        parts += [_shape(lane, _x(timeline, m.at), y) for m in timeline.marks if m.lane == lane]
    return parts


def _shape(lane: str, x: float, y: float) -> str:
    colour = _COLOURS.get(lane, _INK)
    if lane == "Caller":
        return f'<circle cx="{x}" cy="{y}" r="4" fill="#FFFFFF" stroke="{colour}" stroke-width="1.8"/>'
    if lane == "Learner":
        return f'<circle cx="{x}" cy="{y}" r="4.6" fill="{colour}"/>'
    paths = {
        "Log": "m-4.4 -4.4h8.8v8.8h-8.8z",
        "Priority": "m0 -6.2l6.2 6.2l-6.2 6.2l-6.2 -6.2z",
        "Sent": "m-4.2 -5.4l9.4 5.4l-9.4 5.4z",
        "Radio": "m0 -6.6l1.8 3.5h4l-2.1 3.1l2.1 3.1h-4l-1.8 3.5l-1.8 -3.5h-4l2.1 -3.1l-2.1 -3.1h4z",
    }
    return f'<path d="M{x} {y}{paths.get(lane, paths["Log"])}" fill="{colour}"/>'


def lane_times(timeline: Timeline) -> tuple[tuple[str, int, str], ...]:
    """Return the drawing's numbers: each lane, how many marks it holds, and when (``0:04, 0:31``)."""
    rows = [
        (lane, len(times), ", ".join(clock(t) for t in times) or "never")
        for lane in timeline.lanes
        for times in [[m.at for m in timeline.marks if m.lane == lane]]
    ]
    for call in dict.fromkeys(step.call for step in timeline.moods):
        steps = [s for s in timeline.moods if s.call == call]
        moved = ", ".join(f"{clock(s.at)} {s.mood}" for s in steps)
        rows.append((f"Scripted mood of {call}", len(steps), moved))
    return tuple(rows)
