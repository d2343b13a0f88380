"""The recorded data beside the project, as the tests of addresses and excerpts read it."""

from __future__ import annotations

import gzip
import json
import lzma
import tarfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tidings.errors import ParseError
from tidings.model import Entry
from tidings.parse import parse_feed

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
DATA = SHARED / "data"


class Item(NamedTuple):
    """One announcement of a page."""

    origin: str
    url: str
    title: str
    summary: str = ""


@cache
def feed_entries() -> tuple[tuple[Entry, str], ...]:
    """Every entry of the 200 recorded feeds with its language."""
    found: list[tuple[Entry, str]] = []
    with tarfile.open(DATA / "feeds/recorded-2026-02-18.tar.xz") as tar:
        for member in tar:
            file = tar.extractfile(member)
            if file is None:
                continue
            try:
                feed = parse_feed(file.read(), feed_url=f"https://{member.name.replace('/', '-')}.example/feed")
            except ParseError:
                continue
            found += [(entry, entry.language or feed.language) for entry in feed.entries]
    return tuple(found)


def labelled_day() -> Iterator[Item]:
    """The articles of the labelled day."""
    for line in (DATA / "stories/world-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Item("world", row["link"], row["title"], row["summary"] or "")


def headlines_of_2014() -> Iterator[Item]:
    """The 73,091 headlines of the older set, which escapes ``?`` and ``=`` with backslashes."""
    with lzma.open(DATA / "stories/uci-dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Item("uci", row["url"].replace("\\", ""), row["title"])


def everyday_records() -> Iterator[dict[str, str]]:
    """The records of the reference system."""
    with lzma.open(DATA / "everyday/powerapps-news.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["record"]


def letter_items() -> Iterator[Item]:
    """The items of the reference system's letters."""
    with lzma.open(DATA / "everyday/newsletters.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            for section in json.loads(line)["sections"]:
                for item in section["items"]:
                    yield Item("letter", item["url"], item["title"], item.get("excerpt") or "")


def all_items() -> Iterator[Item]:
    """Every address with its title, from every set there is."""
    yield from headlines_of_2014()
    yield from labelled_day()
    yield from letter_items()
    for record in everyday_records():
        for field in ("originalUrl", "webUrl", "ampWebUrl", "cdnAmpWebUrl"):
            if record.get(field):
                yield Item("everyday", record[field].strip(), record["title"], record["excerpt"])
    for entry, _ in feed_entries():
        yield Item("feeds", entry.url, entry.headline, entry.summary)


def pages() -> Iterator[tuple[str, bytes]]:
    """The 181 article pages with their addresses."""
    bodies: dict[str, bytes] = {}
    with tarfile.open(DATA / "pages/zyte.tar.xz") as tar:
        for member in tar:
            file = tar.extractfile(member)
            if file is not None:
                bodies[Path(member.name).name.split(".")[0]] = file.read()
    truth = json.loads(bodies.pop("ground-truth"))
    for name, body in bodies.items():
        if name in truth:
            yield truth[name]["url"], gzip.decompress(body)
