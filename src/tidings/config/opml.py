"""Subscription lists: OPML to feeds and back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from html import escape
from itertools import takewhile

from lxml import etree

from ..errors import ConfigError
from ..model import Desk, Drop, Feed, Topic
from ..text import slugify, squeeze
from ..urls import canonical_url
from .checks import CHOICES, CONTROL, complain_of_clock, complain_of_url
from .proof import cut

FEEDS_MAX = 10_000
OPML_BYTES_MAX = 10_000_000
TEXT_CHARS_MAX = 500
NAMESPACE = "urn:tidings:opml"
"""Of our own attributes, which say what the standard ones cannot; OPML 2.0 allows them, readers pass them over."""
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)(?:([a-z][a-z0-9]{1,31});)?", re.IGNORECASE)
"""What XML calls an error: an entity of HTML, or an & that begins none."""
WRITTEN = {"type": "type", "text": "text", "title": "title", "xmlurl": "xmlUrl", "category": "category"}
"""Our names of an outline's attributes, and how they are written."""

Problems = tuple[ConfigError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriptions:
    """What was found in a subscription list that may be dirty."""

    feeds: tuple[Feed, ...]
    doubles: tuple[Drop, ...] = ()
    """Outlines whose address another one has already."""
    problems: Problems = ()
    """Outlines that cannot be used, with their lines."""
    lines_mended: int = 0
    """It was not well-formed XML: on so many lines something was put right or passed over."""

    @property
    def is_mended(self) -> bool:
        """It was not well-formed XML; what could be read was."""
        return self.lines_mended > 0


def parse_opml(text: str | bytes, *, file: str, topics: Sequence[Topic] = ()) -> tuple[Feed, ...]:
    """The feeds of a subscription list, in its order; outlines without an xmlUrl are folders.

    A folder or category that is named like the id or name of one of ``topics`` gives its feeds that
    topic.  The same address twice is one feed with the topics of both.  Raises ConfigError, with file
    and line, for what is no OPML or holds an address that cannot be asked.
    """
    feeds, problems = read_opml(text, file=file, topics=topics)
    if problems:
        raise problems[0]
    return feeds


def read_opml(text: str | bytes, *, file: str, topics: Sequence[Topic]) -> tuple[tuple[Feed, ...], Problems]:
    """The feeds that can be used, and what is wrong with the others."""
    try:
        root = parse_xml(text, file=file)
    except ConfigError as error:
        return (), (error,)
    found = subscriptions(root, file=file, topics=topics)
    return found.feeds, found.problems


def read_subscriptions(text: str | bytes, *, file: str, topics: Sequence[Topic] = ()) -> Subscriptions:
    """What can be had of a list from another reader: broken XML is mended, unusable outlines are told.

    Raises ConfigError for what is no OPML at all.
    """
    try:
        return subscriptions(parse_xml(text, file=file), file=file, topics=topics)
    except ConfigError as error:
        mended = mended_xml(text, file=file) if isinstance(error.__cause__, etree.XMLSyntaxError) else None
        if mended is None:
            raise
    root, lines = mended
    return replace(subscriptions(root, file=file, topics=topics), lines_mended=lines)


def subscriptions(root: etree._Element, *, file: str, topics: Sequence[Topic]) -> Subscriptions:
    """The feeds of a document, and what became of every other outline with an address."""
    forms = topic_forms(topics)
    feeds: dict[str, Feed] = {}
    doubles: list[Drop] = []
    problems: list[ConfigError] = []
    for outline in outlines(root):
        feed = feed_of(outline, topics=forms)
        line = int(getattr(outline, "sourceline", None) or 0)  # the stubs give it no type
        page = canonical_url(feed.url)
        if not feed.url:
            continue
        if complaint := complain_of_url(feed.url):
            message = f"xmlUrl {complaint}; correct it or remove the outline"
            problems.append(ConfigError(message, file=file, line=line, key="xmlUrl"))
        elif page in feeds:
            doubles.append(Drop(what=feed.url, reason=f"line {line} lists it again"))
            feeds[page] = merged(feeds[page], feed)
        elif len(feeds) >= FEEDS_MAX:
            problems.append(ConfigError(f"more than {FEEDS_MAX:,} feeds; split the list", file=file, line=line))
            break
        else:
            feeds[page] = feed
    return Subscriptions(feeds=tuple(feeds.values()), doubles=tuple(doubles), problems=tuple(problems))


# ---------------------------------------------------------------- XML


def parse_xml(text: str | bytes, *, file: str) -> etree._Element:
    """The root of an OPML document; raises ConfigError."""
    is_decoded = isinstance(text, str)
    body = text.removeprefix("\ufeff").encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(body) > OPML_BYTES_MAX:
        raise ConfigError(f"larger than {OPML_BYTES_MAX:,} bytes; this cannot be a subscription list", file=file)
    refuse_entities(body.replace(b"\0", b""), file=file)
    try:
        root = etree.fromstring(body.lstrip(), xml_parser(encoding="utf-8" if is_decoded else None))
    except etree.XMLSyntaxError as error:
        raise ConfigError(
            f"not well-formed XML: {error.msg}; export it again, or correct it (in XML & is written &amp;)",
            file=file,
            line=error.lineno or 0,
        ) from error
    if not is_opml(root):
        raise ConfigError(
            f"not OPML: its root is <{cut(etree.QName(root).localname)}>; export your subscriptions as OPML", file=file
        )
    return root


def refuse_entities(body: bytes, *, file: str) -> None:
    """Raises ConfigError where entities are declared: libxml2 replaces them in attributes whatever it is told."""
    if ENTITY.search(body):
        raise ConfigError("declares XML entities, which no subscription list needs; remove its DOCTYPE", file=file)


def xml_parser(*, encoding: str | None, recover: bool = False) -> etree.XMLParser:
    """A parser that asks nobody and replaces nothing."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
        encoding=encoding,
    )


def is_opml(root: etree._Element) -> bool:
    """The root of a subscription list, whatever its namespace and case."""
    return etree.QName(root).localname.lower() == "opml"


def mended_xml(text: str | bytes, *, file: str) -> tuple[etree._Element, int] | None:
    """The root of an OPML document with the usual sins, and on how many lines they are; None: even so there is none.

    Entities of HTML and a bare ``&`` are put right; wrong characters, unclosed and cut-off tags are
    passed over.  Raises ConfigError where entities are declared, as ``parse_xml`` does.
    """
    said, is_guessed = decoded(text)
    lines = DECLARATION.sub("", said.removeprefix("\ufeff")).strip().split("\n")
    mended = [mended_line(line) for line in lines]
    # Again: what was passed over may have stood in the middle of the word.
    body = "\n".join(mended).encode("utf-8", "surrogatepass")
    refuse_entities(body, file=file)
    parser = xml_parser(encoding="utf-8", recover=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:  # nothing at all
        return None
    if root is None or not is_opml(root):
        return None
    changed = {
        number
        for number, (before, after) in enumerate(zip(lines, mended, strict=True), 1)
        if before != after or (is_guessed and not before.isascii())
    }
    changed |= {error.line for error in parser.error_log}
    return root, max(len(changed), 1)  # else it was the declaration


def mended_line(line: str) -> str:
    """A line without what XML cannot hold, and with entities that it knows; still one line."""
    plain = NAMED.sub(lambda match: escape(html.unescape(match[0])), NOT_IN_XML.sub("", line))
    return plain.replace("\n", " ")


def decoded(text: str | bytes) -> tuple[str, bool]:
    """A list's text: UTF-8, else what Windows wrote, which is a guess."""
    if isinstance(text, str):
        return text, False
    try:
        return text.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace"), True


def outlines(root: etree._Element) -> Iterator[etree._Element]:
    """All outlines, folders too, in the order of the document."""
    return (element for element in root.iter("{*}outline") if isinstance(element.tag, str))


def attributes(outline: etree._Element) -> Mapping[str, str]:
    """Squeezed attributes by their name in small letters: readers differ in how they write xmlUrl."""
    return {str(name).lower(): squeeze(CONTROL.sub(" ", str(value))) for name, value in outline.attrib.items()}


# ---------------------------------------------------------------- outlines to feeds


def topic_forms(topics: Iterable[Topic]) -> dict[str, str]:
    """Every form of a topic's id and name that a folder may be named like, to the id; ids win."""
    known = tuple(topics)
    names = {form: topic.id for topic in known for form in (topic.name.strip().lower(), slugify(topic.name)) if form}
    return names | {topic.id: topic.id for topic in known}


def feed_of(outline: etree._Element, *, topics: Mapping[str, str]) -> Feed:
    """The feed of an outline; without an address where it is none.  ``topics``: forms to ids."""
    own = {
        field.name: str(outline.attrib[name])
        for field in fields(Feed)
        if (name := f"{{{NAMESPACE}}}{field.name}") in outline.attrib
    }
    return with_own(plain_feed(attributes(outline), folders_around(outline), topics=topics), own, topics=topics)


def plain_feed(said: Mapping[str, str], folders: Sequence[str], *, topics: Mapping[str, str]) -> Feed:
    """The feed that an outline's standard attributes tell of; ``folders`` are those it lies in, widest first."""
    url, text = said.get("xmlurl", ""), said.get("text", "")
    title = said.get("title", text)
    # Readers keep the publisher's title in `title` and the owner's name for it in `text`.
    source = text if text not in (title, url) else ""
    return Feed(
        url=url,
        title="" if title == url else title[:TEXT_CHARS_MAX],
        source=source[:TEXT_CHARS_MAX],
        topics=tuple(dict.fromkeys(topics_named(said.get("category", ""), folders, topics=topics))),
        folder="/".join(folders),
    )


def folders_around(outline: etree._Element) -> tuple[str, ...]:
    """Names of the folders that an outline lies in, widest first; an outline with an address is no folder."""
    around = [attributes(folder) for folder in outline.iterancestors("{*}outline")]
    names = (said.get("text") or said.get("title", "") for said in around if not said.get("xmlurl"))
    return tuple(name[:TEXT_CHARS_MAX] for name in names if name)[::-1]


def topics_named(categories: str, folders: Sequence[str], *, topics: Mapping[str, str]) -> Iterator[str]:
    """The topics that the feed's categories and the folders it lies in are named like, nearest folder first."""
    names = [part for category in categories.split(",") for part in category.split("/")]
    for name in (*names, *reversed(folders)):
        yield from [topics[form] for form in (name.strip().lower(), slugify(name)) if form in topics][:1]


def with_own(feed: Feed, own: Mapping[str, str], *, topics: Mapping[str, str]) -> Feed:
    """A feed with what our own attributes say of it, as far as it can be used here."""
    named: dict[str, str] = {name: own[name] for name in ("title", "source", "folder") if name in own}
    if "clock" in own and not complain_of_clock(own["clock"]):
        named["clock"] = own["clock"]
    if own.get("pages") in CHOICES["feeds.pages"]:
        named["pages"] = own["pages"]
    ids = set(topics.values())
    kept = tuple(topic for topic in own["topics"].split(",") if topic in ids) if "topics" in own else feed.topics
    return replace(feed, topics=kept, search=own.get("search") == "true", **named)


def merged(feed: Feed, again: Feed) -> Feed:
    """A feed that lies in two folders: the topics of both, and the first place."""
    return replace(feed, topics=tuple(dict.fromkeys((*feed.topics, *again.topics))))


# ---------------------------------------------------------------- feeds to outlines


def write_opml(desk: Desk) -> str:
    """The desk's feeds as an OPML 2.0 document, in their folders; reading it gives the same feeds back.

    Topics are categories.  Where the standard attributes would be read otherwise, our own say how.
    """
    lines = [*body_lines(desk.feeds, topics=topic_forms(desk.topics))]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<opml version="2.0" xmlns:tidings="{NAMESPACE}">',
            f"  <head><title>{escaped(desk.masthead.title)}</title></head>",
            "  <body>",
            *lines,
            "  </body>",
            "</opml>",
            "",
        ]
    )


def body_lines(feeds: Iterable[Feed], *, topics: Mapping[str, str]) -> Iterator[str]:
    """The outlines in the feeds' order; a folder is closed as soon as a feed outside of it follows."""
    here: tuple[str, ...] = ()
    for feed in (*feeds, None):
        there = folder_names(feed.folder) if feed else ()
        shared = len([*takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False))])
        yield from (f"{indent(depth)}</outline>" for depth in range(len(here) - 1, shared - 1, -1))
        yield from (f'{indent(depth)}<outline text="{escaped(there[depth])}">' for depth in range(shared, len(there)))
        if feed:
            yield indent(len(there)) + outline_of(feed, there, topics=topics)
        here = there


def indent(depth: int) -> str:
    """White space before an outline that lies in so many folders."""
    return "    " + "  " * depth


def folder_names(folder: str) -> tuple[str, ...]:
    """The names in a feed's ``folder``, widest first."""
    return tuple(name for part in folder.split("/") if (name := printable(part)[:TEXT_CHARS_MAX]))


def outline_of(feed: Feed, folders: Sequence[str], *, topics: Mapping[str, str]) -> str:
    """One feed; every outline has a ``text``, as OPML 2.0 wants it."""
    url = printable(feed.url)
    said = {
        "type": "rss",
        "text": printable(feed.source) or printable(feed.title) or url,
        "title": printable(feed.title),
        "xmlurl": url,
        "category": ",".join(feed.topics),
    }
    plain = plain_feed(said, folders, topics=topics)
    written = [(name, said[key]) for key, name in WRITTEN.items() if said[key] or key == "title"]
    own = [
        (f"tidings:{name}", ",".join(value) if isinstance(value, tuple) else value)
        for name in ("title", "source", "topics", "folder", "clock", "pages")
        if (value := getattr(feed, name)) != getattr(plain, name)
    ]
    own += [("tidings:search", "true")] if feed.search else []
    told = " ".join(f'{name}="{escape(NOT_IN_XML.sub("", value))}"' for name, value in (*written, *own))
    return f"<outline {told}/>"


def printable(text: str) -> str:
    """Text as reading it back gives it: on one line, without what XML cannot hold."""
    return squeeze(CONTROL.sub(" ", NOT_IN_XML.sub("", text)))


def escaped(text: str) -> str:
    """Printable text for an element or attribute."""
    return escape(printable(text))
