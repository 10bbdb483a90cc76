"""Opens the sentence encoder that is kept in the data folder; it reads no line and keeps nothing else.

The encoder's libraries come in with the first opening: a command that reads nothing starts without them.
"""

from __future__ import annotations

import logging
import os
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.understanding.encoder import Encoder

FOLDER = "encoder"
"""Where in the data folder the encoder lies."""

PUBLISHED_VARIABLE = "SIMULATOR_PUBLISHED"
"""Set to anything but 0, lines are read with the published layers, without the project's own."""

_LOG = logging.getLogger(__name__)


def log_it(sentence: str) -> None:
    """Log what lines are read without; where there is no log it goes to the standard error."""
    _LOG.warning("%s", sentence)


def published_wanted() -> bool:
    """Tell whether this installation is to read with the published layers alone."""
    return os.environ.get(PUBLISHED_VARIABLE, "0") not in ("", "0")


def open_encoder(
    data: Path, *, tuned: bool | None = None, tell: Callable[[str], None] = log_it
) -> Encoder | None:
    """Return the sentence encoder kept under ``data``, made from the installed weights at the first start.

    The project's tuned layers are laid over it, and its verifier stands beside it, unless ``tuned`` is false
    (None: as the installation wants it): written answers are compared by the published encoder, on which
    their figures were taken. Without them the published encoder reads, without any encoder the words alone; a
    reading always says which. What lines are read without, and its cure, is handed to ``tell``.
    """
    from simulator.understanding.encoder import EncoderFault, load_encoder  # noqa: PLC0415
    from simulator.understanding.tuned import with_tuned  # noqa: PLC0415
    from simulator.understanding.verifier import with_verifier  # noqa: PLC0415
    from simulator.understanding.weights import convert_weights  # noqa: PLC0415

    folder = data / FOLDER
    try:
        if not folder.is_dir():
            convert_weights(Path(sysconfig.get_paths()["purelib"]), folder)
        encoder = load_encoder(folder)
        if encoder is None:
            raise EncoderFault(f"{folder} holds none. Remove the folder and start again.")
    except (EncoderFault, OSError) as fault:
        tell(f"Lines are read by their words alone, for the sentence encoder cannot be used: {fault}")
        return None
    if tuned is None:
        tuned = not published_wanted()
    try:
        return with_verifier(with_tuned(encoder)) if tuned else encoder
    except EncoderFault as fault:
        tell(f"Lines are read by the published encoder alone: {fault}")
        return encoder
