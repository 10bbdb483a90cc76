"""A connection begins with the whole page; it never changes what a page is asked afterwards.

A browser that lost its server asks, once it is back, for what it was asking when the connection went. That
may be one fragment of the page, which a server started since has never run and would pass over in silence:
the call would stand still until somebody reloads it.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg


class WholePageFirst:
    """ASGI middleware: the first run that a websocket asks for is one of the whole page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, the first wish of a websocket widened to the whole page."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        begun = False

        async def widened() -> Message:
            nonlocal begun
            message = await receive()
            if begun or message["type"] != "websocket.receive" or not message.get("bytes"):
                return message
            begun, asked = whole_page(message["bytes"])
            return {**message, "bytes": asked}

        await self._app(scope, widened, send)


def whole_page(asked: bytes) -> tuple[bool, bytes]:
    """Tell whether a message asks for a run, and return it as one for the whole page, its deeds kept."""
    message = BackMsg()
    try:
        message.ParseFromString(asked)
    except DecodeError:
        return False, asked
    if message.WhichOneof("type") != "rerun_script":
        return False, asked
    if not message.rerun_script.fragment_id:
        return True, asked
    message.rerun_script.fragment_id = ""
    message.rerun_script.is_auto_rerun = False
    return True, message.SerializeToString()
