"""Which of the desk's topics an article belongs to, each with its evidence.

::

    forms      inflected forms of words
    phrases    how a desk writes phrases, and where they stand in a text
    matching   which keywords stand in an article, and what settles their sense
    relevance  what else the article says, against the topic's profile and other fields
    fields     fields that borrow other fields' words
    settling   the topic, or the same words in another sense
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..model import Article, Topic, TopicMatch
from .forms import stems_of
from .matching import Matcher, Sighted, Sought, Terms, look_up, make_matcher, refusing, sight
from .phrases import Sign
from .relevance import SAMPLE_MAX, TopicProfile, make_profile
from .settling import settle

__all__ = ["TopicProfile", "Topics", "match_all", "match_topics"]

OTHERS_MAX = 2 * SAMPLE_MAX
"""Texts of other topics that profiles are made against."""
FEED_EVIDENCE = "the feed carries nothing else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """The topics of an article, and those whose words stand in it in another sense."""

    found: tuple[TopicMatch, ...] = ()
    refused: tuple[TopicMatch, ...] = ()


def match_topics(
    article: Article,
    *,
    topics: Sequence[Topic],
    feed_topics: Sequence[str],
    profiles: Mapping[str, TopicProfile] | None = None,
    language: str = "en",
) -> tuple[TopicMatch, ...]:
    """The topics of an article with their evidence, in the desk's order; a topic brings its parents.

    ``profiles`` by topic id tell what else their articles speak of; ``language`` is the desk's, for articles that
    do not say theirs.
    """
    matcher = matcher_for(tuple(topics), language_of(article, language))
    return judge_article(article, matcher, feed_topics=feed_topics, profiles=profiles or {}).found


def match_all(
    articles: Iterable[Article], *, topics: Sequence[Topic], feed_topics: Mapping[str, Sequence[str]], language: str
) -> dict[str, Topics]:
    """The topics of all articles of a desk, by article id: what surely belongs to a topic tells of what may.

    ``feed_topics`` are those that a feed's articles all have, by its address.
    """
    known, given = list(articles), tuple(topics)
    if not given:
        return {article.id: Topics() for article in known}
    read = [
        (article, look_up(article, (matcher := matcher_for(given, language_of(article, language))).stems), matcher)
        for article in known
    ]
    sighted = [(article, sought, matcher, sight(sought, matcher)) for article, sought, matcher in read]
    profiles = find_profiles(sighted, feed_topics)
    return {
        article.id: judge_sighted(sought, matcher, found, carried=feed_topics.get(article.feed_url, ()), profiles=profiles)
        for article, sought, matcher, found in sighted
    }


@lru_cache(maxsize=64)
def matcher_for(topics: tuple[Topic, ...], language: str) -> Matcher:
    """The topics made ready once for each language."""
    return make_matcher(topics, language)


def language_of(article: Article, language: str) -> str:
    """The language whose forms an article's words have, as its first subtag."""
    return (article.language or language).partition("-")[0].lower()


# ---------------------------------------------------------------- one article


def judge_article(
    article: Article, matcher: Matcher, *, feed_topics: Sequence[str], profiles: Mapping[str, TopicProfile]
) -> Topics:
    """The topics of one article."""
    sought = look_up(article, matcher.stems)
    return judge_sighted(sought, matcher, sight(sought, matcher), carried=feed_topics, profiles=profiles)


def judge_sighted(
    sought: Sought,
    matcher: Matcher,
    sighted: Sequence[Sighted],
    *,
    carried: Sequence[str],
    profiles: Mapping[str, TopicProfile],
) -> Topics:
    """The topics whose keywords mean them, and those that the feed carries."""
    if not sighted and not carried:
        return Topics()
    found: dict[str, TopicMatch] = {}
    refused: list[TopicMatch] = []
    by_id = {one.terms.topic.id: one for one in sighted}
    for terms in matcher.terms:
        topic_id = terms.topic.id
        if (topic_id not in by_id and topic_id not in carried) or refusing(sought, terms):
            continue
        if topic_id in carried:
            found[topic_id] = TopicMatch(topic_id=topic_id, evidence=FEED_EVIDENCE)
            continue
        profile = profiles.get(topic_id) or bare_profile(terms)
        is_found, match = settle(by_id[topic_id], sought, profile, language=matcher.stems.language)
        if is_found:
            found[topic_id] = match
        else:
            refused.append(match)
    return Topics(
        found=with_parents(found, [terms.topic for terms in matcher.terms]),
        refused=tuple(refused),
    )


def with_parents(found: dict[str, TopicMatch], topics: Sequence[Topic]) -> tuple[TopicMatch, ...]:
    """The same with the wider topics that they bring, in the desk's order."""
    by_id = {topic.id: topic for topic in topics}
    for topic_id in list(found):
        parent = by_id[topic_id].parent
        while parent in by_id and parent not in found:
            found[parent] = TopicMatch(topic_id=parent, evidence=f"part of it: {by_id[topic_id].name}")
            parent = by_id[parent].parent
    return tuple(found[topic.id] for topic in topics if topic.id in found)


def bare_profile(terms: Terms) -> TopicProfile:
    """What the desk file alone tells of a topic's words."""
    return make_profile((), (), own=terms.own)


# ---------------------------------------------------------------- all articles

Looked = tuple[Article, Sought, Matcher, Sequence[Sighted]]


def find_profiles(sighted: Sequence[Looked], feed_topics: Mapping[str, Sequence[str]]) -> dict[str, TopicProfile]:
    """The profile of every topic that has sure articles, from samples that do not depend on the articles' order."""
    sure: dict[str, list[Looked]] = {}
    others: list[Looked] = []
    for looked in sighted:
        article, _, _, found = looked
        topic_ids = {*feed_topics.get(article.feed_url, ()), *(one.terms.topic.id for one in found if is_sure(one))}
        for topic_id in topic_ids:
            sure.setdefault(topic_id, []).append(looked)
        if not topic_ids and not found:
            others.append(looked)
    outside = [stems_in(looked) for looked in sample(others, OTHERS_MAX)]
    terms = {one.topic.id: one for looked in sighted[:1] for one in looked[2].terms}
    return {
        topic_id: make_profile([stems_in(looked) for looked in sample(those, SAMPLE_MAX)], outside, own=terms[topic_id].own)
        for topic_id, those in sure.items()
        if topic_id in terms
    }


def is_sure(found: Sighted) -> bool:
    """An article's headline names the topic, and more of the topic's words stand in it."""
    return bool(found.support) and found.sign >= Sign.OPEN and found.place == "headline"


def sample(articles: Sequence[Looked], most: int) -> list[Looked]:
    """At most so many; ids are digests, so that the first by id are as good as drawn by lot."""
    return sorted(articles, key=lambda looked: looked[0].id)[:most]


def stems_in(looked: Looked) -> Collection[str]:
    """The telling words of an article."""
    return looked[1].telling().keys()
