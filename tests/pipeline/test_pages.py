"""Articles' pages over several runs, from a real server: who is asked, what the article becomes, what changed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fetch.site import Site, answer, open_site, redirect
from tests.make import NOON
from tidings import inquire, pipeline, store
from tidings.cli.summary import tell_summary
from tidings.explain import tell
from tidings.genre import Kind
from tidings.kinds import kind_of
from tidings.model import Article, Desk, Feed, Masthead, RunReport
from tidings.rules import ArticleRules, FetchRules, PageRules, Rules

HOUR = timedelta(hours=1)
POST = "post.example"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server that a public name stands for."""
    monkeypatch.setattr("tidings.fetch.names.system_addresses", lambda *_: [(socket.AF_INET, 6, "127.0.0.1")])
    with open_site() as opened:
        yield opened


def item(path: str, site: Site, *, headline: str = "Ferry Skua runs aground off Skell", guid: str = "") -> str:
    return (
        f"<item><title>{headline}</title><link>{site.url(path, POST)}</link><guid>{guid or path}</guid>"
        f"<description>The ferry Skua hit rocks.</description><pubDate>Fri, 20 Mar 2026 11:00:00 GMT</pubDate></item>"
    )


def feed(*items: str) -> bytes:
    body = f'<rss version="2.0"><channel><title>The Post</title>{"".join(items)}</channel></rss>'
    return answer(200, body.encode(), Content_Type="application/rss+xml")


def page(
    headline: str = "Ferry Skua runs aground off Skell", *, head: str = "", text: str = "", **headers: str
) -> bytes:
    words = text or "The ferry Skua hit rocks off Skell at dawn and forty people were taken off. " * 8
    body = f"""<!doctype html><html lang="en"><head><title>{headline} | The Post</title>
<meta property="og:title" content="{headline}"><meta property="og:type" content="article">
<meta property="article:published_time" content="2026-03-20T10:30:00+00:00">{head}</head>
<body><article><h1>{headline}</h1><p>By Ada Brandt</p><p>{words}</p></article></body></html>"""
    return answer(200, body.encode(), Content_Type="text/html; charset=utf-8", **headers)


def desk_of(site: Site, *, ask: str = "always", per_run_max: int = 300, tries_max: int = 3) -> Desk:
    """A desk whose feed is silent for an hour at most."""
    return Desk(
        masthead=Masthead(title="Desk"),
        feeds=(Feed(url=site.url("/feed", POST)),),
        rules=Rules(
            fetch=FetchRules(host_gap_s=0, page_gap_s=0, private_hosts=(POST,), ports=(str(site.port),)),
            article=ArticleRules(max_age_days=30),
            pages=PageRules(ask=ask, per_run_max=per_run_max, tries_max=tries_max),
        ),
    )


def run(desk: Desk, folder: Path, hours: float = 0) -> RunReport:
    with pipeline.open_newsroom(desk, folder, now=NOON + HOUR * hours) as room:
        return pipeline.run(room, ask_all=True)


def articles(folder: Path) -> list[Article]:
    with inquire.open_memory(folder) as db:
        return store.load_articles(db, since=NOON - timedelta(days=365))


def owed(folder: Path) -> int:
    with inquire.open_memory(folder) as db:
        return store.count_owed(db)


def test_a_page_is_asked_for_once_and_tells_the_article(site: Site, tmp_path: Path) -> None:
    site.says("/feed", feed(item("/1", site)))
    site.says("/1", page())

    run(desk_of(site), tmp_path)
    run(desk_of(site), tmp_path, 3)

    (article,) = articles(tmp_path)
    assert site.paths.count("/1") == 1
    assert article.page_url == site.url("/1", POST)
    assert len(article.text) > 300


def test_without_the_desks_word_no_page_is_asked_for(site: Site, tmp_path: Path) -> None:
    site.says("/feed", feed(item("/1", site)))

    run(desk_of(site, ask="never"), tmp_path)

    assert "/1" not in site.paths


def test_a_long_text_in_the_feed_needs_no_page_where_only_short_ones_do(site: Site, tmp_path: Path) -> None:
    long = item("/1", site).replace("hit rocks.", "hit rocks. " * 100)
    site.says("/feed", feed(long, item("/2", site, headline="Barley harvest is the best for years")))
    site.says("/2", page("Barley harvest is the best for years"))

    run(desk_of(site, ask="short"), tmp_path)

    assert "/1" not in site.paths
    assert "/2" in site.paths


def test_a_page_that_robots_txt_forbids_is_left_alone_and_the_article_stands(site: Site, tmp_path: Path) -> None:
    site.says("/robots.txt", answer(200, b"User-agent: *\nDisallow: /1", Content_Type="text/plain"))
    site.says("/feed", feed(item("/1", site)))
    site.says("/1", page())

    run(desk_of(site), tmp_path)

    (article,) = articles(tmp_path)
    assert "/1" not in site.paths
    assert not article.page_url
    assert owed(tmp_path) == 0
    with inquire.open_memory(tmp_path) as db:
        case = inquire.explain(db, article.url).article
    assert case is not None
    assert "robots" in case.page_trouble


def test_what_one_run_has_no_room_for_waits_for_the_next_and_loses_nothing(site: Site, tmp_path: Path) -> None:
    names = ["Ferry aground", "Barley harvest", "Mayor resigns"]
    site.says("/feed", feed(*(item(f"/{n}", site, headline=name) for n, name in enumerate(names))))
    for n, name in enumerate(names):
        site.says(f"/{n}", page(name))

    run(desk_of(site, per_run_max=2), tmp_path)
    first = articles(tmp_path)
    run(desk_of(site, per_run_max=2), tmp_path, 1)

    assert len(first) == 3
    assert sum(bool(article.page_url) for article in first) == 2
    assert all(article.page_url for article in articles(tmp_path))
    assert {article.id for article in first} == {article.id for article in articles(tmp_path)}


def test_a_page_in_trouble_is_tried_again_later_and_then_given_up(site: Site, tmp_path: Path) -> None:
    site.says("/feed", feed(item("/1", site)))
    site.says("/1", answer(500))

    run(desk_of(site, tries_max=2), tmp_path)
    run(desk_of(site, tries_max=2), tmp_path, 0.5)
    soon = site.paths.count("/1")
    run(desk_of(site, tries_max=2), tmp_path, 2)
    run(desk_of(site, tries_max=2), tmp_path, 30)

    assert soon == 1
    assert site.paths.count("/1") == 2
    assert owed(tmp_path) == 0


def test_two_addresses_of_one_page_are_one_article(site: Site, tmp_path: Path) -> None:
    canonical = f'<link rel="canonical" href="{site.url("/story/1", POST)}">'
    site.says("/feed", feed(item("/a", site)))
    site.says("/a", redirect(site.url("/story/1", POST), 301))
    site.says("/story/1", page(head=canonical))
    run(desk_of(site), tmp_path)
    before = articles(tmp_path)

    site.says("/feed", feed(item("/story/1", site, guid="new")))
    run(desk_of(site), tmp_path, 2)

    assert [article.id for article in articles(tmp_path)] == [article.id for article in before]


def test_an_edited_headline_under_a_new_id_is_the_same_article_and_its_change_is_told(
    site: Site, tmp_path: Path
) -> None:
    site.says("/feed", feed(item("/1", site)))
    run(desk_of(site, ask="never"), tmp_path)
    site.says("/feed", feed(item("/1", site, headline="Ferry Skua runs aground off Skell, two hurt", guid="again")))
    run(desk_of(site, ask="never"), tmp_path, 2)

    (article,) = articles(tmp_path)
    with inquire.open_memory(tmp_path) as db:
        (changed,) = inquire.changed_articles(db, since=NOON, field="headline", is_silent=True)
    assert article.headline.endswith("two hurt")
    assert changed.changes[0].before == "Ferry Skua runs aground off Skell"
    assert changed.changes[0].seen_at == NOON + HOUR * 2
    (story,) = (tmp_path / "site" / "stories").glob("ferry*.html")
    assert "What publishers changed" in story.read_text()


def test_a_headline_that_is_changed_back_is_two_changes(site: Site, tmp_path: Path) -> None:
    for hours, headline in enumerate(("Ferry Skua aground", "Ferry Skua aground, two hurt", "Ferry Skua aground")):
        site.says("/feed", feed(item("/1", site, headline=headline)))
        run(desk_of(site, ask="never"), tmp_path, hours)

    with inquire.open_memory(tmp_path) as db:
        (changed,) = inquire.changed_articles(db, since=NOON)
    assert [change.after for change in changed.changes] == ["Ferry Skua aground, two hurt", "Ferry Skua aground"]


def test_another_item_under_the_same_address_is_no_edit(site: Site, tmp_path: Path) -> None:
    site.says("/feed", feed(item("/", site)))
    run(desk_of(site, ask="never"), tmp_path)
    site.says("/feed", feed(item("/", site, headline="Barley harvest is the best for years", guid="other")))
    run(desk_of(site, ask="never"), tmp_path, 2)

    (article,) = articles(tmp_path)
    assert article.headline == "Ferry Skua runs aground off Skell"


def test_what_has_not_changed_is_not_judged_again(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []

    def overheard(article: Article, *rest: object, **options: object) -> Kind:
        judged.append(article.headline)
        return kind_of(article, *rest, **options)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr("tidings.kinds.kind_of", overheard)
    site.says("/feed", feed(item("/1", site), item("/2", site, headline="Barley harvest is the best for years")))
    run(desk_of(site, ask="never"), tmp_path)
    site.says(
        "/feed",
        feed(
            item("/1", site, headline="Ferry Skua sinks"),
            item("/2", site, headline="Barley harvest is the best for years"),
        ),
    )
    run(desk_of(site, ask="never"), tmp_path, 1)

    assert sorted(judged[:2]) == ["Barley harvest is the best for years", "Ferry Skua runs aground off Skell"]
    assert judged[2:] == ["Ferry Skua sinks"]


def test_a_wall_before_a_page_says_nothing_of_its_article(site: Site, tmp_path: Path) -> None:
    site.says("/feed", feed(item("/1", site)))
    site.says("/1", page("Subscribe to go on reading", text="Already a subscriber? Log in."))

    run(desk_of(site), tmp_path)

    with inquire.open_memory(tmp_path) as db:
        (opinion,) = store.load_opinions(db).values()
        (verdict,) = store.load_verdicts(db).values()
    (article,) = articles(tmp_path)
    assert article.headline == "Ferry Skua runs aground off Skell"
    assert opinion.kind.name == "news"
    assert verdict.rule != "kind"


def test_a_page_that_is_no_article_is_refused_with_the_reason(site: Site, tmp_path: Path) -> None:
    site.says("/feed", feed(item("/login", site, headline="Log in to The Post")))
    form = '<form><input type="text" name="user"><input type="password" name="word"></form>'
    site.says("/login", page("Log in to The Post", text=form))

    run(desk_of(site), tmp_path)

    with inquire.open_memory(tmp_path) as db:
        (verdict,) = store.load_verdicts(db).values()
    assert (verdict.outcome, verdict.rule) == ("refused", "kind")
    assert "login" in verdict.reason


def test_explaining_an_address_shows_each_claim_of_its_page_and_whom_we_believe(site: Site, tmp_path: Path) -> None:
    site.says("/feed", feed(item("/1", site)))
    site.says("/1", page(head='<meta name="author" content="Ada Brandt"><meta name="robots" content="noai">'))
    run(desk_of(site), tmp_path)

    with inquire.open_memory(tmp_path) as db:
        told = tell(inquire.explain(db, site.url("/1?utm_source=x", POST)))

    assert f"What its page says ({site.url('/1', POST)})" in told
    assert "    * visible h1: Ferry Skua runs aground off Skell" in told
    assert "og og:title: Ferry Skua runs aground off Skell" in told
    assert "  author\n    * " in told
    assert "noai" in told


def test_what_a_run_did_with_pages_is_in_its_report(site: Site, tmp_path: Path) -> None:
    site.says(
        "/feed", feed(item("/1", site), item("/2", site, headline="Barley harvest"), item("/3", site, headline="Mayor"))
    )
    site.says("/1", page())

    report = run(desk_of(site, per_run_max=2), tmp_path)

    assert (report.pages_asked, report.pages_owed) == (2, 1)
    assert "pages     2 asked for, 1 of them in vain; 1 left for the next run" in tell_summary(report, width=120)
