"""The orders file in the whole line: two feeds, a desk on disk, and an editor who corrects its stories."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tidings import correcting, inquire, pipeline, store
from tidings.errors import ConfigError, FetchError, NotFoundError
from tidings.explain import tell
from tidings.model import (
    Desk,
    Feed,
    Fetched,
    FetchRequest,
    Kinship,
    Link,
    Masthead,
    RankedStory,
    RunReport,
    StoryOrderKind,
)
from tidings.rules import FetchRules, PublishRules, Rules

START = datetime(2026, 3, 20, 6, tzinfo=UTC)
POST, STAR = "https://post.example", "https://star.example"
QUAKE = "Strong earthquake shakes Iquique in northern Chile"
HEADLINES = {
    f"{POST}/quake": QUAKE,
    f"{STAR}/quake": "Strong earthquake shakes Iquique, northern Chile, at night",
    f"{POST}/aftershock": "Strong earthquake shakes Iquique in northern Chile again",
    f"{STAR}/ferry": "Ferry runs aground off Skell with sixty passengers aboard",
    f"{POST}/budget": "Parliament passes the harbour budget after a long debate",
}
SAME_WORDS = "Dust stood over the town until noon while people waited outside for news of the mines in the hills"
TEXTS = {
    f"{POST}/quake": "The strong earthquake shook Iquique in northern Chile for a minute. Walls cracked.",
    f"{STAR}/quake": "In northern Chile a strong earthquake shook the town of Iquique. Lamps swung, nobody was hurt.",
    f"{POST}/aftershock": "Northern Chile was hit again: another strong earthquake near Iquique. It shook roofs loose.",
}


@dataclass
class Room:
    """A desk with two feeds, whose items are those that have come out."""

    folder: Path
    out: list[str] = field(default_factory=list)
    hour: int = 0
    set: str = "tidings"

    def fetch(
        self, requests: Iterable[FetchRequest], rules: FetchRules, *, user_agent: str, now: datetime, hosts: object
    ) -> Iterator[list[tuple[FetchRequest, Fetched | FetchError]]]:
        for request in requests:
            url = request.feed_url
            yield [(request, Fetched(feed_url=url, url=url, status=200, fetched_at=now, body=self.document(url)))]

    def document(self, feed_url: str) -> bytes:
        site = feed_url.removesuffix("/feed")
        items = "".join(
            f"<item><title>{HEADLINES[url]}</title><link>{url}</link><guid>{url}</guid>"
            f"<pubDate>{format_datetime(START + timedelta(minutes=7 * number))}</pubDate>"
            f"<description>{TEXTS.get(url, '')}</description></item>"
            for number, url in enumerate(self.out)
            if url.startswith(site)
        )
        return f"<rss version='2.0'><channel><title>{site}</title>{items}</channel></rss>".encode()

    @property
    def desk(self) -> Desk:
        return Desk(
            masthead=Masthead(title="Low Isles Today", url="https://today.example"),
            feeds=(Feed(url=f"{POST}/feed", source="The Post"), Feed(url=f"{STAR}/feed", source="The Star")),
            rules=Rules(set=self.set, publish=PublishRules(quality_min=1, tell_why=True)),
        )

    def run(self, *urls: str) -> RunReport:
        """A run some hours after the last one, in which these have come out, too."""
        self.out += urls
        self.hour += 3
        now = START + timedelta(hours=self.hour)
        with pipeline.open_newsroom(self.desk, self.folder, now=now, fetch=self.fetch) as room:
            return pipeline.run(room, ask_all=True)

    def order(self, *lines: str) -> None:
        """The orders file says this, and it is committed."""
        (self.folder / "orders.txt").write_text("".join(f"{line}\n" for line in lines))
        for arguments in (["add", "orders.txt"], ["commit", "-qm", "Correct a story", "--allow-empty"]):
            subprocess.run(["git", "-C", self.folder, *arguments], check=True)

    def stories(self) -> dict[str, RankedStory]:
        """The stories of the edition, by slug."""
        with inquire.open_memory(self.folder) as db:
            return {story.slug: story for story in inquire.last_edition(db).stories}

    def groups(self) -> set[frozenset[str]]:
        """The addresses of each story's articles."""
        return {frozenset(report.article.url for report in story.reports) for story in self.stories().values()}

    def forget_opinions(self) -> None:
        with inquire.open_memory(self.folder) as db:
            store.drop_opinions(db)

    def standing(self, line: int) -> correcting.OrderStanding:
        with inquire.open_memory(self.folder) as db:
            return next(row for row in correcting.standings(db, self.folder, self.desk) if row.line == line)

    def site_says(self, text: str) -> bool:
        """Some file that readers get has a text."""
        shown = [*(self.folder / "site").resolve().rglob("*"), *(self.folder / "records").rglob("*")]
        return any(text.encode() in path.read_bytes() for path in shown if path.is_file())


@pytest.fixture
def room(tmp_path: Path) -> Room:
    folder = tmp_path / "desk"
    subprocess.run(["git", "init", "-q", folder], check=True)
    for name, value in (("user.name", "Ada"), ("user.email", "ada@example.org"), ("commit.gpgsign", "false")):
        subprocess.run(["git", "-C", folder, "config", name, value], check=True)
    return Room(folder)


def alone(*urls: str) -> set[frozenset[str]]:
    return {frozenset([url]) for url in urls}


CANNOT = f"cannot-link {POST}/quake {POST}/aftershock   # two different quakes"


def test_one_line_corrects_a_wrong_merge_and_holds_for_ever(room: Room) -> None:
    room.run(f"{POST}/quake", f"{STAR}/quake", f"{POST}/aftershock")
    assert len(room.groups()) == 1, "the engine is deceived, or this test is"

    room.order(CANNOT)
    room.run()
    parted = room.groups()
    assert len(parted) == 2
    assert not any({f"{POST}/quake", f"{POST}/aftershock"} <= group for group in parted)

    room.run(f"{STAR}/ferry")
    assert room.groups() == parted | alone(f"{STAR}/ferry")
    room.forget_opinions()
    room.run()
    assert room.groups() == parted | alone(f"{STAR}/ferry")
    assert room.standing(1).state == "holds"


def test_what_an_editor_keeps_apart_is_no_reprint(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    for url in (f"{STAR}/ferry", f"{POST}/budget"):
        monkeypatch.setitem(TEXTS, url, SAME_WORDS)
    first = room.run(f"{STAR}/ferry", f"{POST}/budget")
    assert (first.reprints_count, len(room.groups())) == (1, 1)

    room.order(f"cannot-link {STAR}/ferry {POST}/budget")
    room.run()

    assert room.groups() == alone(f"{STAR}/ferry", f"{POST}/budget")


def test_a_link_that_readers_know_stays_when_its_story_is_parted(room: Room) -> None:
    room.run(f"{POST}/quake", f"{STAR}/quake", f"{POST}/aftershock")
    (slug,) = room.stories()

    room.order(CANNOT)
    room.run()
    room.run()

    stories = room.stories()
    assert slug in stories
    assert len(stories) == 2
    assert len(stories[slug].reports) == 2, "the larger part keeps the address"
    assert (room.folder / f"site/stories/{slug}.html").read_text().count('http-equiv="refresh"') == 0


def test_what_was_joined_by_order_is_parted_again_under_its_old_address(room: Room) -> None:
    room.run(f"{STAR}/ferry", f"{POST}/budget")
    before = room.stories()
    assert len(before) == 2

    room.order(f"must-link {STAR}/ferry {POST}/budget")
    room.run()
    (kept,) = room.stories()
    assert room.groups() == {frozenset([f"{STAR}/ferry", f"{POST}/budget"])}
    assert kept in before

    room.order(f"must-link {STAR}/ferry {POST}/budget", f"cannot-link {STAR}/ferry {POST}/budget")
    report = room.run()
    assert room.stories().keys() == before.keys()
    assert any("line 1 does not hold" in line and "(line 2)" in line for line in report.orders_lines)


def test_slugs_of_two_stories_mean_them_after_they_have_become_one(room: Room) -> None:
    room.run(f"{STAR}/ferry", f"{POST}/budget")
    ferry, budget = sorted(room.stories(), key=lambda slug: "ferry" not in slug)
    room.order(f"must-link {ferry} https://today.example/stories/{budget}.html")
    room.run()
    assert len(room.stories()) == 1

    room.order(f"cannot-link {ferry} {budget}")
    room.run()
    assert set(room.stories()) == {ferry, budget}


def test_an_order_waits_for_its_article_and_holds_as_soon_as_it_comes(room: Room) -> None:
    room.order(f"must-link {STAR}/ferry {POST}/budget   # the ferry is in the budget")
    first = room.run(f"{STAR}/ferry")
    assert f"line 1 waits for an article: {POST}/budget" in first.orders_lines
    assert room.standing(1).state == "waits"

    second = room.run(f"{POST}/budget")
    assert room.groups() == {frozenset([f"{STAR}/ferry", f"{POST}/budget"])}
    assert second.orders_lines == ("1 of 1 hold",)


def test_a_killed_article_is_nowhere_and_the_ledger_names_the_line(room: Room) -> None:
    room.run(f"{POST}/quake", f"{STAR}/quake", f"{STAR}/ferry")
    (slug,) = [slug for slug in room.stories() if "ferry" in slug]

    room.order("# hoaxes", f"kill {STAR}/ferry   # a hoax", f"kill {STAR}/quake")
    room.run()

    assert room.groups() == alone(f"{POST}/quake")
    assert not room.site_says("with sixty passengers")
    assert not room.site_says(f"{STAR}/quake")
    assert {story.sources_count for story in room.stories().values()} == {1}
    with inquire.open_memory(room.folder) as db:
        (withdrawn,) = inquire.last_edition(db).withdrawn
        assert (withdrawn.slug, withdrawn.why) == (slug, "a hoax")
        told = tell(inquire.explain(db, f"{STAR}/ferry"))
        verdicts = store.load_standing(db)
        (ferry,) = store.load_article_ids(db, url=f"{STAR}/ferry")
    assert verdicts[ferry].rule == "killed"
    assert verdicts[ferry].reason == "killed by orders.txt:2: a hoax"
    assert "orders.txt:2: kill: a hoax" in told
    assert "an editor killed it" in told
    assert room.standing(2).state == "holds"


def test_a_killed_article_stays_away_when_all_is_concluded_anew_and_comes_back_when_the_line_goes(room: Room) -> None:
    room.order(f"kill {STAR}/ferry")
    room.run(f"{POST}/budget", f"{STAR}/ferry")
    assert room.groups() == alone(f"{POST}/budget")

    room.forget_opinions()
    room.run()
    assert room.groups() == alone(f"{POST}/budget")

    room.order("# nothing")
    room.run()
    assert room.groups() == alone(f"{POST}/budget", f"{STAR}/ferry")


def test_a_mislaid_file_brings_no_killed_article_back_and_is_told(room: Room) -> None:
    room.order(f"kill {STAR}/ferry")
    room.run(f"{POST}/budget", f"{STAR}/ferry")
    (room.folder / "orders.txt").unlink()

    report = room.run()

    assert room.groups() == alone(f"{POST}/budget")
    assert report.orders_lines == (
        "orders.txt: it is gone; what it ordered still holds (1); an empty file takes that back",
    )


def test_the_editors_lead_leads_as_long_as_it_is_published(room: Room) -> None:
    room.run(f"{POST}/quake", f"{STAR}/quake")
    (story,) = room.stories().values()
    other = story.coverage[0].article.url

    room.order(f"lead {other}")
    report = room.run()
    (story,) = room.stories().values()
    assert story.lead.article.url == other
    assert report.orders_lines == ("1 of 1 hold",)

    room.order(f"lead {other}", f"lead {POST}/quake", f"lead {STAR}/quake")
    report = room.run()
    (story,) = room.stories().values()
    assert story.lead.article.url == f"{STAR}/quake"
    assert any("has another lead by order (line 3)" in line for line in report.orders_lines)


def test_a_lead_that_is_not_published_cannot_lead_and_is_told(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    for url in (f"{STAR}/ferry", f"{POST}/budget"):
        monkeypatch.setitem(TEXTS, url, SAME_WORDS)
    room.order(f"lead {POST}/budget")

    report = room.run(f"{STAR}/ferry", f"{POST}/budget")

    (story,) = room.stories().values()
    assert story.lead.article.url == f"{STAR}/ferry"
    assert report.orders_lines[0].startswith("line 1 does not hold: it cannot lead: it is held (a reprint")


def test_the_rules_of_others_publish_no_killed_article_either(room: Room) -> None:
    room.set = "everyday"
    room.order(f"kill {STAR}/ferry")
    room.run(f"{POST}/budget", f"{STAR}/ferry")

    records = [path.read_text() for path in (room.folder / "records").glob("*.md")]
    assert any("harbour budget" in text for text in records)
    assert not any("sixty passengers" in text for text in records)
    with inquire.open_memory(room.folder) as db:
        assert sorted(verdict.rule for verdict in store.load_verdicts(db).values()) == ["heat", "killed"]


def test_a_bad_line_is_told_in_the_report_and_the_others_hold(room: Room) -> None:
    room.order(f"canot-link {POST}/quake {STAR}/quake", f"must-link {STAR}/ferry {POST}/budget")
    report = room.run(f"{STAR}/ferry", f"{POST}/budget")

    assert report.orders_lines == (
        "orders.txt:1: 'canot-link' is no order; did you mean `cannot-link`?",
        "1 of 1 hold",
    )
    assert len(room.groups()) == 1


def test_a_story_cannot_be_killed_by_its_slug_since_it_would_be_one_lead_after_another(room: Room) -> None:
    room.run(f"{STAR}/ferry")
    (slug,) = room.stories()
    room.order(f"kill {slug}")

    report = room.run()

    assert slug in room.stories()
    assert any("is a story; kill is for an article" in line for line in report.orders_lines)


def test_a_comment_that_moves_a_line_down_makes_no_new_edition(room: Room) -> None:
    room.order(f"must-link {STAR}/ferry {POST}/budget")
    room.run(f"{STAR}/ferry", f"{POST}/budget")

    room.order("# two of them", f"must-link {STAR}/ferry {POST}/budget")

    assert not room.run().is_changed


def test_explain_names_the_line_that_put_an_article_where_it_is(room: Room) -> None:
    room.run(f"{POST}/quake", f"{STAR}/quake", f"{POST}/aftershock")
    room.order(CANNOT)
    room.run()

    with inquire.open_memory(room.folder) as db:
        told = tell(inquire.explain(db, f"{POST}/aftershock"))
    assert "orders.txt:1: cannot-link: two different quakes" in told


def test_a_report_that_joined_by_order_says_so(room: Room) -> None:
    room.order(f"must-link {STAR}/ferry {POST}/budget")
    room.run(f"{STAR}/ferry", f"{POST}/budget")

    (story,) = room.stories().values()
    assert sorted(report.placement.reason for report in story.reports) == ["first report", "order"]


# ---------------------------------------------------------------- giving orders


def give(room: Room, kind: StoryOrderKind, *targets: str, why: str = "") -> correcting.GivenOrder:
    return correcting.give_order(room.folder, room.desk, kind, targets, why=why)


def test_a_name_is_written_as_the_address_that_it_means_today(room: Room) -> None:
    room.run(f"{STAR}/ferry", f"{POST}/budget")
    ferry, budget = sorted(room.stories(), key=lambda slug: "ferry" not in slug)
    record = room.stories()[budget].lead.record_name

    given = give(room, "must-link", ferry, f"{record}.md", why="the ferry  is in the budget")

    last = (room.folder / "orders.txt").read_text().splitlines()[given.order.line - 1]
    assert last == f"must-link {STAR}/ferry {POST}/budget   # the ferry is in the budget"
    room.run()
    assert len(room.groups()) == 1


def test_an_order_that_stands_in_the_file_is_not_written_again(room: Room) -> None:
    room.run(f"{STAR}/ferry", f"{POST}/budget")
    first = give(room, "must-link", f"{STAR}/ferry", f"{POST}/budget", why="one ferry")
    before = (room.folder / "orders.txt").read_text()

    again = give(room, "must-link", f"{POST}/budget", f"{STAR}/ferry?utm_source=rss", why="once more")

    assert (again.order.line, again.is_new) == (first.order.line, False)
    assert (room.folder / "orders.txt").read_text() == before


def test_an_order_that_a_later_line_contradicts_is_written_again_and_wins(room: Room) -> None:
    room.run(f"{STAR}/ferry", f"{POST}/budget")
    first = give(room, "must-link", f"{STAR}/ferry", f"{POST}/budget")
    give(room, "cannot-link", f"{STAR}/ferry", f"{POST}/budget")

    again = give(room, "must-link", f"{STAR}/ferry", f"{POST}/budget")

    assert (again.order.line, again.is_new) == (first.order.line + 2, True)
    room.run()
    assert len(room.groups()) == 1


def test_a_name_that_nothing_has_is_refused_with_those_that_are_near(room: Room) -> None:
    room.run(f"{STAR}/ferry")
    (slug,) = room.stories()

    with pytest.raises(NotFoundError, match=f"did you mean .*{slug}"):
        give(room, "must-link", slug[:-2], f"{POST}/budget")
    with pytest.raises(ConfigError, match="kill is for an article"):
        give(room, "kill", slug)
    with pytest.raises(ConfigError, match="one article twice"):
        give(room, "cannot-link", f"{STAR}/ferry", f"{STAR}/ferry#top")
    assert not (room.folder / "orders.txt").exists()


def test_an_order_can_be_taken_out_by_its_line(room: Room) -> None:
    room.order("# mine", f"kill {STAR}/ferry   # a hoax", f"lead {POST}/budget")

    assert correcting.remove_line(room.folder, 2) == f"kill {STAR}/ferry   # a hoax"
    assert (room.folder / "orders.txt").read_text() == f"# mine\nlead {POST}/budget\n"
    with pytest.raises(ConfigError, match="no order on this line"):
        correcting.remove_line(room.folder, 1)


# ---------------------------------------------------------------- regression cases


def check(room: Room) -> correcting.OrdersCheck:
    with inquire.open_memory(room.folder) as db:
        return correcting.check_orders(db, room.folder, room.desk)


def test_each_pair_tells_whether_the_engine_would_have_had_it_right_alone(room: Room) -> None:
    room.order(
        CANNOT, f"must-link {POST}/quake {STAR}/quake", f"must-link {STAR}/ferry {POST}/budget", f"kill {POST}/nothing"
    )
    room.run(f"{POST}/quake", f"{STAR}/quake", f"{POST}/aftershock", f"{STAR}/ferry", f"{POST}/budget")

    found = check(room)

    assert [(pair.line, pair.is_same, pair.is_right_alone) for pair in found.pairs] == [
        (1, False, False),
        (2, True, True),
        (3, True, False),
    ]
    assert (found.right, found.precision, found.recall) == (1, 0.5, 0.5)
    assert found.broken == ()


def test_a_pair_that_used_to_be_right_is_told(room: Room) -> None:
    room.order(f"must-link {POST}/quake {STAR}/quake", f"must-link {STAR}/ferry {POST}/budget")
    room.run(f"{POST}/quake", f"{STAR}/quake", f"{STAR}/ferry", f"{POST}/budget")
    path = correcting.write_pairs(room.folder, check(room))
    assert check(room).worse == ()

    path.write_text(path.read_text().replace("wrong", "right"))

    (worse,) = check(room).worse
    assert worse.urls == (f"{POST}/budget", f"{STAR}/ferry")
    assert json.dumps(correcting.read_pairs(room.folder)[worse.urls]) == "true"


def test_a_pairs_file_that_is_none_is_told_with_its_line(room: Room) -> None:
    room.folder.joinpath("orders.pairs.tsv").write_text("# pairs\nsame https://a.example/ https://b.example/ right\n")

    with pytest.raises(ConfigError, match=r"orders\.pairs\.tsv:2: a line is"):
        correcting.read_pairs(room.folder)


def test_kin_that_news_has_moved_apart_are_none_any_more_and_others_stay(room: Room) -> None:
    room.run(f"{POST}/quake", f"{STAR}/ferry", f"{POST}/budget")
    with inquire.open_memory(room.folder) as db:
        quake, ferry, budget = (
            store.load_placements(db)[article_id].story_id
            for url in (f"{POST}/quake", f"{STAR}/ferry", f"{POST}/budget")
            for article_id in [inquire.article_meant(db, url).id]
        )
        said = [
            Kinship(story_id=one, other_id=other, link=Link(probability=0.3))
            for one, other in ((ferry, quake), (ferry, budget))
        ]
        store.save_kin(db, said, compared=(quake, ferry, budget))

    room.run(f"{STAR}/quake")

    with inquire.open_memory(room.folder) as db:
        assert [{one.story_id, one.other_id} for one in store.load_kin(db)] == [{ferry, budget}]
