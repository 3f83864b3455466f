//! A notice as it was.

use super::{Page, Version, time};
use crate::log::failed;
use crate::problem::Problem;
use crate::publication::Escaped;
use crate::resource::Resource;
use serde::Deserialize;
use std::collections::BTreeMap;
use volens_model::view::NoticeView;
use volens_store::{Kind, Log};
use volens_widget::notice::{Foot, Form};
use volens_widget::render_notice;

/// A kept notice, in each of its languages.
pub(super) struct Kept<'a> {
    /// Its last publication.
    pub(super) version: &'a Version,
    is_current: bool,
    /// The leaf itself.
    body: String,
    texts: BTreeMap<String, NoticeView>,
}

#[derive(Deserialize)]
struct Texts {
    texts: BTreeMap<String, NoticeView>,
}

impl<'a> Kept<'a> {
    /// The notice of this id, if it was published.
    pub(super) async fn find<S: Log + ?Sized>(
        store: &S,
        published: &'a [Version],
        id: &str,
    ) -> Result<Self, Problem> {
        let version = published.iter().rfind(|version| version.notice == id);
        let version = version.ok_or_else(unknown)?;
        let found = store.document(&version.site, Kind::Notice, id).await;
        let body = found.map_err(|cause| failed(&cause))?.ok_or_else(unknown)?.value.body;
        let Texts { texts } = serde_json::from_str(&body).map_err(|cause| {
            tracing::error!(site = version.site, notice = id, %cause, "a kept notice is unreadable");
            Problem::unavailable()
        })?;
        let is_current = published.last().is_some_and(|last| last.notice == id);
        Ok(Self { version, is_current, body, texts })
    }

    /// Its texts in a language, or in another where it was not published in that one.
    pub(super) fn view(&self, language: &str) -> Result<&NoticeView, Problem> {
        let view = self.texts.get(language).or_else(|| self.texts.values().next());
        view.ok_or_else(unknown)
    }

    /// A language to compare it with another in: the page's, if both have that.
    pub(super) fn shared(&self, other: &Self, language: &str) -> String {
        let has_both =
            |language: &str| [self, other].iter().all(|kept| kept.texts.contains_key(language));
        let shared = self.texts.keys().find(|language| has_both(language));
        match (has_both(language), shared) {
            (false, Some(shared)) => shared.clone(),
            _ => language.to_owned(),
        }
    }
}

/// The page, or the leaf that the log commits to.
pub(super) async fn resource(page: &Page<'_>, kept: Kept<'_>) -> Result<Resource, Problem> {
    if page.json {
        return Ok(page.json(kept.body));
    }
    let mut view = kept.view(&page.language)?.clone();
    let id = kept.version.notice.clone();
    for other in &mut view.languages {
        other.path = format!("/{}/notice/versions/{id}?lang={}", page.hosted.id, other.language);
    }
    let words = &page.words;
    let published = Escaped(&words.published).to_string();
    let published = published.replace("{date}", &time(&kept.version.published));
    let said = match kept.is_current {
        true => Escaped(&words.now).to_string(),
        false => format!(
            "{} <a href=\"/{}/notice?lang={}\">{}</a>",
            Escaped(&words.earlier),
            Escaped(&page.hosted.id),
            Escaped(&page.language),
            Escaped(&words.current)
        ),
    };
    let all = page.link("", Escaped(&words.all));
    let note = format!(
        "<aside class=\"volens-notice versions\"><p><strong>{said}</strong></p><p>{published}. {all}</p></aside>"
    );
    let title = format!("{} ({})", view.title, view.version);
    // This version's own JSON, in the place of what is in force.
    let json = page.address(&format!("/{id}")) + "&form=json";
    let foot = Foot { forms: vec![Form::json(json)], versions: None, settings: None };
    Ok(page.html(&title, &(note + &render_notice(view, foot).await)))
}

/// The same for what was never published and what is no version at all.
fn unknown() -> Problem {
    let detail =
        "This site has published no notice of this version; `/{site}/notice/versions` lists them.";
    Problem::new(axum::http::StatusCode::NOT_FOUND, "unknown-version", "Unknown version", detail)
}
