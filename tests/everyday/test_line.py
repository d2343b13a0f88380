"""The whole line by the reference's rules: what feeds and pages say becomes the reference's own records."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from tidings import pipeline
from tidings.config import parse_desk
from tidings.everyday import NewsRecord, RelatedRecord, read_news
from tidings.explain import tell
from tidings.inquire import explain, open_memory
from tidings.model import Fetched, FetchRequest

DATA = Path(__file__).parents[3] / "shared/data/everyday"
NAME = "2023-11-27-uk-school-pupils-using-ai-to-create-indecent-imagery-of-other-children"
DESK = """
[masthead]
title = "A.I. Every Day"
[[topics]]
id = "ai"
name = "AI"
keywords = ["artificial intelligence", "ai"]
[[feeds]]
url = "https://search.example/theguardian.com"
source = "The Guardian"
search = true
[[feeds]]
url = "https://search.example/bbc.co.uk"
source = "BBC"
search = true
[[feeds]]
url = "https://search.example/bbc.com"
source = "BBC"
search = true
[rules]
set = "everyday"
[rules.pages]
ask = "always"
[rules.everyday]
publishers = ["bbc.com"]
publisher_points = 30
related = true
assets = "https://everyday-cc.github.io/ai"
pictured = ["theguardian.com"]
"""
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the recorded data (../shared) is not here")


def item(record: NewsRecord | RelatedRecord) -> str:
    """A record as a feed gives its article."""
    published = datetime.fromisoformat(record.publishedDateTime)
    pictures = "".join(
        f'<media:content medium="image" url="{escape(one.url)}" width="{one.width}" height="{one.height}"/>'
        for one in record.images
    )
    return (
        f"<item><title>{escape(record.title)}</title><link>{record.webUrl}</link>"
        f"<description>{escape(record.excerpt)}</description>"
        f"<pubDate>{published:%a, %d %b %Y %H:%M:%S} GMT</pubDate>{pictures}</item>"
    )


def page(record: NewsRecord | RelatedRecord) -> str:
    """The head of its page."""
    amp = f'<link rel="amphtml" href="{record.ampWebUrl}">' if record.ampWebUrl else ""
    return f"<html><head><title>{escape(record.title)}</title>{amp}</head><body></body></html>"


def wire(record: NewsRecord) -> dict[str, tuple[str, str]]:
    """Media type and text of everything there is to fetch, by address."""
    everything: tuple[NewsRecord | RelatedRecord, ...] = (record, *record.related)
    pages = {str(one.webUrl): ("text/html", page(one)) for one in everything}
    feeds = {
        f"https://search.example/{one.provider.domain}": (
            "application/rss+xml",
            (
                '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Search</title>'
                f"{item(one)}</channel></rss>"
            ),
        )
        for one in everything
    }
    return pages | feeds


def test_the_line_writes_the_recorded_record_from_what_is_visible_in_it(tmp_path: Path) -> None:
    wanted = (DATA / "record.md").read_bytes()
    record = read_news(wanted)
    there = wire(record)

    def fetch(
        requests: Iterable[FetchRequest], *_: object, **__: object
    ) -> Generator[list[tuple[FetchRequest, Fetched]]]:
        for request in requests:
            kind, text = there[request.url or request.feed_url]
            answer = Fetched(
                feed_url=request.feed_url,
                url=request.url or request.feed_url,
                status=200,
                fetched_at=now,
                content_type=kind,
                body=text.encode(),
            )
            yield [(request, answer)]

    now = datetime(2023, 11, 27, 18, tzinfo=UTC)
    with pipeline.open_newsroom(parse_desk(DESK), tmp_path, now=now, fetch=fetch) as room:
        pipeline.run(room)

    with open_memory(tmp_path) as db:
        why = tell(explain(db, record.originalUrl))
    written = (tmp_path / "records" / f"{NAME}.md").read_text(encoding="utf-8")
    assert written == wanted.decode().replace(f'\nsecured: "{record.secured}"\n', "")
    assert "a better article of its story stands for it: BBC, “Children making AI-generated" in why
    assert "topic ai: the site's own topic" in why
