"""A desk: what its owner wrote down."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..rules import ImageRules, Rules
from ..sources import KnownSource
from ..subjects import HelpLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """The publication's identity, shown everywhere."""

    title: str
    tagline: str = ""
    url: str = ""
    """Absolute address the site will live at, without a final slash; may be empty."""
    language: str = "en"
    time_zone: str = "UTC"
    """An IANA name; days and times on pages are told in it."""
    editor: str = ""
    contact: str = ""
    """How publishers and readers reach the editor: an address or a URL; sent in the User-Agent."""

    @property
    def locale(self) -> str:
        """The language as the reference system tells it: in small letters, and plain English as ``en-us``."""
        small = self.language.lower()
        return "en-us" if small in ("", "en") else small


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A label for what a story is about."""

    id: str
    """``[a-z0-9-]+``; part of addresses, so it must not change."""
    name: str
    description: str = ""
    parent: str = ""
    """Id of the wider topic, or empty."""
    keywords: tuple[str, ...] = ()
    """Words or phrases, one of which assigns the topic: whole, in all their forms and any case; ``=Name`` in just this
    case and form; ``word?`` only beside one of ``near``.
    """
    all: tuple[str, ...] = ()
    """Words or phrases that must be there, too, every one; without ``keywords`` they assign it."""
    near: tuple[str, ...] = ()
    """Words or phrases that settle the sense of a keyword that has several."""
    none: tuple[str, ...] = ()
    """Words or phrases whose presence refuses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One address of a source that we read."""

    url: str
    title: str = ""
    source: str = ""
    """Name of the source to show; empty: worked out from the feed's title."""
    topics: tuple[str, ...] = ()
    """Topics that everything in this feed belongs to."""
    folder: str = ""
    """The folder it lies in in the owner's subscription list, those around it first: ``News/Europe``."""
    pages: str = ""
    """When its articles' pages are asked for: ``never``, ``short``, ``always``; empty: as ``rules.pages`` says."""
    clock: str = ""
    """The zone its times are really in, whatever they say: an IANA name or ``+05:30``; empty: as they say."""
    search: bool = False
    """It is what a search found, not what a publisher lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """How the world reaches us, and how it hears of changes (WebSub); empty: it does not."""

    callback_url: str = ""
    """Public address under which hubs reach ``tidings serve``, without a final slash."""
    hub_url: str = ""
    """The hub that tells others of changes in the feeds we publish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Securing:
    """Where the keys to records' private fields are; empty: none are published, unless the environment has keys."""

    keys: str = ""
    """A file, from the desk's folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One configured topical newsroom."""

    masthead: Masthead
    topics: tuple[Topic, ...] = ()
    feeds: tuple[Feed, ...] = ()
    sources: tuple[KnownSource, ...] = ()
    """What the desk itself says of sources; it goes beyond the list that comes with Tidings."""
    help_lines: tuple[HelpLine, ...] = ()
    """Where the desk sends readers for help; they go before those that come with Tidings."""
    serve: Serving = Serving()
    secured: Securing = Securing()
    images: ImageRules = field(default_factory=ImageRules)
    rules: Rules = field(default_factory=Rules)
