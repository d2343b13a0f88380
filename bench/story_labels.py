"""Events labelled by reading, to tune story links on: labels here, the articles in the recorded data.

Rule
    One story is one specific event or development with its direct reactions and follow-ups in these days. A theme, a
    country or a person in common is not enough; digests of several topics and broad essays stand alone. Previews and
    side events of a visit, of talks or of an election belong to it; each film's release has its reviews; the
    episodes of a contest are events of their own. It is the rule of the labelled day (``world-dev.jsonl``).

How it was made
    ``feeds``: every article of the 23 recorded feeds of world news, and of two more feeds of news, that is dated from
    1 January to 17 February 2026, 08:00 UTC, and is no part of the labelled day; later articles are kept back and were
    not looked at. Stories that go on in the labelled day have the names they have there.
    ``uci``: headlines recorded from 24 to 27 March 2014: ten of the aggregator's stories in each of its four categories
    and up to 25 headlines of each, with 300 headlines of all the other stories; every choice by a hash of the id, none
    by its words. The aggregator's stories were split and joined: its labels are not used.
    One reader labelled everything once, from headlines and the beginnings of summaries, and then looked at 220 pairs
    of stories that share many words; none was joined. No clustering brought articles together, but the headlines of
    2014 were read in the order of the aggregator's stories. ``doubt`` is 1 where the reader hesitated. Names that begin
    with ``alone-`` are those of articles that stand alone.

Figures
    feeds: 351 articles in 289 stories, 22 of them with several articles here; 55 doubts.
    uci: 1,182 headlines in 279 stories, 112 of them with several; 140 doubts.
    A random third, read again in shuffled order without the labels, agrees with a BCubed F1 of 1.000 (feeds) and .997
    (uci). That is one reader in one hour, who remembers: an upper bound, and no agreement of two readers.

Use
    For tuning and for looking at single links. No figure that is published as a result comes from here. The file holds
    no headline, text or link: a key is the beginning of the link's SHA-256 (``feeds``) or the row number (``uci``).
"""

from __future__ import annotations

import csv
import hashlib
import json
import lzma
import random
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recorded_feeds import ANY_AGE, SEEN_AT
from targets import SHARED
from tidings.article import make_article
from tidings.model import Article, Feed
from tidings.parse import parse_feed

LABELS = Path(__file__).with_name("story_labels.tsv")
OTHER_NEWS_FEEDS = frozenset({"9f9555d69283aeda", "d2a188f20637f7a4"})
"""World pages of a magazine and of a city's paper, which the index does not count as feeds of world news."""
JITTER_SEED, JITTER_HOURS = 7, 12
"""The rows of 2014 were recorded story by story, so their times would give the labels away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledItem:
    """An article as the bench of stories hands it over, with the event that it reports."""

    set: str
    """``feeds`` or ``uci``."""
    key: str
    text: str
    """The headline."""
    summary: str
    time: float
    """Seconds since 1970; jittered in ``uci``."""
    url: str
    source: str
    story: str
    doubt: bool
    """The reader hesitated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A line of the file."""

    set: str
    key: str
    story: str
    doubt: bool


def load_labels() -> list[Label]:
    """The lines of the file; they can be read without the recorded data."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [Label(set=row["set"], key=row["key"], story=row["story"], doubt=row["doubt"] == "1") for row in rows]


def load_story_labels() -> list[LabelledItem]:
    """The labelled articles, those of the feeds first, in order of time.

    Raises:
        LookupError: a label has no article in the recorded data.

    """
    labels = {(label.set, label.key): label for label in load_labels()}
    wanted = {key for which, key in labels if which == "uci"}
    items = [*items_of_feeds(labels), *items_of_2014(labels, wanted)]
    if missing := sorted(set(labels) - {(item.set, item.key) for item in items}):
        raise LookupError(f"joining {LABELS.name} with {SHARED}: no article for {missing[:3]}; is the data complete?")
    return sorted(items, key=lambda item: (item.set, item.time, item.key))


def items_of_feeds(labels: dict[tuple[str, str], Label]) -> Iterator[LabelledItem]:
    """The labelled articles of the recorded feeds, each once."""
    seen: set[str] = set()
    for site, body in news_feeds():
        feed = Feed(url=site["link"] or "https://feed.example/")
        document = parse_feed(body, feed_url=feed.url)
        for entry in document.entries:
            key = hashlib.sha256(entry.url.encode()).hexdigest()[:16]
            label = labels.get(("feeds", key))
            if label is None or key in seen:
                continue
            article = make_article(entry, feed, document, seen_at=SEEN_AT, rules=ANY_AGE)
            if isinstance(article, Article):
                seen.add(key)
                yield labelled(
                    label,
                    text=article.headline,
                    summary=article.excerpt,
                    time=article.published.timestamp(),
                    url=entry.url,
                    source=site["title"] or feed.url,
                )


def news_feeds() -> Iterator[tuple[dict[str, Any], bytes]]:
    """The feeds the labels were taken from: the line of the index, and what was recorded."""
    folder = SHARED / "data/feeds"
    lines = (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()
    sites = {row["id"]: row for row in map(json.loads, lines) if row["is_world_news"] or row["id"] in OTHER_NEWS_FEEDS}
    with tarfile.open(folder / "recorded-2026-02-18.tar.xz") as archive:
        for member in archive:
            name = member.name.rsplit("/", 1)[-1].split(".")[0]
            if name in sites and (stream := archive.extractfile(member)):
                yield sites[name], stream.read()


def items_of_2014(labels: dict[tuple[str, str], Label], wanted: set[str]) -> Iterator[LabelledItem]:
    """The labelled headlines of 2014, their times jittered in order of row."""
    chance = random.Random(JITTER_SEED)
    with lzma.open(SHARED / "data/stories/uci-dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if str(row["id"]) in wanted:
                moment = row["ts"] + chance.uniform(-JITTER_HOURS, JITTER_HOURS) * 3600
                yield labelled(
                    labels["uci", str(row["id"])],
                    text=row["title"],
                    summary="",
                    time=moment,
                    url=row["url"],
                    source=row["pub"],
                )


def labelled(label: Label, *, text: str, summary: str, time: float, url: str, source: str) -> LabelledItem:
    """An article with its label."""
    return LabelledItem(
        set=label.set,
        key=label.key,
        text=text,
        summary=summary,
        time=time,
        url=url,
        source=source,
        story=label.story,
        doubt=label.doubt,
    )
