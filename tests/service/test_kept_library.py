"""The library as a server keeps it for the next start: the same to the last fact, and never an old one."""

from __future__ import annotations

import shutil

import pytest

from simulator.data_files import criteria_folder, scenarios_folder
from simulator.model import load_library as reading
from simulator.service.kept_library import load_kept

NOBODY = ("warm-up.yaml", "gas-escape.yaml")


@pytest.fixture
def folders(tmp_path):
    """Return copies of the folders that people write, with few scenarios, which a test may change."""
    shutil.copytree(criteria_folder(), tmp_path / "criteria")
    shutil.copytree(scenarios_folder() / "phrases", tmp_path / "scenarios" / "phrases")
    (tmp_path / "scenarios" / "wendshire").mkdir()
    for name in NOBODY:
        shutil.copy(scenarios_folder() / "wendshire" / name, tmp_path / "scenarios" / "wendshire" / name)
    return tmp_path / "criteria", tmp_path / "scenarios"


@pytest.fixture
def as_after_a_start(monkeypatch):
    """Return what lets this process forget all that it read, as a new one knows nothing."""

    def forget():
        for memory in ("_scenarios", "_bases", "_remembered"):
            monkeypatch.setattr(reading, memory, {})

    forget()
    return forget


def files(folder):
    return sorted(folder.glob("library-*.pickle"))


def test_who_starts_next_has_the_same_library_and_checks_no_file(
    folders, tmp_path, as_after_a_start, monkeypatch
):
    read = load_kept(tmp_path / "cache", *folders, None)
    assert len(files(tmp_path / "cache")) == 1
    as_after_a_start()
    with monkeypatch.context() as patch:
        patch.setattr(reading, "load_scenario_text", None)
        patch.setattr(reading, "load_organisation", None)
        again = load_kept(tmp_path / "cache", *folders, None)
        assert load_kept(tmp_path / "cache", *folders, None) is again, "kept in memory from then on"
    assert again == read


def test_who_changes_one_scenario_after_a_start_has_that_one_checked(
    folders, tmp_path, as_after_a_start, monkeypatch
):
    load_kept(tmp_path / "cache", *folders, None)
    as_after_a_start()
    load_kept(tmp_path / "cache", *folders, None)
    file = folders[1] / "wendshire" / "warm-up.yaml"
    file.write_text(file.read_text("utf-8").replace("title: A test call", "title: Another call"), "utf-8")
    checked = []
    check = reading.load_scenario_text
    monkeypatch.setattr(
        reading,
        "load_scenario_text",
        lambda text, **more: checked.append(more["file"]) or check(text, **more),
    )
    changed = load_kept(tmp_path / "cache", *folders, None)
    assert changed.scenarios["warm-up"].title.startswith("Another call")
    assert [name.rpartition("/")[2] for name in checked] == ["warm-up.yaml"]


def test_a_library_with_a_fault_is_told_anew_each_time(folders, tmp_path, as_after_a_start):
    (folders[1] / "wendshire" / "warm-up.yaml").write_text("id: [", "utf-8")
    for _ in range(2):
        as_after_a_start()
        assert load_kept(tmp_path / "cache", *folders, None).faults
    assert files(tmp_path / "cache") == []


@pytest.mark.parametrize("damage", [b"", b"damaged", b"\x80\x05N."])
def test_a_damaged_file_costs_only_time(folders, tmp_path, as_after_a_start, damage):
    read = load_kept(tmp_path / "cache", *folders, None)
    (file,) = files(tmp_path / "cache")
    file.write_bytes(damage)
    as_after_a_start()
    assert load_kept(tmp_path / "cache", *folders, None) == read
    assert file.stat().st_size > len(damage), "and is whole again"


def test_a_folder_that_cannot_be_written_to_costs_only_time(folders, tmp_path, as_after_a_start):
    (tmp_path / "cache").write_text("a file where the folder would be")
    assert set(load_kept(tmp_path / "cache", *folders, None).scenarios) == {"warm-up", "gas-escape"}
