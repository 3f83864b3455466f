-- What the log holds besides events: policies, notices, code, views, tombstones.
CREATE TABLE document (
    seq  BIGSERIAL NOT NULL,
    site TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    id   TEXT COLLATE "C" NOT NULL,
    body TEXT NOT NULL, -- RFC 8785 JSON
    salt BYTEA NOT NULL,
    PRIMARY KEY (site, kind, id)
);

-- What is kept and not in the tree yet. Written in the transaction that keeps it.
CREATE TABLE pending (
    seq   BIGSERIAL NOT NULL,
    site  TEXT COLLATE "C" NOT NULL,
    kind  TEXT COLLATE "C" NOT NULL,
    id    TEXT COLLATE "C" NOT NULL,
    entry BYTEA NOT NULL,
    PRIMARY KEY (site, seq)
);

-- What stands where. `id` goes when the event is erased; the leaf stays.
CREATE TABLE leaf (
    site TEXT COLLATE "C" NOT NULL,
    idx  BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    id   TEXT COLLATE "C",
    PRIMARY KEY (site, idx)
);
CREATE UNIQUE INDEX leaf_id ON leaf (site, kind, id) WHERE id IS NOT NULL;

-- The hashes, in tiles of at most 256; level -1 holds entries.
CREATE TABLE tile (
    site   TEXT COLLATE "C" NOT NULL,
    level  SMALLINT NOT NULL,
    idx    BIGINT NOT NULL,
    hashes BYTEA NOT NULL,
    PRIMARY KEY (site, level, idx)
);

CREATE TABLE tree (
    site       TEXT COLLATE "C" PRIMARY KEY,
    size       BIGINT NOT NULL,
    root       BYTEA NOT NULL,
    signed     BIGINT NOT NULL DEFAULT 0, -- the size that `checkpoint` is over
    checkpoint TEXT
);

-- Sites of which nothing may be deleted for now (GDPR Art. 17(3)(e)).
CREATE TABLE hold (
    site   TEXT COLLATE "C" PRIMARY KEY,
    reason TEXT NOT NULL
);
