"""``prove --watch``: what is saved is proved again, what is broken is told, and Ctrl+C ends it quietly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from simulator.cli import saved
from simulator.cli.watch import Watched
from simulator.data_files import criteria_folder, scenarios_folder

Step = Callable[[], object]
Tick = Callable[[float], object]
SHIPPED = scenarios_folder() / "tarnholm" / "mattress-in-lane-one.yaml"
GRADE = '  grade: {criterion: "1.4"'


def nothing() -> None:
    """Let the files stand still."""


def editor(steps: Iterable[Step]) -> Tick:
    """Return what stands in for the time between two looks: the next step, after the last one Ctrl+C."""
    left = iter(steps)

    def tick(_spent: float) -> None:
        step = next(left, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    return tick


def test_each_save_is_proved_again_a_fault_is_told_and_what_is_mended_is_proved(
    terminal, tmp_path, data, monkeypatch
):
    file = tmp_path / "mattress.yaml"
    whole = SHIPPED.read_text(encoding="utf-8")
    blind = "\n".join(line for line in whole.splitlines() if not line.startswith(GRADE))
    broken = whole.replace("\nfacts:", "\nfcts:")

    def save(text: str) -> Step:
        return lambda: file.write_text(text, encoding="utf-8")

    save(whole)()
    half = whole[: len(whole) // 2]
    steps = [save(half), save(blind), nothing, save(broken), nothing, save(whole), nothing]
    steps += [save(f"{whole}# nothing new\n"), nothing]
    monkeypatch.setattr(saved, "moment", editor(steps))
    said = terminal("prove", "--watch", str(file), "--data", str(data))
    lines = said.out.splitlines()
    stands = [n for n, line in enumerate(lines) if line.startswith("mattress-in-lane-one: ")]
    first, second, third = stands
    assert said.code == 0
    assert first == 0
    assert lines[first].startswith("mattress-in-lane-one: proven in ")
    assert int(lines[first + 1].split(" ways of not doing the job: ")[0]) >= 100
    told = [line for line in lines[first + 1 : second] if line.startswith("  worse: ")]
    worse = lines[second - len(told) : second]
    assert worse == told, "what a save made worse stands together, before how the scenario stands"
    assert "  worse: 1.4 is no longer proven." in worse
    assert any("a learner who never sets a priority. [grade mattress" in line for line in worse)
    assert lines[second].startswith("mattress-in-lane-one: NOT PROVEN in ")
    (fault,) = [n for n, line in enumerate(lines) if " F014 " in line]
    assert second < fault < third
    assert lines[fault] == _checked(terminal, file, broken)
    better = lines[fault + 1 : third]
    assert all(line.startswith("  better: ") for line in better)
    assert "  better: 1.4 is proven now." in better
    assert lines[third].startswith("mattress-in-lane-one: proven in ")
    assert all(line.startswith("  ") for line in lines[third + 1 :])
    assert "as it was" in said.err
    assert "Traceback" not in said.err


def _checked(terminal, file: Path, text: str) -> str:
    """Return the one line that ``check`` prints of a text in that file."""
    file.write_text(text, encoding="utf-8")
    (line,) = terminal("check", str(file)).out.splitlines()
    return line


def test_what_is_not_there_is_told_at_once(terminal, data):
    said = terminal("prove", "--watch", "no-such-call", "--data", str(data))
    assert said.code == 2
    assert "There is no scenario no-such-call" in said.err


def test_a_page_is_not_written_again_and_again(terminal, data, tmp_path):
    page = tmp_path / "page.html"
    said = terminal("prove", "--watch", "gas-escape", "--html", str(page), "--data", str(data))
    assert said.code == 2
    assert not page.exists()


def test_a_scenario_rests_on_its_own_file_its_organisation_the_unit_and_the_phrases(tmp_path):
    found = set(Watched("mattress-in-lane-one", SHIPPED, "tarnholm").files(tmp_path))
    criteria = criteria_folder()
    assert SHIPPED in found
    assert {criteria / "unit-234" / "unit.yaml", scenarios_folder() / "phrases" / "closing.yaml"} <= found
    assert criteria / "organisations" / "tarnholm" / "procedures.yaml" in found
    assert tmp_path / "phrases.yaml" in found
    assert not {path for path in found if "wendshire" in path.parts}


def test_a_save_counts_once_the_files_stand_still(tmp_path):
    file, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    file.write_text("whole", encoding="utf-8")
    seen = saved.stamps_of([file, other])

    def look() -> saved.Stamps:
        return saved.stamps_of([file, other])

    def away() -> None:
        file.rename(tmp_path / "elsewhere")

    steps = [nothing, away, lambda: file.write_text("ha", "utf-8"), lambda: file.write_text("half", "utf-8")]
    now, _ = saved.next_save(seen, look, editor([*steps, nothing]))
    assert now == look()
    assert saved.changed(seen, now) == {file}
    with pytest.raises(KeyboardInterrupt):
        saved.next_save(now, look, editor([nothing, nothing]))


@pytest.mark.parametrize("what", ["new", "gone"])
def test_a_file_that_comes_or_goes_is_a_save(tmp_path, what):
    file = tmp_path / "a.yaml"
    if what == "gone":
        file.write_text("whole", encoding="utf-8")
    seen = saved.stamps_of([file])
    step = file.unlink if what == "gone" else file.touch
    now, _ = saved.next_save(seen, lambda: saved.stamps_of([file]), editor([step, nothing]))
    assert saved.changed(seen, now) == {file}
