"""The reports that can be set: each part names a question that exists, or the file says where it does not."""

from pathlib import Path

from simulator.data_files import criteria_folder
from simulator.model.load_questions import load_unit_questions
from simulator.model.load_reports import load_reports
from simulator.model.load_unit import load_unit

UNIT = criteria_folder() / "unit-234"
REPORT = """format: 1
reports:
  one:
    title: One
    ask: Write it.
    least words: 100
    most words: 200
    parts:
      - {heading: First, question: extent}
      - {heading: Second, question: extant}
"""


def bank():
    return load_unit_questions(UNIT, load_unit(UNIT)[0]).bank


def test_the_shipped_reports_cover_every_criterion_that_is_questioned():
    briefs, faults = load_reports(UNIT, bank())
    assert faults == []
    found = {bank().question(p.question).criterion for b in briefs for p in b.parts}
    assert found == {f"3.{n}" for n in range(1, 9)}


def test_a_part_that_names_no_question_is_told_with_its_line_and_the_nearest_name(tmp_path: Path):
    (tmp_path / "reports.yaml").write_text(REPORT)
    briefs, faults = load_reports(tmp_path, bank())
    assert briefs == ()
    assert [(f.code, f.line) for f in faults] == [("Q106", 10)]
    assert "extant" in faults[0].message
    assert "extent" in faults[0].cure


def test_a_unit_without_reports_has_none_and_that_is_no_fault(tmp_path: Path):
    assert load_reports(tmp_path, bank()) == ((), [])
