"""Which part of a page is the article: what stands beside it is put off, then the best element is chosen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from .body_blocks import Block, Node, Outline
from .body_hints import BARE
from .body_words import BESIDE, SENTENCE

DECAY = 0.82
"""What a paragraph counts for the element around its element: a wider element is only chosen where it adds
more than a fifth of text from level to level."""
JUNK_SHARE_MAX = 0.75
"""Where everything named alike holds more of a page's text, the name is not meant as we understand it."""
SURE_JUNK = frozenset(("comments", "unseen"))
SURE_JUNK_SHARE_MAX = 0.9
"""The same of comments and of what is not shown: both are often longer than the article."""
ENOUGH = 200.0
"""Characters of an article that leave no doubt that there is one beside a list of teasers."""
BESIDE_ANYTHING = SURE_JUNK | {"nav", "footer", "aside", "form", "menu", "navigation", "cookie", "consent"}
REST_SHARE_MIN = 0.15
"""Of what stands in teasers: with less beside them they are the article."""
TEASERS_MIN = 3
TEASER_TEXT_MAX = 450
"""Characters beside the link; a section of an article has more."""
TEASERS_LINKED_MIN = 0.75
CAPTION_SIZE_MAX = 400
BOX_HEADING_MAX = 60
"""Characters of the heading of a box."""
PARTS_MAX = 40
DIGITS = re.compile(r"\d+")
NOT_WORD = re.compile(r"[\W_]+")


def choose(page: Outline, titles: frozenset[str]) -> Node:
    """The element that holds the article, with everything beside the article put off.

    ``titles`` is what the page calls itself: a headline is never taken for the heading of a box.
    """
    add_up(page)
    for node in (*captions(page), *boxes_of_others(page, titles)):
        node.is_off = True
    for node in boxes_of_writers(page):
        node.junk = node.junk or "face"
    teasers = [node for group in groups_of_likes(page.nodes) if are_teasers(group) for node in group]
    for node in teasers:
        node.is_off = True
    put_off_junk(page)
    take_back(page, teasers)
    spread(page.nodes)
    return best_of(page)


def add_up(page: Outline) -> None:
    """Give every node the figures of all that stands in it."""
    for block in page.blocks:
        node = block.node
        set_first(node, block)
        node.size += block.size
        node.linked_size += block.linked_size
        node.blocks_count += 1
        node.titles_count += block.is_title_link
        node.good += max(block.value, 0.0)
    for node in reversed(page.nodes):
        if node.parent is not None:
            add_to(node.parent, node)


def set_first(node: Node | None, block: Block) -> None:
    """Blocks come in order: the first is that of everything around it, up to what has one already."""
    while node is not None and node.first is None:
        node.first = block
        node = node.parent


def add_to(parent: Node, child: Node) -> None:
    """Give a node the figures of one in it."""
    parent.size += child.size
    parent.linked_size += child.linked_size
    parent.blocks_count += child.blocks_count
    parent.titles_count += child.titles_count
    parent.good += child.good


def choose_leniently(page: Outline) -> Node:
    """The element with the most words that are no links: for pages of short lines, without a sentence.

    Only what is surely beside an article is put off.
    """
    for node in page.nodes:
        node.is_off, node.score = node.junk in BESIDE_ANYTHING, 0.0
    spread(page.nodes)
    for block in page.blocks:
        block.value = float(block.size - 2 * block.linked_size)
    return best_of(page)


# ---------------------------------------------------------------- what stands beside the article


def captions(page: Outline) -> Iterator[Node]:
    """Boxes for a picture with a line of text."""
    for node in page.nodes:
        is_box = node.is_picture and 0 < node.blocks_count <= 2 and node.size < CAPTION_SIZE_MAX
        if is_box and node.element.find(".//img") is not None:
            yield node


def boxes_of_writers(page: Outline) -> Iterator[Node]:
    """The smallest boxes with text around the faces of people: authors and commentators."""
    for kind, node in page.marks:
        box: Node | None = node
        while box is not None and not box.size:
            box = box.parent
        if kind == "face" and box is not None and box.tag != "body":
            yield box


def boxes_of_others(page: Outline, titles: frozenset[str]) -> Iterator[Node]:
    """Boxes that begin with a heading like "Related" and hold a list."""
    for block in page.blocks:
        box = block.node.parent
        if box is None or box.tag == "body" or box.first is not block:
            continue
        is_small = box.good < SURE_JUNK_SHARE_MAX * page.nodes[0].good
        if is_small and block.is_heading and is_box_heading(block, titles) and holds_a_list(box):
            yield box


def is_box_heading(block: Block, titles: frozenset[str]) -> bool:
    """A short line that announces other articles, or what readers say."""
    return (
        block.size < BOX_HEADING_MAX
        and SENTENCE.search(block.text) is None
        and BESIDE.match(block.text) is not None
        and block.linked_share < 0.5
        and folded_title(block.text) not in titles
    )


def folded_title(text: str) -> str:
    """For comparing headlines."""
    return NOT_WORD.sub(" ", text).strip().lower()


def holds_a_list(box: Node) -> bool:
    """Whether it is made of several things, without a headline of its own."""
    has_things = any(child.tag in ("article", "ul", "ol", "li") for child in box.children)
    return has_things and next(box.element.iter("h1"), None) is None


def take_back(page: Outline, teasers: Sequence[Node]) -> None:
    """Keep groups that look like teasers where the page has next to nothing else: a list of short pieces."""
    in_teasers = sum(node.good for node in teasers)
    if good_of(page) < max(ENOUGH, REST_SHARE_MIN * in_teasers):
        for node in teasers:
            node.is_off = node.junk != "" and node.is_off


def groups_of_likes(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    """Children of one element with the same tag and classes, three or more."""
    for parent in nodes:
        children = [node for node in parent.children if node.size and node.tag != "p"]
        if len(children) < TEASERS_MIN or not parent.titles_count:
            continue
        groups: dict[tuple[str, str], list[Node]] = defaultdict(list)
        for node in children:
            groups[node.tag, classes_of(node)].append(node)
        yield from (group for group in groups.values() if len(group) >= TEASERS_MIN)


def classes_of(node: Node) -> str:
    """The first two classes of an element, without numbers."""
    return DIGITS.sub("", " ".join(node.element.get("class", "").split()[:2])) if node.names else ""


def are_teasers(group: list[Node]) -> bool:
    """Whether most of them have a link like a headline, and little beside it."""
    linked = sum(1 for node in group if node.titles_count)
    beside = sum(node.size - node.linked_size for node in group)
    return linked >= TEASERS_LINKED_MIN * len(group) and beside < TEASER_TEXT_MAX * len(group)


def put_off_junk(page: Outline) -> None:
    """Everything whose name says that it is beside the article, name by name, unless that would leave too little."""
    good = good_by_junk(page)
    whole = good.pop("all", 0.0)
    for node in page.nodes:
        share_max = SURE_JUNK_SHARE_MAX if node.junk in SURE_JUNK else JUNK_SHARE_MAX
        if node.junk and good.get(node.junk, 0.0) <= share_max * whole:
            node.is_off = True


def good_by_junk(page: Outline) -> dict[str, float]:
    """What the blocks are worth that stand under each word for junk; ``all``: altogether."""
    found: dict[str, float] = defaultdict(float)
    none = frozenset[str]()
    under: list[frozenset[str] | None] = []
    for node in page.nodes:
        above = under[node.parent.index] if node.parent else none
        if node.is_off or above is None:
            under.append(None)
        else:
            under.append(above | {node.junk} if node.junk and node.junk not in above else above)
    for block in page.blocks:
        words = under[block.node.index] if block.value > 0 else None
        if words is not None:
            found["all"] += block.value
            for word in words:
                found[word] += block.value
    return found


def good_of(page: Outline) -> float:
    """What the blocks that are not put off are worth together."""
    is_off: list[bool] = []
    for node in page.nodes:
        is_off.append(node.is_off or (node.parent is not None and is_off[node.parent.index]))
    return sum(block.value for block in page.blocks if block.value > 0 and not is_off[block.node.index])


def spread(nodes: Iterable[Node]) -> None:
    """What stands in something put off is put off too."""
    for node in nodes:
        node.is_off = node.is_off or (node.parent is not None and node.parent.is_off)


# ---------------------------------------------------------------- the article


def best_of(page: Outline) -> Node:
    """The element with the most text for its width: what is said in it counts less from level to level outwards."""
    for block in page.blocks:
        if not block.node.is_off:
            block.node.score += block.value
    for node in reversed(page.nodes):
        if node.parent is not None:
            node.parent.score += node.score * DECAY
    best = max(page.nodes, key=lambda node: (node.score * node.weight, node.index))
    if best.score <= 0:
        return page.nodes[0]
    while best.tag not in BARE and best.parent is not None:
        best = best.parent
    return best


def parts_of(root: Node) -> list[Node]:
    """The article's element and those of its neighbours that are named alike: some texts are cut into several."""
    if root.parent is None or not root.names or root.tag == "article":
        return [root]
    alike = [node for node in root.parent.children if node is root or is_part(node, root)]
    return alike if len(alike) <= PARTS_MAX else [root]


def is_part(node: Node, root: Node) -> bool:
    """Whether a neighbour goes on with the text, without a headline of its own."""
    has_headline = node.titles_count or (node.first is not None and node.first.tag == "h1")
    is_alike = node.tag == root.tag and classes_of(node) == classes_of(root)
    return is_alike and node.good > 0 and not node.is_off and not has_headline
