"""The reference system's rules at work on a desk's articles: topics, quality, heat and what is published.

Each gives its evidence in the desk's own words, so that ``tidings explain`` can tell it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, count

from ..genre import NEWS, Kind
from ..model import (
    Article,
    ArticleOpinion,
    Boost,
    Desk,
    Feed,
    File,
    Material,
    Score,
    ScorePart,
    Story,
    Topic,
    TopicMatch,
    Verdict,
)
from ..rules import EverydayNumbers
from .api import Named
from .making import Standing, record_from, related_from, traits_of, with_standing
from .record import NewsRecord, RelatedRecord, write_news
from .rules import (
    PUBLISHED_MIN,
    EverydayRules,
    Points,
    file_date,
    heat_of,
    is_published,
    points_for,
    quality_parts,
    related_order,
    slug_of,
)

RECORD_SAYS = "its record says so"
"""Evidence for topics of articles that came with a site."""
PLACE_END = re.compile(r"[?#]")
Records = Mapping[str, NewsRecord]
"""The records that came with a site, by article id."""


@dataclass(frozen=True, slots=True)
class Site:
    """A desk as these rules see it."""

    desk: Desk
    records: Records = field(default_factory=dict)

    @property
    def numbers(self) -> EverydayNumbers:
        """What differs between sites."""
        return self.desk.rules.everyday

    @property
    def root(self) -> Topic | None:
        """The topic that everything has."""
        wanted = self.numbers.root
        return next((topic for topic in self.desk.topics if wanted in ("", topic.id)), None)

    def record_of(self, article: Article) -> NewsRecord:
        """What its publisher said, as a record has it."""
        return self.records.get(article.id) or record_from(article, self.numbers)


# ---------------------------------------------------------------- topics


def match_topics(article: Article, site: Site, feed: Feed | None) -> tuple[TopicMatch, ...]:
    """The topics of an article: that of the search that found it, the site's own, and those with a keyword in the
    title, even within a word.

    An article that came with a site keeps the topics that it had.
    """
    if record := site.records.get(article.id):
        ids = {topic.name: topic.id for topic in site.desk.topics}
        return tuple(TopicMatch(topic_id=ids.get(name, name), evidence=RECORD_SAYS) for name in record.topics)
    told: dict[str, str] = {}
    if feed and feed.search:
        told |= dict.fromkeys(feed.topics, "the search that found it")
    if site.root:
        told.setdefault(site.root.id, "the site's own topic")
    if feed and not feed.search:
        told |= {topic_id: "the feed carries nothing else" for topic_id in feed.topics if topic_id not in told}
    title = article.headline.lower()
    for topic in site.desk.topics:
        word = next((word for word in topic.keywords if searched(word) in title), "")
        if word:
            told.setdefault(topic.id, f"“{bare_word(word)}” in the title")
    return tuple(TopicMatch(topic_id=topic_id, evidence=evidence) for topic_id, evidence in told.items())


def bare_word(keyword: str) -> str:
    """A keyword without the marks by which our own rules tell senses apart: ``=Teams``, ``apple?``."""
    return keyword.removeprefix("=").removesuffix("?")


@lru_cache(maxsize=1024)
def searched(keyword: str) -> str:
    """A keyword as titles are searched for it."""
    return bare_word(keyword).lower()


# ---------------------------------------------------------------- quality


def judge(
    article: Article,
    site: Site,
    *,
    topics: tuple[TopicMatch, ...],
    rules: EverydayRules,
    boost: Boost | None = None,
    kind: Kind = NEWS,
) -> ArticleOpinion:
    """The opinion of an article; ``rules`` are :func:`rules_of` the desk, worked out once."""
    official, names = is_official(article.url, site.numbers), names_of(topics, site.desk)
    if record := site.records.get(article.id):
        parts = quality_parts(record, topics=names, rules=rules, is_official=official, is_boosted=boost is not None)
    else:
        traits = traits_of(article)
        parts = points_for(traits, topics=names, rules=rules, is_official=official, is_boosted=boost is not None)
    return ArticleOpinion(
        article_id=article.id, quality=Score(parts=tuple(told_parts(parts, boost))), topics=topics, kind=kind
    )


def told_parts(parts: Sequence[Points], boost: Boost | None) -> list[ScorePart]:
    """The parts that count for something, and what keeps the sum from falling below nothing."""
    told = [
        ScorePart(
            name=part.name,
            points=float(part.points),
            points_max=float(max(part.points, 0)),
            why=f"moved up by {boost.who}: {boost.told_why}" if part.name == "boost" and boost else part.why,
        )
        for part in parts
        if part.points
    ]
    below = -sum(part.points for part in told)
    if below > 0:
        told.append(ScorePart(name="floor", points=below, points_max=below, why="never below nothing"))
    return told


def rules_of(desk: Desk) -> EverydayRules:
    """The numbers of a desk in the form that the rules want."""
    numbers = desk.rules.everyday
    return EverydayRules(
        keywords={topic.name: [searched(word) for word in topic.keywords] for topic in desk.topics},
        organizations=frozenset(numbers.publishers),
        publisher_points=numbers.publisher_points,
        official_points=numbers.official_points,
        boost_points=numbers.boost_points,
    )


def names_of(topics: Sequence[TopicMatch], desk: Desk) -> tuple[str, ...]:
    """The names of topics, as records have them."""
    names = {topic.id: topic.name for topic in desk.topics}
    return tuple(names.get(match.topic_id, match.topic_id) for match in topics)


def is_official(url: str, numbers: EverydayNumbers) -> bool:
    """The address is one of the topic's own maker."""
    place = PLACE_END.split(url.partition("://")[2].removeprefix("www."), maxsplit=1)[0].rstrip("/") + "/"
    return any(place.startswith(f"{start.removeprefix('www.').rstrip('/')}/") for start in numbers.official)


# ---------------------------------------------------------------- heat and publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """How hot an article is, and what that is made of."""

    total: int
    quality: int
    views: int
    related: tuple[RelatedRecord, ...] = ()
    """The other articles of its story that count, the best first."""

    def tell(self) -> str:
        """In words."""
        parts = [f"quality {self.quality}"]
        parts += [f"10 for each of {len(self.related)} related articles"] if self.related else []
        parts += [f"{self.views} for views"] if self.views else []
        return f"heat {self.total} ({', '.join(parts)})"


def decide(material: Material, site: Site) -> dict[str, Verdict]:
    """The verdict on every article of every story, by article id."""
    spikes = {order.story_id: order for order in material.orders if order.kind == "spike"}
    verdicts: dict[str, Verdict] = {}
    for story in material.stories:
        if order := spikes.get(story.id):
            spiked = Verdict(outcome="refused", rule="spike", reason=f"spiked by {order.who}: {order.told_why}")
            verdicts |= {article.id: spiked for article in story.articles}
        else:
            verdicts |= {key: verdict_on(heat) for key, heat in heats_in(story, material, site).items()}
    return verdicts


def verdict_on(heat: Heat) -> Verdict:
    """Published from a heat of seventy; what a better article of its story takes the place of never is."""
    if heat.total < 0:
        best = heat.related[0]
        told = f"{best.provider.name}, “{best.title}” ({best.quality}, this one {heat.quality})"
        return Verdict(outcome="held", rule="superseded", reason=f"a better article of its story stands for it: {told}")
    if is_published(heat.total):
        return Verdict(outcome="published", rule="heat", reason=f"{heat.tell()} is at least {PUBLISHED_MIN}")
    short = PUBLISHED_MIN - heat.total
    return Verdict(
        outcome="held",
        rule="heat",
        reason=f"{heat.tell()} is below {PUBLISHED_MIN}; publishes with {short} points more, such as as many views",
    )


def heats_in(story: Story, material: Material, site: Site) -> dict[str, Heat]:
    """The heat of every article of a story, by its id."""
    listed = [
        related_from(site.record_of(article), quality_in(article, material))
        for article in (story.articles if site.numbers.related else ())
    ]
    heats = {}
    for place, article in enumerate(story.articles):
        views = material.views[article.id].count if article.id in material.views else 0
        related = related_to(site.records.get(article.id), listed[:place] + listed[place + 1 :])
        quality = quality_in(article, material)
        total = heat_of(quality, related=[one.quality for one in related], views=views)
        heats[article.id] = Heat(total=total, quality=quality, views=views, related=related)
    return heats


def related_to(record: NewsRecord | None, others: Sequence[RelatedRecord]) -> tuple[RelatedRecord, ...]:
    """The related articles of an article: those that came with its record and those of its story, the best first."""
    came = record.related if record else ()
    known = {one.webUrl for one in came}
    return related_order([*came, *(one for one in others if one.webUrl not in known)])


def quality_in(article: Article, material: Material) -> int:
    """An article's quality as a record has it."""
    return round(material.opinions[article.id].quality.total)


# ---------------------------------------------------------------- names and records


def name_records(material: Material, site: Site) -> dict[str, str]:
    """The record name of every article: the one it has, else its day and title.

    The reference lets two articles with one title on one day overwrite each other; here the later one gets a
    number.
    """
    feeds = {feed.url: feed for feed in site.desk.feeds}
    names = dict(material.record_names)
    taken = set(names.values())
    articles = [article for story in material.stories for article in story.articles if article.id not in names]
    for article in sorted(articles, key=lambda article: (article.seen_at, article.published, article.id)):
        feed = feeds.get(article.feed_url)
        day = file_date(article.published, from_search=feed is not None and feed.search)
        wanted = f"{day}-{slug_of(article.headline) or article.id}"
        numbered = (f"{wanted}-{number}" for number in count(2))
        names[article.id] = next(name for name in chain([wanted], numbered) if name not in taken)
        taken.add(names[article.id])
    return names


def records_of(material: Material, site: Site, verdicts: Mapping[str, Verdict]) -> Iterator[Named]:
    """The record of every article, published or not, with the name of its file; spiked ones have none."""
    for story in material.stories:
        heats = heats_in(story, material, site)
        for article in story.articles:
            key, heat = article.id, heats[article.id]
            if key in material.record_names and verdicts[key].outcome != "refused":
                standing = Standing(
                    quality=heat.quality,
                    heat=heat.total,
                    published=verdicts[key].outcome == "published",
                    topics=names_of(material.opinions[key].topics, site.desk),
                    related=heat.related,
                )
                yield f"{material.record_names[key]}.md", with_standing(site.record_of(article), standing)


def record_files(records: Iterable[Named], folder: str = "records") -> Iterator[File]:
    """The files of records."""
    for name, record in records:
        yield File(path=f"{folder}/{name}", data=write_news(record))
