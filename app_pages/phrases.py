"""Phrasings: what learners said that was not understood, offered to a tutor for the centre's own phrases.

Nothing is added by itself, and no line shows who said it. Learners never see this page.
"""

from __future__ import annotations

from hashlib import sha256

import streamlit as st

from app_pages._access import require_role, service
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from simulator.service.errors import ServiceError
from simulator.service.phrasings import Addition, Board, Changed, Effect, Figures, Offered, Said, Standing

AT_ONCE = 8
who = require_role("tutor")
phrasings, library = service().phrasings, service().library
titles = {s.id: s.title for s in library.scenarios()}


def key_of(offered: Offered) -> str:
    """Return the short key under which a proposal's widgets stand."""
    told = f"{offered.proposal.phrase}\n{offered.proposal.act}\n{offered.scenario}"
    return sha256(told.encode()).hexdigest()[:12]


def chosen(offered: Offered) -> Addition:
    """Return what stands in a proposal's fields now."""
    key = key_of(offered)
    act = st.session_state.get(f"act_{key}") or ""
    own = act in library.scenario(offered.scenario).acts
    phrase = str(st.session_state.get(f"phrase_{key}", offered.proposal.phrase))
    return Addition(phrase, act, offered.scenario if own else "")


def accept(offered: Offered) -> None:
    """Add what stands in the fields."""
    try:
        phrasings.accept(who, chosen(offered))
        said = (
            f"“{plain_md(chosen(offered).phrase)}” is added. Calls that begin from now on are read with it."
        )
        st.session_state["phrases_said"] = said
    except ServiceError as fault:
        st.session_state[f"fault_{key_of(offered)}"] = str(fault)


def try_out(offered: Offered) -> None:
    """Weigh what stands in the fields, and say meanwhile that it takes a while."""
    key = key_of(offered)
    st.session_state.pop(f"effect_{key}", None)
    try:
        addition = chosen(offered)
        with st.spinner("Trying it. The first time this takes about a minute."):
            st.session_state[f"effect_{key}"] = (addition, phrasings.weigh(who, [addition]))
    except ServiceError as fault:
        st.session_state[f"fault_{key}"] = str(fault)


def dismiss(offered: Offered) -> None:
    """Never offer it again."""
    phrasings.dismiss(who, offered)
    st.session_state["phrases_said"] = f"“{plain_md(offered.proposal.phrase)}” will not be offered again."


def take_back(addition: Addition) -> None:
    """Remove one of the centre's own phrasings."""
    try:
        phrasings.take_back(who, addition)
        st.session_state["phrases_said"] = f"“{plain_md(addition.phrase)}” is taken back."
    except ServiceError as fault:
        st.session_state["phrases_fault"] = str(fault)


def of_a_hundred(figures: Figures) -> str:
    """Return a reader's figures in words."""
    return (
        f"Of 100 things meant, {figures.recall * 100:.0f} are heard. Of 100 things heard, "
        f"{figures.precision * 100:.0f} are heard right. Of 100 lines that mean none of them, "
        f"{figures.false_accepts * 100:.0f} are taken for one."
    )


def why(offered: Offered) -> str:
    """Say where a proposal comes from."""
    found = offered.proposal
    said = f"Said {found.times} times" if found.times > 1 else "Said once"
    where = titles.get(offered.scenario, offered.scenario)
    if found.holds_nothing:
        reason = "an assessor says that the line holds no act, and it was taken for one"
    elif found.certain:
        reason = "an assessor re-tagged the line"
    elif found.act:
        reason = f"not understood; the meaning is the reader's guess, of which it is {found.score:.0%} sure"
    else:
        reason = "not understood, and nothing comes near: choose what it means, or dismiss it"
    return f"{said} in {plain_md(where)}: {reason}."


def show_effect(effect: Effect) -> None:
    """What an addition would do to the lines that the reader is tried on."""
    was, would = effect.before, effect.after
    counts = (
        ("heard right", was.right, would.right),
        ("heard wrongly", was.wrong, would.wrong),
        ("not heard", was.missed, would.missed),
        ("lines that mean none of them, taken for one", was.taken, would.taken),
    )
    told = "; ".join(f"{words}: {before} → {after}" for words, before, after in counts)
    st.markdown(f"**On the lines that the reader is tried on**: {told}.")
    show_changed(effect.changed)
    st.markdown("**Of what was said in calls and not understood or re-tagged**, this would change:")
    show_changed(effect.said)


def show_changed(lines: tuple[Changed, ...]) -> None:
    """The lines that would be read otherwise, the first ten of them."""
    if not lines:
        st.markdown("None of them would be read otherwise.")
    for line in lines[:10]:
        st.markdown(f"- {changed(line)}")
    if len(lines) > 10:
        st.markdown(f"- and {len(lines) - 10} more")


def changed(line: Changed) -> str:
    """Say how one line would be read otherwise."""
    sign = {True: "better: ", False: "worse: ", None: ""}[line.better]
    before, after = (
        ", ".join(labels.get(a, a) for a in acts) or "nothing" for acts in (line.before, line.after)
    )
    return f"{sign}“{plain_md(line.text)}” was heard as {plain_md(before)}, would be {plain_md(after)}"


def proposal(offered: Offered, acts: dict[str, str]) -> None:
    """One proposal: what was said, what it means, what it comes near, and the three deeds."""
    key = key_of(offered)
    with card(f"phrase_{key}"):
        st.header(f"“{plain_md(offered.proposal.phrase)}”")
        st.markdown(why(offered))
        for line in offered.proposal.lines:
            if line != offered.proposal.phrase:
                st.markdown(f"In full: “{plain_md(line)}”")
        names = list(acts)
        start = offered.addition.act
        st.selectbox(
            "It means",
            names,
            index=names.index(start) if start in names else None,
            format_func=acts.__getitem__,
            placeholder="Choose",
            key=f"act_{key}",
        )
        st.text_input("Phrasing to add", value=offered.proposal.phrase, key=f"phrase_{key}", max_chars=200)
        for near in phrasings.near(who, chosen(offered), offered.scenario):
            told = f"Near “{plain_md(near.phrase)}”, {plain_md(acts.get(near.act, near.act))}"
            st.markdown(f"{told} ({near.likeness:.0%} alike)")
        with st.container(horizontal=True):
            tries = st.button("Try it", key=f"try_{key}", help="Shows what would be read otherwise")
            st.button("Add it", key=f"add_{key}", on_click=accept, args=(offered,), type="primary")
            st.button("Dismiss", key=f"dismiss_{key}", on_click=dismiss, args=(offered,))
        if tries:
            try_out(offered)
        if f"fault_{key}" in st.session_state:
            st.error(st.session_state.pop(f"fault_{key}"))
        tried = st.session_state.get(f"effect_{key}")
        if tried is not None and tried[0] == chosen(offered):
            show_effect(tried[1])


def own_phrasings() -> None:
    """The centre's own phrasings, each with a way back."""
    added = phrasings.own(who)
    if not added:
        return
    with card("own_phrases"):
        st.header("The centre's own phrasings")
        for number, addition in enumerate(added):
            with st.container(horizontal=True, vertical_alignment="center"):
                label = all_labels.get(addition.act, addition.act)
                st.markdown(f"“{plain_md(addition.phrase)}” · {plain_md(label)}", width="stretch")
                st.button(
                    "Take back",
                    key=f"back_{number}",
                    on_click=take_back,
                    args=(addition,),
                    help=f"Take back “{addition.phrase}”",
                )


def summary(said: Said) -> None:
    """What the proposals come from."""
    if not said.not_understood and not said.retagged:
        st.markdown("In the finished calls every line was understood, and none was re-tagged.")
        return
    st.markdown(
        f"Lines of finished calls, without names: **{said.not_understood}** were not understood, "
        f"**{said.retagged}** were re-tagged by an assessor."
    )


def read_with_progress(scenario: str) -> Board:
    """Read what was said; each call in which something was said has a reader that may have to be fitted."""
    bar = st.empty()

    def tell(done: int, of: int) -> None:
        """Say how many calls are read."""
        bar.progress(done / of, f"Reading what was said: {done} of {of} calls. The first time takes a while.")

    board = phrasings.board(who, scenario, tell)
    bar.empty()
    return board


def how_it_reads() -> None:
    """How the reader did when it was last tried, and a way to try it again."""
    with card("standing"):
        st.header("How well learners are understood")
        place = st.container()
        found = phrasings.last_standing(who)
        if found is None or not found.now:
            words = "Try the reader" if found is None else "Try it again"
            if st.button(words, key="try_reader", help="Takes about a minute the first time"):
                tried()
                st.rerun()
        with place:
            last_tried(found)


def tried() -> None:
    """Try the reader, and say how far that is."""
    bar = st.progress(0.0, "Learning the phrases. The first time takes about half a minute.")

    def tell(done: int, of: int) -> None:
        """Say how many lines are read; a bar drawn for each of them would cost more than reading them."""
        if done % 10 == 0:
            bar.progress(done / of, f"Reading {of} lines whose meaning is known: {done} are read.")

    phrasings.standing(who, tell)


def last_tried(found: Standing | None) -> None:
    """What was found when the reader was last tried."""
    if found is None:
        st.markdown("The reader was not tried here yet: it reads lines whose meaning is known.")
        return
    at = found.tried_at.astimezone()
    st.markdown(f"Tried on {found.lines} lines whose meaning is known. {of_a_hundred(found.figures)}")
    since = "" if found.now else " The phrases or the reader have changed since."
    st.caption(f"{at.day} {at:%B %Y, %H:%M}, reader {plain_md(found.reader)}.{since}")


st.title("Phrasings")
st.write(
    "What learners typed and the simulator did not understand. Add a phrasing, and calls that begin later "
    "are read with it."
)
if "phrases_said" in st.session_state:
    st.success(st.session_state.pop("phrases_said"))
if "phrases_fault" in st.session_state:
    st.error(st.session_state.pop("phrases_fault"))
scenario = st.selectbox(
    "Said in",
    ["", *titles],
    format_func=lambda name: titles.get(name, "All calls"),
    key="phrases_scenario",
)
all_labels = phrasings.labels(who)
labels = all_labels | {a: words for name in titles for a, words in library.acts(name).items()}
try:
    summary(phrasings.said(who, scenario))
    board = read_with_progress(scenario)
except ServiceError as fault:
    st.error(str(fault))
    st.stop()
shown = st.session_state.get("phrases_shown", AT_ONCE)
for one in board.offered[:shown]:
    proposal(one, phrasings.labels(who, one.scenario))
if not board.offered:
    st.write("Nothing is proposed. Proposals come from what learners say and from what assessors re-tag.")
elif len(board.offered) > shown:

    def show_more() -> None:
        """Show the next proposals."""
        st.session_state["phrases_shown"] = shown + AT_ONCE

    st.button(f"Show more ({len(board.offered) - shown} left)", on_click=show_more)
own_phrasings()
how_it_reads()
