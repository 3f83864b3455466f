-- When what is past its time was last looked for, by whichever ledger.
CREATE TABLE retention (
    site  TEXT PRIMARY KEY,
    begun TEXT NOT NULL
) WITHOUT ROWID;
