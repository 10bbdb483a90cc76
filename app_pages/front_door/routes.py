"""The web routes of the front door: they take forms, ask the people's service, and set or clear the cookie.

They never see how a password is kept, and never send anybody to another site.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from app_pages.front_door.forms import CHANGE, CLAIM, JOIN, SIGN_IN, Form, page
from simulator.service.errors import ServiceError
from simulator.service.people import SIGN_IN_DAYS, People, SignedIn

COOKIE = "incident_sign_in"
_STYLE = (Path(__file__).parent / "style.css").read_text("utf-8")
_OPEN_PATHS = ("/door/", "/app/static/", "/static/", "/_stcore/", "/ready", "/favicon")
_SAFE = {
    "Content-Security-Policy": (
        "default-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def safe_path(wanted: str) -> str:
    """Return where to go after the door: a path of this site, or the home page for anything else."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/"
    outside = parts.scheme or parts.netloc or not wanted.startswith("/") or wanted.startswith(("//", "/\\"))
    return "/" if outside or wanted.startswith("/door/") or "\n" in wanted else wanted


def same_site(request: Request) -> bool:
    """Tell whether a request comes from a page of this site."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _let_in(request: Request, signed_in: SignedIn, after: str) -> Response:
    response = RedirectResponse(
        "/door/password" if signed_in.must_change else safe_path(after), status_code=303
    )
    response.set_cookie(
        COOKIE,
        signed_in.token,
        max_age=SIGN_IN_DAYS * 86400,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )
    return response


def _show(form: Form, values: dict[str, str], after: str, error: str = "", wrong: str = "") -> Response:
    return HTMLResponse(
        page(form, values, error=error, wrong=wrong, after=after),
        status_code=422 if error else 200,
        headers=_SAFE,
    )


Deed = Callable[[dict[str, str], str], SignedIn]


def _form_route(form: Form, deed: Deed) -> Route:
    async def endpoint(request: Request) -> Response:
        after = safe_path(request.query_params.get("after", "/"))
        if request.method == "GET":
            return _show(form, {"code": request.query_params.get("code", "")}, after)
        typed = {k: v for k, v in (await request.form()).items() if isinstance(v, str)}
        after = safe_path(typed.get("after", "/"))
        if not same_site(request):
            return _show(
                form, typed, after, "This form was sent from another site. Open this page again and retry."
            )
        try:
            signed_in = await run_in_threadpool(deed, typed, request.cookies.get(COOKIE, ""))
        except ServiceError as fault:
            return _show(form, typed, after, str(fault), fault.field)
        return _let_in(request, signed_in, after)

    return Route(form.path, endpoint, methods=["GET", "POST"])


def door_routes(people: People) -> list[BaseRoute]:
    """Return the routes of the front door, wired to the people's service."""

    async def style(_: Request) -> Response:
        return Response(_STYLE, media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    async def sign_out(request: Request) -> Response:
        await run_in_threadpool(people.sign_out, request.cookies.get(COOKIE, ""))
        response = RedirectResponse("/door/sign-in", status_code=303)
        response.delete_cookie(COOKIE, path="/")
        return response

    async def ready(_: Request) -> Response:
        return JSONResponse({"ready": True})

    return [
        _form_route(SIGN_IN, lambda f, _: people.sign_in(f.get("login", ""), f.get("password", ""))),
        _form_route(
            JOIN,
            lambda f, _: people.join(
                f.get("code", ""), f.get("name", ""), f.get("login", ""), f.get("password", "")
            ),
        ),
        _form_route(
            CLAIM,
            lambda f, _: people.claim(
                f.get("token", ""), f.get("name", ""), f.get("login", ""), f.get("password", "")
            ),
        ),
        _form_route(
            CHANGE, lambda f, cookie: people.change_password(cookie, f.get("old", ""), f.get("password", ""))
        ),
        Route("/door/sign-out", sign_out, methods=["GET", "POST"]),
        Route("/door/style.css", style),
        Route("/ready", ready),
    ]


class ShowTheDoor:
    """Middleware that sends a visitor without a live sign-in to the door instead of serving a page."""

    def __init__(self, app: ASGIApp, people: People) -> None:
        self._app = app
        self._people = people

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on whatever is open or signed in; redirect other page requests to the sign-in form."""
        if scope["type"] != "http" or not await self._stops(scope):
            await self._app(scope, receive, send)
            return
        query = scope.get("query_string", b"").decode("latin-1")
        wanted = scope["path"] + (f"?{query}" if query else "")
        await RedirectResponse(f"/door/sign-in?after={quote(wanted)}", status_code=303)(scope, receive, send)

    async def _stops(self, scope: Scope) -> bool:
        path: str = scope["path"]
        if scope["method"] != "GET" or path.startswith(_OPEN_PATHS) or "/_stcore/" in path:
            return False
        request = Request(scope)
        if "text/html" not in request.headers.get("accept", ""):
            return False
        token = request.cookies.get(COOKIE, "")
        check: Callable[[], Awaitable[object]] = lambda: run_in_threadpool(self._people.actor_of, token)  # noqa: E731
        return not token or await check() is None
