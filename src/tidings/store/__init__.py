"""What is remembered: the only SQL in the project, one SQLite file for each desk.

Four groups of tables are kept apart.  *Facts* (what publishers said) are only inserted; *opinions*
(what we concluded) may be dropped and recomputed; *orders* (what an editor said) always win; the
*record* (what we did) is what keeps a restart from asking early and a link from dying.
"""

from contextlib import closing

from .articles import (
    count_articles,
    find_dropped,
    load_article_ids,
    load_articles,
    load_current,
    load_sightings,
    load_unread,
    save_articles,
)
from .database import Database, open_database, transaction
from .editions import (
    StoredEdition,
    find_story,
    load_edition,
    load_names,
    load_rendered,
    save_edition,
    save_rendered,
)
from .feeds import (
    Gathered,
    Unparsed,
    count_unparsed,
    load_feed_states,
    load_gathered,
    load_unparsed,
    save_fetch,
    save_parsed,
)
from .health import load_figures, load_samples, save_arrivals
from .jobs import claim_jobs, finish_jobs, save_jobs
from .orders import load_orders, remove_order, save_order
from .runs import load_last_report, save_report, start_run, take_lease
from .stories import (
    drop_opinions,
    load_aliases,
    load_known_stories,
    load_opinions,
    load_placements,
    load_reprints,
    load_scores,
    load_stories,
    load_unplaced,
    load_verdicts,
    save_opinions,
    save_placements,
    save_reprints,
    save_scores,
    save_verdicts,
)

__all__ = [
    "Database",
    "Gathered",
    "StoredEdition",
    "Unparsed",
    "claim_jobs",
    "closing",
    "count_articles",
    "count_unparsed",
    "drop_opinions",
    "find_dropped",
    "find_story",
    "finish_jobs",
    "load_aliases",
    "load_article_ids",
    "load_articles",
    "load_current",
    "load_edition",
    "load_feed_states",
    "load_figures",
    "load_gathered",
    "load_known_stories",
    "load_last_report",
    "load_names",
    "load_opinions",
    "load_orders",
    "load_placements",
    "load_rendered",
    "load_reprints",
    "load_samples",
    "load_scores",
    "load_sightings",
    "load_stories",
    "load_unparsed",
    "load_unplaced",
    "load_unread",
    "load_verdicts",
    "open_database",
    "remove_order",
    "save_arrivals",
    "save_articles",
    "save_edition",
    "save_fetch",
    "save_jobs",
    "save_opinions",
    "save_order",
    "save_parsed",
    "save_placements",
    "save_rendered",
    "save_report",
    "save_reprints",
    "save_scores",
    "save_verdicts",
    "start_run",
    "take_lease",
    "transaction",
]
