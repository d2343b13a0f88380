"""Labelled stories and long streams of headlines, in the shape that ``adapters.stories`` takes.

An item is ``{"text": headline, "summary", "time": seconds since 1970, "url", "source"}``.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import lzma
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count
from types import ModuleType
from typing import Any, NamedTuple

from snowballstemmer import stemmer

from targets import SHARED

Item = dict[str, Any]

TRANSFER_FROM = "2014-03-20"
"""The days from here to the end, 31 March, are in no split."""
TRANSFER_STORIES = 152
"""As many as the classic set has."""
DAY_S = 86_400
REPEAT_S = 22 * DAY_S
"""The recorded rows are of 22 days."""
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
COMMON_WORDS = 200
"""So many of the commonest words keep their place in a repeat: they carry the sentence."""
BAND_WORDS = 64
"""Words of like frequency that change places with each other."""
CALENDAR = (
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ("january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"),
)
""""May" is left out: it is mostly a verb."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Items, and the story that each belongs to."""

    items: list[Item]
    gold: list[str]


def cluster_bench() -> ModuleType:
    """The shared bench of stories, by its own functions."""
    folder = str(SHARED / "bench")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module("cluster_bench")


def item_of(row: Mapping[str, Any]) -> Item:
    """One row of the labelled day."""
    return {
        "text": row["title"],
        "summary": row["summary"] or "",
        "time": datetime.fromisoformat(row["published"]).timestamp(),
        "url": row["link"],
        "source": row["source"],
    }


def world_dev() -> Labelled:
    """A day of world news, labelled by hand: the development part."""
    lines = (SHARED / "data/stories/world-dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return Labelled([item_of(row) for row in rows], [row["story"] for row in rows])


@cache
def uci_parts() -> Mapping[str, Any]:
    """The splits of the shared bench, jittered and cleaned as it does."""
    found: Mapping[str, Any] = cluster_bench().load()
    return found


def sample_of(part: Any, share: float) -> Labelled:
    """The items of a share of the stories of a split of the shared bench, always the same ones."""
    kept = [at for at, story in enumerate(part.clean) if portion(story) < share]
    return Labelled([part.items[at] for at in kept], [part.clean[at] for at in kept])


def portion(name: str) -> float:
    """0 to 1, always the same for a name."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF


def uci_rows() -> Iterator[Mapping[str, Any]]:
    """All rows, in order of ``id``."""
    with lzma.open(SHARED / "data/stories/uci-dev.jsonl.xz", "rt", encoding="utf-8") as lines:
        yield from (row for row in map(json.loads, lines) if row["title"] != cluster_bench().ERROR_PAGE)


# ---------------------------------------------------------------- a set like the classic one


def transfer() -> Labelled:
    """Headlines as the classic short-text set has them: lower case, stemmed, without date, source or address.

    152 of the stories that begin and end between 20 and 31 March, in the aggregator's order.
    """
    everything = list(uci_rows())
    earlier = {row["story"] for row in everything if day_of(row) < TRANSFER_FROM}
    rows = [row for row in everything if row["story"] not in earlier]
    shared = cluster_bench()
    part = shared.Part([{"text": row["title"]} for row in rows], [row["story"] for row in rows])
    labels = shared.clean_labels(part)
    chosen = set(sorted(set(labels), key=portion)[:TRANSFER_STORIES])
    stem = stemmer("english").stemWords
    kept = [(item["text"], story) for item, story in zip(part.items, labels, strict=True) if story in chosen]
    items = [bare(" ".join(stem(shared.title_words(text)))) for text, _ in kept]
    return Labelled(items, [story for _, story in kept])


def bare(text: str) -> Item:
    """A headline and nothing else; all of one moment."""
    return {"text": text, "summary": "", "time": 0.0, "url": "", "source": ""}


def day_of(row: Mapping[str, Any]) -> str:
    """The UTC day of a row."""
    return str(cluster_bench().day_of(row["ts"]))


def shuffled(labelled: Labelled, seed: int) -> Labelled:
    """The same items in another order."""
    order = list(range(len(labelled.items)))
    random.Random(seed).shuffle(order)
    return Labelled([labelled.items[at] for at in order], [labelled.gold[at] for at in order])


# ---------------------------------------------------------------- long streams


def stream(articles: int, *, per_day: int = 0) -> Iterator[Item]:
    """The recorded rows in order of time, over and over; ``per_day`` spreads them evenly, so many a day.

    In every repeat but the first, words of like frequency change places with each other, another way each time, and so
    do the names of days and months; the commonest words stay.  So a repeat has the same stories, the same number of
    words, as common as before, and hardly a headline of another one.
    """
    rows = rows_in_time()
    words = common_first(rows)
    began = rows[0].at
    number = count()
    for repeat in count():
        other = swapped(words, repeat)
        for row in rows:
            at = next(number)
            if at == articles:
                return
            yield {
                "text": reworded(row.title, other) if repeat else row.title,
                "summary": "",
                "time": began + at / per_day * DAY_S if per_day else row.at + repeat * REPEAT_S,
                "url": f"{row.url}#{repeat}" if repeat else row.url,
                "source": row.source,
            }


class Row(NamedTuple):
    """What a stream needs of a recorded row: little, since the memory of streams is measured."""

    at: float
    id: int
    title: str
    url: str
    source: str


@cache
def rows_in_time() -> tuple[Row, ...]:
    """All rows, the oldest first."""
    return tuple(
        sorted(Row(row["ts"], row["id"], row["title"], row["url"], sys.intern(row["pub"])) for row in uci_rows())
    )


def common_first(rows: Sequence[Row]) -> list[str]:
    """All words of the headlines, the commonest first."""
    counts = Counter(word.lower() for row in rows for word in WORD.findall(row.title))
    return sorted(counts, key=lambda word: (-counts[word], word))


def swapped(words: Sequence[str], repeat: int) -> dict[str, str]:
    """What stands for each word in one repeat."""
    chance, dates = random.Random(repeat), {name for names in CALENDAR for name in names}
    movable = [word for word in words[COMMON_WORDS:] if word not in dates]
    found: dict[str, str] = {}
    for start in range(0, len(movable), BAND_WORDS):
        band = movable[start : start + BAND_WORDS]
        found |= zip(band, chance.sample(band, len(band)), strict=True)
    for names in CALENDAR:
        found |= {name: names[(at + repeat) % len(names)] for at, name in enumerate(names)}
    return found


def reworded(title: str, other: Mapping[str, str]) -> str:
    """A headline with other words in the places of its own, capitals kept."""
    return WORD.sub(lambda match: as_written(match[0], other.get(match[0].lower(), match[0])), title)


def as_written(old: str, new: str) -> str:
    """The new word with the capitals of the old one."""
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new[:1].upper() + new[1:] if old[0].isupper() else new
