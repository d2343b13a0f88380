"""The headline that readers see, among all headings of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from ..reading import Claim
from .addresses import is_home, is_same_page, is_same_site, whole_url
from .headlines import key_of, likeness, slug_words, why_no_headline
from .noting import note
from .sightings import ELEMENT_CHARS_MAX, Sightings, Zones, name_of, text_of

HEADINGS = ("h1", "h2", "h3")
HEADINGS_MAX = 60
"""Headings that are weighed; the article's own is among the first."""
HEADLINE_NAME = re.compile(
    r"(?:entry|post|article|story|news|content|page|blog|artikel|beitrag|titre|node|single|"
    r"main)[-_]*(?:main[-_]*)?(?:title|heading|headline|header|titel)|"
    r"^(?:headline|title)$|headline(?!s)|p-name",
    re.IGNORECASE,
)
KICKER = re.compile(
    r"kicker|overline|dachzeile|topline|eyebrow|roofline|spitzmarke|supertitle|pre-?title|headline-intro|surtitre|"
    r"rubrik|"
    r"visually-?hidden|sr-only|screen-?reader|label|badge|flag|category|subtitle|sub-?head(?:line)?|untertitel|"
    r"permalink|comment|edit-?link",
    re.IGNORECASE,
)
"""Parts of a heading that are not the headline."""
SITE_NAME = re.compile(r"(?:site|blog|page)-?_?(?:title|name|logo)|brand|logo|masthead", re.IGNORECASE)
MASTHEAD_CHARS_MAX = 80
MASTHEADS_MAX = 5
PARTS_MAX = 40
"""Elements inside a heading that may be kickers."""
UNMARKED_CHARS_MIN = 12
"""Of a headline that is known by its words alone."""
SCORE_MIN = 2.0
"""Of a heading that is surely the article's."""


def find_headline(
    seen: Sightings, witnesses: Sequence[str], sites: Sequence[str], url: str
) -> tuple[HtmlElement | None, str, float]:
    """The element of the article's headline, its text, and how sure that is; None where there is no heading."""
    slug = slug_words(url)
    zones = Zones(None)
    best: tuple[HtmlElement | None, str, float] = (None, "", 0.0)
    count = 0
    for element in seen.marked:
        if element.tag not in HEADINGS and not is_named_headline(element):
            continue
        count += 1
        if count > HEADINGS_MAX:
            break
        text = heading_text(element, witnesses)
        if not text or why_no_headline(text, sites):
            continue
        score = score_heading(element, text, witnesses, slug) + own_link(element, url)
        score -= 2.0 if zones.is_aside(element) else 0.0
        if score > best[2]:
            best = (element, text, score)
    return best


def mastheads(seen: Sightings, url: str) -> list[str]:
    """What the page's own head calls the site: a heading or an element named so that leads to the front page."""
    found: list[str] = []
    for element in seen.marked:
        is_named = SITE_NAME.search(name_of(element)) is not None
        if (is_named or element.tag in HEADINGS or "home" in (element.get("rel") or "")) and leads_home(element, url):
            text = text_of(element)
            if 0 < len(text) <= MASTHEAD_CHARS_MAX:
                found.append(text)
        if len(found) >= MASTHEADS_MAX:
            break
    return found


def leads_home(element: HtmlElement, url: str) -> bool:
    """Whether an element is, or holds, a link to the site's front page."""
    anchor = element if element.tag == "a" else next(element.iter("a"), None)
    address = whole_url(anchor.get("href") or "", url) if anchor is not None else ""
    return bool(address) and is_home(address) and is_same_site(address, url)


def find_unmarked_headline(tree: HtmlElement, witnesses: Sequence[str]) -> tuple[HtmlElement | None, str, float]:
    """The element without any mark whose text is a headline that the head names: old pages of tables have it."""
    keys = {key_of(witness) for witness in witnesses if len(witness) >= UNMARKED_CHARS_MIN}
    for element in tree.iter("div", "td", "span", "strong", "b", "p", "font", "a", "h4", "h5", "h6"):
        text = element.text
        if (
            text
            and len(text) >= UNMARKED_CHARS_MIN
            and key_of(text.strip()[:ELEMENT_CHARS_MAX]) in keys
            and not Zones(None).is_aside(element)
        ):
            return element, text_of(element), SCORE_MIN
    return None, "", 0.0


def is_named_headline(element: HtmlElement) -> bool:
    """An element that is called a headline, whatever its tag."""
    if "headline" in (element.get("itemprop") or "").split():
        return True
    return element.tag in ("div", "p", "span", "a", "td", "h4", "strong") and any(
        HEADLINE_NAME.fullmatch(name) for name in (element.get("class") or "").split()
    )


def heading_text(element: HtmlElement, witnesses: Sequence[str]) -> str:
    """A heading without its kicker and labels."""
    whole = text_of(element)
    tail = next((witness for witness in witnesses if is_tail(witness, whole, element)), "")
    if tail:
        return tail
    children = [
        child
        for child in islice(element.iterdescendants(), PARTS_MAX)
        if isinstance(child.tag, str) and is_kicker_name(name_of(child))
    ]
    if not children:
        return whole
    rest = whole
    for child in children:
        part = text_of(child)
        if (
            part
            and part != rest
            and not any(likeness(part, witness) == 1.0 and len(part) > 20 for witness in witnesses)
        ):
            rest = rest.replace(part, " ", 1)
    rest = " ".join(rest.split()).strip(" :|-–—")
    return rest or whole


@lru_cache(maxsize=2048)
def is_kicker_name(name: str) -> bool:
    """Whether a part of a heading is called something else than the headline."""
    return KICKER.search(name) is not None


def is_tail(witness: str, whole: str, element: HtmlElement) -> bool:
    """Whether a headline that the head names is all of a heading but the part of its own that it begins with."""
    first = len(whole) - len(witness)
    if not 0 < first <= len(witness) or not whole.endswith(f" {witness}"):
        return False
    return any(text_of(child) == whole[:first].strip() for child in element)


def score_heading(element: HtmlElement, text: str, witnesses: Sequence[str], slug: str) -> float:
    """How surely a heading is the article's: by its tag, its name, and who else says the same words."""
    score = {"h1": 1.5, "h2": 0.6, "h3": 0.3}.get(element.tag, 0.0)
    score += 1.0 if "headline" in (element.get("itemprop") or "").split() else 0.0
    score += 0.6 if HEADLINE_NAME.search(name_of(element)) else 0.0
    same = max((likeness(text, witness) for witness in witnesses), default=0.0)
    score += 2.0 * same if same >= 0.4 else 0.0
    score += 0.7 if slug and likeness(text, slug) >= 0.5 else 0.0
    if len(text.split()) < 2 and len(text) < 8:
        score -= 0.5
    return score


def own_link(element: HtmlElement, url: str) -> float:
    """A heading that links to its own page is the article's; one that links to another is a teaser."""
    anchors = [element] if element.tag == "a" else element.findall(".//a")
    parent = element.getparent()
    if not anchors and parent is not None and parent.tag == "a":
        anchors = [parent]
    addresses = [anchor.get("href") or "" for anchor in anchors]
    addresses = [address for address in addresses if address and not address.startswith("#")]
    if not addresses:
        return 0.0
    return 0.4 if any(is_same_page(address, url) for address in addresses) else -1.6


def headline_claims(found: tuple[HtmlElement | None, str, float]) -> Iterator[Claim]:
    """The heading that was found, by how sure it is."""
    element, text, score = found
    if element is not None:
        tag = str(element.tag)
        place = tag if tag in HEADINGS else "element named headline"
        yield note("headline", "visible", place if score >= SCORE_MIN else f"{place}, alone", text)
