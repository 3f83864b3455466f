//! What a controller still has to say: clauses that are not here, and what Articles 13 and 14 of the
//! General Data Protection Regulation ask for and the overview does not tell (L21). Shown to the
//! operator; never filled in by us.

use super::{Article, CrossReference, DataMode, Notice};
use crate::finding::Finding;
use crate::site::{Controller, Document};

/// What the table of an overview has no column for, with the paragraph that asks for it.
const UNTOLD: [(&str, &str); 8] = [
    ("13(1)(b)", "how to reach the data protection officer, if there is one"),
    ("13(1)(e)", "who receives the data"),
    ("13(1)(f)", "whether data leave the European Economic Area, and with which safeguards"),
    ("13(2)(a)", "how long data are kept"),
    ("13(2)(d)", "which supervisory authority takes complaints"),
    ("13(2)(e)", "whether somebody must give the data, and what follows if they do not"),
    ("13(2)(f)", "whether decisions are made by automated means"),
    ("14(2)(f)", "where data come from that the person has not given"),
];

/// Everything missing, in the order of the file. `text` is notice.toml, for the lines.
#[must_use]
pub fn gaps(text: &str, notice: &Notice, controller: &Controller) -> Vec<Finding> {
    let Ok(document) = Document::parse("notice.toml", text) else { return Vec::new() };
    let mut findings = Vec::new();
    let mut untold = |article: &str, what: &str| {
        let message = format!("The overview does not say {what} (GDPR, Article {article}).");
        let remedy = "ask the controller; the table has no column for it, so it belongs beside it.";
        findings.push(document.warning([], "L21", message, remedy));
    };
    for (article, what) in UNTOLD {
        untold(article, what);
    }
    if controller.contact.is_none() {
        let message = "The overview does not say where to write to (GDPR, Article 13(1)(a)): \
                       visitors' requests have no address."
            .to_owned();
        let remedy = "ask the controller, and put `contact` into `[controller]` of site.toml.";
        findings.push(document.warning([], "L21", message, remedy));
    }
    for (n, reference) in notice.cross_references.iter().enumerate() {
        let place = ["cross_references".into(), n.into()];
        findings.extend(
            unresolved(reference).map(|message| document.warning(place, "L21", message, CLAUSE)),
        );
    }
    for (a, activity) in notice.activities.iter().enumerate() {
        for (n, reference) in activity.cross_references.iter().enumerate() {
            let place = ["activity".into(), a.into(), "cross_references".into(), n.into()];
            findings.extend(
                unresolved(reference)
                    .map(|message| document.warning(place, "L21", message, CLAUSE)),
            );
        }
        if activity.data.mode == DataMode::Reference {
            let message = format!("The activity `{}` names no categories of data.", activity.id);
            let remedy = "ask the controller which data it uses (GDPR, Article 14(1)(d)).";
            let place = ["activity".into(), a.into(), "data".into()];
            findings.push(document.warning(place, "L21", message, remedy));
        }
        for (b, basis) in activity.bases.iter().enumerate() {
            let place =
                || ["activity".into(), a.into(), "basis".into(), b.into(), "article".into()];
            if !basis.stated {
                let message = format!(
                    "The source names no article for “{}”; it is inferred (GDPR, Article 13(1)(c)).",
                    basis.term
                );
                let remedy = "ask the controller to confirm it, then write `stated = true`.";
                findings.push(document.warning(place(), "L21", message, remedy));
            }
            if basis.article == Article::LegitimateInterests {
                let message = format!(
                    "The activity `{}` rests on legitimate interests without saying which \
                     (GDPR, Article 13(1)(d)).",
                    activity.id
                );
                let remedy = "ask the controller which interest it pursues; never invent one.";
                findings.push(document.warning(place(), "L21", message, remedy));
            }
        }
    }
    findings
}

const CLAUSE: &str = "ask the controller for it, and give its https address as `url`.";

fn unresolved(reference: &CrossReference) -> Option<String> {
    let CrossReference { clause, url, .. } = reference;
    url.is_none().then(|| format!("The clause {clause}, which the text points to, is not here."))
}
