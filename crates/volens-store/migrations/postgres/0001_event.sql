-- One decision. Written once; deleted when its person or its time asks for it, never changed.
-- `month` is the month of the id (a UUIDv7): the same id always falls into the same partition, so
-- that a unique constraint, which must hold the partition's column, still means one row an id
-- (docs/adr/0009-partitions-by-the-month-of-the-id.md).
CREATE TABLE event (
    seq         BIGSERIAL NOT NULL,
    month       INTEGER NOT NULL, -- 202611
    site        TEXT COLLATE "C" NOT NULL,
    id          TEXT COLLATE "C" NOT NULL,
    origin      TEXT NOT NULL,
    subject     TEXT COLLATE "C",
    fingerprint TEXT NOT NULL,
    action      TEXT NOT NULL,
    at          TEXT NOT NULL, -- the visitor's clock
    received    TEXT COLLATE "C" NOT NULL, -- the ledger's clock
    body        TEXT NOT NULL, -- the event as RFC 8785 JSON
    salt        BYTEA NOT NULL, -- of its entry in the log
    PRIMARY KEY (site, id, month)
) PARTITION BY RANGE (month);
-- Ids that tell another month than those we make partitions for.
CREATE TABLE event_other PARTITION OF event DEFAULT;
CREATE INDEX event_seq ON event (site, seq);
CREATE INDEX event_subject ON event (site, subject) WHERE subject IS NOT NULL;
