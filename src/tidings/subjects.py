"""Subjects that are reported with care: the words that ``sensitive`` judges in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

Subject = Literal["child abuse", "sexual violence", "suicide", "graphic violence"]
"""Abuse of children; sexual violence; suicide and self-harm; killings and injuries told or shown in detail."""
SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)
LABELS: Final[dict[Subject, str]] = {
    "child abuse": "This report is about the abuse of children.",
    "sexual violence": "This report is about sexual violence.",
    "suicide": "This report is about suicide or self-harm.",
    "graphic violence": "This report is about severe violence.",
}
"""What readers are told before they read on: calm, and without a detail."""
CHILD_SUBJECTS: Final[frozenset[Subject]] = frozenset(("child abuse", "sexual violence"))
"""Where a child may be the victim, whom nobody may identify."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """Where readers find help: one entry of ``[[help_lines]]``, or of the list that comes with Tidings."""

    name: str
    country: str = ""
    """Two letters of ISO 3166; empty: not bound to one."""
    subjects: tuple[str, ...] = ()
    """Those it helps with; empty: all."""
    phone: str = ""
    url: str = ""
    hours: str = ""
    """When somebody answers, in words: ``day and night``."""
    reviewed: str = ""
    """The day somebody last checked all of this: ``2026-11-25``; empty: nobody has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """How a report on a sensitive subject is shown, by the desk's policy."""

    labels: tuple[str, ...] = ()
    """Sentences for readers."""
    hides_image: bool = False
    """No picture, anywhere."""
    hides_card: bool = False
    """No picture where its page is shared or found."""
    may_lead: bool = True
    """A machine may give it the most prominent place: top of the front page, first in a newsletter."""
    help_lines: tuple[HelpLine, ...] = ()


NO_CARE: Final = Care()
"""For what needs none."""
