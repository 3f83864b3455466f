-- A group keeps its row: what waited by it stands in the tree by it
-- (docs/adr/0035-a-group-stands-as-one-row.md). An event tells which, by the `seq` that the row had in
-- `pending`. From `idx` on stand the ids of the row, one a line; an empty line where one has been erased.
ALTER TABLE event ADD COLUMN group_seq INTEGER NOT NULL DEFAULT 0;
DROP INDEX leaf_id;
ALTER TABLE leaf RENAME TO one;
CREATE TABLE leaf (
    site      TEXT NOT NULL,
    idx       INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    id        TEXT NOT NULL,
    group_seq INTEGER NOT NULL,
    PRIMARY KEY (site, idx)
) WITHOUT ROWID;
-- What stood there before were groups of one. No row that waits has such a number.
INSERT INTO leaf SELECT site, idx, kind, coalesce(id, ''), -1 - idx FROM one;
UPDATE event SET group_seq = leaf.group_seq FROM leaf
    WHERE leaf.site = event.site AND leaf.kind = 'event' AND leaf.id = event.id;
DROP TABLE one;
UPDATE event SET group_seq = pending.seq FROM pending
    WHERE pending.site = event.site AND pending.kind = 'event'
    AND event.group_seq = 0 AND instr(char(10) || pending.id || char(10), char(10) || event.id || char(10)) > 0;
-- What an earlier version still brings is refused, and brought again: it would say no group.
ALTER TABLE pending RENAME COLUMN entry TO entries;
CREATE INDEX leaf_group ON leaf (group_seq);
CREATE UNIQUE INDEX leaf_id ON leaf (site, kind, id) WHERE kind <> 'event';

-- Subjects are random: in one index of them all, each event would be put on a page that nobody has at hand.
-- In parts of 65 536 events, of which the last is written to, it is put on one of a thousand; who looks
-- for a subject looks into each part (docs/adr/0036-subjects-are-indexed-in-parts.md).
ALTER TABLE event ADD COLUMN part INTEGER AS (seq >> 16);
ALTER TABLE event ADD COLUMN head TEXT AS (substr(subject, 1, 16));
DROP INDEX event_subject;
CREATE INDEX event_subject ON event (site, part, head) WHERE subject IS NOT NULL;
-- From each part to the next that has events.
CREATE VIEW part AS
    WITH RECURSIVE every (part) AS (
        SELECT min(seq) >> 16 FROM event
        UNION ALL
        SELECT (SELECT seq >> 16 FROM event WHERE seq >= (every.part + 1) << 16 ORDER BY seq LIMIT 1)
        FROM every WHERE every.part < (SELECT max(seq) >> 16 FROM event)
    )
    SELECT part FROM every;
