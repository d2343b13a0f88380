"""Publishers' pictures: what a file is, who made it, who may copy it, and which ones an edition shows.

::

    containers   how files are built: size, turn, packets of metadata
    metadata     what those packets say: names, credit, licence, made by a machine
    plan         which pictures are wanted, asked for, remembered and shown

Pure functions: the asking is ``fetch``'s, the unpacking ``darkroom``'s, the memory ``store``'s.
"""

from __future__ import annotations

import re
from typing import Final

from ..imagery import Measured, Rights
from .containers import dissect
from .metadata import orientation_of, packet_of, rights_of
from .plan import (
    WIDTH_MIN,
    choose_due,
    find_bar,
    find_wanted,
    reservations_of,
    show_pictures,
    state_after,
    why_not_read,
)

HEAD_BYTES: Final = 256 * 1024
"""Of a file's beginning that is looked at: sizes stand in the first few kilobytes, credentials may take more."""

__all__ = [
    "HEAD_BYTES",
    "WIDTH_MIN",
    "choose_due",
    "find_bar",
    "find_wanted",
    "name_unread",
    "packet_of",
    "probe",
    "read_rights",
    "reservations_of",
    "show_pictures",
    "state_after",
    "why_not_read",
]


def probe(first_bytes: bytes) -> Measured | None:
    """What a picture is, from its first bytes: JPEG, PNG, GIF, WebP, AVIF or HEIC; None: nothing of the kind.

    Never raises, unpacks nothing and looks at ``HEAD_BYTES`` at most.
    """
    anatomy = dissect(first_bytes[:HEAD_BYTES])
    if anatomy is None:
        return None
    turn = orientation_of(anatomy)
    sides = (anatomy.height, anatomy.width) if turn >= 5 else (anatomy.width, anatomy.height)
    return Measured(
        format=anatomy.format, width=sides[0], height=sides[1], is_animated=anatomy.is_animated, orientation=turn
    )


def read_rights(first_bytes: bytes) -> Rights:
    """Whose a picture says it is, from its first bytes; never raises."""
    anatomy = dissect(first_bytes[:HEAD_BYTES])
    return rights_of(anatomy) if anatomy else Rights()


def name_unread(first_bytes: bytes) -> str:
    """What bytes are that are no picture we read, in words."""
    start = first_bytes[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for pattern, words in UNREAD:
        if pattern.search(start):
            return words
    return "no picture in a format that we read" if start else "empty"


UNREAD: Final = (
    (re.compile(rb"<svg\b"), "an SVG drawing, which is a program as much as a picture"),
    (re.compile(rb"\A(?:<!doctype html|<html|<head|<body)"), "a web page instead of a picture"),
    (re.compile(rb"\A(?:<\?xml|<!--|<)"), "a text with markup instead of a picture"),
    (re.compile(rb"\A\0\0[\1\2]\0"), "an icon"),
    (re.compile(rb"\A(?:\xff\xd8|\x89png|gif8|riff....webp|....ftyp)", re.DOTALL), "a damaged or cut-off picture"),
    (re.compile(rb"\A(?:bm|ii\*\0|mm\0\*)"), "a picture in a format that is not for the web"),
)
