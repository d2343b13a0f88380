"""What a page says of itself where it is shared (Open Graph), and which are its sisters in other languages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from ..model import Edition, Masthead, RankedStory, Topic
from ..urls import is_web_url
from .addresses import address, ascii_url, site_url
from .cards import short_language
from .social_cards import CARDS_OUTPUT, HEIGHT, WIDTH, CardWords, desk_card, story_card, topic_card
from .told import iso_moment

LARGE_PX: Final = 600
"""From this width a picture stands above the words where a page is shared; narrower ones beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareImage:
    """The picture that stands for a page."""

    url: str
    width: int
    height: int
    alt: str
    mime: str

    @property
    def is_large(self) -> bool:
        """Wide enough to stand above the words."""
        return self.width >= LARGE_PX


def sharing(masthead: Masthead, outputs: Collection[str]) -> dict[str, Any]:
    """What every page says, with the desk's card."""
    card = desk_card(masthead) if has_cards(masthead, outputs) else None
    return {
        "og_type": "website",
        "og_locale": locale_of(masthead.language),
        "og_article": (),
        "share_image": image_of(masthead, card),
        "sisters": (),
    }


def has_cards(masthead: Masthead, outputs: Collection[str]) -> bool:
    """Cards are made, and can be named: their addresses must be absolute."""
    return CARDS_OUTPUT in outputs and bool(site_url(masthead))


def image_of(masthead: Masthead, card: CardWords | None) -> ShareImage | None:
    """A card as a page names it."""
    if card is None:
        return None
    url = address(masthead, card.path)
    return ShareImage(url=url, width=WIDTH, height=HEIGHT, alt=card.alt, mime="image/png")


def topic_sharing(masthead: Masthead, topic: Topic, outputs: Collection[str]) -> dict[str, Any]:
    """A topic's card, where it has one."""
    card = topic_card(masthead, topic) if has_cards(masthead, outputs) else None
    return {"share_image": image_of(masthead, card)} if card else {}


def story_sharing(edition: Edition, story: RankedStory, outputs: Collection[str]) -> dict[str, Any]:
    """A story: our own copy of its picture, else its card, else the desk's; on a grave subject none at all."""
    masthead, care = edition.masthead, story.lead.care
    names = [topic.name for topic in edition.topics if topic.id in story.topics]
    article = [
        ("published_time", iso_moment(story.first_published)),
        ("modified_time", iso_moment(max(story.updated, story.first_published))),
        *(("section", name) for name in names[:1]),
        *(("tag", name) for name in names),
    ]
    told: dict[str, Any] = {"og_type": "article", "og_article": article}
    if care.hides_card or care.hides_image:
        return told | {"share_image": None}
    card = story_card(masthead, story) if has_cards(masthead, outputs) else None
    image = picture_of(masthead, story) or image_of(masthead, card)
    return told | ({"share_image": image} if image else {})


def picture_of(masthead: Masthead, story: RankedStory) -> ShareImage | None:
    """Our own copy of the lead's picture; a publisher's own file is not ours to hand on."""
    picture = story.lead.picture
    if picture is None or not picture.copies or not site_url(masthead):
        return None
    copy = picture.copies[-1]
    mime = f"image/{copy.path.rpartition('.')[2]}"
    alt = picture.alt or f"Picture: {picture.credit or story.lead.article.source.name}"
    return ShareImage(url=address(masthead, copy.path), width=copy.width, height=copy.height, alt=alt, mime=mime)


def front_sharing(masthead: Masthead) -> dict[str, Any]:
    """The front page names the front pages of its sisters, and itself, as ``hreflang`` wants it."""
    sisters = [said.split(" ", 1) for said in masthead.other_languages if " " in said]
    known = [(short_language(tag), ascii_url(url)) for tag, url in sisters if is_web_url(url) and short_language(tag)]
    own = short_language(masthead.language)
    if not known or not own or not site_url(masthead):
        return {}
    return {"sisters": [(own, address(masthead, "index.html")), *known]}


def locale_of(language: str) -> str:
    """A language with its country, as Open Graph wants it; empty where the country is not said."""
    parts = short_language(language).split("-")
    regions = [part.upper() for part in parts[1:] if len(part) == len("GB") and part.isalpha()]
    return f"{parts[0].lower()}_{regions[0]}" if regions else ""
