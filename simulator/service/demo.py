"""Fills a database with believable attempts, so that every page has something to show. Nobody in it exists.

What is written happened nowhere: learners made of rules play the shipped scenarios through the same door as a
person, with a clock that stands in the past weeks. Passwords are drawn at that moment, handed back once to be
printed, and kept only as hashes. Filling twice changes nothing.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from simulator.engine.world import World
from simulator.model.endings import ABANDONED
from simulator.model.events import AttemptEnded, Mode, Record
from simulator.proving.door import stage
from simulator.proving.model_learner import play_learner
from simulator.proving.plan import PLANS
from simulator.service import demo_centre
from simulator.service.access import Actor
from simulator.service.blind import is_blind
from simulator.service.demo_answers import CENTRE, UNIT, Writer, fill_answers
from simulator.service.demo_desk import ADMINISTRATOR, Clock, Desk
from simulator.service.demo_portfolios import fill_portfolios
from simulator.service.demo_profiles import fill_profiles
from simulator.service.learning import Learning
from simulator.service.library import Library
from simulator.service.live import to_store
from simulator.service.passwords import class_code, hash_password
from simulator.service.people import People
from simulator.service.records import Records
from simulator.service.wiring import Service, portfolio_parts
from simulator.store.opening import Store
from simulator.store.values import NewAttempt, NewPerson, Role

MARK = "demonstration filled at"
CLASS = "Contact centre operations, Tuesday group"
STAFF: tuple[tuple[str, str, Role], ...] = (
    ("Marguerite Osei", "demo.assessor", "assessor"),
    ("Tomasz Kowalczyk", "demo.tutor", "tutor"),
    ("Ingrid Vasquez", "demo.iqa", "iqa"),
)
LEARNERS: tuple[tuple[str, str, float], ...] = (
    ("Amara Okonjo", "demo.amara", 4.6),
    ("Callum Reith", "demo.callum", 3.9),
    ("Zainab Farooqi", "demo.zainab", 5.1),
    ("Jiho Baek", "demo.jiho", 4.2),
    ("Bronwen Teague", "demo.bronwen", 2.4),
    ("Rafael Quintela", "demo.rafael", 3.6),
    ("Priyanka Dhillon", "demo.priyanka", 4.4),
    ("Lewis Hartnoll", "demo.lewis", 3.4),
    ("Sunniva Aldred", "demo.sunniva", 3.9),
    ("Kofi Brathwaite", "demo.kofi", 4.1),
    ("Delphine Moyes", "demo.delphine", 3.2),
    ("Owain Trevanion", "demo.owain", 2.9),
)
"""Name, sign-in name and typing pace (characters a second) of each learner of the class."""
BLIND_PERCENT = 20
GOAL = "Read every house number and call-back number back before I write it down."


@dataclass(frozen=True)
class Past:
    """One attempt of the past: who (place in the class), what, how, and when (days ago, hour and minute).

    ``blind``: it is one of those that are viewed blind first, so that the demonstration always has some.
    """

    who: int
    scenario: str
    plan: str
    mode: Mode
    days: int
    at: tuple[int, int]
    task: bool = False
    blind: bool = False


PASTS: tuple[Past, ...] = (
    Past(0, "gas-escape", "hesitant", "practice", 20, (10, 12)),
    Past(1, "gas-escape", "careless-log", "practice", 20, (10, 14)),
    Past(3, "gas-escape", "forgets-hazard", "practice", 20, (10, 31)),
    Past(4, "gas-escape", "hesitant", "practice", 19, (14, 5)),
    Past(5, "gas-escape", "rude", "practice", 19, (14, 9)),
    Past(7, "gas-escape", "silent", "practice", 18, (9, 40)),
    Past(0, "gas-escape", "forgets-hazard", "practice", 16, (11, 20)),
    Past(2, "gas-escape", "model", "practice", 15, (9, 15)),
    Past(6, "road-collision", "forgets-hazard", "practice", 14, (13, 48)),
    Past(1, "road-collision", "careless-log", "practice", 13, (10, 2)),
    Past(4, "silent-call", "hesitant", "practice", 12, (15, 33)),
    Past(0, "road-collision", "model", "practice", 10, (10, 50)),
    Past(3, "silent-call", "forgets-hazard", "practice", 9, (11, 41)),
    Past(5, "gas-escape", "careless-log", "practice", 8, (14, 26)),
    Past(2, "shift-two-calls", "model", "practice", 7, (9, 52)),
    Past(2, "gas-escape", "model", "assessment", 6, (10, 0), blind=True),
    Past(6, "gas-escape", "forbidden-advice", "assessment", 5, (10, 25)),
    Past(0, "gas-escape", "forgets-hazard", "assessment", 5, (11, 5)),
    Past(1, "road-collision", "careless-log", "assessment", 4, (13, 30)),
    Past(3, "silent-call", "model", "assessment", 2, (10, 44)),
    Past(4, "gas-escape", "forgets-hazard", "assessment", 1, (15, 10), task=True, blind=True),
)
STEPS = len(PASTS) + 2
"""How many steps filling reports to its ``progress``."""


@dataclass(frozen=True)
class SignInMade:
    """A demonstration person and the password to sign in with, which is kept nowhere."""

    name: str
    login: str
    role: Role
    password: str = field(repr=False)


@dataclass(frozen=True)
class Filled:
    """What was written: the people who can sign in, the class code, and how many attempts."""

    people: tuple[SignInMade, ...]
    class_name: str
    class_code: str
    attempts: int


@dataclass(frozen=True)
class _Made:
    people: tuple[SignInMade, ...]
    actors: dict[str, Actor]
    cohort: str
    code: str


def fill_with_demonstration_data(
    service: Service, progress: Callable[[str], None] = lambda _step: None
) -> Filled | None:
    """Write the demonstration, all of it or nothing; return ``None`` when it was written before.

    ``progress`` is told each of ``STEPS`` steps as it is done.
    """
    store, now = service.store, service.now()
    if store.settings.get(MARK) is not None:
        return None
    played = [(past, *_played(service.library, past, n, progress)) for n, past in enumerate(PASTS)]
    with store.transaction():
        made = _people(service, now - timedelta(days=24))
        service.observing.set_blind_share(ADMINISTRATOR, BLIND_PERCENT)
        progress("people")
        task = _set_task(service, made, now - timedelta(days=1, hours=20))
        assessed: dict[str, str] = {}
        for past, seed, record in played:
            learner = made.actors[LEARNERS[past.who][1]]
            task_id = task if past.task else None
            attempt = _written(service, past, seed, record, learner=learner, task=task_id, now=now)
            if past.mode == "assessment":
                assessed[learner.person_id] = attempt
        service.evidence.name_centre(ADMINISTRATOR, demo_centre.NAME)
        service.evidence.keep_logo(ADMINISTRATOR, demo_centre.drawn_logo())
        service.store.goals.choose(made.actors[LEARNERS[0][1]].person_id, GOAL, now - timedelta(days=4))
        _portfolios(service, made, assessed, (now - timedelta(days=1)).replace(hour=9, minute=20))
        store.settings.put(MARK, now.isoformat(), now)
    progress("written")
    return Filled(made.people, CLASS, made.code, len(PASTS))


def fill_if_empty(service: Service, say: Callable[[str], None]) -> None:
    """Write the demonstration into a database that knows nobody yet, and say how to sign in."""
    if service.store.people.list(limit=1).items:
        return
    say("Making the demonstration: 21 calls are being played, which takes about half a minute.")
    filled = fill_with_demonstration_data(service)
    if filled is not None:
        for line in table(filled):
            say(line)


def table(filled: Filled) -> tuple[str, ...]:
    """Return what the terminal prints once: who can sign in, with which password, and the class code."""
    wide = max(len(p.name) for p in filled.people)
    rows = [f"  {p.name:<{wide}}  {p.role:<9} {p.login:<14} {p.password}" for p in filled.people]
    return (
        f"{filled.attempts} made-up attempts are in the database. These made-up people can sign in; their",
        "passwords were drawn just now and are shown this once:",
        *rows,
        f"Learners join the class with the code {filled.class_code}.",
    )


def _played(library: Library, past: Past, n: int, progress: Callable[[str], None]) -> tuple[int, Record]:
    """Play one attempt of the past; its place gives the seed, so that the same calls come each time."""
    scenario, seed = library.scenario(past.scenario), 2100 + 7 * n
    world: World = stage(scenario, library.organisation(scenario.organisation), seed)
    words = {act.id: act.phrasings for act in library.bank.acts}
    record = play_learner(
        world,
        library.words_reader(scenario.id),
        words,
        PLANS[past.plan],
        seed,
        mode=past.mode,
        digests=library.digests(scenario.id),
    )
    progress(past.scenario)
    return seed, record


def _people(service: Service, since: datetime) -> _Made:
    """Add the class with its learners, assessor and tutor, as of some weeks ago."""
    people: list[SignInMade] = []
    actors: dict[str, Actor] = {}
    everybody = [*STAFF, *((name, login, "learner") for name, login, _ in LEARNERS)]
    for name, login, role in everybody:
        password = "-".join(secrets.token_hex(2) for _ in range(3))
        roles: frozenset[Role] = frozenset({role})
        new = NewPerson(
            id=uuid.uuid4().hex,
            display_name=name,
            login_name=login,
            roles=roles,
            created_at=since,
            password_hash=hash_password(password, login),
        )
        service.store.people.add(new)
        people.append(SignInMade(name, login, role, password))
        actors[login] = Actor(new.id, name, roles)
    code = class_code()
    cohort = service.store.cohorts.add(uuid.uuid4().hex, CLASS, code, since)
    for _, login, pace in LEARNERS:
        service.store.cohorts.put(cohort.id, actors[login].person_id, "member", since)
        service.store.people.set_pace(actors[login].person_id, pace)
    for _, login, _role in STAFF[:2]:
        service.store.cohorts.put(cohort.id, actors[login].person_id, "assessor", since)
    return _Made(tuple(people), actors, cohort.id, code)


def _at(service: Service, then: datetime) -> Learning:
    """Return the use cases of setting tasks, their clock standing in the past."""

    def clock() -> datetime:
        return then

    people = People(service.store, clock)
    store: Store = service.store
    return Learning(
        store,
        service.library,
        service.attempts,
        people,
        clock,
        why_not_assessed=lambda _: "",  # what was set in an invented past is held to no proof of today
    )


def _portfolios(service: Service, made: _Made, assessed: dict[str, str], then: datetime) -> None:
    """Fill three portfolios up to yesterday, deed after deed as people get on with them."""
    clock = Clock(then)
    people = People(service.store, clock)
    records = Records(service.store, service.library, people, clock)
    desk = Desk(
        parts=portfolio_parts(service.store, service.library, people, records, clock),
        assessor=made.actors[STAFF[0][1]],
        passwords={made.actors[p.login].person_id: p.password for p in made.people},
        unit=service.library.unit(service.library.scenario(PASTS[0].scenario).unit),
        now=then,
        clock=clock,
        records=records,
    )
    fluent, first, fourth = (made.actors[LEARNERS[n][1]] for n in (2, 0, 3))
    desk.parts["centre_rules"].register(
        ADMINISTRATOR,
        made.actors[STAFF[2][1]].person_id,
        qualified=True,
        qualification="Quality assurance award, level 4, 2021",
        job_title="Internal quality assurer",
    )
    desk.parts["registrations"].keep_details(ADMINISTRATOR, demo_centre.NUMBER, demo_centre.SITE)
    desk.parts["registrations"].keep_qualification(
        ADMINISTRATOR,
        desk.unit.number,
        title=demo_centre.TITLE,
        number=demo_centre.QAN,
        body_number=demo_centre.BODY_NUMBER,
        assurer=made.actors[STAFF[2][1]].person_id,
        external_assurer=demo_centre.EXTERNAL,
    )
    fill_profiles(desk, made.actors)
    fill_portfolios(desk, fluent, first, fourth, assessed)
    fill_answers(
        desk.parts,
        service.library.questions(UNIT, CENTRE),
        desk.assessor,
        made.cohort,
        writers=[
            Writer(first, 0.85),
            Writer(made.actors[LEARNERS[4][1]], 0.5, slips=True),
            Writer(fourth, 0.2),
        ],
        beginner=made.actors[LEARNERS[5][1]],
    )


def _set_task(service: Service, made: _Made, then: datetime) -> str:
    learning = _at(service, then)
    due = (then + timedelta(days=5)).replace(hour=17, minute=0, second=0, microsecond=0)
    by = made.actors[STAFF[0][1]]
    return learning.set_task(by, "gas-escape", "assessment", cohort_id=made.cohort, due_at=due).id


def _written(
    service: Service,
    past: Past,
    seed: int,
    record: Record,
    *,
    learner: Actor,
    task: str | None,
    now: datetime,
) -> str:
    """Write one played attempt as it would have been recorded then, and seal it."""
    hour, minute = past.at
    began = (now - timedelta(days=past.days)).replace(hour=hour, minute=minute, second=7, microsecond=0)
    scenario, library = service.library.scenario(past.scenario), service.library
    ids = (uuid.uuid4().hex for _ in count())
    new = NewAttempt(
        id=next(i for i in ids if is_blind(i, past.mode, BLIND_PERCENT) == past.blind),
        learner_id=learner.person_id,
        scenario_id=scenario.id,
        organisation_id=scenario.organisation,
        unit=scenario.unit,
        mode=past.mode,
        seed=seed,
        started_at=began,
        content={name: service.store.texts.keep(text) for name, text in library.texts(scenario.id).items()},
        reader_version=library.words_reader(scenario.id).name,
        set_task_id=task,
    )
    events = [to_store(r.event, began + timedelta(seconds=r.event.t)) for r in record]
    last = record[-1].event
    stopped = not isinstance(last, AttemptEnded) or last.reason in ABANDONED
    service.store.attempts.start(new, events[:1])
    service.store.attempts.finish(
        new.id, 1, events[1:], status="abandoned" if stopped else "finished", ended_at=events[-1].recorded_at
    )
    return new.id
