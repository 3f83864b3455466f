-- What the log holds besides events: policies, notices, code, views, tombstones.
CREATE TABLE document (
    seq  INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    body TEXT NOT NULL, -- RFC 8785 JSON
    salt BLOB NOT NULL,
    UNIQUE (site, kind, id)
);

-- What is kept and not in the tree yet. Written in the transaction that keeps it.
CREATE TABLE pending (
    seq   INTEGER PRIMARY KEY,
    site  TEXT NOT NULL,
    kind  TEXT NOT NULL,
    id    TEXT NOT NULL,
    entry BLOB NOT NULL
);

-- What stands where. `id` goes when the event is erased; the leaf stays.
CREATE TABLE leaf (
    site TEXT NOT NULL,
    idx  INTEGER NOT NULL,
    kind TEXT NOT NULL,
    id   TEXT,
    PRIMARY KEY (site, idx)
) WITHOUT ROWID;
CREATE UNIQUE INDEX leaf_id ON leaf (site, kind, id) WHERE id IS NOT NULL;

-- The hashes, in tiles of at most 256; level -1 holds entries.
CREATE TABLE tile (
    site   TEXT NOT NULL,
    level  INTEGER NOT NULL,
    idx    INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (site, level, idx)
) WITHOUT ROWID;

CREATE TABLE tree (
    site       TEXT PRIMARY KEY,
    size       INTEGER NOT NULL,
    root       BLOB NOT NULL,
    signed     INTEGER NOT NULL DEFAULT 0, -- the size that `checkpoint` is over
    checkpoint TEXT
) WITHOUT ROWID;

-- Sites of which nothing may be deleted for now (GDPR Art. 17(3)(e)).
CREATE TABLE hold (
    site   TEXT PRIMARY KEY,
    reason TEXT NOT NULL
) WITHOUT ROWID;
