//! Where a log ends: what is signed, what was signed before, and that nothing stands behind it.

use super::report::{Place, Report};
use super::source::{Source, SourceError};
use super::walk::Head;
use volens_log::Checkpoint;
use volens_log::key::VerifyingKey;
use volens_log::tile::{ENTRIES, Tile, WIDTH};

pub(super) const SINCE: &str = "the saved checkpoint";

/// How many leaves behind the end are named.
const NAMED: u32 = 10;

/// The heads that the tree is held against; what they say of each other is reported.
pub(super) async fn heads(
    source: &Source,
    site: &str,
    key: &VerifyingKey,
    since: Option<&Checkpoint>,
    report: &mut Report,
) -> Result<Vec<Head>, SourceError> {
    let mut heads = Vec::new();
    let note = source.checkpoint(site).await?;
    match note.map(|note| Checkpoint::open(&note, key)) {
        Some(Ok(Checkpoint { size, root, .. })) => {
            report.signed = size;
            heads.push(Head { size, root, of: "the checkpoint" });
        }
        Some(Err(cause)) => {
            report.find(
                "checkpoint",
                Place::default(),
                format!("the checkpoint is not to be believed: {cause}"),
            );
        }
        None => report.find("checkpoint", Place::default(), "the log has no checkpoint"),
    }
    if let Some(store) = source.store() {
        let tree = store.tree(site).await?;
        if tree.size < report.signed {
            let detail = format!(
                "leaves {} to {} are gone: {} are signed",
                tree.size,
                report.signed - 1,
                report.signed
            );
            report.find("shrunk", Place::leaf(tree.size), detail);
        }
        heads.push(Head { size: tree.size, root: tree.root, of: "the stored root" });
    }
    if let Some(Checkpoint { size, root, .. }) = since {
        let now = heads.iter().map(|head| head.size).max().unwrap_or_default();
        if now < *size {
            let detail = format!(
                "leaves {now} to {} are gone: the saved checkpoint has {size}, the log {now}",
                size - 1
            );
            report.find("shrunk", Place::leaf(now), detail);
        }
        heads.push(Head { size: *size, root: *root, of: SINCE });
    }
    Ok(heads)
}

/// Reports what a store holds behind its tree.
pub(super) async fn behind(
    source: &Source,
    site: &str,
    size: u64,
    report: &mut Report,
) -> Result<(), SourceError> {
    let Some(store) = source.store() else { return Ok(()) };
    for leaf in store.leaves(site, size, NAMED).await? {
        let place = Place { event: leaf.id, ..Place::leaf(leaf.index) };
        report.find("behind", place, format!("it stands behind the tree of {size} leaves"));
    }
    let next = size.div_ceil(WIDTH as u64);
    for level in [ENTRIES, 0] {
        let at = Tile { level, index: next, width: WIDTH };
        if store.tile(site, level, next).await?.is_some() {
            report.find("behind", Place::tile(at), "it stands behind the tree");
        }
    }
    Ok(())
}
