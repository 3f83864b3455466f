//! What visitors were asked for, as it was and beside what they are asked for later: the settings lead
//! here whoever is asked again.

use super::{Page, changed};
use crate::log::failed;
use crate::problem::Problem;
use crate::publication::Escaped;
use crate::resource::Resource;
use serde_json::json;
use std::fmt::Write;
use volens_model::difference::{Asked, AskedChange, asked};
use volens_model::policy::Policy;
use volens_store::{Publication, Store};

/// How much of a fingerprint the decision cookie holds.
const SHORT: usize = 12;

/// A kept policy. Those that only word it otherwise share a fingerprint: the last of them.
pub(super) struct Kept {
    publication: Publication,
    policy: Policy,
}

impl Kept {
    /// By the fingerprint, whole or as the decision cookie has it.
    pub(super) fn find(publications: &[Publication], asked: &str) -> Result<Self, Problem> {
        let is = |one: &&Publication| one.fingerprint == asked || short(&one.fingerprint) == asked;
        let found = publications.iter().filter(is).max_by_key(|one| &one.published);
        let publication = found.ok_or_else(unknown)?.clone();
        let policy = serde_json::from_str(&publication.policy).map_err(|cause| {
            let Publication { site, fingerprint, .. } = &publication;
            tracing::error!(site, fingerprint, %cause, "a kept policy is unreadable");
            Problem::unavailable()
        })?;
        Ok(Self { publication, policy })
    }

    fn name(&self) -> &str {
        short(&self.publication.fingerprint)
    }
}

/// A fingerprint as the decision cookie has it.
pub(super) fn short(fingerprint: &str) -> &str {
    fingerprint.get(..SHORT).unwrap_or(fingerprint)
}

pub(super) async fn publications(
    store: &dyn Store,
    site: &str,
) -> Result<Vec<Publication>, Problem> {
    store.publications(site).await.map_err(|cause| failed(&cause))
}

/// The policy as it was published.
pub(super) fn resource(page: &Page<'_>, kept: Kept) -> Resource {
    page.json(kept.publication.policy)
}

/// What tells two apart, service by service.
pub(super) fn difference(page: &Page<'_>, from: &Kept, to: &Kept) -> Resource {
    let changes = asked(&from.policy, &to.policy, &page.language, &page.site_words);
    if page.json {
        let end = |kept: &Kept| {
            let Publication { fingerprint, published, .. } = &kept.publication;
            json!({"fingerprint": fingerprint, "published": published})
        };
        let said = json!({
            "site": page.hosted.id, "language": page.language, "from": end(from), "to": end(to),
            "asked": changes,
        });
        return page.json(said.to_string());
    }
    let words = page.words;
    let settings = &page.site_words.settings;
    let title = words.changes.replace("{from}", from.name()).replace("{to}", to.name());
    let times = [from, to].map(|kept| super::time(&kept.publication.published));
    let [was, is] = times;
    let mut body = format!(
        "<article class=\"volens-notice versions\"><h1>{}: {}</h1><p>{was} → {is}</p><p>{}</p>",
        Escaped(&settings.services),
        Escaped(&title),
        page.link("", Escaped(&words.all)),
    );
    // Writing to a String cannot fail.
    if changes.is_empty() {
        let _ = write!(body, "<p>{}</p>", Escaped(&words.same));
    }
    for AskedChange { name, changes, .. } in &changes {
        let changes = changed(page, |field| label(page, field), changes);
        let _ = write!(body, "<section><h2>{}</h2>{changes}</section>", Escaped(name));
    }
    body.push_str("</article>");
    page.html(&title, &body)
}

fn label<'a>(page: &'a Page<'_>, field: Asked) -> &'a str {
    let words = &page.site_words.settings;
    match field {
        Asked::Name => &words.name,
        Asked::Provider => &words.provider,
        Asked::Purpose => &words.purpose,
        Asked::Reason => &words.reason,
        Asked::Access => &words.access,
        Asked::Trackers => &words.trackers,
    }
}

/// The same for what was never published and what is no fingerprint at all.
fn unknown() -> Problem {
    let detail = "This site has published no policy of this fingerprint; `/{site}/notice/versions` lists them.";
    Problem::new(axum::http::StatusCode::NOT_FOUND, "unknown-version", "Unknown version", detail)
}
