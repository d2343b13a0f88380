"""The tables, as the migrations that made them: append only, never edited once released."""

from __future__ import annotations

from .schema_later import BOOSTS, KIN, KIN_AND_NEEDED, LEDGER, PAPER, SECURED, SITE, STORIES, VECTORS

FIRST = """
-- facts: what publishers said; insert only

CREATE TABLE bodies (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,             -- SHA-256 of the body
    size INTEGER NOT NULL,                 -- bytes before packing
    packed BLOB NOT NULL                   -- zlib
) STRICT;

CREATE TABLE fetches (
    id INTEGER PRIMARY KEY,
    feed_url TEXT NOT NULL,
    fetched_at TEXT NOT NULL,
    url TEXT NOT NULL,                     -- after redirects
    status INTEGER NOT NULL,               -- 0: no answer
    content_type TEXT NOT NULL,
    body_hash TEXT NOT NULL,               -- empty: no body
    error TEXT NOT NULL,                   -- empty: an answer we could use
    UNIQUE (feed_url, fetched_at)
) STRICT;

CREATE TABLE documents (                   -- a body that was read, or why it could not be
    id INTEGER PRIMARY KEY,
    fetch_id INTEGER NOT NULL UNIQUE REFERENCES fetches (id),
    feed_url TEXT NOT NULL,
    seen INTEGER NOT NULL,                 -- items in the document
    payload TEXT NOT NULL,                 -- ParsedFeed without entries, drops included
    error TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_feed ON documents (feed_url, id);

CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    feed_url TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    hash TEXT NOT NULL,                    -- of the payload: a changed entry is a new row
    seen_at TEXT NOT NULL,
    document_id INTEGER NOT NULL REFERENCES documents (id),
    payload TEXT NOT NULL,
    UNIQUE (feed_url, entry_id, hash)
) STRICT;

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL,
    hash TEXT NOT NULL,                    -- of the payload: each revision is a new row
    published TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    is_current INTEGER NOT NULL,           -- 1 for the newest revision
    payload TEXT NOT NULL,
    UNIQUE (article_id, hash)
) STRICT;
CREATE INDEX articles_current ON articles (published, article_id) WHERE is_current;

CREATE TABLE readings (                    -- what became of each entry
    entry_row INTEGER PRIMARY KEY REFERENCES entries (id),
    article_id TEXT NOT NULL,              -- empty: dropped
    what TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- opinions: what we concluded; may be dropped and recomputed

CREATE TABLE reprints (
    article_id TEXT PRIMARY KEY,
    rules INTEGER NOT NULL,                -- version of the rules that said so
    payload TEXT NOT NULL
) STRICT;

CREATE TABLE placements (
    article_id TEXT PRIMARY KEY,
    story_id TEXT NOT NULL,
    rules INTEGER NOT NULL,
    payload TEXT NOT NULL
) STRICT;
CREATE INDEX placements_by_story ON placements (story_id);

CREATE TABLE article_opinions (
    article_id TEXT PRIMARY KEY,
    rules INTEGER NOT NULL,
    payload TEXT NOT NULL
) STRICT;

CREATE TABLE story_scores (
    story_id TEXT PRIMARY KEY,
    rules INTEGER NOT NULL,
    payload TEXT NOT NULL
) STRICT;

CREATE TABLE verdicts (
    article_id TEXT PRIMARY KEY,
    rules INTEGER NOT NULL,
    payload TEXT NOT NULL
) STRICT;

-- orders: what an editor said; always win

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    story_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    UNIQUE (kind, story_id)
) STRICT;

-- record: what we did

CREATE TABLE feed_states (
    feed_url TEXT PRIMARY KEY,
    payload TEXT NOT NULL
) STRICT;

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    stage TEXT NOT NULL,
    key TEXT NOT NULL,                     -- the same work has the same key, so it is asked for once
    partition TEXT NOT NULL,
    payload BLOB NOT NULL,
    not_before TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    done_at TEXT NOT NULL DEFAULT '',
    UNIQUE (stage, key)
) STRICT;
CREATE INDEX jobs_open ON jobs (stage, not_before, id) WHERE done_at = '';

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    fence INTEGER NOT NULL,                -- goes up with every holder
    holder TEXT NOT NULL,
    taken_at TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    report TEXT NOT NULL DEFAULT ''        -- empty: it did not finish
) STRICT;

CREATE TABLE editions (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL,                     -- of everything it is made of, the clock apart
    as_of TEXT NOT NULL,
    snapshot BLOB NOT NULL                 -- zlib of the edition as JSON
) STRICT;

CREATE TABLE slugs (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    story_id TEXT NOT NULL
) STRICT;

CREATE TABLE story_aliases (
    story_id TEXT PRIMARY KEY,             -- merged away
    kept_id TEXT NOT NULL,
    payload TEXT NOT NULL
) STRICT;

CREATE TABLE record_names (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    article_id TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE rendered (
    path TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    data BLOB NOT NULL
) STRICT;
"""

MANNERS = """
-- record: what hosts and sites asked of us

CREATE TABLE hosts (
    host TEXT PRIMARY KEY,                 -- exact name
    payload TEXT NOT NULL                  -- HostState
) STRICT;

CREATE TABLE robots (
    authority TEXT PRIMARY KEY,            -- scheme, host and port
    fetched_at TEXT NOT NULL,
    payload TEXT NOT NULL                  -- RobotsCopy
) STRICT;
"""

BY_MOMENT = """
-- what one run did is looked up by its moment: without these each report reads a desk's whole history

CREATE INDEX entries_by_sight ON entries (seen_at, feed_url);
CREATE INDEX fetches_by_moment ON fetches (fetched_at);
CREATE INDEX articles_by_sight ON articles (seen_at, article_id);
CREATE INDEX jobs_done ON jobs (done_at) WHERE done_at <> '';
"""

PUSH = """
-- record: what we agreed with hubs, and what they and we said

CREATE TABLE subscriptions (
    feed_url TEXT PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,            -- the last part of the callback's address
    secret TEXT NOT NULL,                  -- empty: the hub was given none
    payload TEXT NOT NULL
) STRICT;

CREATE TABLE hubs (                        -- what the headers of a feed's last answer said
    feed_url TEXT PRIMARY KEY,
    hub_url TEXT NOT NULL,
    topic_url TEXT NOT NULL
) STRICT;

CREATE TABLE pushes (                      -- the answers that a hub sent, unasked and signed
    fetch_id INTEGER PRIMARY KEY REFERENCES fetches (id)
) STRICT;

CREATE TABLE announced (                   -- our own feeds, as the hub was last told of them
    url TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    announced_at TEXT NOT NULL
) STRICT;
"""

QUARANTINE = """
-- facts: items that were left out alone so that their feed could be read

CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    feed_url TEXT NOT NULL,
    seen_at TEXT NOT NULL,                 -- first
    what TEXT NOT NULL,                    -- its headline or id
    reason TEXT NOT NULL,
    hash TEXT NOT NULL,                    -- of what, reason and raw: the same item is kept once
    raw TEXT NOT NULL,                     -- as it stood in the document, cut to 64 KiB
    UNIQUE (feed_url, hash)
) STRICT;
"""

HEALTH = """
-- an index of facts: when entries arrived, without their words, so that health is reckoned fast

CREATE TABLE arrivals (
    feed_url TEXT NOT NULL,
    document_id INTEGER NOT NULL,
    entry_row INTEGER NOT NULL,
    seen_s INTEGER NOT NULL,               -- seconds since 1970, like the other two
    is_new INTEGER NOT NULL,               -- 0: a known entry with other words
    claimed_s INTEGER,                     -- by the publisher; NULL: no date that can be read
    checked_before_s INTEGER,              -- the feed's last good answer before; NULL: this was the first
    PRIMARY KEY (feed_url, document_id, entry_row)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrivals_by_row ON arrivals (entry_row);
CREATE INDEX fetches_in_short ON fetches (feed_url, fetched_at, status, error);
"""

QUEUES = """
-- an index of facts: what nobody has read yet, so that no run looks for it in a desk's whole history

CREATE TABLE unparsed (                    -- answers with a body, until there is a document of them
    fetch_id INTEGER PRIMARY KEY
) STRICT;
INSERT INTO unparsed SELECT id FROM fetches WHERE body_hash <> '' AND id NOT IN (SELECT fetch_id FROM documents);
CREATE TRIGGER fetch_waits AFTER INSERT ON fetches WHEN NEW.body_hash <> '' BEGIN
    INSERT INTO unparsed (fetch_id) VALUES (NEW.id);
END;

CREATE TABLE unread (                      -- entries, until it is known what became of them
    entry_row INTEGER PRIMARY KEY
) STRICT;
INSERT INTO unread SELECT id FROM entries WHERE id NOT IN (SELECT entry_row FROM readings);
CREATE TRIGGER entry_waits AFTER INSERT ON entries BEGIN
    INSERT INTO unread (entry_row) VALUES (NEW.id);
END;
CREATE TRIGGER entry_is_read AFTER INSERT ON readings BEGIN
    DELETE FROM unread WHERE entry_row = NEW.entry_row;
END;

CREATE INDEX readings_by_article ON readings (article_id);
"""

PAGES = """
-- facts: pages of articles, as they answered, and every revision of an article

CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,                     -- as asked: what the feed linked to, canonical
    fetched_at TEXT NOT NULL,
    final_url TEXT NOT NULL,               -- after redirects
    status INTEGER NOT NULL,               -- 0: no answer
    content_type TEXT NOT NULL,
    rights TEXT NOT NULL,                  -- JSON: headers that speak of rights
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    body_hash TEXT NOT NULL,               -- empty: no body; 304: that of the answer before
    error TEXT NOT NULL,                   -- empty: a page
    UNIQUE (url, fetched_at)
) STRICT;

CREATE INDEX pages_by_moment ON pages (fetched_at);

CREATE TABLE returns (                     -- an entry's earlier words that came back
    id INTEGER PRIMARY KEY,
    entry_row INTEGER NOT NULL REFERENCES entries (id),
    seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX returns_by_row ON returns (entry_row, seen_at);

CREATE TABLE revisions (                   -- the revisions of each article, in order; one may come back
    id INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    article_row INTEGER NOT NULL REFERENCES articles (id)
) STRICT;
CREATE INDEX revisions_by_article ON revisions (article_id, id);
CREATE INDEX revisions_by_moment ON revisions (seen_at);
INSERT INTO revisions (article_id, seen_at, article_row) SELECT article_id, seen_at, id FROM articles ORDER BY id;

CREATE TABLE revised (                     -- articles that have several revisions
    article_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TRIGGER article_is_revised AFTER INSERT ON revisions
WHEN EXISTS (SELECT 1 FROM revisions WHERE article_id = NEW.article_id AND id <> NEW.id) BEGIN
    INSERT INTO revised (article_id) VALUES (NEW.article_id) ON CONFLICT DO NOTHING;
END;
INSERT INTO revised SELECT article_id FROM revisions GROUP BY article_id HAVING count(*) > 1;

CREATE TRIGGER reading_is_forgotten AFTER DELETE ON readings BEGIN
    INSERT INTO unread (entry_row) VALUES (OLD.entry_row) ON CONFLICT DO NOTHING;
END;

CREATE TABLE addresses (                   -- every address that has led to an article: which one it was
    url TEXT PRIMARY KEY,
    article_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX addresses_by_article ON addresses (article_id);

-- opinions: what we read in pages

CREATE TABLE page_readings (
    page_id INTEGER PRIMARY KEY REFERENCES pages (id),
    rules INTEGER NOT NULL,
    sheet TEXT NOT NULL,                   -- the reading without text and claims: all that kinds are judged by
    payload TEXT NOT NULL
) STRICT;

CREATE TABLE unread_pages (                -- pages with a body, until somebody has read them
    page_id INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER page_waits AFTER INSERT ON pages WHEN NEW.body_hash <> '' AND NEW.status <> 304 BEGIN
    INSERT INTO unread_pages (page_id) VALUES (NEW.id);
END;
CREATE TRIGGER page_is_read AFTER INSERT ON page_readings BEGIN
    DELETE FROM unread_pages WHERE page_id = NEW.page_id;
END;

CREATE TABLE kinds (                       -- what each article is, found again only where something has changed
    article_id TEXT PRIMARY KEY,
    key TEXT NOT NULL,                     -- of everything that it was judged by
    payload TEXT NOT NULL
) STRICT;

-- record: pages that are still to be asked for

CREATE TABLE owed_pages (
    url TEXT PRIMARY KEY,
    entry_row INTEGER NOT NULL,            -- the entry that wants it
    wanted_at TEXT NOT NULL,               -- when the entry was seen
    tries INTEGER NOT NULL,
    not_before TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

PICTURES = """
-- record: pictures that were asked for, and the copies of them that pages show

CREATE TABLE pictures (
    url TEXT PRIMARY KEY,                  -- at the publisher
    asked_at TEXT NOT NULL,
    is_here INTEGER NOT NULL,              -- 1: there are copies
    payload TEXT NOT NULL                  -- PictureState
) STRICT;

CREATE TABLE picture_files (
    path TEXT PRIMARY KEY,                 -- by the hash of its bytes: site/images/<hash>.webp
    data BLOB NOT NULL
) STRICT;
"""

STORY_ORDERS = """
-- orders: what the orders file says, as a run last read it and could name its articles

CREATE TABLE story_orders (
    id INTEGER PRIMARY KEY,
    payload TEXT NOT NULL                  -- StoryOrder
) STRICT;
"""

MIGRATIONS: tuple[str, ...] = (
    FIRST,
    MANNERS,
    BY_MOMENT,
    PUSH,
    QUARANTINE,
    HEALTH,
    QUEUES,
    PAGES,
    PICTURES,
    BOOSTS,
    LEDGER,
    SITE,
    SECURED,
    STORIES,
    VECTORS,
    STORY_ORDERS,
    KIN,
    KIN_AND_NEEDED,
    PAPER,
)
"""Each is run once, in its own transaction, which also sets ``user_version``."""
