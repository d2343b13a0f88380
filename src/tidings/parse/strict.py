"""The fast way: a well-formed document, element by element, in the order in which it stands.

It reads every format with one table, as the tolerant way does (``tolerant.py``), and says the same;
what it would not read in exactly the same way it declines.  ``tests/parse/test_two_ways.py`` compares them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from html import escape as escape_all

from ..urls import is_web_url
from .draft import (
    HTML_KINDS,
    Dated,
    Document,
    Draft,
    Link,
    Person,
    Text,
    kind_of,
    looks_like_html,
    split_words,
    unmangled,
)
from .fields import split_person
from .tree import NAMESPACES, XML_SPACE, Element, format_of, local_name

escape = partial(escape_all, quote=False)
XHTML_SPACE = "http://www.w3.org/1999/xhtml"
XHTML = "application/xhtml+xml"
VOID = frozenset(
    "area base basefont br col command embed frame hr img input keygen link meta param source track wbr".split()
)
UNREAD = frozenset({"source", "textinput", "geo:point", "geo:long"})
"""Elements whose children speak of something else."""
XLINK_SPACE = "http://www.w3.org/1999/xlink"
INLINE_SPACES = frozenset({XHTML_SPACE, "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"})
ATTRIBUTE_PREFIXES = {XML_SPACE[1:-1]: "xml:", XHTML_SPACE: "xhtml:", XLINK_SPACE: "xlink:"}
LANGUAGE = f"{XML_SPACE}lang"
CDF_NAMES = ("href", "lastmod", "HREF", "LASTMOD")
CATEGORIES = ("category", "itunes:category")
DEPTH_INSIDE_MAX = 64
"""Elements inside an item or channel; deeper ones say nothing about it."""


class DeclinedError(Exception):
    """The fast way will not read this; the tolerant way must."""


Rule = Callable[["Walk", Draft, Element, int], None]


@dataclass(slots=True)
class Walk:
    """The state of reading one document."""

    is_atom: bool
    is_atom_10: bool
    has_bases: bool
    """The document uses ``xml:base``."""
    items_max: int
    names: dict[str, str] = field(default_factory=dict)
    """Plain names by tag."""
    rules: dict[str, Rule] = field(default_factory=dict)
    """Rules by tag."""
    channel: Draft = field(default_factory=Draft)
    items: list[Draft] = field(default_factory=list)
    beyond: int = 0


def read_strict(root: Element, *, has_bases: bool, items_max: int) -> Document:
    """The document of a tree; raises DeclinedError where the tolerant way must read it."""
    name = local_name(root)
    is_atom = name in ("feed", "entry")
    walk = Walk(
        is_atom=is_atom,
        is_atom_10=is_atom and "2005/Atom" in root.tag,
        has_bases=has_bases,
        items_max=items_max,
    )
    if has_bases and any(not is_base(child.get(f"{XML_SPACE}base") or "") for child in root.iter()):
        raise DeclinedError("an odd base")
    stated = root.get(LANGUAGE) or root.get("lang")
    if stated and name in ("feed", "rss", "rdf"):
        walk.channel.language = stated.replace("_", "-")
    if name in ("entry", "item"):
        read_item(walk, root, 1)
    else:
        if name == "channel" and any(root.get(name) for name in CDF_NAMES):
            raise DeclinedError("CDF")
        read_children(walk, walk.channel, root, 1)
    return Document(
        channel=walk.channel,
        items=tuple(walk.items),
        format=format_of(root),
        is_atom=is_atom,
        beyond=walk.beyond,
    )


def name_of(walk: Walk, element: Element) -> str:
    """An element's plain name: ``title``, ``dc:date``; a document's own prefixes do not matter."""
    tag = element.tag
    known = walk.names.get(tag)
    if known is not None:
        return known
    if not isinstance(tag, str):
        raise DeclinedError("an entity")
    space, _, local = tag.rpartition("}")
    prefix = NAMESPACES.get(space[1:].lower())
    if prefix is None:
        prefix = (element.prefix or "").lower().removeprefix("rss")  # some write <rss:item>
    name = f"{prefix}:{local.lower()}" if prefix else local.lower()
    walk.names[tag] = name
    return name


def read_children(walk: Walk, draft: Draft, parent: Element, depth: int) -> None:
    """All elements below one, each by its rule; those without a rule are looked through."""
    rules, depth = walk.rules, depth + 1
    for child in parent:
        tag = child.tag
        rule = rules.get(tag)
        if rule is None:
            rule = rules[tag] = RULES.get(name_of(walk, child), look_through)
        rule(walk, draft, child, depth)


def look_through(walk: Walk, draft: Draft, element: Element, depth: int) -> None:
    """An element without a rule: those inside it may have one."""
    if len(element) and walk.names[element.tag] not in UNREAD and depth <= DEPTH_INSIDE_MAX:
        read_children(walk, draft, element, depth)


def stated(element: Element) -> dict[str, str]:
    """An element's attributes, in one call of the library."""
    return dict(element.items())  # type: ignore[arg-type]  # bytes only where Python 2 was


def read_item(walk: Walk, element: Element, depth: int) -> None:
    """An item or entry."""
    if len(walk.items) >= walk.items_max:
        walk.beyond += 1
        return
    said = stated(element)
    if any(said.get(name) for name in CDF_NAMES):
        raise DeclinedError("CDF")
    about = next((value for key, value in said.items() if key.endswith("}about")), "")
    draft = Draft(id=about, about=about, source=element, language=said.get(LANGUAGE, ""))
    walk.items.append(draft)
    read_children(walk, draft, element, depth)


def is_base(base: str) -> bool:
    """What relative addresses can be relative to: an address of the web, or a relative one."""
    return is_web_url(base) if ":" in base else not base.startswith("//")


def base_of(walk: Walk, element: Element) -> str:
    """What relative addresses in an element are relative to; empty: the document's own address."""
    return (element.base or "") if walk.has_bases else ""


# ---------------------------------------------------------------- texts


def plain(element: Element) -> str:
    """An element's own text, as it stands before any child."""
    text = element.text or ""
    if len(element):
        text += "".join(child.tail or "" for child in element)
    return unmangled(text.strip())


def text_of(walk: Walk, element: Element, default: str) -> Text:
    """A text construct: its words and whether they are markup."""
    kind = default
    if element.attrib:
        kind = kind_of(element.get("type") or default)
        if element.get("mode") == "base64" or (not kind.startswith("text/") and not kind.endswith(("+xml", "/xml"))):
            raise DeclinedError("base64")
    if len(element):
        raw, kind = inline(walk, element, kind)
    else:
        raw = element.text or ""
        if kind == XHTML:
            raw = escape(raw)
    raw = unmangled(raw.strip())
    if kind == "text/plain" and not walk.is_atom and looks_like_html(raw):
        kind = "text/html"
    return Text(raw, kind in HTML_KINDS, base_of(walk, element))


def inline(walk: Walk, element: Element, kind: str) -> tuple[str, str]:
    """Real child elements written out as HTML, and the kind that makes it."""
    children = list(element)
    before = element.text or ""
    if kind.endswith("xml") and kind != XHTML:
        raise DeclinedError("elements of another vocabulary")
    if kind != XHTML:
        if any(local_name(child) == "div" for child in children):
            if len(children) == 1 and not len(children[0]):  # escaped markup in a real <div>
                return before + (children[0].text or "") + (children[0].tail or ""), kind
            raise DeclinedError("markup inside a div inside escaped markup")
        pieces = [before]
        kind = XHTML
    else:
        pieces = [escape(before)]
    only = children[0]
    if walk.is_atom_10 and kind == XHTML and len(children) == 1 and is_wrapper(before, only):
        write_inside(pieces, only)
        return "".join(pieces), kind
    for child in children:
        write(pieces, child)
    return "".join(pieces), kind


def is_wrapper(before: str, only: Element) -> bool:
    """The ``<div>`` that Atom puts around XHTML and that is not part of it."""
    return local_name(only) == "div" and not before.strip() and not (only.tail or "").strip()


def write(pieces: list[str], element: Element) -> None:
    """An element, with what follows it, as HTML."""
    tag = element.tag
    space, _, local = str(tag).rpartition("}")
    name = local.lower()
    if not isinstance(tag, str) or (space[1:] not in INLINE_SPACES and NAMESPACES.get(space[1:].lower(), "?") != ""):
        raise DeclinedError("an element of another vocabulary")
    own = f' xmlns="{space[1:]}"' if name in ("svg", "math") and space else ""
    pieces.append(f"<{name}{attributes(element)}{own}{' /' if name in VOID else ''}>")
    write_inside(pieces, element)
    if name not in VOID:
        pieces.append(f"</{name}>")
    if element.tail:
        pieces.append(escape(element.tail))


def write_inside(pieces: list[str], element: Element) -> None:
    """What an element holds as HTML."""
    if element.text:
        pieces.append(escape(element.text))
    for child in element:
        write(pieces, child)


def attributes(element: Element) -> str:
    """An element's attributes as HTML."""
    written = []
    for key, value in element.attrib.items():
        space, _, name = str(key).rpartition("}")
        prefix = ATTRIBUTE_PREFIXES.get(space[1:], "x:") if space else ""
        written.append(f' {prefix}{name.lower()}="{escape(str(value)).replace(chr(34), "&quot;")}"')
    return "".join(written)


# ---------------------------------------------------------------- rules


def read_title(walk: Walk, draft: Draft, element: Element, depth: int) -> None:
    """The first title that says something, the shallowest of several."""
    text = take_title(walk, draft, element, depth)
    if text.raw:
        draft.title_depth = depth


def take_title(walk: Walk, draft: Draft, element: Element, depth: int) -> Text:
    """A title that a later one may still replace."""
    text = text_of(walk, element, "text/plain")
    is_settled = -1 < draft.title_depth <= depth
    if not is_settled and (depth <= draft.title_seen_depth or draft is walk.channel):
        draft.title, draft.title_seen_depth = text, depth
    return text


def read_media_title(walk: Walk, draft: Draft, element: Element, depth: int) -> None:
    """The title of a picture or film, which stands in for a missing one."""
    take_title(walk, draft, element, depth)


def read_other_title(_walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """The title of a podcast, which stands in for a missing one."""
    draft.other_title = plain(element)


def read_description(walk: Walk, draft: Draft, element: Element, depth: int) -> None:
    """A description: the summary, or the content where there is a summary already."""
    add_summary(walk, draft, element, depth, default="text/html")


def read_summary(walk: Walk, draft: Draft, element: Element, depth: int) -> None:
    """A summary: text unless it says otherwise."""
    add_summary(walk, draft, element, depth, default="text/plain")


def read_subtitle(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """A line below the title: a feed's description, for an item better than nothing."""
    if draft.subtitle is None or not draft.subtitle.raw:
        draft.subtitle = text_of(walk, element, "text/plain")


def add_summary(walk: Walk, draft: Draft, element: Element, depth: int, *, default: str) -> None:
    """The first is the summary, the second the content; a channel's own description beats a podcast's."""
    if draft is walk.channel:
        text = text_of(walk, element, default)
        if text.raw and (draft.summary is None or walk.names[element.tag] == "description"):
            draft.summary = text
    elif draft.summary is not None and not draft.has_content:
        draft.has_content = True
        draft.contents.append(text_of(walk, element, "text/plain"))
    else:
        text = text_of(walk, element, default)
        if depth <= draft.summary_depth:
            draft.summary, draft.summary_depth = text, depth


def read_content(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """Atom's content: text unless it says otherwise."""
    draft.has_content = True
    draft.contents.append(text_of(walk, element, "text/plain"))


def read_encoded(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """The content of RSS: HTML."""
    draft.has_content = True
    draft.contents.append(text_of(walk, element, "text/html"))


def read_body(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """XHTML as the content."""
    draft.contents.append(text_of(walk, element, XHTML))


def read_link(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """A link of either kind: an attribute or a text."""
    said = stated(element)
    if not said:
        draft.links.append(Link(plain(element), base=base_of(walk, element)))
        return
    href = said.get("href") or said.get("url") or said.get("uri") or plain(element)
    relation, kind = said.get("rel", "alternate").lower(), said.get("type", "text/html").lower()
    draft.links.append(Link(href, relation, kind, base_of(walk, element)))


def read_counted(_walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """The address behind a counter."""
    draft.counter = plain(element)


def read_id(_walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """An id; the guid of RSS may be an address, too."""
    draft.id = plain(element)
    draft.is_id_a_link = (element.get("isPermaLink") or element.get("ispermalink") or "true") == "true"


def read_published(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """When it was published."""
    draft.published = dated(walk, element, draft.published)


def read_updated(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """When it was last changed."""
    draft.updated = dated(walk, element, draft.updated)


def read_created(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """When it was written."""
    draft.created = dated(walk, element, draft.created)


def dated(walk: Walk, element: Element, before: Dated | None) -> Dated | None:
    """A date; the last of several counts, unless it says nothing."""
    raw = plain(element)
    name = walk.names[element.tag]
    local = str(element.tag).rpartition("}")[2]
    return Dated(raw, name if ":" in name else local) if raw else before


def read_author(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """A person: an element with a name, or a text with or without a mail address."""
    if not len(element):
        draft.people.append(split_person(plain(element)))
        return
    found = {walk.names.get(child.tag) or name_of(walk, child): plain(child) for child in element}
    name = found.get("name") or found.get("itunes:name") or found.get("foaf:name") or ""
    draft.people.append(Person(name, found.get("email") or found.get("itunes:email") or ""))
    if not name and not draft.people[-1].email:
        draft.people[-1] = split_person(plain(element))


def read_publisher(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """Who answers for the channel."""
    names = [plain(child) for child in element if name_of(walk, child) in ("name", "itunes:name")]
    draft.publisher = draft.publisher or (names[0] if names else split_person(plain(element)).name)


def read_category(walk: Walk, draft: Draft, element: Element, depth: int) -> None:
    """A category: its term, else its text, else its label."""
    said = stated(element)
    tag = said.get("term") or said.get("text") or plain(element) or said.get("label")
    if tag:
        draft.tags.append(tag)
    for child in element:
        if name_of(walk, child) not in CATEGORIES:
            raise DeclinedError("an element inside a category")
        read_category(walk, draft, child, depth + 1)


def read_words(_walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """A list of words with commas."""
    draft.tags.extend(split_words(plain(element)))


def read_picture(_walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """The picture of a podcast."""
    if url := element.get("href") or element.get("url"):
        draft.pictures.insert(0, url)


def read_image(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """The picture of a channel."""
    channel = walk.channel
    url = next((plain(child) for child in element if name_of(walk, child) in ("url", "href")), "")
    if url and (draft is channel or not draft.pictures):
        draft.pictures.append(url)


def read_logo(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """The logo or icon of an Atom feed."""
    url = plain(element)
    if url:
        draft.pictures.insert(0 if walk.names[element.tag] == "logo" else len(draft.pictures), url)


def read_media(walk: Walk, draft: Draft, element: Element, depth: int) -> None:
    """A picture or film of Media RSS, with the elements in it."""
    kind = walk.names[element.tag].partition(":")[2]
    found = {str(key).lower(): str(value) for key, value in element.attrib.items()}
    if kind == "thumbnail" and "url" not in found:
        found["url"] = plain(element)
    draft.media.append((kind, found))
    read_children(walk, draft, element, depth)


def read_enclosure(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """A file that comes with an item."""
    href = element.get("url") or element.get("uri") or element.get("href") or ""
    draft.links.append(Link(href, "enclosure", element.get("type", "").lower(), base_of(walk, element)))


def read_language(_walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """The language, stated."""
    draft.language = plain(element)


def read_said(walk: Walk, draft: Draft, element: Element, _depth: int) -> None:
    """What a channel says about being asked."""
    words = [plain(child) for child in element] if len(element) else [plain(element)]
    draft.said[walk.names[element.tag].rpartition(":")[2]] = " ".join(words)


def read_an_item(walk: Walk, draft: Draft, element: Element, depth: int) -> None:
    """An item, wherever it stands; one inside another is no feed that anybody could read."""
    if draft is not walk.channel:
        raise DeclinedError("an item inside an item")
    read_item(walk, element, depth)


RULES: dict[str, Rule] = {
    **dict.fromkeys(("item", "entry"), read_an_item),
    **dict.fromkeys(("title", "dc:title"), read_title),
    "media:title": read_media_title,
    "itunes:title": read_other_title,
    **dict.fromkeys(("description", "dc:description", "media:description"), read_description),
    **dict.fromkeys(("summary", "itunes:summary", "abstract"), read_summary),
    **dict.fromkeys(("subtitle", "tagline", "itunes:subtitle"), read_subtitle),
    "content": read_content,
    **dict.fromkeys(("content:encoded", "fullitem"), read_encoded),
    **dict.fromkeys(("body", "xhtml:body"), read_body),
    "link": read_link,
    "feedburner:origlink": read_counted,
    **dict.fromkeys(("guid", "id"), read_id),
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms:issued"), read_published),
    **dict.fromkeys(("updated", "modified", "lastbuilddate", "dc:date", "dcterms:modified"), read_updated),
    **dict.fromkeys(("created", "dcterms:created"), read_created),
    **dict.fromkeys(("author", "managingeditor", "dc:creator", "dc:author", "itunes:author"), read_author),
    **dict.fromkeys(("webmaster", "dc:publisher", "itunes:owner"), read_publisher),
    **dict.fromkeys(("category", "keywords", "dc:subject", "itunes:category", "media:category"), read_category),
    **dict.fromkeys(("itunes:keywords", "media:keywords", "tags"), read_words),
    **dict.fromkeys(("itunes:image", "itunes:link"), read_picture),
    "image": read_image,
    **dict.fromkeys(("logo", "icon"), read_logo),
    **dict.fromkeys(("media:content", "media:thumbnail"), read_media),
    "enclosure": read_enclosure,
    **dict.fromkeys(("language", "dc:language"), read_language),
    **dict.fromkeys(("ttl", "skiphours", "skipdays", "sy:updateperiod", "sy:updatefrequency"), read_said),
}
"""What each element says, by its plain name."""
