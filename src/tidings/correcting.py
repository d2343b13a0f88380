"""The orders file at work: which articles its lines mean, what they move, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Literal

from . import store
from .cluster import compare
from .corrections import (
    Contradiction,
    Likeness,
    LineProblem,
    OrderLine,
    OrdersFile,
    apply_orders,
    carry_out,
    find_broken,
    find_second_leads,
    keyed,
    parse_orders,
    settle,
)
from .model import ORDERS_FILE, Article, Desk, Story, StoryMerge, StoryOrder, Verdict, killed_by
from .rules import ClusterRules
from .urls import canonical_url, is_web_url, same_page_key

ORDERS_BYTES_MAX = 5_000_000
"""A file larger than this is no list of orders."""
FOR_STORIES = ("must-link", "cannot-link", "split")
"""Orders that move articles from story to story."""
NEAR_NAMES_MAX = 3

State = Literal["holds", "next run", "waits", "contradicted", "cannot", "no order"]


# ---------------------------------------------------------------- reading


def read_orders(folder: Path) -> tuple[OrdersFile, bool]:
    """What a desk's orders file says, and whether it could be read; one that is not there says nothing."""
    path = folder / ORDERS_FILE
    try:
        if path.stat().st_size > ORDERS_BYTES_MAX:
            return unreadable(f"larger than {ORDERS_BYTES_MAX:,} bytes; this cannot be a list of orders"), False
        return parse_orders(path.read_text(encoding="utf-8"), path=ORDERS_FILE), True
    except (FileNotFoundError, NotADirectoryError):
        return OrdersFile(path=ORDERS_FILE), False
    except UnicodeDecodeError as error:
        return unreadable(f"not UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8"), False
    except OSError as error:
        return unreadable(f"cannot be read: {error.strerror}; mend its rights"), False


def unreadable(reason: str) -> OrdersFile:
    """A file with one mistake: all of it."""
    return OrdersFile(path=ORDERS_FILE, problems=(LineProblem(file=ORDERS_FILE, line=0, reason=reason),))


def contradictions_in(file: OrdersFile) -> tuple[Contradiction, ...]:
    """Lines that contradict each other as they are written, before anybody knows which articles they mean."""
    return settle(map(keyed, file.orders))[1]


# ---------------------------------------------------------------- which articles are meant


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOrder:
    """A line with the articles that answer to its targets."""

    line: OrderLine
    order: StoryOrder
    waiting: tuple[str, ...] = ()
    """Targets that no article answers to yet, with a hint where a name is nearly one."""
    trouble: str = ""
    """Why it can never hold; empty: it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersTaken:
    """The orders file as a desk understands it."""

    file: OrdersFile
    named: tuple[NamedOrder, ...]
    in_force: tuple[StoryOrder, ...]
    contradictions: tuple[Contradiction, ...]


class Names:
    """What a desk's articles are called by; looked up only where somebody asks."""

    def __init__(self, db: store.Database, desk: Desk) -> None:
        self.db, self.site = db, desk.masthead.url.rstrip("/")

    @cached_property
    def given(self) -> tuple[dict[str, str], dict[str, str]]:
        """Slugs to story ids, and record names to article ids."""
        slugs, record_names = store.load_names(self.db)
        return slugs, {name: article_id for article_id, name in record_names.items()}

    def article_at(self, url: str) -> str | None:
        """The article that an address has led to."""
        urls = [canonical_url(url), same_page_key(canonical_url(url))]
        found = store.load_addresses(self.db, urls)
        return next((found[one] for one in urls if one in found), None)

    def name_in(self, target: str) -> str:
        """The slug or record's name in a target; empty: it is the address of somebody else's page."""
        if is_web_url(target) and not (self.site and target.startswith(f"{self.site}/")):
            return ""
        return target.rstrip("/").rsplit("/", 1)[-1].removesuffix(".html").removesuffix(".md")

    def story_article(self, slug: str) -> str | None:
        """The oldest article of the story that a slug was given to; of one that was merged away, its first.

        So two slugs still mean two articles when their stories have become one by mistake.
        """
        story_id = self.given[0].get(slug, "")
        oldest = store.find_oldest(self.db, story_id)
        return oldest or next(iter(store.load_current(self.db, [story_id])), None)

    def hint(self, name: str) -> str:
        """Names that are nearly this one."""
        near = get_close_matches(name, [*self.given[0], *self.given[1]], n=NEAR_NAMES_MAX, cutoff=0.6)
        return f" (did you mean {', '.join(near)}?)" if name and near else ""


def name_articles(line: OrderLine, names: Names) -> NamedOrder:
    """A line with the articles that it means."""
    found: list[str] = []
    waiting: list[str] = []
    trouble = ""
    for target in line.targets:
        name = names.name_in(target)
        article_id = (names.article_at(target) if is_web_url(target) else None) or names.given[1].get(name)
        if article_id is None and name in names.given[0]:
            article_id = names.story_article(name)
            if line.kind in ("lead", "kill"):
                trouble = f"{target} is a story; {line.kind} is for an article: name its address or its record"
        if article_id:
            found.append(article_id)
        else:
            waiting.append(target + names.hint(name))
    ids = tuple(dict.fromkeys(found))
    if line.kind == "cannot-link" and len(ids) < len(found):
        trouble = "two of its targets are one article"
    order = StoryOrder(kind=line.kind, article_ids=() if trouble else ids, line=line.line, why=line.why)
    return NamedOrder(line=line, order=order, waiting=tuple(waiting), trouble=trouble)


def take_orders(db: store.Database, folder: Path, desk: Desk) -> OrdersTaken:
    """The orders of a desk's file with the articles that they mean today.

    Where the file cannot be read, or is gone, those that a run last read still hold: a killed article must not come
    back because a file was mislaid.
    """
    file, is_read = read_orders(folder)
    if not is_read:
        kept = store.load_story_orders(db)
        if kept and not file.problems:
            file = unreadable(f"it is gone, and its {len(kept)} orders still hold; an empty file takes them back")
        return OrdersTaken(file=file, named=(), in_force=kept, contradictions=())
    names = Names(db, desk)
    named = tuple(name_articles(line, names) for line in file.orders)
    in_force, lost = settle(one.order for one in named)
    return OrdersTaken(file=file, named=named, in_force=in_force, contradictions=lost)


# ---------------------------------------------------------------- moving articles


def correct_stories(db: store.Database, orders: Sequence[StoryOrder], rules: ClusterRules) -> int:
    """Make stories keep to the orders; returns how many splits and merges that took."""
    named = {article_id for order in orders if order.kind in FOR_STORIES for article_id in order.article_ids}
    if not named:
        return 0
    stories = without(killed_by(orders), store.load_stories_of(db, named))
    ids = [article.id for story in stories for article in story.articles]
    bound = (*orders, *bind_copies(stories, store.load_reprints(db), orders))
    taken = store.load_taken_ids(db, ids)
    splits, merges = apply_orders(stories, bound, likeness_by(rules, stories), taken=taken)
    if splits or merges:
        with store.transaction(db):
            store.save_splits(db, splits)
            store.save_placements(db, (), merges)
    return len(splits) + len(merges)


def without(killed: frozenset[str], stories: Iterable[Story]) -> list[Story]:
    """Stories without killed articles; those that had no others are left out."""
    kept = (
        replace(story, articles=tuple(article for article in story.articles if article.id not in killed))
        for story in stories
    )
    return [story for story in kept if story.articles]


def bind_copies(
    stories: Iterable[Story], reprints: Mapping[str, str], orders: Sequence[StoryOrder]
) -> Iterator[StoryOrder]:
    """A reprint goes where the original of its story goes, unless it is itself told to be elsewhere."""
    named = {key for order in orders if order.kind in ("cannot-link", "split") for key in order.article_ids}
    last = max((order.line for order in orders), default=0)
    for story in stories:
        here = {article.id for article in story.articles}
        for copy in sorted(here - named):
            if reprints.get(copy) in here:
                yield StoryOrder(kind="must-link", article_ids=(copy, reprints[copy]), line=last + 1)


def likeness_by(rules: ClusterRules, stories: Iterable[Story]) -> Likeness:
    """How like two groups are, in log-odds: probabilities near 0 and 1 all look alike."""
    around = [article for story in stories for article in story.articles]

    def likeness(one: Sequence[Article], other: Sequence[Article]) -> float:
        return sum(reason.points for reason in compare(one, other, rules, around=around).reasons)

    return likeness


def permitted(
    merges: Iterable[StoryMerge], stories: Iterable[Story], orders: Sequence[StoryOrder]
) -> tuple[StoryMerge, ...]:
    """Those of some merges that break no order."""
    grown = {story.id: story for story in stories}
    kept = []
    for merge in merges:
        both = (*grown[merge.kept_id].articles, *grown[merge.dropped_id].articles)
        whole = Story(id=merge.kept_id, articles=both)
        if not find_broken(orders, [whole]):
            grown[merge.kept_id] = whole
            kept.append(merge)
    return tuple(kept)


# ---------------------------------------------------------------- what is told


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderStanding:
    """A line of the orders file and what has become of it."""

    line: int
    kind: str
    targets: tuple[str, ...]
    why: str
    state: State
    detail: str = ""
    """Why it does not hold, in words."""


def standings(db: store.Database, folder: Path, desk: Desk) -> tuple[OrderStanding, ...]:
    """Every line of the orders file that says something, with what has become of it."""
    taken = take_orders(db, folder, desk)
    lost = {found.line: str(found) for found in (*taken.contradictions, *second_leads(db, taken.in_force))}
    broken = broken_lines(db, taken.in_force)
    cannot = dict(leads_in_vain(db, taken.in_force))
    rows = [stand(one, lost=lost, broken=broken, cannot=cannot) for one in taken.named]
    rows += [
        OrderStanding(line=one.line, kind="", targets=(), why="", state="no order", detail=one.reason)
        for one in taken.file.problems
    ]
    return tuple(sorted(rows, key=lambda row: row.line))


def stand(
    one: NamedOrder, *, lost: Mapping[int, str], broken: frozenset[int], cannot: Mapping[int, str]
) -> OrderStanding:
    """What has become of a line, the most telling thing first."""
    line = one.line
    state: State = "holds"
    detail = ""
    if one.trouble:
        state, detail = "cannot", one.trouble
    elif line.line in lost:
        state, detail = "contradicted", lost[line.line]
    elif one.waiting:
        state, detail = "waits", f"for an article: {', '.join(one.waiting)}"
    elif line.line in broken:
        state, detail = "next run", "takes effect with the next run"
    elif line.line in cannot:
        state, detail = "cannot", cannot[line.line]
    return OrderStanding(line=line.line, kind=line.kind, targets=line.targets, why=line.why, state=state, detail=detail)


def broken_lines(db: store.Database, orders: Sequence[StoryOrder]) -> frozenset[int]:
    """Lines that the next run has yet to carry out."""
    named = {article_id for order in orders for article_id in order.article_ids}
    stories = without(killed_by(orders), store.load_stories_of(db, named))
    known = {(order.kind, article_id) for order in store.load_story_orders(db) for article_id in order.article_ids}
    new = {
        order.line
        for order in orders
        if order.kind in ("lead", "kill") and any((order.kind, key) not in known for key in order.article_ids)
    }
    return find_broken(orders, stories) | new


def second_leads(db: store.Database, orders: Sequence[StoryOrder]) -> tuple[Contradiction, ...]:
    """Leads that give way to another lead of their story."""
    leads = [order for order in orders if order.kind == "lead"]
    return find_second_leads(leads, store.load_homes(db, (key for order in leads for key in order.article_ids)))


def leads_in_vain(db: store.Database, orders: Sequence[StoryOrder]) -> Iterator[tuple[int, str]]:
    """Lines that order a lead which is not published, and why not."""
    leads = [order for order in orders if order.kind == "lead" and order.article_ids]
    verdicts: Mapping[str, Verdict] = store.load_verdicts(db) if leads else {}
    for order in leads:
        verdict = verdicts.get(order.article_ids[0])
        if verdict and verdict.outcome != "published":
            yield order.line, f"it cannot lead: it is {verdict.outcome} ({verdict.reason})"


def tell_row(row: OrderStanding) -> str:
    """A line that does not hold, in a sentence."""
    if row.state == "contradicted":
        return row.detail
    return f"line {row.line} {row.state if row.state == 'waits' else 'does not hold:'} {row.detail}"


def report_lines(db: store.Database, folder: Path, desk: Desk) -> tuple[str, ...]:
    """What a run has to tell of the orders file: mistakes first, then what waits, then how many hold."""
    taken = take_orders(db, folder, desk)
    if not taken.named:
        return tuple(map(str, taken.file.problems))
    found = standings(db, folder, desk)
    told = [str(problem) for problem in taken.file.problems]
    for state in ("contradicted", "cannot", "waits", "next run"):
        told += [tell_row(row) for row in found if row.state == state]
    holding = sum(row.state == "holds" for row in found)
    return (*told, f"{holding} of {len(taken.named)} hold")


def stories_after(stories: Sequence[Story], orders: Sequence[StoryOrder], rules: ClusterRules) -> list[Story]:
    """Stories as they are once they keep to the orders; nothing is kept of it."""
    return carry_out(stories, *apply_orders(stories, orders, likeness_by(rules, stories)))
