"""What the fields of all formats have in common: texts, addresses, names, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urljoin

from ..markup import clean_text, pixels, printable, sanitise_html
from ..model import Image
from ..urls import is_web_url
from .draft import Person

NAMES_MAX = 20
"""Authors or tags of one entry; more are noise."""
NESTING_MAX = 512
"""Elements of HTML inside each other; browsers stop there."""
EMAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}(?:\?subject=\S+)?")
AROUND_EMAIL = re.compile(r"\(\)|<>|&lt;&gt;|<mailto:>|\(mailto:\)|\bmailto:")
PLAIN_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?(?:(?:/(?!\.)[!-.0-~]*+)++|\?[!-~]*)?", re.ASCII
)
"""An address that need not be looked at any further."""
MANY_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*://)/+")
ACTIVE_SCHEME = re.compile(r"[\s\x00-\x20]*(?:javascript|vbscript|livescript|data)\s*:", re.IGNORECASE)


def safe_html(raw: str, base: str) -> str:
    """Sanitised HTML with whole addresses; raises NestingError where too many elements lie inside each other."""
    return sanitise_html(raw, base if is_web_url(base) else "", nesting_max=NESTING_MAX)


def join(base: str, address: str) -> str:
    """An address made whole; what cannot be is returned as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def web_url(raw: str, base: str) -> str:
    """A whole http(s) address, or nothing."""
    if PLAIN_ADDRESS.fullmatch(raw):
        return raw
    text = "".join(printable(raw).split())
    if not text:
        return ""
    url = join(base, MANY_SLASHES.sub(r"\1", text))
    return url if is_web_url(url) else ""


def split_person(raw: str) -> Person:
    """A name and the mail address that RSS asks for: ``ada@post.example (Ada Reed)``, ``Ada Reed <...>``."""
    found = EMAIL.search(raw) if "@" in raw else None
    if found is None:
        return Person(raw.strip())
    name = AROUND_EMAIL.sub("", raw.replace(found[0], "")).strip()
    return Person(name.removeprefix("(").removesuffix(")").strip(" ,;:"), found[0])


def shown_name(person: Person) -> str:
    """A name for readers: the mail address only where there is nothing else."""
    name = clean_text(person.name)
    if "@" in name:
        name = clean_text(split_person(name).name) or name
    return name or clean_text(person.email)


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Names without repetition, in order, bounded."""
    return tuple(dict.fromkeys(filter(None, names)))[:NAMES_MAX]


def one_line(raw: str) -> str:
    """An id or the like on one line, without anything that cannot be shown and without markup."""
    text = " ".join(printable(raw).split())
    return clean_text(text) if "<" in text else text


# ---------------------------------------------------------------- pictures


def attached_image(media: Sequence[tuple[str, Mapping[str, str]]], base: str) -> Image | None:
    """The largest picture of Media RSS."""
    found = [image for kind, said in media if (image := media_image(kind, said, base))]
    return max(found, key=lambda image: image.width * max(image.height, 1)) if found else None


def media_image(kind: str, said: Mapping[str, str], base: str) -> Image | None:
    """The picture of a ``media:content`` or ``media:thumbnail``."""
    mime, medium = said.get("type", "").lower(), said.get("medium", "").lower()
    if kind != "thumbnail" and medium != "image" and not mime.startswith("image/") and (medium or mime):
        return None
    # The tolerant way calls "url" by the name that Atom gave it.
    return image_at(said.get("url") or said.get("href") or "", base, said.get("width"), said.get("height"))


def image_at(raw: str, base: str, width: str | None = None, height: str | None = None) -> Image | None:
    """A picture at an address, where that is one."""
    url = web_url(raw, base)
    return Image(url=url, width=pixels(width), height=pixels(height)) if url else None
