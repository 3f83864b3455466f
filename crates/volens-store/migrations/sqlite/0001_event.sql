-- One decision. Written once; deleted when its person or its time asks for it, never changed.
CREATE TABLE event (
    seq         INTEGER PRIMARY KEY,
    site        TEXT NOT NULL,
    id          TEXT NOT NULL,
    origin      TEXT NOT NULL,
    subject     TEXT,
    fingerprint TEXT NOT NULL,
    action      TEXT NOT NULL,
    at          TEXT NOT NULL, -- the visitor's clock
    received    TEXT NOT NULL, -- the ledger's clock
    body        TEXT NOT NULL, -- the event as RFC 8785 JSON
    salt        BLOB NOT NULL, -- of its entry in the log
    UNIQUE (site, id)
);
CREATE INDEX event_subject ON event (site, subject) WHERE subject IS NOT NULL;
