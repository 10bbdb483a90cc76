"""The typing pace told from a record: what was typed, and never what nobody can have typed."""

from simulator.model.events import Heard, Spoke
from simulator.model.reading import Reading
from simulator.service.pace import typing_pace

LINE = "line:1"


def _exchanges(answers):
    """Return what was heard and said, where each line of nine words is answered after so many seconds."""
    t, found = 0.0, []
    for text, after in answers:
        line = "Now you ask me something: ask me my name."
        found.append(Heard(t=t, line=LINE, who="caller", party="main", name="Desk", text=line))
        t += after
        found.append(Spoke(t=t, line=LINE, text=text, reading=Reading()))
    return found


def test_pasted_lines_are_no_typing():
    pasted = [("It's quarter to eleven. What is your name please?", 2.0)] * 3
    assert typing_pace(_exchanges(pasted)) is None
    typed = [("What is your name please?", 9.0)] * 3
    alone = typing_pace(_exchanges(typed))
    assert alone is not None
    assert 2 < alone < 5
    assert typing_pace(_exchanges([*typed, *pasted, *pasted])) == alone


def test_who_reads_while_typing_is_timed_from_the_line_itself():
    assert typing_pace(_exchanges([("What is your name please?", 3.0)] * 3)) == round(25 / 3, 2)
