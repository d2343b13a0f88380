"""Gathering: what is asked and answered, and what is remembered of feeds and hosts between runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from .documents import FeedHints


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """A server's opaque marks of a version, returned to it exactly as received."""

    etag: str = ""
    last_modified: str = ""
    url: str = ""
    """The address that gave them, the only one they are sent to; empty: where the question begins."""


Trouble = Literal["", "gone", "missing", "refused", "busy", "unknown host", "unreached", "broken"]
"""What kind of failure a feed is in; empty: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What we remember of a feed between runs."""

    feed_url: str
    """Its address on the desk, which names it for good."""
    url: str = ""
    """Where it is asked since it moved for good; empty: ``feed_url``."""
    validators: Validators = Validators()
    body_hash: str = ""
    """SHA-256 of the last body, hexadecimal."""
    checked_at: datetime | None = None
    first_at: datetime | None = None
    """Of the first answer ever."""
    succeeded_at: datetime | None = None
    whole_at: datetime | None = None
    """Of the last answer with a body."""
    next_due_at: datetime | None = None
    """None: never asked, so due now."""
    not_before: datetime | None = None
    """What the host asked us to wait for (Retry-After)."""
    note: str = ""
    """Why it is due when it is due, in words."""
    is_off: bool = False
    """Not asked any more; ``note`` says why."""

    failures: int = 0
    """In a row."""
    failing_since: datetime | None = None
    trouble: Trouble = ""
    troubles: int = 0
    """Failures of this kind in a row."""
    trouble_since: datetime | None = None

    holds_s: int = 0
    """For how long its server said that the last answer holds."""
    hints: FeedHints = field(default_factory=FeedHints)
    """What its last document said about being asked."""
    gap_s: int = 0
    """Median gap of its last posts, in seconds; 0: not known."""
    posted_at: datetime | None = None
    """The newest date in its last document; None: no dates."""
    same_bodies: int = 0
    """Whole answers in a row that brought nothing but what we held."""

    moved_to: str = ""
    """Where its permanent redirects lead, while that is not yet believed."""
    moves: int = 0
    """Answers in a row by way of the same permanent redirect."""
    moved_since: datetime | None = None
    push_until: datetime | None = None
    """Until when a hub tells of changes, so that asking may be rare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """What we remember of a host between runs; hosts are told apart by their exact names."""

    host: str
    blocked_until: datetime | None = None
    """Until when it asked us to stay away (429, 503)."""
    blocks: int = 0
    """In a row."""
    day: str = ""
    """The UTC day that the next two count for, such as ``2026-03-20``."""
    requests: int = 0
    wire_bytes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsCopy:
    """What a site's robots.txt said, once."""

    authority: str
    """Scheme, host and port: ``https://post.example``."""
    fetched_at: datetime
    status: int
    """Of the answer; 0: there was none."""
    text: str = ""
    """What applies: of this answer, or where there was trouble of the last good one; empty: nothing is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of an exchange: redirects make several."""

    url: str
    status: int
    """0: no answer."""
    wire_bytes: int = 0
    """Of the body as it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """One question to one host."""

    feed_url: str
    """What the outcome is filed under: a feed's address on the desk, a page's, a hub's."""
    url: str = ""
    """Where to ask, when a feed has moved for good; empty: ``feed_url``."""
    validators: Validators = Validators()
    is_page: bool = False
    """A page nobody subscribed to: asked only where robots.txt allows it."""
    is_picture: bool = False
    """A picture of such a page; ``is_page`` holds for it, too."""
    form: tuple[tuple[str, str], ...] = ()
    """Fields to post, in order; empty: nothing is posted, the address is read."""
    robots: tuple[RobotsCopy, ...] = ()
    """Copies of robots.txt that are known already, for pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer: a body, or 304 and no body."""

    feed_url: str
    url: str
    """Where the answer came from, after redirects."""
    status: int
    fetched_at: datetime
    content_type: str = ""
    validators: Validators = Validators()
    max_age_s: int = 0
    """How long the server says its answer holds (Cache-Control or Expires less Age), 0: unsaid."""
    retry_after_s: int = 0
    """How long it asks us to wait all the same; 0: unsaid."""
    moved_to: str = ""
    """Where the permanent redirects (301, 308) at the start of the way lead; empty: there are none."""
    hub_url: str = ""
    """A WebSub hub of the ``Link`` header."""
    topic_url: str = ""
    """What the feed is called there (``rel="self"`` of the ``Link`` header)."""
    visits: tuple[Visit, ...] = ()
    """Every request that it took, in order."""
    elapsed_s: float = 0.0
    """From the first request to the last byte, without waiting for a host's turn."""
    robots: tuple[RobotsCopy, ...] = ()
    """Copies of robots.txt that were fetched on the way."""
    rights: tuple[tuple[str, str], ...] = ()
    """Headers that say what machines may do with a page, names in lower case."""
    body: bytes = b""

    @property
    def wire_bytes(self) -> int:
        """What came over the wire, all bodies of the way together."""
        return sum(visit.wire_bytes for visit in self.visits)

    @property
    def is_unchanged(self) -> bool:
        """The server said that nothing is new."""
        return self.status == 304
