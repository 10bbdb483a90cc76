"""The one web route of a running call: half-written text, kept beside the record while it is typed.

It is a plain request and not a rerun of the page, so that typing costs nobody a turn. It starts, reads and
marks nothing, and answers with no text.
"""

from __future__ import annotations

import json

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app_pages.front_door.routes import COOKIE, same_site
from simulator.service.attempts import Attempts
from simulator.service.errors import ServiceError
from simulator.service.people import People

DRAFTS_TO = "/door/draft"
_MOST_BYTES = 60_000
_FIELDS = ("attempt", "key", "text")


def draft_route(people: People, attempts: Attempts) -> Route:
    """Return the route that takes {attempt, key, text} as JSON from the learner of a running attempt."""

    def keep(token: str, attempt: str, key: str, text: str) -> int:
        try:
            attempts.save_draft(people.actor_of(token), attempt, key, text)
        except ServiceError:
            return 403
        return 204

    async def endpoint(request: Request) -> Response:
        if not same_site(request) or request.headers.get("content-type") != "application/json":
            return Response(status_code=403)
        body = await request.body()
        try:
            given = json.loads(body) if len(body) <= _MOST_BYTES else None
        except ValueError:
            given = None
        if not isinstance(given, dict) or not all(isinstance(given.get(k), str) for k in _FIELDS):
            return Response(status_code=400)
        token = request.cookies.get(COOKIE, "")
        status = await run_in_threadpool(keep, token, given["attempt"], given["key"], given["text"])
        return Response(status_code=status)

    return Route(DRAFTS_TO, endpoint, methods=["POST"])
