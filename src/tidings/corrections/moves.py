"""Which articles must move so that an editor's orders hold: from stories as they are to splits and merges.

What is bound together is moved as one block.  Stories with articles of one block become one; then two blocks that are
to be apart share out the others of their story, the surest first, each to the one that it is more like.  So one order
corrects a wrong merge: it names one article of each event, and the rest follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain

from ..model import Article, Story, StoryMerge, StoryOrder, StorySplit, fresh_id
from .settling import Ground, note, settle

Likeness = Callable[[Sequence[Article], Sequence[Article]], float]
"""How like two groups of articles are, as only compared with other likenesses."""

SURE_SHARE = 0.5
"""Of the articles that are shared out in one round: later ones are compared with grown parts, which tell more."""

Block = tuple[str, ...]
"""Articles that stay together, by id, oldest first."""


def apply_orders(
    stories: Sequence[Story], orders: Iterable[StoryOrder], likeness: Likeness, *, taken: Collection[str] = ()
) -> tuple[tuple[StorySplit, ...], tuple[StoryMerge, ...]]:
    """What makes the orders hold: splits first, then merges of what came of them.  Nothing where they hold already.

    ``stories`` are at least those with an article of an order, ``taken`` ids that no new story may have.  Killed
    articles are not looked at: who gives the stories leaves them out.
    """
    kept, _ = settle(orders)
    plan = Plan(stories, kept, likeness)
    splits: list[StorySplit] = []
    used = {*taken, *(story.id for story in stories)}
    home: dict[str, str] = {}
    parts = plan.parts()
    part_of = {article_id: number for number, part in enumerate(parts) for article_id in part}
    for story in stories:
        pieces = pieces_of(story, part_of)
        home |= {article.id: story.id for article in pieces[0]}
        for piece in pieces[1:]:
            used.add(new_id := fresh_id(piece[0].id, used))
            home |= {article.id: new_id for article in piece}
            ids = tuple(article.id for article in piece)
            splits.append(StorySplit(story_id=story.id, new_id=new_id, article_ids=ids, why=plan.why(story, piece)))
    merges = [merge for part in parts for merge in merges_in(part, home, plan)]
    return tuple(splits), tuple(merges)


def carry_out(stories: Sequence[Story], splits: Iterable[StorySplit], merges: Iterable[StoryMerge]) -> list[Story]:
    """The stories after splits and merges, oldest first."""
    home = {article.id: story.id for story in stories for article in story.articles}
    home |= {article_id: split.new_id for split in splits for article_id in split.article_ids}
    kept = {merge.dropped_id: merge.kept_id for merge in merges}
    members: dict[str, list[Article]] = defaultdict(list)
    for story in stories:
        for article in story.articles:
            story_id = home[article.id]
            members[kept.get(story_id, story_id)].append(article)
    found = [Story(id=key, articles=tuple(sorted(articles, key=age))) for key, articles in members.items()]
    return sorted(found, key=lambda story: (age(story.articles[0]), story.id))


def find_broken(orders: Iterable[StoryOrder], stories: Sequence[Story]) -> frozenset[int]:
    """Lines of the orders for stories that these stories do not keep to; ``orders`` are settled."""
    ordered, ground = tuple(orders), Ground()
    for order in reversed(ordered):
        note(order, ground)
    story_of = {article.id: story for story in stories for article in story.articles}
    return frozenset(
        order.line for order in ordered if is_broken(order, story_of, ground.circles.get(order.line, frozenset()))
    )


def is_broken(order: StoryOrder, story_of: Mapping[str, Story], circle: Collection[str]) -> bool:
    """An order does not hold; ``circle`` are the articles that a split lets into its story."""
    homes = [story_of[article_id] for article_id in order.article_ids if article_id in story_of]
    ids = {story.id for story in homes}
    if order.kind == "cannot-link":
        return len(ids) < len(homes)
    if order.kind == "must-link":
        return len(ids) > 1
    return order.kind == "split" and any(article.id not in circle for story in homes for article in story.articles)


# ---------------------------------------------------------------- who goes with whom


class Plan:
    """Stories and the orders that hold, as they are looked things up in."""

    def __init__(self, stories: Sequence[Story], orders: Iterable[StoryOrder], likeness: Likeness) -> None:
        self.stories, self.likeness = stories, likeness
        self.articles = {article.id: article for story in stories for article in story.articles}
        self.home = {article.id: story.id for story in stories for article in story.articles}
        self.orders, ground = tuple(orders), Ground()
        for order in reversed(self.orders):
            note(order, ground)
        self.bars = ground.bars
        self.born = {story.id: min(map(age, story.articles)) for story in stories if story.articles}
        self.block_of = {key: self.ordered(ground.reach([key])) for key in self.articles}
        self.circles = {self.ordered(circle) for circle in ground.circles.values()}

    def ordered(self, article_ids: Iterable[str]) -> Block:
        """Those of some articles that are in a story, oldest first."""
        return tuple(sorted((key for key in article_ids if key in self.articles), key=self.age))

    def age(self, article_id: str) -> tuple[datetime, str]:
        """Oldest first."""
        return age(self.articles[article_id])

    def parts(self) -> list[Block]:
        """The articles of every story to be."""
        closed = {key for circle in self.circles for key in circle}
        parts = [circle for circle in sorted(self.circles) if circle]
        for group in self.joined(closed):
            parts += self.shared_out(group)
        return parts

    def joined(self, closed: Collection[str]) -> Iterator[list[Block]]:
        """The blocks of each group of stories that have blocks in common, those of closed stories left out."""
        leader = {story.id: story.id for story in self.stories}

        def find(story_id: str) -> str:
            while leader[story_id] != story_id:
                story_id = leader[story_id]
            return story_id

        blocks = sorted({block for key, block in self.block_of.items() if key not in closed}, key=self.block_age)
        for block in blocks:
            for key in block[1:]:
                leader[find(self.home[key])] = find(self.home[block[0]])
        groups: dict[str, list[Block]] = defaultdict(list)
        for block in blocks:
            groups[find(self.home[block[0]])].append(block)
        yield from groups.values()

    def block_age(self, block: Block) -> tuple[datetime, str]:
        """By its oldest article."""
        return self.age(block[0])

    def shared_out(self, blocks: Sequence[Block]) -> list[Block]:
        """Blocks as one part, or as several where some are to be apart."""
        here = {key: block for block in blocks for key in block}
        foes: dict[Block, set[Block]] = defaultdict(set)
        for one, block in here.items():
            foes_here = {here[other] for other in self.bars.get(one, ()) if other in here}
            if foes_here:
                foes[block] |= foes_here
        sides = self.sides_of(sorted(foes, key=self.block_age), foes)
        if not sides:
            return [self.ordered(here)]
        waiting = [block for block in blocks if block not in foes]
        while waiting:
            rows = sorted((self.surest_side(block, sides) for block in waiting), key=lambda row: (-row[0], row[2]))
            sure = rows[: max(1, round(len(rows) * SURE_SHARE))]
            for _, number, block in sure:
                sides[number].append(block)
            waiting = [block for _, _, block in rows[len(sure) :]]
        return [self.ordered(chain.from_iterable(side)) for side in sides]

    def sides_of(self, seeds: Sequence[Block], foes: Mapping[Block, Collection[Block]]) -> list[list[Block]]:
        """Blocks that orders keep apart on as few sides as the orders allow, oldest first."""
        sides: list[list[Block]] = []
        for seed in seeds:
            free = [side for side in sides if not any(block in foes[seed] for block in side)]
            if free:
                max(free, key=lambda side: self.like(seed, side)).append(seed)
            else:
                sides.append([seed])
        return sides

    def surest_side(self, block: Block, sides: Sequence[Sequence[Block]]) -> tuple[float, int, Block]:
        """How much more a block is like its side than like the next best, the side, and the block."""
        likes = [self.like(block, side) for side in sides]
        best = max(range(len(sides)), key=lambda number: (likes[number], -number))
        second = max(like for number, like in enumerate(likes) if number != best)
        return likes[best] - second, best, block

    def like(self, block: Block, side: Sequence[Block]) -> float:
        """How like a block is to the articles of a side."""
        others = [self.articles[key] for one in side for key in one]
        return self.likeness([self.articles[key] for key in block], others)

    def why(self, story: Story, piece: Sequence[Article]) -> str:
        """The orders that part a piece from its story, in words."""
        ids = {article.id for article in piece}
        others = {article.id for article in story.articles} - ids
        found = [order for order in self.orders if is_reason(order, ids, others)]
        return "; ".join(dict.fromkeys(f"line {order.line}: {order.why or order.kind}" for order in found))


def is_reason(order: StoryOrder, ids: Collection[str], others: Collection[str]) -> bool:
    """An order is a reason for some articles to leave the others."""
    named = order.article_ids
    if order.kind == "cannot-link":
        return any(key in ids for key in named) and any(key in others for key in named)
    return order.kind == "split" and any(key in ids or key in others for key in named)


# ---------------------------------------------------------------- moves


def pieces_of(story: Story, part_of: Mapping[str, int]) -> list[list[Article]]:
    """What becomes of a story's articles, those that keep its id first: the larger piece, the older of equals."""
    found: dict[int, list[Article]] = defaultdict(list)
    for article in sorted(story.articles, key=age):
        found[part_of[article.id]].append(article)
    return sorted(found.values(), key=lambda piece: (-len(piece), age(piece[0])))


def merges_in(part: Block, home: Mapping[str, str], plan: Plan) -> Iterator[StoryMerge]:
    """The older of a part's stories takes in the others."""
    oldest = {home[key]: plan.age(key) for key in reversed(part)}
    born = plan.born
    ids = sorted(oldest, key=lambda story_id: (story_id not in born, born.get(story_id, oldest[story_id]), story_id))
    for dropped in ids[1:]:
        yield StoryMerge(kept_id=ids[0], dropped_id=dropped, similarity=0.0)


def age(article: Article) -> tuple[datetime, str]:
    """Oldest first, ties by id."""
    return article.published, article.id
