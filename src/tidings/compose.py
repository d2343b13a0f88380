"""Stories to an edition: verdicts, ranks, permanent names, and the editor's orders, which win.

Everything here is a function of its arguments; the clock only ages what is shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from .figures import FeedHealth
from .genre import NOT_ARTICLES, Kind
from .model import (
    Article,
    ArticleOpinion,
    Change,
    Desk,
    Edition,
    Order,
    Placement,
    RankedStory,
    Report,
    SourceLine,
    Story,
    StoryScore,
    Verdict,
)
from .rules import PublishRules
from .sources import Source
from .text import content_words, slugify


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that an edition is made of, apart from the clock."""

    desk: Desk
    stories: tuple[Story, ...] = ()
    opinions: Mapping[str, ArticleOpinion] = field(default_factory=dict)
    """By article id."""
    scores: Mapping[str, StoryScore] = field(default_factory=dict)
    """By story id."""
    placements: Mapping[str, Placement] = field(default_factory=dict)
    """By article id."""
    reprints: Mapping[str, str] = field(default_factory=dict)
    """Article id of a reprint to that of its original."""
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    """By article id, where there are any."""
    orders: tuple[Order, ...] = ()
    slugs: Mapping[str, str] = field(default_factory=dict)
    """Every slug ever given, to its story's id."""
    record_names: Mapping[str, str] = field(default_factory=dict)
    """Article id to record name, for every record ever published."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Id of a story that was merged away to that of the one that took its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """An edition, and what has to be remembered with it."""

    edition: Edition
    verdicts: Mapping[str, Verdict]
    """By article id, for every article of every story."""
    slugs: Mapping[str, str]
    """All of them, old and new."""
    record_names: Mapping[str, str]


def compose(material: Material, *, number: int, as_of: datetime, health: tuple[FeedHealth, ...] = ()) -> Composition:
    """The edition of a moment; ``health`` is shown as it is."""
    verdicts = {key: verdict for story in material.stories for key, verdict in judge_story(story, material).items()}
    shown = rank([story for story in material.stories if has_published(story, verdicts)], material)
    names = name_records(shown, verdicts, material.record_names)
    drafts = [draft_story(story, verdicts, names, material, as_of=as_of) for story in shown]
    slugs = name_stories(drafts, material)
    slug_of = first_slugs(slugs)
    stories = tuple(replace(draft, slug=slug_of[draft.id], rank=rank_) for rank_, draft in enumerate(drafts, 1))
    edition = Edition(
        number=number,
        as_of=as_of,
        masthead=material.desk.masthead,
        topics=material.desk.topics,
        stories=stories,
        sources=count_sources(stories),
        redirects=redirects(slugs, stories, material.aliases),
        front_stories=material.desk.rules.publish.front_stories,
        rules_lines=rules_lines(material.desk),
        hub_url=material.desk.serve.hub_url,
        health=health,
    )
    return Composition(edition=edition, verdicts=verdicts, slugs=slugs, record_names=names)


# ---------------------------------------------------------------- verdicts


def judge_story(story: Story, material: Material) -> dict[str, Verdict]:
    """The verdict on each article of a story, by article id."""
    orders = {order.kind: order for order in material.orders if order.story_id == story.id}
    if "spike" in orders:
        order = orders["spike"]
        verdict = Verdict(outcome="refused", rule="spike", reason=f"spiked by {order.who}: {order.why}")
        return {article.id: verdict for article in story.articles}
    sources = independent_sources(story, material)
    is_on_topic = not needs_topic(material.desk) or any(
        material.opinions[article.id].topics for article in story.articles
    )
    return {
        article.id: judge_article(article, material, sources=sources, is_on_topic=is_on_topic)
        for article in story.articles
    }


def judge_article(article: Article, material: Material, *, sources: Collection[str], is_on_topic: bool) -> Verdict:
    """The first rule that decides."""
    opinion = material.opinions[article.id]
    rules = material.desk.rules.publish
    if verdict := judge_kind(opinion.kind, rules):
        return verdict
    if not is_on_topic:
        return Verdict(
            outcome="refused",
            rule="require_topic",
            reason="none of the desk's topics is in it; a keyword would admit it",
        )
    if article.id in material.reprints:
        return Verdict(
            outcome="held",
            rule="reprint",
            reason="a reprint: listed with its story, without a record of its own",
        )
    return judge_quality(opinion.quality.total, len(sources), rules)


def judge_kind(kind: Kind, rules: PublishRules) -> Verdict | None:
    """The verdict on what an article is; None where its kind decides nothing."""
    if not kind.is_sure:
        return None
    told = f"{a_or_an(kind.name)} ({kind.confidence:.0%} sure): {kind.reason}"
    if kind.name in NOT_ARTICLES:
        return Verdict(outcome="refused", rule="kind", reason=f"no article but {told}")
    if kind.name in rules.refuse_kinds:
        return Verdict(outcome="refused", rule="kind", reason=f"{told}; the desk refuses these")
    if kind.name in rules.hold_kinds:
        return Verdict(outcome="held", rule="kind", reason=f"{told}; the desk holds these")
    return None


def a_or_an(name: str) -> str:
    """A kind with its article: ``an advert``; some have none."""
    if name in ("news", "audio", "analysis"):
        return name
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def judge_quality(quality: float, sources: int, rules: PublishRules) -> Verdict:
    """Good enough alone, or borne out by others; if neither, what would change that."""
    if quality >= rules.quality_min:
        return Verdict(
            outcome="published",
            rule="quality_min",
            reason=f"quality {quality:g} is at least {rules.quality_min}",
        )
    if sources >= rules.sources_min:
        return Verdict(
            outcome="published",
            rule="sources_min",
            reason=f"{sources} independent sources report it (quality {quality:g} alone would not do)",
        )
    return Verdict(
        outcome="held",
        rule="quality_min",
        reason=f"quality {quality:g} is below {rules.quality_min}; publishes with "
        f"{rules.quality_min - quality:g} points more, or when {rules.sources_min} independent sources report it",
    )


def needs_topic(desk: Desk) -> bool:
    """A desk that defines topics and insists on them."""
    return bool(desk.topics) and desk.rules.publish.require_topic


def independent_sources(story: Story, material: Material) -> frozenset[str]:
    """Ids of the sources that report a story in their own words; what its own subject wrote does not count."""
    return frozenset(
        article.source.id
        for article in story.articles
        if article.id not in material.reprints and material.opinions[article.id].kind.is_independent
    )


def has_published(story: Story, verdicts: Mapping[str, Verdict]) -> bool:
    """At least one article has a place of its own right."""
    return any(verdicts[article.id].outcome == "published" for article in story.articles)


# ---------------------------------------------------------------- ranking and drafting


def rank(stories: Sequence[Story], material: Material) -> list[Story]:
    """Pinned stories first (latest order on top), then by heat; of equals (those long cold) the newest first.

    Heat is compared at one fixed moment, which gives the order of every moment: all heat fades at
    one rate.
    """
    pinned = {order.story_id: order.ordered_at.timestamp() for order in material.orders if order.kind == "pin"}
    moments = [part.at for score in material.scores.values() for part in score.parts]
    reference = max(moments, default=None)

    def place(story: Story) -> tuple[float, float, float, str]:
        heat = material.scores[story.id].heat_at(reference) if reference else 0.0
        return -pinned.get(story.id, 0.0), -heat, -story.articles[0].published.timestamp(), story.id

    return sorted(stories, key=place)


def draft_story(
    story: Story,
    verdicts: Mapping[str, Verdict],
    record_names: Mapping[str, str],
    material: Material,
    *,
    as_of: datetime,
) -> RankedStory:
    """A story as the edition shows it, but for its slug and rank."""
    reports = [make_report(article, verdicts[article.id], record_names, material) for article in story.articles]
    lead = choose_lead(reports, material.desk.rules.publish)
    score = material.scores[story.id]
    listed = [report for report in reports if report is not lead and report.verdict.rule != "kind"]
    return RankedStory(
        id=story.id,
        slug="",
        rank=0,
        heat=round(score.heat_at(as_of), 2),
        heat_shares=score.shares_at(as_of),
        lead=lead,
        coverage=tuple(sorted(listed, key=newest_first)),
        topics=topics_of(reports, material.desk),
        sources_count=len(independent_sources(story, material)),
        first_published=min(report.article.published for report in reports),
        updated=max(report.article.published for report in reports),
        is_pinned=any(order.kind == "pin" and order.story_id == story.id for order in material.orders),
    )


def make_report(article: Article, verdict: Verdict, record_names: Mapping[str, str], material: Material) -> Report:
    """One article with everything we think of it."""
    opinion = material.opinions[article.id]
    return Report(
        article=replace(article, text=""),  # an edition shows no full texts, and need not carry them
        quality=opinion.quality,
        verdict=verdict,
        placement=material.placements[article.id],
        kind=opinion.kind,
        topics=opinion.topics,
        reprint_of=material.reprints.get(article.id, ""),
        changes=material.changes.get(article.id, ()),
        record_name=record_names.get(article.id, "") if verdict.outcome == "published" else "",
    )


def choose_lead(reports: Sequence[Report], rules: PublishRules) -> Report:
    """The published report that speaks best for the story; the earliest of equals.

    What reports the event goes before what speaks about it (opinion, live blogs, videos, galleries, roundups).
    Then quality counts, and how far the others bear out what the headline says.
    """
    told = {report.article.id: frozenset(content_words(said(report))) for report in reports}

    def worth(report: Report) -> float:
        others = [told[other.article.id] for other in reports if other is not report]
        return report.quality.total + rules.lead_points * borne_out(report.article.headline, others)

    def place(report: Report) -> tuple[bool, float, datetime, str]:
        article = report.article
        return not report.kind.is_report, -round(worth(report), 6), article.published, article.id

    return min((report for report in reports if report.verdict.outcome == "published"), key=place)


def said(report: Report) -> str:
    """A report's own words."""
    return f"{report.article.headline} {report.article.excerpt}"


def borne_out(headline: str, others: Sequence[Collection[str]]) -> float:
    """How many of a headline's words the other reports have, on average: 0 to 1."""
    words = content_words(headline)
    if not words or not others:
        return 0.0
    return sum(word in other for word in words for other in others) / (len(words) * len(others))


def newest_first(report: Report) -> tuple[float, str]:
    """Sorts coverage by time, latest on top; ties by id."""
    return -report.article.published.timestamp(), report.article.id


def topics_of(reports: Iterable[Report], desk: Desk) -> tuple[str, ...]:
    """Ids of the topics of a story's reports, in the desk's order."""
    found = {match.topic_id for report in reports for match in report.topics}
    return tuple(topic.id for topic in desk.topics if topic.id in found)


def count_sources(stories: Iterable[RankedStory]) -> tuple[SourceLine, ...]:
    """Every source that is shown, with its articles, most first; as its newest article has it."""
    counts: Counter[str] = Counter()
    newest: dict[str, tuple[datetime, str, Source]] = {}
    feeds: dict[str, set[str]] = defaultdict(set)
    for story in stories:
        for report in story.reports:
            source = report.article.source
            counts[source.id] += 1
            seen = (report.article.seen_at, report.article.id, source)
            newest[source.id] = max(newest.get(source.id, seen), seen, key=lambda row: row[:2])
            feeds[source.id].add(report.article.feed_url)
    return tuple(
        SourceLine(source=newest[key][2], articles_count=counts[key], feed_urls=tuple(sorted(feeds[key])))
        for key in sorted(counts, key=lambda key: (-counts[key], key))
    )


# ---------------------------------------------------------------- permanent names


def name_records(stories: Iterable[Story], verdicts: Mapping[str, Verdict], known: Mapping[str, str]) -> dict[str, str]:
    """A record name for every published article: the one it has, else a new one that nobody has."""
    names = dict(known)
    taken = set(names.values())
    articles = [a for story in stories for a in story.articles if verdicts[a.id].outcome == "published"]
    for article in sorted(articles, key=lambda article: (article.published, article.id)):
        if article.id not in names:
            wanted = f"{article.published:%Y-%m-%d}-{slugify(article.headline) or article.id}"
            names[article.id] = free_name(wanted, taken)
            taken.add(names[article.id])
    return names


def name_stories(drafts: Iterable[RankedStory], material: Material) -> dict[str, str]:
    """Every slug ever given and its story, with a new one for each story that has none."""
    slugs = dict(material.slugs)
    named = set(slugs.values())
    for draft in sorted(drafts, key=lambda draft: (draft.first_published, draft.id)):
        if draft.id not in named:
            slugs[free_name(slugify(draft.headline) or draft.id, slugs)] = draft.id
    return slugs


def first_slugs(slugs: Mapping[str, str]) -> dict[str, str]:
    """The slug of each story: the first that was given to it."""
    return {story_id: slug for slug, story_id in reversed(tuple(slugs.items()))}


def free_name(wanted: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number that makes it new: two pages never share one."""
    name, number = wanted, 1
    while name in taken or name in RESERVED_NAMES:
        number += 1
        name = f"{wanted}-{number}"
    return name


RESERVED_NAMES: Final = frozenset({"index"})
"""Names that folders of pages and files need for themselves."""


def redirects(
    slugs: Mapping[str, str], stories: Sequence[RankedStory], aliases: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Old slug to present slug, for every slug that no page has but whose story lives on."""
    present = {story.id: story.slug for story in stories}
    moved = ((slug, present.get(survivor(story_id, aliases), "")) for slug, story_id in sorted(slugs.items()))
    return tuple((old, new) for old, new in moved if new and new != old)


def survivor(story_id: str, aliases: Mapping[str, str]) -> str:
    """The story that an id means today, through however many merges."""
    for _ in range(len(aliases) + 1):
        if story_id not in aliases:
            break
        story_id = aliases[story_id]
    return story_id


def rules_lines(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The rules that a reader may want to know, in words."""
    rules = desk.rules
    return (
        (
            "A story needs",
            f"an article of quality {rules.publish.quality_min} or {rules.publish.sources_min} sources",
        ),
        ("Topics", "required" if needs_topic(desk) else "not required"),
        ("A story is led by", "a report before opinion, live blogs, videos, galleries, reviews and roundups"),
        ("Heat of a report", f"{rules.score.source_points:g} points at full quality"),
        ("Heat halves every", f"{rules.score.half_life_hours:g} hours"),
        ("Articles belong together from", f"an average likeness of {rules.cluster.link_min:g}"),
        ("News is at most", f"{rules.article.max_age_days} days old when we first see it"),
    )
