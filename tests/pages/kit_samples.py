"""Invented data for the gallery of the design system."""

from __future__ import annotations

from app_pages._kit import views
from app_pages._kit.views import Indicator

INDICATORS = (
    Indicator(
        "i1",
        "shown",
        "Tells the caller not to make a spark",
        "1:02",
        "Don't touch any switches, and nobody smokes or lights anything.",
        "Card GAS-1, clause 6.2 a. Within 60 s of the hazard being known.",
        "e7",
    ),
    Indicator(
        "i2",
        "contrary",
        "Never sends a caller to look for a leak",
        "1:24",
        "Could you pop down to the cellar and see if you can find where it's coming from?",
        "Card GAS-1, clause 6.2 f, critical. One contrary line outweighs the rest of 1.6.",
        "e10",
    ),
    Indicator(
        "i3",
        "shown",
        "Tells the caller to leave by a safe way",
        "2:51",
        "Open the windows on your way and come outside.",
        "Card GAS-1, clause 6.2 c.",
        "e12",
    ),
    Indicator(
        "i4",
        "undecided",
        "Says what happens next",
        "2:40",
        "yeah ambo on standby ta",
        "The machine did not understand this line. You decide, or re-tag it.",
        "e14",
    ),
)
WRONGS = (
    Indicator("w1", "undecided", "The tablets may be given", clause="a wrong statement", wrong=True),
    Indicator("w2", "contrary", "The crew may be sent in", clause="a wrong statement", wrong=True),
)
SPOKEN: tuple[tuple[float, views.Who, str, str], ...] = (
    (0, "system", "", "You answered line 1 after 4 seconds. Number shown: 01632 960118."),
    (3, "learner", "", "Wendshire Incident Line, what is the address of the emergency?"),
    (
        9,
        "caller",
        "Caller",
        "(fast, out of breath) Hello? I can smell gas, it's really strong, I don't know what to do!",
    ),
    (17, "learner", "", "I'm going to help you. Tell me where you are first."),
    (24, "caller", "Caller", "14 Tanners Row, Aldermouth. AM4 2QP."),
    (36, "learner", "", "14 Tanners Row, AM4 2QP. Thank you. Is anyone in the house with you?"),
    (
        43,
        "caller",
        "Caller",
        "(crying) Me and my dad. He's upstairs and he can't manage the stairs on his own.",
    ),
    (62, "learner", "", "Don't touch any switches, and nobody smokes or lights anything."),
    (69, "caller", "Caller", "Okay. Okay, I won't touch anything."),
    (75, "caller", "Caller", "Dad's just said he'll put the landing light on so he can see."),
    (81, "learner", "", "Tell him to stop. Leave that light alone."),
    (88, "caller", "Caller", "(shouting away from the phone) Dad! Leave it! … He's left it."),
    (
        110,
        "responder",
        "Radio · Alpha 1",
        "Control from Alpha 1, mobile to Tanners Row. Any persons reported, over?",
    ),
    (
        124,
        "learner",
        "You, to Alpha 1 by radio",
        "Alpha 1 from Control. Two persons. One upstairs, cannot walk unaided. Over.",
    ),
    (141, "caller", "Caller", "(quieter) He's got his oxygen on. Shall I open the windows?"),
)
