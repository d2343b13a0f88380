"""The text of an article's page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from lxml.html import HtmlElement

from .body_blocks import ELEMENTS_MAX, Outline, outline
from .body_choose import choose, choose_leniently
from .body_structured import is_better, stated_text
from .body_trim import lines_of, titles_of, trim

TEXT_CHARS_MAX = 300_000
"""A long book chapter; more is no article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What stands in the article's part of a page."""

    text: str = ""
    """The article's own words: a line for each paragraph, heading and list item; no markup, no headline."""
    reason: str = ""
    """Why there is no text, or not all of it; empty: nothing is wrong."""
    is_cut: bool = False
    """The text ends before the article does."""
    is_stated: bool = False
    """It is the text of the page's JSON-LD, since the elements hold another, or only its beginning."""
    paragraphs_count: int = 0
    headings_count: int = 0
    list_items_count: int = 0
    images_count: int = 0
    videos_count: int = 0
    audios_count: int = 0
    times_count: int = 0
    teasers_count: int = 0
    """Links to other pages that look like headlines, in the main part."""
    links_text_share: float = 0.0
    """Share of the main part's characters that are links, 0 to 1."""


def read_body(tree: HtmlElement, *, url: str, structured: str = "") -> Body:
    """The text of an article's page and the figures of its main part.

    ``url`` is the page's address after redirects, ``structured`` the ``articleBody`` of its JSON-LD.
    Raises nothing: a page that is too large is read up to the bound, and ``reason`` says so.
    """
    body = tree.find("body")
    page = outline(tree if body is None else body, url)
    found = body_of(page, titles_of(tree), structured)
    page.release()
    return found


def body_of(page: Outline, titles: frozenset[str], structured: str) -> Body:
    """The text and the figures of a page that was taken apart."""
    root = choose(page, titles)
    trimmed = trim(page, root, titles)
    if not any(block.value > 0 for block in trimmed.blocks):
        root = choose_leniently(page)
        trimmed = trim(page, root, titles)
    found, stated = lines_of(trimmed.blocks), stated_text(structured[:TEXT_CHARS_MAX]) if structured else ""
    is_stated = bool(stated) and is_better(stated, found, is_cut=trimmed.is_cut)
    text = (stated if is_stated else found)[:TEXT_CHARS_MAX].strip()
    counted = Counter(kind for kind, node in page.marks if root.holds(node) and not node.is_off)
    return Body(
        text=text,
        reason=reason_of(page, text),
        is_cut=trimmed.is_cut,
        is_stated=is_stated,
        paragraphs_count=sum(1 for block in trimmed.blocks if block.value > 0),
        headings_count=sum(1 for block in trimmed.blocks if block.is_heading),
        list_items_count=counted["li"],
        images_count=counted["img"],
        videos_count=counted["video"],
        audios_count=counted["audio"],
        times_count=counted["time"],
        teasers_count=root.titles_count,
        links_text_share=round(min(root.linked_size / root.size, 1.0), 3) if root.size else 0.0,
    )


def reason_of(page: Outline, text: str) -> str:
    """Why a page's text is missing or not whole."""
    if not page.is_whole:
        return f"the page has more than {ELEMENTS_MAX} elements: only the first were read"
    return "" if text else "the page has no text that looks like an article's"
