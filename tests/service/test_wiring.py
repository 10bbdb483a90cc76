"""What a server does beside its pages: when it begins, and that a busy database does not end it."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest

from simulator.service import library, wiring
from simulator.service.wiring import Settings, open_service, utc_now
from simulator.store.errors import StoreUnavailable


def beside() -> set[str]:
    return {thread.name for thread in threading.enumerate()} & {"closing", "heartbeat", "readers"}


def test_what_is_done_first_is_done_before_anything_runs_beside_the_pages(tmp_path, monkeypatch):
    monkeypatch.setattr(library, "open_encoder", lambda _folder, **_which: None)
    monkeypatch.setattr(wiring, "_make_ready", lambda _library, _authoring, stop: stop.wait())
    then: list[set[str]] = []
    service = open_service(Settings(tmp_path), heartbeat=True, first=lambda _service: then.append(beside()))
    now = beside()
    service.close()
    assert then == [set()]
    assert now == {"closing", "heartbeat", "readers"}


@pytest.mark.parametrize("work", ["heartbeat", "closing"])
def test_a_database_that_is_busy_once_ends_no_work_beside_the_pages(monkeypatch, work):
    monkeypatch.setattr(wiring, "HEARTBEAT_SECONDS", 0)
    monkeypatch.setattr(wiring, "CLOSE_EVERY", 0)
    stop, tries = threading.Event(), []

    def busy_once(*_deed: object) -> None:
        tries.append(work)
        if len(tries) == 1:
            raise StoreUnavailable("busy")
        stop.set()

    if work == "heartbeat":
        wiring._beat(SimpleNamespace(settings=SimpleNamespace(put=busy_once)), utc_now, stop)
    else:
        wiring._close(SimpleNamespace(close_what_is_over=busy_once), stop)
    assert len(tries) == 2
