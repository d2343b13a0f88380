"""A site's folder into a desk: every file kept as it is, every record an article.

What tells of the site is read first, so that all is known before anything is written.  Files are kept in batches,
a record together with its article, so that a stop at any moment leaves whole batches, and the next import goes on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from .. import inquire, store
from ..config import GIT_IGNORE, find_problems, parse_desk, taken_desk
from ..engine import hold_desk
from ..errors import ConfigError, PublishError, RecordError
from ..everyday import read_content
from ..everyday.articles import address_of, article_of, give_ids, name_of, without_address
from ..everyday.evidence import Evidence, desk_of, differences, find_evidence
from ..everyday.site import (
    CONFIG,
    NEWSLETTERS,
    TELLING,
    TEXT_BYTES_MAX,
    FoundSite,
    SiteProblem,
    read_site,
    text_of,
    type_of,
)
from ..model import Article, Boost, Desk, Views
from ..publish.folder import replace_file
from ..urls import same_page_key
from .folder import Found, list_folder, printable, read_file
from .reports import ImportReport, TypeCount

BATCH_FILES = 200
"""Files kept together: what a stop costs at most, and few enough transactions."""
BATCH_BYTES = 16_000_000
WHO = "import"
"""Who moved articles up and counted views, as the desk has it."""
DESK_FILE, IGNORE_FILE = "desk.toml", ".gitignore"
SITE_SIGNS = ("_config.yml", "_data/", "_news/")
"""What one of must be in a folder for it to be a site."""

Tell = Callable[[str, int, int, str], None]


@dataclass(slots=True)
class Tally:
    """What was done so far."""

    files: Counter[str] = field(default_factory=Counter)
    """By ``new``, ``changed``, ``same``."""
    articles: Counter[str] = field(default_factory=Counter)
    """By ``new``, ``changed``, ``known``."""
    left_out: list[SiteProblem] = field(default_factory=list)
    problems: list[SiteProblem] = field(default_factory=list)
    told: frozenset[str] = frozenset()
    """Paths of the files that there is a problem with already."""
    types: dict[str, Counter[str]] = field(default_factory=dict)
    """For each type of content: ``files``, ``read``, ``unreadable``."""
    kept_bytes: int = 0
    boosts: int = 0
    views: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A site as it was read, and what its records become."""

    folder: Path
    site: FoundSite
    evidence: Evidence
    told: Desk
    """The desk that goes on as the site did."""
    texts: Mapping[str, bytes]
    """Files that were read already, by path."""
    ids: Mapping[str, str]
    """Article id of each record, by path."""
    records: Mapping[str, str]
    """The same as an earlier import left it."""
    boosts: Mapping[str, Boost]
    """In force before the import, by article id."""
    counted: frozenset[str]
    """Ids of the articles with views before."""
    now: datetime


def import_site(folder: Path, desk: Path, *, now: datetime, tell: Tell) -> ImportReport:
    """Take a site's folder into the desk in a folder, which is made where there is none.

    Raises ConfigError where there is no site or it holds the desk, DeskBusyError where a run is at work,
    StoreError and PublishError where nothing can be written.
    """
    refuse_folder(folder, desk)
    listing = list_folder(folder)
    if not any(one.path.startswith(SITE_SIGNS) for one in listing.files):
        raise ConfigError(
            f"importing {folder}: it has neither _config.yml nor _data nor _news; name the folder of a site, with its "
            "files unpacked"
        )
    state = desk / inquire.STATE_FOLDER
    with hold_desk(state), store.closing(store.open_database(state / inquire.DATABASE)) as db:
        tally = Tally(left_out=list(listing.left_out))
        taken = read_telling(folder, listing.files, db, tally, now=now)
        before = store.load_kept_hashes(db)
        keep_all(db, taken, listing.files, before, tally, tell=tell)
        is_written, differences = write_desk(desk, taken, tally)
        gone = sorted(before.keys() - {one.path for one in listing.files})
    report = report_of(taken, tally, desk=desk)
    return replace(report, files_gone=tuple(map(printable, gone)), is_desk_written=is_written, differences=differences)


def refuse_folder(folder: Path, desk: Path) -> None:
    """Raises ConfigError for what is no folder, and for one that the desk itself lies in."""
    if not folder.is_dir():
        raise ConfigError(f"importing {folder}: there is no such folder; name the folder of a site")
    here, there = folder.resolve(), desk.resolve()
    if there == here or here in there.parents:
        raise ConfigError(
            f"importing {folder}: the desk {desk} lies in it, and would become a part of the site; name a desk outside "
            "with --desk FOLDER"
        )


def read_telling(folder: Path, files: Sequence[Found], db: store.Database, tally: Tally, *, now: datetime) -> Taken:
    """What the site says, and which article each of its records is."""
    texts = {}
    for one in telling(files):
        if one.size > TEXT_BYTES_MAX:
            reason = f"it has {one.size:,} bytes; nothing over {TEXT_BYTES_MAX:,} is read"
            tally.problems.append(SiteProblem(path=one.path, reason=reason))
            continue
        with suppress(OSError):  # said again where the file is kept
            texts[one.path] = read_file(folder, one.path)
    site = read_site(texts, paths=[one.path for one in files])
    evidence = find_evidence(site)
    odd = without_address(site.records)
    tally.problems += [*site.problems, *odd, *evidence.unexplained]
    tally.told = frozenset(one.path for one in tally.problems)
    lost = {one.path for one in odd}
    known = store.load_kept_records(db)
    urls = {path: address_of(record) for path, record in site.records.items() if path not in lost}
    addresses = store.load_addresses(db, {key for url in urls.values() for key in (url, same_page_key(url))})
    told = desk_of(site, evidence.numbers, title=text_of(folder.resolve().name) or "My tidings")
    ids = give_ids(urls, known=known, addresses=addresses)
    return Taken(
        folder=folder,
        site=site,
        evidence=evidence,
        told=told,
        texts=texts,
        ids={path: ids[path] for path in urls},
        records=known,
        boosts=store.load_boosts(db),
        counted=frozenset(store.load_views(db)),
        now=now,
    )


def telling(files: Sequence[Found]) -> Iterator[Found]:
    """The files that tell of a site as a whole; of its newsletters the last."""
    letters = [one.path for one in files if one.path.startswith(NEWSLETTERS)]
    for one in files:
        if one.path == CONFIG or one.path.startswith(TELLING) or one.path in letters[-1:]:
            yield one


# ---------------------------------------------------------------- keeping


def keep_all(
    db: store.Database, taken: Taken, files: Sequence[Found], before: Mapping[str, str], tally: Tally, *, tell: Tell
) -> None:
    """Keep every file that is new or has changed, batch by batch."""
    done = 0
    for batch in batches(files):
        kept = [(one.path, data) for one in batch if (data := read_or_leave(taken, one, tally)) is not None]
        changed = [(path, data) for path, data in kept if before.get(path) != sha256(data).hexdigest()]
        count_files(kept, changed, before, tally)
        differ = {path for path, _ in changed}
        fresh = [path for path, _ in kept if path in taken.ids and (path in differ or path not in taken.records)]
        with store.transaction(db):
            store.save_kept_files(db, changed)
            keep_articles(db, taken, fresh, tally)
        done += len(batch)
        tell("import", done, len(files), batch[-1].path)


def batches(files: Iterable[Found]) -> Iterator[list[Found]]:
    """Files in groups that are neither too many nor too large."""
    group: list[Found] = []
    for one in files:
        if group and (len(group) >= BATCH_FILES or sum(f.size for f in group) + one.size > BATCH_BYTES):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def read_or_leave(taken: Taken, one: Found, tally: Tally) -> bytes | None:
    """A file's bytes; None where it cannot be read, which is told."""
    if one.path in taken.texts:
        return taken.texts[one.path]
    try:
        return read_file(taken.folder, one.path)
    except OSError as error:
        reason = f"it cannot be read: {error.strerror}"
        tally.left_out.append(SiteProblem(path=printable(one.path), reason=reason))
        return None


def count_files(
    kept: Sequence[tuple[str, bytes]],
    changed: Sequence[tuple[str, bytes]],
    before: Mapping[str, str],
    tally: Tally,
) -> None:
    """Count files by what was done with them, and by type of content."""
    tally.files["new"] += sum(path not in before for path, _ in changed)
    tally.files["changed"] += sum(path in before for path, _ in changed)
    tally.files["same"] += len(kept) - len(changed)
    for path, data in kept:
        tally.kept_bytes += len(data)
        counts = tally.types.setdefault(type_of(path), Counter())
        counts["files"] += 1
        if outcome := read_as_content(path, data, tally):
            counts[outcome] += 1


def read_as_content(path: str, data: bytes, tally: Tally) -> str:
    """Whether a file could be ``read`` as what it is or is ``unreadable``; empty: it is no content, or is too large."""
    if len(data) > TEXT_BYTES_MAX:
        return ""
    try:
        return "read" if read_content(path, data) else ""
    except RecordError as error:
        if path not in tally.told:
            tally.problems.append(SiteProblem(path=path, reason=error.reason, line=error.line, key=error.key))
        return "unreadable"


def keep_articles(db: store.Database, taken: Taken, paths: Sequence[str], tally: Tally) -> None:
    """Make articles of records, with their names, boosts and views, in the caller's transaction."""
    made = {path: make(taken, path) for path in paths}
    current = store.load_current(db, [article.id for article in made.values()])
    revisions = []
    for article in made.values():
        outcome, revision = outcome_of(article, current.get(article.id))
        tally.articles[outcome] += 1
        if revision:
            revisions.append(revision)
    addresses = [(url, one.id) for one in made.values() for url in (one.url, same_page_key(one.url))]
    store.save_articles(db, revisions, [], now=taken.now, addresses=addresses)
    names = {article.id: name for path, article in made.items() if (name := name_of(path))}
    held = {article.id for path, article in made.items() if taken.site.records[path].published is False}
    store.save_kept_records(
        db,
        {path: article.id for path, article in made.items()},
        names=names,
        slugs={article_id: name for article_id, name in names.items() if article_id not in held},
    )
    forget_rendered(db, [one.id for one in revisions])
    keep_orders(db, taken, made, tally)


def forget_rendered(db: store.Database, article_ids: Sequence[str]) -> None:
    """Forget the records that the last run made of articles that are newer now, so that no export takes them."""
    names = store.load_names(db)[1] if article_ids else {}
    store.forget_record_bytes(db, [f"records/{names[key]}.md" for key in article_ids if key in names])


def make(taken: Taken, path: str) -> Article:
    """The article of a record."""
    return article_of(
        path,
        taken.site.records[path],
        article_id=taken.ids[path],
        seen_at=taken.now,
        language=taken.site.language,
    )


def outcome_of(article: Article, known: Article | None) -> tuple[str, Article | None]:
    """What becomes of an article, and the revision to keep, if any; what a feed brought stays as the feed said it."""
    if known is None:
        return "new", article
    if not known.imported_from:
        return "known", None
    again = replace(article, seen_at=known.seen_at)
    return ("same", None) if again == known else ("changed", again)


def keep_orders(db: store.Database, taken: Taken, made: Mapping[str, Article], tally: Tally) -> None:
    """Keep which articles were moved up by hand and how often readers looked; what the desk's editor moved stays."""
    moved = set(taken.evidence.boosts)
    for path, article in made.items():
        known = taken.boosts.get(article.id)
        if known and known.who != WHO:
            continue
        if path in moved:
            store.save_boost(db, boost_of(article, taken))
            tally.boosts += 1
        elif known:
            store.remove_boost(db, article_id=article.id)
    views = [
        Views(article_id=article.id, count=count, counted_at=taken.now, told_by=WHO)
        for path, article in made.items()
        if (count := taken.evidence.views.get(path, 0))
        or (path in taken.evidence.views and article.id in taken.counted)
    ]
    store.save_views(db, views)
    tally.views += sum(one.count > 0 for one in views)


def boost_of(article: Article, taken: Taken) -> Boost:
    """What stands for a record that was moved up by hand, as if it had been done when the article came out."""
    return Boost(
        article_id=article.id,
        points=float(taken.evidence.numbers.boost_points),
        who=WHO,
        why="it was moved up on the site that was taken over",
        ordered_at=article.published,
    )


# ---------------------------------------------------------------- the desk file


def write_desk(desk: Path, taken: Taken, tally: Tally) -> tuple[bool, tuple[str, ...]]:
    """Write the desk's files where there are none; else say in what its own differs from the site."""
    path = desk / DESK_FILE
    if path.exists():
        return False, differences_of(path, taken)
    text = taken_desk(taken.told, lines=taken.evidence.lines)
    for problem in find_problems(text, file=str(path)):
        tally.problems.append(SiteProblem(path=DESK_FILE, reason=problem.reason, line=problem.line, key=problem.key))
    try:
        replace_file(path, text.encode())
        if not (desk / IGNORE_FILE).exists():
            replace_file(desk / IGNORE_FILE, GIT_IGNORE.encode())
    except OSError as error:
        raise PublishError(f"writing {path}: {error.strerror}; mend the folder's rights, then import again") from error
    return True, ()


def differences_of(path: Path, taken: Taken) -> tuple[str, ...]:
    """What the desk's own file says otherwise than the site, or why that cannot be told."""
    try:
        ours = parse_desk(path.read_text(encoding="utf-8-sig"), file=str(path), may_be_empty=True)
    except (ConfigError, OSError, UnicodeDecodeError) as error:
        return (f"the desk cannot be read, so nobody knows: {error}",)
    return differences(ours, taken.told)


# ---------------------------------------------------------------- the report


def report_of(taken: Taken, tally: Tally, *, desk: Path) -> ImportReport:
    """What was done, counted."""
    types = tuple(
        TypeCount(name=name, files=counts["files"], read=counts["read"], unreadable=counts["unreadable"])
        for name, counts in sorted(tally.types.items())
    )
    return ImportReport(
        folder=str(taken.folder),
        desk=str(desk),
        title=taken.told.masthead.title,
        types=types,
        files_new=tally.files["new"],
        files_changed=tally.files["changed"],
        files_same=tally.files["same"],
        files_bytes=tally.kept_bytes,
        left_out=tuple(tally.left_out),
        problems=tuple(replace(one, path=printable(one.path)) for one in tally.problems),
        articles_new=tally.articles["new"],
        articles_changed=tally.articles["changed"],
        articles_known=tally.articles["known"],
        boosts=tally.boosts,
        views=tally.views,
        topics=len(taken.site.topics),
        publishers=len(taken.site.organizations),
        evidence=taken.evidence.lines,
    )
