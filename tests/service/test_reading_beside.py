"""What is said is read in a process beside the server, in the same way, and here where that process fails."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from simulator.model.reading import ActPhrasings, DialogueContext, Reading
from simulator.service import reading_beside, reading_run
from simulator.service.access import Actor
from simulator.service.installation import Installation, ReadingState
from simulator.service.library import Library, open_library
from simulator.service.reading_beside import ReadingBeside
from simulator.service.reading_words import Asked, Bank
from simulator.understanding import reader
from simulator.understanding.normalise import Speller
from tests import machine

LINES = (
    "Wendshire Incident Line, what is happening?",
    "where are you, and is anyone hurt?",
    "don't touch the switch — get out of the house now",
    "🙂 שלום <b>\nline two</b>",
    "",
)


@contextmanager
def read_beside(data: Path) -> Iterator[Library]:
    """Open a library whose lines are read in a process beside this one, by words alone."""
    (data / "encoder").mkdir(parents=True)
    (data / "encoder" / "encoder.json").write_text("{}", "utf-8")  # damaged: here and there words alone read
    (data / "cache").symlink_to(machine.kept_readers() / "cache")
    beside = ReadingBeside(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        yield open_library(data, beside=beside)
    beside.stop()


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Library]:
    """Return a library with a process of its own, which a test may end."""
    with read_beside(tmp_path) as library:
        yield library


@pytest.fixture(scope="module")
def unharmed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Return a library whose process nobody ends: it takes seconds to start."""
    with read_beside(tmp_path_factory.mktemp("beside")) as library:
        yield library


def any_scenario(opened: Library) -> str:
    return opened.scenarios()[0].id


def test_a_line_is_read_beside_as_it_is_read_here(unharmed):
    name = any_scenario(unharmed)
    heard, here = unharmed.hearing(name), unharmed.words_reader(name)
    asked = DialogueContext(expected=("ask_location",), caller_name="Wendy")
    assert heard.name == here.name
    assert [heard.read(text, asked) for text in LINES] == [here.read(text, asked) for text in LINES]


def test_the_server_opens_no_encoder_and_fits_no_reader_while_another_process_reads(opened, monkeypatch):
    def nothing(*_: object, **__: object) -> None:
        raise AssertionError("opened here")

    opened.read_beside(opened.beside, nothing)
    monkeypatch.setattr(reader, "fit_reader", nothing)
    name = any_scenario(opened)
    assert opened.hearing(name).read(LINES[0]).reader
    assert opened.has_reader(name)


def test_an_administrator_reads_what_lines_are_read_without_there_and_how_it_is_cured(unharmed):
    installation = Installation(unharmed)
    administrator = Actor("a", "Ada Marsh", frozenset({"administrator"}))
    unharmed.hearing(any_scenario(unharmed))
    state = installation.reading(administrator)
    assert state.reader == unharmed.words_reader(any_scenario(unharmed)).name
    assert state.without.startswith("Lines are read by their words alone")
    assert str(unharmed.data / "encoder") in state.without
    assert state.without.endswith("Remove the folder and start again.")


def test_an_administrator_reads_it_too_where_the_server_reads_by_itself(opened, monkeypatch):
    monkeypatch.setattr(reading_beside.sys, "executable", "/nowhere/python")
    installation = Installation(opened)
    administrator = Actor("a", "Ada Marsh", frozenset({"administrator"}))
    assert installation.reading(administrator) == ReadingState("", "", published=False)
    opened.hearing(any_scenario(opened))
    assert "words alone" in installation.reading(administrator).without


def test_many_who_speak_at_once_each_get_the_reading_of_their_own_line(unharmed):
    heard = unharmed.hearing(any_scenario(unharmed))
    here = unharmed.words_reader(any_scenario(unharmed))
    said = [f"{LINES[n % 3]} {n}" for n in range(40)]
    with ThreadPoolExecutor(8) as crowd:
        assert list(crowd.map(heard.read, said)) == [here.read(text) for text in said]


def test_a_line_is_read_here_when_the_process_has_died_and_the_next_by_a_new_one(opened, monkeypatch):
    name = any_scenario(opened)
    heard, expected = opened.hearing(name), opened.words_reader(name).read(LINES[1])
    first = opened.beside.pid
    os.kill(first, signal.SIGTERM)
    opened.beside._running.process.wait()
    assert heard.read(LINES[1]) == expected
    assert opened.beside.pid is None, "one that has only just been started is not started again at once"
    monkeypatch.setattr(reading_beside, "AGAIN_AFTER", 0.0)
    assert heard.read(LINES[1]) == expected
    assert opened.beside.pid not in (None, first)


def test_where_no_process_can_be_started_the_server_reads_by_itself(opened, monkeypatch):
    monkeypatch.setattr(reading_beside.sys, "executable", "/nowhere/python")
    name = any_scenario(opened)
    assert opened.hearing(name).read(LINES[1]) == opened.words_reader(name).read(LINES[1])


def test_a_process_that_does_not_answer_is_ended_and_holds_nobody_up(opened, monkeypatch):
    name = any_scenario(opened)
    heard = opened.hearing(name)
    os.kill(opened.beside.pid, signal.SIGSTOP)
    monkeypatch.setattr(reading_beside, "PATIENCE_TO_READ", 0.2)
    assert isinstance(heard.read(LINES[1]), Reading)
    assert opened.beside.pid is None


def test_text_that_cannot_be_sent_is_read_here_and_ends_no_process(unharmed):
    heard = unharmed.hearing(any_scenario(unharmed))
    before = unharmed.beside.pid
    assert isinstance(heard.read("half a sign: \ud83d"), Reading)
    assert unharmed.beside.pid == before


def test_the_process_ends_when_the_server_that_it_reads_for_has_gone(opened):
    words = [sys.executable, "-m", "simulator.service.reading_run", str(opened.data)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def test_a_server_that_goes_while_its_question_is_answered_leaves_no_complaint(opened):
    bank = Bank(acts=(ActPhrasings(id="ask_name", phrasings=("what is your name",)),), off_topic=())
    asked = f"{Asked(number=1, bank=bank).model_dump_json()}\n" * 3
    words = [sys.executable, "-m", "simulator.service.reading_run", str(opened.data)]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(words, **pipes) as process:
        process.stdout.close()
        process.stdin.write(asked.encode())
        process.stdin.close()
        complaints = process.stderr.read().decode().splitlines()
        # that there is no encoder here is logged, and is none
        assert [line for line in complaints if "by their words alone" not in line] == []
        assert process.wait(timeout=60) == 0


def test_lines_that_wait_together_are_read_in_one_go_as_each_would_be_alone(unharmed, monkeypatch):
    here = unharmed.words_reader(any_scenario(unharmed))
    reading = reading_run.Reading(None, machine.kept_readers() / "cache")
    bank = unharmed.hearing(any_scenario(unharmed))._bank
    key = reading.answer(Asked(number=1, bank=bank)).key
    asked = [Asked(number=n, key=key, text=text) for n, text in enumerate(LINES, 2)]
    gone: list[int] = []  # asked one by one: by a key that nobody knows
    monkeypatch.setattr(reading_run.Reading, "_read", lambda _self, one: gone.append(one.number))
    told = list(reading.answers([asked[0], Asked(number=99, key="unknown", text="hello"), *asked[1:]]))
    assert {one.number: one.reading for one in told if one} == {
        one.number: here.read(one.text) for one in asked
    }
    assert gone == [99]


def test_a_line_that_cannot_be_read_costs_none_that_waits_with_it_its_reading(unharmed, monkeypatch):
    here = unharmed.words_reader(any_scenario(unharmed))
    reading = reading_run.Reading(None, machine.kept_readers() / "cache")
    bank = unharmed.hearing(any_scenario(unharmed))._bank
    key = reading.answer(Asked(number=1, bank=bank)).key
    cut = reader.cut

    def faulty(text: str, speller: Speller):
        if text == LINES[1]:
            raise ValueError("no such line")
        return cut(text, speller)

    monkeypatch.setattr(reader, "cut", faulty)
    told = {t.number: t for t in reading.answers([Asked(number=n, key=key, text=LINES[n]) for n in range(3)])}
    assert told[1].why_not == "ValueError: no such line"
    assert [told[n].reading for n in (0, 2)] == [here.read(LINES[n]) for n in (0, 2)]


def test_the_end_that_was_meant_for_another_is_handed_on():
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    lines = [Asked(number=n, key="k", text="hello").model_dump_json() for n in range(4)]
    for line in (*lines[1:], "", ""):
        waiting.put(line)
    taken = reading_run._with_more(lines[0], waiting)
    assert [one.number for one in taken] == [0, 1, 2]
    assert [one.number for one in reading_run._with_more(waiting.get(), waiting)] == [3]
    assert [waiting.get(), waiting.get()] == ["", ""]
