"""What must hold of every file in the repository, whoever wrote it."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 400
LOCKS = ("requirements.lock", "requirements-test.lock", "installer.lock", "weights.lock")

# The hosts are written in parts so that this file does not hold what it looks for.
HOSTS = (
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js.org",
    "deb" + ".debian",
    "/" + "simple/",
)
MACHINE_PATHS = re.compile(
    r"(?<![\w.:/-])/(" + "|".join(("work", "root", "farm", "home", "Users")) + r")/[A-Za-z.]"
)


def files_of_the_project() -> list[Path]:
    """What git tracks; in a folder that is no repository (an unpacked archive), every file but made ones."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
        return [ROOT / name for name in names if name and (ROOT / name).is_file()]
    made = {".venv", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
    return [
        file for file in ROOT.rglob("*") if file.is_file() and not made & set(file.relative_to(ROOT).parts)
    ]


FILES = files_of_the_project()
PYTHON = [file for file in FILES if file.suffix == ".py"]


def text_of(file: Path) -> str:
    """The text of a file, or nothing when it holds no text."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def short(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def names_and_versions(lock: str) -> set[str]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {line.split("\\")[0].strip() for line in lines if line and not line.startswith((" ", "#"))}


def test_no_file_names_the_host_of_a_registry():
    found = [(short(file), host) for file in FILES for host in HOSTS if host in text_of(file)]
    assert found == []


def test_no_file_names_a_path_of_one_machine():
    texts = {short(file): text_of(file) for file in FILES if file.suffix != ".lock"}
    found = {name: match[0] for name, text in texts.items() if (match := MACHINE_PATHS.search(text))}
    assert found == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address_and_pins_every_file_by_its_digest(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text)
    pinned = [entry for entry in entries if entry.strip() and not entry.startswith("#")]
    assert pinned
    assert [entry for entry in pinned if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_tests_list_holds_everything_that_the_app_runs_on():
    assert names_and_versions("requirements.lock") - names_and_versions("requirements-test.lock") == set()


@pytest.mark.parametrize("name", ["requirements", "requirements-test"])
def test_everything_asked_for_is_locked(name):
    asked = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    wanted = {re.split(r"[=<>\[; ]", line)[0].lower() for line in asked if line and line[0] not in "#-"}
    locked = {entry.split("==")[0].lower() for entry in names_and_versions(f"{name}.lock")}
    assert wanted - locked == set()


def test_the_weights_are_nobodys_declared_dependency():
    for name in ("requirements.in", "requirements.lock", "requirements-test.in", "requirements-test.lock"):
        assert "minilm" not in (ROOT / name).read_text(encoding="utf-8").lower()


def test_every_module_opens_with_a_sentence_on_what_it_is_for():
    silent = [short(file) for file in PYTHON if not ast.get_docstring(ast.parse(text_of(file)))]
    assert silent == []


def test_no_source_file_is_longer_than_one_sitting():
    lengths = {short(file): text_of(file).count("\n") for file in PYTHON}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_source_file_leaves_something_to_be_done_later():
    later = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImplemented" + "Error")
    assert [short(file) for file in PYTHON if later.search(text_of(file))] == []


def test_there_is_no_folder_that_streamlit_would_serve_without_sign_in():
    assert [short(file) for file in FILES if file.relative_to(ROOT).parts[0] == "pages"] == []
    assert not (ROOT / "pages").exists()


def test_what_lies_outside_the_rooms_is_imported_by_no_room():
    """The import contracts watch simulator and reports; the screens lie beside them."""
    inner = [file for file in PYTHON if file.relative_to(ROOT).parts[0] in {"simulator", "reports"}]
    wrong = [(short(file), name) for file in inner for name in imports_of(file) if is_outer(name)]
    assert wrong == []


def test_the_screens_reach_the_rooms_through_the_service_and_the_values_only():
    pages = [file for file in PYTHON if short(file).startswith("app_pages/") or short(file) == "app.py"]
    allowed = ("simulator.service", "simulator.model", "simulator.data_files")
    wrong = [
        (short(file), name)
        for file in pages
        for name in imports_of(file)
        if name.startswith(("simulator.", "reports")) and not name.startswith(allowed)
    ]
    assert wrong == []


def imports_of(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(text_of(file))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def is_outer(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] in {"app", "app_pages", "start", "tests"}


def test_data_folders_hold_no_code():
    data = [file for file in PYTHON if file.relative_to(ROOT).parts[0] in {"criteria", "scenarios"}]
    assert [short(file) for file in data] == []


def test_version_and_oldest_python_are_said_alike_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    package = (ROOT / "simulator" / "__init__.py").read_text(encoding="utf-8")
    assert f'__version__ = "{project["project"]["version"]}"' in package
    assert project["project"]["requires-python"] == ">=3.11"
    assert project["tool"]["mypy"]["python_version"] == "3.11"
    assert project["tool"]["ruff"]["target-version"] == "py311"


def test_every_exception_from_the_linters_says_why():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.split("\nignore = [\n", 1)[1].split("\n]", 1)[0]
    assert [line for line in block.splitlines() if "#" not in line] == []


def test_decision_records_are_numbered_without_gaps_and_hold_every_part():
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [record.name[:4] for record in records] == [f"{n:04}" for n in range(len(records))]
    parts = ("## Context", "## Decision", "## Consequences")
    assert [(record.name, part) for record in records for part in parts if part not in text_of(record)] == []


def test_every_file_that_the_readme_links_to_exists():
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text_of(ROOT / "README.md"))
    assert [link for link in links if not (ROOT / link).exists()] == []
