"""The pages for readers: none needs a script, no images of others unless the desk says so, links that work from any
folder.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.resources import files as package_files
from typing import Any, Final
from urllib.parse import urlsplit

from ..model import Change, Edition, RankedStory, Topic, place_of
from ..text import cut_at_word, slugify
from .addresses import address, page_name, site_url, story_path
from .cards import Card, SourceReport, card_of, is_right_to_left, reports_by_source, short_language
from .feeds import has_feed, story_folder, topic_folder
from .front import front_parts
from .health import ROWS_MAX, health_counts, health_row, health_rows
from .icon import icon
from .plates import Issue, Plate, digest_of, plate_of
from .policies import page_wishes, policies
from .press import draw
from .sharing import front_sharing, sharing, story_sharing, topic_sharing
from .sitemap import sitemaps
from .sources_list import sources_list
from .structured import (
    Node,
    about_nodes,
    front_nodes,
    index_nodes,
    ld_json,
    list_nodes,
    source_nodes,
    story_nodes,
    topic_nodes,
)
from .tellings import coverage_groups, folded_copies, news_parts, spread_lines
from .told import told_count, told_day, zone_of

STORIES_PER_PAGE_MAX: Final = 200
"""Stories on a topic's, source's or day's page, and reports on a story's; more is a download."""
CHANGES_PER_PAGE_MAX: Final = 30
DESCRIPTION_CHARS_MAX: Final = 200
WITHDRAWN_MAX: Final = 100
"""Withdrawn stories that the page of corrections lists."""
CORRECTIONS_PAGE: Final = "corrections.html"
HEALTH_PAGE: Final = "health.html"
"""Beside the front page, since a source may be called Health."""


Nodes = Callable[[], Sequence[Node]]
"""Makes what a page tells machines, once the page is made at all."""


def no_nodes() -> Sequence[Node]:
    """A page that tells machines nothing."""
    return ()


@dataclass(frozen=True, slots=True)
class Site:
    """What every page shares."""

    issue: Issue
    cards: tuple[Card, ...]
    """By rank."""
    shared: Mapping[str, Any]
    """What every page says of itself where it is shared."""

    @property
    def edition(self) -> Edition:
        """What all pages show some part of."""
        return self.issue.edition

    def page(
        self, path: str, template: str, *, title: str, nodes: Nodes = no_nodes, key: str = "", **context: Any
    ) -> Plate:
        """A page inside the site; the context is what its template asks for beyond the frame, ``nodes`` makes what it
        tells machines.
        """
        make = partial(self.draw, path, template, {"title": title, **context}, nodes)
        return Plate(path=f"site/{path}", make=make, key=key)

    def draw(self, path: str, template: str, context: Mapping[str, Any], nodes: Nodes = no_nodes) -> bytes:
        """The bytes of a page."""
        whole = {**self.frame(path), "structured": ld_json(nodes()), **context}
        zone, templates = self.edition.masthead.time_zone, self.issue.theme.templates
        return draw(template, time_zone=zone, page=f"site/{path}", templates=templates, **whole).encode()

    def frame(self, path: str) -> dict[str, Any]:
        """What every template may ask for."""
        masthead, outputs = self.edition.masthead, self.issue.outputs
        language = short_language(masthead.language)
        return {
            "edition": self.edition,
            "masthead": masthead,
            "root": "../" * path.count("/"),
            "canonical": address(masthead, path) if site_url(masthead) else "",
            "language": language or "en",
            "is_right_to_left": is_right_to_left(language),
            "has_feeds": "feeds" in outputs,
            "has_api": "api" in outputs,
            "has_search": "search" in outputs,
            "has_linked_pictures": self.issue.has_linked_pictures,
            "has_fonts": self.issue.theme.has_fonts,
            "section": path.split("/", maxsplit=1)[0].removesuffix(".html"),
            "is_section_index": "/" not in path or path.endswith("/index.html"),
            "description": masthead.tagline or masthead.title,
            "own_feed": "",
            **page_wishes(masthead),
            **self.shared,
        }

    def index_page(self, folder: str, title: str, **context: Any) -> Plate:
        """The page of a folder that lists the folder's own."""
        path = f"{folder}/index.html"
        nodes = partial(index_nodes, self.edition.masthead, path, title)
        return self.page(path, f"{folder}.html", title=title, nodes=nodes, **context)

    def listing(self, cards: Sequence[Card]) -> dict[str, Any]:
        """What a page that lists stories is given: those that fit, and how many do not."""
        shown = cards[:STORIES_PER_PAGE_MAX]
        return {"cards": shown, "cards_count": len(cards), "left_out": len(cards) - len(shown)}


def site(issue: Issue) -> Iterator[Plate]:
    """All pages of an edition, the stylesheet, robots.txt, and the sitemaps where addresses are known."""
    edition = issue.edition
    zone_of(edition.masthead.time_zone)
    ours = Site(
        issue,
        tuple(card_of(story, edition) for story in edition.stories),
        sharing(edition.masthead, issue.outputs),
    )
    pages = [*make_pages(ours)]
    yield from pages
    yield from moved_pages(ours)
    yield not_found_page(ours)
    yield Plate(path="site/style.css", make=partial(stylesheet, issue.theme.styles))
    yield Plate(path="site/site.js", make=partial(own_file, "site.js"))
    yield plate_of(icon(edition.masthead))
    yield plate_of(sources_list(edition))
    yield from map(plate_of, policies(edition, issue.outputs))
    yield from map(plate_of, sitemaps(edition, [page.path.removeprefix("site/") for page in pages]))


def make_pages(ours: Site) -> Iterator[Plate]:
    """The pages that search engines may know."""
    yield front_page(ours)
    yield from story_pages(ours)
    yield from topic_pages(ours)
    yield from source_pages(ours)
    yield from health_page(ours)
    yield from day_pages(ours)
    yield corrections_page(ours)
    yield ours.page("about.html", "about.html", title="About", nodes=partial(about_nodes, ours.edition.masthead))


# ---------------------------------------------------------------- front page and stories


def front_page(ours: Site) -> Plate:
    """The hottest stories: one large, a few beside it, the rest topic by topic."""
    shown = [card.story for card in ours.cards[: max(0, ours.edition.front_stories)]]
    context = front_parts(ours.edition, ours.cards) | front_sharing(ours.edition.masthead)
    nodes = partial(front_nodes, ours.edition, shown, has_search="search" in ours.issue.outputs)
    return ours.page("index.html", "front.html", title=ours.edition.masthead.title, nodes=nodes, **context)


def story_pages(ours: Site) -> Iterator[Plate]:
    """One page for each story, with every report and every reason."""
    story_by_id = {story.id: story for story in ours.edition.stories}
    source_ids = {line.source.id for line in ours.edition.sources}
    took_in = {new for _, new in ours.edition.redirects}
    for story, card in zip(ours.edition.stories, ours.cards, strict=True):
        path = story_path(story.slug)
        own_feed = story_folder(story.slug) if has_feed(story, took_in) else ""
        make = partial(draw_story, ours, card, own_feed=own_feed, source_ids=source_ids, story_by_id=story_by_id)
        yield Plate(path=f"site/{path}", make=make, key=ours.issue.keys[story.id])


def draw_story(
    ours: Site, card: Card, *, own_feed: str, source_ids: Collection[str], story_by_id: Mapping[str, RankedStory]
) -> bytes:
    """A story's page; of the edition it shows nothing that its key does not know of."""
    story = card.story
    lead, place = story.lead.article, place_of(story, ours.edition)
    changed = sorted((change for report in story.reports for change in report.changes), key=change_order)
    coverage = story.coverage[:STORIES_PER_PAGE_MAX]
    context = {
        "title": story.headline,
        "description": cut_at_word(lead.excerpt, chars_max=DESCRIPTION_CHARS_MAX) or f"Reported by {lead.source.name}.",
        **page_wishes(ours.edition.masthead, story.reports),
        "own_feed": own_feed,
        **story_sharing(ours.edition, story, ours.issue.outputs),
        "story": story,
        "card": card,
        "place": place,
        "coverage": coverage,
        "groups": coverage_groups(coverage),
        "source_ids": source_ids,
        "topic_names": {topic.id: topic.name for topic in ours.edition.topics},
        "report_by_id": {report.article.id: report for report in story.reports},
        "story_by_id": story_by_id,
        "telling": story.telling,
        **news_parts(story),
        "spread": spread_lines(story.telling.spread) if story.coverage else (),
        "copies": folded_copies(story),
        "changed": changed[:CHANGES_PER_PAGE_MAX],
        "changes_left_out": max(0, len(changed) - CHANGES_PER_PAGE_MAX),
    }
    return ours.draw(story_path(story.slug), "story.html", context, partial(story_nodes, ours.edition, story))


def change_order(change: Change) -> tuple[float, str, str]:
    """Sorts changes by time, latest on top."""
    return -change.seen_at.timestamp(), change.article_id, change.field


def moved_pages(ours: Site) -> Iterator[Plate]:
    """A page at each old address: it leads to the new one, or says that the story was withdrawn."""
    for old, new in ours.edition.redirects:
        canonical = address(ours.edition.masthead, story_path(new)) if site_url(ours.edition.masthead) else ""
        context: dict[str, Any] = {"target": f"{new}.html", "canonical": canonical}
        yield ours.page(story_path(old), "moved.html", title="This story has moved", **context)
    for withdrawal in ours.edition.withdrawn:
        yield ours.page(
            story_path(withdrawal.slug), "withdrawn.html", title="This story was withdrawn", withdrawal=withdrawal
        )
    yield from renamed_pages(ours)


def renamed_pages(ours: Site) -> Iterator[Plate]:
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
                context: dict[str, Any] = {"target": target, "canonical": canonical, "source": source}
                yield ours.page(f"sources/{page_name(old)}.html", "moved.html", title=source.name, **context)


def not_found_page(ours: Site) -> Plate:
    """Shown at any depth, so its links begin at the site's root where its address is known.

    They name no host: a preview or a second domain keeps its own stylesheet, which the policy of pages asks for.
    """
    home = site_url(ours.edition.masthead)
    root = f"{urlsplit(home).path.rstrip('/')}/" if home else ""
    return ours.page("404.html", "not_found.html", title="Page not found", canonical="", root=root)


def corrections_page(ours: Site) -> Plate:
    """What publishers corrected, and when something was withdrawn, the latest first: an account of mistakes."""
    known = [
        (change, report, story)
        for story in ours.edition.stories
        for report in story.reports
        for change in report.changes
        if change.field == "correction" and change.after
    ]
    known.sort(key=lambda row: change_order(row[0]))
    withdrawn = sorted(ours.edition.withdrawn, key=lambda one: (-one.at.timestamp(), one.slug))
    return ours.page(
        CORRECTIONS_PAGE,
        "corrections.html",
        title="Corrections",
        description="What was withdrawn here, and what publishers corrected.",
        section="about",
        is_section_index=False,
        corrected=known[:CHANGES_PER_PAGE_MAX],
        corrected_left_out=max(0, len(known) - CHANGES_PER_PAGE_MAX),
        withdrawn=withdrawn[:WITHDRAWN_MAX],
        withdrawn_left_out=max(0, len(withdrawn) - WITHDRAWN_MAX),
    )


# ---------------------------------------------------------------- topics, sources, days


def topic_pages(ours: Site) -> Iterator[Plate]:
    """The list of topics, and each topic's stories by rank."""
    topics = ours.edition.topics
    by_topic = {topic.id: [card for card in ours.cards if topic in card.topics] for topic in topics}
    counts = {topic_id: len(cards) for topic_id, cards in by_topic.items()}
    yield ours.index_page("topics", "Topics", topics=topics, counts=counts)
    by_id = {topic.id: topic for topic in topics}
    for topic in topics:
        yield topic_page(ours, topic, by_id=by_id, cards=by_topic[topic.id])


def topic_page(ours: Site, topic: Topic, *, by_id: Mapping[str, Topic], cards: Sequence[Card]) -> Plate:
    """One topic with its wider and narrower ones."""
    wider, stories = by_id.get(topic.parent), [card.story for card in cards]
    return ours.page(
        f"topics/{page_name(topic.id)}.html",
        "topic.html",
        title=topic.name,
        description=topic.description or f"Stories about {topic.name}.",
        nodes=partial(topic_nodes, ours.edition.masthead, topic, wider, stories),
        key=ours.issue.key_of(stories[:STORIES_PER_PAGE_MAX], topic.id, len(stories)),
        own_feed=topic_folder(topic),
        **topic_sharing(ours.edition.masthead, topic, ours.issue.outputs),
        topic=topic,
        wider=wider,
        narrower=[other for other in ours.edition.topics if other.parent == topic.id],
        **ours.listing(cards),
    )


def source_pages(ours: Site) -> Iterator[Plate]:
    """The list of sources, and each source's reports, newest first."""
    lines = ours.edition.sources
    yield ours.index_page("sources", "Sources", lines=lines)
    by_source = reports_by_source(ours.edition)
    health = {feed.feed_url: health_row(feed) for feed in ours.edition.health}
    for line in lines:
        reports: Sequence[SourceReport] = by_source.get(line.source.id, ())
        shown = reports[:STORIES_PER_PAGE_MAX]
        rows = {url: health[url] for url in line.feed_urls if url in health}
        yield ours.page(
            f"sources/{page_name(line.source.id)}.html",
            "source.html",
            title=line.source.name,
            description=f"Reports from {line.source.name} and the stories they belong to.",
            nodes=partial(source_nodes, ours.edition.masthead, line, [row.story for row in reports]),
            key=ours.issue.key_of(
                (row.story for row in shown), line, rows, [row.report.article.id for row in shown], len(reports)
            ),
            line=line,
            health=rows,
            reports=shown,
            left_out=len(reports) - len(shown),
        )


def health_page(ours: Site) -> Iterator[Plate]:
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


def day_pages(ours: Site) -> Iterator[Plate]:
    """The list of days, newest first, the stories that began on each, by rank, and the front page as it was then."""
    by_day: dict[date, list[Card]] = {}
    for card in ours.cards:
        by_day.setdefault(card.day, []).append(card)
    fronts = {front.day: front for front in ours.issue.fronts}
    days = sorted({*by_day, *fronts}, reverse=True)
    counts = {day: len(by_day.get(day, ())) for day in days}
    yield ours.index_page("days", "Days", days=days, counts=counts, fronts=fronts)
    for place, day in enumerate(days):
        path, title = f"days/{day.isoformat()}.html", told_day(day)
        stories = [card.story for card in by_day.get(day, ())]
        later, earlier = days[place - 1] if place else None, days[place + 1] if place + 1 < len(days) else None
        yield ours.page(
            path,
            "day.html",
            title=title,
            nodes=partial(list_nodes, ours.edition.masthead, path, title, stories, way=[("Days", "days/index.html")]),
            key=ours.issue.key_of(stories[:STORIES_PER_PAGE_MAX], later, earlier, day in fronts, len(stories)),
            description=f"{told_count(counts[day], 'story', 'stories')} that began on {told_day(day)}.",
            day=day,
            later=later,
            earlier=earlier,
            front=fronts.get(day),
            **ours.listing(by_day.get(day, ())),
        )
    yield from past_fronts(ours)


def past_fronts(ours: Site) -> Iterator[Plate]:
    """The last front page of each day, without stories that were withdrawn since."""
    withdrawn = {withdrawal.slug for withdrawal in ours.edition.withdrawn}
    for front in ours.issue.fronts:
        lines = [line for line in front.lines if line.slug not in withdrawn]
        path = f"fronts/{front.day.isoformat()}.html"
        context = {
            "title": f"The front page of {told_day(front.day)}",
            "description": f"The front page as it was on {told_day(front.day)}.",
            "section": "days",
            "is_section_index": False,
            "front": front,
            "lines": lines,
            "left_out": len(front.lines) - len(lines),
        }
        key = digest_of([ours.issue.frame, front, [line.slug for line in lines]])
        yield Plate(path=f"site/{path}", make=partial(ours.draw, path, "past_front.html", context), key=key)


# ---------------------------------------------------------------- what is no page


def own_file(name: str) -> bytes:
    """A file that comes with Tidings and is served as it is."""
    return (package_files(__package__ or "") / "templates" / name).read_bytes()


def stylesheet(styles: str) -> bytes:
    """Our stylesheet, a theme's rules after it: of two that fit alike, the later counts."""
    own = own_file("style.css")
    return own + f"\n/* theme */\n{styles}".encode() if styles else own
