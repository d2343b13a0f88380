"""Stories to tell: reports with the shortest valid opinions on them, and what an edition makes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from tests.make import at, make_article, make_desk
from tests.render.editions import MASTHEAD, PUBLISHED, make_ranked, make_report
from tidings.model import Article, Edition, Material, RankedStory, Report, Story, Telling
from tidings.rules import Rules, TellingRules
from tidings.telling import tell_stories

RULES = TellingRules()


def report(source: str, excerpt: str, hours: float = 0.0, headline: str = "", **fields: Any) -> Report:
    """A published report some hours after noon, in English."""
    of_report = {
        name: fields.pop(name)
        for name in ("kind", "reprint_of", "changes", "subjects", "care", "verdict")
        if name in fields
    }
    article = make_article(
        headline or f"{source} on the Skua",
        source=source,
        excerpt=excerpt,
        **({"published": at(hours), "seen_at": at(hours + 0.1), "language": "en"} | fields),
    )
    return make_report(article, **({"verdict": PUBLISHED} | of_report))  # fmt: skip


def from_country(one: Report, country: str) -> Report:
    """The same report, its source being at home there."""
    source = replace(one.article.source, country=country)
    return replace(one, article=replace(one.article, source=source))


def story_of(lead: Report, *others: Report, slug: str = "skua") -> RankedStory:
    """A story of these reports, led by the first."""
    return make_ranked(lead, *others, slug=slug, telling=Telling())


def told(
    lead: Report, *others: Report, as_of: datetime | None = None, rules: TellingRules = RULES, **known: Any
) -> Telling:
    """How a story of these reports is told."""
    edition = Edition(number=1, as_of=as_of or at(24), masthead=MASTHEAD, stories=(story_of(lead, *others),))
    return tell_edition(edition, rules=rules, **known).stories[0].telling


def tell_edition(edition: Edition, *, rules: TellingRules = RULES, **known: Any) -> Edition:
    """An edition with its stories told, from these reports alone."""
    stories = tuple(
        Story(id=story.id, articles=tuple(sorted((r.article for r in story.reports), key=by_time)))
        for story in edition.stories
    )
    return tell_stories(edition, Material(desk=make_desk(rules=Rules(telling=rules)), stories=stories, **known))


def by_time(article: Article) -> tuple[datetime, str]:
    """Sorts articles."""
    return article.published, article.id
