-- Every policy a site has published, whole: what visitors were asked and told.
CREATE TABLE publication (
    site        TEXT NOT NULL,
    version     TEXT NOT NULL, -- hash of the policy
    fingerprint TEXT NOT NULL,
    published   TEXT NOT NULL, -- the ledger's clock
    policy      TEXT NOT NULL, -- policy.json as RFC 8785 JSON
    PRIMARY KEY (site, version)
);
