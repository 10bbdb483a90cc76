"""The shared phrases are read whole, and what is wrong between their files is told."""

from pathlib import Path

from simulator.model.phrase_bank import load_phrases

SHIPPED = Path("scenarios/phrases")


def test_the_shipped_phrases_are_read_with_a_label_for_each_act() -> None:
    bank, faults = load_phrases(SHIPPED)
    assert [str(fault) for fault in faults] == []
    assert bank is not None
    assert set(bank.by_id) == set(bank.labels)
    assert "What is the address of the emergency?" in bank.by_id["ask_location"].phrasings


def test_lines_that_hold_no_act_stand_apart_from_the_acts() -> None:
    bank, _ = load_phrases(SHIPPED)
    assert bank is not None
    assert bank.off_topic
    assert not {entry.id for entry in bank.off_topic} & set(bank.by_id)


def test_an_act_that_stands_in_two_files_is_a_fault_that_names_both(tmp_path: Path) -> None:
    for name in ("a", "b"):
        text = "format: 1\nacts:\n  thank:\n    label: Thanks\n    phrasings: Thank you\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    bank, faults = load_phrases(tmp_path)
    assert bank is None
    assert [(fault.code, fault.line) for fault in faults] == [("F019", 3)]
    assert "a.yaml:3" in faults[0].message


def test_a_neighbour_that_does_not_exist_is_a_fault_with_the_one_that_was_meant(tmp_path: Path) -> None:
    text = "format: 1\nacts:\n  thank: {label: Thanks, phrasings: Ta, near: thankk}\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    _, faults = load_phrases(tmp_path)
    assert [(fault.code, fault.line) for fault in faults] == [("F022", 3)]
    assert '"thank"' in faults[0].cure


def test_an_act_that_is_answered_as_an_unknown_one_is_a_fault_at_its_line(tmp_path: Path) -> None:
    text = "format: 1\nacts:\n  thank:\n    label: Thanks\n    answered as: thnak\n    phrasings: Thank you\n"
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    bank, faults = load_phrases(tmp_path)
    assert bank is None
    assert [(fault.line, fault.field) for fault in faults] == [(5, "acts.thank.answered_as")]
