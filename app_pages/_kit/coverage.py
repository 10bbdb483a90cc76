"""The coverage of the library as a Plotly figure: scenario by criterion. It counts nothing itself.

The figure is not for the keyboard: the page also tells in words where the library is thin.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from app_pages._kit.plotting import go

_LINE, _LINES = 20, 3
_FONT = "Atkinson Hyperlegible Next, sans-serif"
_LIGHT = ("#FFFFFF", "#E3F0F2", "#7FBAC4", "#14222B")
_DARK = ("#14222B", "#1B3A43", "#2F7480", "#FFFFFF")


def _in_lines(title: str) -> str:
    """Return a title in lines short enough for a phone, which has no room for it in one."""
    return "<br>".join(wrap(title, _LINE, max_lines=_LINES, placeholder=" …"))


def coverage_figure(
    rows: Sequence[str], criteria: Sequence[str], counts: Sequence[Sequence[int]], *, dark: bool = False
) -> go.Figure:
    """Return a grid whose cells hold how many indicators of a scenario bear on a criterion; none is blank.

    Args:
        rows: the scenarios, named as they should be read.
        criteria: the criteria, in order.
        counts: one row a scenario, one number a criterion.
        dark: whether the page is dark.
    """
    none, few, many, ink = _DARK if dark else _LIGHT
    most = max((n for row in counts for n in row), default=1) or 1
    figure = go.Figure(
        go.Heatmap(
            x=[f"{c} " for c in criteria],
            y=[f"{n}. {_in_lines(title)}" for n, title in enumerate(rows, 1)],
            customdata=[[title] * len(criteria) for title in rows],
            z=[list(row) for row in counts],
            text=[[str(n) if n else "–" for n in row] for row in counts],
            texttemplate="%{text}",
            textfont={"size": 14, "color": ink, "family": _FONT},
            zmin=0,
            zmax=most,
            colorscale=[[0, none], [0.01, few], [1, many]],
            xgap=2,
            ygap=2,
            showscale=False,
            hovertemplate="%{customdata}<br>%{x}: %{z} indicators<extra></extra>",
        )
    )
    figure.update_layout(
        height=70 + 50 * len(rows),
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": _FONT, "size": 14, "color": ink},
        xaxis={"side": "top", "fixedrange": True, "type": "category", "tickfont": {"size": 12}},
        yaxis={"autorange": "reversed", "fixedrange": True, "automargin": True, "tickfont": {"size": 12}},
    )
    return figure
