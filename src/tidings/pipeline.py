"""The program: each step loads values, calls a pure function, saves values.

::

    gather -> parse -> pages -> read -> article -> dedupe -> embed -> cluster
           -> score -> compose -> illustrate -> render -> publish

Every step may be run again; all state between steps is in the desk's database, so a crash loses at
most the step it was in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from . import correcting, inquire, printing, push, store
from .arranging import arranger
from .article import addresses_of, make_article, with_page
from .compose import compose, past_front, with_front, with_places
from .dedupe import find_reprints
from .engine import Engine, LocalEngine, hold_desk, without_collection
from .errors import ParseError, PublishError
from .fetch import fetch_in_groups
from .figures import ClockMend
from .gather import Fetch, Progress, ask_others, gather, plan_after
from .health import find_mend
from .illustrate import Studio, illustrate, own_words, picture_plates, with_pictures
from .imagery import PicturesReport
from .judging import (
    decide_all,
    decisions_of,
    each_article,
    find_kinds,
    judge_all,
    key_of,
    load_ground,
    load_material,
    load_records,
    own_page,
    registry_of,
    with_last_leads,
    with_record_names,
)
from .meaning import embed_archive, embed_articles
from .model import (
    Article,
    Desk,
    Edition,
    EmbeddingReport,
    Feed,
    Fetched,
    ParsedFeed,
    RunReport,
    killed_by,
    without_told_apart,
)
from .outputs import plates_of_desk
from .pages import ask_pages
from .parse import parse_feed
from .proof import refuse_faults
from .publish import Commit, Published, commit_records
from .readership import count_views
from .reading import PageReading
from .registry import Registry, source_for
from .regroup import BEGINNING, Regrouped, before_by, regroup, settle_stories
from .render import Plate
from .revising import Made, choose_revisions, with_ids
from .rulebooks import book_of
from .safekeeping import find_keys, ground_of, refuse_leaks, secrets_of, with_secured
from .schedule import next_state, rhythm_of
from .secured import KeyRing
from .sensitive import take_care
from .telling import tell_stories
from .theme import read_theme
from .urls import canonical_url

if TYPE_CHECKING:
    from .everyday import Kept

__all__ = ["Progress"]

STEPS = (
    "gather", "parse", "pages", "read", "article", "dedupe", "embed",
    "cluster", "score", "compose", "illustrate", "render", "publish",
)  # fmt: skip
POOL_BYTES_MIN = 24_000_000
"""Bodies to parse, in bytes, from which starting more processes costs less than it saves."""
READ_BATCH = 8
"""Pages read and kept together."""
READ_ALONE_MAX = 100
"""Pages from which starting more processes costs less than it saves."""
PARSE_BATCH = 16
"""Answers read and kept together: a crash loses at most these readings, never the answers."""


def quiet(
    _step: str, _done: int, _total: int, _detail: str, /, *, outcome: str = "", waiting: Collection[str] = ()
) -> None:
    """Progress nobody wants to see."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A desk at work: its values and the edges its steps need."""

    desk: Desk
    db: store.Database
    engine: Engine
    out: Path
    """The output folder."""
    now: datetime
    """The run's one clock."""
    tell: Progress = quiet
    fetch: Fetch = fetch_in_groups
    folder: Path = Path()
    """The desk's own folder, which its files lie in."""
    keys: KeyRing = field(default_factory=KeyRing)
    """To the private fields of records; none: they are not published."""


@contextmanager
def open_newsroom(
    desk: Desk,
    folder: Path,
    *,
    now: datetime,
    out: Path | None = None,
    tell: Progress = quiet,
    fetch: Fetch = fetch_in_groups,
) -> Iterator[Newsroom]:
    """The newsroom of a desk's folder, which nobody else may work in until the block ends.

    Raises DeskBusyError where another run is at work, StoreError where the database cannot be used, ConfigError where
    the desk's keys cannot.
    """
    state, keys = folder / inquire.STATE_FOLDER, find_keys(desk, folder, out=out)
    with hold_desk(state), store.closing(store.open_database(state / inquire.DATABASE)) as db:
        engine = LocalEngine(db)
        engine.lease("desk", now=now)
        out = out or folder
        bare = Newsroom(desk=desk, db=db, engine=engine, out=out, now=now, tell=tell, fetch=fetch, folder=folder)
        yield replace(bare, keys=keys)


def run(room: Newsroom, *, ask_all: bool = False) -> RunReport:
    """The whole line; ``ask_all`` asks feeds that are not due, too.  The report is also kept."""
    number = store.start_run(room.db, now=room.now)
    gather_step(room, ask_all=ask_all)
    pushed = push.tell_pushes(room.db)
    parse_step(room)
    pages_step(room)
    read_step(room)
    article_step(room)
    dedupe_step(room)
    meant = embed_step(room)
    cluster_step(room)
    viewed = count_views(room.db, room.desk, room.folder, now=room.now)
    score_step(room)
    is_changed = compose_step(room)
    pictured = illustrate_step(room)
    render_step(room)
    published = publish_step(room)
    announced = push.announce(room.db, room.desk, ask=asker(room), now=room.now)
    asked = push.tend(room.db, room.desk, ask=asker(room), now=room.now)
    report = inquire.report_of(room.db, room.desk, now=room.now, published=published, is_changed=is_changed)
    report = replace(report, push_lines=(*pushed, *announced, *asked), pictures=pictured, views_lines=viewed)
    report = replace(report, embedding=meant, orders_lines=correcting.report_lines(room.db, room.folder, room.desk))
    store.save_report(room.db, number, report)
    return report


# ---------------------------------------------------------------- gather and parse


def gather_step(room: Newsroom, *, ask_all: bool = False) -> int:
    """Ask every feed that is due and keep the answers; returns how many were asked."""
    return gather(room.db, room.desk, room.engine, now=room.now, fetch=room.fetch, tell=room.tell, ask_all=ask_all)


def asker(room: Newsroom) -> push.Ask:
    """What asks, by the desk's rules and in its name."""
    return partial(ask_others, room.db, room.desk, now=room.now, fetch=room.fetch)


def keep_answer(room: Newsroom, feed_url: str, answer: Fetched) -> None:
    """Keep what a feed answered before it was on the desk, so that the next run need not ask it again."""
    state = next_state(
        store.load_feed_state(room.db, feed_url),
        answer,
        feed_url=feed_url,
        now=answer.fetched_at,
        rules=room.desk.rules.fetch,
    )
    store.save_fetch(room.db, replace(answer, feed_url=feed_url), state, now=answer.fetched_at, jobs=())


def parse_step(room: Newsroom) -> int:
    """Read every answer that nobody has read; returns how many entries were new."""
    rules = room.desk.rules.article
    total, size = store.count_unparsed(room.db)
    work = ((answer, rules.entries_per_feed_max, room.now) for answer in store.load_unparsed(room.db))
    new = 0
    results = room.engine.map_batches(parse_one, work, batch_size=PARSE_BATCH, is_heavy=size > POOL_BYTES_MIN)
    done = 0
    while batch := tuple(islice(results, PARSE_BATCH)):
        plans = [plan_after(room.db, read, room.desk.rules.fetch) for read in batch]
        new += store.save_packed(room.db, batch, states=[state for state in plans if state])
        done += len(batch)
        room.tell("parse", done, total, batch[-1].feed_url)
    store.save_arrivals(room.db)
    return new


def parse_one(work: tuple[store.Unparsed, int, datetime]) -> store.PackedFeed:
    """One answer read; a document that is no feed is a value with its reason."""
    answer, entries_max, now = work
    try:
        parsed = parse_feed(
            answer.body, feed_url=answer.feed_url, content_type=answer.content_type, entries_max=entries_max
        )
    except ParseError as error:
        return store.pack_parsed(answer, ParsedFeed(), error=error.reason)
    return store.pack_parsed(answer, parsed, rhythm=rhythm_of(parsed, now=now))


# ---------------------------------------------------------------- pages


def pages_step(room: Newsroom) -> int:
    """Ask for the pages of new articles where the desk wants them; returns how many were asked for."""
    return ask_pages(room.db, room.desk, now=room.now, fetch=room.fetch, tell=room.tell)


def read_step(room: Newsroom) -> int:
    """Read every page that nobody has read; returns how many."""
    count = store.count_unread_pages(room.db)
    results = room.engine.map_batches(
        read_one, store.load_unread_pages(room.db), batch_size=READ_BATCH, is_heavy=count > READ_ALONE_MAX
    )
    done = 0
    while batch := tuple(islice(results, READ_BATCH)):
        store.save_page_readings(room.db, batch)
        done += len(batch)
        room.tell("read", done, count, batch[-1][1].url)
    return done


def read_one(page: store.StoredPage) -> tuple[int, PageReading]:
    """One page read, with its id; one that cannot be read says so in its claims."""
    from .page import read_page  # words in twenty languages, which most processes never need

    return page.page_id, read_page(page.whole)


# ---------------------------------------------------------------- article


def article_step(room: Newsroom) -> int:
    """Make an article of every entry nobody has looked at; returns how many are new or changed."""
    unread = store.load_unread(room.db)
    feeds, mends, registry = (
        {feed.url: feed for feed in room.desk.feeds},
        find_mends(room, unread),
        registry_of(room.desk),
    )
    made = [
        make(room, item, feeds.get(item[1], Feed(url=item[1])), registry=registry, mend=mends.get(item[1]))
        for item in unread
    ]
    made = with_ids(made, store.load_addresses(room.db, {url for one in made for url in one.addresses}))
    known = store.load_current(room.db, sorted({one.result.id for one in made if isinstance(one.result, Article)}))
    revisions, readings = choose_revisions(made, known)
    addresses = [(url, one.result.id) for one in made if isinstance(one.result, Article) for url in one.addresses]
    store.save_articles(room.db, revisions, readings, addresses=addresses, now=room.now)
    room.tell("article", len(made), len(made), "")
    return len(revisions)


def find_mends(room: Newsroom, unread: Sequence[store.Unread]) -> dict[str, ClockMend | None]:
    """How the times of each feed with unread entries are put right."""
    feeds = {feed.url: feed for feed in room.desk.feeds}
    samples = store.load_samples(
        room.db, {feed_url for _, feed_url, *_ in unread}, since=inquire.window_start(room.now)
    )
    rule = room.desk.rules.article.mend_clocks
    return {url: find_mend(feeds[url], those, mend_clocks=rule) for url, those in samples.items() if url in feeds}


def make(room: Newsroom, item: store.Unread, feed: Feed, *, registry: Registry, mend: ClockMend | None) -> Made:
    """What one entry of a feed has become, with what its page says where we have it."""
    row, _, seen_at, entry, document = item
    rules, url = room.desk.rules.article, canonical_url(entry.url)
    _, page = store.find_page_reading(room.db, url) or (0, None)
    source = source_for(registry, url, feed=feed, document=document, claims=page.claims if page else ())
    result = make_article(entry, feed, document, seen_at=seen_at, rules=rules, mend=mend, source=source)
    if page and isinstance(result, Article):
        result = with_page(result, page, rules)
    addresses = addresses_of(result, entry.url) if isinstance(result, Article) else ()
    # The reference takes each address for an article of its own, two editions of one page too.
    is_each_apart = room.desk.rules.set == "everyday"
    return Made(row=row, result=result, addresses=addresses[:1] if is_each_apart else addresses)


# ---------------------------------------------------------------- dedupe, embed, cluster, score


def dedupe_step(room: Newsroom) -> int:
    """Find the reprints among the articles of the window; returns how many there are.

    Their originals may be as much older again: what is a reprint stays one while its original grows old.
    """
    rules = room.desk.rules.dedupe
    window = timedelta(hours=rules.window_hours)
    since = room.now - window
    articles = store.load_articles(room.db, since=since - window)
    recent = {article.id for article in articles if article.published >= since}
    reprints = [reprint for reprint in find_reprints(articles, rules) if reprint.article_id in recent]
    store.save_reprints(room.db, reprints, since=since)
    room.tell("dedupe", len(reprints), len(reprints), "")
    return len(reprints)


def embed_step(room: Newsroom) -> EmbeddingReport:
    """Find out what originals mean that have no vector yet; raises EmbedderError where the desk's model is not here."""
    return embed_articles(room.db, room.desk, room.folder, room.engine, now=room.now, tell=room.tell)


def cluster_step(room: Newsroom) -> int:
    """Read the orders file, make stories keep to it, and place every article that has no story; returns how many."""
    rules = room.desk.rules.cluster
    orders = correcting.take_orders(room.db, room.folder, room.desk).in_force
    store.save_story_orders(room.db, orders)
    correcting.correct_stories(room.db, room.desk, room.folder, orders, now=room.now)
    reprints, killed = without_told_apart(store.load_reprints(room.db), orders), killed_by(orders)
    unplaced = [article for article in store.load_unplaced(room.db) if article.id not in killed]
    if not unplaced:
        return 0
    since = min(article.published for article in unplaced) - timedelta(hours=rules.window_hours)
    stories = correcting.without(killed, store.load_known_stories(room.db, since=since))
    place_all = arranger(room.db, room.desk, room.folder, reprints=reprints, orders=orders)
    concluded = place_all(unplaced, stories, store.load_placements(room.db))
    settled = settle_stories(room.db, concluded, reprints=reprints)
    with store.transaction(room.db):  # what is placed is not looked at again: its kin must be kept with it
        store.save_placements(room.db, settled.placements, settled.merges, settled.splits, now=room.now)
        store.save_kin(room.db, settled.kin, compared=settled.compared)
    # Whatever was concluded, orders win.
    correcting.correct_stories(room.db, room.desk, room.folder, orders, now=room.now)
    room.tell("cluster", len(unplaced), len(unplaced), "")
    return len(unplaced)


def regroup_stories(room: Newsroom, *, since: datetime | None = None, is_rehearsal: bool = False) -> Regrouped:
    """Group the archive's articles anew by the rules of today; every address that readers know keeps its answer."""
    orders = correcting.take_orders(room.db, room.folder, room.desk).in_force
    reprints = without_told_apart(store.load_reprints(room.db), orders)
    window = timedelta(hours=room.desk.rules.cluster.window_hours)
    embed_archive(
        room.db,
        room.desk,
        room.folder,
        room.engine,
        since=before_by(since, window) if since else BEGINNING,
        now=room.now,
        tell=room.tell,
    )
    return regroup(
        room.db,
        arranger(room.db, room.desk, room.folder, reprints=reprints, orders=orders),
        window=window,
        since=since,
        now=room.now,
        tell=room.tell,
        is_rehearsal=is_rehearsal,
    )


@without_collection()
def score_step(room: Newsroom) -> int:
    """Judge every article and story; returns how many stories there are."""
    ground = load_ground(room.db, room.desk)
    kinds = find_kinds(room.db, room.desk, tuple(each_article(ground)))
    judged = judge_all(ground, kinds=kinds.found)
    store.save_kinds(room.db, kinds.new)
    store.save_opinions(room.db, list(judged.opinions.values()))
    store.save_scores(room.db, list(judged.scores.values()))
    room.tell("score", len(judged.stories), len(judged.stories), "")
    return len(judged.stories)


# ---------------------------------------------------------------- compose, render, publish


@without_collection()
def compose_step(room: Newsroom) -> bool:
    """Compose an edition from what is known now; True where it is a new one.

    The same material is the same edition: it keeps its number and its clock, so that nothing that
    was published changes only because time went by.
    """
    material = with_record_names(load_material(room.db, room.desk))
    key = key_of(material)
    last = store.load_edition(room.db)
    is_new = last is None or last.key != key
    number, as_of = (
        ((last.number if last else 0) + 1, room.now) if is_new or last is None else (last.number, last.as_of)
    )
    # Health is frozen with an edition and no reason for one: it changes whenever a feed is asked.
    health = inquire.feed_health(room.db, room.desk, now=room.now) if is_new else ()
    verdicts = decide_all(material)
    if is_new:
        material = with_last_leads(material, last.edition if last else None)
    withdrawn = last.edition.withdrawn if last else ()
    composed = compose(material, verdicts, number=number, as_of=as_of, health=health, withdrawn=withdrawn)
    store.save_verdicts(room.db, verdicts)
    store.save_decisions(
        room.db, decisions_of(material, verdicts), book=book_of(room.desk), edition=number, now=room.now
    )
    if is_new:
        edition = tell_stories(take_care(composed.edition, room.desk), material)
        edition = with_front(with_places(edition, last.edition if last else None), room.desk.rules.publish)
        store.save_edition(
            room.db,
            edition,
            key=key,
            front=past_front(edition),
            slugs=composed.slugs,
            record_names=composed.record_names,
        )
    room.tell("compose", len(composed.edition.stories), len(composed.edition.stories), "")
    return is_new


def illustrate_step(room: Newsroom) -> PicturesReport:
    """Get the pictures that the last edition shows, where the desk keeps copies; else keep none."""
    studio = Studio(db=room.db, desk=room.desk, now=room.now, fetch=room.fetch, tell=room.tell)
    return illustrate(studio, find_reading=page_finder(room))


def page_finder(room: Newsroom) -> Callable[[Article], PageReading | None]:
    """What is known of an article's page where pictures are shown: what its publisher reserves counts, too, where
    the page is only a wall.
    """
    pages = store.load_sheets(room.db) if room.desk.images.show != "never" else {}
    return lambda article: own_page(article, pages) or own_words(article)


def render_step(room: Newsroom, *, whole: bool = False) -> int:
    """Make the files of the last edition that are not as they were published, in a draft; returns how many differ.

    ``whole`` makes every file anew, whatever is known of the output folder.
    """
    last = store.load_edition(room.db)
    plates = [*plates_of_edition(room, last.edition), *picture_plates(room.db, room.desk)] if last else []
    ground = ground_of(secrets_of(room.db, room.desk, room.keys, folders=(room.out, room.folder)))
    known = printing.NOTHING if whole else printing.known_of(room.db, room.out, ground=ground)
    keeps_records = room.desk.rules.set == "everyday"
    changed = printing.draft_files(room.db, room.out, plates, ground=ground, known=known, keeps_records=keeps_records)
    room.tell("render", len(plates), len(plates), "")
    return changed


def plates_of_edition(room: Newsroom, edition: Edition) -> list[Plate]:
    """What an edition's files are made from; records are those of the rules that the desk is judged by."""
    pictured = with_pictures(room.db, edition, room.desk, find_reading=page_finder(room))
    shown = with_secured(room.db, pictured, room.keys)
    return plates_of_desk(
        shown,
        room.desk,
        fronts=store.load_fronts(room.db),
        records=load_records(room.db, room.desk),
        contents=contents_of(room.db),
        theme=read_theme(room.folder),
    )


def contents_of(db: store.Database) -> Sequence[Kept]:
    """What a site that was taken over holds beside news; of any other desk nothing."""
    if next(store.load_kept_files(db, beginning="_"), None) is None:
        return ()
    from .takeover import load_contents  # dozens of content types, which most processes never need

    return load_contents(db)


def publish_step(room: Newsroom) -> Published:
    """Make the output folder say what was rendered; raises PublishError, also where a secret would be published or
    the site be broken.
    """
    draft = printing.find_waiting(room.db, room.out)
    if draft is None:  # rendered for another folder, or not at all
        render_step(room)
        draft = printing.find_waiting(room.db, room.out)
    if draft is None:
        return Published(files_written=0, files_removed=0, release="")
    try:
        refuse_leaks(draft.files(), secrets_of(room.db, room.desk, room.keys, folders=(room.out, room.folder)))
        refuse_faults(draft.files(), printing.paths_after(room.db).__contains__, home=room.desk.masthead.url)
    except PublishError:
        draft.discard()
        raise
    published = printing.put_out(room.db, draft, room.out)
    room.tell("publish", published.files_written, published.files_written, str(room.out))
    return published


def commit_history(room: Newsroom) -> Commit | None:
    """Commit the published records to git where a reader would see a change; raises PublishError."""
    _, record_names = store.load_names(room.db)
    return commit_records(room.out, record_names.values(), now=room.now, masthead=room.desk.masthead)
