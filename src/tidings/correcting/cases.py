"""Orders as regression cases: what the engine would make of their articles if nobody had said anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from itertools import combinations, groupby
from pathlib import Path
from typing import Final

from .. import store
from ..cluster import place
from ..corrections import apply_orders, carry_out, find_broken
from ..errors import ConfigError
from ..genre import Kind
from ..meaning import mean_all
from ..model import Article, Desk, Story, StoryOrder, killed_by, without_told_apart
from ..reckoning import by_meaning_or_words, load_kinds
from ..rules import ClusterRules
from ..vectors import NO_MEANINGS, Meanings
from .moving import FOR_STORIES, bind_copies, likeness_by
from .naming import take_orders
from .writing import read_text, write_text

PAIRS_FILE: Final = "orders.pairs.tsv"
"""Beside the orders file, to be kept in git with it."""
PAIRS_HEAD: Final = """\
# Pairs of articles that an editor put together or apart, and whether that was so without the editor when this was
# written: same|different, address, address, right|wrong. `tidings order check --save` writes it.
"""
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCase:
    """Two articles that an order speaks of."""

    line: int
    kind: str
    is_same: bool
    """They belong to one story."""
    urls: Pair
    is_right_alone: bool
    """The engine says so, too, without orders."""
    was_right_alone: bool | None
    """It did when the pairs were last saved; None: they were not."""

    @property
    def is_worse(self) -> bool:
        """It used to be right without the order, and is not any more."""
        return self.was_right_alone is True and not self.is_right_alone


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersCheck:
    """What the engine makes of the pairs that were corrected."""

    pairs: tuple[PairCase, ...]
    broken: tuple[int, ...]
    """Lines that do not even hold with the orders: a bug of ours."""

    @property
    def right(self) -> int:
        """Pairs that need no order today."""
        return sum(pair.is_right_alone for pair in self.pairs)

    @property
    def precision(self) -> float:
        """Of the pairs that the engine alone puts together, the share that belongs together; 1 where it puts none."""
        joined = [pair for pair in self.pairs if pair.is_same == pair.is_right_alone]
        return sum(pair.is_same for pair in joined) / len(joined) if joined else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that belong together, the share that the engine alone puts together; 1 where there are none."""
        same = [pair for pair in self.pairs if pair.is_same]
        return sum(pair.is_right_alone for pair in same) / len(same) if same else 1.0

    @property
    def worse(self) -> tuple[PairCase, ...]:
        """Pairs that used to be right without orders."""
        return tuple(pair for pair in self.pairs if pair.is_worse)


def check_orders(db: store.Database, folder: Path, desk: Desk) -> OrdersCheck:
    """Cluster the articles around every order anew, without the orders and with them; nothing is kept.

    Raises ConfigError where the saved pairs cannot be read.
    """
    orders = [order for order in take_orders(db, folder, desk).in_force if order.kind in (*FOR_STORIES, "kill")]
    known = store.load_current(db, sorted({key for order in orders for key in order.article_ids}))
    saved = read_pairs(folder)
    killed, rules = killed_by(orders), desk.rules.cluster
    reprints = without_told_apart(store.load_reprints(db), orders)
    pairs: list[PairCase] = []
    broken: set[int] = set()
    for group, span in spans(orders, known, timedelta(hours=rules.window_hours)):
        articles = [one for one in store.load_articles(db, since=span[0]) if one.published <= span[1]]
        own = [one for one in articles if one.id not in killed]
        meanings, kinds = mean_all(db, desk, folder, own), load_kinds(db, [one.id for one in own])
        stories = cluster_alone(own, reprints, rules, meanings, kinds)
        pairs += cases_of(group, stories, known, saved)
        touched = stories_named(stories, group)
        bound = (*group, *bind_copies(touched, reprints, group))
        load = partial(by_meaning_or_words, rules, stories, left_out=reprints, meanings=meanings, kinds=kinds)
        moved = carry_out(touched, *apply_orders(touched, bound, likeness_by(cache(load))))
        broken |= find_broken(group, moved)
    return OrdersCheck(
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.line, pair.urls))), broken=tuple(sorted(broken))
    )


def spans(
    orders: Iterable[StoryOrder], known: Mapping[str, Article], margin: timedelta
) -> Iterator[tuple[list[StoryOrder], tuple[datetime, datetime]]]:
    """Orders whose articles are of overlapping times, and the time that their articles can be compared in."""
    rows = []
    for order in orders:
        moments = [known[key].published for key in order.article_ids if key in known]
        if len(moments) > 1:
            rows.append((min(moments) - margin, max(moments) + margin, order))
    rows.sort(key=lambda row: (row[0], row[2].line))
    numbers, latest, number = [], None, 0
    for begin, end, _ in rows:
        number += latest is not None and begin > latest
        latest = end if latest is None else max(latest, end)
        numbers.append(number)
    for _, part in groupby(zip(numbers, rows, strict=True), key=lambda pair: pair[0]):
        found = [row for _, row in part]
        yield [order for *_, order in found], (found[0][0], max(end for _, end, _ in found))


def cluster_alone(
    articles: Sequence[Article],
    reprints: Mapping[str, str],
    rules: ClusterRules,
    meanings: Meanings = NO_MEANINGS,
    kinds: Mapping[str, Kind] | None = None,
) -> list[Story]:
    """The stories that the engine makes of articles when nobody tells it anything; reprints follow their originals."""
    originals = [article for article in articles if article.id not in reprints]
    placed = place(originals, (), rules, meanings=meanings, kinds=kinds).placements
    home = {one.article_id: one.story_id for one in placed}
    members: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        members[home.get(reprints.get(article.id, article.id), article.id)].append(article)
    return [Story(id=story_id, articles=tuple(found)) for story_id, found in members.items()]


def stories_named(stories: Iterable[Story], orders: Iterable[StoryOrder]) -> list[Story]:
    """Those with an article that an order names."""
    named = {key for order in orders for key in order.article_ids}
    return [story for story in stories if any(article.id in named for article in story.articles)]


def cases_of(
    orders: Iterable[StoryOrder], stories: Iterable[Story], known: Mapping[str, Article], saved: Mapping[Pair, bool]
) -> Iterator[PairCase]:
    """Every pair of an order's articles, and whether the stories have it right."""
    home = {article.id: story.id for story in stories for article in story.articles}
    for order in orders:
        for one, other in combinations(order.article_ids, 2):
            if order.kind in FOR_STORIES and one in home and other in home:
                is_same = order.kind != "cannot-link"
                urls = pair_of(known[one].url, known[other].url)
                yield PairCase(
                    line=order.line,
                    kind=order.kind,
                    is_same=is_same,
                    urls=urls,
                    is_right_alone=(home[one] == home[other]) == is_same,
                    was_right_alone=saved.get(urls),
                )


def pair_of(one: str, other: str) -> Pair:
    """Two addresses, in one order."""
    return (one, other) if one <= other else (other, one)


# ---------------------------------------------------------------- the pairs file


def write_pairs(folder: Path, check: OrdersCheck) -> Path:
    """Keep what is right without orders today, to be compared with later; raises PublishError."""
    rows = dict.fromkeys(
        "\t".join(
            (
                "same" if pair.is_same else "different",
                *pair.urls,
                "right" if pair.is_right_alone else "wrong",
            )
        )
        for pair in check.pairs
    )
    path = folder / PAIRS_FILE
    write_text(path, PAIRS_HEAD + "".join(f"{row}\n" for row in rows))
    return path


def read_pairs(folder: Path) -> dict[Pair, bool]:
    """The pairs that were kept, and whether each was right without orders; raises ConfigError."""
    found: dict[Pair, bool] = {}
    path = folder / PAIRS_FILE
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != 4 or cells[0] not in ("same", "different") or cells[3] not in ("right", "wrong"):
            form = "same or different, two addresses, right or wrong, with tabs between"
            raise ConfigError(f"a line is: {form}; write it anew with --save", file=str(path), line=number)
        found[pair_of(cells[1], cells[2])] = cells[3] == "right"
    return found
