"""Profiles for the demonstration: what made-up learners say of themselves, and what an assessor said to it.

They are written through the same use cases as by people. Everybody, and every job and course, is made up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from simulator.model.profile import PROFILE, Rating
from simulator.service.access import Actor
from simulator.service.demo_desk import Desk

EMPLOYER = "Harbour Line Contact Centre"
_LETTERS: Mapping[str, Rating] = {"n": "new to me", "h": "with help", "o": "on my own"}


@dataclass(frozen=True)
class Written:
    """One profile: ``days`` ago, a letter a criterion for the ratings, and what was said a day later."""

    login: str
    job: str
    duties: str
    before: str
    goals: str
    ratings: str
    days: int = 21
    support: bool = False
    said: str = ""


WRITTEN: tuple[Written, ...] = (
    Written(
        "demo.amara",
        "Call handler in training, nights",
        "Sits beside a handler four nights a week and takes calls about lost cards",
        "Two years on a hotel's front desk; first aid certificate of 2025",
        "Take incident calls alone by the spring",
        "hhhnnhnnnhhnnnnhnh",
        said="Begin with priority and handing over. Watches one flood shift before the first assessment.",
    ),
    Written(
        "demo.callum",
        "Call handler, water supply",
        "Takes calls about burst pipes, and rings crews out",
        "Four years as a plumber's mate; NVQ level 1 in customer service",
        "A permanent place in the control room",
        "ohohhhhhhohhnhhhhh",
        support=True,
        said="Knows the trade well and the log less so: three practice calls for the log first.",
    ),
    Written(
        "demo.zainab",
        "Call handler, incident desk",
        "Takes and logs incident calls, calls crews out, hands up by the levels",
        "Three years at this desk; a college certificate in business administration, 2021",
        "The whole unit this autumn, then shift leader",
        "ooooohohhoohhhhhoh",
        said="Nearly all on her own already. Plan three shifts of different sorts, and 3.5 at the end.",
    ),
    Written(
        "demo.jiho",
        "Apprentice, control room",
        "Six weeks in each team; with the radio desk at present",
        "School, and a summer at a call centre for parcels",
        "Find out whether control room work is for me",
        "hnhnnhnnhnnnnnnnnn",
        said="New to most of it. Warm-up and silent call first; the codes list goes home with him.",
    ),
    Written(
        "demo.bronwen",
        "Receptionist, moving to the incident desk",
        "Switchboard and visitors; backs the desk up at lunch",
        "Nineteen years in reception; no certificates since school",
        "Learn the log and the radio without being rushed",
        "oohnnhnhnhnnnnnhnn",
        support=True,
        said="Calm is her strength. Extra time with the keyboard before anything is assessed.",
    ),
    Written(
        "demo.rafael",
        "Call handler, gas emergencies",
        "Gas calls on day shifts",
        "Industrial gas course, 2023; speaks Portuguese and Spanish",
        "Write messages as well as I speak",
        "ohhhnohnnnhohhhohh",
        said="Messages to crews are the goal: one a week is read together.",
    ),
    Written(
        "demo.priyanka",
        "Call handler, highways",
        "Takes calls about collisions and animals on the road",
        "A year of nursing training; a volunteer with a search team",
        "Know where advice ends",
        "ohhhhnhhhhohhhhnhh",
        said="3.6 first, and what the cards forbid. She knows more than may be said, which is the point.",
    ),
    Written(
        "demo.lewis",
        "None yet: between jobs",
        "",
        "Eight years in a warehouse; forklift licence",
        "A job with people",
        "nnnnnnnnnnnnnnnnnn",
        days=9,
    ),
    Written(
        "demo.sunniva",
        "Trainee, county duty desk",
        "Takes messages for the duty officer",
        "A degree in geography, 2024",
        "Read a map while somebody talks to me",
        "hhohnhnnhnohohnnnh",
        days=6,
        said="Quick at the log. Two shifts with two callers before the next talk.",
    ),
    Written(
        "demo.kofi",
        "Security guard, radio room",
        "Radio, doors, first on the scene in a hospital",
        "Door supervisor's licence; radio operator's certificate of the site",
        "The other end of the radio",
        "hhhnnhhnnonnnnnnoh",
        days=3,
    ),
    Written(
        "demo.delphine",
        "Call handler in training, days",
        "Listens in, writes the log beside the handler",
        "Ran a village shop for eleven years",
        "Feel sure of myself when somebody shouts",
        "hnhnnhnnhhnnnnnnnn",
        days=2,
        support=True,
    ),
)
"""One for every learner of the class but the last, who joined and has not begun."""


def fill_profiles(desk: Desk, learners: Mapping[str, Actor]) -> None:
    """Let learners write their profiles and sign them, and the assessor talk most of them through."""
    parts, unit = desk.parts, desk.unit
    for one in WRITTEN:
        learner = learners[one.login]
        desk.on(one.days)
        after = parts["profiles"].write(
            learner,
            learner.person_id,
            unit.number,
            job_role=one.job,
            employer="" if one.job.startswith("None") else EMPLOYER,
            duties=one.duties,
            prior_learning=one.before,
            goals=one.goals,
            support=one.support,
            ratings={c: _LETTERS[letter] for c, letter in zip(unit.criteria, one.ratings, strict=True)},
        )
        desk.sign(learner, learner, PROFILE)
        if one.said and after.profile is not None:
            desk.on(one.days - 1)
            on = (desk.now - timedelta(days=one.days - 1)).date()
            version = after.profile.deed.version
            parts["profiles"].discuss(
                desk.assessor, learner.person_id, unit.number, version, on=on, text=one.said
            )
            desk.sign(desk.assessor, learner, PROFILE)
