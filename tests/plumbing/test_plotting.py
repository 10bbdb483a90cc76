"""A figure is drawn rightly even while another visitor's page is still loading pandas."""

from __future__ import annotations

import subprocess
import sys

from tests.running import ROOT

TWO_VISITORS = """
import sys, threading

half, whole, faults = threading.Event(), threading.Event(), []

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "pandas.core.api":
            half.set()
            whole.wait(60)

sys.meta_path.insert(0, Slow())

def draw():
    try:
        from app_pages._kit.coverage import coverage_figure
        coverage_figure(["A call"], ["1.1"], [[1]])
    except BaseException as fault:
        faults.append(repr(fault))

first = threading.Thread(target=lambda: __import__("pandas"))
second = threading.Thread(target=draw)
first.start()
assert half.wait(60)
assert not hasattr(sys.modules["pandas"], "Series")
second.start()
second.join(3)
assert not faults, faults
assert second.is_alive(), "the figure was drawn without pandas"
whole.set()
first.join(60)
second.join(60)
assert not faults, faults
assert not second.is_alive()
"""


def test_a_figure_waits_for_pandas_that_another_visitors_page_is_just_loading():
    ran = subprocess.run(
        [sys.executable, "-c", TWO_VISITORS], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


def test_plotly_is_imported_in_one_place_only():
    files = [*(ROOT / "app_pages").rglob("*.py"), ROOT / "app.py"]
    importing = {f.name for f in files if "import plotly" in f.read_text(encoding="utf-8")}
    assert importing == {"plotting.py"}
