"""Learners in the middle of a shift: people, sign-ins and running attempts that stand at turn 60.

The record is played by the engine, in words that go through the reader, and written with a start in the past,
so that the call goes on from there when a browser opens it.
"""

import itertools
import uuid
from dataclasses import dataclass
from datetime import timedelta

from simulator.engine.casting import draw
from simulator.engine.world import world
from simulator.model import commands as cmd
from simulator.proving.door import Door
from simulator.service.live import to_store
from simulator.service.wiring import Settings, open_service
from simulator.store.values import NewAttempt
from tests.understanding.banks import dev_lines

SCENARIO = "shift-two-calls"
TURNS = 60
EVERY = 6.0
SPREAD = 60.0
"""People begin within so many seconds of each other: not all their cues fall due in the same instant."""
PASSWORD = "seven wooden oars"


@dataclass(frozen=True)
class Learner:
    """Somebody signed in, with a call that runs and the line they are on."""

    token: str
    attempt: str
    line: str


class ShiftGround:
    """A data folder with people in it; learners are added as they are wanted, also while a server runs."""

    def __init__(self, data):
        self.service = open_service(Settings(data))
        store, people, now = self.service.store, self.service.people, self.service.now
        admin = people.claim(people.claim_token() or "", "Ada Marsh", "ada", PASSWORD).actor
        _, given = people.add_staff(admin, "Bea Quill", "bea", frozenset({"assessor"}))
        token = people.sign_in("bea", given).token
        assessor = people.change_password(token, given, PASSWORD).actor
        self.code = people.open_class(assessor, "Tuesday evening").class_code
        self.store, self.people, self.now = store, people, now
        self.lines = spoken_lines()
        self.door = self._play()
        self._names = itertools.count(1)

    def learners(self, count):
        """Add learners whose calls stand at turn 60 at this moment."""
        joined = []
        for _ in range(count):
            name = f"learner{next(self._names)}"
            joined.append(self.people.join(self.code, f"{name.title()} Reeve", name, PASSWORD))
        return [self._running(x, n * SPREAD / count) for n, x in enumerate(joined)]

    def tokens(self, count):
        """Add people who have signed in and taken no call; return the tokens of their sign-ins."""
        names = [f"starter{next(self._names)}" for _ in range(count)]
        return [self.people.join(self.code, f"{n.title()} Reeve", n, PASSWORD).token for n in names]

    def _play(self):
        library = self.service.library
        scenario = library.scenario(SCENARIO)
        organisation = library.organisation(scenario.organisation)
        cast = draw(scenario, organisation, 234)
        stage = world(scenario, organisation, cast.values, "same")
        door = Door(stage, library.reader(SCENARIO), seed=234, digests=library.digests(SCENARIO))
        return to_turn_sixty(door, self.lines)

    def _running(self, joined, ahead):
        library = self.service.library
        at = self.now() - timedelta(seconds=self.door.state.t + 1 + ahead)
        scenario = library.scenario(SCENARIO)
        texts = library.texts(SCENARIO).items()
        new = NewAttempt(
            id=uuid.uuid4().hex,
            learner_id=joined.actor.person_id,
            scenario_id=SCENARIO,
            organisation_id=scenario.organisation,
            unit=scenario.unit,
            mode=self.door.events[0].mode,
            seed=234,
            started_at=at,
            content={name: self.store.texts.keep(text) for name, text in texts},
            reader_version=library.reader(SCENARIO).name,
            set_task_id=None,
        )
        events = [to_store(e, at + timedelta(seconds=e.t)) for e in self.door.events]
        self.store.attempts.start(new, events)
        return Learner(joined.token, new.id, live_line(self.door))

    def close(self):
        """Close the database of the data folder."""
        self.service.close()


def spoken_lines():
    """Yield lines that no two learners say alike, so that nothing is answered from a memory of texts.

    A number tells them apart: in the same breath, and in every other line as a clause of its own. So a line
    has 1.8 clauses on average and takes as long to read as the gold lines, which have as many.
    """
    pool = [line.text for line in dev_lines() if 12 <= len(line.text) <= 110]
    for n in itertools.count():
        whole = pool[(n * 37) % len(pool)]
        text = whole.rstrip(".!? ")
        yield f"{text}, number {100 + n}?" if n % 2 else f"{text} {100 + n}{whole[len(text) :]}"


def live_line(door):
    """Return the id of the caller's line that is open."""
    return next(x.id for x in door.state.lines.values() if x.direction == "in" and x.status == "live")


def to_turn_sixty(door, lines):
    """Play a busy shift: sixty lines said over two calls, two logs, units, messages, an escalation."""
    door.wait(8.0)
    first = next(x.id for x in door.state.lines.values() if x.status == "ringing")
    door.do(cmd.Answer(line=first), 9.0)
    said, t, busy = 0, 12.0, _desk_work(door)
    while said < TURNS:
        ringing = next((x for x in door.state.lines.values() if x.status == "ringing" and x.call), None)
        if ringing is not None:
            live = live_line(door)
            door.do(cmd.Hold(line=live), t)
            door.do(cmd.Answer(line=ringing.id), t + 1)
        door.do(cmd.Say(line=live_line(door), text=next(lines)), t + 2)
        said += 1
        if said % 4 == 0:
            next(busy, None)
        t += EVERY
    return door


def _desk_work(door):
    """Do the deeds of the other panes one after the other."""
    log = next(iter(door.state.logs))
    organisation = door.world.organisation
    sent = [r.id for r in organisation.resources][:2]
    deeds = [
        cmd.WriteField(incident=log, field="where", value="Outside 14 Larch Street, Port Ellery"),
        cmd.SetPriority(incident=log, level="P2", reason="hurt, awake, breathing normally"),
        cmd.WriteField(incident=log, field="what_happened", value="A man fell from a ladder"),
        cmd.AddNote(incident=log, text="Caller is the roofer's mate, shouting over traffic."),
        cmd.Send(incident=log, to="ambulance_control", medium="phone", text="A man fell from a ladder."),
        cmd.Deploy(incident=log, resource=sent[0]),
        cmd.AddNote(incident=log, text="A second caller from the same street."),
        cmd.Escalate(incident=log, level="L1", reason="one ambulance, two calls"),
        cmd.AddNote(incident=log, text="CORRECTION: the man sits on the step."),
    ]
    for deed in deeds:
        door.do(deed, door.state.t + 0.2)
        yield
