"""Subscriptions to hubs, what hubs pushed, and what we told hubs ourselves."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..model import FeedHints, Fetched, ParsedFeed
from ..subscription import Subscription
from .database import Database, hash_of, pack, stamp, transaction, unpack


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """What only a hub and we know: kept apart from the subscription, which may be shown."""

    token: str = field(repr=False)
    """The last part of the callback's address, which nobody can guess."""
    secret: str = field(repr=False)
    """Signs what the hub sends; empty: the hub was given none."""


# ---------------------------------------------------------------- subscriptions


def load_subscriptions(db: Database) -> dict[str, Subscription]:
    """Every subscription, by the feed's address."""
    rows = db.execute("SELECT feed_url, payload FROM subscriptions ORDER BY feed_url")
    return {feed_url: unpack(payload, Subscription) for feed_url, payload in rows}


def load_callbacks(db: Database) -> dict[str, Callback]:
    """What only the hubs and we know, by the feed's address."""
    rows = db.execute("SELECT feed_url, token, secret FROM subscriptions")
    return {feed_url: Callback(token=token, secret=secret) for feed_url, token, secret in rows}


def find_callback(db: Database, token: str) -> tuple[Subscription, Callback] | None:
    """The subscription that a callback's address belongs to."""
    row = db.execute("SELECT payload, token, secret FROM subscriptions WHERE token = ?", (token,)).fetchone()
    return (unpack(row[0], Subscription), Callback(token=row[1], secret=row[2])) if row else None


def save_subscription(db: Database, subscription: Subscription, callback: Callback) -> None:
    """Keep a subscription with a new callback; one that the feed had before is forgotten."""
    with transaction(db):
        db.execute(
            "INSERT INTO subscriptions (feed_url, token, secret, payload) VALUES (?, ?, ?, ?) ON CONFLICT (feed_url)"
            " DO UPDATE SET token = excluded.token, secret = excluded.secret, payload = excluded.payload",
            (subscription.feed_url, callback.token, callback.secret, pack(subscription)),
        )


def save_change(
    db: Database, feed_url: str, change: Callable[[Subscription], Subscription]
) -> tuple[Subscription, Subscription] | None:
    """Change a subscription in one step, whoever else is at work on it: (before, after), None: there is none."""
    with transaction(db):
        row = db.execute("SELECT payload FROM subscriptions WHERE feed_url = ?", (feed_url,)).fetchone()
        if row is None:
            return None
        before = unpack(row[0], Subscription)
        after = change(before)
        if after != before:
            db.execute("UPDATE subscriptions SET payload = ? WHERE feed_url = ?", (pack(after), feed_url))
    return before, after


def remove_subscription(db: Database, feed_url: str) -> None:
    """Forget a feed's subscription: what the hub still sends is answered with "gone"."""
    with transaction(db):
        db.execute("DELETE FROM subscriptions WHERE feed_url = ?", (feed_url,))


# ---------------------------------------------------------------- what feeds say about hubs


def load_header_hubs(db: Database) -> dict[str, FeedHints]:
    """What the headers of each feed's last answer said about a hub."""
    rows = db.execute("SELECT feed_url, hub_url, topic_url FROM hubs")
    return {feed_url: FeedHints(hub_url=hub_url, topic_url=topic_url) for feed_url, hub_url, topic_url in rows}


def save_header_hub(db: Database, fetched: Fetched) -> None:
    """Keep what an answer's headers say about a hub, also that they say nothing (any more)."""
    with transaction(db):
        if fetched.hub_url:
            db.execute(
                "INSERT INTO hubs (feed_url, hub_url, topic_url) VALUES (?, ?, ?) ON CONFLICT (feed_url)"
                " DO UPDATE SET hub_url = excluded.hub_url, topic_url = excluded.topic_url",
                (fetched.feed_url, fetched.hub_url, fetched.topic_url),
            )
        else:
            db.execute("DELETE FROM hubs WHERE feed_url = ?", (fetched.feed_url,))


def load_document_hints(db: Database, feed_urls: Iterable[str]) -> dict[str, FeedHints]:
    """What each feed's newest document says about being asked; pushed ones may be excerpts and do not count."""
    newest = (
        "SELECT payload FROM documents WHERE feed_url = ? AND error = ''"
        " AND NOT EXISTS (SELECT 1 FROM pushes WHERE pushes.fetch_id = documents.fetch_id) ORDER BY id DESC LIMIT 1"
    )
    rows = ((url, db.execute(newest, (url,)).fetchone()) for url in feed_urls)
    return {url: unpack(row[0], ParsedFeed).hints for url, row in rows if row}


# ---------------------------------------------------------------- what hubs pushed


def save_push(db: Database, fetched: Fetched) -> bool:
    """Keep a pushed body as a fact like an answer of the feed; False where we have it already."""
    digest = hash_of(fetched.body)
    with transaction(db):
        known = "SELECT 1 FROM fetches WHERE feed_url = ? AND body_hash = ?"
        if not fetched.body or db.execute(known, (fetched.feed_url, digest)).fetchone():
            return False
        db.execute(
            "INSERT INTO bodies (hash, size, packed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (digest, len(fetched.body), zlib.compress(fetched.body, 3)),
        )
        cursor = db.execute(
            "INSERT INTO fetches (feed_url, fetched_at, url, status, content_type, body_hash, error)"
            " VALUES (?, ?, ?, ?, ?, ?, '')",
            (
                fetched.feed_url,
                stamp(free_moment(db, fetched)),
                fetched.url,
                fetched.status,
                fetched.content_type,
                digest,
            ),
        )
        db.execute("INSERT INTO pushes (fetch_id) VALUES (?)", (cursor.lastrowid,))
    return True


def free_moment(db: Database, fetched: Fetched) -> datetime:
    """The moment of a push: one that no other answer of the feed has, nor a run's clock, which is in whole seconds."""
    moment = fetched.fetched_at.replace(microsecond=fetched.fetched_at.microsecond or 1)
    taken = "SELECT 1 FROM fetches WHERE feed_url = ? AND fetched_at = ?"
    while db.execute(taken, (fetched.feed_url, stamp(moment))).fetchone():
        moment += timedelta(microseconds=1)
    return moment


def load_unread_pushes(db: Database) -> tuple[str, ...]:
    """The feeds of pushed bodies that nobody has read, one for each body, oldest first."""
    rows = db.execute(
        "SELECT feed_url FROM unparsed CROSS JOIN pushes USING (fetch_id)"
        " CROSS JOIN fetches ON fetches.id = pushes.fetch_id ORDER BY fetched_at"
    )
    return tuple(feed_url for (feed_url,) in rows)


# ---------------------------------------------------------------- what we told our own hub


def load_site_hashes(db: Database, names: Sequence[str]) -> dict[str, str]:
    """The hash of each of these files of the site as it was rendered last, by name."""
    paths = {f"site/{name}": name for name in names}
    rows = db.execute(
        "SELECT path, hash FROM rendered WHERE path IN (SELECT value FROM json_each(?))", (pack([*paths]),)
    )
    return {paths[path]: digest for path, digest in rows.fetchall()}


def load_announced(db: Database) -> dict[str, str]:
    """The hash of each feed of ours when the hub was last told of it, by address."""
    return dict(db.execute("SELECT url, hash FROM announced"))


def save_announced(db: Database, hashes: Mapping[str, str], *, now: datetime) -> None:
    """Remember what the hub was told."""
    with transaction(db):
        db.executemany(
            "INSERT INTO announced (url, hash, announced_at) VALUES (?, ?, ?) ON CONFLICT (url)"
            " DO UPDATE SET hash = excluded.hash, announced_at = excluded.announced_at",
            [(url, digest, stamp(now)) for url, digest in hashes.items()],
        )
