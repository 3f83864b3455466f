-- What waits is a row a group and kind: its ids, one a line, and their entries of 32 bytes, one behind the
-- other (docs/adr/0032-a-group-waits-as-one-row.md). Entries are random, so compressing them is vain,
-- and the row of a usual group fits a page.
ALTER TABLE pending ALTER COLUMN id SET STORAGE EXTERNAL;
ALTER TABLE pending ALTER COLUMN entry SET STORAGE EXTERNAL;
ALTER TABLE pending SET (toast_tuple_target = 8160);

-- As before, with what is new of the group as one pending row. Nearly every group is new as a whole, and is
-- inserted as one: ON CONFLICT would look each row up before and confirm it after. Where one of them is
-- there already, what this did is undone, and they are looked at one by one. An element of an array
-- is had by its number: UNNEST writes the values of each array aside and reads them back.
DROP FUNCTION keep;
CREATE FUNCTION keep(
    its_site     TEXT,
    months       INTEGER[],
    ids          TEXT[],
    origins      TEXT[],
    subjects     TEXT[],
    fingerprints TEXT[],
    actions      TEXT[],
    ats          TEXT[],
    receipts     TEXT[],
    bodies       TEXT[],
    salts        BYTEA[],
    waiting      TEXT,
    entries      BYTEA
) RETURNS TABLE (taken_id TEXT, taken_origin TEXT, taken_body TEXT) LANGUAGE plpgsql AS $$
BEGIN
    BEGIN
        INSERT INTO event
            (site, month, id, origin, subject, fingerprint, action, at, received, body, salt)
        SELECT its_site, months[n], ids[n], origins[n], subjects[n], fingerprints[n], actions[n],
            ats[n], receipts[n], bodies[n], salts[n]
        FROM generate_series(1, cardinality(ids)) AS n;
        INSERT INTO pending (site, kind, id, entry) VALUES (its_site, 'event', waiting, entries);
        RETURN;
    EXCEPTION WHEN unique_violation THEN
        NULL;
    END;
    INSERT INTO event
        (site, month, id, origin, subject, fingerprint, action, at, received, body, salt)
    SELECT its_site, months[n], ids[n], origins[n], subjects[n], fingerprints[n], actions[n], ats[n],
        receipts[n], bodies[n], salts[n]
    FROM generate_series(1, cardinality(ids)) AS n
    ON CONFLICT (site, id, month) DO NOTHING;
    INSERT INTO pending (site, kind, id, entry)
    SELECT its_site, 'event', string_agg(ids[n], E'\n' ORDER BY n),
        string_agg(substring(entries FROM 32 * n - 31 FOR 32), ''::bytea ORDER BY n)
    FROM generate_series(1, cardinality(ids)) AS n
    WHERE EXISTS (SELECT 1 FROM event AS e WHERE e.site = its_site AND e.id = ids[n]
        AND e.month = months[n] AND e.salt = salts[n])
    HAVING count(*) > 0;
    RETURN QUERY SELECT ids[n], e.origin, e.body
    FROM generate_series(1, cardinality(ids)) AS n
    LEFT JOIN event AS e ON e.site = its_site AND e.id = ids[n] AND e.month = months[n]
    WHERE e.salt IS DISTINCT FROM salts[n];
END
$$;
