"""What has become of each order, for an editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .. import store
from ..corrections import Contradiction, find_broken, find_second_leads
from ..model import Desk, StoryOrder, Verdict, killed_by
from .moving import without
from .naming import NamedOrder, take_orders

State = Literal["holds", "next run", "waits", "contradicted", "cannot", "no order"]


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
