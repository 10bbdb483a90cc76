"""Attempts: start one, look at it, act in it, end it. Every event is durable before a screen shows it.

The rules kept here, in order: (1) only the learner of an attempt acts in it; (2) what came due by itself is
decided before the deed that finds it due; (3) events are appended at the expected place, so that no record
forks; (4) one window acts, others may look: the one that took over last, on whichever server it is;
(5) a server that was down is disclosed and deducted; (6) nothing is marked here.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from simulator.engine.context import context_for
from simulator.engine.decide import advance, go_on, interrupted, left
from simulator.engine.state import State, replay
from simulator.engine.world import world
from simulator.model.commands import AddNote, Command, Finish, Say, Send, WriteField
from simulator.model.endings import ABANDONED
from simulator.model.events import AttemptEnded, AttemptStarted, Event, Mode
from simulator.model.reading import DialogueContext
from simulator.model.stretching import MOST_STRETCH, stretch_for
from simulator.service.access import Actor, require
from simulator.service.errors import CannotDo, NotThere, OpenElsewhere, ServiceError
from simulator.service.library import Library
from simulator.service.live import Live, LiveAttempts, clock_start, from_store, to_store
from simulator.service.pace import typing_pace
from simulator.service.reading_beside import Hearing
from simulator.service.starting import OneAtATime, Starting
from simulator.store.attempts import AttemptFilter
from simulator.store.errors import NotFound, RecordConflict, RecordSealed, StoreError
from simulator.store.opening import Store
from simulator.store.values import Attempt, Draft, NewAttempt, Status

LONGEST_TEXT = 10_000
LATE_DRAFT = 1.5
"""Seconds by which a draft of a deed's own words may arrive after it; other words are new however soon."""
LEFT_STANDING = timedelta(days=1)
"""So long an attempt may stand with its clock stopped and nothing done; then it is closed as abandoned."""
ANOTHER_SERVER = "a window on another server"
_ELSEWHERE = "This call is open in another window. Go on here?"


class Attempts:
    """The use cases of taking calls. ``now`` gives the time of day in UTC."""

    def __init__(
        self,
        store: Store,
        library: Library,
        now: Callable[[], datetime],
        *,
        why_not_assessed: Callable[[str], str],
    ) -> None:
        self._why_not_assessed = why_not_assessed
        self._store = store
        self._library = library
        self._now = now
        self._live = LiveAttempts(self._load)
        self._down: tuple[datetime, datetime] | None = None
        self._starting = Starting(store, library, now)
        self._one_at_a_time = OneAtATime()

    def server_was_down(self, since: datetime, until: datetime) -> None:
        """Say that no server ran in between: attempts that ran then get it deducted and disclosed."""
        self._down = (since, until)

    def close_what_is_over(self) -> int:
        """End the attempts whose time is up though nobody looks, and those left standing; return how many.

        A learner who closes the browser ends nothing: the clock runs on and this closes it. Attempts that go
        on are not touched, so that no server comes in the way of another's window.
        """
        closed = 0
        for attempt in self._store.attempts.list(AttemptFilter(status="running"), limit=2000).items:
            # One that cannot be read holds up no other.
            with suppress(ServiceError, StoreError, ValueError), self._live.holding(attempt.id) as live:
                self._catch_up(live)
                ends = self._ends_of(live)
                if ends:
                    self._append(live, ends)
                    closed += 1
        return closed

    def _ends_of(self, live: Live) -> list[Event]:
        """Return what ends an attempt by itself at this moment, or nothing."""
        if live.ended:
            return []
        if live.state.paused_at is not None:
            last = self._store.attempts.read(live.attempt.id, live.seq - 1)[-1].recorded_at
            return left(live.state, live.world) if self._now() - last > LEFT_STANDING else []
        _, events = advance(live.state, None, live.call_time(self._now()), live.world)
        return list(events) if events and isinstance(events[-1], AttemptEnded) else []

    def start(
        self,
        actor: Actor | None,
        scenario_id: str,
        mode: Mode,
        *,
        window: str = "",
        set_task_id: str | None = None,
    ) -> str:
        """Start an attempt and return its id; the first line rings a few seconds later.

        Raises:
            CannotDo: another attempt of the learner is still running, or the scenario is not for this mode.
        """
        by = require(actor, "learner")
        scenario = self._library.scenario(scenario_id)
        if mode not in scenario.used_for:
            raise CannotDo(f"{scenario.kind_of_call} is not offered for {mode}.")
        if mode == "assessment" and self._why_not_assessed(scenario_id):
            raise CannotDo(
                f"{scenario.kind_of_call} is not open for assessment yet. With a new version of the "
                "simulator that takes some minutes: try again then, practise meanwhile, or ask your tutor."
            )
        with self._one_at_a_time.of(by.person_id):
            self._nothing_runs(by)
            live = self._starting.drawn(
                by.person_id,
                scenario,
                mode,
                pace=self._pace(by.person_id),
                set_task_id=set_task_id,
                window=window,
            )
        self._live.put(live)
        return live.attempt.id

    def go_on(self, by: Actor, new: NewAttempt, events: list[Event], *, window: str = "") -> str:
        """Start an attempt whose first events are given, and return its id.

        Raises:
            CannotDo: another attempt of the learner is still running.
        """
        with self._one_at_a_time.of(by.person_id):
            self._nothing_runs(by)
            live = self._starting.going_on(new, events, window=window)
        self._live.put(live)
        return live.attempt.id

    def _nothing_runs(self, by: Actor) -> None:
        running = self._store.attempts.running(by.person_id)
        if running is not None and not self._ended_by_itself(running.id):
            raise CannotDo("You have a call running. Go back to it, or end it first.")

    def making_ready(self, actor: Actor | None) -> bool:
        """Tell whether a call that the learner has taken is still being made ready."""
        return self._one_at_a_time.holds(require(actor, "learner").person_id)

    def running(self, actor: Actor | None) -> Attempt | None:
        """Return the learner's running attempt, ended first if its time is up."""
        by = require(actor, "learner")
        found = self._store.attempts.running(by.person_id)
        return None if found is None or self._ended_by_itself(found.id) else found

    def look(self, actor: Actor | None, attempt_id: str, *, window: str = "") -> Live:
        """Let what is due happen and return the attempt as it stands; its learner's only."""
        by = require(actor, "learner")
        with self._live.holding(attempt_id) as live:
            self._own(by, live)
            self._catch_up(live)
            if not live.window and window:
                live.window = window
            self._let_due_happen(live)
            return live

    def act(self, actor: Actor | None, attempt_id: str, command: Command, *, window: str = "") -> Live:
        """Do a deed in an attempt and return how it stands then.

        Raises:
            OpenElsewhere: another window acts in this attempt (``take_over`` first); nothing was done.
            CannotDo: the attempt has ended, or the engine refused the deed; the words say why.
        """
        by = require(actor, "learner")
        with self._live.holding(attempt_id) as live:
            self._own(by, live)
            if live.window and window and live.window != window:
                raise OpenElsewhere(_ELSEWHERE)
            live.window = live.window or window
            before = live.seq
            self._advance(live, None)
            if live.ended:
                raise CannotDo("This attempt has ended. Nothing was added to it.")
            self._advance(live, self._read(live, command))
            for recorded in live.record[before:]:
                if recorded.event.kind == "refused":
                    raise CannotDo(recorded.event.why)
            if isinstance(command, WriteField | AddNote) and draft_key(command) in live.drafted:
                live.drafted.discard(draft_key(command))
                self._store.drafts.clear(attempt_id, draft_key(command))
            return live

    def take_over(self, actor: Actor | None, attempt_id: str, *, window: str) -> Live:
        """Go on in this window; the other one may look but no longer act."""
        by = require(actor, "learner")
        with self._live.holding(attempt_id) as live:
            self._own(by, live)
            self._catch_up(live)
            live.window = window
            self._let_due_happen(live)
            return live

    def finish(self, actor: Actor | None, attempt_id: str, *, window: str = "") -> None:
        """End an attempt; ending it twice changes nothing."""
        with self._live.holding(attempt_id) as live:
            self._own(require(actor, "learner"), live)
            if not live.ended:
                self.act(actor, attempt_id, Finish(), window=window)

    def save_draft(self, actor: Actor | None, attempt_id: str, key: str, text: str) -> None:
        """Keep half-written text, so that a crash or another browser brings it back; empty text forgets."""
        key = key[:200]
        with self._live.holding(attempt_id) as live:
            self._own(require(actor, "learner"), live)
            if live.ended:
                raise CannotDo("This attempt has ended. Nothing was kept.")
            live.drafted.add(key)
        if text.strip():
            self._store.drafts.save(attempt_id, key, text[:LONGEST_TEXT], self._now())
        else:
            self._store.drafts.clear(attempt_id, key)

    def drafts(self, actor: Actor | None, attempt_id: str) -> dict[str, str]:
        """Return the half-written texts of an attempt by key, less those that were saved or said since."""
        with self._live.holding(attempt_id) as live:
            self._own(require(actor, "learner"), live)
            kept = self._store.drafts.load(attempt_id)
            live.drafted |= set(kept)
            done = done_last(live.state)
            began = live.started_at + timedelta(seconds=live.state.deducted)

        def still_half(draft: Draft) -> bool:
            if draft.key not in done:
                return True
            t, words = done[draft.key]
            after = (draft.updated_at - began).total_seconds() - t
            return after > 0 and not (after <= LATE_DRAFT and words.startswith(draft.text.strip()))

        return {key: draft.text for key, draft in kept.items() if still_half(draft)}

    def time_and_next(self, live: Live) -> tuple[float, float | None]:
        """Return the call time now and when the next thing happens by itself (seconds), if anything does."""
        now = live.state.paused_at
        if now is None:
            now = live.call_time(self._now())
        ahead = live.following()
        return now, ahead.due if ahead else None

    def _own(self, by: Actor, live: Live) -> None:
        if live.attempt.learner_id != by.person_id:
            raise NotThere("There is no such call among yours.")

    def _ended_by_itself(self, attempt_id: str) -> bool:
        with self._live.holding(attempt_id) as live:
            self._catch_up(live)
            self._let_due_happen(live)
            return live.ended

    def _catch_up(self, live: Live) -> None:
        """Take what another server added; whoever acted there has the call until somebody takes over."""
        newer = self._store.attempts.read(live.attempt.id, live.seq)
        if newer:
            live.take([from_store(e).event for e in newer])
            live.window = ANOTHER_SERVER

    def _let_due_happen(self, live: Live) -> None:
        """Advance for somebody who only looks: what another server did first is simply seen."""
        try:
            self._advance(live, None)
        except OpenElsewhere:
            self._advance(live, None)

    def _advance(self, live: Live, command: Command | None) -> None:
        if live.ended:
            return
        t, ahead = live.call_time(self._now()), live.following()
        if command is None and (ahead is None or ahead.due > round(t, 2)):
            return
        state, events, ahead = go_on(live.state, command, t, live.world, ahead)
        if events:
            self._append(live, events, state)
            live.ahead = (state, ahead)

    def _append(self, live: Live, events: list[Event], state: State | None = None) -> None:
        now = self._now()
        stored = [to_store(e, now) for e in events]
        try:
            if isinstance(events[-1], AttemptEnded):
                status: Status = "abandoned" if events[-1].reason in ABANDONED else "finished"
                self._store.attempts.finish(live.attempt.id, live.seq, stored, status=status, ended_at=now)
            else:
                self._store.attempts.append(live.attempt.id, live.seq, stored)
        except (RecordConflict, RecordSealed) as elsewhere:
            self._catch_up(live)
            raise OpenElsewhere(_ELSEWHERE) from elsewhere
        live.take(events, state)
        if live.ended:
            self._keep_pace(live)

    def _load(self, attempt_id: str) -> Live:
        try:
            attempt = self._store.attempts.get(attempt_id)
        except NotFound as missing:
            raise NotThere("There is no such call among yours.") from missing
        record = [from_store(e) for e in self._store.attempts.read(attempt_id)]
        first = record[0].event
        if not isinstance(first, AttemptStarted):
            raise NotThere("The record of this call does not begin with its start.")
        scenario, organisation = self._library.pinned(attempt, self._store.texts.get)
        live = Live(
            attempt=attempt,
            world=world(scenario, organisation, first.cast, first.variant),
            state=replay([r.event for r in record]),
            record=record,
            started_at=clock_start(attempt.started_at, first),
        )
        self._disclose_down_time(live)
        return live

    def _disclose_down_time(self, live: Live) -> None:
        if self._down is None or live.ended or live.state.paused_at is not None:
            return
        since, until = self._down
        last_kept = self._store.attempts.read(live.attempt.id, live.seq - 1)[-1].recorded_at
        if live.attempt.started_at >= until or last_kept >= until:
            return
        seconds = round((until - max(since, last_kept)).total_seconds(), 2)
        if seconds > 0:
            self._append(live, list(interrupted(live.state, seconds)))

    def _read(self, live: Live, command: Command) -> Command:
        """Attach the reading to a deed that speaks."""
        if isinstance(command, Say):
            context = context_for(live.state, command.line, live.world)
            reading = self._hearing(live).read(command.text[:LONGEST_TEXT], context)
            return command.model_copy(update={"text": command.text[:LONGEST_TEXT], "reading": reading})
        if isinstance(command, Send):
            context = DialogueContext(addressed="organisation")
            reading = self._hearing(live).read(command.text[:LONGEST_TEXT], context)
            return command.model_copy(update={"text": command.text[:LONGEST_TEXT], "reading": reading})
        if isinstance(command, WriteField | AddNote):
            key = "value" if isinstance(command, WriteField) else "text"
            return command.model_copy(update={key: getattr(command, key)[:LONGEST_TEXT]})
        return command

    def _hearing(self, live: Live) -> Hearing:
        """Return who reads in this attempt: the reader that it began with."""
        first = live.record[0].event
        phrases = first.digests.get("phrases", "") if isinstance(first, AttemptStarted) else ""
        return self._library.hearing(live.world.scenario.id, phrases)

    def _pace(self, person_id: str) -> tuple[float, str]:
        person = self._store.people.get(person_id)
        granted = float(person.settings.get("granted_pace", 1.0))
        if granted > 1.0:
            return min(granted, MOST_STRETCH), "adjustment granted"
        stretch = 1.0 if person.pace is None else stretch_for(person.pace)
        return stretch, "typing pace of the warm-up" if stretch > 1.0 else ""

    def _keep_pace(self, live: Live) -> None:
        first = live.record[0].event
        if isinstance(first, AttemptStarted) and first.mode == "warm-up":
            measured = typing_pace([r.event for r in live.record])
            if measured is not None:
                self._store.people.set_pace(live.attempt.learner_id, measured)

    def past(self, actor: Actor | None, *, limit: int = 50) -> tuple[Attempt, ...]:
        """Return the learner's own attempts, the latest first."""
        by = require(actor, "learner")
        return self._store.attempts.list(AttemptFilter(learner_id=by.person_id), limit=limit).items


def done_last(state: State) -> dict[str, tuple[float, str]]:
    """Return when (call time) what is drafted was last said, written or set, and its words, by draft key."""
    lines = [line for line in state.lines.values() if line.spoken]
    done = {f"say:{line.id}": (line.spoken[-1].t, line.spoken[-1].text) for line in lines}
    for log in state.logs.values():
        done |= {f"{log.incident}:{edit.field}": (edit.t, edit.value) for edit in log.edits}
        done |= {f"{log.incident}:note": (note.t, note.text) for note in log.notes}
        done |= {f"{log.incident}:priority": (level.t, level.reason) for level in log.priorities}
    return done


def draft_key(command: WriteField | AddNote) -> str:
    """Return the key under which the half-written text of a field or note is kept."""
    name = command.field if isinstance(command, WriteField) else "note"
    return f"{command.incident}:{name}"


def ringing_line(live: Live) -> str:
    """Return the id of the line that rings, or nothing."""
    return next((x.id for x in live.state.lines.values() if x.status == "ringing"), "")
