"""The lines of an article without those that frame it: its headline, links to others, requests to readers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml.html import HtmlElement

from .body_blocks import LINKED_SHARE_MIN, Block, Node, Outline
from .body_choose import ENOUGH, folded_title, is_box_heading, parts_of
from .body_hints import HEADINGS
from .body_words import BESIDE, COPYRIGHT, DATE, LABEL, PAGE_FURNITURE, READERS, REQUEST, SENTENCE, WALL

TITLE_CHARS_MIN = 12
"""A shorter page title names a section."""
TITLE_SIZE_MAX = 300
HEADLINES_MAX = 10
"""Of the first level that are looked at: pages made of them have none of their own."""
BEFORE_TITLE_MAX = 0.35
"""Share of the text that may stand before the headline and is taken for something else."""
BOX_SHARE_MAX = 0.4
"""A box with more of the text is the article, whatever its heading says."""
READERS_AFTER_MIN = 0.25
"""Share of the text that stands before readers' comments; with less it is another heading."""
READERS_TAGS = HEADINGS | {"p", "div"}
FURNITURE_SIZE_MAX = 60
LABELLED_SIZE_MAX, LABELLED_LINK_MIN = 250, 25
LAST_SIZE_MAX, COPYRIGHT_SIZE_MAX = 330, 120
FIRST_SIZE_MAX, CRUMB_SIZE_MAX = 100, 45
LEAD_LINES_MAX, LEAD_SIZE_MIN = 3, 60
LEAD_NAMES = frozenset(("teaser", "vorschau"))
"""Junk elsewhere; between a headline and its text it is what it says."""
WALLED_SIZE_MAX, WALL_WITHIN = 2500, 8
"""Characters of a text, and lines after it, in which a wall is looked for: what is longer is hardly a teaser."""
NEAR_LINES = 4
"""Below the line that begins the text, where a date may still stand."""
STAMP_SIZE_MAX = 60
TITLE_PARTS = re.compile(r"\s+[|–—\-»·:]\s+")
BARE_ADDRESS = ("http", "www.", "[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What the trimming of an article needs to know beside its blocks."""

    root: Node
    titles: frozenset[str]
    """What the page calls itself, folded."""
    whole: float
    """What all blocks are worth together."""
    is_titled: bool
    """The headline stands before the article's element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trimmed:
    """The lines that are the article's."""

    blocks: tuple[Block, ...]
    is_cut: bool
    """A line at the end said that the text goes on for those who pay."""


def trim(page: Outline, root: Node, titles: frozenset[str]) -> Trimmed:
    """The blocks of an article's element, without those that frame the article."""
    parts = parts_of(root)
    blocks = [block for block in page.blocks if not block.node.is_off and any(part.holds(block.node) for part in parts)]
    blocks = [*lead_of(page, parts[0], titles), *blocks]
    whole = sum(max(block.value, 0.0) for block in blocks)
    frame = Frame(root=root, titles=titles, whole=whole, is_titled=is_titled_before(page, parts[0], titles))
    kept = without_echoes(without_link_lines(without_boxes(after_title(blocks, frame), frame)))
    ended = without_last_lines(kept)
    left = without_first_lines(ended, frame)
    if whole >= ENOUGH and not any(block.value > 0 for block in left):
        left = without_link_lines(blocks)
    is_cut = any(is_wall(block) for block in (*kept[len(ended) :], *blocks[-3:])) or is_walled(page, left)
    return Trimmed(blocks=tuple(left), is_cut=is_cut)


def is_wall(block: Block) -> bool:
    """Whether a line says that the text goes on for those who pay."""
    return block.size <= LAST_SIZE_MAX and WALL.search(block.text) is not None


def is_walled(page: Outline, left: Sequence[Block]) -> bool:
    """Whether a short text is followed by such a line, wherever that stands; links alone lead to other texts."""
    if not left or sum(block.size for block in left) > WALLED_SIZE_MAX:
        return False
    place = page.blocks.index(left[-1]) + 1
    return any(is_wall(block) and block.linked_share < 0.5 for block in page.blocks[place : place + WALL_WITHIN])


def lead_of(page: Outline, root: Node, titles: frozenset[str]) -> list[Block]:
    """The sentences between the headline and the article's element: many sites set the first paragraph apart."""
    lead: list[Block] = []
    is_titled = False
    for block in takewhile(lambda block: block.node.index < root.index, page.blocks):
        if block.is_heading and is_title(block, titles):
            lead, is_titled = [], True
        elif is_titled and is_dek_beside(block):
            lead.append(block)
    return lead[-LEAD_LINES_MAX:]


def is_dek_beside(block: Block) -> bool:
    """Whether a block above an article is a sentence of it."""
    is_shown = not block.node.is_off or names_put_off(block.node) <= LEAD_NAMES
    is_sentence = block.size >= LEAD_SIZE_MIN and SENTENCE.search(block.text) is not None
    is_plain = not block.is_heading and block.linked_share < 0.2 and block.tag != "li"
    return is_shown and is_sentence and is_plain and not REQUEST.search(block.text[:LAST_SIZE_MAX])


def names_put_off(node: Node) -> frozenset[str]:
    """The words for which an element that is put off, and those around it, stand beside the article."""
    words: set[str] = set()
    while node.is_off and node.parent is not None:
        words |= {node.junk} - {""}
        node = node.parent
    return frozenset(words or {"unnamed"})


def is_titled_before(page: Outline, root: Node, titles: frozenset[str]) -> bool:
    """Whether the page's headline stands before the article's element: then no heading in it is the headline."""
    before = takewhile(lambda block: block.node.index < root.index, page.blocks)
    return any(block.is_heading and is_title(block, titles) for block in before)


def titles_of(tree: HtmlElement) -> frozenset[str]:
    """What a page calls itself: its title, whole and in parts, what it tells social networks, and its headline."""
    title = (tree.findtext(".//title") or "")[:500]
    told = [title, *TITLE_PARTS.split(title)]
    told += [element.get("content", "") for element in tree.iter("meta") if element.get("property") == "og:title"]
    titles = {folded for text in told if len(folded := folded_title(text)) >= TITLE_CHARS_MIN}
    headlines = [folded_title(element.text_content()[:500]) for element in islice(tree.iter("h1"), HEADLINES_MAX)]
    titles |= {
        headline
        for headline in headlines
        if len(headline) >= TITLE_CHARS_MIN and (len(headlines) == 1 or is_one_of(headline, titles))
    }
    return frozenset(titles)


def is_one_of(text: str, titles: Iterable[str]) -> bool:
    """Whether a folded headline is one of the titles, or a shorter or longer form of one."""
    return any(text.startswith(title) or title.startswith(text) for title in titles)


def is_title(block: Block, titles: frozenset[str]) -> bool:
    """Whether a block is the page's headline; a heading of the first level may also be a form of it."""
    if block.size > TITLE_SIZE_MAX:
        return False
    text = folded_title(block.text)
    return text in titles or (block.tag == "h1" and len(text) >= TITLE_CHARS_MIN and is_one_of(text, titles))


# ---------------------------------------------------------------- steps


def after_title(blocks: Sequence[Block], frame: Frame) -> Sequence[Block]:
    """Without what stands before the headline: bars, crumbs, lists of news."""
    for number, block in enumerate(() if frame.is_titled else blocks):
        if block.is_heading and is_title(block, frame.titles):
            before = [one for one in blocks[:number] if one.value > 0]
            linked = sum(1 for one in before if one.links_count)
            is_small = sum(one.value for one in before) < BEFORE_TITLE_MAX * frame.whole
            return blocks[number + 1 :] if is_small or linked > 0.6 * len(before) else blocks
    return blocks


def without_boxes(blocks: Sequence[Block], frame: Frame) -> list[Block]:
    """Without what follows a heading like "Related" in its box, or as a list right after it."""
    kept: list[Block] = []
    box: Node | None = None
    worth = 0.0
    for block in blocks:
        worth += max(block.value, 0.0)
        if worth > READERS_AFTER_MIN * frame.whole and is_above_readers(block):
            break
        if box is not None and stands_in_box(block, box, frame.root):
            continue
        box = box_begun_by(block, frame)
        if box is None:
            kept.append(block)
    return kept


def is_above_readers(block: Block) -> bool:
    """Whether a line is the heading of readers' comments."""
    is_short = block.size < FURNITURE_SIZE_MAX and block.linked_share < 0.5
    return is_short and block.tag in READERS_TAGS and READERS.match(block.text) is not None


def stands_in_box(block: Block, box: Node, root: Node) -> bool:
    """Whether a block belongs to the box; one without an element of its own ends with the next paragraph."""
    if box is not root:
        return box.holds(block.node)
    return not block.is_heading and (block.tag == "li" or block.linked_share > 0.3 or block.size < 80)


def box_begun_by(block: Block, frame: Frame) -> Node | None:
    """The element of the box that a block is the heading of; the article's own where it has none; None: no heading."""
    if not (block.is_heading or block.tag in ("p", "div")) or not is_box_heading(block, frame.titles):
        return None
    box = block.node.parent if block.is_heading or block.tag == "p" else block.node
    while box is not None and box is not frame.root and box.blocks_count <= 1:
        box = box.parent
    if box is None or box is frame.root or box.holds(frame.root):
        return frame.root
    return box if box.good < BOX_SHARE_MAX * frame.whole else frame.root


def without_link_lines(blocks: Sequence[Block]) -> list[Block]:
    """Without lines that are nothing but a link, or a label with one; without the page's machinery."""
    return [block for block in blocks if not is_link_line(block) and not is_furniture(block)]


def is_link_line(block: Block) -> bool:
    """Like "Read also: another story", or only "Another story"; addresses and quotations are the article's."""
    share = block.linked_share
    if share > LINKED_SHARE_MIN and not block.is_quoted and not block.text.startswith(BARE_ADDRESS):
        return block.tag != "li" or block.size > 30
    if not block.links_count or share <= 0.4 or block.size >= LABELLED_SIZE_MAX or not LABEL.match(block.text):
        return False
    return (share > 0.6 and block.linked_size >= LABELLED_LINK_MIN) or BESIDE.match(block.text) is not None


def is_furniture(block: Block) -> bool:
    """Like "Advertisement"."""
    return block.size < FURNITURE_SIZE_MAX and PAGE_FURNITURE.fullmatch(block.text) is not None


def without_echoes(blocks: Sequence[Block]) -> list[Block]:
    """Without a line that repeats the one before it."""
    return [block for last, block in zip([None, *blocks], blocks, strict=False) if not last or last.text != block.text]


def without_last_lines(blocks: Sequence[Block]) -> list[Block]:
    """Without headings that nothing follows, requests to readers, and links at the end."""
    end = len(blocks)
    while end and is_last_line(blocks[end - 1]):
        end -= 1
    return list(blocks[:end])


def is_last_line(block: Block) -> bool:
    """Whether a line at the end is not the article's."""
    if block.is_heading:
        return True
    if block.is_quoted or block.size > LAST_SIZE_MAX:
        return False
    is_linked = block.links_count and block.linked_share >= 0.4 and not block.text.startswith("[")
    is_owned = block.size <= COPYRIGHT_SIZE_MAX and COPYRIGHT.search(block.text)
    return bool(is_linked or is_owned or is_stamp(block) or REQUEST.search(block.text))


def without_first_lines(blocks: Sequence[Block], frame: Frame) -> list[Block]:
    """Without the headline again, dates, names and crumbs at the beginning."""
    start = 0
    while start < len(blocks) and is_first_line(blocks[start], blocks[start + 1 : start + 2], frame.titles):
        start += 1
    near = [block for block in blocks[start : start + NEAR_LINES] if not is_stamp(block)]
    return [*near, *blocks[start + NEAR_LINES :]]


def is_first_line(block: Block, following: Sequence[Block], titles: frozenset[str]) -> bool:
    """Whether a line at the beginning is not the article's."""
    if block.tag == "h1" or is_title(block, titles):
        return True
    if block.is_heading:
        return not any(one.value > 0 and not is_date_line(one) for one in following)
    if block.is_quoted or block.tag == "li" or block.size >= FIRST_SIZE_MAX or SENTENCE.search(block.text):
        return False
    is_crumb = block.linked_share > 0.3 or block.size < CRUMB_SIZE_MAX
    return is_crumb or is_date_line(block) or REQUEST.search(block.text) is not None


def is_stamp(block: Block) -> bool:
    """A line that is hardly more than a date: when something was published."""
    return block.size < STAMP_SIZE_MAX and block.tag in ("p", "div") and is_date_line(block)


def is_date_line(block: Block) -> bool:
    """A short line with a date or a time that is no sentence: who wrote when."""
    return block.size < FIRST_SIZE_MAX and DATE.search(block.text) is not None and SENTENCE.search(block.text) is None


def lines_of(blocks: Iterable[Block]) -> str:
    """The blocks as text, a line for each."""
    return "\n".join(block.text for block in blocks)
