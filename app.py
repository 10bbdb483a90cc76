"""The entry: page settings, sign-in, and the pages of each role; nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from app_pages._access import actor
from app_pages._kit.css import apply_css

st.set_page_config(
    page_title="Incident Call Simulator",
    page_icon="static/icon.png",
    layout="wide",
    initial_sidebar_state="collapsed",
)
apply_css()
who = actor()
if who is None:
    st.title("Signed out")
    st.html('<p><a href="/door/sign-in" target="_self">Sign in to go on</a></p>')
    st.stop()

AT_THE_ROOT = {"Your desk": "home", "Marking desk": "desk", "Portfolios": "portfolios", "Classes": "classes"}
pages: list[st.Page] = []
if who.may("learner"):
    pages += [
        st.Page("app_pages/home.py", title="Your desk", icon=":material/home:"),
        st.Page(
            "app_pages/call.py", title="Call", icon=":material/call:", url_path="call", visibility="hidden"
        ),
        st.Page("app_pages/debrief.py", title="Debriefs", icon=":material/timeline:", url_path="debrief"),
        st.Page("app_pages/knowledge.py", title="Knowledge", icon=":material/school:", url_path="knowledge"),
    ]
if who.may("assessor"):
    first = not who.may("learner")
    pages.append(
        st.Page(
            "app_pages/desk.py",
            title="Marking desk",
            icon=":material/fact_check:",
            default=first,
            url_path="marking" if not first else None,
        )
    )
if who.may("assessor"):
    pages += [
        st.Page("app_pages/todo.py", title="To do", icon=":material/checklist:", url_path="to-do"),
        st.Page("app_pages/answers.py", title="Answers", icon=":material/history_edu:", url_path="answers"),
        st.Page("app_pages/watch.py", title="Live calls", icon=":material/hearing:", url_path="live"),
    ]
if who.may("iqa"):
    first = not who.may("learner", "assessor")
    pages.append(
        st.Page(
            "app_pages/portfolios.py",
            title="Portfolios",
            icon=":material/folder_shared:",
            default=first,
            url_path=None if first else "portfolios",
        )
    )
if who.may("learner", "assessor", "iqa"):
    from_list = not who.may("learner", "assessor")  # who has the list of all chooses there whose it is
    pages.append(
        st.Page(
            "app_pages/portfolio.py",
            title="Portfolio",
            icon=":material/grid_on:",
            url_path="portfolio",
            visibility="hidden" if from_list else "visible",
        )
    )
if who.may("administrator", "tutor", "assessor"):
    first = not who.may("learner", "assessor", "iqa")
    pages.append(
        st.Page(
            "app_pages/people.py",
            title="Classes",
            icon=":material/groups:",
            default=first,
            url_path="classes",
        )
    )
if who.may("tutor"):
    pages.append(
        st.Page("app_pages/phrases.py", title="Phrasings", icon=":material/forum:", url_path="phrases")
    )
if who.may("tutor", "assessor", "administrator"):
    pages.append(
        st.Page("app_pages/scenarios.py", title="Scenarios", icon=":material/verified:", url_path="scenarios")
    )
pages.append(
    st.Page("app_pages/catalogue.py", title="Catalogue", icon=":material/menu_book:", url_path="catalogue")
)
pages.append(st.Page("app_pages/account.py", title="Account", icon=":material/person:", url_path="account"))
asked_for = urlsplit(st.context.url or "").path.strip("/")
# The page at the root has another address of its own, of which Streamlit tells nothing and which stays taken.
taken = {page.url_path or AT_THE_ROOT[page.title] for page in pages}
if asked_for and "/" not in asked_for and asked_for not in taken:
    pages.append(
        st.Page("app_pages/no_page.py", title="No page here", url_path=asked_for, visibility="hidden")
    )
st.navigation(pages, position="top").run()
