"""Advice about a valid desk: what would work, but probably not as meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from urllib.parse import urlsplit

from ..model import Desk, Topic
from ..rules import Rules
from ..text import fold
from ..urls import is_web_url

FEEDS_MIN = 3
SHOWN_MAX = 3
COMMON_WORDS = frozenset(
    "apple amazon answers apps bard bing bridge canvas chat code comprehend copilot discover edge flow forms go lens "
    "lists loop meta notion oracle orange pages polly portals power shell signal slack spark swift target teams "
    "translate visa watson word zoom".split()
)
"""Words that are names of products and companies, too."""
LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


def check_desk(desk: Desk) -> tuple[str, ...]:
    """What an experienced editor would say about a desk, a sentence each; asks nobody on the network."""
    return (
        *masthead_advice(desk),
        *feeds_advice(desk),
        *topics_advice(desk),
        *serve_advice(desk),
        *rules_advice(desk.rules),
    )


def masthead_advice(desk: Desk) -> Iterator[str]:
    """About the publication's identity."""
    contact = desk.masthead.contact
    if not contact:
        yield (
            "masthead.contact is empty: publishers want to know who asks, so put an e-mail address or a web address "
            "there; it is sent in the User-Agent"
        )
    elif "@" not in contact and not is_web_url(contact):
        yield f"masthead.contact is {contact!r}: publishers can best use an e-mail address or a web address"
    elif not contact.isascii():
        yield f"masthead.contact is {contact!r}: only its ASCII characters can be sent in the User-Agent"
    if not desk.masthead.url:
        yield "masthead.url is empty: the site's own feeds and its sitemap have no absolute addresses"


def feeds_advice(desk: Desk) -> Iterator[str]:
    """About what is read."""
    if not desk.feeds:
        yield (
            "no feeds yet: what was imported is published, but nothing new comes in; add [[feeds]], or let "
            "`tidings sources add URL` find them"
        )
    elif len(desk.feeds) < FEEDS_MIN:
        yield (
            f"only {count(len(desk.feeds), 'feed')}: stories are found where several sources report one event, so "
            f"have {FEEDS_MIN} or more"
        )
    local = LOCAL_HOSTS | set(desk.rules.fetch.private_hosts)
    plain = [feed.url for feed in desk.feeds if feed.url.lower().startswith("http:") and host_of(feed.url) not in local]
    if plain:
        yield (
            f"{count(len(plain), 'feed')} asked over http://, which anyone on the way can read and change; try "
            f"https:// for {some(plain)}"
        )


def topics_advice(desk: Desk) -> Iterator[str]:
    """About labels."""
    if not desk.topics:
        yield "no [[topics]]: nothing is refused as off topic, and the site has no topic pages"
    carried = {topic_id for feed in desk.feeds for topic_id in feed.topics}
    for topic in desk.topics:
        if not can_match(topic, desk.topics, carried):
            yield f"topic {topic.id!r} can never match: give it keywords, or name it in the topics of a feed"
        yield from keyword_advice(topic)


def can_match(topic: Topic, topics: Sequence[Topic], carried: set[str]) -> bool:
    """By keyword or by feed; or through any narrower topic, which brings the wider one along."""
    fitting = {other.id for other in topics if other.keywords or other.all or other.id in carried}
    parents = {other.id: other.parent for other in topics}
    return any(topic.id in lineage(topic_id, parents) for topic_id in fitting)


def lineage(topic_id: str, parents: dict[str, str]) -> list[str]:
    """A topic and its ever wider ones."""
    way: list[str] = []
    while topic_id and topic_id not in way:
        way.append(topic_id)
        topic_id = parents.get(topic_id, "")
    return way


def keyword_advice(topic: Topic) -> Iterator[str]:
    """About keywords that do nothing."""
    keywords = [fold(keyword) for keyword in topic.keywords]
    if twice := sorted({keyword for keyword in keywords if keywords.count(keyword) > 1}):
        yield f"topic {topic.id!r} has keywords twice: {some(twice)}"
    doubtful = [keyword for keyword in topic.keywords if keyword.endswith("?")]
    if doubtful and not topic.near:
        yield (
            f"topic {topic.id!r} has keywords of many senses, but no words in near that settle them, so they seldom "
            f"count: {some(doubtful)}"
        )
    if common := sorted(keyword for keyword in keywords if keyword in COMMON_WORDS):
        yield (
            f"topic {topic.id!r} has common words as keywords, which let in much else: {some(common)}; write "
            f"{common[0] + '?'!r} and say in near what stands beside it"
        )
    if both := sorted(set(keywords) & {fold(phrase) for phrase in topic.none}):
        yield f"topic {topic.id!r} has words in keywords and in none, which refuses them: {some(both)}"


def serve_advice(desk: Desk) -> Iterator[str]:
    """About being told and telling."""
    if desk.serve.hub_url and not desk.masthead.url:
        yield "serve.hub_url is given, but masthead.url is empty: a hub can only be told of feeds that have an address"
    if desk.serve.callback_url.lower().startswith("http:") and host_of(desk.serve.callback_url) not in LOCAL_HOSTS:
        yield "serve.callback_url is an http:// address: anyone on the way can read what hubs push; use https://"


def rules_advice(rules: Rules) -> Iterator[str]:
    """About numbers that contradict each other."""
    total = sum(getattr(rules.score.weights, field.name) for field in fields(rules.score.weights))
    if total != 100:
        yield f"rules.score.weights add up to {total}, not 100: quality_min and heat take full quality to be 100"
    if total < rules.publish.quality_min:
        yield (
            f"rules.publish.quality_min is {rules.publish.quality_min}, but no article can have more than {total} "
            "points: nothing is published that only one source reports"
        )
    fetch = rules.fetch
    if fetch.interval_max_minutes < fetch.interval_minutes:
        yield "rules.fetch.interval_max_minutes is less than interval_minutes: it has no effect"
    if max(fetch.connect_timeout_s, fetch.first_byte_timeout_s) > fetch.total_timeout_s:
        yield "rules.fetch.total_timeout_s is less than another timeout, which has no effect"
    if rules.cluster.merge_min < rules.cluster.link_min:
        yield "rules.cluster.merge_min is less than link_min: known stories become one more easily than new ones"


def host_of(url: str) -> str:
    """The host of a checked address."""
    return urlsplit(url).hostname or ""


def count(number: int, noun: str) -> str:
    """``1 feed``, ``2 feeds``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def some(names: Sequence[str]) -> str:
    """The first few of them."""
    more = f" and {len(names) - SHOWN_MAX} more" if len(names) > SHOWN_MAX else ""
    return ", ".join(names[:SHOWN_MAX]) + more
