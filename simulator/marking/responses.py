"""Judge of what came back from a party that was told something. What was sent to it is judged elsewhere."""

from simulator.marking.judgement import ENDLESS, Case, Judged, Moment, no_chance, not_shown, shown
from simulator.marking.messages import deliveries_to, under_another
from simulator.marking.wording import quoted
from simulator.model.clock import clock
from simulator.model.events import Heard
from simulator.model.record_words import reasons_of

FINAL = ("accepted", "received", "refuses", "misled")
"""What a party may answer that is no question."""


def obtains_response(case: Case) -> Judged:
    """Judge *obtains response*: an answer (accepted or refused) came back from the party within the limit.

    A question in return is no answer yet. No chance when nothing was sent to it: that is *sends*.
    """
    party = case.indicator.obtains_response
    sent = deliveries_to(case, party)
    if not sent or not case.held:
        astray = "" if sent else under_another(case, party)
        return no_chance(astray or f"You sent nothing that {case.brief.party(party)} could answer.")
    start = case.begins(Moment(sent[0].t, sent[0].seq))
    deadline = start.t + case.limit() if start is not None else ENDLESS
    answers = [(seq, a.t, a.text) for d in sent for seq, a in d.answers if a.answer in FINAL]
    since = [h for h in case.view.heard if h.seq > sent[0].seq and case.brief.is_party(h.event.party, party)]
    answers += [(h.seq, h.event.t, h.event.text) for h in since if _answers(case, h.event)]
    if not answers:
        if case.time_ran_out(deadline):
            return no_chance("The attempt ended before the answer came.", [sent[0].seq])
        asked = [(seq, a.t, a.text) for d in sent for seq, a in d.answers if a.asks]
        asked += [(h.seq, h.event.t, h.event.text) for h in since if h.event.asks]
        if asked:
            return _only_asked(case, max(asked), sent[0].seq)
        return not_shown(
            f"You did not wait for an answer from {case.brief.party(party)}.", [sent[0].seq], ["an answer"]
        )
    seq, t, text = min(answers)
    if t <= deadline:
        return shown(f"At {clock(t)} {case.brief.party(party)} answered: {quoted(text)}.", [sent[0].seq, seq])
    late = f"{case.brief.party(party)} answered at {clock(t)}; the limit was {clock(deadline)}."
    return not_shown(late, [sent[0].seq, seq], [f"an answer by {clock(deadline)}"], late=True)


def _answers(case: Case, event: Heard) -> bool:
    """Tell whether words of a party are its answer: a final one, or what it reports of having acted on it."""
    if event.because in FINAL:
        return True
    cues = case.brief.scenario.cues
    names = [why.removeprefix("cue:") for why in reasons_of(event.because) if why.startswith("cue:")]
    return any(name in cues and cues[name].good for name in names)


def _only_asked(case: Case, last: tuple[int, float, str], sent: int) -> Judged:
    """Return *not shown* for a party that asked something in return and was left without an answer."""
    seq, t, text = last
    who = case.brief.party(case.indicator.obtains_response)
    return not_shown(
        f"At {clock(t)} {who} asked {quoted(text)}, and gave no answer after that.",
        [sent, seq],
        ["an answer"],
    )
