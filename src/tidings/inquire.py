"""Questions to a desk's memory: what a run did, what is on the front page, and why.

Nothing here changes anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from importlib.util import find_spec
from operator import itemgetter
from pathlib import Path

from . import store
from .changes import find_changes
from .errors import NotFoundError
from .explain import ArticleCase, Explanation, Member, StoryCase, make_member, make_story_case
from .figures import FeedFigures, FeedHealth, Finding
from .health import WINDOW_DAYS, find_findings, find_mend, judge_health
from .model import (
    Article,
    Change,
    DecisionCount,
    DecisionFilter,
    Desk,
    Edition,
    Feed,
    FeedReport,
    FeedState,
    LedgerEntry,
    ParsedFeed,
    RankedStory,
    RuleBook,
    RunReport,
    killed_by,
    without_told_apart,
)
from .publish import Published
from .push import load_states
from .reading import PageReading
from .registry import load_seed
from .schedule import why_not_due
from .urls import canonical_url, is_web_url, same_page_key

Quarantined = store.Quarantined
STATE_FOLDER = ".tidings"
DATABASE = "desk.sqlite3"
SUFFIX_LIST = ".tld_set_snapshot"
"""The list of public suffixes as its package brings it along; its head tells its day."""
SUFFIX_LIST_LINES_READ = 20


@contextmanager
def open_memory(folder: Path) -> Iterator[store.Database]:
    """A desk's database for reading, also while a run is at work.

    Raises NotFoundError where nothing has run yet.
    """
    with store.closing(store.open_database(memory_of(folder))) as db:
        yield db


@contextmanager
def read_memory(folder: Path) -> Iterator[store.Database]:
    """A desk's database as it is at this moment, of which not a byte changes.

    Raises NotFoundError where nothing has run yet, StoreError where its tables are of another Tidings.
    """
    with store.closing(store.open_to_read(memory_of(folder))) as db:
        yield db


def has_memory(folder: Path) -> bool:
    """Something has run on this desk."""
    return (folder / STATE_FOLDER / DATABASE).is_file()


def memory_of(folder: Path) -> Path:
    """Where a desk's database is; raises NotFoundError where there is none."""
    path = folder / STATE_FOLDER / DATABASE
    if not path.is_file():
        raise NotFoundError(f"looking for {path}: nothing has run on this desk yet; start with `tidings run {folder}`")
    return path


def bundled_lists() -> tuple[str, str]:
    """The days of the lists that decide who publishes: our list of sources, and that of public suffixes."""
    spec = find_spec("tldextract")  # found without importing it, which takes an HTTP library along
    folders = (spec.submodule_search_locations if spec else None) or [""]
    lines = (Path(folders[0]) / SUFFIX_LIST).read_text(encoding="utf-8").splitlines()[:SUFFIX_LIST_LINES_READ]
    days = [line.split()[-1].partition("_")[0] for line in lines if "VERSION:" in line]
    return load_seed().as_of, days[0] if days else "unknown date"


def last_edition(db: store.Database) -> Edition:
    """The edition that is published now; raises NotFoundError before the first."""
    last = store.load_edition(db)
    if last is None:
        raise NotFoundError("looking for an edition: there is none yet; `tidings run` composes one")
    return last.edition


def last_report(db: store.Database) -> RunReport:
    """The report of the last run that ended; raises NotFoundError before the first."""
    report = store.load_last_report(db)
    if report is None:
        raise NotFoundError("looking for a run report: no run has ended yet; `tidings run` makes one")
    return report


def quarantine(db: store.Database) -> tuple[Quarantined, ...]:
    """Items that were left out alone so that their feeds could be read, the newest first."""
    return store.load_quarantine(db)


def story_by_url(db: store.Database) -> dict[str, str]:
    """The story of every placed article, by the article's address."""
    return {article.url: story.id for story in store.load_stories(db) for article in story.articles}


# ---------------------------------------------------------------- what publishers changed


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedArticle:
    """An article as it is now, and what its publisher changed."""

    url: str
    source: str
    headline: str
    changes: tuple[Change, ...]


def changes_by_article(db: store.Database) -> dict[str, tuple[Change, ...]]:
    """What publishers changed in their articles, by article id; those that did not change are left out."""
    found = {key: find_changes(revisions) for key, revisions in store.load_revisions(db).items()}
    return {key: changes for key, changes in found.items() if changes}


def changed_articles(
    db: store.Database, *, since: datetime, field: str = "", is_silent: bool = False
) -> tuple[ChangedArticle, ...]:
    """Articles with what was changed in them since a moment, the latest change first.

    ``field`` wants only changes of one (``headline``), ``is_silent`` only those without a sign.
    """
    wanted = {
        key: kept
        for key, changes in changes_by_article(db).items()
        if (
            kept := tuple(
                change
                for change in changes
                if change.seen_at >= since and field in ("", change.field) and (change.is_silent or not is_silent)
            )
        )
    }
    articles = store.load_current(db, wanted)
    ordered = sorted(wanted, key=lambda key: (-wanted[key][-1].seen_at.timestamp(), key))
    return tuple(
        ChangedArticle(
            url=articles[key].url,
            source=articles[key].source.name,
            headline=articles[key].headline,
            changes=wanted[key],
        )
        for key in ordered
    )


# ---------------------------------------------------------------- the run report


def report_of(db: store.Database, desk: Desk, *, now: datetime, published: Published, is_changed: bool) -> RunReport:
    """What the moment's run did, for every feed of the desk."""
    gathered = store.load_gathered(db, fetched_at=now)
    states = load_states(db, now=now)
    outcomes = [verdict.outcome for verdict in store.load_verdicts(db).values()]
    last = store.load_edition(db)
    asked, failed = store.count_asked(db, now=now)
    return RunReport(
        started_at=now,
        feeds=tuple(
            replace(
                feed_report(feed, gathered[feed.url])
                if feed.url in gathered
                else report_of_silence(feed, states.get(feed.url), now=now),
                moved_to=new_address(states.get(feed.url)),
            )
            for feed in desk.feeds
        ),
        pages_asked=asked,
        pages_failed=failed,
        pages_owed=store.count_owed(db),
        articles_new=store.count_articles(db, seen_at=now),
        reprints_count=len(store.load_reprints(db)),
        stories_count=len(last.edition.stories) if last else 0,
        published_count=outcomes.count("published"),
        held_count=outcomes.count("held"),
        refused_count=outcomes.count("refused"),
        files_written=published.files_written,
        files_removed=published.files_removed,
        edition_number=last.number if last else 0,
        is_changed=is_changed,
        stale_since=last.as_of if last and is_stale(last.as_of, desk, now=now) else None,
        findings=findings_of(db, desk, now=now, asked=gathered.keys()),
    )


def is_stale(as_of: datetime, desk: Desk, *, now: datetime) -> bool:
    """An edition of that moment is so old that something must stand still."""
    return now - as_of > timedelta(hours=desk.rules.publish.stale_hours)


def report_of_silence(feed: Feed, state: FeedState | None, *, now: datetime) -> FeedReport:
    """The line of a feed that was not asked; one that is given up stays a trouble until somebody acts."""
    is_off = state is not None and state.is_off
    detail = why_not_due(state, now=now)
    return FeedReport(feed_url=feed.url, title=name_of(feed), outcome="failed" if is_off else "not due", detail=detail)


def new_address(state: FeedState | None) -> str:
    """Where a feed is asked since its move has proved to last; empty: where the desk says."""
    return state.url if state and state.url != state.feed_url else ""


def name_of(feed: Feed, document: ParsedFeed | None = None) -> str:
    """What to call a feed in a report."""
    return feed.title or feed.source or (document.title if document else "")


def feed_report(feed: Feed, gathered: store.Gathered) -> FeedReport:
    """One feed's line: every item seen is kept, known already, or dropped with a reason."""
    bare = FeedReport(feed_url=feed.url, title=name_of(feed, gathered.document), status=gathered.status)
    if gathered.error:
        return replace(bare, outcome="failed", detail=gathered.error, is_unreadable=gathered.is_unreadable)
    if gathered.document is None:
        return replace(bare, outcome="unchanged", detail=f"answer {gathered.status}")
    drops_of_entries = len(gathered.drops) - len(gathered.document.drops)
    return replace(
        bare,
        outcome="new" if gathered.entries_new else "unchanged",
        detail="" if gathered.entries_seen else "the feed has no items",
        entries_seen=gathered.entries_seen,
        entries_kept=gathered.entries_new - drops_of_entries,
        entries_known=gathered.entries_seen - gathered.entries_new - len(gathered.document.drops),
        drops=gathered.drops,
    )


# ---------------------------------------------------------------- source health


def feed_health(db: store.Database, desk: Desk, *, now: datetime) -> tuple[FeedHealth, ...]:
    """How every feed of the desk is, in its order."""
    feeds, states, rule = {feed.url: feed for feed in desk.feeds}, store.load_feed_states(db), mend_rule(desk)
    # One at a time: the figures of many thousand feeds are large, what is told of them is not.
    known = {
        url: judge_health(
            feeds[url], figures, states.get(url), now=now, mend=find_mend(feeds[url], figures.samples, mend_clocks=rule)
        )
        for figures in store.load_figures(db, since=window_start(now))
        if (url := figures.feed_url) in feeds
    }
    return tuple(
        known.get(url) or judge_health(feed, FeedFigures(feed_url=url), None, now=now) for url, feed in feeds.items()
    )


def findings_of(db: store.Database, desk: Desk, *, now: datetime, asked: Collection[str]) -> tuple[Finding, ...]:
    """What the moment's run has to tell of the feeds that it asked, given by their addresses."""
    feeds, states, rule = {feed.url: feed for feed in desk.feeds}, store.load_feed_states(db), mend_rule(desk)
    found = {
        url: find_findings(
            figures,
            now=now,
            mend=find_mend(feeds[url], figures.samples, mend_clocks=rule),
            is_failing=states[url].failures > 0 or bool(figures.unread),
        )
        for figures in store.load_figures(db, since=window_start(now), moment=now)
        if (url := figures.feed_url) in feeds and url in asked
    }
    return tuple(finding for url in feeds for finding in found.get(url, ()))


def mend_rule(desk: Desk) -> str:
    """Whose word puts clocks right."""
    return desk.rules.article.mend_clocks


def window_start(now: datetime) -> datetime:
    """What health counts, begins then."""
    return now - timedelta(days=WINDOW_DAYS)


# ---------------------------------------------------------------- the ledger


def decisions(
    db: store.Database, wanted: DecisionFilter, *, is_newest_first: bool = True, limit: int | None = None
) -> Iterator[LedgerEntry]:
    """What was decided, one at a time, however long the ledger is.

    Raises NotFoundError where nothing was ever decided by the wanted rule, on the wanted source or topic.
    """
    check_wanted(db, wanted)
    return store.load_decisions(db, wanted, is_newest_first=is_newest_first, limit=limit)


def decision_counts(db: store.Database, wanted: DecisionFilter | None = None) -> tuple[DecisionCount, ...]:
    """How often each rule had each outcome, and on how many articles that is still the last word."""
    return tuple(store.count_decisions(db, wanted or DecisionFilter()))


def check_wanted(db: store.Database, wanted: DecisionFilter) -> None:
    """Names that the ledger does not know are told with those that it knows; raises NotFoundError."""
    rules = store.load_decided_rules(db) if wanted.rule else []
    if wanted.rule and wanted.rule not in rules:
        known = ", ".join(rules) or "none yet"
        raise NotFoundError(
            f"looking for decisions by {wanted.rule!r}: no rule of this name has decided; known: {known}"
        )
    for name, value, load in (
        ("topic", wanted.topic, store.load_decided_topics),
        ("source", wanted.source, store.load_decided_sources),
    ):
        only = DecisionFilter(**{name: value})  # type: ignore[arg-type]  # two texts
        if value and next(store.load_decisions(db, only, limit=1), None) is None:
            near = get_close_matches(value, load(db), n=3, cutoff=0.4)
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            raise NotFoundError(f"looking for decisions on the {name} {value!r}: there are none{hint}")


def article_of(db: store.Database, target: str) -> str:
    """The article that an address, a record's name or an id means; raises NotFoundError."""
    url = canonical_url(target) if is_web_url(target) else ""
    found = [key for one in (url, same_page_key(url)) if url for key in store.load_article_ids(db, url=one)]
    names = {name: key for key, name in store.load_names(db)[1].items()}
    name = target.rstrip("/").rsplit("/", 1)[-1].removesuffix(".md")
    article_id = next(iter(found), names.get(name, target))
    if not store.load_current(db, [article_id]):
        near = get_close_matches(name, names, n=3, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}?" if near else "name it by its URL, its record or its id"
        raise NotFoundError(f"looking for the article {target!r}: there is none; {hint}")
    return article_id


def rule_books(db: store.Database) -> tuple[tuple[RuleBook, int], ...]:
    """The rules that were in force one after another, oldest first, each with the decisions made by them."""
    return tuple(store.load_books(db))


# ---------------------------------------------------------------- explain


def explain(db: store.Database, target: str) -> Explanation:
    """Everything that is known about a slug or an address.

    Raises NotFoundError, which names the nearest slugs.
    """
    if is_web_url(target):
        return explain_url(db, target)
    slug = target.strip("/").rsplit("/", 1)[-1].removesuffix(".html").removesuffix(".md")
    article_id = {name: key for key, name in store.load_names(db)[1].items()}.get(slug)
    if article_id and store.find_story(db, slug=slug) in (None, article_id):
        return explain_article(db, target, article_id)
    return explain_story(db, target, story_of(db, slug))


def story_of(db: store.Database, slug: str) -> str:
    """Id of the story that a slug means today; raises NotFoundError."""
    story_id = store.find_story(db, slug=slug)
    if story_id is None:
        raise NotFoundError(unknown_slug(db, slug))
    return store.home_of_story(db, story_id)


def article_meant(db: store.Database, target: str) -> Article:
    """The article that an address, a record's name or a slug (its story's lead) means; raises NotFoundError."""
    case = explain(db, target).article
    if case is None:
        raise NotFoundError(f"looking for {target}: it was left out and became no article; `tidings explain` tells why")
    return case.article


def story_named(db: store.Database, target: str) -> str:
    """Id of the story that a slug or an article's address means: what was held from the start has no slug.

    Raises NotFoundError.
    """
    if not is_web_url(target):
        return story_of(db, target)
    url = canonical_url(target)
    found = store.load_article_ids(db, url=url) or store.load_article_ids(db, url=same_page_key(url))
    placement = store.load_placements(db).get(found[0]) if found else None
    if placement is None:
        raise NotFoundError(f"looking for the story of {target}: no article of a story has this address")
    return placement.story_id


def unknown_slug(db: store.Database, slug: str) -> str:
    """Says that there is no such slug, and which are like it."""
    near = get_close_matches(slug, store.load_names(db)[0], n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else "`tidings explain` takes a story's slug or an article's URL"
    return f"explaining {slug!r}: no story or record has this name; {hint}"


def explain_url(db: store.Database, target: str) -> Explanation:
    """What became of an address that some feed announced, or of a page of our own site."""
    url = canonical_url(target)
    found = store.load_article_ids(db, url=url) or store.load_article_ids(db, url=same_page_key(url))
    if found:
        return explain_article(db, target, found[0])
    dropped = store.find_dropped(db, url=url)
    if dropped:
        return Explanation(target=target, dropped=dropped)
    slug = target.rstrip("/").rsplit("/", 1)[-1].removesuffix(".html")
    if store.find_story(db, slug=slug):
        return explain(db, slug)
    raise NotFoundError(f"explaining {target}: no feed of this desk has announced this address")


def explain_article(db: store.Database, target: str, article_id: str) -> Explanation:
    """One article, and its story."""
    case = article_case(db, article_id)
    story_id = case.placement.story_id if case.placement else ""
    story, as_of = story_case(db, story_id) if story_id else (None, None)
    return Explanation(target=target, article=case, story=story, as_of=as_of)


def explain_story(db: store.Database, target: str, story_id: str) -> Explanation:
    """One story, with its lead as the article."""
    story, as_of = story_case(db, story_id)
    shown = find_shown(db, story_id)
    lead = shown.lead.article.id if shown else store.find_oldest(db, story_id) or story_id
    return Explanation(target=target, article=article_case(db, lead), story=story, as_of=as_of)


def article_case(db: store.Database, article_id: str) -> ArticleCase:
    """Everything that is kept about an article."""
    orders = tuple(order for order in store.load_story_orders(db) if article_id in order.article_ids)
    placement = None if killed_by(orders) else store.load_placements(db).get(article_id)
    copies = store.load_whole_reprints(db)
    originals = without_told_apart({key: copy.reprint_of for key, copy in copies.items()}, orders)
    original = originals.get(article_id, "")
    wanted = [article_id, original, placement.nearest_id if placement else ""]
    articles = store.load_current(db, sorted({key for key in wanted if key}))
    nearest: Article | None = articles.get(placement.nearest_id) if placement else None
    return ArticleCase(
        article=articles[article_id],
        sightings=store.load_sightings(db, article_id=article_id),
        placement=placement,
        nearest_headline=nearest.headline if nearest else "",
        nearest_source=nearest.source.name if nearest else "",
        opinion=store.load_opinions(db).get(article_id),
        verdict=store.load_verdicts(db).get(article_id),
        reprint_of=articles[original].url if original in articles else "",
        orders=orders,
        reprint_why=copies[article_id].why if original else "",
        page=page_of(db, articles[article_id]),
        page_trouble=page_trouble(db, articles[article_id]),
        changes=changes_by_article(db).get(article_id, ()),
        decisions=tuple(store.load_decisions(db, DecisionFilter(article_id=article_id), is_newest_first=False)),
    )


def page_of(db: store.Database, article: Article) -> PageReading | None:
    """What was read in an article's page, under whichever address it was asked for; None: nothing."""
    found = [reading for url in store.load_urls(db, article.id) if (reading := store.find_page_reading(db, url))]
    return max(found, key=itemgetter(0))[1] if found else None


def page_trouble(db: store.Database, article: Article) -> str:
    """Why an article's page could not be had the last time it was asked for; empty: it could, or never was."""
    answers = store.load_page_answers(db, store.load_urls(db, article.id))
    return answers[0].error if answers else ""


def story_case(db: store.Database, story_id: str) -> tuple[StoryCase, datetime | None]:
    """Everything that is kept about a story, and the clock of the edition it is in."""
    last = store.load_edition(db)
    orders = [order for order in store.load_orders(db) if order.story_id == story_id]
    case = make_story_case(story_id, find_shown(db, story_id), story_members(db, story_id), orders)
    return case, last.as_of if last else None


def story_members(db: store.Database, story_id: str) -> list[Member]:
    """A line for each article of a story, oldest first."""
    placements, verdicts = store.load_placements(db), store.load_verdicts(db)
    killed = killed_by(store.load_story_orders(db))
    mine = sorted(key for key, one in placements.items() if one.story_id == story_id and key not in killed)
    articles = sorted(store.load_current(db, mine).values(), key=lambda article: (article.published, article.id))
    return [make_member(article, placements[article.id], verdicts.get(article.id)) for article in articles]


def find_shown(db: store.Database, story_id: str) -> RankedStory | None:
    """The story as the last edition shows it."""
    last = store.load_edition(db)
    stories = last.edition.stories if last else ()
    return next((story for story in stories if story.id == story_id), None)
