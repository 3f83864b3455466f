//! A site that is only looked at: each page says that it is a draft, and one page has the banner on it.

use super::document::{Document, Escaped, NOINDEX, gate};
use super::{HTML, Publisher, Resources, asked};
use crate::resource::Sharing;
use serde_json::{Value, json};
use volens_model::view::View;
use volens_model::words::versions;

impl Publisher<'_> {
    /// The line above a page; nothing of what is published.
    pub(super) fn mark(&self, language: &str) -> String {
        let said = self.draft_words(language);
        let mark = said.map(|said| {
            format!("<p class=\"volens-notice draft\" role=\"note\">{}</p>", Escaped(said))
        });
        mark.unwrap_or_default()
    }

    /// The banner's node tree, with the same line first.
    pub(super) fn marked(&self, language: &str, mut banner: Value) -> Value {
        let said = self.draft_words(language);
        if let (Value::Array(nodes), Some(said)) = (&mut banner, said) {
            // Behind the element's name and attributes.
            nodes.insert(2.min(nodes.len()), json!(["p", {"role": "note"}, said]));
        }
        banner
    }

    /// A page with the banner, to try it on: `/{site}/trial.{language}.html`.
    pub(super) fn trial(&self, resources: &mut Resources, view: &View) {
        let View { site, language, .. } = view;
        let mark = self.mark(language);
        let link = |name: &str, text: &str| {
            let address = format!("/{site}/{name}?lang={language}");
            format!("<li><a href=\"{}\">{}</a></li>", Escaped(&address), Escaped(text))
        };
        let others = self.languages.iter().map(|(language, words)| {
            let address = format!("/{site}/trial.{language}.html");
            let name = Escaped(&words.language_name);
            format!("<li><a href=\"{}\" hreflang=\"{language}\">{name}</a></li>", Escaped(&address))
        });
        let head = format!("{NOINDEX}{}", gate(site, language));
        let body = format!(
            "{mark}<article class=\"volens-notice\"><h1>{site}</h1><ul>{}{}<li><a href=\"#\" data-volens=\"settings\">{}</a>\
             </li></ul><ul>{}</ul></article>",
            link("notice", &view.words.notice.link),
            link("choices", "choices"),
            Escaped(&view.words.settings.title),
            others.collect::<String>(),
        );
        let page = Document {
            language,
            direction: view.words.direction,
            title: site,
            css: &self.styles.notice.path,
            head: &head,
            body: &body,
        };
        let page = page.to_string();
        let path = self.path(&format!("trial.{language}.html"));
        resources.insert(path, asked(HTML, Sharing::Anyone, page));
    }

    fn draft_words(&self, language: &str) -> Option<&'static str> {
        let words = versions(language).filter(|_| self.place.draft);
        words.map(|words| words.draft.as_str())
    }
}
