"""One walk over a page's tree: the elements that speak of the article, before anybody asks what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from ..markup import clean_text

METAS_MAX = 500
META_CHARS_MAX = 5_000
LINKS_MAX = 500
MARKED_MAX = 3_000
"""Elements with a telling name; a page with more is a list."""
ELEMENT_CHARS_MAX = 2_000
"""Of an element's text that are read: headlines, bylines and dates are short."""
CLOSE_LEVELS = 4
"""Elements above a headline that hold little else than the top of its article."""
ELEMENT_STEPS_MAX = 800
"""Beginnings and ends of elements that are looked at for one element's text."""
ANCESTORS_MAX = 60

HINT = re.compile(
    "uthor|utor|yline|riter|erfasser|uteur|ignature|eporter|[dD]ate|datum|ublish|osted|[mM]eta|time|created|info|"
    "headline|[tT]itle|standfirst|dek|ubhead|lead|intro|summary|chapo|vcard|aywall|iezer|orrection"
)
"""Parts of the names that publishers give to headlines, bylines, dates and deks."""
TELLING_ATTRIBUTES = frozenset(("itemprop", "itemtype", "rel", "data-testid", "pubdate"))
NAMING_ATTRIBUTES = frozenset(("class", "id"))
TELLING_TAGS = frozenset(("h1", "h2", "h3", "time"))
ASIDE = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|commentlist|kommentare?|comentarios?|commentaires?|respond|disqus|"
    r"related\w*|"
    r"(?<!has[-_ ])(?<!with[-_ ])(?<!no[-_ ])(?<!content[-_ ])side-?bars?(?![-_](?:wrap|main|content|layout|both|"
    r"none|container))|(?<!elementor[-_])widgets?(?![-_](?:container|heading|theme|text|wrap))|recommend\w*|"
    r"recirc\w*|teasers?|newsletter|most-?(?:read|popular|viewed)|"
    r"trending|popular|"
    r"outbrain|taboola|read-?more|more-?(?:from|stories|news|articles|posts)|also-?(?:read|like)|you-?may|latest|promo|"
    r"footer|colophon|nav|navigation|menu|breadcrumbs?|"
    r"ticker|carousel|slider|sponsored|advert\w*|cookie\w*|modal|"
    r"popup|archive-?list|blogroll|tag-?cloud|prev(?:ious)?-?(?:post|next)|next-?(?:post|article)|post-?nav\w*|"
    r"bio|author-?box|authorbox|about-?(?:the-)?author)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
"""Names of the parts of a page that speak of other things than its article."""
ARTICLE_NAME = re.compile(r"entry|post|article|story|artikel|beitrag", re.IGNORECASE)
ASIDE_TAGS = frozenset(("aside", "nav", "footer", "form", "noscript", "template", "select", "button"))
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sightings:
    """The elements of a page that may speak of its article."""

    metas: tuple[tuple[str, str], ...]
    """Name, property or ``http-equiv`` in lower case, and content."""
    links: tuple[tuple[frozenset[str], str], ...]
    """Relations and address of each ``link`` of the head."""
    feed_titles: tuple[str, ...]
    """Titles of the feeds that the page names: they begin with the site's name."""
    scripts: tuple[str, ...]
    """Blocks of JSON-LD."""
    title: str
    language: str
    """Of the ``html`` element."""
    marked: tuple[HtmlElement, ...]
    """Elements of the body with a telling tag, name or attribute, in document order."""


def survey(tree: HtmlElement) -> Sightings:
    """What a tree holds that may be of use."""
    head: dict[str, list[HtmlElement]] = {"meta": [], "link": [], "script": [], "title": []}
    marked: list[HtmlElement] = []
    for element in tree.iter(etree.Element):
        tag = element.tag
        if tag in head:
            head[tag].append(element)
        elif tag in TELLING_TAGS or is_telling(element.items()):
            marked.append(element)
    links = head["link"][:LINKS_MAX]
    return Sightings(
        metas=tuple(pair for element in head["meta"][:METAS_MAX] for pair in meta_of(element)),
        links=tuple((relations_of(element), element.get("href") or "") for element in links),
        feed_titles=tuple(element.get("title") or "" for element in links if "xml" in (element.get("type") or "")),
        scripts=tuple(text for element in head["script"] if (text := linked_of(element))),
        title=next((title_of(element) for element in head["title"] if not is_drawing(element)), ""),
        language=tree.get("lang") or tree.get("xml:lang") or "",
        marked=tuple(marked[:MARKED_MAX]),
    )


def is_telling(attributes: Iterable[tuple[str, str]]) -> bool:
    """Whether an element's name or attributes promise something about the article."""
    for name, value in attributes:
        if name in TELLING_ATTRIBUTES and value:
            return True
        if name in NAMING_ATTRIBUTES and is_telling_name(value):
            return True
    return False


@lru_cache(maxsize=8192)
def is_telling_name(name: str) -> bool:
    """Whether a class or an id holds one of the hints; the same few names stand on most elements of a page."""
    return HINT.search(name) is not None


def relations_of(element: HtmlElement) -> frozenset[str]:
    """The words of ``rel``."""
    return frozenset((element.get("rel") or "").lower().split())


def linked_of(element: HtmlElement) -> str:
    """The text of a block of JSON-LD; empty for other scripts."""
    return (element.text or "") if "ld+json" in (element.get("type") or "").lower() else ""


def title_of(element: HtmlElement) -> str:
    """The text of the page's title."""
    return clean_text((element.text or "")[:ELEMENT_CHARS_MAX])


def is_drawing(element: HtmlElement) -> bool:
    """The title of a drawing, not of the page."""
    parent = element.getparent()
    return parent is not None and parent.tag in ("svg", "g", "symbol")


def meta_of(element: HtmlElement) -> list[tuple[str, str]]:
    """A ``meta`` element under each of its names."""
    content = (element.get("content") or element.get("value") or "").strip()[:META_CHARS_MAX]
    if not content:
        return []
    names = [element.get("name"), element.get("property"), element.get("http-equiv")]
    names += [f"itemprop {name}" for name in (element.get("itemprop") or "").split()[:3]]
    return [(name.strip().lower(), content) for name in dict.fromkeys(names) if name]


def text_of(element: HtmlElement) -> str:
    """An element's text on one line, without scripts; bounded."""
    pieces: list[str] = []
    count = 0
    for inner, entering in islice(walk(element), ELEMENT_STEPS_MAX):
        piece = (inner.text if entering and inner.tag not in SILENT else "" if entering else inner.tail) or ""
        if inner is element and not entering:
            break
        if inner.tag in BLOCKS:
            pieces.append(" ")
        if piece:
            pieces.append(piece)
            count += len(piece)
            if count > ELEMENT_CHARS_MAX:
                break
    return clean_text("".join(pieces)[:ELEMENT_CHARS_MAX])


def walk(element: HtmlElement, zones: Zones | None = None) -> Iterator[tuple[HtmlElement, bool]]:
    """An element and all in it, each entered and left, without recursion; asides are only left."""
    if zones and zones.is_aside_itself(element):
        yield element, False
        return
    yield element, True
    path: list[tuple[HtmlElement, Iterator[HtmlElement]]] = [(element, children_of(element))]
    while path:
        child = next(path[-1][1], None)
        if child is None:
            yield path.pop()[0], False
        elif not isinstance(child.tag, str) or (zones and zones.is_aside_itself(child)):
            yield child, False
        else:
            yield child, True
            path.append((child, children_of(child)))


def children_of(element: HtmlElement) -> Iterator[HtmlElement]:
    """The children that readers may see."""
    return iter(()) if element.tag in SILENT else iter(element)


SILENT = frozenset(("script", "style", "noscript", "svg", "select", "iframe", "title", "template"))
"""Elements whose text no reader sees."""
BLOCKS = frozenset(
    "address article aside blockquote br body center dd div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 "
    "h6 header hr li main nav ol p pre section table tbody td tfoot th thead time tr ul".split()
)
"""Elements that begin a line; ``time`` among them, for what stands beside it is another statement."""


def name_of(element: HtmlElement) -> str:
    """What a publisher calls an element: its class, id and test id."""
    return " ".join([value for value in (element.get("class"), element.get("id"), element.get("data-testid")) if value])


class Zones:
    """Which parts of a page speak of its article: all but asides, seen from the headline."""

    __slots__ = ("close", "known", "near")

    def __init__(self, headline: HtmlElement | None) -> None:
        above = list(headline.iterancestors()) if headline is not None else []
        self.near: frozenset[HtmlElement] = frozenset(above)
        self.close: frozenset[HtmlElement] = frozenset(above[:CLOSE_LEVELS])
        self.known: dict[HtmlElement, bool] = {}

    def is_close(self, element: HtmlElement) -> bool:
        """Whether an element stands beside the headline: a few levels up they have an element in common."""
        return any(parent in self.close for parent in islice(element.iterancestors(), CLOSE_LEVELS))

    def is_aside_itself(self, element: HtmlElement) -> bool:
        """Whether an element is an aside by its own name, asked of its parent already."""
        return element not in self.near and is_aside_by_name(element)

    def is_aside(self, element: HtmlElement) -> bool:
        """Whether an element belongs to comments, lists of other articles, the frame of the page or the like."""
        path: list[HtmlElement] = []
        answer = False
        here: HtmlElement | None = element
        while here is not None and len(path) < ANCESTORS_MAX and here not in self.near and here.tag != "body":
            if here in self.known:
                answer = self.known[here]
                break
            path.append(here)
            if is_aside_by_name(here):
                answer = True
                break
            here = here.getparent()
        self.known.update(dict.fromkeys(path, answer))
        return answer


def is_aside_by_name(element: HtmlElement) -> bool:
    """An element that by its tag or its name speaks of other things."""
    style = element.get("style")
    if element.tag in ASIDE_TAGS or (style and HIDDEN.search(style)):
        return not ((element.tag == "footer" and is_article_footer(element)) or is_page_form(element))
    part = aside_part_of(name_of(element))
    return bool(part) and not ("footer" in part and is_article_footer(element))


@lru_cache(maxsize=8192)
def aside_part_of(name: str) -> str:
    """The part of a name that says that an element is an aside; empty: none does."""
    match = ASIDE.search(name)
    return match[0].lower() if match else ""


def is_page_form(element: HtmlElement) -> bool:
    """A form that some servers wrap around a whole page."""
    return element.tag == "form" and next(element.iter("h1", "article"), None) is not None


def is_article_footer(element: HtmlElement) -> bool:
    """The foot of an article, where old themes keep its date and author."""
    if ARTICLE_NAME.search(name_of(element)):
        return True
    return any(
        parent.tag == "article" or "/Article" in (parent.get("itemtype") or "") for parent in element.iterancestors()
    )
