"""What a page looks like, in figures: the ground on which its kind is judged in any language."""

from __future__ import annotations

from lxml.html import HtmlElement

from ..reading import PageShape
from ..text import words
from .body import Body

CHOICES_MIN = 2
"""Radio buttons of one group that make a question."""


def shape_of(tree: HtmlElement, body: Body) -> PageShape:
    """The figures of the article's part, and of the whole page."""
    counts = {"a": 0, "form": 0}
    passwords = 0
    groups: dict[str, int] = {}
    for element in tree.iter("a", "form", "input"):
        if element.tag == "input":
            kind = (element.get("type") or "").lower()
            passwords += kind == "password"
            if kind == "radio":
                name = element.get("name") or ""
                groups[name] = groups.get(name, 0) + 1
        elif element.tag == "form" or element.get("href"):
            counts[element.tag] += 1
    return PageShape(
        words_count=len(words(body.text)),
        paragraphs_count=body.paragraphs_count,
        links_count=counts["a"],
        links_text_share=body.links_text_share,
        images_count=body.images_count,
        videos_count=body.videos_count,
        audios_count=body.audios_count,
        list_items_count=body.list_items_count,
        headings_count=body.headings_count,
        times_count=body.times_count,
        teasers_count=body.teasers_count,
        forms_count=counts["form"],
        passwords_count=passwords,
        questions_count=sum(count >= CHOICES_MIN for count in groups.values()),
    )
