-- Keeps a site's part of a group of events and makes what is new of it pending, in one trip to the
-- server (docs/adr/0026-a-group-is-one-call.md). Salts are random: a row with the salt that it was
-- given is one that this call inserted. Returns what was there before: null for its origin and
-- body where it has been deleted meanwhile.
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
    entries      BYTEA[]
) RETURNS TABLE (taken_id TEXT, taken_origin TEXT, taken_body TEXT) LANGUAGE plpgsql AS $$
DECLARE
    inserted BIGINT;
BEGIN
    INSERT INTO event
        (site, month, id, origin, subject, fingerprint, action, at, received, body, salt)
    SELECT its_site, * FROM UNNEST(
        months, ids, origins, subjects, fingerprints, actions, ats, receipts, bodies, salts)
    ON CONFLICT (site, id, month) DO NOTHING;
    GET DIAGNOSTICS inserted = ROW_COUNT;
    IF inserted = cardinality(ids) THEN
        INSERT INTO pending (site, kind, id, entry)
        SELECT its_site, 'event', * FROM UNNEST(ids, entries);
        RETURN;
    END IF;
    INSERT INTO pending (site, kind, id, entry)
    SELECT its_site, 'event', new.id, new.entry
    FROM UNNEST(months, ids, salts, entries) AS new (month, id, salt, entry)
    WHERE EXISTS (SELECT 1 FROM event AS e WHERE e.site = its_site AND e.id = new.id
        AND e.month = new.month AND e.salt = new.salt);
    RETURN QUERY SELECT new.id, e.origin, e.body
    FROM UNNEST(months, ids, salts) AS new (month, id, salt)
    LEFT JOIN event AS e ON e.site = its_site AND e.id = new.id AND e.month = new.month
    WHERE e.salt IS DISTINCT FROM new.salt;
END
$$;
