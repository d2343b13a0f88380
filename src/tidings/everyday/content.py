"""What a site of the reference system holds besides news: one dataclass for each content type.

Fields stand in the order of the files.  What no file was seen of says so; it follows the forms of the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from .record import Provider, RecordImage
from .shapes import More


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter:
    """One issue as it was mailed; its body is the whole e-mail."""

    title: str
    """The subject: ``Power Apps Every Day (2023-03-20)``."""
    excerpt: str
    """The first titles, with `` / `` between them."""
    publishedDateTime: str  # noqa: N815  # the reference system's names
    webUrl: str  # noqa: N815
    type: str = "article"
    topics: tuple[str, ...] = ()
    """The site's own topic."""
    secured: str | None = None
    """Since November 2023."""
    more: More = ()
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """What learners think of a course."""

    count: int
    average: float
    """Of five."""
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """Something to learn from: a video, a course or a collection of both, by ``type``.

    Videos have ``originalUrl``, ``publishedDateTime`` and ``featuredContent``, courses ``webUrl``, ``ratings`` and
    ``levels``, collections ``items``.
    """

    title: str
    excerpt: str | None = None
    originalUrl: str | None = None  # noqa: N815
    webUrl: str | None = None  # noqa: N815
    """Of courses only: everything else has its page on the site itself."""
    type: str
    price: str | None = None
    length: str | None = None
    """ISO 8601, such as ``PT13M34S``; some courses say it in words."""
    ratings: Ratings | None = None
    publishedDateTime: str | None = None  # noqa: N815
    heat: int | None = None
    """50, and the views of about two days."""
    removed: bool | None = None
    """True: listed nowhere."""
    published: bool | None = None
    featuredContent: str | None = None  # noqa: N815
    provider: Provider | None = None
    levels: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    """``videos/SLUG`` or ``courses/SLUG``."""
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[RecordImage, ...] = ()
    secured: str | None = None
    more: More = ()
    body: str = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What a reader can do with a sample: mostly one download."""

    url: str
    type: str | None = None
    title: str | None = None
    attribution: str | None = None
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Something to download and try; its body is the HTML of its page."""

    title: str
    excerpt: str | None = None
    originalUrl: str | None = None  # noqa: N815
    webUrl: str | None = None  # noqa: N815
    type: str = "download"
    publishedDateTime: str | None = None  # noqa: N815
    heat: int | None = None
    removed: bool | None = None
    published: bool | None = None
    featuredContent: str | None = None  # noqa: N815
    actions: tuple[Action, ...] = ()
    provider: Provider | None = None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[RecordImage, ...] = ()
    secured: str | None = None
    more: More = ()
    body: str = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A page of somebody elsewhere, and how many follow it there."""

    username: str | None = None
    url: str | None = None
    followers: int | None = None
    subscribers: int | None = None
    citations: int | None = None
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whom readers of the topic follow."""

    name: str
    bio: str | None = None
    location: str | None = None
    type: str = "profile"
    heat: int | None = None
    removed: bool | None = None
    published: bool | None = None
    affiliation: Provider | None = None
    website: str | None = None
    twitter: Account | None = None
    linkedin: Account | None = None
    googleScholar: Account | None = None  # noqa: N815
    weibo: Account | None = None
    youtube: Account | None = None
    twitch: Account | None = None
    wikipedia: Account | None = None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[RecordImage, ...] = ()
    secured: str | None = None
    more: More = ()
    body: str = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """How a company is financed."""

    status: str | None = None
    """Such as ``Early Stage Venture``."""
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A film about a company."""

    url: str
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company of the topic."""

    name: str
    otherNames: tuple[str, ...] = ()  # noqa: N815
    overview: str | None = None
    type: str = "profile"
    heat: int | None = None
    removed: bool | None = None
    published: bool | None = None
    website: str | None = None
    linkedin: Account | None = None
    crunchbase: Account | None = None
    twitter: Account | None = None
    size: str | None = None
    """In words: ``201-500 employees``."""
    yearFounded: int | None = None  # noqa: N815
    locations: tuple[str, ...] = ()
    funding: Funding | None = None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[RecordImage, ...] = ()
    videos: tuple[Film, ...] = ()
    secured: str | None = None
    more: More = ()
    body: str = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A place where people talk about the topic."""

    name: str
    excerpt: str | None = None
    originalUrl: str | None = None  # noqa: N815
    webUrl: str | None = None  # noqa: N815
    type: str = "forum"
    members: int | None = None
    heat: int | None = None
    removed: bool | None = None
    published: bool | None = None
    provider: Provider | None = None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[RecordImage, ...] = ()
    secured: str | None = None
    more: More = ()
    body: str = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A conference."""

    name: str
    excerpt: str | None = None
    originalUrl: str | None = None  # noqa: N815
    website: str | None = None
    type: str = "conference"
    startDateTime: str | None = None  # noqa: N815
    endDateTime: str | None = None  # noqa: N815
    location: str | None = None
    price: str | None = None
    """``$`` to ``$$$$``."""
    removed: bool | None = None
    published: bool | None = None
    provider: Provider | None = None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[RecordImage, ...] = ()
    secured: str | None = None
    more: More = ()
    body: str = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Somebody who uses what the topic is about; no file of this type was seen."""

    title: str
    excerpt: str | None = None
    originalUrl: str | None = None  # noqa: N815
    webUrl: str | None = None  # noqa: N815
    type: str = "article"
    publishedDateTime: str | None = None  # noqa: N815
    heat: int | None = None
    removed: bool | None = None
    published: bool | None = None
    provider: Provider | None = None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[RecordImage, ...] = ()
    secured: str | None = None
    more: More = ()
    body: str = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """Who pays."""

    name: str
    url: str | None = None
    logoForLightTheme: str | None = None  # noqa: N815
    logoForDarkTheme: str | None = None  # noqa: N815
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a sponsor says."""

    title: str
    description: str | None = None
    url: str | None = None
    image: str | None = None
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsorship:
    """What a sponsor says, when, and where."""

    sponsor: Sponsor
    messages: tuple[Message, ...] = ()
    schedules: tuple[str, ...] = ()
    """Days: ``2020-02-20``."""
    placements: tuple[str, ...] = ()
    """Names of places in the reference system's apps."""
    more: More = ()
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A publisher that the site knows: its articles are worth more."""

    taxonomy: str = "organization"
    _id: str
    name: str
    domain: str
    images: tuple[RecordImage, ...] = ()
    """50 and 400 pixels wide."""
    more: More = ()
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of a site, and where its pages of the interface are."""

    taxonomy: str = "topic"
    _id: str
    name: str
    shortname: str | None = None
    parent: str | None = None
    """The name of the topic above."""
    description: str | None = None
    keywords: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    services: tuple[tuple[str, str], ...] = ()
    """Of each collection that has pages for this topic, its name and their address."""
    more: More = ()
    body: str = "\n"
    """What follows the last value: a line end, nothing, or a stray ``---``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagService:
    """Where a tag's pages would be, and how much there is."""

    url: str | None = None
    volume: int | None = None
    more: More = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag: a second order of things that was never finished; ``regex`` and ``volume`` are empty in all files."""

    taxonomy: str = "tag"
    _id: str
    name: str | None = None
    parents: tuple[str, ...] = ()
    """Ids of the tags above."""
    description: str | None = None
    regex: str | None = None
    services: tuple[tuple[str, TagService], ...] = ()
    more: More = ()
    body: str = "\n"
