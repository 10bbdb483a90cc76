"""The front door: who is let in, what a browser is given, and that no page runs for anybody else."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from email.message import Message
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app_pages.front_door.routes import COOKIE, safe_path
from simulator.service.people import TRIES
from tests.pages.served_centre import PASSWORD, ServedCentre


@pytest.fixture(scope="module")
def centre(shared_centre) -> ServedCentre:
    """Return a served centre with people in it."""
    return shared_centre


@dataclass
class Reply:
    """What a server answered: status, headers, text."""

    status: int
    headers: Message
    text: str

    @property
    def where(self) -> str:
        """Where a redirect leads."""
        return self.headers.get("Location", "")

    @property
    def alert(self) -> str:
        """What the page says went wrong."""
        found = re.search(r'role="alert">(.*?)</div>', self.text)
        return re.sub("<.*?>", "", found.group(1)) if found else ""


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def ask(url: str, form: dict[str, str] | None = None, *, token: str = "", **headers: str) -> Reply:
    """Send one request, following no redirect; a form makes it a POST."""
    data = None if form is None else urllib.parse.urlencode(form).encode()
    request = urllib.request.Request(url, data=data)
    request.add_header("Accept", "text/html")
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    if token:
        request.add_header("Cookie", f"{COOKIE}={token}")
    opener = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))
    try:
        answer = opener.open(request, timeout=20)
    except urllib.error.HTTPError as refused:
        answer = refused
    with answer:
        return Reply(answer.status, answer.headers, answer.read().decode())


def sign_in(centre: ServedCentre, login: str = "cal", password: str = PASSWORD, **more: Any) -> Reply:
    """Send the form that signs in."""
    form = {"login": login + centre.number, "password": password, "after": more.pop("after", "/")}
    return ask(f"{centre.url}/door/sign-in", form, **more)


def test_signing_in_sets_a_cookie_that_no_script_reads_and_no_other_site_sends(centre):
    reply = sign_in(centre)
    assert (reply.status, reply.where) == (303, "/")
    cookie = reply.headers["Set-Cookie"].lower()
    assert cookie.startswith(f"{COOKIE}=")
    for part in ("httponly", "samesite=lax", "path=/", "max-age="):
        assert part in cookie


def test_after_signing_in_one_comes_to_where_one_wanted_to_go(centre):
    first = ask(f"{centre.url}/call?attempt=abc")
    assert first.status == 303
    assert first.where == "/door/sign-in?after=/call%3Fattempt%3Dabc"
    form = ask(f"{centre.url}{first.where}")
    assert 'value="/call?attempt=abc"' in form.text
    assert sign_in(centre, after="/call?attempt=abc").where == "/call?attempt=abc"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike_and_nothing_typed_is_lost_but_the_password(
    centre,
):
    wrong, unknown = sign_in(centre, "cal", "no such words"), sign_in(centre, "nobody", "no such words")
    assert wrong.status == unknown.status == 422
    assert wrong.alert == unknown.alert == "Not done yet. The sign-in name or the password is wrong."
    assert f'value="cal{centre.number}"' in wrong.text
    assert "no such words" not in wrong.text
    assert wrong.headers["Set-Cookie"] is None


def test_after_too_many_tries_even_the_right_password_waits(centre):
    centre.add_learner("tried", "Tess Ryde")
    for _ in range(TRIES):
        assert sign_in(centre, "tried", "no such words").status == 422
    assert "Too many tries" in sign_in(centre, "tried").alert
    assert sign_in(centre, "cal").status == 303


def test_an_administrator_claims_a_fresh_installation_once_with_the_terminals_token(
    running_app, tmp_path_factory
):
    from tests.pages.served_centre import keep_readers

    data = tmp_path_factory.mktemp("fresh") / "data"
    keep_readers(data)
    app = running_app(data=data)
    token = re.search(r"this token, which works once: (\S+)", app.said())
    assert token, app.said()
    form = {"name": "Ada Marsh", "login": "ada", "password": PASSWORD}
    refused = ask(f"{app.url}/door/claim", form | {"token": "made-up"})
    assert "does not fit" in refused.alert
    done = ask(f"{app.url}/door/claim", form | {"token": token.group(1)})
    assert (done.status, done.where) == (303, "/")
    again = ask(f"{app.url}/door/claim", form | {"token": token.group(1), "login": "eve"})
    assert "used already" in again.alert
    app.stop()
    assert app.said().strip().endswith(token.group(1)), "the token would scroll away"


def test_a_learner_joins_by_a_link_that_carries_the_class_code(centre):
    page = ask(f"{centre.url}/door/join?code={centre.class_code}")
    assert f'value="{centre.class_code}"' in page.text
    form = {"code": centre.class_code.lower(), "name": "Dee Holt", "login": "holt", "password": PASSWORD}
    assert ask(f"{centre.url}/door/join", form).status == 303
    taken = ask(f"{centre.url}/door/join", form)
    assert "taken" in taken.alert
    assert 'aria-invalid="true"' in taken.text


def test_what_is_typed_into_a_form_comes_back_as_text_and_never_as_markup(centre):
    sly = '"><script>alert(1)</script>'
    reply = ask(f"{centre.url}/door/join", {"code": sly, "name": sly, "login": sly, "after": "/" + sly})
    assert "<script" not in reply.text
    assert "&lt;script&gt;" in reply.text


@pytest.mark.parametrize("form", ["sign-in", "join", "claim", "password"])
def test_a_form_sent_from_another_site_is_refused(centre, form):
    fields = {
        "login": "cal" + centre.number,
        "password": PASSWORD,
        "code": centre.class_code,
        "name": "X",
        "token": "x",
    }
    for origin in ("http://evil.example", "null", f"http://127.0.0.1:{centre.app.port + 1}"):
        reply = ask(f"{centre.url}/door/{form}", fields, Origin=origin)
        assert "another site" in reply.alert
        assert reply.headers["Set-Cookie"] is None
    assert sign_in(centre, Origin=centre.url).status == 303


@pytest.mark.parametrize("path", ["/", "/call", "/call?attempt=x", "/debrief", "/account", "/classes", "/no"])
def test_a_visitor_without_a_sign_in_is_shown_the_door_and_no_page(centre, path):
    for token in ("", "made-up"):
        reply = ask(centre.url + path, token=token)
        assert reply.status == 303
        assert reply.where.startswith("/door/sign-in?after=")


def test_signing_out_ends_the_sign_in_and_not_only_the_cookie(centre):
    token = centre.token("cal")
    assert ask(centre.url, token=token).status == 200
    reply = ask(f"{centre.url}/door/sign-out", token=token)
    assert (reply.status, reply.where) == (303, "/door/sign-in")
    assert ask(centre.url, token=token).status == 303


def test_a_given_password_leads_to_choosing_ones_own_before_anything_else(centre):
    from simulator.service.people import People
    from simulator.service.wiring import utc_now
    from simulator.store.opening import open_store

    with open_store(f"sqlite:///{centre.data / 'simulator.db'}") as store:
        _, given_out = People(store, utc_now).add_staff(
            centre.actors["administrator"], "New Tutor", "newt" + centre.number, frozenset({"tutor"})
        )
    reply = sign_in(centre, "newt", given_out, after="/classes")
    assert reply.where == "/door/password"
    token = reply.headers["Set-Cookie"].split(";")[0].split("=", 1)[1]
    assert ask(centre.url, token=token).status == 303, "nothing opens yet"
    changed = ask(f"{centre.url}/door/password", {"old": given_out, "password": PASSWORD}, token=token)
    assert (changed.status, changed.where) == (303, "/")
    assert sign_in(centre, "newt", given_out).status == 422


def test_the_door_forbids_scripts_and_frames_of_others_and_is_never_cached(centre):
    headers = ask(f"{centre.url}/door/sign-in").headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


NASTY = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "//[",
    "evil",
    "",
    "/door/sign-out",
]


@pytest.mark.parametrize("wanted", NASTY)
def test_nobody_is_sent_to_another_site_or_straight_out_again(centre, wanted):
    assert safe_path(wanted) == "/"
    assert sign_in(centre, after=wanted).where == "/"


@given(st.text(st.characters(), max_size=40) | st.from_regex(r"[/\\\t\n\r .:@]{0,6}[a-z.\[\]]{0,8}"))
def test_wherever_one_is_sent_it_is_a_path_of_this_site(wanted):
    path = safe_path(wanted)
    joined = urllib.parse.urlsplit(urllib.parse.urljoin("http://here.example/door/sign-in", path))
    assert path.startswith("/")
    assert joined.netloc == "here.example"
    assert not re.match(r"^[/\\]{2}", re.sub(r"[\t\r\n]", "", path))


def test_a_path_of_this_site_is_kept_with_its_question():
    assert safe_path("/call?attempt=3f#x") == "/call?attempt=3f#x"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["desk", "phone"])
def test_every_form_can_be_used_by_everybody(centre, new_page, axe, size, scheme):
    page = new_page(size, scheme)
    for form in ("sign-in", "join", "claim", "password"):
        page.goto(f"{centre.url}/door/{form}")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_door_works_without_scripts_and_with_the_keyboard_alone(centre, new_page):
    page = new_page(java_script_enabled=False, allow_console="422")
    page.goto(f"{centre.url}/door/sign-in")
    page.keyboard.press("Tab")
    page.keyboard.type("cal" + centre.number)
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "is wrong" in alert.inner_text()
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{centre.url}/")
    cookies = {c["name"]: c for c in page.context.cookies()}
    assert cookies[COOKIE]["httpOnly"] is True


def test_a_fresh_visitor_with_a_deep_link_signs_in_and_no_page_ran_before(centre, new_page, settled):
    page = new_page()
    page.goto(f"{centre.url}/call")
    assert page.get_by_role("heading", name="Sign in").is_visible()
    assert page.locator("[data-testid=stApp]").count() == 0
    page.get_by_label("Sign-in name").fill("cal" + centre.number)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    settled(page)
    page.get_by_role("button", name="ring me").wait_for()


def test_a_tab_left_open_after_signing_out_elsewhere_does_nothing_more(centre, new_page, settled):
    centre.add_learner("left-open", "Lea Moss")
    page = centre.signed_in(new_page(), "left-open")
    page.goto(centre.url)
    button = page.get_by_role("button", name="Skip the warm-up")
    button.wait_for()
    token = next(c["value"] for c in page.context.cookies() if c["name"] == COOKIE)
    assert ask(f"{centre.url}/door/sign-out", token=token).status == 303
    button.click()
    page.get_by_role("link", name="Sign in to go on").wait_for()
    assert page.get_by_role("button", name="ring me").count() == 0
