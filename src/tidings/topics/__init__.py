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

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..model import Article, Topic, TopicMatch
from .matching import Matcher, Sighted, Terms, look_up, make_matcher, refusing, sight
from .phrases import Sign
from .relevance import SAMPLE_MAX, TopicProfile, make_profile
from .settling import settle

__all__ = ["TopicProfile", "Topics", "match_all", "match_topics"]

OTHERS_MAX = 2 * SAMPLE_MAX
"""Texts of other topics that profiles are made against."""
FEED_EVIDENCE = "the feed carries nothing else"
Carried = Mapping[str, str]
"""Topics that an article has whatever it says, by id: its feed carries nothing else, or its publisher; and why."""
NOTHING: Carried = {}


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
    return judge_seen(see(article, matcher), carried_by_feed(feed_topics), profiles or {}).found


def carried_by_feed(feed_topics: Iterable[str]) -> Carried:
    """The topics of a feed that carries nothing else."""
    return dict.fromkeys(feed_topics, FEED_EVIDENCE)


def match_all(
    articles: Iterable[Article], *, topics: Sequence[Topic], carried: Mapping[str, Carried], language: str
) -> dict[str, Topics]:
    """The topics of all articles of a desk, by article id: what surely belongs to a topic tells of what may.

    ``carried`` are those that an article has whatever it says, by its id.
    """
    known, given = list(articles), tuple(topics)
    if not given:
        return {article.id: Topics() for article in known}
    seen = [see(article, matcher_for(given, language_of(article, language))) for article in known]
    profiles = find_profiles(seen, carried)
    return {one.article.id: judge_seen(one, carried.get(one.article.id, NOTHING), profiles) for one in seen}


@lru_cache(maxsize=64)
def matcher_for(topics: tuple[Topic, ...], language: str) -> Matcher:
    """The topics made ready once for each language."""
    return make_matcher(topics, language)


def language_of(article: Article, language: str) -> str:
    """The language whose forms an article's words have, as its first subtag."""
    return (article.language or language).partition("-")[0].lower()


# ---------------------------------------------------------------- one article


@dataclass(frozen=True, slots=True)
class Seen:
    """An article with the keywords in it; its words are looked up again where they are needed, to be few at a time."""

    article: Article
    matcher: Matcher
    found: tuple[Sighted, ...]


def see(article: Article, matcher: Matcher) -> Seen:
    """The keywords in an article."""
    return Seen(article, matcher, sight(article, matcher))


def judge_seen(seen: Seen, carried: Carried, profiles: Mapping[str, TopicProfile]) -> Topics:
    """The topics whose keywords mean them, and those that it has whatever it says."""
    if not seen.found and not carried:
        return Topics()
    matcher, sought = seen.matcher, look_up(seen.article, seen.matcher.stems)
    found: dict[str, TopicMatch] = {}
    refused: list[TopicMatch] = []
    by_id = {one.terms.topic.id: one for one in seen.found}
    for terms in matcher.terms:
        topic_id = terms.topic.id
        if (topic_id not in by_id and topic_id not in carried) or refusing(sought, terms):
            continue
        if topic_id in carried:
            found[topic_id] = TopicMatch(topic_id=topic_id, evidence=carried[topic_id])
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


def find_profiles(seen: Sequence[Seen], carried: Mapping[str, Carried]) -> dict[str, TopicProfile]:
    """The profile of every topic that has sure articles, from samples that do not depend on the articles' order."""
    sure: defaultdict[str, list[Seen]] = defaultdict(list)
    others: list[Seen] = []
    for one in seen:
        topic_ids = {*carried.get(one.article.id, ()), *(s.terms.topic.id for s in one.found if is_sure(s))}
        for topic_id in topic_ids:
            sure[topic_id].append(one)
        if not topic_ids and not one.found:
            others.append(one)
    outside = stems_in(others, OTHERS_MAX)
    own: defaultdict[str, frozenset[str]] = defaultdict(frozenset)
    for matcher in {one.matcher.stems.language: one.matcher for one in seen}.values():
        for terms in matcher.terms:
            own[terms.topic.id] |= terms.own
    return {
        topic_id: make_profile(stems_in(sure[topic_id], SAMPLE_MAX), outside, own=own[topic_id])
        for topic_id in sorted(sure.keys() & own.keys())
    }


def is_sure(found: Sighted) -> bool:
    """An article's headline names the topic, and more of the topic's words stand in it."""
    return bool(found.support) and found.sign >= Sign.OPEN and found.place == "headline"


def stems_in(seen: Sequence[Seen], most: int) -> list[Collection[str]]:
    """The telling words of some articles; ids are digests, so that the first by id are as good as drawn by lot."""
    chosen = sorted(seen, key=lambda one: one.article.id)[:most]
    return [look_up(one.article, one.matcher.stems).telling().keys() for one in chosen]
