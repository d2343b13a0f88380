"""What the fields of all formats have in common: texts, addresses, names, pictures."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urljoin

from lxml import etree

from ..dates import parse_date
from ..markup import clean_text, first_image, pixels, sanitise_html
from ..model import DateClaim, Image
from ..urls import is_web_url
from .tree import XML_SPACE, Element

Index = Mapping[str, Sequence[Element]]

NAMES_MAX = 20
"""Authors or tags of one entry; more are noise."""
EMAIL_THEN_NAME = re.compile(r"^\s*[^\s@]+@[^\s@]+\s*\((.+)\)\s*$")
NAME_THEN_EMAIL = re.compile(r"^\s*(.+?)\s*[<(]\s*(?:mailto:)?[^\s@]+@[^\s@]+[>)]\s*$")
LINK = re.compile(r'\b(href|src|cite)="([^"]*)"')
RELATIVE = re.compile(r'\b(?:href|src|cite)="(?!https?:|mailto:|#|//)', re.IGNORECASE)


def text_in(element: Element) -> str:
    """All text inside an element."""
    return "".join(str(text) for text in element.itertext()) if len(element) else (element.text or "")


def inside(element: Element) -> str:
    """What an element holds as HTML: escaped markup as it is, real child elements written out."""
    if not len(element):
        return element.text or ""
    written = [html.escape(element.text or "", quote=False)]
    written += [etree.tostring(child, encoding="unicode", method="html", with_tail=True) for child in element]
    return "".join(written)


def first_text(index: Index, *names: str) -> str:
    """The text of the first of these fields that says something."""
    for name in names:
        for element in index.get(name, ()):
            if text := text_in(element).strip():
                return text
    return ""


def first_html(index: Index, base: str, *names: str) -> str:
    """The safe HTML of the first of these fields that says something."""
    for name in names:
        for element in index.get(name, ()):
            if text := inside(element).strip():
                return safe_html(text, element.base or base)
    return ""


def safe_html(raw: str, base: str) -> str:
    """Sanitised HTML with whole addresses."""
    clean = sanitise_html(raw)
    if not RELATIVE.search(clean) and '="//' not in clean:
        return clean
    return LINK.sub(lambda match: f'{match[1]}="{html.escape(join(base, html.unescape(match[2])))}"', clean)


def join(base: str, address: str) -> str:
    """An address made whole; what cannot be is returned as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def web_url(raw: str, base: str) -> str:
    """A whole http(s) address, or nothing."""
    text = "".join(raw.split())
    if not text:
        return ""
    url = join(base, text)
    return url if is_web_url(url) else ""


def find_date(index: Index, *names: str) -> DateClaim | None:
    """The first of these fields that can be read as a date, else the first that is there."""
    unread: DateClaim | None = None
    for name in names:
        for element in index.get(name, ()):
            text = text_in(element).strip()
            if not text:
                continue
            claim = parse_date(text, name)
            if claim.at is not None:
                return claim
            unread = unread or claim
    return unread


def person(raw: str) -> str:
    """A name, without the mail address that RSS asks for."""
    text = clean_text(raw)
    for form in (EMAIL_THEN_NAME, NAME_THEN_EMAIL):
        if match := form.match(text):
            return match[1].strip()
    return text


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names without repetition, in order, bounded."""
    return tuple(dict.fromkeys(name for name in names if name))[:NAMES_MAX]


def language_of(element: Element, index: Index) -> str:
    """The language an element states for itself."""
    stated = first_text(index, "language", "dc:language") or element.get(f"{XML_SPACE}lang") or ""
    return clean_text(stated)[:35]


# ---------------------------------------------------------------- pictures


def find_image(index: Index, html_text: str, base: str) -> Image | None:
    """The picture a publisher attached, largest first, else the first one in the text."""
    media = list(index.get("media:content", ())) + list(index.get("media:thumbnail", ()))
    for group in index.get("media:group", ()):
        media += [child for child in group.iter() if is_media(child)]
    found = [image for element in media if (image := media_image(element, base))]
    found += [image for element in index.get("enclosure", ()) if (image := enclosure_image(element, base))]
    if found:
        return max(found, key=lambda image: image.width * max(image.height, 1))
    for element in index.get("itunes:image", ()):
        if url := web_url(element.get("href", ""), base):
            return Image(url=url)
    return first_image(html_text)


def is_media(element: Element) -> bool:
    """A Media RSS element that may hold a picture."""
    return isinstance(element.tag, str) and "search.yahoo.com/mrss" in element.tag and element.get("url") is not None


def media_image(element: Element, base: str) -> Image | None:
    """The picture of a ``media:content`` or ``media:thumbnail``."""
    kind, medium = element.get("type", ""), element.get("medium", "")
    is_thumbnail = etree.QName(element).localname == "thumbnail"
    if not is_thumbnail and medium != "image" and not kind.startswith("image/") and (medium or kind):
        return None
    return image_at(element.get("url", ""), base, element.get("width"), element.get("height"))


def enclosure_image(element: Element, base: str) -> Image | None:
    """The picture of an enclosure."""
    if not element.get("type", "").startswith("image/"):
        return None
    return image_at(element.get("url") or element.get("href") or "", base, None, None)


def image_at(raw: str, base: str, width: str | None, height: str | None) -> Image | None:
    """A picture at an address, where that is one."""
    url = web_url(raw, base)
    return Image(url=url, width=pixels(width), height=pixels(height)) if url else None
