"""The made-up training centre of the demonstration: name, logo, numbers; nobody bears or was given them."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

NAME = "Saltmere Training Centre (made up, for demonstration)"
NUMBER, SITE = "000000 (made up)", "Saltmere, room 2"
TITLE = "Certificate in Contact Centre Operations, level 2 (made up)"
QAN, BODY_NUMBER = "999/0000/0", "0000-02"
EXTERNAL = "Aurelio Penhallow"
ULN = "9276308686"
"""The number with which the rule of its check digit is explained in public; it is nobody's."""
ENROLMENT = "ENR-0001 (made up)"
ASSESSOR = {
    "certified_on": "14 June 2019",
    "competence": "Eleven years in control rooms, four as shift leader",
    "developed_on": "9 October 2026, standardisation day",
    "in_post": "since June 2019",
    "conflict": "none",
}
"""What the register holds of the made-up assessor besides."""
TALK = {
    "began": "14:05",
    "ended": "14:31",
    "documents": "Procedures, section 7: levels of escalation",
    "further": "none",
}
"""When the made-up discussion was held, and what was talked about."""
_SIZE = (480, 480)
_TEAL, _SAND, _WHITE = (11, 94, 108), (226, 176, 76), (255, 255, 255)


def drawn_logo() -> bytes:
    """Return the logo as PNG: a headset over the waves of a mere, on a round ground."""
    picture = Image.new("RGB", _SIZE, _WHITE)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((8, 8, 472, 472), fill=_TEAL)
    pen.arc((130, 96, 350, 316), 180, 360, fill=_WHITE, width=26)
    for left in (118, 312):
        pen.rounded_rectangle((left, 196, left + 50, 286), 20, fill=_SAND)
    pen.arc((200, 210, 350, 330), 20, 100, fill=_WHITE, width=14)
    for top in (336, 374):
        for left in range(112, 352, 64):
            pen.arc((left, top, left + 64, top + 40), 200, 340, fill=_WHITE, width=12)
    small, out = picture.resize((160, 160), Image.Resampling.LANCZOS), io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()
