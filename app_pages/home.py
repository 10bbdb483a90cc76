"""The learner's home: one button and the phone rings; what is set, what calls have shown, the goal."""

from __future__ import annotations

import time
from collections import Counter
from datetime import datetime

import streamlit as st

from app_pages._access import require_role, service, start_call, window
from app_pages._debrief.drawn import by_when, day
from app_pages._kit import components as kit
from app_pages._kit.css import home_css
from app_pages._kit.drawing import criteria_grid, hero, plain_md
from app_pages._kit.layout import card
from app_pages._kit.views import FindingWord
from simulator.model.commands import Answer
from simulator.model.events import Mode
from simulator.service.attempts import ringing_line
from simulator.service.errors import ServiceError
from simulator.service.learning import Offer, TaskForMe

who = require_role("learner")
home_css()
learning, attempts = service().learning, service().attempts

MOST_WAITING = 6
_WORDS: dict[str, tuple[FindingWord, str]] = {
    "contrary evidence found": ("contrary", "contrary evidence"),
    "evidence found": ("found", "evidence"),
    "partial evidence": ("partial", "partial evidence"),
    "could not be analysed": ("undecided", "could not be analysed"),
    "no evidence found": ("none", "no evidence yet"),
}


def minutes(seconds: int) -> str:
    """Return a length in words."""
    return f"about {max(1, round(seconds / 60))} minutes" if seconds >= 120 else f"about {seconds} seconds"


def ring(scenario_id: str, mode: Mode, task: str | None = None) -> None:
    """Start an attempt; the phone rings a few seconds later, in place."""
    for which in ("swap", "set_swap"):
        st.session_state.pop(which, None)
    try:
        start_call(who, scenario_id, mode, task)
    except ServiceError as fault:
        st.session_state["home_fault"] = str(fault)


def pick_up(attempt_id: str, line: str) -> None:
    """Answer the ringing line, which starts the clock of the call."""
    try:
        attempts.take_over(who, attempt_id, window=window())
        attempts.act(who, attempt_id, Answer(line=line), window=window())
    except ServiceError as fault:
        st.session_state["home_fault"] = str(fault)
        return
    st.session_state["go_to_call"] = attempt_id


def running_panel(attempt_id: str) -> None:
    """The panel while an attempt runs: about to ring, ringing, or to be gone back to."""
    live = attempts.look(who, attempt_id, window=window())
    line = ringing_line(live)
    now, due = attempts.time_and_next(live)
    lines = live.state.lines.values()
    untouched = not any(x.answered_at is not None for x in lines)
    missed = not line and any(x.answered_at is None and x.status == "ended" for x in lines)
    with hero("ringing" if line and untouched else "calm"):
        if line and untouched:
            st.header("Line 1 is ringing")
            st.markdown(plain_md(live.world.scenario.brief))
            st.write("Answering starts the clock.")
            st.button(
                "Answer the phone",
                type="primary",
                icon=":material/call:",
                on_click=pick_up,
                args=(attempt_id, line),
            )
        elif untouched and not missed:
            st.header("The desk is yours")
            st.markdown(plain_md(live.world.scenario.brief))
            st.write("The phone will ring in a moment.")
        else:
            st.header("The caller rang off" if untouched else "You have a call running")
            st.write("Nobody answered. The clock runs on." if untouched else "The clock runs on.")
            if st.button("Go back to the call", type="primary", icon=":material/call:"):
                st.switch_page("app_pages/call.py", query_params={"attempt": attempt_id})
    kit.ring_sound(key="ring", ringing=bool(line and untouched))
    if untouched:
        kit.knock(kit.clock_now(now, 0), key="knock", next_due=due, on_due=lambda _: None)


def made_ready_panel() -> None:
    """The panel while a call that was taken is being made ready: it asks again until the phone rings."""
    with hero("calm"):
        st.header("Your call is being made ready")
        st.write("Its phone rings here within a minute.")
    asked = time.monotonic()
    kit.knock(kit.clock_now(asked, 0), key="ready_yet", next_due=asked + 1, on_due=lambda _: None)


def next_call(offer: Offer | None, undone: tuple[TaskForMe, ...], warm_up: Offer | None) -> None:
    """The calm panel: the one button, and where several calls are set, which of them."""
    task = undone[st.session_state.get("set_swap", 0) % len(undone)] if undone else None
    with hero("calm"):
        unwarmed = warm_up if warm_up is not None and warm_up.times_taken == 0 else None
        # Who has taken any call knows the screen: the warm-up stays within reach and no longer stands first.
        if unwarmed is not None and not past and not st.session_state.get("no_warm_up"):
            st.header("First, a short warm-up")
            st.write(f"It takes {minutes(unwarmed.length)}. Learn the screen; nothing is assessed.")
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    "I'm ready: ring me",
                    type="primary",
                    on_click=ring,
                    args=(unwarmed.scenario_id, "warm-up"),
                )
                st.button("Skip the warm-up", on_click=_skip_warm_up)
            return
        if task is not None:
            st.header(task.kind_of_call)
            mode: Mode = task.task.mode
            seen = "Your assessor sees it" if mode == "assessment" else "Only you see the debrief first"
            st.write(f"Set for you · {mode} · {minutes(task.length)} · {seen}.")
            _note(task.content_note)
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    "I'm ready: ring me",
                    type="primary",
                    on_click=ring,
                    args=(task.task.scenario_id, mode, task.task.id),
                )
                if len(undone) > 1:
                    st.button("Another that is set", on_click=_swap, args=("set_swap",))
                _warm_up_within_reach(unwarmed)
            return
        if offer is None:
            st.header("No call is offered yet")
            st.write("Your tutor has not put a call into the library.")
            return
        st.header(offer.kind_of_call)
        st.write(
            f"{plain_md(offer.centre_name)} · Practice · {minutes(offer.length)} · "
            "the debrief opens at once, your assessor can see it."
        )
        _note(offer.content_note)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "I'm ready: ring me", type="primary", on_click=ring, args=(offer.scenario_id, "practice")
            )
            if len(offers) > 1:
                st.button("Another call", on_click=_swap)
            _warm_up_within_reach(unwarmed)
            _desks()


def _warm_up_within_reach(warm_up: Offer | None) -> None:
    if warm_up is not None:
        st.button("Warm up first", on_click=ring, args=(warm_up.scenario_id, "warm-up"))


def _desks() -> None:
    """Which centre's calls are offered, where there are several."""
    if len(desks) < 2:
        return
    st.selectbox(
        "At the desk of",
        ["", *desks],
        format_func=lambda one: desks.get(one, "any centre"),
        key="desk_of",
        on_change=lambda: st.session_state.pop("swap", None),
        label_visibility="collapsed",
        width=280,
    )


def _note(text: str) -> None:
    if text:
        st.write(f"Content note: {plain_md(text)}")


def _skip_warm_up() -> None:
    st.session_state["no_warm_up"] = True


def _swap(which: str = "swap") -> None:
    st.session_state[which] = st.session_state.get(which, 0) + 1


def set_for_you(tasks: tuple[TaskForMe, ...], *, free: bool) -> None:
    """What is set: kind and by when. While no call runs, each that is to do is a button that takes it."""
    seen: Counter[str] = Counter()
    with card("tasks"):
        st.header("Set for you")
        if not tasks:
            st.write("Nothing is set. Practise what you like.")
        for task in tasks:
            due = by_when(task.task.due_at)
            told = f"**{plain_md(task.kind_of_call)}** · {task.task.mode}, {due}"
            if task.done or not free:
                st.markdown(f"{told} · {'done' if task.done else 'to do'}")
                continue
            seen[told] += 1  # two that read alike are told apart by their number
            st.button(
                f"Take {told}" + (f" · number {seen[told]}" if seen[told] > 1 else ""),
                key=f"take_{task.task.id}",
                icon=":material/call:",
                on_click=ring,
                args=(task.task.scenario_id, task.task.mode, task.task.id),
            )


def in_portfolio() -> None:
    """What waits for the learner in their portfolio, if anything: each line leads to where it is done."""
    waiting = service().todos.of_learner(who)
    if not waiting:
        return
    with card("portfolio_waits"):
        st.header("In your portfolio")
        for one in waiting[:MOST_WAITING]:
            late = " · **overdue**" if one.when == "overdue" else ""
            due = f"{one.due:%A} {one.due.day} {one.due:%B}"
            label = f"{plain_md(one.what)} · by {due}{late}"
            st.page_link(
                "app_pages/portfolio.py",
                label=label,
                icon=":material/grid_on:",
                query_params={"part": one.part},
            )
        if len(waiting) > MOST_WAITING:
            st.markdown(f":gray[and {len(waiting) - MOST_WAITING} more]")


def written() -> None:
    """What is set to be written, or comes back to be studied; one line leads to it."""
    papers = service().papers
    open_ones = [f for f in papers.set_for_me(who) if f.paper is None or f.paper.status == "running"]
    with card("knowledge"):
        st.header("Knowledge")
        for one in open_ones[:3]:
            due = by_when(one.task.due_at)
            state = "begun" if one.paper else "to do"
            st.markdown(f"**{plain_md(one.title)}** · {one.task.mode}, {due} · {state}")
        if not open_ones:
            st.write("Questions, reports and study for the knowledge criteria.")
        st.page_link("app_pages/knowledge.py", label="Open Knowledge", icon=":material/school:")


def shown_so_far() -> None:
    """What the learner's calls have shown, in words and numbers of calls."""
    unit = next(iter(service().library.units.values()))
    titles = unit.criteria
    shown = learning.shown_so_far(who, service().records.findings_counted)
    rows: list[tuple[str, str, FindingWord, str]] = []
    for criterion, row in sorted(shown.items()):
        for word, (sign, words) in _WORDS.items():
            if row.get(word):  # type: ignore[call-overload]
                n = row[word]  # type: ignore[index]
                calls = f"{n} call{'s' if n > 1 else ''}"
                rows.append((criterion, titles[criterion].name, sign, f"{words} in {calls}"))
                break
    with card("shown"):
        st.header("What your calls have shown")
        if rows:
            criteria_grid(rows)
        else:
            st.write("Take a call, and its evidence is counted here.")


gone = st.session_state.pop("go_to_call", "")
if gone:
    st.switch_page("app_pages/call.py", query_params={"attempt": gone})
hour = datetime.now().astimezone().hour
greeting = "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"
st.title(f"{greeting}, {who.name.split()[0]}")
fault = st.session_state.pop("home_fault", "")
if fault:
    st.error(fault)
making_ready = attempts.making_ready(who)  # asked first: it may be running by the next line
running = attempts.running(who)
past = [a for a in attempts.past(who, limit=5) if a.status != "running"]
everywhere = learning.offers(who)
desks = {one.centre: one.centre_name for one in sorted(everywhere, key=lambda o: o.centre_name)}
at_desk = st.session_state.get("desk_of", "")
offers = tuple(one for one in everywhere if at_desk in ("", one.centre))
tasks = learning.tasks(who)
left, right = st.columns([2, 1], gap="medium")
with left:
    if running is not None:
        running_panel(running.id)
    elif making_ready:
        made_ready_panel()
    else:
        undone = tuple(t for t in tasks if not t.done)
        swap = st.session_state.get("swap", 0)
        pick = offers[swap % len(offers)] if offers else None
        next_call(pick, () if swap else undone, learning.warm_up(who))
with right, card("goal"):
    st.header("Your goal")
    goal = learning.goal(who)
    st.write(plain_md(goal) if goal else "Choose one at the end of a debrief.")
    if past:
        last = past[0]
        st.page_link(
            "app_pages/debrief.py",
            label=f"Last call: {day(last.started_at)}",
            icon=":material/timeline:",
            query_params={"attempt": last.id},
        )
below_left, below_right = st.columns(2, gap="medium")
with below_left:
    set_for_you(tasks, free=running is None and not making_ready)
    written()
    in_portfolio()
with below_right:
    shown_so_far()
