"""The pages for readers: no scripts, no images of others unless the desk says so, links that work from any folder."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files as package_files
from typing import Any, Final
from urllib.parse import urlsplit

from ..model import Change, Edition, File, Topic
from ..text import cut_at_word, slugify
from .addresses import address, page_name, site_url, story_path
from .cards import Card, SourceReport, card_of, day_of, is_right_to_left, reports_by_source, short_language
from .health import ROWS_MAX, health_counts, health_row, health_rows
from .icon import icon
from .press import draw
from .sitemap import sitemaps
from .tellings import folded_copies, news_parts, spread_lines
from .told import told_count, told_day, zone_of

STORIES_PER_PAGE_MAX: Final = 200
"""Stories on a topic's, source's or day's page, and reports on a story's; more is a download."""
CHANGES_PER_PAGE_MAX: Final = 30
DESCRIPTION_CHARS_MAX: Final = 200
HEALTH_PAGE: Final = "health.html"
"""Beside the front page, since a source may be called Health."""


@dataclass(frozen=True, slots=True)
class Site:
    """What every page shares."""

    edition: Edition
    outputs: Collection[str]
    cards: tuple[Card, ...]
    """By rank."""
    has_linked_pictures: bool = False
    """Some pictures come from publishers' own servers."""

    def page(self, path: str, template: str, *, title: str, **context: Any) -> File:
        """A page inside the site; the context is what its template asks for beyond the frame."""
        masthead = self.edition.masthead
        language = short_language(masthead.language)
        frame = {
            "edition": self.edition,
            "masthead": masthead,
            "title": title,
            "root": "../" * path.count("/"),
            "canonical": address(masthead, path) if site_url(masthead) else "",
            "language": language or "en",
            "is_right_to_left": is_right_to_left(language),
            "has_feeds": "feeds" in self.outputs,
            "has_api": "api" in self.outputs,
            "has_linked_pictures": self.has_linked_pictures,
            "section": path.split("/", maxsplit=1)[0].removesuffix(".html"),
            "is_section_index": "/" not in path or path.endswith("/index.html"),
            "description": masthead.tagline or masthead.title,
            "og_type": "website",
        }
        page = f"site/{path}"
        text = draw(template, time_zone=masthead.time_zone, page=page, **(frame | context))
        return File(path=page, data=text.encode())

    def listing(self, cards: Sequence[Card]) -> dict[str, Any]:
        """What a page that lists stories is given: those that fit, and how many do not."""
        shown = cards[:STORIES_PER_PAGE_MAX]
        return {"cards": shown, "cards_count": len(cards), "left_out": len(cards) - len(shown)}


def site(edition: Edition, outputs: Collection[str]) -> Iterator[File]:
    """All pages of an edition, the stylesheet, robots.txt, and the sitemaps where addresses are known."""
    zone_of(edition.masthead.time_zone)
    pictures = [story.lead.picture for story in edition.stories]
    ours = Site(
        edition,
        outputs,
        tuple(card_of(story, edition) for story in edition.stories),
        has_linked_pictures=any(picture and not picture.copies for picture in pictures),
    )
    pages = [*make_pages(ours)]
    yield from pages
    yield from moved_pages(ours)
    yield not_found_page(ours)
    yield File(path="site/style.css", data=stylesheet())
    yield icon(edition.masthead)
    yield robots(edition)
    yield from sitemaps(edition, [page.path.removeprefix("site/") for page in pages])


def make_pages(ours: Site) -> Iterator[File]:
    """The pages that search engines may know."""
    yield front_page(ours)
    yield from story_pages(ours)
    yield from topic_pages(ours)
    yield from source_pages(ours)
    yield from health_page(ours)
    yield from day_pages(ours)
    yield ours.page("about.html", "about.html", title="About")


# ---------------------------------------------------------------- front page and stories


def front_page(ours: Site) -> File:
    """The hottest stories: one large, a few beside it, the rest below."""
    shown = led(ours.cards[: max(0, ours.edition.front_stories)])
    day = day_of(ours.edition.as_of, ours.edition.masthead)
    context = {"day": day, "cards": shown, "left_out": len(ours.cards) - len(shown)}
    return ours.page("index.html", "front.html", title=ours.edition.masthead.title, **context)


def led(cards: Sequence[Card]) -> list[Card]:
    """The same cards, the first that may be the top story before the others; a pin is an editor's word.

    Ranks stay what they are: only the most prominent place is not given by a machine.
    """
    top = next((card for card in cards if card.story.is_pinned or card.story.lead.care.may_lead), None)
    return [top, *(card for card in cards if card is not top)] if top else list(cards)


def story_pages(ours: Site) -> Iterator[File]:
    """One page for each story, with every report and every reason."""
    source_ids = {line.source.id for line in ours.edition.sources}
    topic_names = {topic.id: topic.name for topic in ours.edition.topics}
    story_by_id = {story.id: story for story in ours.edition.stories}
    for story, card in zip(ours.edition.stories, ours.cards, strict=True):
        lead = story.lead.article
        changed = sorted((change for report in story.reports for change in report.changes), key=change_order)
        yield ours.page(
            story_path(story.slug),
            "story.html",
            title=story.headline,
            description=cut_at_word(lead.excerpt, chars_max=DESCRIPTION_CHARS_MAX)
            or f"Reported by {lead.source.name}.",
            og_type="article",
            story=story,
            card=card,
            coverage=story.coverage[:STORIES_PER_PAGE_MAX],
            source_ids=source_ids,
            topic_names=topic_names,
            report_by_id={report.article.id: report for report in story.reports},
            story_by_id=story_by_id,
            telling=story.telling,
            **news_parts(story, ours.edition),
            spread=spread_lines(story.telling.spread) if story.coverage else (),
            copies=folded_copies(story),
            changed=changed[:CHANGES_PER_PAGE_MAX],
            changes_left_out=max(0, len(changed) - CHANGES_PER_PAGE_MAX),
        )


def change_order(change: Change) -> tuple[float, str, str]:
    """Sorts changes by time, latest on top."""
    return -change.seen_at.timestamp(), change.article_id, change.field


def moved_pages(ours: Site) -> Iterator[File]:
    """A page at each old address: it leads to the new one, or says that the story was withdrawn."""
    for old, new in ours.edition.redirects:
        canonical = address(ours.edition.masthead, story_path(new)) if site_url(ours.edition.masthead) else ""
        context = {"target": f"{new}.html", "canonical": canonical}
        yield ours.page(story_path(old), "moved.html", title="This story has moved", **context)
    for withdrawal in ours.edition.withdrawn:
        yield ours.page(
            story_path(withdrawal.slug), "withdrawn.html", title="This story was withdrawn", withdrawal=withdrawal
        )
    yield from renamed_pages(ours)


def renamed_pages(ours: Site) -> Iterator[File]:
    """A page where a source's would lie if it were called by any of its names, which it may have been before."""
    taken = {line.source.id for line in ours.edition.sources}
    for line in ours.edition.sources:
        source = line.source
        target = f"{page_name(source.id)}.html"
        path = f"sources/{target}"
        canonical = address(ours.edition.masthead, path) if site_url(ours.edition.masthead) else ""
        for old in dict.fromkeys(map(slugify, (source.name, *source.aliases))):
            if old and old not in taken:
                taken.add(old)
                context = {"target": target, "canonical": canonical, "source": source}
                yield ours.page(f"sources/{page_name(old)}.html", "moved.html", title=source.name, **context)


def not_found_page(ours: Site) -> File:
    """Shown at any depth, so its links begin at the site's root where its address is known.

    They name no host: a preview or a second domain keeps its own stylesheet, which the policy of pages asks for.
    """
    home = site_url(ours.edition.masthead)
    root = f"{urlsplit(home).path.rstrip('/')}/" if home else ""
    return ours.page("404.html", "not_found.html", title="Page not found", canonical="", root=root)


# ---------------------------------------------------------------- topics, sources, days


def topic_pages(ours: Site) -> Iterator[File]:
    """The list of topics, and each topic's stories by rank."""
    topics = ours.edition.topics
    by_topic = {topic.id: [card for card in ours.cards if topic in card.topics] for topic in topics}
    counts = {topic_id: len(cards) for topic_id, cards in by_topic.items()}
    yield ours.page("topics/index.html", "topics.html", title="Topics", topics=topics, counts=counts)
    by_id = {topic.id: topic for topic in topics}
    for topic in topics:
        yield topic_page(ours, topic, by_id=by_id, cards=by_topic[topic.id])


def topic_page(ours: Site, topic: Topic, *, by_id: Mapping[str, Topic], cards: Sequence[Card]) -> File:
    """One topic with its wider and narrower ones."""
    return ours.page(
        f"topics/{page_name(topic.id)}.html",
        "topic.html",
        title=topic.name,
        description=topic.description or f"Stories about {topic.name}.",
        topic=topic,
        wider=by_id.get(topic.parent),
        narrower=[other for other in ours.edition.topics if other.parent == topic.id],
        **ours.listing(cards),
    )


def source_pages(ours: Site) -> Iterator[File]:
    """The list of sources, and each source's reports, newest first."""
    lines = ours.edition.sources
    yield ours.page("sources/index.html", "sources.html", title="Sources", lines=lines)
    by_source = reports_by_source(ours.edition)
    health = {feed.feed_url: health_row(feed) for feed in ours.edition.health}
    for line in lines:
        reports: Sequence[SourceReport] = by_source.get(line.source.id, ())
        yield ours.page(
            f"sources/{page_name(line.source.id)}.html",
            "source.html",
            title=line.source.name,
            description=f"Reports from {line.source.name} and the stories they belong to.",
            line=line,
            health=health,
            reports=reports[:STORIES_PER_PAGE_MAX],
            left_out=max(0, len(reports) - STORIES_PER_PAGE_MAX),
        )


def health_page(ours: Site) -> Iterator[File]:
    """How the desk's feeds are, where the edition knows."""
    if ours.edition.health:
        rows = health_rows(ours.edition)
        yield ours.page(
            HEALTH_PAGE,
            "health.html",
            title="Source health",
            description="How the feeds behind this site are.",
            section="sources",
            is_section_index=False,
            counts=health_counts(ours.edition),
            rows=rows[:ROWS_MAX],
            left_out=max(0, len(rows) - ROWS_MAX),
        )


def day_pages(ours: Site) -> Iterator[File]:
    """The list of days, newest first, and the stories that began on each, by rank."""
    by_day: dict[date, list[Card]] = {}
    for card in ours.cards:
        by_day.setdefault(card.day, []).append(card)
    days = sorted(by_day, reverse=True)
    counts = {day: len(by_day[day]) for day in days}
    yield ours.page("days/index.html", "days.html", title="Days", days=days, counts=counts)
    for place, day in enumerate(days):
        yield ours.page(
            f"days/{day.isoformat()}.html",
            "day.html",
            title=told_day(day),
            description=f"{told_count(counts[day], 'story', 'stories')} that began on {told_day(day)}.",
            day=day,
            later=days[place - 1] if place else None,
            earlier=days[place + 1] if place + 1 < len(days) else None,
            **ours.listing(by_day[day]),
        )


# ---------------------------------------------------------------- what is no page


def stylesheet() -> bytes:
    """The one stylesheet."""
    return (package_files(__package__ or "") / "templates" / "style.css").read_bytes()


def robots(edition: Edition) -> File:
    """Everybody may read everything; the sitemap is named where there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if site_url(edition.masthead):
        lines += ["", f"Sitemap: {address(edition.masthead, 'sitemap.xml')}"]
    return File(path="site/robots.txt", data="\n".join([*lines, ""]).encode())
