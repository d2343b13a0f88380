"""What JSON-LD says of the article, claim by claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..reading import Claim, PageImage
from .addresses import whole_url
from .jsonld import Linked, Thing, addresses, as_list, is_a, resolved, text_of, texts
from .noting import TAGS_MAX, note, note_authors, note_date

ORIGIN = "json-ld"
DATES = (
    ("published", "datePublished"), ("published", "dateCreated"), ("published", "uploadDate"),
    ("updated", "dateModified"),
)  # fmt: skip
PLAIN = (
    ("headline", "headline"), ("headline", "name"), ("dek", "description"), ("dek", "alternativeHeadline"),
    ("language", "inLanguage"), ("section", "articleSection"), ("correction", "correction"),
)  # fmt: skip
GENERATED = ("trainedalgorithmicmedia", "compositewithtrainedalgorithmicmedia")
"""The IPTC's words for a picture that a machine made, or had a part in."""
NOT_FREE = ("false", "http://schema.org/false", "https://schema.org/false", "no", "0")
FREE = ("true", "http://schema.org/true", "https://schema.org/true", "yes", "1")


def linked_claims(article: Thing, linked: Linked, url: str) -> Iterator[Claim]:
    """All that the article's thing says, but for its picture and its text."""
    for field, name in PLAIN:
        for text in texts(article, name):
            yield note(field, ORIGIN, name, text)
    for field, name in DATES:
        for text in texts(article, name)[:1]:
            yield note_date(field, ORIGIN, name, text)
    yield from people_of(article, linked)
    yield from publisher_of(article, linked, url)
    for text in texts(article, "keywords"):
        for tag in text.split(",")[:TAGS_MAX]:
            yield note("tag", ORIGIN, "keywords", tag)
    for address in [*addresses(article, "mainEntityOfPage"), *addresses(article, "url")][:3]:
        yield note("canonical", ORIGIN, "mainEntityOfPage", address, value=whole_url(address, url))
    yield from access_of(article)


def people_of(article: Thing, linked: Linked) -> Iterator[Claim]:
    """Authors: people, and what calls itself an organisation apart."""
    for name in ("author", "creator"):
        for value in as_list(article.get(name)):
            thing = resolved(value, linked)
            is_firm = isinstance(thing, dict) and is_a(thing, "organization", "newsmediaorganization", "corporation")
            for raw in names_of(thing):
                place = f"{name}, an organisation" if is_firm else f"{name}, a nickname" if is_nickname(raw) else name
                yield from note_authors(ORIGIN, place, raw, is_certain=not is_firm)


def is_nickname(raw: str) -> bool:
    """One word that starts small or holds digits: the name of an account rather than of a person."""
    word = raw.strip()
    return len(word.split()) == 1 and (word[:1].islower() or any(letter.isdigit() for letter in word))


def names_of(thing: Any) -> list[str]:
    """The name or names of an author."""
    if isinstance(thing, dict):
        return texts(thing, "name") or [name for inner in as_list(thing.get("name")) if (name := text_of(inner))]
    return [text] if (text := text_of(thing)) else []


def publisher_of(article: Thing, linked: Linked, url: str) -> Iterator[Claim]:
    """The publication's name and its logo."""
    for name in ("publisher", "sourceOrganization"):
        for value in as_list(article.get(name))[:2]:
            thing = resolved(value, linked)
            for raw in names_of(thing)[:1]:
                yield note("publisher", ORIGIN, name, raw)
            logo = resolved(thing.get("logo"), linked) if isinstance(thing, dict) else None
            for address in image_addresses(logo)[:1]:
                yield note("logo", ORIGIN, f"{name} logo", address, value=whole_url(address, url))


def access_of(article: Thing) -> Iterator[Claim]:
    """Free to read or not; a part that is not free makes the whole not free."""
    for name in ("isAccessibleForFree", "isAccessibleForfree"):
        if word := free_or_paid(article.get(name)):
            yield note("access", ORIGIN, "isAccessibleForFree", str(article.get(name)), value=word)
    for part in as_list(article.get("hasPart")):
        if isinstance(part, dict) and free_or_paid(part.get("isAccessibleForFree")) == "paid":
            yield note("access", ORIGIN, "hasPart isAccessibleForFree", "false", value="paid")
            return


def free_or_paid(value: Any) -> str:
    """What a yes or no about access means; empty where it is neither."""
    word = str(value).strip().lower()
    return "paid" if word in NOT_FREE else "free" if word in FREE else ""


def image_addresses(value: Any) -> list[str]:
    """The addresses of a picture, or of several."""
    found = []
    for one in as_list(value):
        address = one.get("url") or one.get("contentUrl") or one.get("@id") if isinstance(one, dict) else one
        address = address[0] if isinstance(address, list) and address else address
        if isinstance(address, str) and address.strip():
            found.append(address.strip())
    return found


def pictures_of(article: Thing, linked: Linked, url: str) -> Iterator[tuple[str, PageImage]]:
    """The pictures that the article's thing names, each with its place, the best described first."""
    for name in ("image", "thumbnailUrl", "primaryImageOfPage"):
        found = []
        for value in as_list(article.get(name)):
            thing = resolved(value, linked)
            found += [picture for address in image_addresses(thing)[:1] if (picture := picture_of(thing, address, url))]
        for picture in sorted(found, key=lambda picture: -picture.width * picture.height):
            yield name, picture


def picture_of(thing: Any, address: str, url: str) -> PageImage | None:
    """One picture; None where its address is none."""
    whole = whole_url(address, url)
    if not whole:
        return None
    if not isinstance(thing, dict):
        return PageImage(url=whole)
    return PageImage(
        url=whole,
        width=pixels_of(thing.get("width")),
        height=pixels_of(thing.get("height")),
        alt=first_of(thing, "alternateName", "alternativeHeadline"),
        caption=first_of(thing, "caption", "description"),
        credit=first_of(thing, "creditText", "creator", "author", "copyrightHolder", "copyrightNotice"),
        licence=first_of(thing, "license", "usageInfo", "acquireLicensePage"),
        is_generated=is_generated(text_of(thing.get("digitalSourceType"))),
    )


def first_of(thing: Thing, *names: str) -> str:
    """The first of these properties that says something."""
    return next((found[0] for name in names if (found := texts(thing, name))), "")


def pixels_of(value: Any) -> int:
    """A size as any of the ways pages give it: 1200, "1200", "1200px", a QuantitativeValue; 0: none."""
    if isinstance(value, dict):
        value = value.get("value")
    digits = "".join(letter for letter in str(value).partition(".")[0] if letter.isdigit())
    return int(digits) if digits and len(digits) <= 5 else 0


def is_generated(digital_source_type: str) -> bool:
    """Whether the IPTC's digital source type says that a machine made a picture."""
    return digital_source_type.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() in GENERATED
