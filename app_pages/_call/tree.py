"""The Tree panel: the way taken through a decision tree, the question in hand, and how much may be left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from app_pages._call.desk import Desk, press, try_to
from app_pages._kit.drawing import plain_md
from simulator.model.commands import LeaveTree, WalkTree
from simulator.model.events import TreeWalked
from simulator.model.organisation_rules import DecisionTree, TreeNode, TreeOutcome

_ANSWERS = {"yes": "Yes", "no": "No", "not known": "Not known"}


def tree(desk: Desk) -> None:
    """Walk a decision tree, one question at a time; answers stay in sight and can be changed."""
    chosen = _choose(desk)
    if chosen is None:
        return
    nodes = {n.id: n for n in chosen.nodes}
    path = desk.screen.walked.get((desk.incident, chosen.id), ())
    place = desk.screen.trees.get((desk.incident, chosen.id), chosen.starts)
    again = _AnswerAgain(f"tree_again_{desk.incident}_{chosen.id}")
    at = again.node if again.node in {step.node for step in path} else ""
    _where(path, at, place, nodes)
    for step in path:
        _answered(step, nodes[step.node], again)
    if at:
        _question(desk, chosen, nodes[at], again, changing=True)
    elif outcome := next((o for o in chosen.outcomes if o.id == place), None):
        _outcome(outcome)
    else:
        _question(desk, chosen, nodes[place], again, changing=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        if path and not at:
            st.button(
                "Back",
                icon=":material/arrow_back:",
                key=f"back_{chosen.id}",
                on_click=again.set,
                args=(path[-1].node,),
            )
        if path and place in nodes:
            _leave(desk, chosen.id)


class _AnswerAgain:
    """Which answered question this window wants to answer anew."""

    def __init__(self, key: str) -> None:
        self._key = key

    @property
    def node(self) -> str:
        """The question, or nothing."""
        return str(st.session_state.get(self._key, ""))

    def set(self, node: str) -> None:
        """Put a question back in hand (nothing: none)."""
        st.session_state[self._key] = node


def _choose(desk: Desk) -> DecisionTree | None:
    kind = desk.log.fields.get(desk.screen.organisation.type_field, "") if desk.log else ""
    trees = in_order(desk.screen.organisation.trees, kind)
    titles = {t.id: t.title for t in trees}
    started = next((t for (incident, t) in desk.screen.trees if incident == desk.incident), "")
    opens = started or opens_by_itself(trees, kind)
    chosen = st.selectbox(
        "Decision tree",
        list(titles),
        index=list(titles).index(opens) if opens else None,
        format_func=titles.__getitem__,
        placeholder="Choose a tree",
        key=f"tree_{desk.incident}_{opens}",  # another type may open another tree; one begun stays
    )
    if chosen is None:
        words = (
            "No tree is written for this type of incident. Choose one if it helps."
            if kind
            else "Choose the type of incident in the log, and its tree opens here. Or choose one yourself."
        )
        st.html(f'<p class="gray">{words}</p>')
    return next((t for t in trees if t.id == chosen), None)


def in_order(trees: Iterable[DecisionTree], kind: str) -> list[DecisionTree]:
    """Return trees by how they fit the type of incident chosen in the log: its own, then those for any."""
    return sorted(trees, key=lambda t: (kind not in t.types, bool(t.types)))


def opens_by_itself(trees: Sequence[DecisionTree], kind: str) -> str:
    """Return the tree that a log of this type opens, or one for any incident, else nothing.

    Nothing but the learner's own choice of type says which: a tree named unasked would name the incident.
    """
    return next((t.id for t in in_order(trees, kind) if kind in t.types or not t.types), "")


def _where(path: tuple[TreeWalked, ...], at: str, place: str, nodes: Mapping[str, TreeNode]) -> None:
    """Say which question this is and how many there can still be."""
    before = next((n for n, step in enumerate(path) if step.node == at), len(path))
    left = longest(at or place, nodes)
    if not left:
        words = f"Answered {len(path)}, the end is reached"
    elif left == 1:
        words = f"Question {before + 1}, the last one"
    else:
        words = f"Question {before + 1} of at most {before + left}"
    st.html(f'<p class="gray">{words}</p>')


def longest(node: str, nodes: Mapping[str, TreeNode], seen: frozenset[str] = frozenset()) -> int:
    """Return the most questions that can still come, the one given among them; an outcome has none."""
    if node not in nodes or node in seen:
        return 0
    one, seen = nodes[node], seen | {node}
    return 1 + max(longest(after, nodes, seen) for after in {one.yes, one.no, one.not_known})


def _answered(step: TreeWalked, node: TreeNode, again: _AnswerAgain) -> None:
    with st.container(
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        key=f"step_{node.id}",
    ):
        st.markdown(
            f":green[:material/check:] {plain_md(node.ask)} **{_ANSWERS[step.answer]}**", width="stretch"
        )
        st.button(
            "Change",
            key=f"change_{node.id}",
            type="tertiary",
            help=f"Answer again: {node.ask}",
            on_click=again.set,
            args=(node.id,),
        )


def _question(
    desk: Desk, chosen: DecisionTree, node: TreeNode, again: _AnswerAgain, *, changing: bool
) -> None:
    with st.container(key="tree_question", border=True, gap="small"):
        st.markdown(f"**{plain_md(node.ask)}**" + (f"  \n:gray[{plain_md(node.help)}]" if node.help else ""))
        with st.container(horizontal=True):
            for answer, words in _ANSWERS.items():
                command = WalkTree.model_validate(
                    {"incident": desk.incident, "tree": chosen.id, "node": node.id, "answer": answer}
                )
                st.button(
                    words,
                    key=f"walk_{chosen.id}_{node.id}_{answer}",
                    on_click=_walk,
                    args=(desk, command, again),
                )
        if changing:
            st.html('<p class="gray">Another answer here takes the later ones with it.</p>')
            st.button("Keep the answer", key="keep_answer", on_click=again.set, args=("",))
        st.html(f'<p class="gray">Clause {node.clause}. Nothing is said for you: ask in your own words.</p>')


def _walk(desk: Desk, command: WalkTree, again: _AnswerAgain) -> None:
    again.set("")
    press(desk, command)


def _outcome(outcome: TreeOutcome) -> None:
    with st.container(key="tree_question", border=True, gap="small"):
        st.markdown(f"**{plain_md(outcome.text)}**")
        st.html(f'<p class="gray">Clause {outcome.clause}</p>')


def _leave(desk: Desk, tree_id: str) -> None:
    with st.popover("Leave the tree…"):
        why = f"leave_{tree_id}_{desk.incident}"
        st.text_input("Why do you leave it?", key=why)
        st.button("Leave the tree", key=f"leaving_{tree_id}", on_click=_leave_for, args=(desk, tree_id, why))


def _leave_for(desk: Desk, tree_id: str, why: str) -> None:
    """Leave a tree for the reason that was written; without one nothing happens."""
    if reason := st.session_state[why].strip():
        try_to(desk, LeaveTree(incident=desk.incident, tree=tree_id, reason=reason))
