"""The shared fixtures tell the truth: the watch and axe catch what they should, the server is real."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests import browsing, machine

TITLED = "<html lang=en><head><title>Plain</title></head><body><main><h1>Plain</h1>{}</main></body></html>"


@pytest.fixture
def running_site():
    """Serve an empty page at every address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()

        def log_message(self, *_):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_image_without_words_is_caught_and_a_plain_page_is_not(new_page, axe):
    page = new_page()
    page.set_content(TITLED.format(""))
    assert axe(page) == []
    page.set_content(TITLED.format("<img src='data:,'>"))
    assert [violation.rule for violation in axe(page)] == ["image-alt"]


def test_a_fault_far_below_the_fold_is_caught_and_the_window_keeps_its_size(new_page, axe):
    page = new_page((800, 600))
    grey = "<div style='height:3000px'></div><p style='color:#bbb;background:#fff'>barely there</p>"
    page.set_content(TITLED.format(grey))
    assert [violation.rule for violation in axe(page)] == ["color-contrast"]
    assert page.viewport_size == {"width": 800, "height": 600}


PALE = "<p style='color:#bbb'>barely there</p>"
GREY = "<p style='color:#767676'>grey</p>"


@pytest.mark.parametrize(
    "held",
    [
        f"{GREY}<div style='background:#ccc'>{GREY}</div>",
        "<p style='color:#444'>on white</p><div style='opacity:.4'><p style='color:#444'>half gone</p></div>",
        "<p>dark</p><div><template shadowrootmode=open>" + PALE + "</template></div>",
        "<p>dark</p><label>Name<input value=x style='color:#bbb;background:#fff'></label>",
        "<p style='color:#fff;background:#222'>white</p><p style='color:#fff;background:#eee'>on pale</p>",
    ],
)
def test_what_cannot_be_read_on_its_ground_is_caught_though_its_like_elsewhere_can(new_page, axe, held):
    page = new_page()
    page.goto("about:blank")
    page.evaluate("html => document.body.setHTMLUnsafe(html)", f"<main><h1>Plain</h1>{held}</main>")
    page.evaluate("() => { document.title = 'Plain'; document.documentElement.lang = 'en'; }")
    before = page.content()
    assert [violation.rule for violation in axe(page)] == ["color-contrast"]
    assert page.content() == before


def test_a_request_to_another_machine_and_an_error_in_the_console_are_noticed(chromium):
    watch = browsing.Watch()
    context = chromium.new_context()
    context.route("**/*", lambda route: route.fulfill(status=200, body=""))
    page = watch.over(context.new_page())
    page.set_content(TITLED.format("<img src='http://example.org/x.png' alt=x>"))
    page.evaluate("console.error('something broke')")
    context.close()
    assert watch.foreign == ["http://example.org/x.png"]
    assert [text.split(" (")[0] for text in watch.complaints] == ["something broke"]


def test_a_context_that_is_used_again_knows_nothing_of_the_test_before(chromium, running_site):
    kept, used = browsing.KeptContexts(chromium), []
    remember = "() => { localStorage.who = sessionStorage.who = 'Cal'; document.cookie = 'who=Cal'; }"
    knows = "() => [localStorage.who, sessionStorage.who, document.cookie]"
    for _ in range(3):
        context = kept.take({})
        page = context.new_page()
        page.goto(running_site)
        assert page.evaluate(knows) == [None, None, ""]
        page.evaluate(remember)
        assert page.evaluate(knows) == ["Cal", "Cal", "who=Cal"]
        kept.put_back(context, {}, {running_site})
        used.append(context)
    assert used == [context] * 3
    assert len(context.pages) == 1


@pytest.mark.parametrize("path", ["/call/_stcore/health", "/call/_stcore/host-config"])
def test_the_two_requests_that_streamlit_makes_in_vain_are_known(path):
    assert browsing.KNOWN_IN_VAIN.search(path)


def test_a_missing_health_answer_of_the_server_itself_is_no_known_fault():
    assert not browsing.KNOWN_IN_VAIN.search("/_stcore/health")


def test_the_postgres_server_answers_and_each_test_can_have_a_database_of_its_own(
    postgres_url, postgres_database
):
    import sqlalchemy

    assert postgres_url != postgres_database
    engine = sqlalchemy.create_engine(postgres_database, poolclass=sqlalchemy.pool.NullPool)
    with engine.connect() as connection:
        assert "PostgreSQL" in connection.exec_driver_sql("select version()").scalar_one()


def test_what_a_machine_lacks_is_skipped_with_its_cure_and_fails_in_ci(monkeypatch):
    monkeypatch.setenv("CI", "false")
    with pytest.raises(pytest.skip.Exception, match=r"WANTING a pony\. Cure: find one"):
        machine.wanting("a pony", "find one")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"WANTING a pony\. Cure: find one"):
        machine.wanting("a pony", "find one")
