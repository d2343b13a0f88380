"""Which articles the lines of the orders file mean."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from .. import store
from ..corrections import Contradiction, settle
from ..model import Desk, StoryOrder
from ..orderlines import OrderLine, OrdersFile
from ..urls import canonical_url, is_web_url, same_page_key
from .reading import read_orders, unreadable

NEAR_NAMES_MAX = 3


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

    @property
    def whole(self) -> tuple[StoryOrder, ...]:
        """Those in force, one for each line: a line of several articles is in force pair by pair."""
        lines = {order.line for order in self.in_force}
        return tuple(one.order for one in self.named if one.line.line in lines) or self.in_force


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
        names = [*self.given[0], *self.given[1]] if name else []
        near = get_close_matches(name, names, n=NEAR_NAMES_MAX, cutoff=0.6)
        return f" (did you mean {', '.join(near)}?)" if near else ""


def name_articles(line: OrderLine, names: Names) -> NamedOrder:
    """A line with the articles that it means."""
    found: list[str] = []
    waiting: list[str] = []
    trouble = ""
    for target in line.targets:
        name = names.name_in(target)
        article_id = names.article_at(target) if is_web_url(target) else None
        if name and article_id is None:
            article_id = names.given[1].get(name)
        if name and article_id is None and name in names.given[0]:
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
            file = unreadable(f"it is gone; what it ordered still holds ({len(kept)}); an empty file takes that back")
        return OrdersTaken(file=file, named=(), in_force=kept, contradictions=())
    names = Names(db, desk)
    named = tuple(name_articles(line, names) for line in file.orders)
    in_force, lost = settle(one.order for one in named)
    return OrdersTaken(file=file, named=named, in_force=in_force, contradictions=lost)
