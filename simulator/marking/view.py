"""The record of one attempt, indexed in a single pass, so that every judge asks and none searches.

It holds what happened and when, with an assessor's re-tags laid over the reading. It judges nothing
and never changes the record.
"""

from collections.abc import Callable, Sequence
from typing import Any

from simulator.marking.indexed import (
    MANNER,
    At,
    Delivery,
    Entry,
    Line,
    Log,
    Told,
    Utterance,
    could_mean_something,
)
from simulator.marking.perhaps_heard import likely
from simulator.model.events import AttemptEnded as Ended
from simulator.model.events import (
    AttemptStarted,
    CueFired,
    Deployed,
    Escalated,
    FieldWritten,
    Heard,
    LineAnswered,
    LineEnded,
    LineLinked,
    LineRang,
    LogOpened,
    LookedUp,
    MessageAnswered,
    MessageSent,
    MoodChanged,
    NoteAdded,
    PrioritySet,
    Record,
    ResourceChanged,
    Spoke,
    TreeLeft,
    TreeWalked,
)
from simulator.model.events import FactTold as FactToldEvent
from simulator.model.findings import Retag
from simulator.model.record_words import reasons_of
from simulator.model.said_otherwise import Otherwise

_NOT_STARTED = AttemptStarted(t=0, scenario="", organisation="", unit="", mode="practice", seed=0)


class View:
    """One attempt, indexed. Times are seconds of call time; places are ``seq`` numbers."""

    def __init__(self, record: Record, retags: Sequence[Retag] = ()) -> None:
        """Read the record once; the last re-tag of a line holds."""
        self.start = _NOT_STARTED
        self.end_t, self.end_reason = (record[-1].event.t if record else 0.0), ""
        self.pace = 1.0
        self.lines: dict[str, Line] = {}
        self.said: list[Utterance] = []
        self.heard: list[At[Heard]] = []
        self.heard_afar: list[At[Heard]] = []
        self.shown: list[At[Heard]] = []
        self.crew_phones, self.rung_by_them = set[str](), set[str]()
        self.told: dict[str, Told] = {}
        self.logs: dict[str, Log] = {}
        self.priorities: list[At[PrioritySet]] = []
        self.given_priorities: list[At[PrioritySet]] = []
        self.deployed: list[At[Deployed]] = []
        self.addressed: list[At[Deployed]] = []
        self.changes: list[At[ResourceChanged]] = []
        self.deliveries: list[Delivery] = []
        self.carried: dict[str, list[Delivery]] = {}
        self.messages: dict[str, Delivery] = {}
        self.replies: list[tuple[Delivery, int, MessageAnswered]] = []
        self.escalated: list[At[Escalated]] = []
        self.cues: dict[str, At[CueFired]] = {}
        self.walked: list[At[TreeWalked]] = []
        self.left: list[At[TreeLeft]] = []
        self.moods: dict[str, list[At[MoodChanged]]] = {}
        self.looked_up: list[At[LookedUp]] = []
        self.retagged = bool(retags)
        self._retags = {r.seq: r.acts for r in retags}
        self._record = record
        self._ask_later()
        for item in record:
            event = item.event
            handler = _HANDLERS.get(event.kind)
            if handler is not None:
                handler(self, item.seq, event)
        self.not_understood = [u.seq for u in self.said if not u.understood and could_mean_something(u.text)]
        for line in (x for x in self.lines.values() if x.call):
            self._take_line(line)

    def _ask_later(self) -> None:
        """Begin with nothing of what several judges ask: whoever asks first finds it out for the others."""
        self.standing: dict[str, Entry | None] = {}
        self.right_levels: dict[str, list[tuple[int, float, str]]] = {}
        self.otherwise: dict[tuple[str, int], Otherwise | None] = {}
        self.gave_advice: dict[tuple[str, ...], bool] = {}
        self.sent_to: dict[tuple[str, str], list[Delivery]] = {}
        self.sent_with: dict[str, list[At[Deployed]]] = {}
        self._understood: dict[tuple[str, ...], int] = {}
        self._said_to: dict[tuple[str, ...], list[Utterance]] = {}
        self._logs_of: dict[str, list[Log]] = {}
        self._numbers: dict[str, frozenset[str]] = {}
        self._first: dict[str, Line] = {}
        self._answered: dict[str, Line] = {}
        self._because: dict[str, list[At[Heard]]] | None = None
        self._callers: dict[str, list[At[Heard]]] | None = None

    def _take_line(self, line: Line) -> None:
        """Note a caller's line, which is asked for by its call; nothing is added once the record is read."""
        self._first.setdefault(line.call, line)
        if line.answered_at is not None:
            self._answered.setdefault(line.call, line)
        if line.linked in self.logs:
            self.logs[line.linked].kept = True

    def time_of(self, seq: int) -> float:
        """Return the call time of a place in the record (places count from 1)."""
        return self._record[min(max(seq, 1), len(self._record)) - 1].event.t if self._record else 0.0

    def lines_of(self, calls: Sequence[str]) -> list[Line]:
        """Return the lines on which these callers were spoken to, in the order they rang."""
        return [line for line in self.lines.values() if line.call and line.call in calls]

    def first_line(self, call: str) -> Line | None:
        """Return the line by which a call came in, if it ever rang."""
        return self._first.get(call)

    def answered(self, call: str) -> Line | None:
        """Return the first line of a call that was answered, if any was."""
        return self._answered.get(call)

    def first_answered(self, calls: tuple[str, ...]) -> Line | None:
        """Return that of these callers' lines which was answered first, if any was."""
        lines = [line for call in calls if (line := self._answered.get(call)) is not None]
        return lines[0] if len(lines) == 1 else min(lines, key=lambda line: line.answered, default=None)

    def said_to(self, calls: tuple[str, ...]) -> list[Utterance]:
        """Return what the learner said to these callers, in order."""
        found = self._said_to.get(calls)
        if found is None:
            found = self._said_to[calls] = [u for u in self.said if u.line.call and u.line.call in calls]
        return found

    def heard_of(self, call: str) -> Sequence[At[Heard]]:
        """Return what the caller of a call said, in order."""
        if self._callers is None:
            self._callers = {}
            for at in self.heard:
                line = self.lines.get(at.event.line) if at.event.who == "caller" else None
                if line is not None and line.call:
                    self._callers.setdefault(line.call, []).append(at)
        return self._callers.get(call, ())

    def heard_because(self, reason: str) -> Sequence[At[Heard]]:
        """Return what others than callers said for a reason, in order."""
        if self._because is None:
            self._because = {}
            for at in self.heard_afar:
                for one in dict.fromkeys(reasons_of(at.event.because)):
                    self._because.setdefault(one, []).append(at)
        return self._because.get(reason, ())

    def logs_of(self, incident: str) -> list[Log]:
        """Return the logs that stand for one of the scenario's incidents."""
        found = self._logs_of.get(incident)
        if found is None:
            found = self._logs_of[incident] = [x for x in self.logs.values() if x.truth == incident]
        return found

    def numbers_of(self, incident: str) -> frozenset[str]:
        """Return the numbers of those logs."""
        found = self._numbers.get(incident)
        if found is None:
            found = self._numbers[incident] = frozenset(x.number for x in self.logs_of(incident))
        return found

    def kept_logs(self, incident: str) -> list[Log]:
        """Return those logs of an incident that no other took the place of; all, where none is in use."""
        logs = self.logs_of(incident)
        return [log for log in logs if log.kept] or logs

    def understood_by(self, calls: tuple[str, ...]) -> int:
        """Return how many lines to these callers were understood."""
        found = self._understood.get(calls)
        if found is None:
            found = self._understood[calls] = sum(u.understood for u in self.said_to(calls))
        return found

    def log(self, number: str) -> Log:
        """Return a log by its number, opened on first sight."""
        found = self.logs.get(number)
        if found is None:
            found = self.logs[number] = Log(number)
        return found


def _started(view: View, _seq: int, event: AttemptStarted) -> None:
    view.start, view.pace = event, event.pace


def _rang(view: View, seq: int, event: LineRang) -> None:
    if event.line in view.lines:  # a crew's channel opened again
        return
    if event.direction == "phone":
        view.crew_phones.add(event.line)
    party = "" if event.call else event.party
    view.lines[event.line] = Line(event.line, event.call, party, event.t, seq, event.direction == "radio")


def _line(view: View, name: str, t: float, seq: int) -> Line:
    found = view.lines.get(name)
    if found is None:
        found = view.lines[name] = Line(name, "", "", t, seq)
    return found


def _answered(view: View, seq: int, event: LineAnswered) -> None:
    line = _line(view, event.line, event.t, seq)
    if line.answered_at is None:
        line.answered_at, line.answered, line.waited = event.t, seq, event.waited


def _line_ended(view: View, seq: int, event: LineEnded) -> None:
    line = _line(view, event.line, event.t, seq)
    line.ended_at, line.ended, line.ended_by = event.t, seq, event.by


def _linked(view: View, seq: int, event: LineLinked) -> None:
    line = _line(view, event.line, event.t, seq)
    line.linked, line.link = event.incident, seq


def _log_opened(view: View, seq: int, event: LogOpened) -> None:
    log = view.log(event.incident)
    log.truth, log.already, log.opened = event.truth, event.already, seq


def _spoke(view: View, seq: int, event: Spoke) -> None:
    line = _line(view, event.line, event.t, seq)
    reading = event.reading
    retag = view._retags.get(seq) if view._retags else None  # noqa: SLF001 - the builders are part of the view
    if retag is None:
        sure, guesses = [MANNER + m for m in reading.manner], dict[str, float]()
        for act in reading.acts:
            if act.band == "sure":
                sure.append(act.act)
            elif act.band == "unsure":
                guesses[act.act] = act.score
        marks, understood = frozenset(sure), len(sure) > len(reading.manner)
        unsure, perhaps = (frozenset(guesses), likely(reading)) if guesses else (_NOTHING, _NOTHING)
    else:
        perhaps, guesses = _NOTHING, dict[str, float]()
        kept = () if any(a.startswith(MANNER) for a in retag) else tuple(MANNER + m for m in reading.manner)
        marks, unsure, understood = frozenset((*retag, *kept)), _NOTHING, True
    said = Utterance(
        *(seq, event.t, line, event.text, marks, unsure, event.carries, understood, retag is not None),
        *(perhaps, guesses, reading.form, reading.acts if retag is None else ()),
    )
    _taken_up_late(view, said)
    view.said.append(said)
    if line.party and not line.call:
        medium = "radio" if line.radio else "phone"
        carries = event.carries
        item = Delivery(seq, event.t, line.party, medium, event.text, carries, line.linked, line.id, said)
        _delivered(view, item)


def _delivered(view: View, item: Delivery) -> None:
    view.deliveries.append(item)
    for fact in set(item.carries):
        view.carried.setdefault(fact, []).append(item)


_NOTHING: frozenset[str] = frozenset()
_REMEMBERED = 4
"""So many lines later what a caller asked back may still be taken up."""


def _taken_up_late(view: View, said: Utterance) -> None:
    """Let a line that was asked back count as understood once one of the next lines says what was meant."""
    for earlier in view.said[-_REMEMBERED:]:
        if not earlier.understood and earlier.line is said.line and said.sure & earlier.unsure:
            earlier.understood = True


def _heard(view: View, seq: int, event: Heard) -> None:
    at = At(seq, event)
    view.heard.append(at)
    _taken_up(view, event)
    if event.who != "caller":
        view.heard_afar.append(at)
        if event.who == "centre":
            view.shown.append(at)
        if event.line in view.crew_phones and all(d.line != event.line for d in view.deliveries):
            view.rung_by_them.add(event.line)


def _taken_up(view: View, event: Heard) -> None:
    """Let a line count as understood when what was said at once in answer to it took it up."""
    last = view.said[-1] if view.said else None
    if last is None or last.understood or last.t != event.t or last.line.id != event.line:
        return
    why = reasons_of(event.because)
    if event.who == "caller":
        taken = any(one.startswith(("act:", "reaction:")) for one in why)
    else:
        taken = "not understood" not in why and not any(one.startswith("cue:") for one in why)
    last.understood = taken


def _told(view: View, seq: int, event: FactToldEvent) -> None:
    known = view.told.get(event.fact)
    if known is None or (event.known and not known.known):
        asked = event.asked or (known is not None and known.asked)
        view.told[event.fact] = Told(seq, event.t, asked, event.value, event.known)


def _field(view: View, seq: int, event: FieldWritten) -> None:
    log = view.log(event.incident)
    entry = Entry(seq, event.t, event.value, event.field, given=log.already and event.t == 0)
    log.entries.append(entry)
    log.fields[event.field] = entry


def _note(view: View, seq: int, event: NoteAdded) -> None:
    entry = Entry(seq, event.t, event.text)
    log = view.log(event.incident)
    log.entries.append(entry)
    log.notes.append(entry)


def _priority(view: View, seq: int, event: PrioritySet) -> None:
    log = view.log(event.incident)
    given = log.already and event.t == 0
    if event.reason.strip() and not given:
        log.entries.append(Entry(seq, event.t, event.reason))
    (view.given_priorities if given else view.priorities).append(At(seq, event))


def _deployed(view: View, seq: int, event: Deployed) -> None:
    view.deployed.append(At(seq, event))
    if event.address:
        view.addressed.append(view.deployed[-1])


def _changed(view: View, seq: int, event: ResourceChanged) -> None:
    view.changes.append(At(seq, event))


def _sent(view: View, seq: int, event: MessageSent) -> None:
    item = Delivery(
        seq, event.t, event.to, event.medium, event.text, event.carries, event.incident, event.line
    )
    _delivered(view, item)
    view.messages[event.message] = item


def _message_answered(view: View, seq: int, event: MessageAnswered) -> None:
    sent = view.messages.get(event.message)
    if sent is not None:
        sent.answers.append((seq, event))
        if event.asks or event.answer == "misled":
            view.replies.append((sent, seq, event))


def _escalated(view: View, seq: int, event: Escalated) -> None:
    view.escalated.append(At(seq, event))


def _cue(view: View, seq: int, event: CueFired) -> None:
    view.cues.setdefault(event.cue, At(seq, event))


def _walked(view: View, seq: int, event: TreeWalked) -> None:
    view.walked.append(At(seq, event))


def _left(view: View, seq: int, event: TreeLeft) -> None:
    view.left.append(At(seq, event))


def _mood(view: View, seq: int, event: MoodChanged) -> None:
    view.moods.setdefault(event.call, []).append(At(seq, event))


def _looked_up(view: View, seq: int, event: LookedUp) -> None:
    view.looked_up.append(At(seq, event))


def _ended(view: View, _seq: int, event: Ended) -> None:
    view.end_reason, view.end_t = event.reason, event.t


_HANDLERS: dict[str, Callable[[View, int, Any], None]] = {
    "attempt_started": _started,
    "line_rang": _rang,
    "line_answered": _answered,
    "line_ended": _line_ended,
    "line_linked": _linked,
    "log_opened": _log_opened,
    "spoke": _spoke,
    "heard": _heard,
    "fact_told": _told,
    "field_written": _field,
    "note_added": _note,
    "priority_set": _priority,
    "deployed": _deployed,
    "resource_changed": _changed,
    "message_sent": _sent,
    "message_answered": _message_answered,
    "escalated": _escalated,
    "cue_fired": _cue,
    "tree_walked": _walked,
    "tree_left": _left,
    "mood_changed": _mood,
    "looked_up": _looked_up,
    "attempt_ended": _ended,
}
