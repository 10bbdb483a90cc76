"""Finds the folders of data beside the code: criteria/ and scenarios/. It never reads what is in them."""

from __future__ import annotations

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
"""The folder that holds app.py, criteria/ and scenarios/."""


class DataFolderMissingError(Exception):
    """A folder that the product ships with is not where it should be; the message says what to do."""


def data_folder(name: str, checkout: Path = CHECKOUT) -> Path:
    """Return the folder of shipped data called `name` inside the checkout.

    Raises:
        DataFolderMissingError: when there is no such folder.
    """
    folder = checkout / name
    if not folder.is_dir():
        raise DataFolderMissingError(
            f"The folder {name}/ is missing beside app.py (looked for {folder}). "
            f"It is part of the product: bring it back with `git checkout -- {name}`, or clone again."
        )
    return folder


def criteria_folder(checkout: Path = CHECKOUT) -> Path:
    """Return criteria/: the units and the organisations."""
    return data_folder("criteria", checkout)


def scenarios_folder(checkout: Path = CHECKOUT) -> Path:
    """Return scenarios/: the scripted calls and the shared phrases."""
    return data_folder("scenarios", checkout)
