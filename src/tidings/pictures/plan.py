"""Which pictures an edition wants, which of them are asked for now, what is remembered, and what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ..imagery import Image, Measured, Picture, PictureState, Rights, ShowImages
from ..model import Edition, RankedStory
from ..reading import PageImage, PageReading
from ..rules import ImageRules
from ..urls import is_web_url

WIDTH_MIN: Final = 200
"""Pixels: what is narrower is a logo, a face in a byline, or a tracker."""
SHAPE_MAX: Final = 4.0
"""Width by height, or the other way round: what is longer is a banner."""
BACKOFF: Final = timedelta(hours=6)
"""After a first failure, doubled with each; pictures are not urgent."""
BACKOFF_MAX: Final = timedelta(days=7)
"""Also after what will hardly change: a refusal, an address that is gone, a file that is no picture."""

BARS: Final = frozenset({"noimageindex", "noimageai", "noai", "noarchive", "none", "max-image-preview:none"})
"""Words with which publishers refuse copies of a page's pictures."""
FILE_BARS: Final = BARS | {"noindex"}
"""The same, said of the picture's own file."""
WITH_VALUES: Final = frozenset({"max-image-preview", "max-snippet", "max-video-preview", "unavailable_after"})
ROBOT: Final = "tidings"

NO_READINGS: Mapping[str, PageReading] = {}


# ---------------------------------------------------------------- what publishers ask for


def reservations_of(headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The words of ``X-Robots-Tag`` that concern us, in lower case; those for other robots by name do not."""
    found: list[str] = []
    for name, value in headers:
        if name.lower() == "x-robots-tag":
            found += directives_of(value)
    return tuple(dict.fromkeys(found))


def directives_of(value: str) -> Iterator[str]:
    """The directives of one header for everybody and for us: a robot's name counts for all that follow it."""
    is_meant = True
    for part in value.lower().split(","):
        head, colon, rest = (piece.strip() for piece in part.partition(":"))
        if colon and head not in WITH_VALUES:
            is_meant, head, colon, rest = head in (ROBOT, "*"), rest, "", ""
            head, colon, rest = (piece.strip() for piece in head.partition(":"))
        if is_meant and head:
            yield f"{head}:{rest}" if colon else head


def find_bar(words: Iterable[str], *, is_file: bool = False) -> str:
    """The word that forbids copying a picture; empty: none does."""
    bars = FILE_BARS if is_file else BARS
    return next((word for word in ("".join(said.lower().split()) for said in words) if word in bars), "")


# ---------------------------------------------------------------- what is asked for


def find_wanted(
    edition: Edition, rules: ImageRules, readings: Mapping[str, PageReading] = NO_READINGS
) -> dict[str, str]:
    """The pictures that the edition's pages want, by rank, each with the bar in its way (empty: none)."""
    wanted: dict[str, str] = {}
    for story in edition.stories[: rules.stories_max]:
        image = story.lead.article.image
        if image and is_fit(image.width, image.height) and is_web_url(image.url):
            reading = readings.get(story.lead.article.id)
            wanted.setdefault(image.url, find_bar(reading.reservations) if reading else "")
    return wanted


def is_fit(width: int, height: int) -> bool:
    """A picture of such a size can stand beside a headline; 0: the size is not known yet."""
    if not width or not height:
        return not 0 < width < WIDTH_MIN
    return width >= WIDTH_MIN and max(width, height) <= SHAPE_MAX * min(width, height)


def choose_due(
    wanted: Iterable[str], states: Mapping[str, PictureState], *, mark: str, now: datetime, rules: ImageRules
) -> list[str]:
    """Which of the wanted pictures are asked for now, the most prominent first."""
    due = [url for url in wanted if is_due(states.get(url), mark=mark, now=now)]
    return due[: rules.asked_per_run_max]


def is_due(state: PictureState | None, *, mark: str, now: datetime) -> bool:
    """A picture was never asked for, has been waited for long enough, or has copies of another make."""
    if state is None:
        return True
    return state.rules != mark if state.copies else state.next_due_at is None or state.next_due_at <= now


def why_not_read(measured: Measured, rules: ImageRules) -> str:
    """Why a picture is not even unpacked, in words; empty: it is."""
    if measured.format == "heic":
        return "a HEIC picture, which browsers cannot show and we cannot unpack"
    if measured.pixels > rules.pixels_max:
        return f"{measured.width} by {measured.height} pixels; more than {rules.pixels_max:,} are not unpacked"
    if not is_fit(measured.width, measured.height):
        return f"{measured.width} by {measured.height} pixels: too narrow for a news picture"
    return ""


def state_after(before: PictureState | None, now: PictureState, *, is_lasting: bool = False) -> PictureState:
    """What to remember: copies are kept for good, failures are tried again, later each time.

    ``is_lasting`` is a failure that will hardly change.
    """
    if now.copies:
        return now
    failures = (before.failures if before else 0) + 1
    wait = BACKOFF_MAX if is_lasting else min(BACKOFF * 2 ** min(failures - 1, 10), BACKOFF_MAX)
    return replace(now, failures=failures, next_due_at=now.asked_at + wait)


# ---------------------------------------------------------------- what is shown


def show_pictures(
    edition: Edition,
    rules: ImageRules,
    *,
    states: Mapping[str, PictureState],
    readings: Mapping[str, PageReading] = NO_READINGS,
) -> Edition:
    """The edition with the pictures that its pages show, by the desk's policy.

    ``states`` are the pictures that we have copies of, by address; ``readings`` what pages say, by article id.
    """
    show: ShowImages = rules.show  # type: ignore[assignment]  # the desk file is checked
    if show == "never":
        return edition
    stories = tuple(
        with_picture(story, show, states, readings.get(story.lead.article.id)) if place < rules.stories_max else story
        for place, story in enumerate(edition.stories)
    )
    return replace(edition, stories=stories)


def with_picture(
    story: RankedStory, show: ShowImages, states: Mapping[str, PictureState], reading: PageReading | None
) -> RankedStory:
    """A story with its lead's picture, where there is one that may be shown."""
    image = story.lead.article.image
    if image is None or (reading and find_bar(reading.reservations)):
        return story
    state = states.get(image.url) if show == "local" else None
    if show == "local" and not (state and state.copies):
        return story
    if show == "link" and not (image.url.startswith("https://") and is_fit(image.width, image.height)):
        return story
    said = reading.image if reading and reading.image and reading.image.url == image.url else None
    return replace(story, lead=replace(story.lead, picture=describe(image, state, said)))


def describe(image: Image, state: PictureState | None, said: PageImage | None) -> Picture:
    """A picture in words: what its page says of it goes before what its file says."""
    rights = state.rights if state else Rights()
    measured = state.measured if state else None
    return Picture(
        url=image.url,
        width=measured.width if measured else image.width,
        height=measured.height if measured else image.height,
        alt=(said.alt if said else "") or image.alt,
        credit=(said.credit if said else "") or credit_line(rights),
        licence=(said.licence if said else "") or rights.licence,
        is_generated=rights.is_generated or bool(said and said.is_generated),
        copies=state.copies if state else (),
    )


def credit_line(rights: Rights) -> str:
    """``Ann Berg / Coast Photos``: who made it and who supplied it, else who owns it."""
    names: Sequence[str] = [name for name in (rights.creator, rights.credit) if name]
    if len(names) == 2 and names[0].lower() in names[1].lower():
        names = names[1:]
    return " / ".join(names) or rights.copyright
