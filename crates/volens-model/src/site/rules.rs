//! What a schema cannot say: rules over several values or files, each with its id.

mod aliases;
mod banner;
mod characters;
mod names;
mod notice;
mod signals;
mod storage;
mod texts;
mod theme;
mod withdrawal;
mod wording;

pub(super) use characters::characters;
pub(super) use notice::{notice, translation};
pub(super) use texts::texts;
pub(super) use wording::{untranslated, wording};

use super::{Document, SiteFile};
use crate::finding::Finding;

/// Everything wrong with `site.toml` beyond its shape.
pub(super) fn site(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let mut findings = names::ids(document, file);
    findings.extend(names::decisions(document, file));
    findings.extend(names::languages(document, file));
    findings.extend(names::origins(document, file));
    findings.extend(banner::modal(document, file));
    findings.extend(theme::theme(document, file));
    findings.extend(storage::necessary(document, file));
    findings.extend(storage::own(document, file));
    findings.extend(storage::lifetimes(document, file));
    findings.extend(signals::signals(document, file));
    findings.extend(signals::google(document, file));
    findings.extend(signals::imports(document, file));
    findings.extend(withdrawal::trackers(document, file));
    findings.extend(withdrawal::domain(document, file));
    findings.extend(aliases::aliases(document, file));
    findings.extend(wording::names(document, file));
    findings
}
