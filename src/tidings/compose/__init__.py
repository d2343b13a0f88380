"""Stories to an edition: ranks, permanent names, and the editor's orders, which win.

Everything here is a function of its arguments; the clock only ages what is shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Final

from ..figures import FeedHealth
from ..model import (
    Article,
    Desk,
    Edition,
    Material,
    RankedStory,
    Report,
    SourceLine,
    Story,
    Telling,
    Verdict,
    Withdrawal,
    independent_sources,
    needs_topic,
    survivor,
)
from ..rules import ClusterRules, QualityWeights, ScoreRules, SensitiveRules
from ..sources import Source
from ..subjects import SUBJECTS
from ..text import slugify
from .front import past_front, with_front
from .lead import choose_lead, ground_for
from .places import with_places

__all__ = ["Composition", "care_lines", "compose", "past_front", "with_front", "with_places"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """An edition, and what has to be remembered with it."""

    edition: Edition
    slugs: Mapping[str, str]
    """All of them, old and new."""
    record_names: Mapping[str, str]


def compose(
    material: Material,
    verdicts: Mapping[str, Verdict],
    *,
    number: int,
    as_of: datetime,
    health: tuple[FeedHealth, ...] = (),
    withdrawn: tuple[Withdrawal, ...] = (),
) -> Composition:
    """The edition of a moment; ``verdicts`` are on every article, ``health`` is shown as it is, ``withdrawn`` are the
    last edition's.
    """
    shown = rank([story for story in material.stories if has_published(story, verdicts)], material)
    names = name_records(shown, verdicts, material.record_names)
    drafts = [draft_story(story, verdicts, names, material, as_of=as_of) for story in shown]
    slugs = name_stories(drafts, material)
    slug_of = first_slugs(slugs)
    stories = tuple(replace(draft, slug=slug_of[draft.id], rank=rank_) for rank_, draft in enumerate(drafts, 1))
    moved = redirects(slugs, stories, material)
    edition = Edition(
        number=number,
        as_of=as_of,
        masthead=material.desk.masthead,
        topics=material.desk.topics,
        stories=stories,
        sources=count_sources(stories),
        redirects=moved,
        withdrawn=tuple(
            withdrawals(slugs, {*(story.slug for story in stories), *dict(moved)}, material, withdrawn, as_of=as_of)
        ),
        counts_views=bool(material.desk.rules.score.views),
        front_stories=material.desk.rules.publish.front_stories,
        stale_hours=material.desk.rules.publish.stale_hours,
        rules_lines=rules_lines(material.desk),
        hub_url=material.desk.serve.hub_url,
        health=health,
    )
    return Composition(edition=edition, slugs=slugs, record_names=names)


# ---------------------------------------------------------------- ranking and drafting


def has_published(story: Story, verdicts: Mapping[str, Verdict]) -> bool:
    """At least one article has a place of its own right."""
    return any(verdicts[article.id].outcome == "published" for article in story.articles)


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
    choice = choose_lead(reports, ground_for(story.id, material))
    lead = next(report for report in reports if report.article.id == choice.article_id)
    score = material.scores[story.id]
    listed = [report for report in reports if report is not lead and report.verdict.rule not in UNLISTED]
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
        telling=Telling(lead=choice),
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
        subjects=opinion.subjects,
        reprint_of=material.reprints.get(article.id, ""),
        reprint_why=material.reprint_reasons.get(article.id, ""),
        changes=material.changes.get(article.id, ()),
        record_name=record_names.get(article.id, "") if verdict.outcome == "published" else "",
    )


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
            feeds[source.id] |= {report.article.feed_url} if not report.article.imported_from else set()
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


UNLISTED: Final = frozenset({"kind", "sensitive"})
"""Rules whose reports a story does not even list: what is no article, and what waits for the editor's eye."""
RESERVED_NAMES: Final = frozenset({"index"})
"""Names that folders of pages and files need for themselves."""


def redirects(
    slugs: Mapping[str, str], stories: Sequence[RankedStory], material: Material
) -> tuple[tuple[str, str], ...]:
    """Old slug to present slug, for every slug that no page has but whose story lives on."""
    present = {story.id: story.slug for story in stories}
    homes = find_homes(slugs.values(), material)
    moved = ((slug, present.get(homes[story_id], "")) for slug, story_id in sorted(slugs.items()))
    return tuple((old, new) for old, new in moved if new and new != old)


def find_homes(story_ids: Iterable[str], material: Material) -> dict[str, str]:
    """The story that each id means today: itself, the one that took its place, or that of the article with this id.

    An article that came with a site brings the name of a story of its own along, and may never have had one.  The first
    article of a story that lives may have left it: what leads to the story goes on leading there.
    """
    alive = {story.id for story in material.stories}
    homes = {story_id: survivor(story_id, material.aliases) for story_id in story_ids}
    return {
        story_id: today if today in alive or today not in material.placements else material.placements[today].story_id
        for story_id, today in homes.items()
    }


def withdrawals(
    slugs: Mapping[str, str],
    answered: Collection[str],
    material: Material,
    before: Iterable[Withdrawal],
    *,
    as_of: datetime,
) -> Iterator[Withdrawal]:
    """Every slug that readers knew and that has no page and leads nowhere, with when that came to be."""
    known = {withdrawal.slug: withdrawal.at for withdrawal in before}
    spikes = {order.story_id: order for order in material.orders if order.kind == "spike"}
    kills = dict(reasons_for_kills(material))
    homes = find_homes(slugs.values(), material)
    for slug, story_id in sorted(slugs.items()):
        if slug not in answered:
            today = homes[story_id]
            order = spikes.get(today)
            at = order.ordered_at if order else known.get(slug, as_of)
            why = order.told_why if order else kills.get(today, "")
            yield Withdrawal(slug=slug, at=at, why=why if material.desk.rules.publish.tell_why else "")


def reasons_for_kills(material: Material) -> Iterator[tuple[str, str]]:
    """Stories that killed articles were in, with the reasons."""
    for order in material.story_orders:
        for article_id in order.article_ids if order.kind == "kill" else ():
            if placement := material.placements.get(article_id):
                yield placement.story_id, order.why


def publication_lines(desk: Desk) -> tuple[tuple[str, str], ...]:
    """What has to be so for a story to be published, in words."""
    publish = desk.rules.publish
    if desk.rules.set == "everyday":
        return (
            ("Articles are judged", "by the rules of Everyday.cc, as its readers know them"),
            ("An article needs", "a heat of at least 70: quality, related articles and views"),
        )
    return (
        ("A story needs", f"an article of quality {publish.quality_min} or {publish.sources_min} independent sources"),
        ("What is published stays so", f"until its quality is more than {publish.keep_margin} points too low"),
        ("Topics", "required" if needs_topic(desk) else "not required"),
        ("Quality is made of", quality_line(desk.rules.score.weights)),
    )


def rules_lines(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The rules that a reader may want to know, in words."""
    score = desk.rules.score
    return (
        *publication_lines(desk),
        ("A story is led by", "a report before opinion, live blogs, videos, galleries, reviews and roundups"),
        ("Heat of a report", f"{score.source_points:g} points at full quality"),
        ("Heat in a rush", f"{score.pace_share:.0%} more for each doubling of a story's usual pace"),
        ("Heat of a new sort of source", f"up to {score.mix_share:.0%} more"),
        *views_line(score),
        ("Heat halves every", f"{score.half_life_hours:g} hours"),
        ("Articles belong together", togetherness_line(desk.rules.cluster)),
        ("News is at most", f"{desk.rules.article.max_age_days} days old when we first see it"),
        *care_lines(desk.rules.sensitive),
    )


def togetherness_line(cluster: ClusterRules) -> str:
    """From when on articles are joined; of threads the bar depends on the embedder, too."""
    if cluster.breadth == "thread":
        return "where they are so surely of one matter that joining them gains more than it may spoil"
    return f"where they are of one event with a probability of {cluster.link_min:g}"


def care_lines(rules: SensitiveRules) -> Iterator[tuple[str, str]]:
    """What is done about reports on sensitive subjects, subject by subject; those that nothing is done about are left
    out.
    """
    measures = (
        (rules.label, "labelled before one reads on"),
        (rules.no_image, "without a picture"),
        (rules.no_card, "without a picture where its page is shared"),
        (rules.no_lead, "not put at the top by a machine"),
        (rules.hold, "held until the editor has seen them"),
    )
    for subject in SUBJECTS:
        done = [words for subjects, words in measures if subject in subjects]
        if done and rules.help_lines:
            done.append("with lines of help where any are known")
        if done:
            yield f"Reports on {subject}", ", ".join(done)


def quality_line(weights: QualityWeights) -> str:
    """The parts of quality with their points, the weightiest first."""
    points = {field.name: getattr(weights, field.name) for field in fields(weights)}
    return ", ".join(f"{name} {points[name]}" for name in sorted(points, key=lambda name: -points[name]))


def views_line(score: ScoreRules) -> tuple[tuple[str, str], ...]:
    """What readers' views bring, where the desk counts them."""
    return (("Heat of readers", f"{score.views_points:g} for each doubling of the views"),) if score.views else ()
