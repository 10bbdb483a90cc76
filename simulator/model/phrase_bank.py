"""The shared acts as people write them, read from ``scenarios/phrases``; it understands nothing itself."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from simulator.model.act_labels import is_held_against
from simulator.model.content_hash import content_hash
from simulator.model.faults import Fault, dangling, fault, in_order
from simulator.model.line_index import LineIndex
from simulator.model.reading import ActPhrasings, Value
from simulator.model.typed_reading import read_model
from simulator.model.yaml_source import read_text, shown_name


class ActEntry(Value):
    """One act in a file: its label for people, the form it takes, and how it is said."""

    label: str
    like: Literal["question", "statement", "instruction", "any"] = "any"
    near: tuple[str, ...] = ()
    answered_as: str = ""
    must_hear: tuple[str, ...] = ()
    must_not_hear: tuple[str, ...] = ()
    phrasings: tuple[str, ...] = Field(min_length=1)


class PhraseFile(Value):
    """One file of shared acts, or of lines that hold no act (``off topic``: class, then its lines)."""

    format: Literal["1"]
    acts: dict[str, ActEntry] = Field(default={})
    off_topic: dict[str, tuple[str, ...]] = Field(default={})


class PhraseBank(Value):
    """All shared acts of a folder, with the labels that people read and the lines that hold no act.

    ``own`` holds what the centre adds to a scenario's own acts, by scenario and act.
    """

    acts: tuple[ActPhrasings, ...]
    labels: dict[str, str]
    off_topic: tuple[ActPhrasings, ...] = ()
    content_hash: str = ""
    own: dict[str, dict[str, tuple[str, ...]]] = Field(default={})

    @cached_property
    def by_id(self) -> dict[str, ActPhrasings]:
        """Every act by its id."""
        return {act.id: act for act in self.acts}


def load_phrases(folder: Path) -> tuple[PhraseBank | None, list[Fault]]:
    """Read every ``*.yaml`` of a folder such as ``scenarios/phrases``; returns the bank or all its faults."""
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    files: list[tuple[PhraseFile, LineIndex]] = []
    for path in sorted(folder.glob("*.yaml")):
        text, more = read_text(path)
        faults += more
        if text is None:
            continue
        texts[path.name] = text
        phrases, more, index = read_model(text, PhraseFile, file=shown_name(path))
        faults += more
        if phrases is not None:
            files.append((phrases, index))
    faults += _across(files) if not faults else []
    if faults:
        return None, in_order(faults)
    return _bank([phrases for phrases, _ in files], content_hash(texts)), []


def _across(files: list[tuple[PhraseFile, LineIndex]]) -> list[Fault]:
    """Return the faults between files: an act that stands twice, a neighbour that does not exist."""
    faults: list[Fault] = []
    homes: dict[str, str] = {}
    known = {act for phrases, _ in files for act in phrases.acts}
    for phrases, index in files:
        for name, entry in phrases.acts.items():
            line = index.line("acts", name)
            if name in homes:
                faults.append(
                    fault("F019", index.file, line, f"acts.{name}", case="act", id=name, first=homes[name])
                )
            homes.setdefault(name, f"{index.file}:{line}")
            named: list[tuple[str, tuple[str | int, ...]]]
            named = [(near, ("near", number)) for number, near in enumerate(entry.near)]
            named += [(entry.answered_as, ("answered_as",))] if entry.answered_as else []
            for other, where in named:
                if other not in known:
                    faults.append(
                        dangling(
                            index.file,
                            index.line("acts", name, *where),
                            f"acts.{name}.{where[0]}",
                            kind="shared act",
                            name=other,
                            known=known,
                        )
                    )
    return faults


def _bank(files: list[PhraseFile], digest: str) -> PhraseBank:
    acts = {name: entry for phrases in files for name, entry in phrases.acts.items()}
    return PhraseBank(
        acts=tuple(as_phrasings(name, entry) for name, entry in acts.items()),
        labels={name: entry.label for name, entry in acts.items()},
        off_topic=tuple(
            ActPhrasings(id=name.replace(" ", "_"), phrasings=lines)
            for phrases in files
            for name, lines in phrases.off_topic.items()
        ),
        content_hash=digest,
    )


def as_phrasings(name: str, entry: ActEntry) -> ActPhrasings:
    """Return an act as the reader learns it."""
    return ActPhrasings(
        id=name,
        label=entry.label,
        phrasings=entry.phrasings,
        must_hear=entry.must_hear,
        must_not_hear=entry.must_not_hear,
        neighbours=entry.near,
        form=entry.like,
        answered_as=entry.answered_as,
        held_against=is_held_against(entry.label),
    )
