"""Opens the sentence encoder that is kept in the data folder; it reads no line and keeps nothing else.

The encoder's libraries come in with the first opening: a command that reads nothing starts without them.
"""

from __future__ import annotations

import logging
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.understanding.encoder import Encoder


_LOG = logging.getLogger(__name__)


def open_encoder(data: Path, *, tuned: bool = True) -> Encoder | None:
    """Return the sentence encoder kept under ``data``, made from the installed weights at the first start.

    The project's tuned layers are laid over it, and its verifier stands beside it, unless ``tuned`` is false:
    written answers are compared by the published encoder, on which their figures were taken. Without them the
    published encoder reads, without any encoder the words alone; a reading always says which, and what is
    damaged is logged with its cure: without a log, on the standard error.
    """
    from simulator.understanding.encoder import EncoderFault, load_encoder  # noqa: PLC0415
    from simulator.understanding.tuned import with_tuned  # noqa: PLC0415
    from simulator.understanding.verifier import with_verifier  # noqa: PLC0415
    from simulator.understanding.weights import convert_weights  # noqa: PLC0415

    folder = data / "encoder"
    try:
        if not folder.is_dir():
            convert_weights(Path(sysconfig.get_paths()["purelib"]), folder)
        encoder = load_encoder(folder)
    except (EncoderFault, OSError) as fault:
        _LOG.warning(
            "Lines are read by their words alone, for the sentence encoder cannot be used: %s", fault
        )
        return None
    try:
        return with_verifier(with_tuned(encoder)) if encoder and tuned else encoder
    except EncoderFault as fault:
        _LOG.warning("Lines are read by the published encoder alone: %s", fault)
        return encoder
