"""What a feed's hub and we have agreed on, as a value that travels (see ``model``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """What a feed's hub and we have agreed on.  It holds no secret, so that it may be shown."""

    feed_url: str
    hub_url: str
    topic_url: str
    """What the feed is called at the hub."""
    callback_base: str
    """The desk's ``callback_url`` when it was made."""
    state: Literal["wanted", "pending", "active", "denied", "expired"] = "wanted"
    awaiting: Literal["", "subscribe", "unsubscribe"] = ""
    """The request of ours that the hub has still to verify; only that one can be."""
    asked_at: datetime | None = None
    next_at: datetime | None = None
    """When something is to be asked again at the earliest; None: now."""
    verified_at: datetime | None = None
    lease_until: datetime | None = None
    pushed_at: datetime | None = None
    """When the hub last told us something."""
    hinted_at: datetime | None = None
    """When it last told us something unsigned, which only makes the feed due."""
    polled_at: datetime | None = None
    """When we last looked ourselves."""
    is_trusted: bool = True
    """The hub has told us what we would have found by asking."""
    failures: int = 0
    """Requests in a row that came to nothing."""
    note: str = ""
    """Why it is in this state, in words."""
