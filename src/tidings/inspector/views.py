"""Stories of a time, chosen, put in order, with what is known of each article's link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ..model import Article, Edition, Link, Material, Placement, RankedStory, Story
from ..text import fold
from .values import Compare, Piece, State, StoryFilter, StoryView

SIDE_MAX = 100
"""Articles of a story that another is compared with: nearly always all of them, as when it was decided."""


def make_views(material: Material, edition: Edition | None, wanted: StoryFilter) -> tuple[StoryView, ...]:
    """The wanted stories, the hottest or the newest first."""
    shown = {story.id: story for story in edition.stories} if edition else {}
    slugs = {story_id: slug for slug, story_id in material.slugs.items()}
    heads = headlines_of(material.stories, shown)
    chosen = [story for story in material.stories if is_wanted(story, wanted, topics_of(story, material, shown))]
    views = [make_view(story, material, shown, slugs=slugs, heads=heads) for story in chosen]
    return tuple(sorted(views, key=newest_first if wanted.is_newest_first else hottest_first))


def hottest_first(view: StoryView) -> tuple[float, float, str]:
    """The key of the usual order."""
    return -view.heat, -view.last.timestamp(), view.id


def newest_first(view: StoryView) -> tuple[float, str]:
    """The key of the order by time."""
    return -view.last.timestamp(), view.id


def headlines_of(stories: Iterable[Story], shown: Mapping[str, RankedStory]) -> dict[str, str]:
    """What to call each story: its lead's headline, else that of its first article."""
    return {
        story.id: shown[story.id].headline if story.id in shown else story.articles[0].headline for story in stories
    }


def topics_of(story: Story, material: Material, shown: Mapping[str, RankedStory]) -> tuple[str, ...]:
    """What a story is about, as the edition has it, else as its articles have it."""
    if story.id in shown:
        return shown[story.id].topics
    opinions = [material.opinions[article.id] for article in story.articles if article.id in material.opinions]
    return tuple(dict.fromkeys(match.topic_id for opinion in opinions for match in opinion.topics))


def is_wanted(story: Story, wanted: StoryFilter, topics: Sequence[str]) -> bool:
    """A story fits a filter."""
    return (
        any(is_within(article.published, wanted) for article in story.articles)
        and (not wanted.topic or wanted.topic in topics)
        and len({article.source.id for article in story.articles}) >= wanted.outlets_min
        and (not wanted.search or any(has_words(article, wanted.search) for article in story.articles))
    )


def is_within(moment: datetime, wanted: StoryFilter) -> bool:
    """From the first bound on and before the second."""
    return (wanted.since is None or moment >= wanted.since) and (wanted.until is None or moment < wanted.until)


def has_words(article: Article, search: str) -> bool:
    """Every word that is looked for stands in the headline or in the source's name."""
    text = fold(f"{article.headline} {article.source.name}")
    return all(word in text for word in fold(search).split())


# ---------------------------------------------------------------- one story


def make_view(
    story: Story,
    material: Material,
    shown: Mapping[str, RankedStory],
    *,
    slugs: Mapping[str, str],
    heads: Mapping[str, str],
) -> StoryView:
    """A story with every article of it."""
    ranked = shown.get(story.id)
    lead_id = ranked.lead.article.id if ranked else ""
    pieces = tuple(make_piece(article, story, material, lead_id=lead_id, heads=heads) for article in story.articles)
    return StoryView(
        id=story.id,
        slug=ranked.slug if ranked else slugs.get(story.id, ""),
        headline=heads[story.id],
        state=state_of(pieces, is_shown=ranked is not None),
        heat=ranked.heat if ranked else 0.0,
        topics=topics_of(story, material, shown),
        outlets=tuple(dict.fromkeys(article.source.name for article in story.articles)),
        independent=len(independent_of(story, material)),
        first=story.articles[0].published,
        last=max(article.published for article in story.articles),
        pieces=pieces,
    )


def independent_of(story: Story, material: Material) -> set[str]:
    """Sources that report a story in their own words, as far as its articles have been judged."""
    return {
        article.source.id
        for article in story.articles
        if article.id not in material.reprints
        and (article.id not in material.opinions or material.opinions[article.id].kind.is_independent)
    }


def state_of(pieces: Sequence[Piece], *, is_shown: bool) -> State:
    """Whether readers see a story; one that would be published and is not was taken off by an order."""
    if is_shown:
        return "published"
    states = {piece.state for piece in pieces}
    if "published" in states:
        return "off the site"
    return next((state for state in ("held", "refused") if state in states), "not judged")


def make_piece(article: Article, story: Story, material: Material, *, lead_id: str, heads: Mapping[str, str]) -> Piece:
    """An article with what was kept when it joined."""
    placement = material.placements.get(article.id) or Placement(article_id=article.id, story_id=story.id)
    verdict = material.verdicts.get(article.id)
    by_id = {one.id: one for one in story.articles}
    original = material.reprints.get(article.id, "")
    return Piece(
        id=article.id,
        url=article.url,
        headline=article.headline,
        source=article.source.name,
        published=article.published,
        state=verdict.outcome if verdict else "not judged",
        state_why=verdict.reason if verdict else "",
        is_lead=article.id == lead_id,
        placement=placement,
        link=placement.link,
        nearest=named(by_id.get(placement.nearest_id)),
        runner_up=heads.get(placement.runner_up_id, ""),
        original=(named(by_id.get(original)) or "an article of another story") if original else "",
        original_why=material.reprint_reasons.get(article.id, "") if original else "",
    )


def named(article: Article | None) -> str:
    """Source and headline, empty for nothing."""
    return f"{article.source.name}: {article.headline}" if article else ""


# ---------------------------------------------------------------- links that were not kept


def with_links(
    views: Sequence[StoryView], stories: Mapping[str, Story], compare: Compare, *, limit: int
) -> tuple[StoryView, ...]:
    """The stories with a link for each article that has none: what the others of its story say of it now.

    ``limit`` articles are looked at, in the order of the stories; reprints need no link.
    """
    reckoned: dict[str, Link] = {}
    for view in views:
        members = stories[view.id].articles
        bare = [one.id for one in view.pieces if one.link is None and not one.original and len(members) > 1]
        for article in members:
            if article.id in bare and len(reckoned) < limit:
                others = some([one for one in members if one.id != article.id])
                reckoned[article.id] = compare([article], others)
    return tuple(replace(view, pieces=tuple(with_link(piece, reckoned) for piece in view.pieces)) for view in views)


def with_link(piece: Piece, reckoned: Mapping[str, Link]) -> Piece:
    """The article with the link that was reckoned for it, if there is one."""
    return replace(piece, link=reckoned[piece.id], is_reckoned=True) if piece.id in reckoned else piece


def some(articles: Sequence[Article], count: int = SIDE_MAX) -> list[Article]:
    """So many of some articles, evenly from first to last."""
    if len(articles) <= count:
        return list(articles)
    return [articles[place] for place in spread(len(articles), count)]


def spread(length: int, count: int) -> Iterator[int]:
    """``count`` places of a list, the first and the last among them."""
    return (round(step * (length - 1) / (count - 1)) for step in range(count))
