"""What to do about a proof's finding, in the keys that an author writes; it proves, plays and judges nothing.

The table of keys stands beside the deed table of the organisations: which kind of indicator notices which
deed. Where the file has such an indicator already, its name is told instead: it was met all the same.
"""

from typing import Final

from simulator.model.scenario import Indicator, Scenario
from simulator.proving.proof import Mutant

_NOTHING: Final = ""
_KEYS: Final[dict[str, tuple[str, str]]] = {
    "answer": ("answers_within", "answers within: …"),
    "late_answer": ("answers_within", "answers within: …"),
    "greet": ("greets", "greets: [greet_service, …]"),
    "ask": ("obtains", "obtains: {it}"),
    "ask_history": ("obtains", "obtains: a fact that the look-up tells"),
    "ask_where": ("obtains", "obtains: {it}"),
    "read_back": ("reads_back", "reads back: {it}"),
    "settle": ("mood_ends", "mood ends: …, controls: … or informs: …"),
    "hold": ("informs", "informs: hold_line"),
    "stay": ("informs", "informs: stay_on_line"),
    "advise": ("advises", "advises: {it}"),
    "explain": ("informs", "informs: say_help_sent"),
    "worsening": ("informs", "informs: worsening_advice"),
    "type": ("log_type", "log type: yes"),
    "log": ("logs", "logs: {it}"),
    "note": ("notes", "notes: {it}"),
    "grade": ("sets_priority", "sets priority: yes"),
    "late_grade": ("sets_priority", "sets priority: yes"),
    "wrong_level": ("sets_priority", "sets priority: yes"),
    "grade_again": ("raises_priority", "raises priority: CUE"),
    "reason": ("gives_reason", "gives reason: yes"),
    "tree": ("follows_tree", "follows tree: …"),
    "deploy": ("deploys", "deploys: yes"),
    "late_deploy": ("deploys", "deploys: yes, within: …"),
    "wrong_crew": ("deploys", "deploys: yes"),
    "tell_crew": ("carries", "carries: {it}, to: …"),
    "tell_organisation": ("sends", "sends: {it}"),
    "reply": ("answers_responder", "answers responder: CUE"),
    "escalate": ("escalates", "escalates: …"),
    "wrong_escalation": ("escalates", "escalates: …"),
    "link": ("links", "links: …"),
    "unsafe_advice": ("never_says", "never says: {it}"),
    "promise": ("never_says", "never says: {it}"),
    "rude": ("never_says", "never says: {it}"),
    "overheard": ("never_says", "never says: {it}"),
    "stacked": ("never_says", 'never says: "manner:stacked_questions"'),
    "leading": ("never_says", 'never says: "manner:leading_question"'),
    "wrong_medium": ("uses_medium", "uses medium: {it}"),
    "long_message": ("concise", "concise: …"),
    "missing_code": ("wording", "wording: …"),
}
"""By the rule of the deed table: the kind of indicator that notices the deed, and how it is written."""


def cure_of_unnoticed(scenario: Scenario, mutant: Mutant) -> str:
    """Return what would notice a deed that nobody notices, or what marks it and was met all the same.

    Empty where the deed has no key of its own, or is done, but too late.
    """
    kind, written = _KEYS.get(mutant.rule, (_NOTHING, _NOTHING))
    if not kind or " late for " in mutant.how or mutant.how.endswith(" from the level"):
        return _NOTHING
    met = [
        one.label or name
        for name, one in scenario.indicators.items()
        if _asks_for(one, kind, mutant.about) and (not one.only_in or mutant.play.variant in one.only_in)
    ]
    if met and mutant.about:
        return f"It is marked by “{met[0]}”, which was met all the same: see prove --show."
    it = f'"{mutant.about}"' if ":" in mutant.about else mutant.about
    return f"Mark it by “{written.format(it=it or '…')}”."


def _asks_for(one: Indicator, kind: str, about: str) -> bool:
    """Tell whether an indicator is of a kind and names what a deed is about."""
    value = getattr(one, kind)
    named = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
    return bool(about) and any(about in item.split("/") for item in named)


def cure_of_strayed(mutant: Mutant) -> str:
    """Return what a deed cost besides its own, by which indicators, and whether declaring it would do."""
    besides = [c for c in mutant.actual if c not in (*mutant.expected, *mutant.declared)]
    told = f"What it loses besides: {'; '.join(mutant.by)}. " if mutant.by else ""
    if mutant.expected and not set(mutant.expected) & set(mutant.actual):
        wanted = " or ".join(mutant.expected)
        return f"{told}Mend the marking: no declaration helps before it costs {wanted}."
    also = ", ".join(f'"{c}"' for c in (*mutant.declared, *besides))
    deed = mutant.deed or mutant.id
    return (
        f"{told}Mend the marking, or declare under dependencies: {{deed: {deed}, also: [{also}], because: …}}"
    )
