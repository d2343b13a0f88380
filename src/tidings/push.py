"""Hubs at work: subscribing to those that feeds name, hearing what they say, telling our own.

Within a run, what is due is asked of hubs; between runs ``tidings serve`` hears what they answer and
send.  Both change a subscription only through ``store.save_change``, so that neither loses the
other's news.  What happens is decided in ``websub``.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Final

from . import store
from .errors import FetchError
from .model import Desk, FeedState, Fetched, FetchRequest
from .render import announced_files
from .subscription import Subscription
from .websub import (
    Asked,
    Failed,
    Mode,
    Polled,
    Pushed,
    Verified,
    announcement,
    as_of,
    find_hub,
    find_request,
    form_of,
    is_over,
    is_signed,
    may_have_secret,
    next_subscription,
    read_intent,
    with_push,
)

TOKEN_BYTES: Final = 24
"""Of chance in a callback's address: more than the 128 bits that nobody can guess."""
SECRET_BYTES: Final = 32
"""Of chance in a secret; written in hexadecimal it is well below WebSub's limit of 200 bytes."""
REQUESTS_MAX: Final = 20
"""Requests to hubs in one run: the many feeds of one hub, asked one by one, are spread over several runs."""
PUSHED_STATUS: Final = 200
HEADER_CHARS_MAX: Final = 200

Ask = Callable[[Sequence[FetchRequest]], Iterator[tuple[FetchRequest, Fetched | FetchError]]]
"""``fetch.fetch_all`` with the desk's rules, name and clock."""


# ---------------------------------------------------------------- within a run


def load_states(db: store.Database, *, now: datetime) -> dict[str, FeedState]:
    """What we remember of every feed, with what its subscription means for asking it."""
    subscriptions = store.load_subscriptions(db)
    states = store.load_feed_states(db)
    return {url: with_push(state, subscriptions.get(url), now=now) for url, state in states.items()}


def note_hub(db: store.Database, desk: Desk, outcome: Fetched | FetchError) -> None:
    """Keep what a new answer's headers say about a hub, where it matters."""
    if desk.serve.callback_url and isinstance(outcome, Fetched) and not outcome.is_unchanged:
        store.save_header_hub(db, outcome)


def tell_pushes(db: store.Database) -> tuple[str, ...]:
    """A sentence about what hubs have pushed since the last run."""
    feeds = store.load_unread_pushes(db)
    if not feeds:
        return ()
    told = ", ".join(dict.fromkeys(feeds))
    return (f"{count(len(feeds), 'answer')} pushed by hubs: {told}",)


def tend(db: store.Database, desk: Desk, *, ask: Ask, now: datetime) -> tuple[str, ...]:
    """Bring the subscriptions up to what the desk reads and its feeds say; a sentence for what was done.

    Where the desk does not say how it can be reached, nothing is asked, and what there was is
    forgotten: hubs that still call are told that it is gone.
    """
    base = desk.serve.callback_url
    feeds = {feed.url for feed in desk.feeds} if base else set()
    judge_polls(db, feeds, now=now)
    if base:
        add_wanted(db, feeds, base=base)
    lines = list(ask_hubs(db, feeds, base=base, ask=ask, now=now)) if base else []
    for url, subscription in store.load_subscriptions(db).items():
        if not base or is_over(subscription, is_wanted=url in feeds, now=now):
            store.remove_subscription(db, url)
    return tuple(lines)


def judge_polls(db: store.Database, feeds: set[str], *, now: datetime) -> None:
    """Tell the subscriptions what asking the feeds themselves has found."""
    watched = store.load_subscriptions(db).keys() & feeds
    for url, gathered in store.load_gathered(db, fetched_at=now).items() if watched else ():
        if url in watched and not gathered.error:
            event = Polled(entries_new=gathered.entries_new)
            store.save_change(db, url, partial(next_subscription, event=event, now=now))


def add_wanted(db: store.Database, feeds: set[str], *, base: str) -> None:
    """A wanted subscription for every feed whose hub is new, or has changed."""
    headers, documents = store.load_header_hubs(db), store.load_document_hints(db, feeds)
    present = store.load_subscriptions(db)
    for url in sorted(feeds):
        hub = find_hub(url, header=headers.get(url), document=documents.get(url))
        known = present.get(url)
        if hub is None or (known and (known.hub_url, known.topic_url, known.callback_base) == (*hub, base)):
            continue
        wanted = Subscription(feed_url=url, hub_url=hub[0], topic_url=hub[1], callback_base=base)
        secret = secrets.token_hex(SECRET_BYTES) if may_have_secret(wanted.hub_url, url) else ""
        store.save_subscription(db, wanted, store.Callback(token=secrets.token_urlsafe(TOKEN_BYTES), secret=secret))


def ask_hubs(db: store.Database, feeds: set[str], *, base: str, ask: Ask, now: datetime) -> Iterator[str]:
    """Send what is due to hubs; a sentence for each hub and outcome."""
    callbacks = store.load_callbacks(db)
    due = (
        (subscription, mode)
        for url, subscription in store.load_subscriptions(db).items()
        if (mode := find_request(subscription, is_wanted=url in feeds, now=now))
    )
    requests = {}
    for subscription, mode in islice(due, REQUESTS_MAX):
        url = subscription.feed_url
        # Noted before it is sent: some hubs verify before they answer.
        store.save_change(db, url, partial(next_subscription, event=Asked(mode=mode), now=now))
        requests[hub_request(subscription, mode, callbacks[url], base=base)] = (url, mode)
    for request, outcome in ask(list(requests)):
        url, mode = requests[request]
        if isinstance(outcome, FetchError):
            failure = Failed(reason=outcome.reason, retry_after_s=outcome.retry_after_s)
            store.save_change(db, url, partial(next_subscription, event=failure, now=now))
            yield f"asking {outcome.url} to {mode} us to {url}: {outcome.reason}"
        else:
            yield f"asked {request.feed_url} to {mode} us to {url}"


def hub_request(subscription: Subscription, mode: Mode, callback: store.Callback, *, base: str) -> FetchRequest:
    """A request to a hub; hubs are named by strangers, so it passes the guard like any other."""
    callback_url = f"{base}/{callback.token}"
    form = form_of(subscription, mode, callback_url=callback_url, secret=callback.secret)
    return FetchRequest(feed_url=subscription.hub_url, form=form)


def announce(db: store.Database, desk: Desk, *, ask: Ask, now: datetime) -> tuple[str, ...]:
    """Tell our hub, once, which of our feeds have changed since it was last told; a sentence about it."""
    hub, home = desk.serve.hub_url, desk.masthead.url
    if not hub or not home:
        return ()
    known = store.load_announced(db)
    hashes = {
        f"{home}/{name}": digest for name, digest in store.load_site_hashes(db, announced_files(desk.topics)).items()
    }
    changed = {url: digest for url, digest in hashes.items() if known.get(url) != digest}
    if not changed:
        return ()
    ((_, outcome),) = ask([FetchRequest(feed_url=hub, form=announcement(tuple(changed)))])
    # Whatever came of it: a hub that fails is not told twice of the same, it hears of the next change.
    store.save_announced(db, changed, now=now)
    if isinstance(outcome, FetchError):
        return (f"telling {hub} of {count(len(changed), 'changed feed')}: {outcome.reason}",)
    return (f"told {hub} of {count(len(changed), 'changed feed')}",)


def count(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


# ---------------------------------------------------------------- between runs: what hubs say


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What a hub sent to a callback."""

    body: bytes
    content_type: str
    signature: str
    """The ``X-Hub-Signature`` header; empty: none."""


def is_known(db: store.Database, token: str) -> bool:
    """The callback is ours."""
    return store.find_callback(db, token) is not None


def confirm(db: store.Database, token: str, query: Mapping[str, str], *, now: datetime) -> str | None:
    """What to answer a hub that asks whether we meant it: its challenge, or nothing where it says no.

    None: we know nothing of it, and say so.
    """
    found, event = store.find_callback(db, token), read_intent(query)
    if found is None or event is None:
        return None
    changed = store.save_change(db, found[0].feed_url, partial(next_subscription, event=event, now=now))
    if changed is None or changed[1] == as_of(changed[0], now=now):
        return None
    return query["hub.challenge"] if isinstance(event, Verified) else ""


def deliver(db: store.Database, token: str, delivery: Delivery, *, now: datetime) -> bool:
    """Keep what a hub sent: a signed body as a fact, anything else as a hint that its feed has news.

    False where the callback is not ours (any more).  The same again changes nothing.
    """
    found = store.find_callback(db, token)
    if found is None:
        return False
    subscription, callback = found
    believed = as_of(subscription, now=now).state == "active" and is_signed(
        delivery.body, delivery.signature, secret=callback.secret
    )
    if believed:
        store.save_push(db, pushed_answer(subscription, delivery, now=now))
    event = Pushed(is_signed=believed)
    store.save_change(db, subscription.feed_url, partial(next_subscription, event=event, now=now))
    return True


def pushed_answer(subscription: Subscription, delivery: Delivery, *, now: datetime) -> Fetched:
    """A pushed body as if the feed had answered with it."""
    return Fetched(
        feed_url=subscription.feed_url,
        url=subscription.topic_url,
        status=PUSHED_STATUS,
        fetched_at=now,
        content_type=delivery.content_type if is_sound(delivery.content_type) else "",
        body=delivery.body,
    )


def is_sound(header: str) -> bool:
    """A stranger's header that can be kept as it is."""
    return header.isprintable() and len(header) <= HEADER_CHARS_MAX
