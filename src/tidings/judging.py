"""What is thought of everything that is stored: loaded from a desk's memory, judged anew, and nothing written.

The line keeps what comes of it; ``tidings rules try`` asks here what other rules would make of the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version

import msgspec

from . import everyday, inquire, store
from .article import is_about
from .decide import decide, decide_killed
from .genre import NEWS, Kind
from .model import (
    Article,
    ArticleOpinion,
    Decision,
    Desk,
    Edition,
    Feed,
    Material,
    Securing,
    Story,
    Verdict,
    independent_sources,
    killed_by,
    without_told_apart,
)
from .reading import PageReading
from .registry import Registry, make_registry, renamed
from .rules import RULES_VERSION, FetchRules, ImageRules
from .score import find_standings, judge, score_stories
from .sensitive import with_subjects
from .sources import WIRES
from .telling import KnownName, find_attributions, without_the
from .topics import Carried, carried_by_feed, match_all

# ---------------------------------------------------------------- loading


def load_ground(db: store.Database, desk: Desk) -> Material:
    """All that articles and stories are judged by: what is known and what an editor ordered, no opinions yet."""
    story_orders = store.load_story_orders(db)
    copies = store.load_whole_reprints(db)
    return Material(
        desk=desk,
        stories=load_stories(db, desk, killed=killed_by(story_orders)),
        placements=store.load_placements(db),
        kin=store.load_kin(db),
        reprints=without_told_apart({key: copy.reprint_of for key, copy in copies.items()}, story_orders),
        reprint_reasons={key: copy.why for key, copy in copies.items()},
        orders=store.load_orders(db),
        story_orders=story_orders,
        boosts=store.load_boosts(db),
        views=store.load_views(db),
        site_records=store.load_site_records(db),
        verdicts=store.load_verdicts(db),
        changes=inquire.changes_by_article(db),
    )


def load_material(db: store.Database, desk: Desk) -> Material:
    """Everything an edition is made of, with the opinions that were kept."""
    judged = replace(
        load_ground(db, desk),
        opinions=store.load_opinions(db),
        scores={score.story_id: score for score in store.load_scores(db).values()},
    )
    return with_names(db, judged)


def with_names(db: store.Database, judged: Material) -> Material:
    """What was judged, with what an edition needs beside it: permanent names, and what publishers changed."""
    slugs, record_names = store.load_names(db)
    return replace(
        judged,
        slugs=slugs,
        record_names=record_names,
        aliases=store.load_aliases(db),
    )


def with_last_leads(material: Material, last: Edition | None) -> Material:
    """The same with who led each story in the last edition, and with whom the reports of stories name: what a lead is
    chosen by beside what is thought of each report.
    """
    shared = [article for story in material.stories if len(story.articles) > 1 for article in story.articles]
    return replace(
        material,
        leads={story.id: story.lead.article.id for story in last.stories} if last else {},
        attributions=find_attributions(shared, known_names(material.desk, shared)),
    )


def known_names(desk: Desk, articles: Sequence[Article]) -> dict[str, KnownName]:
    """Every name that a source is known by, as it is written; those that articles have go before the list's."""
    known = registry_of(desk).by_place.values()
    listed = {
        without_the(name): KnownName(source_id=source.id, name=source.name, is_wire=source.is_wire)
        for source in known
        for name in (source.name, *source.aliases)
    }
    sources = {article.source.id: article.source for article in articles}.values()
    return listed | {
        without_the(name): KnownName(source_id=source.id, name=source.name, is_wire=source.kind in WIRES)
        for source in sources
        for name in (source.name, *source.aliases)
    }


def load_stories(db: store.Database, desk: Desk, *, killed: Collection[str] = ()) -> tuple[Story, ...]:
    """All stories without killed articles, their articles' sources as they are known and named today."""
    registry = registry_of(desk)
    feeds = {feed.url: feed for feed in desk.feeds}
    stories = (
        replace(
            story,
            articles=tuple(known_today(one, registry, feeds) for one in story.articles if one.id not in killed),
        )
        for story in store.load_stories(db)
    )
    return tuple(story for story in stories if story.articles)


def known_today(article: Article, registry: Registry, feeds: Mapping[str, Feed]) -> Article:
    """An article with its source as the desk, the list or what was learned has it now."""
    source = renamed(registry, article.source, article.url, feed=feeds.get(article.feed_url))
    return article if source == article.source else replace(article, source=source)


def registry_of(desk: Desk) -> Registry:
    """Who is known to this desk: its own sources over the list that comes with Tidings."""
    return make_registry(desk.sources, feeds=desk.feeds)


def load_records(db: store.Database, desk: Desk) -> list[everyday.Named] | None:
    """The records that the rules of the reference system write; None where our own judge."""
    if desk.rules.set != "everyday":
        return None
    material = load_material(db, desk)
    return list(everyday.records_of(material, site_of(material), material.verdicts))


def note_on_newsletter(db: store.Database, desk: Desk, article: Article) -> str:
    """Why an article is in its day's newsletter or not; empty where our own rules judge, which have none yet."""
    records = dict(load_records(db, desk) or ())
    record = records.get(f"{store.load_names(db)[1].get(article.id)}.md")
    numbers = desk.rules.everyday
    return everyday.newsletter_note(record, list(records.values()), numbers.newsletter_news) if record else ""


# ---------------------------------------------------------------- kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """What each article is, by its id."""

    found: Mapping[str, Kind]
    new: Mapping[str, tuple[str, Kind]]
    """Those that were judged only now, with the keys of what they were judged by."""


def find_kinds(db: store.Database, desk: Desk, articles: Sequence[Article]) -> Kinds:
    """What each article is; judged only where it or its page has changed, since most of a desk's articles are old."""
    from .kinds import kind_of  # hundreds of patterns, which processes that only parse never need

    known, pages, phrases = store.load_kinds(db), store.load_sheets(db), desk.rules.publish.spam_phrases
    ground, found, new = (RULES_VERSION, version("tidings"), phrases), {}, {}
    for article in articles:
        page = own_page(article, pages)
        key = digest_of((*ground, article, page))
        old_key, kind = known.get(article.id, ("", NEWS))
        if key != old_key:
            kind = kind_of(article, page, spam_phrases=phrases)
            new[article.id] = (key, kind)
        found[article.id] = kind
    return Kinds(found=found, new=new)


def own_page(article: Article, pages: Mapping[str, PageReading]) -> PageReading | None:
    """The page of an article where that is about it: a wall that stands before it says nothing of it."""
    page = pages.get(article.id)
    return page if page and is_about(page, article) else None


# ---------------------------------------------------------------- judging


def judge_all(ground: Material, *, kinds: Mapping[str, Kind]) -> Material:
    """The same with an opinion on every article and a score for every story, by the desk's rules.

    ``kinds`` says what each article is, by its id.  A function of its arguments alone.
    """
    found = opinions_by_everyday(ground, kinds) if is_everyday(ground) else opinions_by_tidings(ground, kinds)
    opinions = {article.id: with_subjects(found[article.id], article) for article in each_article(ground)}
    scores = score_stories(
        ground.stories,
        opinions=opinions,
        reprints=ground.reprints,
        rules=ground.desk.rules.score,
        boosts=ground.boosts,
        views=ground.views,
    )
    return replace(ground, opinions=opinions, scores={score.story_id: score for score in scores})


def is_everyday(material: Material) -> bool:
    """The desk is judged by the rules of the reference system."""
    return material.desk.rules.set == "everyday"


def opinions_by_tidings(ground: Material, kinds: Mapping[str, Kind]) -> dict[str, ArticleOpinion]:
    """What our own rules think of every article."""
    desk, rules = ground.desk, ground.desk.rules.score
    articles = tuple(each_article(ground))
    topics = match_all(
        articles, topics=desk.topics, carried=carried_topics(articles, desk), language=desk.masthead.language
    )
    standings = find_standings(
        ground.stories, kinds=kinds, reprints=ground.reprints, changes=ground.changes, rules=rules
    )
    return {
        article.id: judge(
            article,
            topics=topics[article.id].found,
            refused=topics[article.id].refused,
            is_reprint=article.id in ground.reprints,
            rules=rules,
            kind=kinds[article.id],
            standing=standings[article.id],
        )
        for article in each_article(ground)
    }


def carried_topics(articles: Sequence[Article], desk: Desk) -> dict[str, Carried]:
    """The topics that articles have whatever they say, by article id: those of their feed, and the root topic of what
    the topic's own maker publishes.
    """
    by_feed = {feed.url: carried_by_feed(feed.topics) for feed in desk.feeds if feed.topics}
    numbers, root = desk.rules.everyday, everyday.Site(desk).root
    by_maker = {root.id: "its publisher is the topic's own maker"} if root and numbers.official else {}
    carried = {article.id: by_feed.get(article.feed_url, {}) for article in articles}
    if by_maker:
        carried |= {
            article.id: {**by_maker, **carried[article.id]}
            for article in articles
            if everyday.is_official(article.url, numbers)
        }
    return carried


def opinions_by_everyday(ground: Material, kinds: Mapping[str, Kind]) -> dict[str, ArticleOpinion]:
    """What the rules of the reference system think of every article."""
    site, rules = site_of(ground), everyday.rules_of(ground.desk)
    feeds = {feed.url: feed for feed in ground.desk.feeds}
    return {
        article.id: everyday.judge(
            article,
            site,
            topics=everyday.match_topics(article, site, feeds.get(article.feed_url)),
            rules=rules,
            boost=ground.boosts.get(article.id),
            kind=kinds[article.id],
        )
        for article in each_article(ground)
    }


def site_of(material: Material) -> everyday.Site:
    """The desk as the rules of the reference system see it."""
    records = {article_id: everyday.read_news(data) for article_id, data in material.site_records.items()}
    return everyday.Site(material.desk, records)


def decide_all(material: Material) -> dict[str, Verdict]:
    """The verdict on every article, by the desk's rules."""
    if is_everyday(material):
        return everyday.decide(material, site_of(material)) | decide_killed(material)
    return decide(material)


def with_record_names(material: Material) -> Material:
    """The same with a name for every record that is to be written by rules of others; our own come with an edition."""
    if not is_everyday(material):
        return material
    return replace(material, record_names=everyday.name_records(material, site_of(material)))


def each_article(ground: Material) -> Iterator[Article]:
    """The articles of all stories."""
    return (article for story in ground.stories for article in story.articles)


def decisions_of(material: Material, verdicts: Mapping[str, Verdict]) -> Iterator[Decision]:
    """The verdicts with the figures that they were reached with, for the ledger."""
    for story in material.stories:
        sources = len(independent_sources(story, material))
        for article in story.articles:
            opinion = material.opinions[article.id]
            yield Decision(
                article_id=article.id,
                verdict=verdicts[article.id],
                quality=round(opinion.quality.total, 1),
                sources_count=sources,
                topics=tuple(match.topic_id for match in opinion.topics),
            )
    for article_id in decide_killed(material):
        yield Decision(article_id=article_id, verdict=verdicts[article_id], quality=0.0, sources_count=0)


# ---------------------------------------------------------------- what makes them differ


def key_of(material: Material) -> str:
    """What identifies an edition: everything it is made of, apart from what followed from the last one and how
    feeds are asked, hubs reach us, pictures are shown, keys are kept and which files are made.
    """
    rules, serve = replace(material.desk.rules, fetch=FetchRules()), replace(material.desk.serve, callback_url="")
    rules = replace(rules, publish=replace(rules.publish, leave_out=()))
    desk = replace(material.desk, feeds=(), rules=rules, serve=serve, images=ImageRules(), secured=Securing())
    # A comment that moves a line down in the orders file changes nothing that is published.
    orders = tuple(replace(order, line=0) for order in material.story_orders)
    bare = replace(
        material,
        desk=desk,
        story_orders=orders,
        slugs={},
        record_names={},
        verdicts={},
        leads={},
        attributions={},
    )
    digest = hashlib.sha256(msgspec.json.encode(bare, order="deterministic"))
    digest.update(f"{version('tidings')} {RULES_VERSION}".encode())
    return digest.hexdigest()


def digest_of(value: object) -> str:
    """A short name for a value: other values have others."""
    return hashlib.blake2b(msgspec.json.encode(value, order="deterministic"), digest_size=12).hexdigest()
