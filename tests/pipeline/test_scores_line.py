"""Quality, heat and verdicts over several runs: boosts, views, and that nothing readers knew flickers or dies."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.pipeline.desks import bytes_of
from tidings import inquire, orders, pipeline, store
from tidings.cli.summary import tell_summary
from tidings.errors import FetchError, NotFoundError
from tidings.explain import tell
from tidings.model import Desk, Edition, Feed, Fetched, FetchRequest, Masthead, RunReport, Verdict
from tidings.rules import FetchRules, PublishRules, Rules, ScoreRules
from tidings.sources import KnownSource

START = datetime(2026, 3, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONG = "The {} struck a rock at dawn and forty people were taken off within two hours, the coastguard said."


@dataclass(frozen=True)
class Item:
    """One item of a feed; ``text`` may be cut to make it worse."""

    path: str
    headline: str
    hours: float = 0.0
    text: str = LONG

    def xml(self, site: str) -> str:
        date = format_datetime(START + HOUR * self.hours)
        return (
            f"<item><title>{self.headline}</title><link>https://{site}{self.path}</link><pubDate>{date}</pubDate>"
            f"<description>{self.text.format(self.headline)}</description></item>"
        )


FERRY = Item("/ferry", "Ferry Skua runs aground off Skell")
BARLEY = Item(
    "/barley",
    "Barley harvest is the best for many years",
    hours=-1,
    text="Farmers on all the islands filled their barns this week; prices fell by a tenth, says their union.",
)


@dataclass
class Town:
    """A desk on disk, and what its sites' feeds say."""

    folder: Path
    says: dict[str, Sequence[Item]]
    rules: Rules = field(default_factory=Rules)
    sources: tuple[KnownSource, ...] = ()

    def fetch(
        self, requests: Iterable[FetchRequest], rules: FetchRules, *, user_agent: str, now: datetime, hosts: object
    ) -> Iterator[list[tuple[FetchRequest, Fetched | FetchError]]]:
        for request in requests:
            site = request.feed_url.split("/")[2]
            items = "".join(item.xml(site) for item in self.says[site])
            body = f"<rss version='2.0'><channel><title>{site}</title>{items}</channel></rss>".encode()
            url = request.feed_url
            yield [(request, Fetched(feed_url=url, url=url, status=200, fetched_at=now, body=body))]

    def run(self, hours: float = 1.0) -> RunReport:
        desk = Desk(
            masthead=Masthead(title="Low Isles Today"),
            feeds=tuple(Feed(url=f"https://{site}/feed") for site in self.says),
            rules=self.rules,
            sources=self.sources,
        )
        with pipeline.open_newsroom(desk, self.folder, now=START + HOUR * hours, fetch=self.fetch) as room:
            return pipeline.run(room, ask_all=True)

    @property
    def edition(self) -> Edition:
        with inquire.open_memory(self.folder) as db:
            return inquire.last_edition(db)

    @property
    def headlines(self) -> list[str]:
        return [story.headline for story in self.edition.stories]

    @property
    def slugs(self) -> set[str]:
        return {story.slug for story in self.edition.stories}

    def verdict(self, url: str) -> Verdict:
        with inquire.open_memory(self.folder) as db:
            case = inquire.explain(db, url).article
        assert case
        assert case.verdict
        return case.verdict


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path, {"post.example": [FERRY, BARLEY]})


# ---------------------------------------------------------------- boosts


def test_a_boosted_story_rises_says_so_and_falls_again_when_the_order_is_taken_back(town: Town) -> None:
    town.run()
    before = town.headlines
    with inquire.open_memory(town.folder) as db:
        slug = inquire.last_edition(db).stories[-1].slug
        headline = orders.give_boost(db, slug, points=20, who="Ada", why="readers ask", now=START + HOUR)

    town.run(2)

    assert headline == before[-1]
    assert town.headlines == before[::-1]
    with inquire.open_memory(town.folder) as db:
        told = tell(inquire.explain(db, slug))
    assert "for a boost, post.example: 20 when fresh" in told
    assert "boosted by Ada: readers ask" in told
    assert "boosted by Ada: readers ask" in (town.folder / "site/stories" / f"{slug}.html").read_text()

    with inquire.open_memory(town.folder) as db:
        assert orders.take_boost_back(db, "https://post.example/barley")
        assert not orders.take_boost_back(db, "https://post.example/barley")
    town.run(3)
    assert town.headlines == before


def test_what_nobody_knows_cannot_be_boosted(town: Town) -> None:
    town.run()

    with inquire.open_memory(town.folder) as db, pytest.raises(NotFoundError):
        orders.give_boost(db, "barly", points=20, who="Ada", why="", now=START)


# ---------------------------------------------------------------- views


def with_views(town: Town, name: str, text: str) -> Town:
    path = town.folder / name
    path.write_text(text)
    written = (START + HOUR).timestamp()
    os.utime(path, (written, written))
    return replace(town, rules=Rules(score=ScoreRules(views=name)))


def test_what_readers_looked_at_rises_and_the_report_tells_what_was_read(town: Town) -> None:
    town.run()
    before = town.headlines
    slug = town.edition.stories[-1].slug
    viewed = with_views(town, "views.json", json.dumps({slug: 500, "nobody": 3, "odd": "x"}))

    report = viewed.run(2)

    assert viewed.headlines == before[::-1]
    assert report.views_lines == (
        "views.json: 500 views of 1 article until 2026-03-20 13:00 UTC",
        "views.json: 1 name of no article of ours: nobody",
        "views.json: 1 line of no use: odd: 'x' is no count",
    )
    assert "views     views.json: 500 views" in tell_summary(report, width=140)
    assert "How many readers asked for a page" in (town.folder / "site/about.html").read_text()


def test_the_same_views_again_write_nothing(town: Town) -> None:
    town.run()
    viewed = with_views(town, "views.csv", "https://post.example/barley,500\n")
    viewed.run(2)
    before = bytes_of(town.folder)

    again = viewed.run(3)

    assert (again.is_changed, again.files_written) == (False, 0)
    assert bytes_of(town.folder) == before


def test_an_access_log_is_read(town: Town) -> None:
    town.run()
    slug = town.edition.stories[-1].slug
    lines = [
        f'192.0.2.{n} - - [20/Mar/2026:12:30:00 +0000] "GET /stories/{slug}.html HTTP/2.0" 200 1 "-" "Mozilla/5.0"'
        for n in range(9)
    ]
    viewed = with_views(town, "access.log", "\n".join(lines))

    viewed.run(2)

    (part,) = [share for share in viewed.edition.stories[0].heat_shares if share.kind == "views"]
    assert part.why == "9 views, says access.log"


def test_a_file_of_views_that_is_missing_ends_no_run(town: Town) -> None:
    report = replace(town, rules=Rules(score=ScoreRules(views="views.json"))).run()

    assert report.stories_count == 2
    assert "it cannot be read: No such file or directory" in report.views_lines[-1]


# ---------------------------------------------------------------- what readers knew


def test_a_record_does_not_flicker_while_its_publisher_changes_its_mind(town: Town) -> None:
    rules = Rules(publish=PublishRules(quality_min=60))
    worse = replace(FERRY, text="Aground off Skell.")
    strict = replace(town, rules=rules)
    outcomes = []
    for hours in range(1, 7):
        strict.says = {"post.example": [FERRY if hours % 2 else worse, BARLEY]}
        strict.run(hours)
        outcomes.append(
            (strict.verdict("https://post.example/ferry").outcome, len(list(town.folder.glob("records/*"))))
        )

    assert outcomes == [("published", 2)] * 6
    assert strict.verdict("https://post.example/ferry").rule == "keep_margin"


def test_what_comes_in_so_bad_is_held_until_it_is_good_enough(town: Town) -> None:
    town.says = {"post.example": [replace(FERRY, text="Aground off Skell."), BARLEY]}
    strict = replace(town, rules=Rules(publish=PublishRules(quality_min=60)))
    strict.run()

    verdict = strict.verdict("https://post.example/ferry")

    assert (verdict.outcome, verdict.rule) == ("held", "quality_min")
    assert "a second independent source" in verdict.remedies


def test_a_spiked_story_leaves_a_note_at_its_address_until_it_is_back(town: Town) -> None:
    town.run()
    slug = town.edition.stories[0].slug
    page = town.folder / "site/stories" / f"{slug}.html"
    with inquire.open_memory(town.folder) as db:
        orders.give_order(db, "spike", slug, who="Ada", why="its owner asked", now=START + HOUR)

    town.run(2)

    assert "This story was withdrawn" in page.read_text()
    assert "its owner asked" not in page.read_text()
    assert len(list(town.folder.glob("records/*"))) == 1
    town.run(30)
    assert "20 March 2026, 13:00" in page.read_text()
    with inquire.open_memory(town.folder) as db:
        orders.take_order_back(db, "spike", slug)
    town.run(31)
    assert "withdrawn" not in page.read_text()
    assert len(list(town.folder.glob("records/*"))) == 2


def test_two_stories_with_one_headline_keep_two_addresses_across_days_and_runs(town: Town) -> None:
    headline = "Weather for the islands today"
    first, second = Item("/w1", headline), Item("/w2", headline, hours=120)
    town.says = {"post.example": [first]}
    town.run()
    town.says = {"post.example": [first, second]}

    town.run(121)
    town.run(122)

    assert town.slugs == {"weather-for-the-islands-today", "weather-for-the-islands-today-2"}
    with inquire.open_memory(town.folder) as db:
        assert store.load_names(db)[0].keys() == town.slugs
        assert sorted(store.load_names(db)[1].values()) == [
            "2026-03-20-weather-for-the-islands-today",
            "2026-03-25-weather-for-the-islands-today",
        ]


def test_deciding_and_composing_again_after_the_verdicts_were_kept_makes_the_same_edition(town: Town) -> None:
    town.run()
    before = bytes_of(town.folder)
    desk = Desk(masthead=Masthead(title="Low Isles Today"), feeds=(Feed(url="https://post.example/feed"),))

    with pipeline.open_newsroom(desk, town.folder, now=START + 9 * HOUR, fetch=town.fetch) as room:
        assert not pipeline.compose_step(room)
        pipeline.render_step(room)
        pipeline.publish_step(room)

    assert bytes_of(town.folder) == before


# ---------------------------------------------------------------- standing


def test_an_editors_word_on_a_source_counts_at_once_and_is_gone_with_it(town: Town) -> None:
    def standing(folder: Path) -> tuple[float, str]:
        with inquire.open_memory(folder) as db:
            case = inquire.explain(db, "https://post.example/ferry").article
        assert case
        assert case.opinion
        part = case.opinion.quality.parts[-1]
        return part.points, part.why

    word = KnownSource(domain="post.example", name="The Post", standing="trusted")
    replace(town, sources=(word,)).run()
    assert standing(town.folder) == (10.0, "trusted, says the editor")

    town.run(2)
    assert standing(town.folder) == (5.0, "nothing is known of its source yet")


def test_quality_does_not_move_while_time_goes_by_and_others_report(town: Town) -> None:
    def qualities() -> dict[str, float]:
        with inquire.open_memory(town.folder) as db:
            return {key: opinion.quality.total for key, opinion in store.load_opinions(db).items()}

    town.run()
    before = qualities()
    later = [Item(f"/{n}", f"Storm number {n} takes roofs off in Skell", hours=n) for n in range(1, 200, 9)]
    town.says = {"post.example": [FERRY, BARLEY, *later], "gazette.example": later}

    town.run(201)

    assert {key: qualities()[key] for key in before} == before
