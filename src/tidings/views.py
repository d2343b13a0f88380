"""How often readers looked, as a file says it: counts by name, or the access log of a web server.

Reading the file is the only thing here that touches the world; what it means is found by pure functions.  A line that
cannot be used is counted and told, never an error; only counts leave this module, nothing about any reader.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from .model import Views
from .urls import canonical_url, is_web_url, same_page_key

FILE_BYTES_MAX: Final = 32 * 1024 * 1024
"""Of a log its end is read, of counts nothing where they are more: 100,000 articles need a tenth of it."""
LINES_MAX: Final = 500_000
"""Of a log the last lines are read: a busy desk's two days."""
COUNT_MAX: Final = 10**12
BAD_SHOWN_MAX: Final = 3
SHOWN_CHARS_MAX: Final = 80
MONTHS: Final = dict(zip("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), range(1, 13), strict=True))
LOG_LINE: Final = re.compile(
    r'(?P<client>\S+) \S+ .{0,200}?\[(?P<day>\d\d)/(?P<month>[A-Z][a-z]{2})/(?P<year>\d{4}):(?P<time>\d\d:\d\d:\d\d)'
    r' (?P<sign>[+-])(?P<zone>\d{4})\] "(?P<request>(?:[^"\\]|\\.)*)" (?P<status>\d{3}) \S+'
    r'(?: "(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)")?'
)  # fmt: skip
"""Common Log Format, and Combined, which adds where the reader came from and the program that asked."""
LOOKED: Final = frozenset({"200", "203", "206", "304"})
"""Answers that a reader saw."""
PAGE: Final = re.compile(r"/(?:stories/([^/]+)\.(?:html|json)|records/([^/]+)\.(?:md|html))$")
ROBOTS: Final = re.compile(
    r"bot\b|bot[/;]|crawl|spider|slurp|preview|fetch|monitor|scan|archive|headless|curl|wget|python|java/|go-http|ruby"
    r"|libwww|httpclient|okhttp|axios|feed|rss|facebookexternalhit",
    re.IGNORECASE,
)
"""Programs that say they are no reader; so does an empty name.  The list is short on purpose: it tells by words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a file says."""

    by_name: Mapping[str, int]
    """Views by record name, slug or address."""
    counted_at: datetime
    """The end of the time that was counted."""
    told_by: str
    """The file's name."""
    bad: tuple[str, ...] = ()
    """The first lines that could not be used, and why."""
    bad_count: int = 0


def read_views(path: Path, *, now: datetime, days: int) -> Counts:
    """What a file of views says; one that cannot be read says nothing, and why.  ``days`` are counted of a log."""
    try:
        changed_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        data, is_whole = read_end(path)
    except OSError as error:
        return nothing(path.name, f"it cannot be read: {error.strerror or error}", now=now)
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    counts = parse_views(path.name, text, changed_at=changed_at, days=days, is_whole=is_whole)
    return replace(counts, counted_at=min(counts.counted_at, now))


def read_end(path: Path) -> tuple[bytes, bool]:
    """The end of a file as far as we read, and whether that is all of it."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - FILE_BYTES_MAX))
        return file.read(FILE_BYTES_MAX), size <= FILE_BYTES_MAX


def nothing(name: str, why: str, *, now: datetime) -> Counts:
    """No counts, and the reason."""
    return Counts(by_name={}, counted_at=now, told_by=name, bad=(why,), bad_count=1)


# ---------------------------------------------------------------- what a text means


def parse_views(name: str, text: str, *, changed_at: datetime, days: int, is_whole: bool = True) -> Counts:
    """The counts of a text: a JSON object, an access log, or lines of ``name,count``.

    ``changed_at`` is when the file was written, which is the end of what counts without a date were counted in.
    """
    start = text.lstrip()[:1]
    if not is_whole and not looks_like_log(text):
        return nothing(name, f"it is larger than {FILE_BYTES_MAX // 1024 // 1024} MiB", now=changed_at)
    if start == "{":
        return parse_json(name, text, changed_at=changed_at)
    if looks_like_log(text):
        return parse_log(name, text.splitlines()[-LINES_MAX:], changed_at=changed_at, days=days)
    return parse_csv(name, text.splitlines(), changed_at=changed_at)


def looks_like_log(text: str) -> bool:
    """One of the first lines is one of a log; where only a file's end was read, the very first is none."""
    return any(LOG_LINE.match(line) for line in text[:20_000].splitlines()[:10])


def parse_json(name: str, text: str, *, changed_at: datetime) -> Counts:
    """An object of names and counts."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return nothing(name, f"it is no JSON: {error}", now=changed_at)
    return gathered(name, ((str(key), key, count) for key, count in value.items()), changed_at=changed_at)


def parse_csv(name: str, lines: Iterable[str], *, changed_at: datetime) -> Counts:
    """Lines of a name and a count; a first line of words is a heading."""
    rows: list[tuple[str, str, object]] = []
    for position, row in enumerate(csv.reader(line.replace("\0", "") for line in lines)):
        if not row or not row[0].strip():
            continue
        count: object = row[1].strip() if len(row) > 1 else ""
        if position == 0 and not str(count).isdigit():
            continue
        rows.append(
            (",".join(row), row[0].strip(), int(str(count)) if re.fullmatch("[0-9]{1,13}", str(count)) else count)
        )
    return gathered(name, rows, changed_at=changed_at)


def gathered(name: str, rows: Iterable[tuple[str, str, object]], *, changed_at: datetime) -> Counts:
    """Counts of rows (as written, name, count); a name that stands twice is counted together."""
    found: Counter[str] = Counter()
    bad: list[str] = []
    bad_count = 0
    for said, key, count in rows:
        if isinstance(count, int) and not isinstance(count, bool) and 0 <= count <= COUNT_MAX:
            found[key] += count
        else:
            bad_count += 1
            if len(bad) < BAD_SHOWN_MAX:
                bad.append(f"{cut(said)}: {cut(repr(count))} is no count")
    return Counts(by_name=dict(found), counted_at=changed_at, told_by=name, bad=tuple(bad), bad_count=bad_count)


def parse_log(name: str, lines: Sequence[str], *, changed_at: datetime, days: int) -> Counts:
    """How many readers asked for each page in the last days of a log: one address and program is one reader."""
    seen: list[tuple[datetime, str, str]] = []
    newest: datetime | None = None
    bad: list[str] = []
    bad_count = 0
    for line in lines:
        hit = read_line(line)
        if hit is None:
            bad_count += bool(line.strip())
            if line.strip() and len(bad) < BAD_SHOWN_MAX:
                bad.append(f"{cut(line)}: no line of a log")
            continue
        at, page, reader = hit
        newest = max(newest or at, at)
        if page:
            seen.append((at, page, reader))
    end = newest or changed_at
    since = end - timedelta(days=days)
    readers = {(page, reader) for at, page, reader in seen if at >= since}
    found = Counter(page for page, _ in readers)
    return Counts(by_name=dict(found), counted_at=end, told_by=name, bad=tuple(bad), bad_count=bad_count)


def read_line(line: str) -> tuple[datetime, str, str] | None:
    """When, which page (empty: none that is counted) and who; None: no line of a log."""
    match = LOG_LINE.match(line)
    at = match and moment_of(match)
    if not match or at is None:
        return None
    agent = match["agent"]
    is_reader = agent is None or (agent not in ("", "-") and not ROBOTS.search(agent))
    page = page_of(match["request"]) if is_reader and match["status"] in LOOKED else ""
    return at, page, f"{match['client']} {agent}"


def moment_of(match: re.Match[str]) -> datetime | None:
    """The moment of a line, in UTC; None for a day that there is not."""
    zone = timedelta(hours=int(match["zone"][:2]), minutes=int(match["zone"][2:]))
    hour, minute, second = map(int, match["time"].split(":"))
    try:
        day = datetime(int(match["year"]), MONTHS[match["month"]], int(match["day"]), hour, minute, second, tzinfo=UTC)
        return day - (zone if match["sign"] == "+" else -zone)
    except (ValueError, KeyError, OverflowError):
        return None


def page_of(request: str) -> str:
    """The slug or record name that was asked for; empty: something else, or not to be read."""
    method, _, rest = request.partition(" ")
    target = rest.rpartition(" ")[0] or rest
    if method != "GET":
        return ""
    try:
        path = unquote(urlsplit(target).path)
    except ValueError:
        return ""
    match = PAGE.search(path)
    return (match[1] or match[2]) if match else ""


def cut(text: str) -> str:
    """A text as a message shows it."""
    return text if len(text) <= SHOWN_CHARS_MAX else text[:SHOWN_CHARS_MAX] + "…"


# ---------------------------------------------------------------- whose views they are


def find_articles(
    counts: Counts, *, urls: Mapping[str, str], record_names: Mapping[str, str], slugs: Mapping[str, str]
) -> tuple[tuple[Views, ...], tuple[str, ...]]:
    """The views of articles, and the names that mean none.

    ``urls`` and ``slugs`` lead to article ids, ``record_names`` from them.  Where several names mean one article, their
    counts are added.
    """
    ids = {key: article_id for article_id, key in record_names.items()}
    found: Counter[str] = Counter()
    unknown: list[str] = []
    for name, count in counts.by_name.items():
        article_id = article_of(name, urls=urls, ids=ids, slugs=slugs)
        if article_id:
            found[article_id] += count
        else:
            unknown.append(name)
    views = tuple(
        Views(article_id=key, count=count, counted_at=counts.counted_at, told_by=counts.told_by)
        for key, count in sorted(found.items())
    )
    return views, tuple(unknown)


def article_of(name: str, *, urls: Mapping[str, str], ids: Mapping[str, str], slugs: Mapping[str, str]) -> str:
    """The id of the article that a name means; empty: none."""
    if is_web_url(name):
        url = canonical_url(name)
        found = urls.get(url) or urls.get(same_page_key(url))
        if found:
            return found
    bare = re.sub(r"\.(?:html|md|json)$", "", name.rstrip("/").rpartition("/")[2])
    return ids.get(bare) or slugs.get(bare, "")


def told(counts: Counts, views: Sequence[Views], unknown: Sequence[str]) -> Iterator[str]:
    """What was read, a sentence each."""
    total, until = sum(one.count for one in views), f"{counts.counted_at:%Y-%m-%d %H:%M} UTC"
    yield f"{counts.told_by}: {count(total, 'view')} of {count(len(views), 'article')} until {until}"
    if unknown:
        shown = ", ".join(map(cut, unknown[:BAD_SHOWN_MAX]))
        yield f"{counts.told_by}: {count(len(unknown), 'name')} of no article of ours: {shown}"
    if counts.bad_count:
        yield f"{counts.told_by}: {count(counts.bad_count, 'line')} of no use: {'; '.join(counts.bad)}"


def count(number: int, thing: str) -> str:
    """A number of things."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
