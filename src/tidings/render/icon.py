"""The site's own small sign in tabs and lists of bookmarks: the first letter of its title."""

from __future__ import annotations

from html import escape
from typing import Final

from ..model import File, Masthead

ICON: Final = "icon.svg"
INK, PAPER = "#8a1c1c", "#fffdf8"
"""The accent and the paper of the stylesheet."""
FALLBACK: Final = "T"
"""For a title without a letter or digit."""


def icon(masthead: Masthead) -> File:
    """A letter on a square; without it browsers ask for a favicon.ico that nobody has."""
    letter = next((sign for sign in masthead.title if sign.isalnum()), FALLBACK).upper()[:1]
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<rect width="32" height="32" rx="4" fill="{INK}"/>'
        f'<text x="16" y="24" text-anchor="middle" font-family="Georgia, serif" font-size="24" font-weight="700" '
        f'fill="{PAPER}">{escape(letter)}</text></svg>\n'
    )
    return File(path=f"site/{ICON}", data=drawing.encode())
