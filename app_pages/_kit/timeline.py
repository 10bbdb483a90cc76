"""The call on one axis, as a Plotly figure. It chooses shapes and colours, never what is worth showing.

The figure is not for the keyboard: every point also stands in a list or a table of the page.
"""

from __future__ import annotations

import itertools
import math

from app_pages._kit.plotting import go
from app_pages._kit.views import Timeline
from simulator.model.clock import clock

LANES = ("Caller", "You said", "Log", "Priority", "Sent", "Radio")
_SHAPES = {
    "Caller": "circle-open",
    "You said": "circle",
    "Log": "square",
    "Priority": "diamond",
    "Sent": "triangle-right",
    "Radio": "hexagram",
}
_NAMES = {"Radio": "Others said"}
MOST_UPSET = 10
_BASE, _MOOD_ROOM = len(LANES) - 0.4, 1.5
_WORDS_APART = 0.17
"""How far apart words beside the mood stand at least, as a share of the call: a phone shows 640 pixels."""
_FONT = "Atkinson Hyperlegible Next, sans-serif"


def timeline_figure(view: Timeline, *, dark: bool = False, labels: bool = True) -> go.Figure:
    """Mood above the lanes Caller, You said, Log, Priority, Sent, Radio; the costly span shaded and named.

    The mood's axis says what its ends mean, and each change that has room which way it went, in words.

    Draw with `st.plotly_chart(fig, theme=None, config=PLAIN)`, in a container keyed `timeline_…`
    so that a phone may scroll it. Set `dark` from `st.context.theme.type == "dark"`.
    """
    ink = (
        {
            "text": "#E8EEF1",
            "line": "#2A3942",
            "teal": "#5CC8D4",
            "grey": "#A9B7C0",
            "violet": "#C3ADFF",
            "red": "#FF9C94",
            "shade": "rgba(255,156,148,0.16)",
            "mood": "rgba(169,183,192,0.22)",
        }
        if dark
        else {
            "text": "#14222B",
            "line": "#D3DDE2",
            "teal": "#0B6472",
            "grey": "#4A5A64",
            "violet": "#5A3D9E",
            "red": "#A61B1B",
            "shade": "rgba(166,27,27,0.10)",
            "mood": "rgba(74,90,100,0.18)",
        }
    )
    figure = go.Figure()
    _draw_mood(figure, view, ink)
    for lane in LANES:
        _draw_lane(figure, view, lane, ink, labels)
    if view.costly:
        _shade(figure, view, ink)
    if view.current is not None:
        figure.add_vline(x=view.current, line={"color": ink["teal"], "width": 3})
        _ring(figure, view, ink)
    _lay_out(figure, view, ink)
    return figure


PLAIN = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def _row(lane: str) -> int:
    return len(LANES) - 1 - LANES.index(lane)


def _draw_mood(figure: go.Figure, view: Timeline, ink: dict[str, str]) -> None:
    if not view.mood:
        return
    steps = [*view.mood, (view.end, view.mood[-1][1])]
    figure.add_scatter(
        x=[t for t, _ in steps],
        y=[_BASE] * len(steps),
        mode="lines",
        line={"width": 0},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[t for t, _ in steps],
        y=[_height(mood) for _, mood in steps],
        mode="lines",
        fill="tonexty",
        fillcolor=ink["mood"],
        line={"color": ink["grey"], "width": 2, "shape": "hv"},
        customdata=[[clock(t), mood] for t, mood in steps],
        hovertemplate="%{customdata[0]} mood %{customdata[1]} of 10<extra></extra>",
    )
    for t, words in mood_words(view):
        at_end = t == view.end
        room = (t - view.end * _WORDS_APART, t) if at_end else (t, t + view.end * _WORDS_APART)
        figure.add_annotation(
            x=t,
            y=_height(max(_moods_within(view, *room))),  # above the line, which may rise beside a word
            text=words,
            showarrow=False,
            font={"size": 13},
            xanchor="right" if at_end else "left",
            yanchor="bottom",
        )


def _moods_within(view: Timeline, start: float, end: float) -> list[int]:
    before = [mood for t, mood in view.mood if t <= start]
    return [*(before[-1:] or [view.mood[0][1]]), *(mood for t, mood in view.mood if start < t < end)]


def _height(mood: float) -> float:
    return _BASE + _MOOD_ROOM * min(max(mood, 0), MOST_UPSET) / MOST_UPSET


def mood_words(view: Timeline) -> list[tuple[float, str]]:
    """Return in words how the caller began and ended, and each change between that has room for words."""
    if not view.mood:
        return []
    (start, before), apart = view.mood[0], view.end * _WORDS_APART
    found, free_from = [(start, f"begins at {before}")], start + apart * 0.75
    for (t, mood), (then, _) in itertools.pairwise((*view.mood[1:], (view.end, -1))):
        if then - t < apart / 3:
            continue  # of several changes in a row the last is told, beside what was before them all
        if free_from <= t <= view.end - 2 * apart and mood != before:
            found.append((t, f"{'calmer' if mood < before else 'more upset'}: {mood}"))
            free_from = t + apart
        before = mood
    return [*found, (view.end, f"ends at {view.mood[-1][1]}")]


def _draw_lane(figure: go.Figure, view: Timeline, lane: str, ink: dict[str, str], labels: bool) -> None:
    marks = [m for m in view.marks if m.lane == lane]
    colour = {"Caller": ink["text"], "Radio": ink["violet"]}.get(lane, ink["teal"])
    figure.add_scatter(
        x=[m.t for m in marks],
        y=[_row(lane)] * len(marks),
        mode="markers",
        name=lane,
        marker={"symbol": _SHAPES[lane], "size": 12, "color": colour, "line": {"width": 2, "color": colour}},
        customdata=[[clock(m.t), m.hover] for m in marks],
        hovertemplate="%{customdata[0]} %{customdata[1]}<extra></extra>",
    )
    for mark in marks if labels else ():
        if mark.label:
            late = mark.t > view.end * 0.55
            figure.add_annotation(
                x=mark.t,
                y=_row(lane),
                text=mark.label,
                showarrow=False,
                font={"size": 13},
                xanchor="right" if late else "left",
                yshift=15,  # between the lanes: on a lane it would lie over the next points
            )


def _shade(figure: go.Figure, view: Timeline, ink: dict[str, str]) -> None:
    if view.costly is None:
        return
    start, end = view.costly
    figure.add_vrect(x0=start, x1=end, fillcolor=ink["shade"], line_width=0, layer="below")
    for edge in (start, end):
        figure.add_vline(x=edge, line={"color": ink["red"], "width": 2, "dash": "dot"})
    figure.add_annotation(
        x=(start + end) / 2,
        y=1,
        yref="paper",
        yanchor="top",
        text=f"<b>{view.costly_label}</b>",
        showarrow=False,
        font={"color": ink["red"], "size": 13},
    )


def _ring(figure: go.Figure, view: Timeline, ink: dict[str, str]) -> None:
    """Ring the marks at the moment in hand, so that colour is not the only sign."""
    here = [m for m in view.marks if m.t == view.current]
    figure.add_scatter(
        x=[m.t for m in here],
        y=[_row(m.lane) for m in here],
        mode="markers",
        marker={"symbol": "circle-open", "size": 22, "color": ink["teal"], "line": {"width": 3}},
        hoverinfo="skip",
    )


def _lay_out(figure: go.Figure, view: Timeline, ink: dict[str, str]) -> None:
    step = 60 if view.end <= 600 else 60 * math.ceil(view.end / 600)
    ticks = list(range(0, int(view.end) + 1, step))
    rows = [_row(lane) for lane in LANES]
    names = [_NAMES.get(lane, lane) for lane in LANES]
    marks: list[float] = list(rows)
    if view.mood:
        told = {0: "Mood 0: calm", MOST_UPSET: f"Mood {MOST_UPSET}: panic"}
        if view.calm_enough is not None and 2 < view.calm_enough < MOST_UPSET - 2:
            told[view.calm_enough] = f"{view.calm_enough}: calm enough"
        marks += map(_height, told)
        names += told.values()
    figure.update_layout(
        height=315,
        margin={"l": 116, "r": 8, "t": 4, "b": 26},
        showlegend=False,
        dragmode=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": _FONT, "size": 13, "color": ink["text"]},
        xaxis={
            "range": [-6, view.end + 6],
            "tickvals": ticks,
            "ticktext": [clock(t) for t in ticks],
            "gridcolor": ink["line"],
            "zeroline": False,
            "fixedrange": True,
        },
        yaxis={
            "range": [-0.6, len(LANES) + 2.1],
            "tickvals": marks,
            "ticktext": names,
            "gridcolor": ink["line"],
            "zeroline": False,
            "fixedrange": True,
        },
    )
