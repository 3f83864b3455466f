-- A group keeps its row: what waited by it stands in the tree by it
-- (docs/adr/0035-a-group-stands-as-one-row.md). An event tells which, by the `seq` that the row had in
-- `pending`. From `idx` on stand the ids of the row, one a line; an empty line where one has been erased.
ALTER TABLE event ADD COLUMN group_seq BIGINT NOT NULL DEFAULT 0;
DROP INDEX leaf_id;
-- What stands there now were groups of one. No row that waits has such a number.
ALTER TABLE leaf ADD COLUMN group_seq BIGINT;
UPDATE leaf SET group_seq = -1 - idx, id = coalesce(id, '');
ALTER TABLE leaf ALTER COLUMN group_seq SET NOT NULL, ALTER COLUMN id SET NOT NULL;
UPDATE event SET group_seq = leaf.group_seq FROM leaf
    WHERE leaf.site = event.site AND leaf.kind = 'event' AND leaf.id = event.id;
UPDATE event SET group_seq = pending.seq FROM pending
    WHERE pending.site = event.site AND pending.kind = 'event'
    AND event.group_seq = 0 AND strpos(E'\n' || pending.id || E'\n', E'\n' || event.id || E'\n') > 0;
-- What an earlier version still brings is refused, and brought again: it would say no group.
ALTER TABLE event ALTER COLUMN group_seq DROP DEFAULT;
ALTER TABLE pending RENAME COLUMN entry TO entries;
CREATE INDEX leaf_group ON leaf (site, group_seq);
CREATE UNIQUE INDEX leaf_id ON leaf (site, kind, id) WHERE kind <> 'event';
-- As of those in `pending`, the row of a usual group fits a page.
ALTER TABLE leaf ALTER COLUMN id SET STORAGE EXTERNAL;
ALTER TABLE leaf SET (toast_tuple_target = 8160);

-- As before, and each event says which group it came with.
CREATE OR REPLACE FUNCTION keep(
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
DECLARE
    its_group BIGINT := nextval('pending_seq_seq');
BEGIN
    BEGIN
        INSERT INTO event (site, month, id, origin, subject, fingerprint, action, at, received, body,
            salt, group_seq)
        SELECT its_site, months[n], ids[n], origins[n], subjects[n], fingerprints[n], actions[n],
            ats[n], receipts[n], bodies[n], salts[n], its_group
        FROM generate_series(1, cardinality(ids)) AS n;
        INSERT INTO pending (seq, site, kind, id, entries)
        VALUES (its_group, its_site, 'event', waiting, entries);
        RETURN;
    EXCEPTION WHEN unique_violation THEN
        NULL;
    END;
    INSERT INTO event (site, month, id, origin, subject, fingerprint, action, at, received, body, salt,
        group_seq)
    SELECT its_site, months[n], ids[n], origins[n], subjects[n], fingerprints[n], actions[n], ats[n],
        receipts[n], bodies[n], salts[n], its_group
    FROM generate_series(1, cardinality(ids)) AS n
    ON CONFLICT (site, id, month) DO NOTHING;
    INSERT INTO pending (seq, site, kind, id, entries)
    SELECT its_group, its_site, 'event', string_agg(ids[n], E'\n' ORDER BY n),
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
