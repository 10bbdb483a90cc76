"""A browser's half of Streamlit's websocket, as far as measuring needs it: open a page, do a deed, read on.

It keeps what a browser keeps (elements by their place, cached messages by their hash) and draws nothing.
"""

import json
import time

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class Visitor:
    """One connected window."""

    def __init__(self, url, query="", page="", cookie=""):
        self._url = url.replace("http://", "ws://") + "/_stcore/stream"
        self._query, self._page, self._cookie = query, page, cookie
        self._script = ""
        self._cached = {}
        self.elements = {}
        self.bytes = self.messages = 0

    async def __aenter__(self):
        origin = self._url.replace("ws://", "http://").removesuffix("/_stcore/stream")
        self._socket = await websockets.connect(
            self._url,
            subprotocols=["streamlit"],
            additional_headers={"Cookie": self._cookie} if self._cookie else {},
            origin=origin,
            max_size=None,
            compression=None,
            proxy=None,
            ping_interval=None,
        )
        return self

    async def __aexit__(self, *_):
        await self._socket.close()

    async def open(self):
        """Load the page and wait until its script has run."""
        await self._run([], None)
        return await self.until_finished()

    async def trigger(self, key, event, value):
        """Do what a component of ours does with `setTriggerValue`: return the time it was sent."""
        component, fragment = self.component(key)
        state = {
            "id": f"$$STREAMLIT_INTERNAL_KEY_{component.id}__events",
            "json": json.dumps([{"event": event, "value": value}]),
        }
        return await self._run([state], fragment)

    async def press(self, label):
        """Press a button by what stands on it: return the time it was sent."""
        button, fragment = self._button(label)
        return await self._run([{"id": button.id, "pressed": True}], fragment)

    def has_button(self, label):
        """Tell whether a button with that label is on the page."""
        return any(e.HasField("button") and e.button.label == label for e, _ in self.elements.values())

    def state_of(self, key):
        """Return what a component of ours was last sent."""
        return told(self.component(key)[0])

    def _button(self, label):
        for element, fragment in reversed(self.elements.values()):
            if element.HasField("button") and element.button.label == label:
                return element.button, fragment
        raise LookupError(f"there is no button “{label}” on the page")

    async def say(self, text):
        """Send a line in the page's chat input: return the time it was sent."""
        found = next(e for e, _ in self.elements.values() if e.HasField("chat_input"))
        return await self._run([{"id": found.chat_input.id, "chat": text}], None)

    def component(self, key):
        """Return a component of ours by its key, and the fragment that it stands in."""
        for element, fragment in reversed(self.elements.values()):
            if element.HasField("bidi_component") and element.bidi_component.id.endswith(f"-{key}"):
                return element.bidi_component, fragment
        raise LookupError(f"there is no component {key} on the page")

    async def until_finished(self, seen=lambda _element: False):
        """Read until the script has run; return when that was and when an element was `seen` first."""
        first, before = None, set()
        while True:
            raw = await self._socket.recv()
            self.bytes += len(raw)
            self.messages += 1
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                place = message.metadata
                message = ForwardMsg()
                message.CopyFrom(self._cached[ForwardMsg.FromString(raw).ref_hash])
                message.metadata.CopyFrom(place)
                kind = message.WhichOneof("type")
            elif message.metadata.cacheable:
                self._cached[message.hash] = message
            if kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "new_session":
                before = set(self.elements)
            elif kind == "delta" and message.delta.HasField("new_element"):
                element = message.delta.new_element
                place = tuple(message.metadata.delta_path)
                before.discard(place)
                self.elements.pop(place, None)
                self.elements[place] = (element, message.delta.fragment_id)
                if first is None and seen(element):
                    first = time.perf_counter()
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                whole = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
                for place in before if whole else ():
                    del self.elements[place]
                return time.perf_counter(), first

    async def _run(self, states, fragment):
        message = BackMsg()
        client = message.rerun_script
        client.query_string = self._query
        client.page_script_hash = self._script
        client.page_name = self._page if not self._script else ""
        client.cached_message_hashes.extend(self._cached)
        if fragment:
            client.fragment_id = fragment
        for state in states:
            widget = client.widget_states.widgets.add()
            widget.id = state["id"]
            if "json" in state:
                widget.json_trigger_value = state["json"]
            elif "pressed" in state:
                widget.trigger_value = True
            else:
                widget.chat_input_value.data = state["chat"]
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        return began


def told(component):
    """Return what a component of ours is told: it travels in a list of one."""
    (data,) = json.loads(component.json)
    return data
