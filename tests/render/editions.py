"""Editions to render: the shortest valid parts, and one small edition with everything odd in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tidings.figures import FeedHealth
from tidings.genre import Kind
from tidings.imagery import Picture, PictureCopy
from tidings.model import (
    Article,
    Attribution,
    Change,
    Edition,
    FirstReport,
    HeatShare,
    Image,
    LeadChoice,
    LeadReason,
    Link,
    Masthead,
    News,
    Outlet,
    Placement,
    RankedStory,
    Reason,
    Related,
    Report,
    Score,
    ScorePart,
    Sentence,
    SourceLine,
    Spread,
    Telling,
    TimelinePoint,
    Topic,
    TopicMatch,
    Verdict,
    Withdrawal,
)

from ..make import at, make_article

PUBLISHED = Verdict(outcome="published", rule="quality_min", reason="quality 70 is at least 40")
REPRINT = Verdict(
    outcome="held", rule="reprint", reason="a reprint: listed with its story, without a record of its own"
)
QUALITY = Score(
    parts=(
        ScorePart(name="headline", points=10.0, points_max=10.0, why="at least four words"),
        ScorePart(name="excerpt", points=20.0, points_max=20.0, why="104 characters"),
        ScorePart(name="date", points=15.0, points_max=15.0, why="pubDate"),
        ScorePart(name="depth", points=7.5, points_max=15.0, why="75 words in the feed"),
        ScorePart(name="original", points=20.0, points_max=20.0, why="not a reprint"),
    )
)
FERRIES = Topic(id="ferries", name="Ferries", description="Boats that carry people", parent="sea")
SEA = Topic(id="sea", name="Sea & shore")
MASTHEAD = Masthead(
    title="Low Isles Today",
    tagline="News of the islands",
    url="https://news.example/isles",
    time_zone="Europe/Oslo",
    editor="Ada Brandt",
    contact="https://news.example/contact",
)


def make_report(article: Article, **fields: Any) -> Report:
    """A published report with a record."""
    defaults: dict[str, Any] = {
        "article": article,
        "quality": QUALITY,
        "verdict": PUBLISHED,
        "placement": Placement(article_id=article.id, story_id="s1"),
        "record_name": f"2026-03-20-{article.id}",
    }
    return Report(**(defaults | fields))


def make_ranked(lead: Report, *coverage: Report, slug: str = "ferry", rank: int = 1, **fields: Any) -> RankedStory:
    """A story whose own reports each bring it heat."""
    own = [report for report in (lead, *coverage) if not report.reprint_of]
    shares = tuple(
        HeatShare(
            source=report.article.source.name,
            article_id=report.article.id,
            points=5.13,
            age_hours=6.0,
            points_fresh=7.25,
            why="its best report, quality 72.5",
        )
        for report in own
    )
    moments = [report.article.published for report in (lead, *coverage)]
    defaults: dict[str, Any] = {
        "id": f"story-{slug}",
        "slug": slug,
        "rank": rank,
        "heat": round(5.13 * len(shares), 2),
        "heat_shares": shares,
        "lead": lead,
        "coverage": coverage,
        "sources_count": len(shares),
        "first_published": min(moments),
        "updated": max(moments),
    }
    return RankedStory(**(defaults | fields))


def make_edition(*stories: RankedStory, **fields: Any) -> Edition:
    """An edition of these stories, with their sources."""
    sources = {r.article.source.id: r.article.source for story in stories for r in story.reports}
    defaults: dict[str, Any] = {
        "number": 12,
        "as_of": at(6),
        "masthead": MASTHEAD,
        "topics": (SEA, FERRIES),
        "stories": stories,
        "sources": tuple(
            SourceLine(source=source, articles_count=1, feed_urls=(f"https://{source.domain}/feed",))
            for _, source in sorted(sources.items())
        ),
    }
    return Edition(**(defaults | fields))


def make_headlined(headline: str, **article_fields: Any) -> Edition:
    """An edition of one story that says this."""
    article = make_article(headline, url="https://thepost.example/1", **article_fields)
    return make_edition(make_ranked(make_report(article)))


def make_small() -> Edition:
    """Three stories: one with coverage and a reprint, one hostile, one bare; and a redirect."""
    return make_edition(
        ferry_story(),
        hostile_story(),
        make_ranked(make_report(make_article("水位創新高", language="zh", published=at(-30))), slug="water", rank=3),
        redirects=(("old-ferry", "ferry"),),
        withdrawn=(Withdrawal(slug="sunk-ferry", at=at(-24), why="its <b>owner</b> asked"),),
        health=make_health(),
        rules_lines=(("Heat halves every", "12 hours"), ("Topics", "required")),
    )


def make_health() -> tuple[FeedHealth, ...]:
    """A feed that is well, one that fails and says hostile things, one whose clock is wrong."""
    return (
        FeedHealth(
            feed_url="https://thepost.example/feed", title="The Post", state="well", succeeded_at=at(5.5), posts_per_day=6.5,
            gap_s=7200, lag_s=1500, asked=200, unchanged=150, failed=2, entries_seen=88, entries_kept=80,
            next_due_at=at(6.5), due_why="1 hour between two requests", dates="fine",
        ),
        FeedHealth(
            feed_url="https://user:secret@evil.example/feed", title="Evil <b>News</b>", state="failing", failures=3, asked=3,
            failed=3, last_error="an HTML page instead of a feed (“<script>alert(1)</script>”)",
        ),
        FeedHealth(
            feed_url="https://gazette.example/feed", state="well", succeeded_at=at(5), asked=40, entries_seen=40,
            entries_kept=40, dates="wrong by +7 h", clock="-07:00", finding="wrong clock: its times have to be moved by +7 h",
        ),
    )  # fmt: skip


def make_rich() -> Edition:
    """Everything that the interface can tell, and enough of it to need pages: 131 articles on one day, 5 on others."""
    topics = (SEA, FERRIES, Topic(id="page", name="Page"), Topic(id="archive", name="Archive"))
    ferry = ferry_story()
    picture = Picture(
        url="https://thepost.example/ferry.jpg", width=1200, height=800, alt="The ferry", credit="Ann Berg",
        licence="https://thepost.example/terms", copies=(PictureCopy(path="images/aa.webp", width=480, height=320),),
    )  # fmt: skip
    told = replace(
        ferry.lead.article,
        updated=at(5),
        language="en-GB",
        section="Regions",
        tags=("shipping", "sea"),
        amp_url="https://thepost.example/amp",
        words_count=412,
        page_url="https://thepost.example/ferry",
        access="free",
        corrections=("It said 48, not 84.",),
        reservations=("noai",),
        source=replace(
            ferry.lead.article.source, kind="outlet", country="NO", language="no", logo="https://a.example/l"
        ),
    )
    change = Change(
        article_id=told.id, seen_at=at(4), field="headline", before="Ferry aground", after=told.headline, is_silent=True
    )
    lead = replace(ferry.lead, article=told, picture=picture, changes=(change,))
    film = make_report(
        make_article("See the ferry", source="Isle TV", published=at(-24)),
        kind=Kind(name="video", confidence=0.99, reason="its address"),
        topics=tuple(TopicMatch(topic_id=topic.id, evidence="the feed's") for topic in topics),
    )
    many = [
        make_ranked(make_report(make_article(f"Report {n:03}", published=at(n / 60)), topics=film.topics[:2]), slug=f"r-{n}", rank=n + 5)
        for n in range(128)
    ]  # fmt: skip
    return make_edition(
        replace(ferry, lead=lead),
        make_ranked(film, slug="film", rank=2),
        hostile_story(),
        make_ranked(make_report(make_article("Storm warning", published=at(-50))), slug="storm", rank=4),
        *many,
        topics=topics,
        redirects=(("old-ferry", "ferry"),),
        health=make_health(),
        rules_lines=(("Heat halves every", "12 hours"),),
    )


def ferry_story() -> RankedStory:
    """Two sources in their own words, and one that reprints."""
    topics = (
        TopicMatch(topic_id="sea", evidence="part of it: Ferries"),
        TopicMatch(topic_id="ferries", evidence="“ferry” in the headline"),
    )
    lead = make_report(
        make_article(
            "Ferry runs aground off Skell; all 84 aboard are safe",
            excerpt="The ferry struck a rock at dawn. Nobody was hurt: “we were lucky”, said the captain.",
            authors=("Ann Berg", "Bo Holm"),
            image=Image(url="https://thepost.example/ferry.jpg", width=1200, height=800, alt="The ferry"),
        ),
        topics=topics,
    )
    gazette = make_article("Captain praised after ferry grounding", source="Gazette", published=at(2.5))
    second = make_report(
        gazette,
        topics=topics,
        kind=Kind(name="opinion", confidence=0.94, reason="the headline says “opinion”"),
        placement=Placement(
            article_id=gazette.id,
            story_id="s1",
            similarity=0.4126,
            nearest_id=lead.article.id,
            shared=(("ferry", 0.31), ("captain", 0.12)),
            gap_hours=2.5,
            reason="same event",
            link=Link(probability=0.93, reasons=(Reason(name="names", points=2.6, value=0.75, why="both name Skell"),)),
            runner_up_id="story-script-alert-x",
            runner_up=Link(probability=0.21),
        ),
    )
    copy = make_article("Ferry runs aground", source="Isle Radio", published=at(3))
    lead = replace(lead, verdict=replace(PUBLISHED, needs=("its excerpt",)))
    third = make_report(copy, verdict=REPRINT, reprint_of=lead.article.id, record_name="")
    telling = make_telling(lead, second, third)
    return make_ranked(lead, third, second, topics=("sea", "ferries"), is_pinned=True, telling=telling)


def make_telling(lead: Report, second: Report, copy: Report) -> Telling:
    """All that can be told: of a lead, a second source that names it, and a copy."""
    first, other, copied = lead.article, second.article, copy.article
    quoted = Sentence(
        text="The ferry struck a rock at dawn.",
        article_id=first.id,
        source_id=first.source.id,
        others=(other.id,),
    )
    named = Attribution(
        article_id=other.id,
        source_id=first.source.id,
        source_name=first.source.name,
        words="according to <b>The Post</b>",
    )
    return Telling(
        lead=LeadChoice(
            article_id=first.id,
            reasons=(
                LeadReason(name="completeness", points=52.5, why="depth 7.5 of 15: 75 words in the feed"),
                LeadReason(name="original reporting", points=28.0, why="not a reprint; named by Gazette"),
            ),
            note="the editor says so",
            runner_up_id=other.id,
            ahead=12.5,
        ),
        summary=(quoted, replace(quoted, text="Nobody was hurt: “we were lucky”, said the captain.", others=())),
        news=News(since=at(-18), sentences=(quoted, replace(quoted, text="Nobody was hurt.", others=()))),
        timeline=(
            TimelinePoint(at=first.published, kinds=("first report",), article_id=first.id, text=first.headline),
            TimelinePoint(
                at=at(2.5), kinds=("new source", "new facts"), article_id=other.id, text="Praised.", is_dated=False
            ),
            TimelinePoint(
                at=at(4), kinds=("headline changed",), article_id=first.id, text=first.headline, before="<i>Ferry</i> aground"
            ),
        ),
        timeline_left_out=2,
        outlets=(
            Outlet(source=first.source, first_id=first.id, first_at=first.published, articles_count=1, is_independent=True),
            Outlet(
                source=other.source, first_id=other.id, first_at=at(2.5), articles_count=1, is_independent=True, names=(named,)
            ),
            Outlet(
                source=copied.source, first_id=copied.id, first_at=at(3), articles_count=1, is_independent=False,
                copy_of=first.id,
            ),
        ),
        first=FirstReport(claimed_id=first.id, seen_id=""),
        spread=Spread(countries=(("NO", 1), ("", 1)), languages=(("en", 2),)),
        related=(
            Related(story_id="story-script-alert-x", slug="script-alert-x", headline="<b>Inquiry</b>", why="both name Skell"),
        ),
    )  # fmt: skip


def hostile_story() -> RankedStory:
    """Everything a publisher could try."""
    article = make_article(
        '<script>alert("x")</script> & <img src=x onerror=alert(1)> \u202e\x00\ud800',
        url="javascript:alert(1)",
        source="evil",
        excerpt='{{ 7*7 }} {% raw %} # not a heading "quoted": <a href="javascript:x" onclick=y>',
        published=at(-1),
    )
    article = replace(article, source=replace(article.source, name="Evil <b>News</b>"))
    return make_ranked(make_report(article), slug="script-alert-x", rank=2)
