"""Stand-in until the body stream's reader is here."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of an article."""

    text: str = ""
    is_cut: bool = False


def read_body(tree: HtmlElement, *, url: str, structured: str = "") -> Body:  # noqa: ARG001
    """The paragraphs of a page."""
    lines = (" ".join("".join(p.itertext()).split()) for p in tree.iter("p"))
    return Body(text="\n".join(line for line in lines if line))
