"""The site as it is now, into a folder: every kept file as it was, apart from what the desk has come to say otherwise.

A folder that holds anything else is left alone: a file there must be one that was kept, or that an export wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .. import inquire, store
from ..errors import NotFoundError, PublishError
from ..everyday.export import SiteChanges, find_changes
from ..everyday.site import NEWS, TOPICS, read_site
from ..model import Desk
from .bringing import Tell
from .folder import list_folder, printable, read_file, remove_file, write_file
from .reports import ExportReport

RECORDS = "records/"
"""Where the line puts records, among the files that it renders."""
NAMED_MAX = 3
"""Foreign files that a refusal names."""


def export_site(desk: Desk, folder: Path, out: Path, *, is_forced: bool = False, tell: Tell) -> ExportReport:
    """Write the site that was taken over into the desk in ``folder``, as it is now, to the folder ``out``.

    Raises NotFoundError where none was taken over, PublishError where ``out`` holds something else (unless
    ``is_forced``) or cannot be written.
    """
    with inquire.open_memory(folder) as db:
        hashes = store.load_kept_hashes(db)
        if not hashes:
            raise NotFoundError(
                f"exporting from {folder}: no site was taken over here; `tidings import everyday DIR` takes one over"
            )
        changes = changes_of(db, desk, hashes)
        plan = plan_of(hashes, changes)
        present = look_at(out, plan, written=store.load_written(db), is_forced=is_forced)
        store.save_written(db, [(path, plan.hashes[path]) for path in plan.ours])
        written, size = write_all(db, out, plan, present, tell=tell)
        removed = remove_stale(out, plan, present)
    return ExportReport(
        folder=str(out),
        files=len(plan.hashes),
        files_bytes=size,
        written=written,
        removed=removed,
        records_new=changes.new,
        records_changed=changes.changed,
        records_hidden=changes.hidden,
        pages_made=len(changes.pages),
    )


def changes_of(db: store.Database, desk: Desk, hashes: Mapping[str, str]) -> SiteChanges:
    """What the desk has come to say otherwise than the site did: nothing, unless the site's rules judge it."""
    if desk.rules.set != "everyday":
        return SiteChanges()
    articles = store.load_kept_records(db)
    refused = {key for key, verdict in store.load_verdicts(db).items() if verdict.rule in ("spike", "killed")}
    site = read_site(dict(store.load_kept_files(db, beginning=TOPICS)))
    return find_changes(
        dict(store.load_kept_files(db, beginning=NEWS)),
        load_records(db, articles),
        refused=[path for path, article_id in articles.items() if article_id in refused],
        paths=hashes,
        folders=site.news_folders,
    )


def load_records(db: store.Database, articles: Mapping[str, str]) -> dict[str, bytes]:
    """The records that the last run wrote, by their path on the site: a record that was taken over keeps its own."""
    paths = {article_id: path for path, article_id in articles.items()}
    homes = {name: paths[article_id] for article_id, name in store.load_names(db)[1].items() if article_id in paths}
    files = store.load_record_bytes(db)
    if not files and store.has_records(db):
        raise PublishError(
            'exporting the site: the desk says set = "everyday", but the last run judged by our own rules; run '
            "`tidings run` first, then export"
        )
    names = {file.path.removeprefix(RECORDS).removesuffix(".md"): file.data for file in files}
    return {homes.get(name, f"{NEWS}{name}.md"): data for name, data in names.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole site: the hash of every file, and the bytes of those that are not as they were."""

    hashes: Mapping[str, str]
    kept: Mapping[str, str]
    """The hash of every file as it was taken over."""
    ours: Mapping[str, bytes]
    gone: Sequence[str]


def plan_of(kept: Mapping[str, str], changes: SiteChanges) -> Plan:
    """The site with its changes."""
    ours = {**changes.records, **changes.pages}
    gone = set(changes.gone)
    stay = {path: digest for path, digest in kept.items() if path not in gone}
    hashes = stay | {path: sha256(data).hexdigest() for path, data in ours.items()}
    different = {path: data for path, data in ours.items() if kept.get(path) != hashes[path]}
    return Plan(hashes=hashes, kept=kept, ours=different, gone=changes.gone)


# ---------------------------------------------------------------- the folder


def look_at(out: Path, plan: Plan, *, written: set[tuple[str, str]], is_forced: bool) -> dict[str, str]:
    """The hash of every file in the folder that is one of the site's; raises PublishError for what is not ours."""
    if not out.exists():
        return {}
    if not out.is_dir():
        raise PublishError(f"exporting to {out}: it is no folder; name one, which is made where there is none")
    listing = list_folder(out)
    names = plan.kept.keys() | plan.hashes.keys() | {path for path, _ in written}
    strange = sorted(one.path for one in listing.files if one.path not in names)
    # Only what may be ours is read: the folder may be anybody's, and large.
    present = dict(hashes_in(out, [one.path for one in listing.files if one.path in names]))
    ours = {path for path, digest in present.items() if is_ours(path, digest, plan, written)}
    foreign = [*strange, *sorted(present.keys() - ours), *sorted(one.path for one in listing.left_out)]
    if foreign and not is_forced:
        raise PublishError(refusal(out, foreign))
    # Of what is not ours only files that the site has itself are replaced, and none is ever removed.
    return {path: digest for path, digest in present.items() if path in ours or path in plan.hashes}


def hashes_in(out: Path, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The hash of each file; empty for one that cannot be read."""
    for path in paths:
        try:
            yield path, sha256(read_file(out, path)).hexdigest()
        except OSError:
            yield path, ""


def is_ours(path: str, digest: str, plan: Plan, written: set[tuple[str, str]]) -> bool:
    """A file as it was taken over, as it is to be, or as an export wrote it."""
    return digest in (plan.kept.get(path), plan.hashes.get(path)) or (path, digest) in written


def refusal(out: Path, foreign: Sequence[str]) -> str:
    """Says which files are in the way, and what can be done."""
    named = ", ".join(printable(path) for path in foreign[:NAMED_MAX])
    more = f" and {len(foreign) - NAMED_MAX} more" if len(foreign) > NAMED_MAX else ""
    return (
        f"exporting to {out}: there are files that neither the site that was taken over had so nor an export wrote "
        f"({named}{more}); nothing was written. Name an empty folder; or, where these may be overwritten, say --force, "
        "which replaces those that the site has, too, and leaves the others"
    )


def write_all(db: store.Database, out: Path, plan: Plan, present: Mapping[str, str], *, tell: Tell) -> tuple[int, int]:
    """Write every file that is not there already: (files written, bytes of the whole site)."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PublishError(f"exporting to {out}: {error.strerror}; choose a folder you may write to") from error
    written = size = 0
    for done, (path, digest) in enumerate(sorted(plan.hashes.items()), 1):
        data = plan.ours[path] if path in plan.ours else store.find_kept_file(db, path) or b""
        size += len(data)
        if present.get(path) != digest:
            write_file(out, path, data)
            written += 1
        tell("export", done, len(plan.hashes), path)
    return written, size


def remove_stale(out: Path, plan: Plan, present: Mapping[str, str]) -> int:
    """Remove files that the site has no longer, where they are as they were or as an export wrote them."""
    before = {path for path in present if path not in plan.hashes}
    for path in sorted(before):
        remove_file(out, path)
    return len(before)
