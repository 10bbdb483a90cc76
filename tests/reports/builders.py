"""Makes a believable attempt with its marking, all invented, for the tests of the evidence report."""

# ruff: noqa: E501 - a deed a line reads as the call does
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from reports.assemble import build_evidence_report
from reports.evidence import EvidenceReport
from reports.frame import AttemptOf, ReportFrame
from simulator.model import events as ev
from simulator.model.findings import FactJourney, Finding, IndicatorResult, Marking, Retag
from simulator.model.load_organisation import load_organisation
from simulator.model.load_unit import load_unit
from simulator.model.organisation import Organisation
from simulator.model.reading import ReadAct, Reading
from simulator.model.scenario import Call, CastMember, Cue, Fact, Incident, Indicator, Scenario
from simulator.model.unit import Unit

ROOT = Path(__file__).parents[2]
STARTED = datetime(2026, 11, 24, 14, 7, 2, 400000, tzinfo=UTC)
ATTEMPT = "3f2c9b1d5e6a4f0b8c7d9e0f1a2b3c4d"
DIGEST = "9c1f0a7be2d84c55a0f3b1c6d7e8f9012233445566778899aabbccddeeff0011"
ACT_LABELS = {
    "greet": "Answers by naming the service",
    "ask_location": "Asks where the incident is",
    "ask_hazards": "Asks about dangers",
    "wrong_switch_on_light": "Says to switch on a light (unsafe)",
}
HOSTILE = (
    "<script>alert('x')</script> & \"quoted\" #let x = 1 $x$ *bold* @ref [link](http://x) \\ {caller.name}\x00\x07\x1b[31m "
    "😀👩‍💻 你好 ⚠️ עברית العربية \u202eeman rorrim\u202c tab\there\r\nnew line "
)


@cache
def organisation() -> Organisation:
    """Return the shipped organisation."""
    found, faults = load_organisation(ROOT / "criteria" / "organisations" / "wendshire")
    assert found is not None, faults
    return found


@cache
def unit() -> Unit:
    """Return the shipped unit."""
    found, faults = load_unit(ROOT / "criteria" / "unit-234")
    assert found is not None, faults
    return found


def scenario() -> Scenario:
    """Return a small scenario of the tests' own, with a template that the cast fills in."""
    facts = {
        "address": Fact(label="The address", topic="where"),
        "smell": Fact(label="A strong smell of gas", topic="what"),
        "father": Fact(label="Father upstairs, cannot manage the stairs", hazard=True),
        "oxygen": Fact(label="Oxygen cylinder by {father.first}'s bed", hazard=True),
        "callback": Fact(label="The number to ring back", pass_on=False),
        "name": Fact(label="The caller's name", pass_on=False),
        "back_door": Fact(label="Back door is locked"),
        "neighbour": Fact(label="The neighbour smells it too"),
    }
    return Scenario(
        format=1,
        id="gas-escape",
        title="Smell of gas, and a father who cannot manage the stairs",
        kind_of_call="An emergency call",
        organisation="wendshire",
        unit="234",
        used_for=("practice", "assessment"),
        difficulty=2,
        target_time=360,
        at_latest=720,
        brief="Take the call that comes in.",
        criteria=("1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.1", "2.2", "2.3"),
        variants={"light": "He reaches for the landing light early on"},
        cast={"caller": CastMember(person="female"), "father": CastMember(person="male")},
        incidents={"escape": Incident(label="Gas escape", type="GA-UNC", priority="P1")},
        calls={"main": Call(caller="caller", incident="escape", opening="Hello?")},
        facts=facts,
        indicators={"greets": Indicator(criterion="1.1", clause="1.1", greets=("greet",))},
        cues={"at_scene": Cue(by="alpha1", note="Alpha 1 finds the cylinder by itself")},
    ).with_act_labels(ACT_LABELS)


def reading(*acts: str, band: str = "sure") -> Reading:
    """Return a reading that heard these acts."""
    return Reading(
        acts=tuple(ReadAct(act=a, band=band, score=0.91) for a in acts),  # type: ignore[arg-type]
        form="question",
        reader="reader 1.2",
    )


LINE, RADIO, GAS = "line:1", "radio:alpha1", "phone:gas_network"


def _said(t: float, text: str, *acts: str, line: str = LINE) -> ev.Spoke:
    return ev.Spoke(t=t, line=line, text=text, reading=reading(*acts))


def _caller(t: float, text: str) -> ev.Heard:
    return ev.Heard(t=t, line=LINE, who="caller", party="main", name="Dilys Okafor", text=text)


def _crew(t: float, text: str) -> ev.Heard:
    return ev.Heard(t=t, line=RADIO, who="responder", party="alpha1", name="Alpha 1", text=text)


def _told(t: float, fact: str, asked: bool = True) -> ev.FactTold:
    return ev.FactTold(t=t, line=LINE, fact=fact, asked=asked, value="…")


def _wrote(t: float, field: str, value: str, before: str = "") -> ev.FieldWritten:
    return ev.FieldWritten(t=t, incident="47", field=field, value=value, before=before)


def _opening() -> list[Any]:
    return [
        ev.AttemptStarted(
            t=0, scenario="gas-escape", organisation="wendshire", unit="234", mode="assessment", seed=481516,
            variant="light", cast={"father.first": "Emlyn", "caller.name": "Dilys Okafor"},
            digests={"scenario": "a1" * 32, "organisation": "b2" * 32, "unit": "c3" * 32, "phrases": "d4" * 32},
            reader="reader 1.2", engine="engine 1.0", pace=1.25, pace_reason="typing pace of the warm-up",
        ),
        ev.LineRang(t=3, line=LINE, call="main", label="07700 900123", shown="07700 900123"),
        ev.LineAnswered(t=7, line=LINE, waited=4),
        ev.LogOpened(t=7, incident="47", truth="escape"),
        ev.LineLinked(t=7, line=LINE, incident="47"),
        _caller(8, "Hello? I can smell gas, it's really strong. I don't know what to do!"),
        ev.MoodChanged(t=8, call="main", mood=7),
        _told(8, "smell", asked=False),
        _said(13, "Wendshire Incident Line, what is the address of the incident?", "greet", "ask_location"),
        _caller(14, "14 Tanners Row, Castlebeck. WN4 2QT."),
        _told(14, "address"),
        _wrote(22, "type", "GA-UNC"),
        _wrote(31, "where", "41 Tanners Row, Castlebeck"),
        _said(34, "So that's 14 Tanners Row in Castlebeck, is that right?", "read_back"),
        _caller(35, "Yes, that's right."),
        _wrote(40, "where", "14 Tanners Row, Castlebeck, WN4 2QT", "41 Tanners Row, Castlebeck"),
        _said(46, "I'm sorry you are going through this, you did right to ring. What's your name please?", "empathise", "ask_name"),
        _caller(47, "Dilys Okafor."),
        _told(47, "name"),
        ev.MoodChanged(t=47, call="main", mood=5, why="act:empathise"),
        _wrote(55, "caller_name", "Dilys Okafor, occupier"),
        _said(58, "And the number you are on, if we get cut off?", "ask_callback_number"),
        _caller(59, "07700 900123. It's my mobile."),
        _told(59, "callback"),
        _wrote(66, "callback", "07700 900123"),
    ]  # fmt: skip


def _middle() -> list[Any]:
    return [
        _said(72, "Who is in the house with you?", "ask_who_is_there"),
        _caller(73, "There's me and my dad. He's upstairs in bed, he can't manage the stairs on his own."),
        _told(73, "father"),
        ev.TreeWalked(t=80, incident="47", tree="gas", node="g1", answer="yes", leads_to="g2"),
        ev.PrioritySet(t=86, incident="47", level="P2", reason="Gas in a house"),
        _wrote(92, "people", "Two: caller and her father"),
        _wrote(98, "vulnerable", "Father upstairs, cannot manage the stairs"),
        ev.PrioritySet(t=101, incident="47", level="P1", reason="Somebody inside cannot get out alone (4.6)", before="P2"),
        ev.Deployed(t=106, incident="47", resource="alpha1", due=470, address="14 Tanners Row, Castlebeck"),
        ev.ResourceChanged(t=106, resource="alpha1", status="mobile", incident="47", due=470),
        ev.MessageSent(
            t=124, message="m1", incident="47", to="alpha1", medium="data", carries=("address", "smell", "father"),
            text="P1 GA-UNC log 47. 14 Tanners Row, Castlebeck WN4 2QT. Strong smell of gas, 2 persons, one upstairs cannot use stairs.",
            reading=reading("pass_location"), answer_due=131,
        ),
        ev.MessageAnswered(t=131, message="m1", answer="accepted", text="Alpha 1, received log 47, mobile."),
        _said(140, "Please don't touch any switches, and go and put the light on so I can see you.", "advise_no_switches", "wrong_switch_on_light"),
        _caller(141, "Put the light on? …Okay, if you're sure."),
        ev.MoodChanged(t=141, call="main", mood=6, why="act:wrong_switch_on_light"),
        _caller(149, "He's got his oxygen on, by the bed, he always has."),
        _told(149, "oxygen", asked=False),
        ev.NoteAdded(t=160, incident="47", text="Caller says father is on oxygen"),
        ev.Spoke(t=168, line=LINE, text="Is the bottle thingy shut, like, at all?", reading=Reading(reader="reader 1.2")),
        _caller(169, "Sorry, what do you mean?"),
        ev.Interrupted(t=175, seconds=42.0),
        ev.Escalated(t=190, incident="47", level="L1", reason="Person trapped with gas, oxygen in use", answer_due=205),
        ev.EscalationAnswered(t=205, incident="47", level="L1", text="Supervisor here. Agreed, P1. Tell the gas network."),
        ev.LineRang(t=212, line=GAS, party="gas_network", label="Northmoor Gas Distribution", shown="01632 960400", direction="out"),
        ev.LineAnswered(t=218, line=GAS, waited=6),
        ev.Heard(t=219, line=GAS, who="organisation", party="gas_network", name="Northmoor Gas Distribution", text="Northmoor Gas, emergency desk."),
        _said(226, "Wendshire Incident Line, log 47, gas escape at 14 Tanners Row, Castlebeck. Please attend.", "pass_location", line=GAS),
        ev.Heard(t=227, line=GAS, who="organisation", party="gas_network", text="Received, our reference NG8812, engineer within the hour."),
        ev.LineEnded(t=230, line=GAS, by="learner"),
        ev.LookedUp(t=236, what="card:GAS-1"),
        ev.LookedUp(t=239, what="clause:6.3"),
        ev.TreeLeft(t=241, incident="47", tree="gas", reason="Crew already on the way"),
        _said(244, "Help is on its way. Go outside the front door and wait across the road.", "say_help_arranged", "advise_leave"),
        _caller(245, "I'm at the front door. I'm on the step. I can hear him upstairs."),
        ev.CueFired(t=262, cue="at_scene", incident="47", right_priority="P1"),
    ]  # fmt: skip


def _closing() -> list[Any]:
    return [
        ev.LineRang(t=262, line=RADIO, party="alpha1", label="Alpha 1", direction="radio"),
        ev.LineAnswered(t=262, line=RADIO),
        ev.ResourceChanged(t=262, resource="alpha1", status="on scene", incident="47"),
        _crew(262, "Control from Alpha 1, there is an oxygen cylinder by the bed up here. Nobody told us. We are pulling back."),
        _said(275, "Alpha 1 from Wendshire, received, the caller reports oxygen in use. Over.", "acknowledge", line=RADIO),
        ev.Refused(t=288, deed="deploy", why="Rapid 55 is busy until 6:00."),
        _said(300, "The crew is with your father now. If the smell gets worse, ring straight back.", "explain_next", "worsening_advice"),
        _caller(301, "I will. I'll ring straight back."),
        _wrote(315, "advice_given", "Told to leave; no switches; worsening advice"),
        _wrote(322, "result", "R1"),
        ev.LineEnded(t=330, line=LINE, by="learner"),
        ev.AttemptEnded(t=345, reason="finished"),
    ]  # fmt: skip


def record(*extra: Any) -> ev.Record:
    """Return the record; ``extra`` events are put in before the closing."""
    return ev.as_record([*_opening(), *_middle(), *extra, *_closing()])


def place(rec: ev.Record, kind: str, holds: str = "") -> int:
    """Return the seq of the first event of a kind whose words hold something."""
    return next(r.seq for r in rec if r.event.kind == kind and holds in str(r.event.model_dump()))


def _one(criterion: str, clause: str, label: str, result: str, sentence: str, *cites: int, critical: bool = False) -> IndicatorResult:  # fmt: skip
    return IndicatorResult(
        indicator=label.lower().replace(" ", "_"), kind="obtains", criterion=criterion, clause=clause, label=label,
        result=result, sentence=sentence, cites=cites, critical=critical,  # type: ignore[arg-type]
    )  # fmt: skip


def _findings(r: ev.Record) -> tuple[Finding, ...]:
    def at(kind: str, holds: str = "") -> int:
        return place(r, kind, holds)

    missed = at("spoke", "bottle thingy")
    return (
        Finding(criterion="1.1", finding="evidence found", sentence="Both indicators are shown.", indicators=(
            _one("1.1", "1.1", "Answered within ten seconds", "shown", "The line was answered after 0:04.", at("line_answered")),
            _one("1.1", "1.1", "Said who was speaking", "shown", "The greeting named the centre.", at("spoke", "Wendshire")),
        )),
        Finding(criterion="1.2", finding="could not be analysed", sentence="One line was not understood, so this cannot be said.", indicators=(
            _one("1.2", "1.3", "Read the address back", "shown", "The address was read back and confirmed.", at("spoke", "is that right"), at("heard", "Yes, that")),
            _one("1.2", "2.2", "Asked about the oxygen", "undecided", "A line that was not understood could have asked it.", missed),
        )),
        Finding(criterion="1.3", finding="partial evidence", sentence="The oxygen was noted without where it stands.", indicators=(
            _one("1.3", "3.3", "Logged the address", "shown", "The address stands as told.", at("field_written", "WN4 2QT"), at("fact_told", "'address'")),
            _one("1.3", "3.3", "Logged the hazards", "not shown", "No hazard was written in the form.", at("fact_told", "oxygen")),
        )),
        Finding(criterion="1.4", finding="evidence found", sentence="The priority was right within the limit.", indicators=(
            _one("1.4", "4.1", "Set the priority in time", "shown", "P1 was set at 1:41.", at("priority_set", "P1")),
            _one("1.4", "4.3", "Gave the reason", "shown", "The reason names clause 4.6.", at("priority_set", "4.6")),
        )),
        Finding(criterion="1.5", finding="partial evidence", sentence="The crew never learned of the oxygen cylinder.", indicators=(
            _one("1.5", "5.1", "Told the crew where", "shown", "The address was passed on.", at("message_sent")),
            _one("1.5", "5.3", "Told the crew of every hazard", "not shown", "The oxygen was heard at 2:29 and never sent.", at("fact_told", "oxygen"), at("heard", "pulling back")),
        )),
        Finding(criterion="1.6", finding="contrary evidence found", sentence="The caller was told to switch a light on in a gas escape.", indicators=(
            _one("1.6", "6.6", "Never told to use a switch", "contrary", "The light was to be put on.", at("spoke", "put the light on"), critical=True),
            _one("1.6", "6.1", "Told to leave the house", "shown", "The caller was told to wait across the road.", at("spoke", "across the road")),
        )),
        Finding(criterion="1.7", finding="evidence found", sentence="The supervisor heard within the limit.", indicators=(
            _one("1.7", "7.2", "Escalated in time", "shown", "The shift supervisor was told at 3:10.", at("escalated"), at("escalation_answered")),
        )),
        Finding(criterion="2.1", finding="evidence found", sentence="The gas network was told and answered.", indicators=(
            _one("2.1", "8.5", "Told the gas network", "shown", "The gas network took the job.", at("spoke", "Please attend"), at("heard", "NG8812")),
        )),
        Finding(criterion="2.2", finding="no evidence found", sentence="The update never went by radio.", indicators=(
            _one("2.2", "9.4", "Told the moving crew by radio", "not shown", "Nothing was sent by radio before arrival.", at("deployed")),
        )),
        Finding(criterion="2.3", finding="not exercised in this scenario", sentence="No email was called for.", indicators=(
            _one("2.3", "10.5", "Worded the email as agreed", "no chance", "No email was sent, and none was called for."),
        )),
    )  # fmt: skip


def _journeys(r: ev.Record) -> tuple[FactJourney, ...]:
    return (
        FactJourney(fact="address", label="The address", told_at=14, asked=True, logged_at=40, logged_right=True, logged_as="14 Tanners Row, Castlebeck, WN4 2QT", passed_at=124, passed_to=("Alpha 1 by data", "Northmoor Gas by phone"), followed="the crew went there", cites=(place(r, "fact_told", "'address'"), place(r, "message_sent"))),
        FactJourney(fact="oxygen", label="Oxygen cylinder by Emlyn's bed", hazard=True, told_at=149, asked=False, logged_at=160, logged_right=False, logged_as="Caller says father is on oxygen", followed="the crew pulled back", followed_bad=True, cites=(place(r, "fact_told", "oxygen"), place(r, "note_added"), place(r, "heard", "pulling back"))),
        FactJourney(fact="father", label="Father upstairs, cannot manage the stairs", hazard=True, told_at=73, asked=True, logged_at=98, logged_right=True, logged_as="Father upstairs, cannot manage the stairs", passed_at=124, passed_to=("Alpha 1 by data",), followed="a second firefighter went up"),
        FactJourney(fact="callback", label="The number to ring back", told_at=59, asked=True, logged_at=66, logged_right=True, logged_as="07700 900123", needs_passing=False),
        FactJourney(fact="back_door", label="Back door is locked"),
        FactJourney(fact="neighbour", label="The neighbour smells it too"),
    )  # fmt: skip


def marking(r: ev.Record) -> Marking:
    """Return a marking with every finding and every result in it."""
    return Marking(
        marker="marker 1.1",
        findings=_findings(r),
        journeys=_journeys(r),
        opening="You heard 6 of 8 facts, wrote 5 and passed on 3; the crew never learned of the oxygen cylinder.",
        radio=place(r, "heard", "pulling back"),
        span=(149.0, 262.0, "oxygen not sent"),
        not_understood=(place(r, "spoke", "bottle thingy"),),
    )


def frame(r: ev.Record, **changed: Any) -> ReportFrame:
    """Return what stands outside the record: three attempts, one of them abandoned."""
    attempts = (
        AttemptOf(attempt_id="0a1b2c3d4e5f60718293a4b5c6d7e8f9", started_at=STARTED - timedelta(days=6), mode="practice", status="abandoned"),
        AttemptOf(attempt_id="77aa88bb99cc00dd11ee22ff33445566", started_at=STARTED - timedelta(days=3), mode="practice", status="finished"),
        AttemptOf(attempt_id=ATTEMPT, started_at=STARTED, mode="assessment", status="finished", released_at=STARTED + timedelta(hours=2)),
    )  # fmt: skip
    fields: dict[str, Any] = {
        "centre": "Marchshire College, Contact Centre Skills",
        "learner_name": "Amira Haddad",
        "learner_reference": "Learner reference MC-20417",
        "attempt_id": ATTEMPT,
        "started_at": STARTED,
        "ended_at": STARTED + timedelta(seconds=387),
        "status": "finished",
        "attempts": attempts,
        "head_seq": len(r),
        "head_digest": DIGEST,
        "intact": True,
        "sealed_at": STARTED + timedelta(seconds=387),
        "released_at": STARTED + timedelta(hours=2),
        "released_by": "u-assessor",
        "names": {"u-assessor": "Rowan Marsh"},
        "software": "Incident Call Simulator 0.1.0",
    }
    return ReportFrame(**(fields | changed))


def recorded_times(r: ev.Record) -> dict[int, datetime]:
    """Return when the store took each event; the interruption stands between."""
    return {x.seq: STARTED + timedelta(seconds=x.event.t + (42 if x.event.t > 175 else 0)) for x in r}


def retags(r: ev.Record) -> tuple[Retag, ...]:
    """Return one re-tag of the line that was not understood."""
    seq = place(r, "spoke", "bottle thingy")
    reason = "The learner plainly asks whether the cylinder is shut off."
    return (Retag(seq=seq, acts=("ask_hazards",), by="u-assessor", reason=reason),)


def report(*extra: Any, **changed: Any) -> EvidenceReport:
    """Return the whole report; ``extra`` events join the record, ``changed`` fields the frame."""
    return report_of(record(*extra), **changed)


def begun_with(r: ev.Record, **changed: Any) -> ev.Record:
    """Return a record whose first event has other values."""
    first, *rest = (x.event for x in r)
    return ev.as_record([first.model_copy(update=changed), *rest])


def report_of(r: ev.Record, **changed: Any) -> EvidenceReport:
    """Return the whole report of a record; ``changed`` fields join the frame."""
    return build_evidence_report(
        r,
        marking(r),
        scenario(),
        organisation(),
        unit(),
        frame=frame(r, **changed),
        recorded_times=recorded_times(r),
        retags=retags(r),
    )


def hostile_report() -> EvidenceReport:
    """Return a report in which every place that a person can write in holds hostile text."""
    long = (HOSTILE * 60)[:10_000]
    unbroken = "x" * 10_000
    extra = [
        ev.Spoke(t=246, line=LINE, text=long),
        ev.Spoke(t=247, line=LINE, text=unbroken),
        ev.Spoke(t=248, line=LINE, text="😀" * 10_000),
        ev.Heard(t=249, line=LINE, who="caller", party="main", name=HOSTILE, text=HOSTILE),
        _wrote(250, "what_happened", long),
        _wrote(251, "hazards", unbroken, before=HOSTILE),
        ev.NoteAdded(t=252, incident="47", text=HOSTILE),
        ev.PrioritySet(t=253, incident="47", level="P1", reason=HOSTILE, before="P1"),
        ev.MessageSent(t=254, message="m2", incident="47", to=HOSTILE, medium="radio", text=long),
        ev.MessageAnswered(t=255, message="m2", answer="asks", text=HOSTILE),
        ev.Deployed(t=256, incident="47", resource="alpha2", due=300, address=HOSTILE),
        ev.Escalated(t=257, incident="47", level="L2", reason=HOSTILE),
        ev.TreeLeft(t=258, incident="47", tree="gas", reason=HOSTILE),
        ev.LookedUp(t=259, what=HOSTILE),
    ]
    return report(*extra, learner_name=HOSTILE, centre=HOSTILE, learner_reference=HOSTILE)
