//! The processing overview in each of its forms: a page, JSON, JSON-LD, and the script that makes the
//! page work and puts it into other pages.

use super::{HTML, JAVASCRIPT, JSON, Publisher, Resources, asked, document, json};
use crate::resource::{Caching, Resource, Sharing};
use volens_model::notice::{linked, notice_view};
use volens_model::view::NoticeView;
use volens_model::words::{Words, versions};
use volens_widget::notice::{Foot, Link};
use volens_widget::render_notice;

const JSONLD: &str = "application/ld+json";

impl Publisher<'_> {
    pub(super) async fn overview(&self, resources: &mut Resources, language: &str, words: &Words) {
        let view = self.notice(language, words);
        let settings = Some(words.settings.title.clone());
        let foot = Foot { versions: self.versions(language), settings, ..Foot::of(&view) };
        let body = self.mark(language) + &render_notice(view.clone(), foot).await;
        let (css, script) = (&self.styles.notice.path, self.path("notice.js"));
        let page = |gate: &str| document::page(&view, css, gate, &script, &body);
        let mut add = |name: String, resource| resources.insert(self.path(&name), resource);
        add(format!("notice.{language}.html"), asked(HTML, Sharing::Page, page("")));
        // For where the ledger's address is one of the site's origins, as of My choices. A modal banner would
        // stand before the very text that it leads to.
        let gate = match self.site.file.banner.modal {
            true => String::new(),
            false => document::gate(&view.site, language),
        };
        add(format!("notice.{language}.own.html"), asked(HTML, Sharing::Own, page(&gate)));
        add(format!("notice.{language}.json"), asked(JSON, Sharing::Anyone, json(&view)));
        let linked = asked(JSONLD, Sharing::Anyone, json(&linked(&view)));
        add(format!("notice.{language}.jsonld"), linked);
        // A page of another origin loads it as a module, which asks for CORS.
        let code = self.assets.overview.clone();
        let code = Resource::new(JAVASCRIPT, Caching::Hour, Sharing::Anyone, code);
        add("notice.js".to_owned(), code);
    }

    /// The link to what was published before, where a ledger keeps that.
    fn versions(&self, language: &str) -> Option<Link> {
        let words = versions(language).filter(|_| self.place.ledger)?;
        let path = self.path(&format!("notice/versions?lang={language}"));
        Some(Link { text: words.title.clone(), path })
    }

    pub(super) fn notice(&self, language: &str, words: &Words) -> NoticeView {
        let file = &self.site.file;
        let links = self.site.links(language, |id, other| format!("/{id}/notice?lang={other}"));
        notice_view(
            &self.site.notice,
            self.site.translations.get(language),
            &file.id,
            &file.controller,
            words,
            &self.version,
            links,
        )
    }
}
