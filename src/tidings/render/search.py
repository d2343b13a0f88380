"""Search without a server: an index in small files that a script of ours fetches a few of.

::

    search.html, search.js      the page
    opensearch.xml              how browsers ask it, where the site has an address
    search/index.json           the volumes, newest first
    search/<volume>/W-N.json    a shelf of words: each with the stories that have it
    search/<volume>/lines-N.json    what results show of 64 stories

A volume holds the stories that began in a year, or in a month or day where there are too many; so that what is past
stays as it is, and the newest is found first.  Its shelves are known by path before a word is read: a volume whose
stories are what they were is not made again.  ``docs/how-it-works/search.md`` has sizes and reasons.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import groupby
from typing import Any, Final

import msgspec
from lxml import etree

from ..model import Edition, Masthead, RankedStory
from .addresses import site_url
from .cards import day_of, foreign_language
from .plates import Issue, Plate, digest_of
from .search_words import search_words
from .sharing import sharing
from .site import Site, own_file
from .sitemap import web_address

Shelves = Mapping[str, Mapping[str, list[int]]]
"""By name: words and their stories."""

SEARCH_OUTPUT: Final = "search"
VOLUME_STORIES_MAX: Final = 10_000
"""More in a year are parted by months, more in a month by days: a shelf of so many is some 3 kB when it is sent."""
SHELVES: Final = ((200, 1, 1), (2_000, 32, 1), (None, 32, 5))
"""Stories at most, and how many shelves by the first and by the second letter: one file for a small desk, and nowhere
a shelf that a phone would wait for."""
LINES_PER_FILE: Final = 64
"""Results lie anywhere, so that each of them may cost a file: 2 kB when it is sent."""
REPORTS_MAX: Final = 12
"""Reports of a story whose headlines and sources are indexed; more say nothing new."""
SHORT_NAME_CHARS: Final = 16
"""OpenSearch allows no longer ones."""
OPENSEARCH: Final = "http://a9.com/-/spec/opensearch/1.1/"


def search(issue: Issue) -> Iterator[Plate]:
    """The page, its script, and the index."""
    volumes = volumes_of(issue)
    read = lru_cache(maxsize=1)(shelves_of)  # files are made volume by volume
    yield search_page(issue)
    yield Plate(path="site/search.js", make=partial(own_file, "search.js"))
    yield Plate(path="site/search/index.json", make=lambda: encoded([volume.entry for volume in volumes]))
    for volume in volumes:
        yield from plates_of_volume(volume, read)
    if site_url(issue.edition.masthead):
        yield Plate(path="site/opensearch.xml", make=partial(opensearch, issue.edition))


def search_page(issue: Issue) -> Plate:
    """The page that asks and answers; it shows nothing of the stories itself."""
    title = issue.edition.masthead.title
    ours = Site(issue, (), sharing(issue.edition.masthead, issue.outputs))
    return ours.page("search.html", "search.html", title="Search", description=f"Search all stories of {title}.")


def opensearch(edition: Edition) -> bytes:
    """How a browser's own search field asks our page."""
    masthead = edition.masthead
    root = etree.Element("OpenSearchDescription", nsmap={None: OPENSEARCH})  # type: ignore[dict-item]  # no prefix
    etree.SubElement(root, "ShortName").text = masthead.title[:SHORT_NAME_CHARS].strip()
    etree.SubElement(root, "Description").text = f"Search {masthead.title}"
    etree.SubElement(root, "InputEncoding").text = "UTF-8"
    etree.SubElement(root, "Url", type="text/html", template=f"{web_address(edition, 'search.html')}?q={{searchTerms}}")
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


# ---------------------------------------------------------------- volumes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Volume:
    """The stories of a time."""

    name: str
    """``2026``, ``2026-11`` or ``2026-11-28``."""
    stories: Sequence[RankedStory]
    """Oldest first: a story's number in the files is its place here."""
    masthead: Masthead
    topic_names: Mapping[str, str]
    """By id."""
    key: str
    """Of everything that the files show."""

    @property
    def parts(self) -> tuple[int, int]:
        """How many shelves by the first and by the second letter."""
        count = len(self.stories)
        return next((first, second) for most, first, second in SHELVES if most is None or count <= most)

    @property
    def entry(self) -> dict[str, Any]:
        """What the list of volumes says; ``mark`` changes with the stories' numbers, so that no cache mixes them."""
        slugs = "\n".join(story.slug for story in self.stories)
        mark = hashlib.blake2b(slugs.encode(), digest_size=4).hexdigest()
        parts, lines = self.parts, LINES_PER_FILE
        return {"name": self.name, "stories": len(self.stories), "parts": parts, "lines": lines, "mark": mark}


def volumes_of(issue: Issue) -> list[Volume]:
    """All stories in volumes, the newest volume first."""
    masthead = issue.edition.masthead
    topic_names = {topic.id: topic.name for topic in issue.edition.topics}
    days = [(f"{day_of(story.first_published, masthead)}", story) for story in issue.edition.stories]
    days.sort(key=lambda row: (row[0], row[1].first_published, row[1].slug))
    volumes = [
        Volume(
            name=name,
            stories=stories,
            masthead=masthead,
            topic_names=topic_names,
            key=digest_of([issue.frame, [issue.keys[story.id] for story in stories]]),
        )
        for name, stories in parted(days)
    ]
    return volumes[::-1]


def parted(days: Sequence[tuple[str, RankedStory]], chars: int = 4) -> Iterator[tuple[str, list[RankedStory]]]:
    """Stories by year, by month where a year has too many, by day where a month has; days are in order."""
    for name, rows in groupby(days, key=lambda row: row[0][:chars]):
        some = [*rows]
        if len(some) > VOLUME_STORIES_MAX and chars < len("2026-11-28"):
            yield from parted(some, chars + len("-11"))
        else:
            yield name, [story for _, story in some]


def plates_of_volume(volume: Volume, read: Callable[[Volume], Shelves]) -> Iterator[Plate]:
    """The files of a volume."""
    folder = f"site/search/{volume.name}"
    first, second = volume.parts
    for name in (f"{one}-{two}" for one in range(first) for two in range(second)):
        yield Plate(path=f"{folder}/{name}.json", make=partial(shelf, volume, name, read), key=volume.key)
    for number, begin in enumerate(range(0, len(volume.stories), LINES_PER_FILE)):
        yield Plate(path=f"{folder}/lines-{number}.json", make=partial(lines, volume, begin), key=volume.key)


# ---------------------------------------------------------------- what files hold


def shelf(volume: Volume, name: str, read: Callable[[Volume], Shelves]) -> bytes:
    """Words in order with their stories, each told by how far it is from the one before."""
    words = read(volume).get(name, {})
    return encoded({word: steps(words[word]) for word in sorted(words)})


def lines(volume: Volume, begin: int) -> bytes:
    """What results show of some stories."""
    return encoded([line_of(story, volume.masthead) for story in volume.stories[begin : begin + LINES_PER_FILE]])


def shelves_of(volume: Volume) -> Shelves:
    """The shelves of a volume that hold anything.  A story is told by twice its number, and one more where the word is
    not in its headline.
    """
    stories: dict[str, list[int]] = defaultdict(list)
    for number, story in enumerate(volume.stories):
        main = set(search_words(story.headline))
        for word in main:
            stories[word].append(2 * number)
        for word in set(other_words(story, volume.topic_names)) - main:
            stories[word].append(2 * number + 1)
    shelves: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for word, found in stories.items():
        shelves[shelf_of(word, volume.parts)][word] = found
    return shelves


def other_words(story: RankedStory, topic_names: Mapping[str, str]) -> Iterator[str]:
    """What a story is known by beside its headline: its sources, topics, and how others put it in their own words."""
    reports = story.reports[:REPORTS_MAX]
    texts = {report.article.source.name for report in reports}
    texts |= {report.article.headline for report in reports if not report.reprint_of}
    texts |= {topic_names[topic_id] for topic_id in story.topics if topic_id in topic_names}
    for text in texts:
        yield from search_words(text)


def shelf_of(word: str, parts: tuple[int, int]) -> str:
    """The shelf of a word by its first two letters' places in Unicode, so that words with one beginning stand together
    in any script.
    """
    first, second = parts
    return f"{ord(word[0]) % first}-{ord(word[1]) % second if len(word) > 1 else 0}"


def steps(numbers: Sequence[int]) -> list[int]:
    """Each number less the one before."""
    return [after - before for before, after in zip((0, *numbers), numbers, strict=False)]


def line_of(story: RankedStory, masthead: Masthead) -> list[Any]:
    """Slug, headline, source, day; then language and labels where there are any.  No excerpt: it would make three
    times as many bytes, and what asks for care is not spread.
    """
    day = f"{day_of(story.first_published, masthead)}"
    line: list[Any] = [story.slug, story.headline, story.lead.article.source.name, day]
    more: list[Any] = [foreign_language(story.lead, masthead), story.lead.care.labels]
    while more and not more[-1]:
        more.pop()
    return line + more


def encoded(value: Any) -> bytes:
    """JSON."""
    return msgspec.json.encode(value) + b"\n"
