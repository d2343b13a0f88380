"""Source health in the whole line: a small web of feeds, asked every hour or so over simulated days."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.pipeline.desks import bytes_of
from tests.pipeline.test_line import files_and_times
from tests.publishers import posts
from tidings import inquire, pipeline, store
from tidings.errors import FetchError
from tidings.figures import FeedHealth
from tidings.model import Article, Desk, Feed, Fetched, FetchRequest, Masthead, RunReport
from tidings.rules import ArticleRules, FetchRules, Rules
from tidings.store.health import FIGURES, SAMPLES, SHAPES

FEED = "https://post.example/feed"
START = datetime(2026, 3, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of a feed."""

    number: int
    published: datetime
    headline: str = ""
    id: str = ""
    has_date: bool = True

    def xml(self, shift: timedelta = timedelta(0)) -> str:
        date = f"<pubDate>{format_datetime(self.published + shift)}</pubDate>" if self.has_date else ""
        title = self.headline or f"Ferry number {self.number} runs aground off Skell again"
        return (
            f"<item><title>{title}</title><guid isPermaLink='false'>{self.id or self.number}</guid>{date}"
            f"<link>https://post.example/{self.number}</link><description>The ferry {self.number} struck a rock at dawn."
            f"</description></item>"
        )


def rss(items: Sequence[Item], shift: timedelta = timedelta(0)) -> bytes:
    """A feed of these items."""
    channel = "".join(item.xml(shift) for item in items)
    return f"<rss version='2.0'><channel><title>The Post</title>{channel}</channel></rss>".encode()


@dataclass
class Newsroom:
    """A desk on disk whose one feed says what ``said`` says at a moment."""

    folder: Path
    said: Callable[[datetime], bytes]
    feed: Feed = field(default_factory=lambda: Feed(url=FEED))
    mend_clocks: str = "certain"
    last: bytes = b""

    def fetch(
        self, requests: Iterable[FetchRequest], rules: FetchRules, *, user_agent: str, now: datetime, hosts: object
    ) -> Iterator[list[tuple[FetchRequest, Fetched | FetchError]]]:
        for request in requests:
            body = self.said(now)
            status = 304 if body == self.last else 200
            self.last = body
            answer = Fetched(
                feed_url=request.feed_url,
                url=request.feed_url,
                status=status,
                fetched_at=now,
                body=b"" if status == 304 else body,
            )
            yield [(request, answer)]

    def run(self, now: datetime) -> RunReport:
        desk = Desk(
            masthead=Masthead(title="Low Isles Today"),
            feeds=(self.feed,),
            rules=Rules(article=ArticleRules(mend_clocks=self.mend_clocks)),
        )
        with pipeline.open_newsroom(desk, self.folder, now=now, fetch=self.fetch) as room:
            return pipeline.run(room, ask_all=True)

    def articles(self) -> list[Article]:
        with inquire.open_memory(self.folder) as db:
            return store.load_articles(db, since=START - timedelta(days=99))

    def health(self, now: datetime) -> FeedHealth:
        with inquire.open_memory(self.folder) as db:
            (health,) = inquire.feed_health(db, Desk(masthead=Masthead(title="x"), feeds=(self.feed,)), now=now)
        return health


def steady(now: datetime) -> list[Item]:
    """A post every three hours; the last ten of them."""
    count = int((now - START) / HOUR) // 3
    return [Item(number=n, published=START + 3 * n * HOUR) for n in range(count, max(-1, count - 10), -1)]


def hourly(room: Newsroom, hours: int, *, every: int = 1, begin: int = 36) -> list[RunReport]:
    """Runs from the hour ``begin`` on."""
    return [room.run(START + hour * HOUR) for hour in range(begin, begin + hours, every)]


def story(tmp_path: Path, after: Callable[[datetime], bytes], *, change_at: int = 54) -> list[str]:
    """The kinds of findings of a feed that is steady until an hour, then ``after``: of all runs together."""
    room = Newsroom(tmp_path, lambda now: rss(steady(now)) if now < START + change_at * HOUR else after(now))
    return [finding.kind for report in hourly(room, 24, every=3) for finding in report.findings]


def test_a_steady_feed_has_no_findings_and_its_figures_are_right(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, lambda now: rss(steady(now)))

    reports = hourly(room, 24)

    assert [finding for report in reports for finding in report.findings] == []
    health = room.health(START + 59 * HOUR)
    assert (health.state, health.asked, health.unchanged, health.failed) == ("well", 24, 16, 0)
    assert (health.posts_per_day, health.gap_s, health.dates) == (8.0, 3 * 3600, "fine")
    assert (health.entries_seen, health.entries_kept) == (17, 17)
    assert health.lag_s == 0


def test_dates_that_vanish_are_a_finding(tmp_path: Path) -> None:
    def undated(now: datetime) -> bytes:
        return rss([Item(number=item.number, published=item.published, has_date=False) for item in steady(now)])

    # Without dates every entry says something else than before, which is no second news.
    assert story(tmp_path, undated)[:1] == ["no dates"]


def test_titles_that_become_one_are_a_finding(tmp_path: Path) -> None:
    def untitled(now: datetime) -> bytes:
        return rss([Item(number=item.number, published=item.published, headline="Untitled") for item in steady(now)])

    assert "same headlines" in story(tmp_path, untitled)


def test_a_sudden_archive_of_everything_is_a_finding(tmp_path: Path) -> None:
    def everything(now: datetime) -> bytes:
        old = [Item(number=1000 + n, published=START - n * timedelta(days=1)) for n in range(700)]
        return rss([*steady(now), *old])

    assert story(tmp_path, everything) == ["flood"]


def test_new_ids_for_known_pages_are_a_finding_and_publish_nothing_twice(tmp_path: Path) -> None:
    def renumbered(now: datetime) -> bytes:
        return rss(
            [Item(number=item.number, published=item.published, id=f"new-{item.number}") for item in steady(now)]
        )

    assert story(tmp_path, renumbered) == ["new ids"]


def test_entries_that_all_change_at_once_are_a_finding(tmp_path: Path) -> None:
    def shouting(now: datetime) -> bytes:
        return rss(
            [
                Item(number=item.number, published=item.published, headline=f"FERRY {item.number}!")
                for item in steady(now)
            ]
        )

    assert story(tmp_path, shouting) == ["rewritten"]


def test_a_feed_that_becomes_a_page_is_a_finding_once(tmp_path: Path) -> None:
    assert story(tmp_path, lambda now: f"<!doctype html><html><title>Log in {now}</title></html>".encode()) == [
        "not a feed"
    ]


def test_a_feed_that_falls_silent_is_a_finding_and_health_says_so(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, lambda now: rss(steady(min(now, START + 60 * HOUR))))
    hourly(room, 24)

    assert room.run(START + 80 * HOUR).findings == ()
    (finding,) = room.run(START + 153 * HOUR).findings
    assert finding.kind == "silent"
    assert "nothing new for 3 days; it used to post every 3 hours" in finding.what
    assert room.health(START + 153 * HOUR).state == "silent"


# ---------------------------------------------------------------- clocks


def local_time_called_utc(hours: float) -> Callable[[datetime], bytes]:
    """A busy, prompt publisher in a zone so many hours ahead of UTC."""
    import random

    moments = [datetime.fromtimestamp(at, UTC) for at in posts(random.Random(5), days=7, posts_per_day=30)]
    items = [Item(number=n, published=moment) for n, moment in enumerate(moments)]

    def said(now: datetime) -> bytes:
        out = [item for item in items if item.published <= now][-30:]
        return rss(out[::-1], timedelta(hours=hours))

    return said


def test_a_publisher_in_los_angeles_who_says_utc_is_found_told_and_mended(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, local_time_called_utc(-7))

    reports = hourly(room, 24 * 5, begin=24)

    assert [finding.kind for finding in reports[-1].findings] == ["wrong clock"]
    assert "moved by +7 h" in reports[-1].findings[0].what
    newest = max(room.articles(), key=lambda article: article.seen_at)
    assert timedelta(0) <= newest.seen_at - newest.published < HOUR
    assert "mended by +7 h: this source's clock is wrong (" in newest.published_from
    assert "new entries in" in newest.published_from
    assert "pubDate “" in newest.published_from, "the claim stays in the evidence"
    oldest = min(room.articles(), key=lambda article: article.seen_at)
    assert "mended" not in oldest.published_from, "what is published keeps its date"
    health = room.health(START + 24 * 6 * HOUR - HOUR)
    assert (health.dates, health.clock) == ("wrong by +7 h", "-07:00")


def test_where_the_desk_wants_to_be_asked_a_wrong_clock_is_only_told(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, local_time_called_utc(-7), mend_clocks="told")

    reports = hourly(room, 24 * 5, begin=24)

    assert [finding.kind for finding in reports[-1].findings] == ["wrong clock"]
    assert not [article for article in room.articles() if "mended" in article.published_from]


def test_a_clock_the_desk_names_mends_from_the_first_entry_on(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, local_time_called_utc(5.5), feed=Feed(url=FEED, clock="Asia/Kolkata"))

    report = room.run(START + 24 * HOUR)

    assert report.findings == ()
    assert all("mended by -5 h 30 min" in article.published_from for article in room.articles())
    assert all("the desk says so" in article.published_from for article in room.articles())
    assert all(article.is_dated for article in room.articles())


# ---------------------------------------------------------------- the site


def test_health_is_frozen_with_the_edition_so_that_a_quiet_run_writes_nothing(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, lambda now: rss(steady(min(now, START + 40 * HOUR))))
    hourly(room, 6, every=2)
    before, written = bytes_of(tmp_path), files_and_times(tmp_path)
    assert "health.html" in before

    report = room.run(START + 44 * HOUR)

    assert [feed.detail for feed in report.feeds] == ["answer 304"]
    assert (report.files_written, report.is_changed) == (0, False)
    assert bytes_of(tmp_path) == before
    assert files_and_times(tmp_path) == written


def test_the_sites_api_tells_health_as_of_its_edition(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, lambda now: rss(steady(now)))
    hourly(room, 6, every=3)

    told = json.loads((tmp_path / "site/api/v1/health.json").read_text())

    assert told["as_of"] == "2026-03-21T15:00:00Z"
    assert [(feed["url"], feed["state"], feed["asked"]) for feed in told["feeds"]] == [(FEED, "well", 2)]


# ---------------------------------------------------------------- the store


def test_no_question_of_health_walks_through_a_whole_table_of_facts(tmp_path: Path) -> None:
    parts = {"since": "", "since_s": 0, "moment": "", "feed_url": ""}
    with store.closing(store.open_database(tmp_path / "desk.sqlite3")) as db:
        for query in (FIGURES, SHAPES, SAMPLES % ":feed_url"):
            plan = [row[-1] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", parts)]
            walked = [line for line in plan if line.startswith("SCAN") and "(subquery" not in line]
            assert {line.split()[1] for line in walked} <= {"state", "older"}, plan


def test_entries_read_before_health_was_reckoned_are_noted_with_the_next_run(tmp_path: Path) -> None:
    room = Newsroom(tmp_path, lambda now: rss(steady(now)))
    hourly(room, 6, every=3)
    with inquire.open_memory(tmp_path) as db:
        db.execute("DELETE FROM arrivals")

    room.run(START + 48 * HOUR)

    assert room.health(START + 48 * HOUR).gap_s == 3 * 3600


def test_the_rhythm_of_a_first_document_is_that_of_its_newest_posts(tmp_path: Path) -> None:
    old = [Item(number=1000 + n, published=START - (n + 1) * timedelta(days=30)) for n in range(60)]
    room = Newsroom(tmp_path, lambda now: rss([*(Item(number=n, published=START - n * HOUR) for n in range(30)), *old]))

    room.run(START + HOUR)

    assert room.health(START + HOUR).posts_per_day == 24.0
