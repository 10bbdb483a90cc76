"""What is drawn reaches the browser as soon as it is there; it never changes what is sent, or in which order.

Streamlit 1.67 sends what a script has drawn, then sleeps 5 ms before it looks for more. A line that is said
in a call is drawn in about as long, and its last words waited that sleep out. Python lets a thread that only
works hold back all others for 5 ms at a time: those who send, and those whose line was read, waited for each.
A Streamlit that keeps its sleep elsewhere is left alone.
"""

from __future__ import annotations

import sys

from streamlit.runtime import runtime

SLEEP_SECONDS = 0.001
SWITCH_SECONDS = 0.001
"""At a fifth of it the server's share of a turn costs a sixth more: threads then do little but take turns."""
_SLEEP = "MESSAGE_FLUSH_INTERVAL_SECS"


def send_promptly() -> None:
    """Have this process send what was drawn without delay, and let its threads take turns more often."""
    if hasattr(runtime, _SLEEP):
        setattr(runtime, _SLEEP, SLEEP_SECONDS)
    sys.setswitchinterval(SWITCH_SECONDS)
