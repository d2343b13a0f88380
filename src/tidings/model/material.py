"""All that an edition is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .articles import Article, Change
from .desk import Desk
from .editions import Verdict
from .opinions import ArticleOpinion, Boost, Order, StoryScore, Views
from .stories import Kinship, Placement, Story, StoryOrder
from .tellings import Attribution


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
    kin: tuple[Kinship, ...] = ()
    """Pairs of stories of one thread."""
    reprint_reasons: Mapping[str, str] = field(default_factory=dict)
    """Article id of a reprint to the reason in words."""
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    """By article id, where there are any."""
    orders: tuple[Order, ...] = ()
    story_orders: tuple[StoryOrder, ...] = ()
    """Of the orders file."""
    boosts: Mapping[str, Boost] = field(default_factory=dict)
    """By article id."""
    views: Mapping[str, Views] = field(default_factory=dict)
    """By article id, where they were counted."""
    slugs: Mapping[str, str] = field(default_factory=dict)
    """Every slug ever given, to its story's id."""
    record_names: Mapping[str, str] = field(default_factory=dict)
    """Article id to record name, for every record ever published."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Id of a story that was merged away to that of the one that took its place."""
    site_records: Mapping[str, bytes] = field(default_factory=dict)
    """The record of each article that came with a site of the reference system, by article id."""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    """What was decided the last time, by article id."""
    leads: Mapping[str, str] = field(default_factory=dict)
    """Story id to the id of the article that led it the last time."""
    attributions: Mapping[str, tuple[Attribution, ...]] = field(default_factory=dict)
    """Whom an article names as having reported the same, by article id, where it does; follows from the articles."""


def needs_topic(desk: Desk) -> bool:
    """A desk that defines topics and insists on them."""
    return bool(desk.topics) and desk.rules.publish.require_topic


def independent_sources(story: Story, material: Material) -> frozenset[str]:
    """Ids of the sources that report a story in their own words; what its own subject wrote does not count."""
    return frozenset(article.source.id for article in own_reports(story, material.opinions, material.reprints))


def own_reports(story: Story, opinions: Mapping[str, ArticleOpinion], reprints: Mapping[str, str]) -> Sequence[Article]:
    """The articles that make a story's sources: no reprints, and nothing that its own subject wrote.

    What gathers many matters (a list, a newsletter) is no report of any.  Where there is nothing else it stands for
    itself, and only the first does: two lists that resemble each other bear nothing out.
    """
    own = [article for article in story.articles if article.id not in reprints]
    reports = [article for article in own if opinions[article.id].kind.is_independent]
    return reports or [article for article in own if opinions[article.id].kind.is_gathering][:1]
