//! The list of versions.

use super::{Page, Version, policy, time};
use crate::publication::Escaped;
use serde_json::json;
use std::fmt::Write;

/// How many versions one answer lists.
const MOST: usize = 100;

/// A part of the list, newest first.
pub(super) struct Shown<'a> {
    /// Each with whether it is in force, whether its text was published before, and the version
    /// before it.
    versions: Vec<(&'a Version, bool, bool, Option<&'a Version>)>,
    /// The number of the last that is shown, if there are older ones.
    older: Option<u32>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(texts: &[&'a Version], before: Option<u32>) -> Self {
        let last = texts.last().map(|version| version.number);
        let before = before.unwrap_or(u32::MAX);
        let all = texts.iter().enumerate().rev();
        let mut rest = all.filter(|(_, version)| version.number < before);
        let shown = rest.by_ref().take(MOST);
        let versions: Vec<_> = shown
            .map(|(place, version)| {
                let previous = place.checked_sub(1).and_then(|place| texts.get(place)).copied();
                let is_new = previous.is_none_or(|other| other.notice != version.notice);
                let mut earlier = texts.iter().take(place);
                let is_again = is_new && earlier.any(|other| other.notice == version.notice);
                (*version, Some(version.number) == last, is_again, previous)
            })
            .collect();
        let older = rest.next().and(versions.last().map(|(version, ..)| version.number));
        Self { versions, older }
    }

    pub(super) fn json(&self, site: &str) -> String {
        let versions = self.versions.iter().map(|(version, is_current, is_again, previous)| {
            let Version { number, published, notice, fingerprint, .. } = version;
            json!({
                "number": number, "published": published, "notice": notice,
                "fingerprint": fingerprint, "current": is_current, "again": is_again,
                "path": format!("/{site}/notice/versions/{notice}"),
                "changes": previous.and_then(|previous| notices(previous, version))
                    .map(|pair| format!("/{site}/notice/versions/{pair}")),
                "policy": format!("/{site}/policy/versions/{fingerprint}"),
                "asked": previous.and_then(|previous| policies(previous, version))
                    .map(|pair| format!("/{site}/policy/versions/{pair}")),
            })
        });
        let versions: Vec<_> = versions.collect();
        let older = self.older.map(|number| format!("/{site}/notice/versions?before={number}"));
        json!({"site": site, "versions": versions, "older": older}).to_string()
    }

    pub(super) fn html(&self, page: &Page<'_>) -> String {
        let words = &page.words;
        let mut items = String::new();
        for (version, is_current, is_again, previous) in &self.versions {
            let notice = &version.notice;
            let published = Escaped(&words.published).to_string();
            let published = published.replace("{date}", &time(&version.published));
            let name = format!("{} {}", page.site_words.overview.version, notice);
            let said = [(*is_current, &words.now), (*is_again, &words.again)];
            let said = said.into_iter().filter(|(is, _)| *is).map(|(_, text)| text.as_str());
            let said = said.map(|text| format!(" <strong>{}</strong>", Escaped(text)));
            let said: String = said.collect();
            let link = page.link(&format!("/{notice}"), Escaped(&name));
            // Writing to a String cannot fail.
            let _ = write!(items, "<li><h2>{link}{said}</h2><p>{published}</p>");
            let compare = Escaped(&words.compare);
            // Each link says by itself where it goes (WCAG 2.4.9).
            let arrow = |pair: &str| pair.replace("...", " → ");
            if let Some(pair) = previous.and_then(|previous| notices(previous, version)) {
                let text = format!("{compare}: {}", arrow(&pair));
                let _ = write!(items, "<p>{}</p>", page.link(&format!("/{pair}"), text));
            }
            if let Some(pair) = previous.and_then(|previous| policies(previous, version)) {
                let services = Escaped(&page.site_words.settings.services);
                let text = format!("{services}: {}", arrow(&pair));
                let address = page.address_of("policy", &format!("/{pair}"));
                let _ = write!(items, "<p><a href=\"{}\">{text}</a></p>", Escaped(&address));
            }
            items.push_str("</li>");
        }
        let older = self.older.map(|number| {
            let address = format!("{}&before={number}", page.address(""));
            format!("<p><a href=\"{}\">{}</a></p>", Escaped(&address), Escaped(&words.older))
        });
        let overview = format!("/{}/notice?lang={}", page.hosted.id, page.language);
        format!(
            "<article class=\"volens-notice versions\"><h1>{}</h1><p class=\"lede\">{}</p>\
             <p><a href=\"{}\">{}</a></p><ol>{items}</ol>{}</article>",
            Escaped(&words.title),
            Escaped(&words.lede),
            Escaped(&overview),
            Escaped(&words.current),
            older.unwrap_or_default(),
        )
    }
}

/// The names of two texts, where they differ.
fn notices(before: &Version, after: &Version) -> Option<String> {
    (before.notice != after.notice).then(|| format!("{}...{}", before.notice, after.notice))
}

/// The short names of what two versions ask for, where that differs.
fn policies(before: &Version, after: &Version) -> Option<String> {
    let names = [before, after].map(|version| policy::short(&version.fingerprint));
    (before.fingerprint != after.fingerprint).then(|| names.join("..."))
}
