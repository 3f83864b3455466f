-- When what is past its time was last looked for, by whichever ledger.
CREATE TABLE retention (
    site  TEXT COLLATE "C" PRIMARY KEY,
    begun TEXT COLLATE "C" NOT NULL
);
