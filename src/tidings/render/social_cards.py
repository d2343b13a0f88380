"""Pictures that stand for a page where it is shared: one for the desk, one for each topic, and one for each story that
several independent sources report.

They hold words alone, in the colours of the site.  The font is the one that comes with Pillow: it has the letters of
English and few others, and a card with gaps or boxes in it is worse than none.  So a headline that it cannot set has
no card, and its page shows the card of the desk.  Needs Pillow, the extra ``images``; the same words are the same
bytes with the same Pillow.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from ..model import Masthead, RankedStory, Topic
from .addresses import page_name, site_url
from .plates import Issue, Plate, digest_of, form
from .told import told_count

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

CARDS_OUTPUT: Final = "cards"
"""Made only where Pillow is, so not unless asked for."""
SOURCES_MIN: Final = 3
"""Independent sources from which a story has a card: such are shared, and cards take 20 kB each."""
WIDTH: Final = 1200
HEIGHT: Final = 630
"""Pixels: what networks show whole (1.91 to 1)."""
MARGIN: Final = 72
SIZES: Final = (76, 66, 56, 48)
"""Of the large words, in pixels: the largest at which they fit."""
LEADING: Final = 1.22
"""From line to line, of the size."""
SMALL: Final = 32
TOP: Final = MARGIN + 90
BOTTOM: Final = HEIGHT - MARGIN - SMALL - 24
"""Between these stand the large words."""
PAPER: Final = (255, 253, 248)
INK: Final = (28, 26, 23)
ACCENT: Final = (138, 28, 28)
"""As in the stylesheet, by day."""
SHADES: Final = 7
"""Steps from paper to ink: edges look smooth, and a card takes a fifth less than with twice as many."""
PACKING: Final = zlib.Z_RLE
"""Of the PNG: runs of one colour are all there is to find; more takes four times as long for a tenth less."""
REPLACED: Final = {
    ord("\u2013"): "-", ord("\u2014"): "-", ord("\u2010"): "-", ord("\u2011"): "-", ord("\u2212"): "-",
    ord("\u00a0"): " ", ord("\u2009"): " ", ord("\u202f"): " ", ord("\u00ad"): "", ord("\u200b"): "",
    ord("\u2022"): "·",
}  # fmt: skip
"""Dashes and spaces that the font lacks, which others stand for; letters are never replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """What is on a card."""

    path: str
    """Inside the site."""
    nameplate: str
    """At the top; empty where the large words are the title."""
    words: str
    """Large."""
    below: str = ""

    @property
    def alt(self) -> str:
        """The same in words."""
        return ". ".join(text for text in (self.words, self.below, self.nameplate) if text)


def social_cards(issue: Issue) -> Iterator[Plate]:
    """The cards that pages of an edition name; none where they could not, for want of an address."""
    edition = issue.edition
    if not site_url(edition.masthead):
        return
    desk = desk_card(edition.masthead)
    topics = (topic_card(edition.masthead, topic) for topic in edition.topics)
    stories = (story_card(edition.masthead, story) for story in edition.stories)
    for card in (desk, *topics, *stories):
        if card:
            yield Plate(path=f"site/{card.path}", make=partial(drawn, card), key=digest_of([form(), card]))


def desk_card(masthead: Masthead) -> CardWords | None:
    """For every page that has no card of its own."""
    below = masthead.tagline if is_drawable(masthead.tagline) else host_of(masthead)
    return drawable(CardWords(path="cards/desk.png", nameplate="", words=masthead.title, below=below))


def topic_card(masthead: Masthead, topic: Topic) -> CardWords | None:
    """For a topic's page."""
    path = f"cards/topics/{page_name(topic.id)}.png"
    return drawable(CardWords(path=path, nameplate=masthead.title, words=topic.name, below=host_of(masthead)))


def story_card(masthead: Masthead, story: RankedStory) -> CardWords | None:
    """For a story that several sources report; none on a subject that asks for care, whoever reports it."""
    is_grave = any(report.care.hides_card or report.care.hides_image for report in story.reports)
    if story.sources_count < SOURCES_MIN or is_grave:
        return None
    outlets = len({report.article.source.id for report in story.reports})
    below = f"{told_count(outlets, 'outlet')}, {story.sources_count} independent"
    path = f"cards/stories/{story.slug}.png"
    return drawable(CardWords(path=path, nameplate=masthead.title, words=story.headline, below=below))


def host_of(masthead: Masthead) -> str:
    """Where the site lives, for people."""
    return urlsplit(site_url(masthead)).netloc.removeprefix("www.")


def drawable(card: CardWords) -> CardWords | None:
    """The card, if all of it can be set."""
    return card if card.words.strip() and is_drawable(card.nameplate + card.words + card.below) else None


# ---------------------------------------------------------------- drawing


@lru_cache(maxsize=8)
def font_of(size: int) -> FreeTypeFont:
    """The font that comes with Pillow, set letter by letter: other ways depend on what else is installed."""
    from PIL import ImageFont  # most desks draw no card

    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise TypeError("this Pillow was built without FreeType and has no font to draw cards with")
    return font.font_variant(layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def has_letter(letter: str) -> bool:
    """The font has a shape for it, other than the one for what it lacks."""
    font = font_of(SMALL)
    return letter == " " or bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))


def settled(text: str) -> str:
    """A text on one line, with the dashes and spaces that the font has."""
    return " ".join(text.translate(REPLACED).split())


def is_drawable(text: str) -> bool:
    """The font has every letter of it."""
    return all(has_letter(letter) for letter in settled(text))


def drawn(card: CardWords) -> bytes:
    """A card as a PNG of few colours."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (WIDTH, HEIGHT), 0)
    canvas = ImageDraw.Draw(image)
    size, lines = fitted(settled(card.words), canvas)
    if card.nameplate:
        canvas.text(
            (MARGIN, MARGIN), cut(settled(card.nameplate), SMALL + 6, canvas), fill=255, font=font_of(SMALL + 6)
        )
    for number, line in enumerate(lines):
        canvas.text((MARGIN, TOP + number * size * LEADING), line, fill=255, font=font_of(size))
    if card.below:
        low = HEIGHT - MARGIN - SMALL
        canvas.text((MARGIN, low), cut(settled(card.below), SMALL, canvas), fill=255, font=font_of(SMALL))
    shades = image.point([round(value / 255 * (SHADES - 1)) for value in range(256)]).convert("P")
    shades.putpalette(palette())
    ImageDraw.Draw(shades).rectangle((0, 0, WIDTH, 15), fill=SHADES)
    output = io.BytesIO()
    shades.save(output, "PNG", bits=4, compress_type=PACKING)
    return output.getvalue()


def palette() -> list[int]:
    """Paper to ink, and the accent."""
    steps = [step / (SHADES - 1) for step in range(SHADES)]
    ramp = [round(paper + (ink - paper) * step) for step in steps for paper, ink in zip(PAPER, INK, strict=True)]
    return [*ramp, *ACCENT]


def fitted(text: str, canvas: ImageDraw) -> tuple[int, list[str]]:
    """The largest size at which a text fits, and its lines; what does not fit at all is cut."""
    for size in SIZES:
        lines = wrapped(text, size, canvas)
        room = int((BOTTOM - TOP) / (size * LEADING))
        if len(lines) <= room:
            break
    return size, [*lines[: room - 1], *([cut(" ".join(lines[room - 1 :]), size, canvas)] if lines[room - 1 :] else [])]


def wrapped(text: str, size: int, canvas: ImageDraw) -> list[str]:
    """A text in lines that are not too long; a word longer than a line is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and is_room(longer, size, canvas):
            lines[-1] = longer
        else:
            lines.append(cut(word, size, canvas))
    return lines


def is_room(line: str, size: int, canvas: ImageDraw) -> bool:
    """It fits between the margins."""
    return canvas.textlength(line, font=font_of(size)) <= WIDTH - 2 * MARGIN


def cut(line: str, size: int, canvas: ImageDraw) -> str:
    """A line that fits, with a sign where something is missing."""
    if is_room(line, size, canvas):
        return line
    return next(
        (
            f"{line[:end].rstrip()}…"
            for end in range(len(line), 0, -1)
            if is_room(f"{line[:end].rstrip()}…", size, canvas)
        ),
        "",
    )
