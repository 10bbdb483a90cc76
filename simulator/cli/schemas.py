"""``schemas``: writes the JSON Schemas of the files that people write; it reads none of those files."""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.data_files import CHECKOUT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``schemas``."""
    folder = CHECKOUT / "docs" / "schemas"
    parser.add_argument(
        "folder", nargs="?", type=Path, default=folder, help="where to write them (docs/schemas)"
    )


def run(options: argparse.Namespace) -> int:
    """Write every schema and print the names of those that have changed."""
    from simulator.model.json_schemas import schemas  # noqa: PLC0415

    options.folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        path = options.folder / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(path.name)
    return 0
