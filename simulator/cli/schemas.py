"""``schemas``: writes the JSON Schemas of the files that people write, and the page of the shared acts."""

from __future__ import annotations

import argparse
from pathlib import Path

from simulator.data_files import CHECKOUT, data_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``schemas``."""
    folder = CHECKOUT / "docs" / "schemas"
    parser.add_argument(
        "folder", nargs="?", type=Path, default=folder, help="where to write them (docs/schemas)"
    )


def run(options: argparse.Namespace) -> int:
    """Write every schema and print the names of those that have changed."""
    from simulator.model.acts_page import PAGE, acts_page  # noqa: PLC0415
    from simulator.model.json_schemas import schemas  # noqa: PLC0415

    options.folder.mkdir(parents=True, exist_ok=True)
    made = {options.folder / name: text for name, text in schemas().items()}
    if options.folder == CHECKOUT / "docs" / "schemas":
        made[CHECKOUT / "docs" / PAGE] = acts_page(data_folder("scenarios") / "phrases")
    for path, text in made.items():
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(path.name)
    return 0
