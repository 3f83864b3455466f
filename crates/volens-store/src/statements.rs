//! What both stores ask in the same words. sqlx's drivers share no type that could say it once, so it
//! is written here for a connection of either.

/// The functions, for the driver's connection. `$in_order` is the table of events where they are read in the
/// order in which they were kept.
macro_rules! statements {
    ($connection:ty, $in_order:literal) => {
        use crate::leaf::{self, LeafRow};
        use crate::pending::ids;
        use crate::row::TreeRow;
        use crate::tree::{count, number, salt};
        use crate::{Document, Erasure, Kind, Leaf, Standing, StoreError, Tree};
        use std::collections::HashMap;
        use std::collections::hash_map::Entry;

        /// Keeps a document unless it is there, and makes it pending.
        pub(super) async fn add(
            connection: &mut $connection,
            document: &Document,
        ) -> Result<bool, StoreError> {
            let Document { site, kind, id, body } = document;
            let salt = salt()?;
            let inserted = sqlx::query(
                "INSERT INTO document (site, kind, id, body, salt) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (site, kind, id) DO NOTHING",
            )
            .bind(site)
            .bind(kind.as_str())
            .bind(id)
            .bind(body)
            .bind(salt.as_slice())
            .execute(&mut *connection)
            .await?;
            if inserted.rows_affected() == 0 {
                return Ok(false);
            }
            sqlx::query("INSERT INTO pending (site, kind, id, entries) VALUES ($1, $2, $3, $4)")
                .bind(site)
                .bind(kind.as_str())
                .bind(id)
                .bind(volens_log::entry(&salt, body.as_bytes()).as_slice())
                .execute(connection)
                .await?;
            Ok(true)
        }

        pub(super) async fn tree(
            connection: &mut $connection,
            site: &str,
        ) -> Result<Tree, StoreError> {
            let row: Option<TreeRow> =
                sqlx::query_as("SELECT size, root, signed, checkpoint FROM tree WHERE site = $1")
                    .bind(site)
                    .fetch_optional(connection)
                    .await?;
            row.map_or(Ok(Tree::EMPTY), TreeRow::read)
        }

        /// Why the site's records must be kept, if they must.
        pub(super) async fn held(
            connection: &mut $connection,
            site: &str,
        ) -> Result<Option<String>, StoreError> {
            let reason = sqlx::query_scalar("SELECT reason FROM hold WHERE site = $1").bind(site);
            Ok(reason.fetch_optional(connection).await?)
        }

        /// Notes that retention begins, where it is due.
        pub(super) async fn begin_retention(
            connection: &mut $connection,
            site: &str,
            [now, from, to]: [&str; 3],
        ) -> Result<bool, StoreError> {
            let begun = sqlx::query(
                "INSERT INTO retention (site, begun) VALUES ($1, $2) \
                 ON CONFLICT (site) DO UPDATE SET begun = excluded.begun \
                 WHERE retention.begun <= $3 OR retention.begun >= $4",
            )
            .bind(site)
            .bind(now)
            .bind(from)
            .bind(to)
            .execute(connection)
            .await?;
            Ok(begun.rows_affected() == 1)
        }

        /// Replaces the last note, if it is that.
        pub(super) async fn countersign(
            connection: &mut $connection,
            site: &str,
            note: &str,
            with: &str,
        ) -> Result<bool, StoreError> {
            let query =
                sqlx::query("UPDATE tree SET checkpoint = $3 WHERE site = $1 AND checkpoint = $2");
            let replaced = query.bind(site).bind(note).bind(with).execute(connection).await?;
            Ok(replaced.rows_affected() == 1)
        }

        /// How the site's events stand, from the last one kept before `before` down.
        pub(super) async fn standing(
            connection: &mut $connection,
            site: &str,
            before: i64,
            at_most: u32,
        ) -> Result<Vec<Standing>, StoreError> {
            let events = sqlx::query_as(concat!(
                "SELECT seq, id, received, group_seq FROM ",
                $in_order,
                " WHERE site = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"
            ));
            let events = events.bind(site).bind(before).bind(i64::from(at_most));
            let events: Vec<(i64, String, String, i64)> =
                events.fetch_all(&mut *connection).await?;
            let mut groups: HashMap<i64, (Vec<LeafRow>, Vec<String>)> = HashMap::new();
            let mut standing = Vec::with_capacity(events.len());
            for (seq, id, received, group) in events {
                let (leaves, waiting) = match groups.entry(group) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(place) => {
                        let rows = leaf_rows(connection, site, group).await?;
                        let waiting = sqlx::query_scalar(
                            "SELECT id FROM pending WHERE site = $1 AND seq = $2 AND kind = 'event'",
                        );
                        let waiting = waiting.bind(site).bind(group).fetch_all(&mut *connection);
                        place.insert((rows, waiting.await?))
                    }
                };
                let has_leaf = leaf::find(leaves, &id).is_some();
                let waits = |lines: &String| ids(Kind::Event.as_str(), lines).any(|it| it == id);
                let is_pending = !has_leaf && waiting.iter().any(waits);
                standing.push(Standing { seq, id, received, has_leaf, is_pending });
            }
            Ok(standing)
        }

        /// The rows that a group of events stands as.
        pub(super) async fn leaf_rows(
            connection: &mut $connection,
            site: &str,
            group: i64,
        ) -> Result<Vec<LeafRow>, StoreError> {
            let rows = sqlx::query_as(
                "SELECT idx, kind, id, (SELECT min(idx) FROM leaf WHERE site = l.site AND idx > l.idx) \
                 AS next FROM leaf l WHERE site = $1 AND group_seq = $2 AND kind = 'event'",
            );
            Ok(rows.bind(site).bind(group).fetch_all(connection).await?)
        }

        /// Documents that have no leaf and will get none.
        pub(super) async fn leafless(
            connection: &mut $connection,
            site: &str,
            at_most: u32,
        ) -> Result<Vec<(Kind, String)>, StoreError> {
            let documents = sqlx::query_as(
                "SELECT kind, id FROM document d WHERE site = $1 AND NOT EXISTS (SELECT 1 FROM leaf \
                 WHERE site = $1 AND kind = d.kind AND id = d.id AND kind <> 'event') \
                 AND NOT EXISTS (SELECT 1 \
                 FROM pending WHERE site = $1 AND kind = d.kind AND id = d.id) \
                 ORDER BY seq LIMIT $2",
            );
            let documents: Vec<(String, String)> =
                documents.bind(site).bind(i64::from(at_most)).fetch_all(connection).await?;
            documents.into_iter().map(|(kind, id)| Ok((Kind::parse(&kind)?, id))).collect()
        }

        /// Where a document stands.
        pub(super) async fn leaf_of(
            connection: &mut $connection,
            site: &str,
            kind: Kind,
            id: &str,
        ) -> Result<Option<u64>, StoreError> {
            let index: Option<i64> = sqlx::query_scalar(
                "SELECT idx FROM leaf \
                 WHERE site = $1 AND kind = $2 AND id = $3 AND kind <> 'event'",
            )
            .bind(site)
            .bind(kind.as_str())
            .bind(id)
            .fetch_optional(connection)
            .await?;
            index.map(count).transpose()
        }

        /// The leaves from an index on, at most that many.
        pub(super) async fn leaves(
            connection: &mut $connection,
            site: &str,
            from: u64,
            at_most: u32,
        ) -> Result<Vec<Leaf>, StoreError> {
            let first = number(from);
            let end = first.saturating_add(at_most.into());
            let rows = sqlx::query_as(
                "SELECT idx, kind, id, (SELECT min(idx) FROM leaf WHERE site = l.site AND idx > l.idx) \
                 AS next FROM leaf l WHERE site = $1 AND idx < $3 AND idx >= coalesce((SELECT max(idx) \
                 FROM leaf WHERE site = $1 AND idx BETWEEN 0 AND $2), $2) ORDER BY idx",
            );
            let rows: Vec<LeafRow> =
                rows.bind(site).bind(first).bind(end).fetch_all(connection).await?;
            leaf::read(&rows, from, at_most)
        }

        /// Empties the lines of what is gone.
        pub(super) async fn forget(
            connection: &mut $connection,
            site: &str,
            rows: &[(i64, String)],
        ) -> Result<(), StoreError> {
            for (index, lines) in rows {
                let query = sqlx::query("UPDATE leaf SET id = $3 WHERE site = $1 AND idx = $2");
                query.bind(site).bind(index).bind(lines).execute(&mut *connection).await?;
            }
            Ok(())
        }

        /// Adds the tombstones of what stood at these places of the tree.
        pub(super) async fn bury(
            connection: &mut $connection,
            site: &str,
            indexes: &[u64],
            erasure: Erasure<'_>,
        ) -> Result<(), StoreError> {
            for index in indexes {
                let body = erasure.tombstone(site, *index)?;
                let (site, kind, id) = (site.to_owned(), Kind::Tombstone, index.to_string());
                add(connection, &Document { site, kind, id, body }).await?;
            }
            Ok(())
        }
    };
}

pub(crate) use statements;
