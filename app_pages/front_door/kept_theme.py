"""The theme, written once into the message that begins a run; it never changes what the message says.

Streamlit 1.67 writes its some hundred options of the theme anew whenever a script begins, also for one line
that is said in a call: a seventh of what such a turn cost the server. They come from a file that is read at
the start. A Streamlit that writes them elsewhere is left alone.
"""

from __future__ import annotations

from collections.abc import Callable

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

Write = Callable[..., None]
_WRITER = "_populate_theme_msg"


def keep_theme() -> None:
    """Have this process write its theme once."""
    write: Write | None = getattr(app_session, _WRITER, None)
    if write is not None and not hasattr(write, "written"):
        setattr(app_session, _WRITER, written_once(write))


def written_once(write: Write) -> Write:
    """Return a writer that writes each section as `write` did the first time."""
    written: dict[str, CustomThemeConfig] = {}

    def write_again(message: CustomThemeConfig, section: str = "theme") -> None:
        if section not in written:
            fresh = CustomThemeConfig()
            write(fresh, section)
            written[section] = fresh
        if written[section].ByteSize():  # a section that says nothing is not to be there at all
            message.MergeFrom(written[section])

    write_again.written = written  # type: ignore[attr-defined]
    return write_again
