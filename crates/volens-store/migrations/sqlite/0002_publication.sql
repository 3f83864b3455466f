-- Every policy a site has published, whole: what visitors were asked, by its fingerprint.
CREATE TABLE publication (
    site        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    published   TEXT NOT NULL, -- the ledger's clock
    policy      TEXT NOT NULL, -- policy.json as it was first published under this fingerprint
    PRIMARY KEY (site, fingerprint)
);
