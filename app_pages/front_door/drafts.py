"""The web routes of typing: half-written text of a running call, and the answers of a paper.

Plain requests and not reruns of the page, so that typing costs nobody a turn. They start and mark nothing.
"""

from __future__ import annotations

import json
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app_pages.front_door.routes import COOKIE, same_site
from simulator.service.attempts import Attempts
from simulator.service.errors import OpenElsewhere, ServiceError
from simulator.service.papers import Papers
from simulator.service.people import People

DRAFTS_TO = "/door/draft"
ANSWERS_TO = "/door/answer"
_MOST_BYTES = 300_000
_FIELDS = ("attempt", "key", "text")
_ANSWER = ("paper", "part", "text", "before", "also")


def draft_route(people: People, attempts: Attempts) -> Route:
    """Return the route that takes {attempt, key, text} as JSON from the learner of a running attempt."""

    def keep(token: str, attempt: str, key: str, text: str) -> int:
        try:
            attempts.save_draft(people.actor_of(token), attempt, key, text)
        except ServiceError:
            return 403
        return 204

    async def endpoint(request: Request) -> Response:
        given, refused = await _body(request, _FIELDS)
        if refused is not None:
            return refused
        token = request.cookies.get(COOKIE, "")
        status = await run_in_threadpool(keep, token, given["attempt"], given["key"], given["text"])
        return Response(status_code=status)

    return Route(DRAFTS_TO, endpoint, methods=["POST"])


def answer_route(people: People, papers: Papers) -> Route:
    """Return the route that keeps {paper, part, text, before, also} for the learner of a paper.

    200 with {at, edits}: it is durable. 409 with {error, stands}: another window changed the part, and how it
    reads there. 422 with {error}: it is refused, and why.
    """

    def keep(token: str, given: dict[str, str]) -> Response:
        actor = people.actor_of(token)
        paper, part = given["paper"], given["part"]
        try:
            kept = papers.write(actor, paper, part, given["text"], before=given["before"], also=given["also"])
        except OpenElsewhere as clash:
            stands = papers.look(actor, paper).state.written(part).text
            return JSONResponse({"error": str(clash), "stands": stands}, status_code=409)
        except ServiceError as refused:
            return JSONResponse({"error": str(refused)}, status_code=422)
        edits = kept.state.written(part).edits
        return JSONResponse({"at": f"{datetime.now().astimezone():%H:%M:%S}", "edits": edits})

    async def endpoint(request: Request) -> Response:
        given, refused = await _body(request, _ANSWER)
        if refused is not None:
            return refused
        return await run_in_threadpool(keep, request.cookies.get(COOKIE, ""), given)

    return Route(ANSWERS_TO, endpoint, methods=["POST"])


async def _body(request: Request, fields: tuple[str, ...]) -> tuple[dict[str, str], Response | None]:
    """Return the text fields of a request, or how it is refused."""
    if not same_site(request) or request.headers.get("content-type") != "application/json":
        return {}, Response(status_code=403)
    body = await request.body()
    try:
        given = json.loads(body) if len(body) <= _MOST_BYTES else None
    except ValueError:
        given = None
    if not isinstance(given, dict) or not all(isinstance(given.get(k), str) for k in fields):
        return {}, Response(status_code=400)
    return {k: given[k] for k in fields}, None
