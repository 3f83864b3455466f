-- One row for each decision, appended and never changed. No IP address, user agent or URL (L17).
-- Append-only folder: a change of the schema is a new file.
CREATE TABLE event (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    site        TEXT NOT NULL,
    id          TEXT NOT NULL,
    origin      TEXT NOT NULL,
    subject     TEXT,
    fingerprint TEXT NOT NULL,
    action      TEXT NOT NULL,
    at          TEXT NOT NULL, -- the visitor's clock
    received    TEXT NOT NULL, -- the ledger's clock
    body        TEXT NOT NULL, -- the event as RFC 8785 JSON
    UNIQUE (site, id)
);
