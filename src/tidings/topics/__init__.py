"""Which of the desk's topics an article belongs to, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Article, Topic, TopicMatch
from .text import find_phrase, fold


def match_topics(article: Article, *, topics: Sequence[Topic], feed_topics: Sequence[str]) -> tuple[TopicMatch, ...]:
    """The topics of an article with their evidence, in the desk's order; a topic brings its parents."""
    found = {match.topic_id: match for topic in topics if (match := match_topic(article, topic, feed_topics))}
    by_id = {topic.id: topic for topic in topics}
    for topic_id in list(found):
        parent = by_id[topic_id].parent
        while parent in by_id and parent not in found:
            found[parent] = TopicMatch(topic_id=parent, evidence=f"part of it: {by_id[topic_id].name}")
            parent = by_id[parent].parent
    return tuple(found[topic.id] for topic in topics if topic.id in found)


def match_topic(article: Article, topic: Topic, feed_topics: Sequence[str]) -> TopicMatch | None:
    """Whether one topic fits, and why: a keyword, or the feed that carries nothing else."""
    told = (
        ("headline", fold(article.headline)),
        ("excerpt", fold(article.excerpt)),
        ("tags", fold(" | ".join(article.tags))),
    )
    if any(find_phrase(topic.none, text) for _, text in told):
        return None
    if topic.id in feed_topics:
        return TopicMatch(topic_id=topic.id, evidence="the feed carries nothing else")
    for place, text in told:
        if keyword := find_phrase(topic.keywords, text):
            return TopicMatch(topic_id=topic.id, evidence=f"“{keyword}” in the {place}")
    return None
