"""What stands beside and below the matrix: one criterion, the evidence, plans and feedback, signing off."""

from __future__ import annotations

from datetime import datetime
from html import escape

import streamlit as st

from app_pages._access import service
from app_pages._debrief.drawn import day
from app_pages._kit.drawing import plain_md
from app_pages._kit.layout import card
from app_pages._portfolio import files, forms, planning, sessions, witnesses
from app_pages._portfolio.feedback import feedback_words
from simulator.model.clock import clock, clocks
from simulator.model.matrix import Feedback, Item, Plan, Signature
from simulator.model.planned import PlanReviewed
from simulator.model.portfolio import (
    EvidenceItem,
    Party,
    decision_subject,
    evidence_subject,
    plan_subject,
)
from simulator.model.session import session_subject
from simulator.service.access import Actor
from simulator.service.portfolios import PortfolioView
from simulator.service.todo import to_look_at


def criterion(who: Actor, view: PortfolioView, party: str, chosen: str) -> None:
    """Draw one criterion: its words, what counts, the decision with its signatures, its deeds."""
    row = next(r for r in view.matrix.rows if r.criterion == chosen)
    decision = view.dossier.decisions.get(chosen)
    with card("criterion"):
        st.markdown(f"**{chosen}** {plain_md(row.statement)}")
        methods = ", ".join(view.unit.methods_for(chosen))
        st.markdown(f":gray[May be shown by {plain_md(methods)}. Counted: {plain_md(row.enough.words)}.]")
        if row.gap:
            st.markdown(f":orange[**△ Missing: {plain_md(row.gap)}**]")
        items = [(view.dossier.item(cell.evidence), cell) for cell in row.cells]
        lines = [
            f"{item.reference} {plain_md(item.item.title)}"
            + (f" at {', '.join(clocks(cell.at))}" if cell.at else "")
            + (f" :gray[{plain_md(cell.why)}]" if cell.why else "")
            for item, cell in items
            if item is not None
        ]
        if lines:
            st.markdown("  \n".join(lines))
        if decision is not None:
            _decision(view, chosen)
        if party == "assessor" and not view.dossier.locked:
            _deeds(who, view, chosen, bool(decision))


def _decision(view: PortfolioView, chosen: str) -> None:
    decision = view.dossier.decisions[chosen]
    words = view.unit.decision_words
    value = words.criterion_yes if decision.deed.met else words.criterion_no
    earlier = f" · {decision.earlier} earlier" if decision.earlier else ""
    st.markdown(
        f"**{value}** · {plain_md(view.name(decision.deed.by))}, {day(decision.at)}{earlier}  \n"
        f"{plain_md(decision.deed.reason)}  \n:gray[{', '.join(decision.deed.checks) or 'no check ticked'}]"
    )
    signatures(view, decision_subject(chosen))
    if not decision.deed.qualified and not view.dossier.agreed(chosen):
        st.markdown(":violet[Made by an assessor not yet qualified: it waits for a countersignature.]")


def signatures(view: PortfolioView, subject: str) -> None:
    """Draw who signed a subject; a void signature stands out, with the reason."""
    found = [s for s in view.dossier.signatures if s.subject == subject]
    void = set(view.dossier.voided(subject))
    lines = ""
    for s in found:
        if s in void:
            lines += f'<p class="void red">✕ <b>Void signature</b> {_who(view, s)}: {escape(s.void)}</p>'
        elif not s.void:
            agreed = "" if s.agrees else " <b>does not agree</b>"
            said = f" “{escape(s.comment)}”" if s.comment else ""
            lines += f'<p class="small">✓ Signed {_who(view, s)}{agreed}{said}</p>'
    if lines:
        st.html(lines)


def _who(view: PortfolioView, s: Signature) -> str:
    name, at = escape(view.name(s.by)), escape(day(s.at))
    return f'by {name} as {s.party}, {at} <span class="mono">{s.digest[:8]}</span>'


def _deeds(who: Actor, view: PortfolioView, chosen: str, decided: bool) -> None:
    subject = decision_subject(chosen)
    with st.container(horizontal=True):
        if st.button("Decide again" if decided else "Decide", type="primary", key="decide"):
            forms.decide(who, view, chosen)
        if st.button("Plan this", key="plan_this", icon=":material/event:"):
            planning.plan(who, view, [chosen])
        if st.button("Feedback", key="feedback_this"):
            forms.feedback(who, view, [chosen])
        if decided:
            sign_button(who, view, [subject], f"sign_{chosen}")
        others = to_countersign(who, view)
        if subject in others and st.button("Countersign", key="countersign_this", icon=":material/draw:"):
            forms.sign(who, view, {subject: ""}, "countersigner")
    waiting = to_sign(who, view, "assessor")
    if len(waiting) > 1 and st.button(f"Sign all {len(waiting)} decisions", key="sign_all"):
        forms.sign(who, view, dict.fromkeys(waiting, ""), "assessor")
    if len(others) > 1 and st.button(f"Countersign several of {len(others)}…", key="countersign_all"):
        forms.sign(who, view, dict.fromkeys(others, ""), "countersigner")


def to_sign(who: Actor, view: PortfolioView, party: str) -> list[str]:
    """Return the decisions that wait for this person's signature."""
    d = view.dossier
    mine = [c for c, x in d.decisions.items() if party == "learner" or x.deed.by == who.person_id]
    side = "learner" if party == "learner" else "assessor"
    return [s for s in map(decision_subject, mine) if d.signed(s, side) is None]  # type: ignore[arg-type]


def to_countersign(who: Actor, view: PortfolioView) -> list[str]:
    """Return the decisions of untrained colleagues that wait for this assessor's countersignature."""
    if not service().centre_rules.standing_of(who.person_id).qualified:
        return []
    d = view.dossier
    theirs = [c for c, x in d.decisions.items() if not x.deed.qualified and x.deed.by != who.person_id]
    return [s for s in map(decision_subject, theirs) if d.signed(s, "countersigner") is None]


def sign_button(who: Actor, view: PortfolioView, subjects: list[str], key: str, label: str = "Sign") -> None:
    """Offer to sign what of these subjects this person has not signed yet."""
    party: Party = "learner" if who.person_id == view.learner_id else "assessor"
    open_ones = [s for s in subjects if view.dossier.signed(s, party) is None]
    if open_ones and st.button(label, key=key, icon=":material/draw:"):
        forms.sign(who, view, dict.fromkeys(open_ones, ""), party)


def evidence(who: Actor, view: PortfolioView, party: str) -> None:
    """Draw every item with its text, files and signatures, unmapped ones first."""
    with st.container(horizontal=True):
        if (
            party
            and not view.dossier.locked
            and st.button("Add evidence", type="primary", icon=":material/add:")
        ):
            forms.add_evidence(who, view, party)
        may_register = party == "assessor" and not view.dossier.locked
        if may_register and st.button("Register a witness", icon=":material/person_add:"):
            forms.register_witness(who, view)
        mine = unsigned_evidence(who, view, party)
        if len(mine) > 1 and st.button(f"Sign {len(mine)} items", key="sign_items", icon=":material/draw:"):
            forms.sign(who, view, dict.fromkeys(mine, ""), "learner" if party == "learner" else "assessor")
    witnesses.draw(who, view, may_correct=may_register)
    if not view.dossier.items:
        st.write("Nothing stands in this portfolio yet.")
    unmapped = {i.item.id for i in view.matrix.unmapped}
    for item in sorted(view.dossier.items, key=lambda i: (i.item.id not in unmapped, i.added_at)):
        _item(who, view, party, item, item.item.id in unmapped)


def unsigned_evidence(who: Actor, view: PortfolioView, party: str) -> list[str]:
    """Return the items that lack this party's signature and are theirs to sign."""
    d = view.dossier
    if d.locked or party not in ("learner", "assessor"):
        return []
    theirs = [
        i for i in d.standing if party == "learner" or i.item.method != "observation" or i.by == who.person_id
    ]
    subjects = [evidence_subject(i.item.id) for i in theirs]
    return [s for s in subjects if d.signed(s, party) is None]  # type: ignore[arg-type]


def _item(who: Actor, view: PortfolioView, party: str, item: Item, unmapped: bool) -> None:
    one = item.item
    to = ", ".join(sorted(one.criteria)) or ":red[**not mapped**]"
    gone = " · :red[withdrawn]" if item.withdrawn else ""
    on = f"{one.on.day} {one.on:%b %Y}"
    label = f"**{item.reference}** {plain_md(one.title)} · {on} · {one.origin} · {to}{gone}"
    with st.expander(label, expanded=unmapped):
        st.markdown(plain_md(one.narrative) or ":gray[No narrative.]")
        _exchanges(one)
        for claim in one.claims:
            if claim.at is not None:
                st.markdown(f"- {claim.criterion} at {clock(claim.at)} {plain_md(claim.note)}")
        if one.confirmed:
            named = next((w for w in view.dossier.witnesses if w.witness == one.witness), None)
            said = f"{named.name}, {named.role}" if named else "not in the register any more"
            st.markdown(f":gray[Witness: {plain_md(said)}; confirmed: {plain_md(one.confirmed)}]")
        if one.prior:
            st.markdown(f":gray[Prior learning: {plain_md(one.prior.source)}, {plain_md(one.prior.period)}]")
        by = plain_md(view.name(item.by))
        versions = "1 version" if item.versions == 1 else f"{item.versions} versions"
        st.markdown(f":gray[{plain_md(one.method)}, entered by {by}, {versions}]")
        for kept in one.files:
            files.one(who, view, one.id, kept)
        signatures(view, evidence_subject(one.id))
        if one.attempt:
            st.markdown(sessions.session_words(view, one.attempt))
            signatures(view, session_subject(one.attempt))
        if party and not item.withdrawn and not view.dossier.locked:
            _item_deeds(who, view, party, item)


def _item_deeds(who: Actor, view: PortfolioView, party: str, item: Item) -> None:
    one = item.item
    with st.container(horizontal=True):
        if evidence_subject(one.id) in unsigned_evidence(who, view, party):
            sign_button(who, view, [evidence_subject(one.id)], f"sign_{one.id}")
        if one.attempt and may_sign_session(who, view, party, one.attempt):
            label = "Sign the session sheet"
            sign_button(who, view, [session_subject(one.attempt)], f"sheet_{one.id}", label)
        if party == "assessor" or item.by == who.person_id:
            if st.button("Change or map", key=f"map_{one.id}"):
                forms.remap(who, view, one.id)
            if st.button("Withdraw", key=f"gone_{one.id}"):
                forms.withdraw(who, view, one.id)


def may_sign_session(who: Actor, view: PortfolioView, party: str, attempt: str) -> bool:
    """Tell whether a session sheet is this person's to sign: the learner's, or of who filled it in."""
    session = view.dossier.session(attempt)
    return session is not None and (party == "learner" or session.deed.by == who.person_id)


def _exchanges(one: EvidenceItem) -> None:
    """Draw what was asked and answered, word for word, and what was agreed beforehand."""
    if one.agreed:
        st.markdown(
            f":gray[Agreed on {one.agreed.on.day} {one.agreed.on:%B %Y}: {plain_md(one.agreed.areas)}]"
        )
    for asked in one.exchanges:
        outcome = f" · {asked.outcome}" if asked.outcome else ""
        st.markdown(f"**{plain_md(asked.criterion)} {plain_md(asked.question)}**{outcome}")
        st.markdown(plain_md(asked.answer) or ":gray[Nothing was written.]")


def plans(who: Actor, view: PortfolioView, party: str) -> None:
    """Draw plans with their reviews, and feedback with the learner's answers."""
    if party == "assessor" and not view.dossier.locked and st.button("Plan an assessment", type="primary"):
        planning.plan(who, view, [])
    for one in view.dossier.plans:
        _plan(who, view, party, one)
    st.header("Feedback")
    if not view.dossier.feedback:
        st.write("No feedback yet.")
    for said in view.dossier.feedback:
        _feedback(who, view, party, said)


def _plan(who: Actor, view: PortfolioView, party: str, one: Plan) -> None:
    made = one.made
    with st.expander(
        f"{', '.join(made.criteria)} · {made.method} · by {one.due.day} {one.due:%b} · {_stands(one)}",
        expanded=one.to_review,
    ):
        st.markdown(plain_md(", ".join(p for p in (made.what, made.place, made.at_time, made.means) if p)))
        agreed = "agreed with the learner" if made.agreed else "not agreed with the learner yet"
        agreed += "; adjustments apply" if made.adjusted else ""
        held = f"; held as {found.reference}" if (found := view.dossier.item(one.held)) else ""
        st.markdown(f":gray[Planned {day(one.at)}, {agreed}{held}.]")
        for review in one.reviews:
            st.markdown(f"- {review.outcome}: {plain_md(review.text)}{_rest(review)}")
        signatures(view, plan_subject(made.plan))
        if party:
            sign_button(who, view, [plan_subject(made.plan)], f"sign_{made.plan}")
        if party == "assessor" and one.to_review and not view.dossier.locked:
            planning.review(who, view, made.plan)


def _stands(one: Plan) -> str:
    """Say how a plan stands; one that waits for its review after its day is late."""
    late = one.to_review and one.due < datetime.now().astimezone().date()
    return f":orange[**{one.state}, overdue**]" if late else one.state


def _rest(said: PlanReviewed) -> str:
    """Return what else a review says: what is outstanding, and whose action follows."""
    left = f" Outstanding: {plain_md(said.outstanding)}." if said.outstanding else ""
    return left + (f" Action ({plain_md(said.owner)}): {plain_md(said.action)}." if said.action else "")


def _feedback(who: Actor, view: PortfolioView, party: str, said: Feedback) -> None:
    given = said.given
    with card(f"feedback_{given.feedback}"):
        feedback_words(view, said)
        if party == "learner" and said.open:
            _answer(who, view, given.feedback)
        if party == "assessor" and to_look_at(view.dossier, said):
            about = f", or deciding {' or '.join(given.criteria)} again," if given.criteria else ""
            st.markdown(
                f":orange[:material/visibility: To look at: the learner says that it is done.] "
                f"Feedback on it{about} closes this."
            )
            if st.button("Give feedback on what was done", key=f"close_{given.feedback}"):
                forms.feedback(who, view, list(given.criteria), given.attempt)


def _answer(who: Actor, view: PortfolioView, feedback: str) -> None:
    with st.form(f"answer_{feedback}", border=False):
        text = st.text_input("Your answer")
        done = st.checkbox("The action is done")
        if st.form_submit_button("Answer"):
            forms.attempt(
                lambda: service().gathering.answer_feedback(
                    who, view.learner_id, view.unit.number, feedback, text=text, done=done
                ),
                "Your assessor can read it.",
            )
