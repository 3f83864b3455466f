//! Goes through a log from its first leaf to its last: every entry, leaf, tile and root is computed
//! anew.

use super::ends;
use super::records::{Records, led};
use super::report::{Place, Report};
use super::source::{Source, SourceError};
use super::standing;
use volens_log::key::VerifyingKey;
use volens_log::tile::{self, ENTRIES, Tile, WIDTH};
use volens_log::{Appender, Checkpoint, Hash};

/// A root that the tree is held against when it has that many leaves.
pub(super) struct Head {
    pub(super) size: u64,
    pub(super) root: Hash,
    pub(super) of: &'static str,
}

/// Checks the log of `site`, and that it continues the checkpoint `since`.
pub(crate) async fn log(
    source: &Source,
    site: &str,
    key: &VerifyingKey,
    since: Option<&Checkpoint>,
) -> Result<Report, SourceError> {
    let mut report = Report::new(site, source.store().is_some());
    let heads = ends::heads(source, site, key, since, &mut report).await?;
    let size = heads.iter().filter(|head| head.of != ends::SINCE).map(|head| head.size).max();
    let size = size.unwrap_or_default();
    let mut records = source.store().map(Records::new);
    let mut appender = Appender::empty();
    check_root(&appender, &heads, &mut report);
    while appender.size() < size {
        let begin = appender.size();
        let width = usize::try_from(size - begin).map_or(WIDTH, |left| left.min(WIDTH));
        let at = Tile { level: ENTRIES, index: begin / WIDTH as u64, width };
        let entries = source.tile(site, at).await?.unwrap_or_default();
        let Some(entries) = entries.get(..width) else {
            report.find("tile-missing", Place::tile(at), "the log holds no such entries");
            break;
        };
        if let Some(records) = &mut records {
            records.check(begin, entries, &mut report).await?;
        }
        for entry in entries {
            appender.append(entry);
            check_root(&appender, &heads, &mut report);
        }
        for (level, index, hashes) in appender.changed() {
            if level != ENTRIES && hashes.len() == WIDTH {
                check_tile(source, level, index, &hashes, &mut report).await?;
            }
        }
        report.leaves = appender.size();
        // The partial tiles of a level come again at the end.
        let partial = partial(&appender);
        appender.settle();
        if appender.size() == size {
            for (level, index, hashes) in partial {
                check_tile(source, level, index, &hashes, &mut report).await?;
            }
        }
    }
    if let (Some(records), Some(store)) = (records, source.store()) {
        let leaves = records.finish(&mut report).await?;
        ends::behind(source, site, size, &mut report).await?;
        if standing::outside(store, &mut report).await? < leaves {
            led(store, size, &mut report).await?;
        }
    }
    Ok(report)
}

fn partial(appender: &Appender) -> Vec<(i8, u64, Vec<Hash>)> {
    tile::edge(appender.size())
        .filter_map(|tile| Some((tile.level, tile.index, appender.edge(tile.level)?.to_vec())))
        .collect()
}

fn check_root(appender: &Appender, heads: &[Head], report: &mut Report) {
    for head in heads.iter().filter(|head| head.size == appender.size()) {
        if head.root != appender.root() {
            let Head { size, of, .. } = head;
            let detail = format!("the first {size} leaves are not those of {of}");
            report.find("root", Place::default(), detail);
        }
    }
}

async fn check_tile(
    source: &Source,
    level: i8,
    index: u64,
    hashes: &[Hash],
    report: &mut Report,
) -> Result<(), SourceError> {
    let at = Tile { level, index, width: hashes.len() };
    let kept = source.tile(&report.site, at).await?;
    match kept {
        Some(kept) if kept == hashes => {}
        Some(kept) if kept.starts_with(hashes) => {
            let more = kept.len() - hashes.len();
            report.find("behind", Place::tile(at), format!("{more} hashes stand behind the tree"));
        }
        Some(_) => report.find("tile", Place::tile(at), "its hashes are not those of the leaves"),
        None => report.find("tile-missing", Place::tile(at), "the log holds no such tile"),
    }
    Ok(())
}
