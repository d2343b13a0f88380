"""The picture of an article, out of all that its page names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement

from ..markup import clean_text
from ..reading import Claim, PageImage
from .addresses import is_same_page, whole_url
from .noting import note
from .sightings import Zones, text_of
from .told import is_generated, pixels_of

ALT_CHARS_MAX = 500
SIDE_MIN = 150
"""Pixels: a declared side below this is an icon's."""
LARGE_SIDE_MIN = 300
"""Pixels: a picture of a page without any other word for it must be at least so wide."""
PICTURES_IN_PAGE_MAX = 60
NO_PICTURE = re.compile(
    r"(?:^|[/_.-])(?:logo|logos|favicon|icon|icons|sprite|spacer|blank|pixel|placeholder|avatar|gravatar|no[-_]?image|"
    r"default[-_]?(?:image|img|share|og|thumb\w*|social|preview)|fallback|share[-_]?image|social[-_]?share|"
    r"og[-_]?(?:default|image)|site[-_]?image|1x1|tracking|badge|button|banner[-_]?ad|apple-touch-icon)(?=[/_.-]|\d|$)"
    r"|^default\.\w+$",
    re.IGNORECASE,
)
"""Names of pictures that a site shows on every page."""
LOGO_FOLDER = re.compile(r"/(?:logos?|icons?|favicons?|avatars?|placeholders?)/", re.IGNORECASE)
CREDIT = re.compile(
    r"(?:photo(?:graph)?(?:\s+(?:by|credit))?|image(?:\s+credit)?|credit|picture|foto|bild|bildquelle|quelle|"
    r"crédits?(?: photo)?|©|\(c\))\s*[:/]?\s*(?P<credit>[^|.;]{2,80})",
    re.IGNORECASE,
)


def choose_picture(found: Sequence[tuple[str, str, PageImage]], url: str) -> tuple[PageImage | None, list[Claim]]:
    """The picture to believe, described by all who name it, and a claim for each.

    ``found`` are origins, places and pictures, by precedence.
    """
    claims: list[Claim] = []
    chosen: PageImage | None = None
    for origin, place, picture in found:
        why = why_no_picture(picture, url)
        claims.append(note("image", origin, place, picture.url, value=picture.url, why=why))
        if not why:
            chosen = chosen or picture
            if picture is not chosen and is_same_picture(picture.url, chosen.url):
                chosen = joined(chosen, picture)
    return chosen, claims


def why_no_picture(picture: PageImage, url: str) -> str:
    """Why a picture is not the article's; empty: it may be."""
    path = picture.url.partition("://")[2].partition("/")[2].partition("?")[0]
    if is_same_page(picture.url, url):
        return "the page itself"
    if path.lower().endswith((".svg", ".ico", ".gif")) and not picture.width:
        return "a drawing or an icon"
    if NO_PICTURE.search(path.rsplit("/", 1)[-1]) or LOGO_FOLDER.search(path):
        return "named as the site's logo or a stand-in"
    if 0 < picture.width < SIDE_MIN or 0 < picture.height < SIDE_MIN // 2:
        return f"smaller than {SIDE_MIN} pixels"
    return ""


def is_same_picture(one: str, other: str) -> bool:
    """Two addresses of one picture; a query may only name its size."""
    return file_name(one) == file_name(other)


def joined(first: PageImage, second: PageImage) -> PageImage:
    """A picture with what another word for it adds."""
    sized = first if first.width or not second.width or first.url != second.url else second
    return replace(
        first,
        width=sized.width,
        height=sized.height,
        alt=first.alt or second.alt,
        caption=first.caption or second.caption,
        credit=first.credit or second.credit,
        licence=first.licence or second.licence,
        is_generated=first.is_generated or second.is_generated,
    )


def pictures_in(tree: HtmlElement, zones: Zones, url: str, names: Collection[str]) -> list[PageImage]:
    """The article's own pictures, in order, with their captions: those of these names, or else the large ones."""
    inside = list(islice(images_in(tree, zones), PICTURES_IN_PAGE_MAX))
    named = [(element, address) for element, address in inside if file_name(address) in names]
    found = ((element, whole_url(address, url)) for element, address in named or inside)
    pictures = [described(element, whole) for element, whole in found if whole]
    return pictures if named else large(pictures)


def images_in(tree: HtmlElement, zones: Zones) -> Iterator[tuple[HtmlElement, str]]:
    """The images of a page outside its asides, and their addresses, those that are loaded late too."""
    for element in tree.iter("img"):
        address = element.get("src") or ""
        if address.startswith("data:") or not address:
            address = element.get("data-src") or element.get("data-original") or element.get("data-lazy-src") or ""
        if address and not zones.is_aside(element):
            yield element, address


def file_name(address: str) -> str:
    """The name of a picture's file, by which sizes of one picture are known."""
    return address.partition("?")[0].rsplit("/", 1)[-1]


def described(element: HtmlElement, url: str) -> PageImage:
    """A picture of the page with what stands beside it."""
    figure = next(
        (parent for _, parent in zip(range(4), element.iterancestors(), strict=False) if parent.tag == "figure"), None
    )
    caption, credit = caption_of(figure) if figure is not None else ("", "")
    source = element.get("data-digital-source-type") or element.get("data-digitalsourcetype") or ""
    return PageImage(
        url=url,
        width=pixels_of(element.get("width") or ""),
        height=pixels_of(element.get("height") or ""),
        alt=clean_text((element.get("alt") or "")[: ALT_CHARS_MAX * 2])[:ALT_CHARS_MAX],
        caption=caption,
        credit=credit,
        is_generated=is_generated(source),
    )


def caption_of(figure: HtmlElement) -> tuple[str, str]:
    """The caption and the credit of a figure."""
    caption = next(iter(figure.iter("figcaption")), None)
    if caption is None:
        return "", ""
    text = text_of(caption)
    marked = [inner for inner in caption.iterdescendants() if isinstance(inner.tag, str) and named_credit(inner)]
    if marked:
        credit = text_of(marked[0])
        return text.replace(credit, " ").strip(" |–-") or text, credit
    match = CREDIT.search(text)
    return text, match["credit"].strip() if match else ""


def named_credit(element: HtmlElement) -> bool:
    """An element that is called a credit."""
    name = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    return any(word in name for word in ("credit", "copyright", "source", "photographer", "quelle", "autor", "author"))


def large(pictures: Iterable[PageImage]) -> list[PageImage]:
    """Pictures large enough to stand for an article where nothing else is said."""
    return [picture for picture in pictures if picture.width >= LARGE_SIDE_MIN or picture.caption]
