"""Articles to stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..genre import Kind
from ..model import Article, Story, StoryOrder
from ..rules import ClusterRules
from ..vectors import NO_MEANINGS, Meanings
from .conclusion import Clustering, Conclusion, article_age
from .intake import Intake, obey
from .rounds import Join, settle
from .window import Window


def place(
    articles: Sequence[Article],
    stories: Sequence[Story],
    rules: ClusterRules,
    *,
    meanings: Meanings = NO_MEANINGS,
    kinds: Mapping[str, Kind] | None = None,
    orders: Sequence[StoryOrder] = (),
) -> Clustering:
    """Put every article into a story, known or new.

    ``articles`` are those without a story, ``stories`` the known ones within the window.  The id of a new story is the
    id of its first article.  ``kinds`` (by article id) tell what only speaks about events; ``orders`` are kept to.
    """
    intake = Intake(rules, meanings, kinds, orders)
    window = Window(intake.dimensions)
    for story in stories:
        window.open(story.id, [intake.newcomer(article) for article in story.articles], is_known=True)
    newcomers = [intake.newcomer(article) for article in sorted(articles, key=article_age)]
    rows = window.open_all(newcomers)
    told = [row for row in (*rows, *obey(window, orders)) if row in window.groups]
    joins: list[Join] = []
    settle(window, sorted(set(told)), intake.weights, note=joins.append)
    known = [article for story in stories for article in story.articles]
    return Conclusion(rules, intake, window, joins, {one.id: one for one in (*articles, *known)}).told(newcomers)


def find_groups(
    articles: Sequence[Article],
    rules: ClusterRules,
    *,
    meanings: Meanings = NO_MEANINGS,
    kinds: Mapping[str, Kind] | None = None,
) -> list[list[str]]:
    """The ids of articles that are about one event each, without the evidence: quicker than ``place``."""
    intake = Intake(rules, meanings, kinds)
    window = Window(intake.dimensions)
    rows = window.open_all(intake.newcomer(article) for article in sorted(articles, key=article_age))
    settle(window, rows, intake.weights)
    return [sorted(group.members) for group in window.groups.values()]
