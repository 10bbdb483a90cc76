"""Evidence that older rules had a part in says so: who read it, what played it, what was shown before."""

from __future__ import annotations

import re

import pytest

from reports.html import render_html
from simulator.engine.decide import ENGINE
from simulator.marking.calls import MARKER
from simulator.model.events import AttemptStarted
from simulator.service import records
from simulator.service.versions import older_findings, older_rules
from simulator.understanding.reader_key import VERSION
from tests.service.gas_call import play


def start(reader, engine):
    return AttemptStarted(
        t=0, scenario="s", organisation="o", unit="u", mode="practice", seed=1, reader=reader, engine=engine
    )


def test_an_attempt_of_these_very_versions_says_nothing():
    assert older_rules(start(f"words-{VERSION}", ENGINE)) == ()
    assert older_rules(start(f"encoder-{VERSION}/tuned-ab", ENGINE)) == ()
    assert (
        older_findings([{"marker": MARKER, "findings": {"1.1": "evidence found"}}], {"1.1": "partial"}) == ()
    )


def test_an_older_reader_and_an_older_engine_are_each_named():
    (read,) = older_rules(start("encoder-1/tuned-ab", ENGINE))
    assert f"reader 1; reader {VERSION} understands now" in read
    (played,) = older_rules(start(f"words-{VERSION}", "engine 1"))
    assert f"engine 1; {ENGINE} plays now" in played
    assert older_rules(start("", "")) == (), "a record that names none is not guessed at"


@pytest.mark.parametrize(
    ("now", "told"),
    [({"1.1": "evidence found"}, False), ({"1.1": "partial evidence", "1.2": "evidence found"}, True)],
)
def test_what_an_older_marker_showed_is_told_only_where_it_differs(now, told):
    shown = [
        {"marker": "marker 1", "findings": {"1.1": "evidence found"}},
        {"marker": MARKER, "findings": {}},
    ]
    said = older_findings(shown, now)
    assert bool(said) == told
    if told:
        assert "1.1 was “evidence found” and is “partial evidence”" in said[0]
        assert "1.2" not in said[0]


def test_a_report_printed_after_a_change_of_rules_says_what_was_shown_before(centre, monkeypatch):
    attempt = play(centre)
    with monkeypatch.context() as older:
        older.setattr(records, "MARKER", "marker 1")
        older.setattr(records, "mark", as_a_harsher_marker_would(records.mark))
        assert centre.service.records.debrief(centre.learner, attempt).older == ()
    centre.service.records._forget(attempt)  # a server of the newer version has never seen it
    again = centre.service.records.debrief(centre.learner, attempt)
    assert any(s.startswith(f"Marker 1 had shown other findings than {MARKER}") for s in again.older)
    text = re.sub(r"<[^>]+>", " ", render_html(centre.service.evidence.report(centre.assessor, attempt)))
    assert "Older versions" in text
    assert "Marker 1 had shown other findings" in text


def as_a_harsher_marker_would(mark):
    def harsher(*of):
        marking = mark(*of)
        worse = tuple(f.model_copy(update={"finding": "no evidence found"}) for f in marking.findings)
        return marking.model_copy(update={"findings": worse})

    return harsher
