"""Each fault code has one page: its message, its documentation, an example that fails and one put right."""

import ast
import re
from pathlib import Path

import pytest

from simulator.model.fault_pages import fault_codes, fault_page, read_page
from simulator.model.faults import Fault
from tests.model.fault_examples import ROOT, laid_over, made_of, tiny

PAGES = [fault_page(code) for code in fault_codes()]
FAILS = [
    pytest.param(page.code, example, id=f"{page.code}-{number}")
    for page in PAGES
    for number, example in enumerate(e for e in page.examples if e.of == "Fails")
]
MENDED = [
    pytest.param(example, id=f"{page.code}-{number}")
    for page in PAGES
    for number, example in enumerate(e for e in page.examples if e.of == "Mended")
]
NOTHING_TO_SHOW_MENDED = {"F024", "S209"}
"""Mended by a file that is brought back, or by another id: the tiny scenario itself."""


def code_calls() -> list[tuple[str, str, set[str]]]:
    """Every place in the source that tells a fault: its code, its cases (empty: not written out) and file."""
    found = []
    for path in sorted((ROOT / "simulator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            codes = [
                a.value
                for a in (*node.args, *(k.value for k in node.keywords if k.arg == "code"))
                if isinstance(a, ast.Constant) and re.fullmatch(r"[FQS]\d{3}", str(a.value))
            ]
            cases = {
                c.value
                for k in node.keywords
                if k.arg == "case"
                for c in ast.walk(k.value)
                if isinstance(c, ast.Constant) and isinstance(c.value, str)
            }
            found += [(code, path.name, cases) for code in codes]
    return found


def names_the_file_says_what_is_wrong_and_what_to_do(fault: Fault) -> None:
    assert fault.file.endswith(".yaml")
    assert re.fullmatch(r".{14,}\.", fault.message, re.DOTALL), fault
    assert re.fullmatch(r"[A-Z].{9,}\.", fault.cure, re.DOTALL), fault
    assert "{" not in fault.message.replace("{caller", "")
    assert str(fault).startswith(f"{fault.file}:{fault.line}: {fault.code} ")


@pytest.mark.parametrize(("code", "example"), FAILS)
def test_a_failing_example_has_its_fault_on_the_marked_lines_and_no_other(code, example, tmp_path):
    faults, lines = made_of(example, tmp_path)
    told = {(f.code, f.line) for f in faults}
    assert told == {(code, line) for line in lines}, "\n".join(map(str, faults))
    assert lines
    for fault in faults:
        names_the_file_says_what_is_wrong_and_what_to_do(fault)


@pytest.mark.parametrize("example", MENDED)
def test_what_is_mended_has_no_fault(example, tmp_path):
    faults, _ = made_of(example, tmp_path)
    assert faults == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_a_page_says_why_it_matters_and_shows_both_a_failing_and_a_mended_example(page):
    assert page.title
    assert page.says
    assert page.cures
    assert len(page.why.split()) >= 12
    shown = {example.of for example in page.examples}
    assert shown == {"Fails"} if page.code in NOTHING_TO_SHOW_MENDED else {"Fails", "Mended"}


def test_every_code_told_in_the_source_has_its_page_and_every_page_is_told():
    told = {code for code, _, _ in code_calls()}
    model = ROOT / "simulator" / "model"
    listed = set(re.findall(r'"(S1\d\d)"', (model / "scenario_checks_references.py").read_text()))
    told |= {"F022"}  # the code of any name that leads nowhere, where none is given
    told_by_value = set(re.findall(r'"(F0\d\d)"', (model / "value_faults.py").read_text()))
    assert told | listed | told_by_value == set(fault_codes())


def test_every_case_named_in_the_source_stands_on_the_page_of_its_code():
    for code, file, cases in code_calls():
        page = fault_page(code)
        missing = cases - set(page.says) - set(page.cures)
        assert not missing, (file, code, missing)


def test_a_message_stands_nowhere_but_on_its_page():
    for page in PAGES:
        for said in page.says.values():
            words = max(re.split(r"\{\w+\}", said), key=len).strip(' ".')
            if len(words) < 24:
                continue
            for path in (ROOT / "simulator" / "model").glob("*.py"):
                assert words not in path.read_text("utf-8"), (page.code, path)


def test_the_scenario_into_which_examples_are_laid_has_no_fault(tmp_path):
    page = read_page("S000", f"# S000 x\n\n## Fails\n\n```yaml\n{tiny()}```\n")
    assert made_of(page.examples[0], tmp_path)[0] == []
    assert laid_over("brief: Another.\n").count("brief:") == 1


def test_what_a_page_does_not_say_cannot_be_told():
    page = fault_page("S203")
    with pytest.raises(KeyError):
        page.told("", {})
    with pytest.raises(KeyError):
        fault_page("S999")


def test_the_readme_is_no_page_of_a_code():
    assert "README" not in fault_codes()
    assert all((Path(ROOT) / "docs" / "faults" / f"{code}.md").is_file() for code in fault_codes())
