"""Plotly's figures, imported once pandas stands whole. Every module that draws a figure takes `go` from here.

Plotly looks among the loaded modules for pandas without waiting until it is there. While another visitor's
page is just loading it (the first two debriefs of a fresh server), plotly would meet half a pandas and fail.
"""

from __future__ import annotations

import pandas  # noqa: F401  (loaded whole, and before plotly asks for it)
import plotly.graph_objects as go

__all__ = ["go"]
