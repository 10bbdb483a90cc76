"""The keys of a running call: where each leads, and how people read them. It listens to none."""

from collections.abc import Mapping

CALL_ACTIONS: Mapping[str, str] = {"KeyW": "hold", "KeyX": "end"}
FIND_ALSO = ".st-key-find_also"
CALL_PANELS: Mapping[str, str] = {
    "KeyU": "Units",
    "KeyM": "Message",
    "KeyG": "Escalate",
    "KeyQ": "Tree",
    "KeyK": "Find",
}


def call_keys() -> list[tuple[str, str]]:
    """The keys of a running call as people read them, each with what it does."""
    panels = [(f"Alt+{code[-1]}", f"Panel: {panel}") for code, panel in CALL_PANELS.items()]
    return [
        ("Enter", "Say what is written"),
        ("Esc", "To the entry line"),
        ("Alt+A", "Answer the phone"),
        ("Alt+1 to Alt+9", "To that line"),
        ("Alt+W", "Hold, or take back"),
        ("Alt+X", "End the call"),
        ("Alt+L", "To the log"),
        ("Alt+P", "To the priority"),
        ("Alt+N", "To the log's note"),
        *panels,
        ("/", "In the entry line: priority or note by typing"),
    ]
