"""Arrays that are looked at in their file: whole or none, unchangeable, let go and looked at again."""

import zlib
from pathlib import Path

import numpy as np
import pytest

from simulator.understanding import in_place
from simulator.understanding.in_place import line_read_with, look_at, look_into, write_arrays
from simulator.understanding.mark_places import FEW, UNKNOWN, Places

KIND = "kept-*.npm"
ARRAYS = {
    "small": np.arange(-3, 9, dtype=np.int16).reshape(3, 4),
    "none": np.zeros((0, 5), dtype=np.float32),
    "one": np.array([0.1], dtype=np.float64),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file that holds the arrays."""
    kept = tmp_path / "kept-1.npm"
    assert write_arrays(kept, ARRAYS, kind=KIND, most=3)
    return kept


def test_arrays_come_back_as_they_were_and_cannot_be_changed(file):
    found = look_at(file)
    assert found is not None
    assert found.arrays.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        assert found.arrays[name].dtype == array.dtype
        assert found.arrays[name].ctypes.data % array.itemsize == 0
        assert np.array_equal(found.arrays[name], array)
    with pytest.raises(ValueError, match="read-only"):
        found.arrays["small"][0, 0] = 1


def test_every_damage_shows(file, tmp_path):
    whole = file.read_bytes()
    assert look_at(tmp_path / "not there.npm") is None
    for place in range(0, len(whole), 7):
        damaged = tmp_path / f"damaged-{place}.npm"
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        found = look_at(damaged)
        if found is not None:  # a name or a kind was changed in the head: the reader of the file refuses it
            assert place < whole.index(b"\n")
    for cut in (0, 10, len(whole) - 1):
        (tmp_path / "cut.npm").write_bytes(whole[:cut])
        assert look_at(tmp_path / "cut.npm") is None


def test_a_file_that_is_replaced_or_taken_away_can_still_be_looked_at(file):
    found = look_at(file)
    assert write_arrays(file, {"other": np.ones(3)}, kind=KIND, most=3)
    again = look_at(file)
    file.unlink()
    found.rest()
    assert np.array_equal(found.arrays["small"], ARRAYS["small"])
    assert np.array_equal(again.arrays["other"], np.ones(3))


def test_pages_are_let_go_after_so_many_lines_or_files(file, monkeypatch):
    looks = in_place._Looks()
    rested = []

    def noted(one: in_place.InPlace) -> None:
        rested.append(one)

    monkeypatch.setattr(in_place.InPlace, "rest", noted)
    one = looks.known(in_place.InPlace(ARRAYS, b""))
    for _ in range(in_place.MOST_LINES):
        looks.line(one)
    assert not rested
    looks.line(one)
    assert rested == [one]
    others = [looks.known(in_place.InPlace(ARRAYS, bytes([n]))) for n in range(in_place.MOST_AWAKE)]
    rested.clear()
    for other in others:
        looks.line(other)
    assert set(rested) == {one, *others}
    line_read_with(None)


def test_an_archive_of_numpy_is_looked_into_packed_or_not(tmp_path):
    for write in (np.savez, np.savez_compressed):
        archive = tmp_path / f"{write.__name__}.npz"
        write(archive, **ARRAYS, by_columns=np.asfortranarray(np.arange(6).reshape(2, 3)))
        found = look_into(archive).arrays
        for name, array in ARRAYS.items():
            assert np.array_equal(found[name], array)
        assert np.array_equal(found["by_columns"], np.arange(6).reshape(2, 3))
    (tmp_path / "none.npz").write_bytes(b"damaged")
    with pytest.raises(Exception, match="zip"):
        look_into(tmp_path / "none.npz")


@pytest.mark.parametrize("count", [3, FEW + 5])
def test_marks_have_the_places_in_which_they_were_handed_in(count):
    other = Places([f"before {zlib.crc32(bytes([n]))}" for n in range(7)])
    marks = [f"mark {n}" for n in range(count)]
    places = Places(marks[::-1])
    assert places.of(marks) == list(range(count))[::-1]
    assert places.of(["never heard of"]) == [UNKNOWN]
    assert Places(["mark 1"] + [f"later {n}" for n in range(count)]).of(["mark 1"]) == [0]
    assert places.of(["later 2"]) == [UNKNOWN]
    asked = ["mark 2", "never heard of", "later 1", "mark 0"]
    assert places.all_of(asked).tolist() == [count - 3, -1, -1, count - 1]
    assert other.of(["mark 1"]) == [UNKNOWN]
