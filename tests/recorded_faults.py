"""What can be wrong with an excerpt, as the tests and the bench count it."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tests.recordings import everyday_records, feed_entries, labelled_day, letter_items
from tidings.markup import html_to_text

CHARS_MAX = 300
TAG = re.compile(r"</?(?:a|b|br|div|em|h\d|i|img|li|ol|p|span|strong|ul)(?:\s[^<>]*)?/?>", re.IGNORECASE)
READ_ON = re.compile(
    r"(?:^|[.!?…»\])]\s*)(?:read more|continue reading|weiterlesen|lire la suite|leer más|lees meer)\W*$|appeared first on", re.IGNORECASE
)  # fmt: skip
LOOSE_END = re.compile(r"[,;:(\[{“‘«„–—-]\s*(?:…|\.\.\.)?$")
ENDED = re.compile(r"(?:[.!?…。！？؟۔।])[\"'”’»)\]」』“]*$")
DATELINE = re.compile(
    r"[A-Z]{4,}[\w ,./]*\((?:Reuters|AP|AFP|dpa)\)|^\((?:Reuters|AP|AFP|dpa)\)|^[A-Z]{5,}(?:, [A-Z]\w+)? [—–] "
)


def all_texts() -> Iterator[tuple[str, str]]:
    """Headline and summary, or text where there is none, of every recorded item."""
    seen = set()
    for entry, _ in feed_entries():
        seen.add((entry.headline, html_to_text(entry.summary or entry.content)))
    for item in (*labelled_day(), *letter_items()):
        seen.add((item.title, item.summary))
    for record in everyday_records():
        seen.add((record["title"], record["excerpt"]))
    yield from sorted(pair for pair in seen if pair[1].strip())


def faults_of(excerpt: str, *, headline: str, source: str) -> Iterator[str]:
    """The faults of one excerpt."""
    if html.unescape(excerpt) != excerpt and re.search(r"&#?\w+;", excerpt):
        yield "entities"
    if TAG.search(excerpt):
        yield "markup"
    if len(excerpt) > CHARS_MAX:
        yield "too long"
    if LOOSE_END.search(excerpt):
        yield "loose end"
    if is_number_cut(excerpt, source):
        yield "cut number"
    if is_repeated(excerpt, headline):
        yield "headline"
    if READ_ON.search(excerpt):
        yield "read more"
    if DATELINE.search(excerpt):
        yield "dateline"
    if excerpt and not ENDED.search(excerpt):
        yield "no full stop"


def is_number_cut(excerpt: str, source: str) -> bool:
    """An excerpt that ends between the digits of a number."""
    bare = excerpt.rstrip(" .…")
    if not bare[-1:].isdigit():
        return False
    place = " ".join(html.unescape(source).split()).find(bare)
    rest = " ".join(html.unescape(source).split())[place + len(bare) :]
    return place >= 0 and re.match(r"[.,]?\d", rest) is not None


def is_repeated(excerpt: str, headline: str) -> bool:
    """An excerpt that begins with the whole headline as a line of its own, not as the subject of a sentence."""
    told = " ".join(headline.split())
    if not told or not excerpt.casefold().startswith(told.casefold()):
        return False
    rest = excerpt[len(told) :]
    is_subject = (
        rest[:1].isalnum() or re.match(r"[\s\W]*[a-z]", rest) or (len(told.split()) < 3 and re.match(r" \w", rest))
    )
    return not is_subject


def count_faults(made: Iterable[tuple[str, str, str]]) -> Counter[str]:
    """How many excerpts have each fault; each is given as headline, source and excerpt."""
    counts: Counter[str] = Counter()
    for headline, source, excerpt in made:
        counts.update(faults_of(excerpt, headline=headline, source=source))
        counts["empty"] += not excerpt
        counts["ellipsis"] += excerpt.endswith(("…", "..."))
    return counts
