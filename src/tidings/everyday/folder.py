"""The content of a site's folder, read and written by path.

``read_content`` takes any file of the folder.  A file in the canonical form of its type is written byte for byte
from its value alone; of any other (a person's hand, an older site) the bytes are kept beside the value, and are
what is written as long as the value stays the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .content import (
    Community,
    Company,
    Customer,
    Event,
    Learning,
    Newsletter,
    Organization,
    Person,
    Sample,
    Sponsorship,
    Tag,
    Topic,
)
from .frontmatter import FENCE, split_front, write_lines
from .record import NewsRecord, read_news, write_news
from .shapes import read_as, text_of, tree_of

Content = (
    NewsRecord
    | Newsletter
    | Learning
    | Sample
    | Person
    | Company
    | Community
    | Event
    | Customer
    | Sponsorship
    | Organization
    | Topic
    | Tag
)
PROVIDER: Final = "provider.name provider.domain provider.images.url provider.publishers.name provider.authors.name"
ENDS: Final = ("\n---\n", "\n---", "\n")
"""How a file of bare YAML ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The content of a file, and its bytes where they are not what writing the content gives."""

    path: str
    value: Content
    data: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How the files of one content type are written."""

    name: str
    folder: str
    suffix: str = ".md"
    record: type[Any]
    plain: str = ""
    """The names of texts without quotation marks, dotted below the first level, with spaces between them."""
    blocks: tuple[str, ...] = ()
    """Names with a blank line before them; of several in one text, the first that is there."""
    is_bare: bool = False
    """YAML alone, without fences."""
    is_closed_apart: bool = True
    """A blank line stands before the closing fence, unless ``secured`` is the last name."""


LEARNING: Final = (
    f"originalUrl webUrl type price length publishedDateTime {PROVIDER} levels items topics tags images.url",
    ("featuredContent", "provider", "levels", "items", "topics", "tags", "images", "secured"),
)
FORMS: Final = (
    Form(name="news", folder="_news", record=NewsRecord),
    Form(name="old news", folder="_archive/_news", record=NewsRecord),
    Form(
        name="newsletter",
        folder="_newsletters",
        suffix=".html",
        record=Newsletter,
        plain="publishedDateTime type topics",
        blocks=("topics", "secured"),
    ),
    Form(name="video", folder="_learning/videos", record=Learning, plain=LEARNING[0], blocks=LEARNING[1]),
    Form(name="course", folder="_learning/courses", record=Learning, plain=LEARNING[0], blocks=LEARNING[1]),
    Form(name="collection", folder="_learning/collections", record=Learning, plain=LEARNING[0], blocks=LEARNING[1]),
    Form(
        name="sample",
        folder="_samples",
        record=Sample,
        plain=f"originalUrl webUrl type publishedDateTime {PROVIDER} topics tags images.url",
        blocks=("featuredContent", "actions", "provider", "topics", "tags", "images", "secured"),
    ),
    Form(
        name="person",
        folder="_people",
        record=Person,
        plain="location affiliation.name affiliation.domain website twitter.username twitter.url linkedin.url"
        " googleScholar.url weibo.url youtube.url twitch.url wikipedia.url topics tags images.url",
        blocks=(
            "affiliation",
            "website",
            "twitter",
            "linkedin",
            "googleScholar",
            "weibo",
            "youtube",
            "twitch",
            "wikipedia",
            "topics",
            "tags",
            "images",
            "secured",
        ),
    ),
    Form(
        name="company",
        folder="_companies",
        record=Company,
        plain="website size locations funding.status topics tags",
        blocks=(
            "website",
            "linkedin",
            "crunchbase",
            "twitter",
            "size yearFounded locations",
            "funding",
            "topics",
            "tags",
            "images",
            "videos",
            "secured",
        ),
    ),
    Form(
        name="community",
        folder="_communities",
        record=Community,
        plain=f"originalUrl webUrl type {PROVIDER} topics tags images.url",
        blocks=("provider", "topics", "tags", "images", "secured"),
    ),
    Form(
        name="event",
        folder="_events",
        record=Event,
        plain=f"originalUrl website type startDateTime endDateTime location price {PROVIDER} topics tags images.url",
        blocks=("provider", "topics", "tags", "images", "secured"),
    ),
    Form(
        name="customer",
        folder="_customers",
        record=Customer,
        plain=f"originalUrl webUrl type publishedDateTime {PROVIDER} topics tags images.url",
        blocks=("provider", "topics", "tags", "images", "secured"),
    ),
    Form(
        name="sponsorship",
        folder="_sponsorships",
        record=Sponsorship,
        plain="sponsor.name sponsor.url sponsor.logoForLightTheme sponsor.logoForDarkTheme"
        " messages.title messages.url messages.image placements",
        blocks=("messages", "schedules", "placements"),
        is_closed_apart=False,
    ),
    Form(
        name="organization",
        folder="_data/organizations",
        record=Organization,
        plain="taxonomy _id name domain images.url",
        is_closed_apart=False,
    ),
    Form(
        name="topic",
        folder="_data/topics",
        suffix=".yaml",
        record=Topic,
        plain="taxonomy _id name shortname parent description keywords images services",
        is_bare=True,
    ),
    Form(
        name="tag",
        folder="_data/tags",
        suffix=".yaml",
        record=Tag,
        plain="taxonomy _id name parents description regex services",
        is_bare=True,
    ),
)
"""Every content type and where its files are; all lie directly in their folder."""
PLAIN_OF: Final = {form.name: frozenset(form.plain.split()) for form in FORMS}
FORM_OF: Final[Mapping[tuple[str, str], Form]] = {(form.folder, form.suffix): form for form in FORMS}


def form_of(path: str) -> Form | None:
    """The form of the file at a path of a site's folder; None: it is no content."""
    folder, _, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    return FORM_OF.get((folder, dot + suffix)) if stem and not stem.startswith(".") else None


def read_content(path: str, data: bytes) -> Kept | None:
    """The content of a file; None: that path holds none.  Raises RecordError, which names file, line and key."""
    form = form_of(path)
    if form is None:
        return None
    value = read_value(form, data, file=path)
    return Kept(path=path, value=value, data=None if write_value(form, value) == data else data)


def write_kept(kept: Kept) -> bytes:
    """The file of what was kept: the bytes that it was read from, if its value is still theirs.

    Raises ValueError where its path is none of content.
    """
    form = form_of(kept.path)
    if form is None:
        raise ValueError(f"no content stands at {kept.path}")
    written = write_value(form, kept.value)
    if kept.data is None or write_value(form, read_value(form, kept.data, file=kept.path)) != written:
        return written
    return kept.data


def read_value(form: Form, data: bytes, *, file: str) -> Content:
    """The value of a file; raises RecordError."""
    value: Content
    if form.record is NewsRecord:
        return read_news(data, file=file)
    text = text_of(data, file=file)
    if form.is_bare:
        front, end = split_bare(text)
        value = read_as(form.record, front, end, file=file, first=1)
    else:
        value = read_as(form.record, *split_front(text, file=file), file=file)
    return value


def write_value(form: Form, value: Content) -> bytes:
    """The canonical file of a value."""
    if isinstance(value, NewsRecord):
        return write_news(value)
    tree = tree_of(value)
    lines = write_lines(tree, plain=PLAIN_OF[form.name], blocks=form.blocks)
    if form.is_bare:
        return ("\n".join(lines) + value.body).encode("utf-8", "surrogatepass")
    if form.is_closed_apart and next(reversed(tree), "") != "secured":
        lines.append("")
    return ("\n".join(["---", *lines, FENCE]) + value.body).encode("utf-8", "surrogatepass")


def split_bare(text: str) -> tuple[str, str]:
    """The YAML of a file that has no fences, and how the file ends."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").removeprefix(FENCE)
    end = next((end for end in ENDS if text.endswith(end)), "")
    return text.removesuffix(end), end
