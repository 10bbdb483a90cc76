"""Writes papers for the tests: answers that make every point, few of them, or say something wrong."""

from __future__ import annotations

from simulator.model.matrix import Dossier
from simulator.model.papers import PaperState
from simulator.model.questions import Question
from simulator.service.access import Actor
from tests.service.desk import Centre

UNIT, CENTRE = "234", "wendshire"


def full(question: Question) -> str:
    """An answer that makes every key point in the words of its examples, as whole sentences."""
    said = [f"{p.examples[0][0].upper()}{p.examples[0][1:]}." for p in question.points]
    return " ".join([*said, "That is how we do it at our centre, and I have seen it work on calls."])


def question(centre: Centre, name: str) -> Question:
    found = centre.library.questions(UNIT, CENTRE).question(name)
    assert found is not None
    return found


def write_all(centre: Centre, who: Actor, paper: str, text=full) -> PaperState:
    """Answer every question of a paper."""
    papers = centre.service.papers
    state = papers.look(who, paper).state
    for one in state.started.asked:
        before = papers.look(who, paper).state.written(one.id).text
        centre.clock.wait(60)
        papers.write(who, paper, one.id, text(question(centre, one.id)), before=before)
    return papers.look(who, paper).state


def hand_in(centre: Centre, who: Actor, paper: str) -> None:
    """Declare and hand in."""
    centre.service.papers.hand_in(who, paper, own_work=True, help_used="none", machine_help="none")


def practice(centre: Centre, criteria=()) -> str:
    """Start a practice paper."""
    return centre.service.papers.practise(centre.learner, "paper", UNIT, CENTRE, criteria=criteria)


def assessed(centre: Centre, criteria=("3.1", "3.4"), text=full) -> str:
    """Set a paper for the class, and let the learner write it and hand it in; return its id."""
    task = centre.service.answers.set_for(
        centre.assessor,
        centre.class_id,
        sort="paper",
        unit=UNIT,
        organisation=CENTRE,
        mode="assessment",
        criteria=criteria,
    )
    paper = centre.service.papers.take(centre.learner, task.id)
    write_all(centre, centre.learner, paper, text)
    hand_in(centre, centre.learner, paper)
    return paper


def dossier(centre: Centre) -> Dossier:
    """How the learner's portfolio stands."""
    return centre.service.portfolios.dossier_of(centre.learner.person_id, UNIT)
