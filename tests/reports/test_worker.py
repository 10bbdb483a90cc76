"""The PDF set in a process of its own: the same bytes, and a plain word when it fails."""

from __future__ import annotations

import pytest

from reports import worker
from reports.pdf import render_pdf
from reports.worker import NotPrinted, render_pdf_apart
from tests.reports import builders


@pytest.mark.parametrize("make", [builders.report, builders.hostile_report])
def test_another_process_gives_the_same_bytes(make):
    report = make()
    assert render_pdf_apart(report) == render_pdf(report)


def test_a_process_that_takes_too_long_is_ended_and_said_so_with_what_to_do():
    with pytest.raises(NotPrinted, match=r"A-3F2C9B1D was not ready after 0.001 seconds.*print the page"):
        render_pdf_apart(builders.report(), seconds=0.001)


def test_a_process_that_fails_is_said_so_with_its_reason(monkeypatch, tmp_path):
    monkeypatch.setattr(worker, "_ROOT", tmp_path)  # where there is no such module
    monkeypatch.delenv("PYTHONPATH", raising=False)
    with pytest.raises(NotPrinted, match=r"A-3F2C9B1D could not be set \(.*reports.*\).*Print the page"):
        render_pdf_apart(builders.report())
