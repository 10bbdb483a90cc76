"""The web server: Streamlit's pages and the front door in one process, wired to one service.

``serve`` in the terminal runs it; nothing else imports it. It holds no pages and no rules.
"""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from app_pages.front_door.drafts import answer_route, draft_route
from app_pages.front_door.kept_theme import keep_theme
from app_pages.front_door.prompt_pages import send_promptly
from app_pages.front_door.routes import ShowTheDoor, door_routes
from app_pages.front_door.whole_page import WholePageFirst
from simulator.service.wiring import the_service

APP = Path(__file__).resolve().parent.parent / "app.py"


def create_app() -> st.App:
    """Return the whole web application; the service is the process's own (``the_service``)."""
    os.chdir(APP.parent)
    keep_theme()
    send_promptly()
    service = the_service()
    people = service.people
    routes = [
        *door_routes(people),
        draft_route(people, service.attempts),
        answer_route(people, service.papers),
    ]
    return st.App(
        APP, routes=routes, middleware=[Middleware(ShowTheDoor, people=people), Middleware(WholePageFirst)]
    )
