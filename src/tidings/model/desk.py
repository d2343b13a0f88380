"""A desk: what its owner wrote down."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..rules import ImageRules, Rules
from ..sources import KnownSource
from ..subjects import HelpLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Machines:
    """What the desk tells machines of what they may do with what it publishes; people and searching are never shut out.

    Nothing is said of AI unless the desk says it: most of what is published here are others' words, which are not
    the desk's to give away.
    """

    ai_training: str = ""
    """``allow`` or ``refuse``: whether models may be trained on it; empty: unsaid."""
    ai_answers: str = ""
    """``allow`` or ``refuse``: whether it may go into machines' answers; empty: unsaid."""
    policy: str = ""
    """Address of the terms for people."""
    summary: bool = False
    """Whether ``llms.txt`` tells language models what this is and where its data are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What the publisher says of itself in ``trust.txt``: addresses of sites."""

    belongs_to: tuple[str, ...] = ()
    """Associations that it is a member of."""
    control: tuple[str, ...] = ()
    """Sites that it controls."""
    controlled_by: tuple[str, ...] = ()
    """Who controls it."""
    social: tuple[str, ...] = ()
    """Its accounts on social networks."""
    disclosure: tuple[str, ...] = ()
    """Where it tells of money, ownership and ethics."""


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
    logo: str = ""
    """Address of the publication's logo."""
    ethics: str = ""
    """Address of its code of ethics."""
    corrections: str = ""
    """Address of how it corrects mistakes."""
    security_contact: str = ""
    """How to tell of a hole in the site's security: an address, a telephone number or a URL."""
    other_languages: tuple[str, ...] = ()
    """Sister publications in other languages, each a language tag and the address of its front page."""
    machines: Machines = Machines()
    trust: Trust = Trust()

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
