//! The processing overview against the site: ids, languages, and what acting on a basis does.

use crate::finding::Finding;
use crate::id::is_id;
use crate::notice::{Article, Control, LegalBasis, Notice, Translation};
use crate::site::{Document, SiteFile};
use std::collections::BTreeSet;

pub(in crate::site) fn notice(
    document: &Document<'_>,
    notice: &Notice,
    file: &SiteFile,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !file.languages.contains(&notice.language) {
        let message =
            format!("The overview's language `{}` is not one of the site's.", notice.language);
        let remedy = "add it to `languages` in site.toml.";
        findings.push(document.error(["language".into()], "L25", message, remedy));
    }
    let mut seen = BTreeSet::new();
    for (a, activity) in notice.activities.iter().enumerate() {
        let at = || ["activity".into(), a.into(), "id".into()];
        if !is_id(&activity.id) {
            let message = format!("`{}` is not an id.", activity.id.escape_debug());
            let remedy = "use a lower-case letter, then letters, digits or `_`, at most 24.";
            findings.push(document.error(at(), "wrong-form", message, remedy));
        }
        if !seen.insert(&activity.id) {
            let message = format!("`{}` names two activities.", activity.id);
            findings.push(document.error(at(), "duplicate-id", message, "rename one of them."));
        }
        if activity.bases.is_empty() {
            let message = format!("The activity `{}` has no legal basis.", activity.id);
            let remedy = "add `[[activity.basis]]` from the controller's text; never invent one.";
            findings.push(document.error(at(), "L21", message, remedy));
        }
        for (b, basis) in activity.bases.iter().enumerate() {
            findings.extend(controls(document, file, basis, a, b));
        }
    }
    findings
}

/// Consent is withdrawn, legitimate interests are objected to, and only what is optional changes.
fn controls(
    document: &Document<'_>,
    file: &SiteFile,
    basis: &LegalBasis,
    a: usize,
    b: usize,
) -> Vec<Finding> {
    let path = |key: &str| ["activity".into(), a.into(), "basis".into(), b.into(), key.into()];
    let mut findings = Vec::new();
    let pairs = [
        ("withdraw", &basis.withdraw, Article::Consent, "L11", "Consent can be withdrawn"),
        (
            "object",
            &basis.object,
            Article::LegitimateInterests,
            "L20",
            "Legitimate interests can be objected to",
        ),
    ];
    for (key, control, article, rule, sentence) in pairs {
        match control {
            None if basis.article == article => {
                let message = format!("{sentence}, but the basis has no `{key}`.");
                let remedy = format!("add `{key} = \"request\"`, or `\"category:<id>\"`.");
                findings.push(document.error(path("article"), rule, message, &remedy));
            }
            Some(_) if basis.article != article => {
                let message = format!("`{key}` does not belong to this legal basis.");
                findings.push(document.error(path(key), rule, message, "remove it."));
            }
            Some(Control::Category(id)) => {
                let optional = file.categories.iter().any(|c| !c.necessary && c.id == *id);
                if !optional {
                    let message = format!("`{id}` is not an optional category of the site.");
                    let remedy = "name one that visitors can refuse, or write `\"request\"`.";
                    findings.push(document.error(path(key), "unknown-category", message, remedy));
                } else if article == Article::LegitimateInterests {
                    let message = format!(
                        "The source rests device storage (`{id}`) on legitimate interests alone; \
                         storing on a device needs consent (ePrivacy Directive, Article 5(3))."
                    );
                    let remedy =
                        "ask the controller to name consent; Volens asks for it all the same.";
                    findings.push(document.warning(path(key), "L18", message, remedy));
                }
            }
            _ => {}
        }
    }
    findings
}

pub(in crate::site) fn translation(
    document: &Document<'_>,
    translation: &Translation,
    notice: &Notice,
    language: &str,
) -> Vec<Finding> {
    let mismatches = translation.mismatches(notice).into_iter().map(|mismatch| {
        let remedy = "make it follow notice.toml, entry by entry.";
        document.error([], "L25", mismatch, remedy)
    });
    let other = (translation.language != language).then(|| {
        let message = format!("This is the file for `{language}`, and says another language.");
        let remedy = format!("write `language = \"{language}\"`.");
        document.error(["language".into()], "L25", message, &remedy)
    });
    mismatches.chain(other).collect()
}
