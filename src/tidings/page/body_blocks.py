"""A page as a line of text blocks, each knowing the elements that it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from .body_hints import (
    BARE,
    BLOCKS,
    CELLS,
    COUNTED,
    EMPTY,
    HANDED_DOWN,
    HEADINGS,
    NOTHING,
    UNREAD,
    Attributes,
    Meaning,
    meaning_of,
    names_in,
    why_junk,
)

ELEMENTS_MAX = 60_000
"""Of a page; real articles have a tenth of it. Reading one more would cost the desk seconds."""
CELL_CHARS_MIN = 80
"""A table's cell with more text is a column of the page's layout, not a datum."""
LINKED_SHARE_MIN = 0.85
"""From here on a block is nothing but a link."""
TITLE_SIZE_MIN = 15
GOOD_SIZE_MIN, FULL_SIZE_MIN = 40, 80
"""Sizes of a text that may be a sentence, and that surely is one."""
WIDE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts in which a character says as much as three letters."""
UNPRINTED = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PUNCTUATION = re.compile(r"[,.;:!?،。、，；！？।؟]")
PLAYS_SOUND = re.compile(r"soundcloud|spotify|podcast|audio|megaphone\.fm|deezer")
PLAYS_FILM = re.compile(r"youtu|vimeo|dailymotion|video|player|brightcove|jwplat|twitch")


@dataclass(slots=True, eq=False)
class Node:
    """An element that holds blocks."""

    element: HtmlElement
    tag: str
    parent: Node | None
    index: int
    names: str = ""
    """Its classes and its id."""
    junk: str = ""
    """The word for which it may be no part of the article."""
    weight: float = 1.0
    """More than 1: it calls itself an article."""
    is_picture: bool = False
    is_off: bool = False
    """It, or something around it, is no part of the article."""
    end: int = 0
    """The index of the first node after everything in it."""
    size: int = 0
    linked_size: int = 0
    blocks_count: int = 0
    titles_count: int = 0
    """Blocks that are nothing but a link to another page."""
    good: float = 0.0
    """What its blocks are worth together, counting only those worth something."""
    score: float = 0.0
    first: Block | None = None
    children: list[Node] = field(default_factory=list)

    def holds(self, other: Node) -> bool:
        """Whether the other stands in it, or is it."""
        return self.index <= other.index < self.end


@dataclass(slots=True, eq=False)
class Block:
    """A run of text without a block inside."""

    text: str
    """Stripped, white space folded; a line for each ``<br>``."""
    tag: str
    """The nearest element that means something: ``p``, ``li``, ``h2``, ``blockquote``; ``div``: none does."""
    node: Node
    size: int
    """Characters; those of scripts that write words in one or two count threefold."""
    linked_size: int
    links_count: int
    is_away: bool
    """A link in it leads to another page."""
    is_quoted: bool
    is_in_table: bool
    value: float = 0.0
    """What it speaks for the element around it being the article: about its size for a paragraph."""

    @property
    def linked_share(self) -> float:
        """Share of its characters that are links."""
        return self.linked_size / self.size

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading of any level."""
        return self.tag in HEADINGS

    @property
    def is_title_link(self) -> bool:
        """Whether it is nothing but a link to another page, as long as a headline."""
        return self.is_away and self.size >= TITLE_SIZE_MIN and self.linked_share > LINKED_SHARE_MIN


@dataclass(slots=True)
class Outline:
    """All there is to read on a page, in order."""

    nodes: list[Node]
    blocks: list[Block]
    marks: list[tuple[str, Node]]
    """Pictures, players, list items and times, each with the node it stands in."""
    is_whole: bool = True
    """Fewer than ``ELEMENTS_MAX`` elements."""

    def release(self) -> None:
        """Cut the references in circles: the memory of a page is then given back at once, not searched for later."""
        for node in self.nodes:
            node.children.clear()
            node.first = None


def outline(body: HtmlElement, url: str) -> Outline:
    """The blocks and nodes of a page; of a page that is too large only the beginning."""
    walk = Walk(url.partition("#")[0])
    walk.read(body)
    for node in reversed(walk.nodes):
        node.end = max([node.index + 1, *(child.end for child in node.children[-1:])])
    for block in walk.blocks:
        block.value = value_of(block)
    return Outline(nodes=walk.nodes, blocks=walk.blocks, marks=walk.marks, is_whole=walk.elements_count <= ELEMENTS_MAX)


def size_of(text: str) -> int:
    """How much a text says, in characters of an alphabet."""
    return len(text) if text.isascii() else len(text) + 2 * len(WIDE.findall(text))


def value_of(block: Block) -> float:
    """A paragraph speaks for its surroundings, links and crumbs speak against them, headings say nothing."""
    share = block.linked_share
    if block.is_heading:
        return 0.0
    if share > 0.5:
        return -min(block.size, 200) * 0.5
    if block.size < GOOD_SIZE_MIN:
        return 0.0 if share < 0.3 else -block.size * 0.5
    worth = block.size * (1 - share) * (0.3 if block.size < FULL_SIZE_MIN else 1.0)
    return worth if PUNCTUATION.search(block.text) else worth * 0.5


class Walk:
    """One pass over the elements of a page, without recursion: hostile pages nest deep."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.nodes: list[Node] = []
        self.blocks: list[Block] = []
        self.marks: list[tuple[str, Node]] = []
        self.elements_count = 0
        self.open: list[tuple[Node, str]] = []
        """For each open element the node that it stands in, and the tag that text directly in it gets."""
        self.links_open: list[bool] = []
        """Whether each open link leads to another page."""
        self.quotes_open = self.tables_open = 0
        self.pieces: list[str] = []
        self.pieces_size = self.linked_chars = self.links_count = 0
        self.is_away = False

    def read(self, body: HtmlElement) -> None:
        """Take in a page's body and everything in it that may be read."""
        self.enter_block(Node(body, body.tag, None, 0), "div")
        self.add(body.text or "")
        walk = etree.iterwalk(body, events=("start", "end"))
        for event, element in walk:
            if element is body:
                continue
            if event == "end":
                self.leave(element)
                if (tail := element.tail) is not None:
                    self.add(tail)
            elif self.is_left_out(element):
                self.open.append(self.open[-1])
                walk.skip_subtree()
            else:
                self.enter(element)
        self.leave(body)

    def is_left_out(self, element: HtmlElement) -> bool:
        """Whether there is nothing to read inside; what is counted is noted."""
        tag = element.tag
        self.elements_count += 1
        node, mark = self.open[-1]
        if tag in UNREAD or self.elements_count > ELEMENTS_MAX:
            if tag == "nav":
                self.end_block(node, mark)
            return True
        if tag in COUNTED:
            self.marks.append(("face" if tag == "img" and is_face(element) else COUNTED[tag], node))
        elif tag == "iframe":
            self.marks.append((what_plays(element), node))
        elif tag == "br":
            self.break_line(node, "p" if node.tag in BARE else node.tag)
        elif tag == "hr":
            self.end_block(node, mark)
        return tag in EMPTY

    def enter(self, element: HtmlElement) -> None:
        """The beginning of an element: of a block, or of some words in a line."""
        tag = element.tag
        around, mark = self.open[-1]
        attributes = dict(element.items())
        names = names_in(attributes) if attributes else ""
        meaning = meaning_of(names) if names else NOTHING
        junk = why_junk(element, tag, attributes, meaning) if tag != "body" else ""
        if tag in BLOCKS or junk:
            if self.pieces or self.links_count:
                self.end_line(tag, around, mark)
            node = Node(element, tag, around, len(self.nodes), names, junk, weight_of(tag, attributes, meaning))
            node.is_picture = meaning.is_picture
            self.enter_block(node, mark)
        else:
            self.open.append((around, mark))
        if tag == "a":
            self.links_open.append(self.leads_away(attributes.get("href", "")))
            self.links_count += 1
            self.is_away = self.is_away or self.links_open[-1]
        if (text := element.text) is not None:
            self.add(text)

    def enter_block(self, node: Node, mark: str) -> None:
        """Begin a node: a block, or an inline element that is no part of the sentence around it."""
        tag = node.tag
        self.nodes.append(node)
        if node.parent is not None:
            node.parent.children.append(node)
        is_told = tag in BLOCKS and tag not in BARE
        self.open.append((node, tag if is_told else mark if mark in HANDED_DOWN else "div"))
        self.quotes_open += tag == "blockquote"
        self.tables_open += tag == "table"

    def leave(self, element: HtmlElement) -> None:
        """The end of an element."""
        node, mark = self.open.pop()
        tag = element.tag
        if tag == "a" and self.links_open:
            self.links_open.pop()
        if node.element is not element:
            return
        if self.pieces or self.links_count:
            self.end_line(tag, node, mark)
        self.quotes_open -= tag == "blockquote"
        self.tables_open -= tag == "table"

    def end_line(self, tag: str, node: Node, mark: str) -> None:
        """The end of a line; at a table's cell only where it holds more than a datum."""
        if tag not in CELLS or self.pieces_size > CELL_CHARS_MIN:
            self.end_block(node, mark)
        else:
            self.add(" ")

    def leads_away(self, href: str) -> bool:
        """Whether a link goes to another page than this."""
        return href.partition("#")[0] not in ("", self.url) and not href.startswith("javascript")

    def add(self, text: str) -> None:
        """Text that goes on in the same line."""
        if not self.pieces and (not text or text.isspace()):
            return
        self.pieces.append(text.replace("\n", " "))
        self.pieces_size += len(text)
        if self.links_open:
            self.linked_chars += len(text.strip())

    def break_line(self, node: Node, mark: str) -> None:
        """A ``<br>``: a new line; the second in a row ends the paragraph."""
        is_second = next((piece == "\n" for piece in reversed(self.pieces) if piece == "\n" or piece.strip()), False)
        if is_second:
            self.end_block(node, mark)
        else:
            self.pieces.append("\n")

    def end_block(self, node: Node, mark: str) -> None:
        """The end of a line: what was added since the last makes a block."""
        if self.pieces:
            self.make_block(folded("".join(self.pieces)), node, mark)
            self.pieces.clear()
            self.pieces_size = self.linked_chars = 0
        if self.links_count or self.links_open:
            self.links_count, self.is_away = len(self.links_open), any(self.links_open)

    def make_block(self, text: str, node: Node, mark: str) -> None:
        """A block of a line that is not empty."""
        if not text:
            return
        size = size_of(text)
        block = Block(
            text=text,
            tag=mark,
            node=node,
            size=size,
            linked_size=min(self.linked_chars * size // len(text), size),
            links_count=self.links_count,
            is_away=self.is_away,
            is_quoted=self.quotes_open > 0,
            is_in_table=self.tables_open > 0,
        )
        self.blocks.append(block)


def folded(text: str) -> str:
    """The text without invisible characters, white space folded, empty lines left out."""
    if not text.isascii():
        text = UNPRINTED.sub("", text)
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


def weight_of(tag: str, attributes: Attributes, meaning: Meaning) -> float:
    """How much an element's own word, that it is the article, counts."""
    weight = 1.1 if tag in ("article", "main") else 1.0
    if attributes and attributes.get("itemprop") in ("articleBody", "text"):
        return weight + 0.5
    return weight + 0.25 if meaning.is_article else weight


def is_face(image: HtmlElement) -> bool:
    """Whether a picture is the face of someone who writes: it stands beside what says who they are."""
    names = f"{image.get('class', '')} {image.get('src', '')[:300]}".lower()
    return "avatar" in names


def what_plays(frame: HtmlElement) -> str:
    """``video``, ``audio``, or ``frame`` for a frame that may hold anything."""
    address = (frame.get("src") or frame.get("data-src") or "").lower()[:300]
    return "audio" if PLAYS_SOUND.search(address) else "video" if PLAYS_FILM.search(address) else "frame"
