"""How often readers looked, read from the desk's file and kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from . import store
from .model import Desk
from .urls import canonical_url, is_web_url, same_page_key
from .views import find_articles, read_views, told


def count_views(db: store.Database, desk: Desk, folder: Path, *, now: datetime) -> tuple[str, ...]:
    """Read the desk's file of views, where it names one, and keep what it says; a sentence for each thing to tell."""
    rules = desk.rules.score
    if not rules.views:
        return ()
    counts = read_views(folder / rules.views, now=now, days=rules.views_days)
    slugs, record_names = store.load_names(db)
    aliases = store.load_aliases(db)
    forms = {form for name in counts.by_name if is_web_url(name) for form in forms_of(name)}
    views, unknown = find_articles(
        counts,
        urls=store.load_addresses(db, forms),
        record_names=record_names,
        slugs={slug: aliases.get(story_id, story_id) for slug, story_id in slugs.items()},
    )
    store.save_views(db, views)
    return tuple(told(counts, views, unknown))


def forms_of(url: str) -> tuple[str, str]:
    """The forms in which an address may be known."""
    canonical = canonical_url(url)
    return canonical, same_page_key(canonical)
