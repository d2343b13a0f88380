"""Articles placed in stories, stories merged and split, and what is remembered of it for ever.

``placements`` is an opinion, and may be dropped; ``story_members`` remembers the last story of each article,
``story_aliases`` where merged stories live on, ``story_history`` what happened.  No story with articles is an alias.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ..model import Order, Placement, StoryEvent, StoryMerge, StorySplit, survivor
from ..rules import RULES_VERSION
from .database import Database, pack, stamp, transaction, unpack
from .kin import forget_ended_kin, move_kin

MOVES_ALONG = ("spike",)
"""Orders that a part takes along when it leaves for a story of its own: what was taken off does not come back."""


def save_placements(
    db: Database,
    placements: Iterable[Placement],
    merges: Iterable[StoryMerge],
    splits: Iterable[StorySplit] = (),
    *,
    now: datetime,
) -> None:
    """Let articles leave their stories, let merged stories live on in the one that was kept, then place articles."""
    merges = [merge for merge in merges if merge.kept_id != merge.dropped_id]
    merged = {merge.dropped_id: merge.kept_id for merge in merges}
    with transaction(db):
        for split in splits:
            save_split(db, split, now=now)
        for merge in merges:
            save_merge(db, replace(merge, kept_id=survivor(merge.dropped_id, merged)), now=now)
        placed = [replace(one, story_id=survivor(one.story_id, merged)) for one in placements]
        db.executemany(
            "INSERT OR REPLACE INTO placements (article_id, story_id, rules, payload) VALUES (?, ?, ?, ?)",
            [(p.article_id, p.story_id, RULES_VERSION, pack(p)) for p in placed],
        )
        remember(db, {p.article_id: p.story_id for p in placed}, now=now)


def save_merge(db: Database, merge: StoryMerge, *, now: datetime) -> None:
    """Let a story live on in another, with its articles, its aliases, its kin and its orders."""
    kept, dropped = merge.kept_id, merge.dropped_id
    names = {"kept": kept, "dropped": dropped}
    article_ids = tuple(load_members(db, [dropped]))
    db.execute("DELETE FROM story_aliases WHERE story_id = ?", (kept,))
    db.execute("UPDATE story_aliases SET kept_id = :kept WHERE kept_id = :dropped", names)
    db.execute(
        "INSERT OR REPLACE INTO story_aliases (story_id, kept_id, payload) VALUES (?, ?, ?)",
        (dropped, kept, pack(merge)),
    )
    db.execute(
        "UPDATE placements SET story_id = :kept, payload = json_set(payload, '$.story_id', :kept)"
        " WHERE story_id = :dropped",
        names,
    )
    db.execute("UPDATE story_members SET story_id = :kept WHERE story_id = :dropped", names)
    db.execute("DELETE FROM story_scores WHERE story_id = ?", (dropped,))
    move_kin(db, dropped, kept)
    move_orders(db, dropped, kept)
    if article_ids:
        save_events(db, [StoryEvent(story_id=kept, at=now, kind="merged", other_id=dropped, article_ids=article_ids)])


def move_orders(db: Database, dropped: str, kept: str) -> None:
    """Give the orders on one story to another; of two of a kind the later holds."""
    orders: dict[str, Order] = {}
    for order in sorted(load_orders_on(db, [dropped, kept]), key=lambda order: order.ordered_at):
        orders[order.kind] = replace(order, story_id=kept)
    db.execute("DELETE FROM orders WHERE story_id IN (?, ?)", (dropped, kept))
    save_orders(db, orders.values())


def save_split(db: Database, split: StorySplit, *, now: datetime) -> None:
    """Let articles leave a story for another; what was ordered stays with the story they leave, but a spike goes along
    into a story of their own.  Kin stay, too, as long as the story has articles.
    """
    is_new = not load_members(db, [split.new_id])
    db.execute("DELETE FROM story_aliases WHERE story_id = ?", (split.new_id,))
    db.executemany(
        "UPDATE placements SET story_id = :new, payload = json_set(payload, '$.story_id', :new)"
        " WHERE article_id = :article",
        [{"new": split.new_id, "article": article_id} for article_id in split.article_ids],
    )
    forget_ended_kin(db, split.story_id)
    if is_new:
        orders = load_orders_on(db, [split.story_id])
        save_orders(db, [replace(one, story_id=split.new_id) for one in orders if one.kind in MOVES_ALONG])
    event = StoryEvent(
        story_id=split.story_id,
        at=now,
        kind="split",
        other_id=split.new_id,
        article_ids=split.article_ids,
        why=split.why,
    )
    save_events(db, [event])
    remember(db, dict.fromkeys(split.article_ids, split.new_id), now=now, came_from=split.story_id)


def load_orders_on(db: Database, story_ids: Sequence[str]) -> list[Order]:
    """The orders on some stories."""
    marks = ",".join("?" * len(story_ids))
    rows = db.execute(f"SELECT payload FROM orders WHERE story_id IN ({marks}) ORDER BY id", story_ids)  # noqa: S608
    return [unpack(payload, Order) for (payload,) in rows]


def save_orders(db: Database, orders: Iterable[Order]) -> None:
    """Keep orders in place of those of their kinds."""
    db.executemany(
        "INSERT OR REPLACE INTO orders (kind, story_id, payload) VALUES (?, ?, ?)",
        [(order.kind, order.story_id, pack(order)) for order in orders],
    )


# ---------------------------------------------------------------- what is remembered


def remember(db: Database, story_of: Mapping[str, str], *, now: datetime, came_from: str = "") -> None:
    """Remember the story of each article (by id), and write down which stories were born or gained."""
    before = load_last_stories(db, story_of)
    moved: dict[str, list[str]] = defaultdict(list)
    for article_id, story_id in story_of.items():
        if before.get(article_id) != story_id:
            moved[story_id].append(article_id)
    alive = set(load_members(db, moved).values())
    save_events(
        db,
        [
            StoryEvent(
                story_id=story_id,
                at=now,
                kind="gained" if story_id in alive else "born",
                other_id=came_from,
                article_ids=tuple(article_ids),
            )
            for story_id, article_ids in moved.items()
        ],
    )
    db.executemany("DELETE FROM story_aliases WHERE story_id = ?", [(story_id,) for story_id in moved])
    db.executemany(
        "INSERT OR REPLACE INTO story_members (article_id, story_id) VALUES (?, ?)",
        [(article_id, story_id) for story_id, article_ids in moved.items() for article_id in article_ids],
    )


def save_events(db: Database, events: Iterable[StoryEvent]) -> None:
    """Write down what happened to stories."""
    db.executemany(
        "INSERT INTO story_history (story_id, at, kind, other_id, payload) VALUES (?, ?, ?, ?, ?)",
        [(event.story_id, stamp(event.at), event.kind, event.other_id, pack(event)) for event in events],
    )


def load_history(db: Database, story_id: str) -> tuple[StoryEvent, ...]:
    """What happened to a story, and to articles that left it or came from it, in order."""
    rows = db.execute(
        "SELECT id, payload FROM story_history WHERE story_id = :story"
        " UNION SELECT id, payload FROM story_history WHERE other_id = :story AND other_id <> '' ORDER BY id",
        {"story": story_id},
    )
    return tuple(unpack(payload, StoryEvent) for _, payload in rows)


def load_aliases(db: Database) -> dict[str, str]:
    """Merged stories, to the one that they live on in today."""
    aliases = dict(db.execute("SELECT story_id, kept_id FROM story_aliases ORDER BY story_id"))
    return {story_id: survivor(story_id, aliases) for story_id in aliases}


def home_of_story(db: Database, story_id: str) -> str:
    """The story that an id means today: itself, the one that took its place, or that of the article with this id.

    An article that came with a site brings the name of a story of its own along, and may never have had one.
    """
    today = load_aliases(db).get(story_id, story_id)
    if load_placed(db, [today]):
        return today
    row = db.execute("SELECT story_id FROM placements WHERE article_id = ?", (today,)).fetchone()
    return row[0] if row else today


# ---------------------------------------------------------------- what ids are kept by


def load_last_stories(db: Database, article_ids: Iterable[str]) -> dict[str, str]:
    """The last story of each of these articles that ever had one."""
    return dict(
        db.execute(
            "SELECT article_id, story_id FROM story_members"
            " WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY article_id",
            (pack(sorted(article_ids)),),
        )
    )


def load_members(db: Database, story_ids: Iterable[str]) -> dict[str, str]:
    """The articles whose last story is one of these, with it; also those that are placed nowhere now."""
    return dict(
        db.execute(
            "SELECT article_id, story_id FROM story_members"
            " WHERE story_id IN (SELECT value FROM json_each(?)) ORDER BY story_id, article_id",
            (pack(sorted(story_ids)),),
        )
    )


def load_placed(db: Database, story_ids: Iterable[str]) -> dict[str, str]:
    """The articles that are placed in these stories now, with the story; the oldest first."""
    return dict(
        db.execute(
            "SELECT article_id, story_id FROM placements JOIN articles USING (article_id) WHERE is_current"
            " AND story_id IN (SELECT value FROM json_each(?)) ORDER BY published, article_id",
            (pack(sorted(story_ids)),),
        )
    )


def load_ages(db: Database, article_ids: Iterable[str]) -> list[str]:
    """The articles, oldest first."""
    rows = db.execute(
        "SELECT article_id FROM articles WHERE is_current AND article_id IN (SELECT value FROM json_each(?))"
        " ORDER BY published, article_id",
        (pack(sorted(article_ids)),),
    )
    return [article_id for (article_id,) in rows]


def load_once(db: Database, story_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The stories that live on in these, with the articles that each had when it was merged away."""
    found = {}
    for alias in load_alias_ids(db, story_ids):
        row = db.execute(
            "SELECT payload FROM story_history WHERE other_id = ? AND other_id <> '' AND kind = 'merged'"
            " ORDER BY id DESC LIMIT 1",
            (alias,),
        ).fetchone()
        if row:
            found[alias] = unpack(row[0], StoryEvent).article_ids
    return found


def load_alias_ids(db: Database, story_ids: Iterable[str]) -> dict[str, str]:
    """The stories that live on in these, with the one that each does."""
    return dict(
        db.execute(
            "SELECT story_id, kept_id FROM story_aliases"
            " WHERE kept_id IN (SELECT value FROM json_each(?)) ORDER BY story_id",
            (pack(sorted(story_ids)),),
        )
    )


def find_slugs(db: Database, story_ids: Iterable[str]) -> dict[str, str]:
    """The first slug of each of these stories that readers were ever given an address of."""
    rows = db.execute(
        "SELECT story_id, slug FROM slugs WHERE story_id IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
        (pack(sorted(story_ids)),),
    )
    return dict(rows.fetchall())


def find_used_ids(db: Database, wanted: Iterable[str]) -> frozenset[str]:
    """Ids that a story has or had, among these and these with a number."""
    found: set[str] = set()
    for name in wanted:
        for table in ("story_members", "story_aliases", "placements"):
            rows = db.execute(
                f"SELECT DISTINCT story_id FROM {table}"  # noqa: S608  # names from the line above
                " WHERE story_id = ? OR (story_id >= ? AND story_id < ?)",
                (name, f"{name}-", f"{name}."),
            )
            found |= {story_id for (story_id,) in rows}
    return frozenset(found)
