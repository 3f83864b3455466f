//! What may be stored, why, and for how long.

use crate::finding::Finding;
use crate::site::{Document, SiteFile, Storage};
use std::collections::BTreeSet;

/// There is one necessary category, it comes first, and something optional may follow.
pub(super) fn necessary(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let necessary: Vec<usize> = file
        .categories
        .iter()
        .enumerate()
        .filter(|(_, category)| category.necessary)
        .map(|(i, _)| i)
        .collect();
    let remedy = "put one `[[category]]` with `necessary = true` before all others.";
    match necessary.as_slice() {
        [0] => Vec::new(),
        [] => {
            let message = "There is no necessary category, so Volens' own storage is undeclared.";
            vec![document.error(["category".into()], "L19", message, remedy)]
        }
        [0, i, ..] | [i, ..] => {
            let message = "The necessary category must be one, and the first.";
            vec![document.error(
                ["category".into(), (*i).into(), "necessary".into()],
                "L19",
                message,
                remedy,
            )]
        }
    }
}

/// Volens' own storage is declared like everyone's (L19).
pub(super) fn own(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let declared: BTreeSet<(&str, Storage)> = file
        .categories
        .iter()
        .filter(|category| category.necessary)
        .flat_map(|category| &category.services)
        .flat_map(|service| &service.trackers)
        .map(|tracker| (tracker.name.as_str(), tracker.kind))
        .collect();
    let wanted = [
        (format!("volens_{}", file.id), Storage::Cookie, "cookie"),
        (format!("volens.{}.*", file.id), Storage::LocalStorage, "local_storage"),
    ];
    wanted
        .iter()
        .filter(|(name, kind, _)| !declared.contains(&(name.as_str(), *kind)))
        .map(|(name, _, kind)| {
            let message = format!("Volens' own `{name}` is not declared as necessary.");
            let remedy = format!(
                "add a tracker with `name = \"{name}\"` and `kind = \"{kind}\"` to a necessary service."
            );
            document.error(["category".into(), 0.into()], "L19", message, &remedy)
        })
        .collect()
}

/// Refusing lasts at least as long as accepting (L14); neither for ever (L15).
pub(super) fn lifetimes(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lifetimes = file.lifetimes;
    if lifetimes.refuse_days < lifetimes.grant_days {
        let message = format!(
            "A refusal holds {} days, a grant {}: who refuses would be asked more often.",
            lifetimes.refuse_days, lifetimes.grant_days
        );
        let remedy = "set `refuse_days` to at least `grant_days`.";
        let path = ["lifetimes".into(), "refuse_days".into()];
        findings.push(document.error(path, "L14", message, remedy));
    }
    if lifetimes.grant_days > 365 {
        let message = "A grant holds longer than a year; authorities expect 6 to 12 months.";
        let path = ["lifetimes".into(), "grant_days".into()];
        findings.push(document.warning(path, "L15", message, "shorten it to 365 days or less."));
    }
    findings
}
