"""Dialogs of the portfolio page: evidence, witness, plan, feedback, decision, signature; one deed each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

import streamlit as st

from app_pages._access import service
from app_pages._kit.drawing import plain_md
from app_pages._portfolio.fields import (
    claims_for,
    criteria_field,
    method_fields,
    prior_fields,
    what_happened,
    witness_entry,
    witness_fields,
)
from app_pages._portfolio.plans import plan_to_fulfil
from simulator.model.matrix import Dossier
from simulator.model.planned import WitnessRegistered
from simulator.model.portfolio import CHECKS, DECLARATION, EvidenceItem, Party
from simulator.model.profile import PROFILE
from simulator.model.unit import Method
from simulator.service.access import Actor
from simulator.service.deciding import statement_of
from simulator.service.errors import ServiceError
from simulator.service.portfolios import PortfolioView
from simulator.service.uploads import LARGEST_MB, TYPES, Upload

METHODS: tuple[Method, ...] = get_args(Method)
NARRATIVES: dict[Method, str] = {
    "witness testimony": "What the witness saw the learner do, in the witness's words",
    "questioning": "What was asked and answered, word for word",
    "professional discussion": "What was discussed, and what was said",
}


def attempt(deed: Callable[[], object], said: str) -> None:
    """Do a deed; show what it refuses, or say it was done and draw the page anew."""
    try:
        deed()
    except ServiceError as fault:
        st.error(str(fault))
    else:
        tell(said)
        st.rerun()


def tell(said: str) -> None:
    """Say something above the page once it is drawn anew."""
    st.session_state["portfolio_said"] = said


def cancelled() -> None:
    """Offer to close a dialog that closes by nothing else: a stray key would lose a page of writing.

    What was typed is gone then, so that it never stands in the same dialog of another learner.
    """
    if st.button("Cancel", key="cancel_dialog"):
        st.rerun()


@st.dialog("Decide", width="medium", dismissible=False)
def decide(who: Actor, view: PortfolioView, criterion: str) -> None:
    """The decision on one criterion. Nothing is ticked or written beforehand."""
    unit, words = view.unit, view.unit.decision_words
    row = next(r for r in view.matrix.rows if r.criterion == criterion)
    st.markdown(f"**{criterion}** {plain_md(unit.criteria[criterion].statement)}")
    mapped = {i.item.id: i for i in view.dossier.standing if criterion in i.item.criteria}
    cells = {c.evidence: c for c in row.cells}

    def label(evidence: str) -> str:
        item, cell = mapped[evidence], cells[evidence]
        why = f" ({cell.why})" if cell.why else ""
        return f"{item.reference} · {item.item.title} · {item.item.origin}{why}"

    with st.form("decide_form", border=False):
        relied = st.multiselect(
            "Evidence relied on", list(mapped), format_func=label, placeholder="Choose", select_all=False
        )
        st.markdown(f":gray[The centre's rule so far: {plain_md(row.enough.words)}]")
        checks = st.pills("The evidence is", CHECKS, selection_mode="multi")
        value = st.radio("Decision", [words.criterion_yes, words.criterion_no], index=None, horizontal=True)
        reason = st.text_area("Your reason", max_chars=2000, placeholder="What shows it, and where")
        sent = st.form_submit_button("Record decision", type="primary")
    cancelled()
    if sent:
        if value is None:
            st.error(f"Choose {words.criterion_yes} or {words.criterion_no}.")
            return
        attempt(
            lambda: service().deciding.decide(
                who,
                view.learner_id,
                unit.number,
                criterion,
                met=value == words.criterion_yes,
                checks=checks or [],
                reason=reason,
                relied_on=relied,
            ),
            f"{criterion}: {value} is recorded. It holds once you sign it.",
        )


@st.dialog("Decide the unit", dismissible=False)
def decide_unit(who: Actor, view: PortfolioView) -> None:
    """The decision on the whole unit."""
    words = view.unit.decision_words
    for sentence in view.matrix.blocking:
        st.markdown(f":material/block: {plain_md(sentence)}")
    with st.form("decide_unit_form", border=False):
        value = st.radio("The learner is", [words.unit_yes, words.unit_no], index=None, horizontal=True)
        reason = st.text_area("Your reason", max_chars=2000)
        sent = st.form_submit_button("Record decision", type="primary")
    cancelled()
    if sent and value is None:
        st.error(f"Choose {words.unit_yes} or {words.unit_no}.")
    elif sent:
        attempt(
            lambda: service().deciding.decide_unit(
                who, view.learner_id, view.unit.number, competent=value == words.unit_yes, reason=reason
            ),
            f"Unit {view.unit.number}: {value} is recorded.",
        )


@st.dialog("Sign", dismissible=False)
def sign(who: Actor, view: PortfolioView, subjects: Mapping[str, str], party: Party) -> None:
    """Ask for the password once more; what is signed is named. Several are countersigned by choice."""
    names = {s: subject_name(view.dossier, s) for s in subjects}
    if party == "countersigner" and len(names) > 1:
        taken = st.pills(
            "What you say is said of each decision that is taken here",
            list(names),
            selection_mode="multi",
            default=list(names),
            format_func=lambda s: names[s].removeprefix("decision on "),
            key="to_countersign",
        )
        names = {s: words for s, words in names.items() if s in taken}
    st.markdown(f"You sign: {plain_md(', '.join(names.values()) or 'nothing yet')}")
    seen = {s: view.dossier.digests[s] for s in names}
    statement = statement_of(party, seen)
    agrees: bool | None = True
    comment = ""
    with st.form("sign_form", border=False):  # a form hands everything over at once, also what was just typed
        st.write(statement)
        if party == "countersigner":
            said = st.radio("You", ["agree", "do not agree"], index=None, horizontal=True)
            agrees = None if said is None else said == "agree"
            comment = st.text_area("Comment, and what the assessor should develop", max_chars=2000)
        else:
            comment = st.text_area("Comment (if you want)", max_chars=2000)
        password = st.text_input("Your password", type="password")
        signs = st.form_submit_button("Sign now", type="primary")
    cancelled()
    if signs and agrees is None:
        st.error("Choose agree or do not agree.")
    elif signs:
        deciding = service().deciding
        unit = view.unit.number

        def deed() -> object:
            if party == "countersigner":
                return deciding.countersign(
                    who, view.learner_id, unit, seen, password=password, agrees=bool(agrees), comment=comment
                )
            return deciding.sign(who, view.learner_id, unit, seen, password=password, comment=comment)

        attempt(deed, "Signed. A later edit will void the signature, in sight of everybody.")


@st.dialog("Add evidence", width="large", dismissible=False)
def add_evidence(who: Actor, view: PortfolioView, party: str, draft: EvidenceItem | None = None) -> None:
    """One item of evidence; what a call prepared can be changed, its narrative is always the author's."""
    methods = METHODS if party == "assessor" else ("product",)
    start = methods.index(draft.method) if draft and draft.method in methods else 0
    method = st.selectbox("Method", methods, index=start)
    from_before = st.checkbox("Prior learning: from before this programme")
    with st.form("add_evidence_form", border=False):
        item, missing = what_happened(draft, method)
        criteria = criteria_field(view, draft, method)
        narrative = st.text_area(
            NARRATIVES.get(method, "What happened, in your own words"),
            height=120,
            max_chars=8000,
            placeholder="Name the criterion beside it",
        )
        witness, confirmed = witness_fields(view) if method == "witness testimony" else ("", "")
        plan = ""
        if method == "professional discussion":
            plan = plan_to_fulfil(who, view.learner_id, view.unit.number, key="evidence_plan")
        details = method_fields(method)
        prior = prior_fields() if from_before else None
        files = st.file_uploader(
            "Files", accept_multiple_files=True, type=sorted(TYPES), max_upload_size=LARGEST_MB
        )
        sent = st.form_submit_button("Keep evidence", type="primary")
    cancelled()
    if sent and missing:
        st.error(missing)
    elif sent:
        told = {"narrative": narrative, "witness": witness, "confirmed": confirmed, "prior": prior}
        told |= {"plan": plan, **details}
        claims = claims_for(draft.claims if draft else (), criteria)
        whole = item.model_copy(update={"claims": claims, **told})
        uploads = [Upload(f.name, f.getvalue()) for f in files or []]
        attempt(
            lambda: service().gathering.add_evidence(who, view.learner_id, view.unit.number, whole, uploads),
            "The evidence stands in the portfolio.",
        )


@st.dialog("Register a witness", dismissible=False)
def register_witness(who: Actor, view: PortfolioView) -> None:
    """One more name in the register of witnesses."""
    with st.form("register_witness_form", border=False):
        made = witness_entry()
        sent = st.form_submit_button("Register", type="primary")
    cancelled()
    if sent:
        attempt(
            lambda: service().gathering.register_witness(who, view.learner_id, view.unit.number, made),
            f"{made.name} stands in the register of witnesses.",
        )


@st.dialog("Correct a witness", dismissible=False)
def correct_witness(who: Actor, view: PortfolioView, witness: WitnessRegistered) -> None:
    """What an entry in the register should say, or that it should not stand there; and why."""
    with st.form("correct_witness_form", border=False):
        right = witness_entry(witness)
        struck = st.checkbox("Strike this entry out: it should not stand in this portfolio")
        reason = st.text_input("What was wrong", max_chars=500)
        st.markdown(
            ":gray[The first entry stays in the record, with your name and reason. Signatures under what "
            "this witness testified become void.]"
        )
        sent = st.form_submit_button("Correct", type="primary")
    cancelled()
    if sent:
        attempt(
            lambda: service().gathering.correct_witness(
                who, view.learner_id, view.unit.number, right, reason, struck=struck
            ),
            f"{witness.name} is struck out." if struck else f"The entry of {right.name} is corrected.",
        )


@st.dialog("Change or map", dismissible=False)
def remap(who: Actor, view: PortfolioView, evidence: str) -> None:
    """To which criteria an item is mapped, and why that changes."""
    found = view.dossier.item(evidence)
    if found is None:
        return
    item = found.item
    allowed = [c for c in view.unit.criteria if item.method in view.unit.methods_for(c)]
    st.markdown(f"**{found.reference}** {plain_md(item.title)}")
    with st.form("remap_form", border=False):
        criteria = st.multiselect(
            "Criteria", allowed, default=[c for c in item.criteria if c in allowed], select_all=False
        )
        narrative = st.text_area("What happened", value=item.narrative, max_chars=8000)
        reason = st.text_input("Why it changes", max_chars=500)
        st.markdown(":gray[Signatures that covered this item become void. Both texts stay in the record.]")
        sent = st.form_submit_button("Keep", type="primary")
    cancelled()
    if sent:
        claims = claims_for(item.claims, criteria)
        changed = item.model_copy(update={"claims": claims, "narrative": narrative})
        attempt(
            lambda: service().gathering.change_evidence(
                who, view.learner_id, view.unit.number, changed, reason
            ),
            f"{found.reference} is changed.",
        )


@st.dialog("Withdraw evidence", dismissible=False)
def withdraw(who: Actor, view: PortfolioView, evidence: str) -> None:
    """Take an item out of account."""
    with st.form("withdraw_form", border=False):
        reason = st.text_input("Why it is withdrawn", max_chars=500)
        sent = st.form_submit_button("Withdraw", type="primary")
    cancelled()
    if sent:
        attempt(
            lambda: service().gathering.withdraw_evidence(
                who, view.learner_id, view.unit.number, evidence, reason
            ),
            "Withdrawn. It stays in the record.",
        )


@st.dialog("Give feedback", width="medium", dismissible=False)
def feedback(who: Actor, view: PortfolioView, criteria: list[str], attempt_id: str = "") -> None:
    """Feedback tied to criteria, from the bank and in one's own words."""
    wanted = st.multiselect("Criteria", list(view.unit.criteria), default=criteria, select_all=False)
    bank = service().observing.bank(view.unit.number)
    offered = {c.id: c.text for c in bank.about({one: view.unit.outcome_of(one).id for one in wanted})}
    chosen = st.multiselect(
        f"From the comment bank (version {bank.version})",
        list(offered),
        format_func=offered.__getitem__,
        select_all=False,
    )
    with st.form("feedback_form", border=False):
        text = st.text_area("In your own words", max_chars=2000)
        not_shown = st.text_input("Not yet shown (if anything)", max_chars=1000)
        needed = st.text_input("What is needed (not how to do it)", max_chars=1000)
        action = st.text_input("Action for the learner", max_chars=500)
        due = st.date_input("By", value=None, format="DD/MM/YYYY")
        sent = st.form_submit_button("Give feedback", type="primary")
    cancelled()
    if sent:
        attempt(
            lambda: service().observing.give_feedback(
                who,
                view.learner_id,
                view.unit.number,
                criteria=wanted,
                text=text,
                comments=chosen,
                action=action,
                due=due,
                attempt=attempt_id,
                not_shown=not_shown,
                needed=needed,
            ),
            "The learner can read it now.",
        )


def subject_name(dossier: Dossier, subject: str) -> str:
    """Return what is signed in words: ``decision on 1.1``, ``OBS1``, ``the unit``."""
    kind, _, rest = subject.partition(":")
    if kind == "decision":
        return f"decision on {rest}"
    if kind == "evidence":
        item = dossier.item(rest)
        return item.reference if item else rest
    if kind == "session":
        return "the session sheet"
    if kind == "plan":
        plan_of = next((p for p in dossier.plans if p.made.plan == rest), None)
        return f"plan for {', '.join(plan_of.made.criteria)}" if plan_of else "plan"
    named = {DECLARATION: "the learner's declaration", PROFILE: "the learner's profile"}
    return named.get(kind, "the unit")
