"""Two ways of reading, one answer: what the fast way does not decline it reads like the tolerant way, field by field.

The corpora are feedparser's own tests, 200 recorded feeds, and seeded injuries of both.  The few deliberate
differences are the functions below whose names begin with ``is_``; everything else that we read better than
feedparser is made in ``finish.py``, for both ways.
"""

from __future__ import annotations

import html
import random
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tidings.errors import ParseError
from tidings.model import DateClaim, Entry, ParsedFeed
from tidings.parse.finish import finish
from tidings.parse.strict import DeclinedError, read_strict
from tidings.parse.tolerant import read_tolerantly
from tidings.parse.tree import find_root

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "feeds"
FEED_BYTES_MAX = 150_000
"""Larger recorded feeds only repeat themselves, and feedparser takes seconds for each."""
INJURED_MAX = 2_000
ITEMS_MAX = 5000

FEED_FIELDS = ("title", "title_html", "url", "description", "id", "language", "authors", "image")
ENTRY_FIELDS = ("id", "url", "headline", "headline_html", "summary", "content", "authors", "tags", "image")
DATES = ("published", "updated")


@cache
def bodies(name: str) -> tuple[tuple[str, bytes], ...]:
    """The files of an archive."""
    archive = SHARED / name
    if not archive.exists():
        pytest.skip("needs the feeds in the folder `shared` beside the project")
    with tarfile.open(archive) as tar:
        files = [(member.name, tar.extractfile(member)) for member in tar if member.isfile()]
        return tuple((path, file.read()) for path, file in files if file)


def injured(chance: random.Random, body: bytes) -> bytes:
    """A body cut short, with bytes changed, or with a piece repeated or taken out."""
    body = body[:FEED_BYTES_MAX]
    start = chance.randrange(len(body))
    end = min(len(body), start + chance.randrange(1, 200))
    kind = chance.choice(("cut", "flip", "repeat", "remove"))
    if kind == "cut":
        return body[:start]
    if kind == "repeat":
        return body[:end] + body[start:]
    if kind == "remove":
        return body[:start] + body[end:]
    flipped = bytearray(body)
    for _ in range(chance.randrange(1, 9)):
        flipped[chance.randrange(len(flipped))] = chance.randrange(256)
    return bytes(flipped)


# ---------------------------------------------------------------- comparing


def differences(name: str, body: bytes) -> Iterator[str]:
    """What the two ways say differently of a document that the fast way does not decline."""
    try:
        found = find_root(body, feed_url="", content_type="")
        if found.root is None or found.kind != "feed":
            return
        quick = read_strict(found.root, has_bases=found.has_bases, items_max=ITEMS_MAX)
    except (ParseError, DeclinedError):
        return
    slow = read_tolerantly(found.body, items_max=ITEMS_MAX)
    if slow is None or is_found_only_by_the_fast_way(len(quick.items), len(slow.items)):
        return
    fast, tolerant, is_mended = finish(quick, base=""), finish(slow, base=""), bool(found.problem)
    COMPARED["mended" if is_mended else "whole"] += 1
    yield from (f"{name}: feed {line}" for line in compare(fast, tolerant, FEED_FIELDS, ("updated",), is_mended))
    if len(fast.entries) != len(tolerant.entries):
        yield f"{name}: {len(fast.entries)} entries, {len(tolerant.entries)} by the tolerant way"
    for one, other in zip(fast.entries, tolerant.entries, strict=False):
        yield from (f"{name}: entry {line}" for line in compare(one, other, ENTRY_FIELDS, DATES, is_mended))


COMPARED: Counter[str] = Counter()


def compare(
    one: ParsedFeed | Entry, other: ParsedFeed | Entry, fields: tuple[str, ...], dates: tuple[str, ...], is_mended: bool
) -> Iterator[str]:
    for field in fields:
        mine, theirs = getattr(one, field), getattr(other, field)
        if mine == theirs or same_words(mine, theirs) or is_an_id_that_was_lost(field, theirs):
            continue
        if isinstance(one, ParsedFeed) and is_a_picture_elsewhere(field, mine):
            continue
        if not (is_mended and is_an_entity_read_once(mine, theirs)):
            yield f"{field}: {str(mine)[:200]!r} is {str(theirs)[:200]!r} by the tolerant way"
    for field in dates:
        if moment(getattr(one, field)) != moment(getattr(other, field)):
            yield f"{field}: {getattr(one, field)} is {getattr(other, field)} by the tolerant way"


def moment(claim: DateClaim | None) -> object:
    return claim.at if claim else None


def same_words(mine: object, theirs: object) -> bool:
    """HTML is the same when its text and its tags are, whether a quotation mark is written as a reference or not."""
    if not (isinstance(mine, str) and isinstance(theirs, str)):
        return False
    return tuple(map(folded, split_html(mine))) == tuple(map(folded, split_html(theirs)))


def split_html(text: str) -> tuple[str, str]:
    return re.sub(r"<[^<>]*>", "", text), "".join(re.findall(r"<[^<>]*>", text))


def folded(text: str) -> str:
    return " ".join(html.unescape(text).split())


# ---------------------------------------------------------------- the deliberate differences


def is_found_only_by_the_fast_way(quick: int, slow: int) -> bool:
    """A prefix that nobody declared, or a comment without an end: feedparser finds no item, mending finds them all."""
    return quick > 0 and slow == 0


def is_an_id_that_was_lost(field: str, theirs: object) -> bool:
    """feedparser takes a guid for an address and loses it where it is none."""
    return field == "id" and theirs == ""


def is_a_picture_elsewhere(field: str, mine: object) -> bool:
    """RDF puts a channel's picture beside the channel, where feedparser does not look; of several it takes the last."""
    return field == "image" and mine != ""


def is_an_entity_read_once(mine: object, theirs: object) -> bool:
    """Outside XML, feedparser reads ``&amp;quot;`` twice, which breaks the attributes it stands in, and ends
    ``AT&T`` with a semicolon; what it says is the same letter by letter.
    """
    return letters(mine) == letters(theirs)


def letters(value: object) -> str:
    text = str(value)
    for _ in range(3):
        text = html.unescape(text)
    return re.sub(r"[^\w]", "", re.sub(r"<[^<>]*>?|\bquot\b", "", text))


# ---------------------------------------------------------------- the tests


def report(found: list[str]) -> str:
    return f"{len(found)} differences:\n" + "\n".join(found[:30])


@pytest.mark.recorded
def test_feedparsers_own_cases_are_read_alike() -> None:
    COMPARED.clear()
    found = [line for name, body in bodies("feedparser-tests.tar.xz") for line in differences(name, body)]

    assert not found, report(found)
    assert COMPARED["whole"] > 1_500


@pytest.mark.recorded
def test_recorded_feeds_are_read_alike() -> None:
    COMPARED.clear()
    feeds = [(name, body) for name, body in bodies("recorded-2026-02-18.tar.xz") if len(body) < FEED_BYTES_MAX]
    found = [line for name, body in feeds for line in differences(name, body)]

    assert not found, report(found)
    assert COMPARED["whole"] > 100


@pytest.mark.recorded
def test_injured_feeds_are_read_alike_where_the_fast_way_reads_them_at_all() -> None:
    COMPARED.clear()
    chance = random.Random(20_260_218)
    all_of_them = [*bodies("feedparser-tests.tar.xz"), *bodies("recorded-2026-02-18.tar.xz")]
    sound = [(name, body) for name, body in all_of_them if 1 < len(body) < FEED_BYTES_MAX // 2]
    chosen = [(name, injured(chance, body)) for name, body in chance.choices(sound, k=INJURED_MAX)]
    found = [line for name, body in chosen for line in differences(name, body)]

    assert not found, report(found)
    assert COMPARED["whole"] + COMPARED["mended"] > INJURED_MAX // 10
