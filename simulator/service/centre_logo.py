"""Makes a centre's logo of any picture: a small PNG without anything that the picture carried beside it."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from simulator.service.errors import ServiceError

LARGEST_MB = 2
LARGEST = LARGEST_MB * 1024 * 1024
"""Bytes of the picture as it is handed in."""
MOST_PIXELS = 20_000_000
WIDEST, HIGHEST = 600, 200
"""Pixels of the logo, kept in proportion."""


def as_logo(picture: bytes) -> bytes:
    """Return the picture as a logo.

    Raises:
        ServiceError: it is too large, or no picture (PNG or JPEG).
    """
    if len(picture) > LARGEST:
        raise ServiceError(f"A logo may have {LARGEST_MB} MB.", "logo")
    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ServiceError("This picture has too many pixels for a logo.", "logo")
            small = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as fault:
        raise ServiceError("That is no picture. A logo is a PNG or JPEG file.", "logo") from fault
    small.thumbnail((WIDEST, HIGHEST))
    white = Image.new("RGB", small.size, "white")
    white.paste(small, mask=small.getchannel("A"))
    out = io.BytesIO()
    white.save(out, "PNG", optimize=True)
    return out.getvalue()
