"""The tables that came after the first releases: boosts and views, the ledger, sites that were taken over, and what
became of each story.
"""

from __future__ import annotations

BOOSTS = """
-- orders: articles that an editor moved up

CREATE TABLE boosts (
    article_id TEXT PRIMARY KEY,
    payload TEXT NOT NULL                  -- Boost
) STRICT, WITHOUT ROWID;

-- facts: how often readers looked at an article, as counted the last time

CREATE TABLE views (
    article_id TEXT PRIMARY KEY,
    payload TEXT NOT NULL                  -- Views
) STRICT, WITHOUT ROWID;
"""

LEDGER = """
-- record: what was decided, and by which rules; insert only

CREATE TABLE rule_books (                  -- a row whenever other rules come into force, also if they were before
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,                  -- of everything that judges
    rules INTEGER NOT NULL,
    version TEXT NOT NULL,                 -- of Tidings
    rule_set TEXT NOT NULL,
    since TEXT NOT NULL,
    payload TEXT NOT NULL                  -- every setting by its dotted name
) STRICT;

CREATE TABLE decisions (                   -- a row where a verdict is not the article's last one
    id INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL,
    article_row INTEGER NOT NULL REFERENCES articles (id), -- the article as it was then
    before_id INTEGER NOT NULL,            -- the article's decision before; 0: this is its first
    decided_at TEXT NOT NULL,
    edition INTEGER NOT NULL,
    book INTEGER NOT NULL REFERENCES rule_books (id),
    outcome TEXT NOT NULL,
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    quality REAL NOT NULL,
    sources INTEGER NOT NULL,              -- independent ones of its story
    topics TEXT NOT NULL                   -- a JSON list of ids
) STRICT;
CREATE INDEX decisions_by_article ON decisions (article_id, id);
CREATE INDEX decisions_by_moment ON decisions (decided_at, id);
CREATE INDEX decisions_by_rule ON decisions (outcome, rule, decided_at, id);

CREATE TRIGGER decisions_stay_written BEFORE UPDATE ON decisions BEGIN
    SELECT RAISE(ABORT, 'what was decided stays written');
END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN
    SELECT RAISE(ABORT, 'what was decided stays written');
END;

CREATE TABLE standing (                    -- the last decision on each article
    article_id TEXT PRIMARY KEY,
    decision_id INTEGER NOT NULL REFERENCES decisions (id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER decision_stands AFTER INSERT ON decisions BEGIN
    INSERT INTO standing (article_id, decision_id) VALUES (NEW.article_id, NEW.id)
    ON CONFLICT (article_id) DO UPDATE SET decision_id = excluded.decision_id;
END;
"""

SITE = """
-- facts: the site of another system that was taken over, as it was the last time it was read

CREATE TABLE site_files (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL,                    -- SHA-256 of the file
    size INTEGER NOT NULL,                 -- bytes before packing
    is_packed INTEGER NOT NULL,            -- 1: data is zlib's; 0: packing would not make it smaller
    data BLOB NOT NULL
) STRICT;

CREATE TABLE site_records (                -- what became of its records
    path TEXT PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

-- record: files that an export wrote with other bytes than were taken over, so that the next may replace them

CREATE TABLE site_written (
    path TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (path, hash)
) STRICT, WITHOUT ROWID;
"""

SECURED = """
-- record: private fields as they stand sealed in the records that are published

CREATE TABLE secured (
    record TEXT NOT NULL,                  -- the record's name
    field TEXT NOT NULL,
    digest TEXT NOT NULL,                  -- HMAC of what is sealed: tells only whether it has changed
    key_id TEXT NOT NULL,
    envelope TEXT NOT NULL,
    PRIMARY KEY (record, field)
) STRICT, WITHOUT ROWID;
"""

STORIES = """
-- record: which story each article was in last, so that ids and links stay when opinions are dropped

CREATE TABLE story_members (
    article_id TEXT PRIMARY KEY,
    story_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX story_members_by_story ON story_members (story_id);
INSERT INTO story_members (article_id, story_id) SELECT article_id, story_id FROM placements;

CREATE TABLE story_history (               -- what happened to each story; insert only
    id INTEGER PRIMARY KEY,
    story_id TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    other_id TEXT NOT NULL,                -- taken in, left for or come from; empty: none
    payload TEXT NOT NULL                  -- StoryEvent
) STRICT;
CREATE INDEX story_history_by_story ON story_history (story_id, id);
CREATE INDEX story_history_by_other ON story_history (other_id, kind, id) WHERE other_id <> '';

CREATE INDEX story_aliases_by_kept ON story_aliases (kept_id);
CREATE INDEX slugs_by_story ON slugs (story_id);
"""

VECTORS = """
-- opinions: what articles mean, as vectors

CREATE TABLE vectors (
    article_id TEXT NOT NULL,
    model TEXT NOT NULL,                   -- the embedder's id: only vectors of one can be compared
    article_row INTEGER NOT NULL,          -- the revision that it was made of
    key TEXT NOT NULL,                     -- SHA-256 of the text that was embedded
    published TEXT NOT NULL,               -- the article's: old ones are forgotten
    data BLOB NOT NULL,                    -- 16-bit whole numbers, little endian, of length VECTOR_SCALE
    PRIMARY KEY (article_id, model)
) STRICT;
CREATE INDEX vectors_by_published ON vectors (published);
"""

KIN = """
-- opinions: pairs of stories that are of one thread, and different events

CREATE TABLE story_kin (
    story_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    rules INTEGER NOT NULL,
    payload TEXT NOT NULL,                 -- Kinship
    PRIMARY KEY (story_id, other_id)
) STRICT, WITHOUT ROWID;
"""

KIN_AND_NEEDED = """
CREATE INDEX story_kin_by_other ON story_kin (other_id);

-- vectors are forgotten some days after they were needed last: by a run when the article was new, or by a regrouping
ALTER TABLE vectors RENAME COLUMN published TO needed_at;
DROP INDEX vectors_by_published;
CREATE INDEX vectors_by_need ON vectors (needed_at);
"""

PAPER = """
-- record: the files that the output folder has, and those that a draft would change
DROP TABLE rendered;                       -- held all bytes; the next run makes the files anew

CREATE TABLE rendered (
    path TEXT PRIMARY KEY,
    key TEXT NOT NULL,                     -- of all that the file shows; empty: it is made each time
    hash TEXT NOT NULL                     -- SHA-256 of its bytes
) STRICT, WITHOUT ROWID;

CREATE TABLE drafted (                     -- what differs in the draft that was made last
    path TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    hash TEXT NOT NULL                     -- empty: the file goes
) STRICT, WITHOUT ROWID;

CREATE TABLE releases (                    -- the draft (0), and the last two publications
    number INTEGER PRIMARY KEY,
    payload TEXT NOT NULL                  -- StoredRelease
) STRICT;

CREATE TABLE fronts (                      -- the last front page of each day
    day TEXT PRIMARY KEY,
    payload TEXT NOT NULL                  -- PastFront
) STRICT, WITHOUT ROWID;

CREATE TABLE record_bytes (                -- records by the rules of the reference system, for exports
    path TEXT PRIMARY KEY,
    data BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""
