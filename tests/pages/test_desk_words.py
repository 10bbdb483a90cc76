"""What the desk, and why a line was read as it was, say in words; told without a browser."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages._desk import panes, queue
from simulator.service.reviewing import FindingView, IndicatorView


def finding(*indicators: tuple[Any, bool]) -> FindingView:
    """Return a finding of indicators with these results, each answered by an assessor or not."""
    judged: Any = SimpleNamespace()
    views = tuple(
        IndicatorView("a", "1.1", "Answers", result, False, "", "", "", (), judged if answered else None)
        for result, answered in indicators
    )
    return FindingView("1.1", "", "", "found", 1, len(views), "", views)


@pytest.mark.parametrize(
    ("indicators", "words"),
    [
        ((("shown", False), ("not shown", False)), "2 of 2 indicators not judged yet"),
        ((("shown", True), ("not shown", False)), "1 of 2 indicators not judged yet"),
        (
            (("shown", False), ("not shown", False), ("no chance", False)),
            "2 of 2 indicators that had a chance not judged yet",
        ),
        (
            (("shown", False), ("no chance", False)),
            "1 of 1 indicator that had a chance not judged yet",
        ),
        ((("shown", True), ("no chance", False)), "Every indicator judged"),
        ((("no chance", False),), "No indicator had a chance, so none has to be judged"),
    ],
)
def test_what_is_left_to_judge_is_counted_out_of_what_can_be_judged(indicators, words):
    assert panes._left_to_judge(finding(*indicators)) == words


@pytest.mark.parametrize(("dated", "words"), [(False, "Gas · today 05:09"), (True, "Gas")])
def test_a_row_whose_label_has_the_date_does_not_tell_it_again(monkeypatch, dated, words):
    begun = datetime(2026, 11, 30, 5, 9, tzinfo=UTC)
    observing = SimpleNamespace(blind_share=lambda: 0)
    monkeypatch.setattr(queue, "service", lambda: SimpleNamespace(now=lambda: begun, observing=observing))
    monkeypatch.setattr(queue, "_ago", lambda _then, _now: "today 05:09")
    attempt = SimpleNamespace(
        id="a", started_at=begun, mode="assessment", released_at=None, status="finished"
    )
    row: Any = SimpleNamespace(title="Gas", attempt=attempt, erased=False, contrary=0, undecided=0)
    assert queue._caption(row, dated=dated).replace("\\", "") == words


def test_why_a_line_was_read_so_names_the_other_meaning_and_no_minus_nothing():
    def page() -> None:
        from app_pages._kit.why import why_read_so
        from simulator.service.authoring import Explanation, LineExplained

        one = Explanation(
            words="i hear you", act="heard", band="unsure", score=0.6, phrase="I hear you", likeness=0.9,
            word_shares=(("i", -0.001), ("hear", 1.2)), drops=(("i", 0.0), ("hear", 0.4)),
            runner_up="flames", runner_up_score=0.2, runner_up_out=False, held_back=0.0, verdict=1.6,
            sure_from=0.7, unsure_from=0.3, nearness=-0.74,
        )  # fmt: skip
        labels = {"heard": "Shows that the words were heard", "flames": "Advises no flames"}
        why_read_so(LineExplained("reader-1", (one,), labels))

    drawn = AppTest.from_function(page).run()
    assert not drawn.exception
    (told,) = [e.proto.body for e in drawn.get("html")]
    assert "-0.00" not in told
    assert "<td>0.00</td>" in told
    assert "<td>+1.20</td>" in told
    assert (
        "Heard as <b>Shows that the words were heard</b>, but not for sure, so the caller asks back" in told
    )
    assert "The nearest other meaning: “Advises no flames”, 0.20, 0.40 behind." in told
    assert "word by word: raised by 1.6.<br>For being as like it as that: lowered by 0.7.<br>" in told
    assert any("run from 0 to 1" in c.value for c in drawn.caption)
