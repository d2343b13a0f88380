"""WebSub from the subscriber's side: what is asked of a hub, what it may confirm, what it may tell us.

Pure decisions: a subscription, what happened and ``now`` give the subscription after it.  A feed's
subscription goes through these states::

    wanted -> pending -> active -> expired -> pending ...
                 └──────────┴──> denied ...   (asked again after a week)

Only the hub's answer to a request of ours that is still open makes one active.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal
from urllib.parse import urlsplit

from .model import FeedHints, FeedState
from .subscription import Subscription
from .urls import is_web_url

Mode = Literal["subscribe", "unsubscribe"]

LEASE_ASKED_S: Final = 10 * 86_400
"""What we ask for: long enough to be cheap, short enough that a forgotten one ends soon."""
LEASE_MAX_S: Final = 30 * 86_400
"""A longer lease is taken for this: a hub that died is noticed within the month."""
RENEW_SHARE: Final = 0.8
"""A lease is renewed when this share of it is over, so that two days are left for tries that fail."""
ASK_GAP: Final = timedelta(hours=1)
"""A hub is asked for the same feed at most once an hour, however short the leases that it gives."""
VERIFY_WAIT: Final = timedelta(days=1)
"""Hubs verify within seconds or minutes; what comes later than a day answers nothing any more."""
BACKOFF_FIRST: Final = timedelta(hours=1)
BACKOFF_MAX: Final = timedelta(days=7)
"""Polling goes on meanwhile, so a hub that fails need not be asked often."""
DENIED_WAIT: Final = timedelta(days=7)
"""A hub that said no is asked again after a week: the publisher may have mended it."""
HINT_GAP: Final = timedelta(minutes=5)
"""An unsigned message makes a feed due at most this often."""
URL_CHARS_MAX: Final = 2000
DOUBLINGS_MAX: Final = 20

METHODS: Final = ("sha256", "sha384", "sha512")
"""Signatures that are believed.  SHA-1 is left out: WebSub advises against it, and all that is lost
is a request, since a body signed with it still makes its feed due."""
SIGNATURE: Final = re.compile(r"\s*([A-Za-z0-9-]{1,20})\s*=\s*([0-9A-Fa-f]{1,200})\s*")


# ---------------------------------------------------------------- what happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """We are about to send a request; noted before, since some hubs verify before they answer."""

    mode: Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The request did not reach the hub, or the hub did not take it."""

    reason: str
    retry_after_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The hub asked us whether a request is really ours, giving a lease in seconds (0: unsaid)."""

    mode: str
    topic_url: str
    lease_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Denied:
    """The hub will not tell us, or not any longer."""

    topic_url: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """The hub sent a body; unsigned: it cannot be believed, only followed up."""

    is_signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """We asked the feed ourselves and found so many new entries."""

    entries_new: int


Event = Asked | Failed | Verified | Denied | Pushed | Polled


def next_subscription(before: Subscription, event: Event, *, now: datetime) -> Subscription:
    """The subscription after something happened; unchanged where that means nothing to it."""
    current = as_of(before, now=now)
    match event:
        case Asked(mode=mode):
            return asked(current, mode, now=now)
        case Failed():
            return failed(current, event, now=now) if current.awaiting else current
        case Verified():
            return verified(current, event, now=now) if is_confirmed(current, event, now=now) else current
        case Denied():
            return denied(current, event, now=now)
        case Pushed(is_signed=is_signed):
            return pushed(current, is_signed=is_signed, now=now)
        case Polled(entries_new=entries_new):
            return polled(current, entries_new, now=now)


# ---------------------------------------------------------------- time


def as_of(subscription: Subscription, *, now: datetime) -> Subscription:
    """The subscription at a moment: leases end, and requests that nobody verified are given up."""
    current = subscription
    given_up_at = current.asked_at + VERIFY_WAIT if current.asked_at and current.awaiting else None
    if given_up_at and given_up_at <= now:
        # Reckoned from that moment, since nobody may have looked then.
        silence = Failed(reason="the hub did not verify the request within a day")
        current = failed(current, silence, now=given_up_at)
    if current.state == "active" and current.lease_until and current.lease_until <= now:
        return lapsed(current)
    return current


def lapsed(subscription: Subscription) -> Subscription:
    """An active one whose lease is over; a renewal under way may still bring it back."""
    ended = replace(subscription, lease_until=None, note="its lease ended without being renewed")
    if subscription.awaiting == "subscribe":
        return replace(ended, state="pending")
    if subscription.is_trusted or subscription.lease_until is None:
        return replace(ended, state="expired")
    # What told us nothing is not worth asking for again at once.
    return replace(ended, state="expired", next_at=subscription.lease_until + DENIED_WAIT)


def back_off(failures: int) -> timedelta:
    """How long to leave a hub alone after so many failures in a row."""
    return min(BACKOFF_FIRST * (1 << min(max(failures - 1, 0), DOUBLINGS_MAX)), BACKOFF_MAX)


# ---------------------------------------------------------------- the transitions


def asked(current: Subscription, mode: Mode, *, now: datetime) -> Subscription:
    """A request is on its way; an active one stays so while its renewal is."""
    is_new = mode == "subscribe" and current.state != "active"
    return replace(
        current,
        state="pending" if is_new else current.state,
        awaiting=mode,
        asked_at=now,
        next_at=now + ASK_GAP,
        note="asked; the hub has still to verify it" if is_new else current.note,
    )


def failed(current: Subscription, event: Failed, *, now: datetime) -> Subscription:
    """The request is given up, and the next one waits; what is active runs on to its end."""
    failures = current.failures + 1
    asked_to_wait = timedelta(seconds=min(max(event.retry_after_s, 0), BACKOFF_MAX.total_seconds()))
    return replace(
        current,
        state="wanted" if current.state == "pending" else current.state,
        awaiting="",
        failures=failures,
        next_at=now + max(back_off(failures), asked_to_wait),
        note=event.reason,
    )


def is_confirmed(current: Subscription, event: Verified, *, now: datetime) -> bool:
    """The request that the hub asks about is ours, and open."""
    is_ours = event.mode == current.awaiting and event.topic_url == current.topic_url
    is_open = current.asked_at is not None and now - current.asked_at < VERIFY_WAIT
    return bool(current.awaiting) and is_ours and is_open


def verified(current: Subscription, event: Verified, *, now: datetime) -> Subscription:
    """The hub has verified: told until the lease ends, or not told any longer."""
    if event.mode == "unsubscribe":
        return replace(
            current, state="expired", awaiting="", lease_until=None, next_at=None, note="ended at our own wish"
        )
    lease = timedelta(seconds=min(event.lease_s, LEASE_MAX_S) if event.lease_s > 0 else LEASE_ASKED_S)
    return replace(
        current,
        state="active",
        awaiting="",
        verified_at=now,
        lease_until=now + lease,
        next_at=max(now + lease * RENEW_SHARE, (current.asked_at or now) + ASK_GAP),
        is_trusted=True,
        failures=0,
        note="the hub tells us of changes",
    )


def denied(current: Subscription, event: Denied, *, now: datetime) -> Subscription:
    """The hub said no, at once or later; its reason is a stranger's text and is not kept."""
    if event.topic_url != current.topic_url or current.state not in ("pending", "active"):
        return current
    return replace(
        current,
        state="denied",
        awaiting="",
        lease_until=None,
        next_at=now + DENIED_WAIT,
        note="the hub denied the subscription",
    )


def pushed(current: Subscription, *, is_signed: bool, now: datetime) -> Subscription:
    """The hub told us something, so it can be relied on (again)."""
    if current.state not in ("pending", "active", "expired"):
        return current
    told = replace(current, pushed_at=now, is_trusted=True)
    if is_signed or (current.hinted_at and now - current.hinted_at < HINT_GAP):
        return told
    return replace(told, hinted_at=now)


def polled(current: Subscription, entries_new: int, *, now: datetime) -> Subscription:
    """We looked ourselves: news that no push told of since the last look means that pushes cannot be
    relied on.  Judged only where the subscription was active all the time between the two looks.
    """
    since = current.polled_at
    was_told = since is not None and current.pushed_at is not None and current.pushed_at >= since
    was_active = since is not None and current.verified_at is not None and current.verified_at <= since
    seen = replace(current, polled_at=now)
    if current.state != "active" or not was_active or was_told or not entries_new:
        return seen
    return replace(seen, is_trusted=False, note="asking found news that the hub had not told us of")


# ---------------------------------------------------------------- what to do


def find_request(subscription: Subscription, *, is_wanted: bool, now: datetime) -> Mode | None:
    """What is to be asked of the hub now; None: nothing.  ``is_wanted``: the desk still reads the feed."""
    current = as_of(subscription, now=now)
    if current.awaiting:
        return None
    if not is_wanted:
        return "unsubscribe" if current.state == "active" and not current.failures else None
    if (current.next_at and now < current.next_at) or (current.state == "active" and not current.is_trusted):
        return None
    return "subscribe"


def is_over(subscription: Subscription, *, is_wanted: bool, now: datetime) -> bool:
    """Nobody wants it and nothing is left to be asked, so that it can be forgotten."""
    current = as_of(subscription, now=now)
    return not is_wanted and not current.awaiting and find_request(current, is_wanted=False, now=now) is None


def form_of(subscription: Subscription, mode: Mode, *, callback_url: str, secret: str) -> tuple[tuple[str, str], ...]:
    """The fields of a request to the hub; an empty secret is left out."""
    fields = {
        "hub.mode": mode,
        "hub.topic": subscription.topic_url,
        "hub.callback": callback_url,
        "hub.lease_seconds": str(LEASE_ASKED_S) if mode == "subscribe" else "",
        "hub.secret": secret if mode == "subscribe" else "",
    }
    return tuple((name, value) for name, value in fields.items() if value)


def announcement(urls: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The fields that tell a hub that feeds of ours changed."""
    return (("hub.mode", "publish"), *(("hub.url", url) for url in urls))


def may_have_secret(hub_url: str, feed_url: str) -> bool:
    """A secret may go to the hub: never over a plain line, unless the feed itself comes over one.

    Without a secret nothing is signed, so that bodies from such a hub are hints only.
    """
    return urlsplit(hub_url).scheme == "https" or urlsplit(feed_url).scheme == "http"


def find_hub(feed_url: str, *, header: FeedHints | None, document: FeedHints | None) -> tuple[str, str] | None:
    """The hub of a feed and the feed's name there; the headers' word goes before the document's.

    Where a feed does not name itself, its address will do, unless there may be a key to it inside.
    """
    told = [hints for hints in (header, document) if hints]
    hub_url = next((hints.hub_url for hints in told if is_usable(hints.hub_url)), "")
    own_name = feed_url if is_usable(feed_url) and "?" not in feed_url else ""
    topic_url = next((hints.topic_url for hints in told if is_usable(hints.topic_url)), own_name)
    return (hub_url, topic_url) if hub_url and topic_url else None


def is_usable(url: str) -> bool:
    """An address that can be asked, of a sensible length and without a login in it."""
    return bool(url) and len(url) <= URL_CHARS_MAX and is_web_url(url) and "@" not in urlsplit(url).netloc


# ---------------------------------------------------------------- what the hub says


def read_intent(query: Mapping[str, str]) -> Verified | Denied | None:
    """What a hub's GET to the callback says; None: nothing that WebSub knows."""
    mode, topic_url = query.get("hub.mode", ""), query.get("hub.topic", "")
    if mode == "denied":
        return Denied(topic_url=topic_url)
    if mode not in ("subscribe", "unsubscribe") or not query.get("hub.challenge"):
        return None
    return Verified(mode=mode, topic_url=topic_url, lease_s=lease_of(query.get("hub.lease_seconds", "")))


def lease_of(text: str) -> int:
    """Seconds of a lease, bounded; 0 for anything that is no number."""
    return min(int(text[:12]), LEASE_MAX_S) if text.isascii() and text.isdigit() else 0


def is_signed(body: bytes, signature: str, *, secret: str) -> bool:
    """The body comes from whoever knows the secret; compared in constant time."""
    found = SIGNATURE.fullmatch(signature)
    if not found or not secret or found[1].lower() not in METHODS:
        return False
    expected = hmac.new(secret.encode(), body, getattr(hashlib, found[1].lower())).hexdigest()
    return hmac.compare_digest(expected.encode(), found[2].lower().encode())


# ---------------------------------------------------------------- what it means for asking the feed


def with_push(state: FeedState, subscription: Subscription | None, *, now: datetime) -> FeedState:
    """A feed's state with what its subscription means: how long polling may be slow, if at all.

    A hint that came after the last look ends the slowness once: the feed is then due as if there
    were no push, which is never earlier than politeness allows.
    """
    current = as_of(subscription, now=now) if subscription else None
    if current is None or current.state != "active" or not current.is_trusted:
        return replace(state, push_until=None)
    is_hinted = current.hinted_at is not None and (state.checked_at is None or current.hinted_at > state.checked_at)
    return replace(state, push_until=None if is_hinted else current.lease_until)
