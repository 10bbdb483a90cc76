"""A centre may work without radio: its crews then speak on a phone line that stays open."""

from simulator.engine.context import context_for
from simulator.model import commands as cmd
from tests.engine.builders import Play
from tests.engine.small_organisation import organisation


def played() -> Play:
    """Return an attempt in a centre whose crews carry phones and no radio, with one of them on its way."""
    centre = organisation()
    crews = tuple(r.model_copy(update={"reached_by": ("phone", "data")}) for r in centre.resources)
    play = Play(centre=centre.model_copy(update={"resources": crews})).answered()
    play.do(cmd.WriteField(incident=play.log, field="where", value="14 Larch Street, Testham"))
    play.do(cmd.Deploy(incident=play.log, resource="alpha1"))
    return play


def said_on(play, line):
    return [e.text for e in play.kinds("heard") if e.line == line]


def test_a_crew_without_radio_is_told_and_answers_by_phone():
    play = played()
    play.do(cmd.Send(incident=play.log, to="alpha1", medium="phone", text="14 Larch Street, Testham"))
    play.wait(10)
    assert said_on(play, "phone:alpha1") == ["Alpha1, mobile to 14 Larch Street, Testham."]
    assert play.state.lines["phone:alpha1"].direction == "phone"
    assert "radio:alpha1" not in play.state.lines
    play.do(cmd.Send(incident=play.log, to="alpha1", medium="radio", text="14 Larch Street"))
    assert "use phone or data" in play.kinds("refused")[-1].why


def test_a_crew_without_radio_asks_by_phone_and_is_answered_there():
    play = played()
    play.wait(31)
    assert said_on(play, "phone:alpha1") == ["Alpha to Control, any hazards inside?"]
    assert "phone:alpha1" in {line.id for line in play.state.waiting()}
    play.do(cmd.Answer(line="phone:alpha1"))
    assert "phone:alpha1" not in {line.id for line in play.state.waiting()}
    assert context_for(play.state, "phone:alpha1", play.world).addressed == "responder"
    play.say(text="An oxygen cylinder by the bed", line="phone:alpha1")
    assert play.kinds("spoke")[-1].carries == ("cylinder",)
    assert play.state.lines["phone:alpha1"].asks == ()


def test_a_crew_s_phone_line_stays_open():
    play = played()
    play.wait(31)
    for deed in (cmd.EndCall(line="phone:alpha1"), cmd.Hold(line="phone:alpha1")):
        assert play.do(deed)[-1].kind == "refused"
    assert play.kinds("refused")[0].why == "The line to Alpha1 stays open; there is nothing to end."
    play.wait(200)
    assert play.state.lines["phone:alpha1"].status == "live"
