"""What a signature is bound to: one digest for the content of each subject that can be signed.

The digest covers everything that the signer vouches for, also the evidence that a decision relies on: when
any of it is written anew the digest is another one, and the signature no longer holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from simulator.model.matrix import Decision, Item, Plan, UnitDecision
from simulator.model.planned import WitnessCorrected
from simulator.model.portfolio import (
    DECLARATION,
    UNIT,
    LearnerDeclared,
    decision_subject,
    evidence_subject,
    plan_subject,
)
from simulator.model.profile import PROFILE, LearnerProfile
from simulator.model.reading import Value
from simulator.model.session import Session, session_subject
from simulator.model.word_sets import word_set


def digest_of(content: Any) -> str:
    """Return the SHA-256 (64 hex digits) of a JSON value in its one canonical form."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def all_digests(
    items: Mapping[str, Item],
    plans: Mapping[str, Plan],
    declaration: LearnerDeclared | None,
    decisions: Mapping[str, Decision],
    unit: UnitDecision | None,
    *,
    corrected: Mapping[str, WitnessCorrected],
) -> dict[str, str]:
    """Return the digest of every subject as it stands now.

    ``corrected`` holds the last correction of each witness whose entry was wrong: a testimony that was signed
    with the wrong entry is signed again.
    """
    found: dict[str, str] = {}
    for key, item in items.items():
        content: list[Any] = [_plain(item.item), item.by, item.withdrawn]
        if (right := corrected.get(item.item.witness)) is not None:
            content.append(_plain(right.entry))
        found[evidence_subject(key)] = digest_of(content)
    for key, plan in plans.items():
        found[plan_subject(key)] = plan_digests(plan)[-1]
    if declaration is not None:
        found[DECLARATION] = digest_of(_plain(declaration))
    for criterion, decision in decisions.items():
        relied = {e: found.get(evidence_subject(e), "") for e in decision.deed.relied_on}
        found[decision_subject(criterion)] = digest_of([_plain(decision.deed), relied])
    if unit is not None:
        each = {c: found[decision_subject(c)] for c in decisions}
        found[UNIT] = digest_of([_plain(unit.deed), each, found.get(DECLARATION, "")])
    return found


def plan_digests(plan: Plan) -> tuple[str, ...]:
    """Return the digest of a plan as it was made, then with each review.

    A review changes nothing of what was agreed beforehand: who signed the plan has signed what still stands.
    """
    reviews = [_plain(r) for r in plan.reviews]
    return tuple(digest_of([_plain(plan.made), reviews[:n]]) for n in range(len(reviews) + 1))


def session_digests(sessions: Mapping[str, Session]) -> dict[str, str]:
    """Return the digest of what was recorded of every session; no decision's digest depends on it."""
    return {session_subject(a): digest_of(_plain(s.deed)) for a, s in sessions.items()}


def profile_digests(profile: LearnerProfile) -> tuple[str, ...]:
    """Return the digest of a profile as the learner wrote it, then with each time it was talked through.

    Talking it through changes no word of it: a learner who signed what they wrote has signed what stands.
    """
    talks = [_plain(d) for d in profile.discussed]
    return tuple(digest_of([_plain(profile.deed), talks[:n]]) for n in range(len(talks) + 1))


def standing_profile(profile: LearnerProfile | None) -> dict[str, str]:
    """Return the digest of the profile as it stands; no decision's digest depends on it."""
    return {PROFILE: profile_digests(profile)[-1]} if profile is not None else {}


_LATER = word_set(
    """
    exchanges questioned agreed began ended recording language documents further means prompted summary
    contact worked_with conflict at_time adjusted outstanding action owner why
    """
)
"""Fields that came later: empty ones leave the digest what it was when somebody signed."""


def _plain(value: Value) -> Any:
    return _without_empty(value.model_dump(mode="json"))


def _without_empty(plain: Any) -> Any:
    """Return JSON without what came later and is empty: no hint given is said, and is not empty."""
    if isinstance(plain, dict):
        return {k: _without_empty(v) for k, v in plain.items() if k not in _LATER or v or _no_hint(k, v)}
    return [_without_empty(v) for v in plain] if isinstance(plain, list) else plain


def _no_hint(key: str, value: Any) -> bool:
    return key == "prompted" and value is False
