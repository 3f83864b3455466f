//! The visitor's own page (`docs/choices.md`), in two forms: for where the ledger's address is one of
//! the site's origins, so that the visitor's decision and key are there; and for anywhere else, where
//! it can only say where they are. The texts are here; what is the visitor's own, the script fills in.

mod form;
mod parts;

use super::document::{Document, Escaped, gate};
use super::{HTML, JAVASCRIPT, Publisher, Resources, asked};
use crate::resource::{Caching, Resource, Sharing};
use std::fmt::Write;
use volens_model::view::View;
use volens_model::words::{ChoicesWords, choices};

/// Everything the page says.
struct Page<'a> {
    view: &'a View,
    words: &'a ChoicesWords,
    /// Where visitors decide.
    origins: &'a [String],
    /// Whether a form can choose: the ledger may set the cookie, and there is something to choose.
    form: bool,
    vkey: Option<&'a str>,
    css: &'a str,
    /// Says that it is a draft, if it is one.
    mark: String,
}

impl Publisher<'_> {
    /// Without a ledger nothing is proved, and there is nobody to ask.
    pub(super) fn choices(&self, resources: &mut Resources, view: &View) {
        let Some(words) = choices(&view.language).filter(|_| self.place.ledger) else { return };
        let file = &self.site.file;
        let page = Page {
            view,
            words,
            origins: &file.origins,
            form: file.cookie.server && view.asks(),
            vkey: self.place.log.as_deref(),
            css: &self.styles.choices.path,
            mark: self.mark(&view.language),
        };
        let mut add = |name: String, resource| resources.insert(self.path(&name), resource);
        let language = &view.language;
        // Any page reads it for `<volens-choices>`: nothing in it is the visitor's.
        add(format!("choices.{language}.html"), asked(HTML, Sharing::Page, page.away()));
        add(format!("choices.{language}.own.html"), asked(HTML, Sharing::Own, page.own()));
        let code = self.assets.choices.clone();
        let code = Resource::new(JAVASCRIPT, Caching::Hour, Sharing::Anyone, code);
        add("choices.js".to_owned(), code);
    }
}

impl Page<'_> {
    fn away(&self) -> String {
        let mut places = String::new();
        for origin in self.origins {
            let origin = Escaped(origin);
            // Writing to a String cannot fail.
            let _ = write!(places, "<li><a href=\"{origin}\">{origin}</a></li>");
        }
        let elsewhere = Escaped(&self.words.elsewhere);
        let without = Escaped(&self.words.without_script);
        let lead = format!(
            "<section data-part=\"elsewhere\"><p>{elsewhere}</p><ul>{places}</ul></section>\
             <noscript><p>{without}</p></noscript>"
        );
        self.page("", &lead)
    }

    fn own(&self) -> String {
        let gate = gate(&self.view.site, &self.view.language);
        let without = Escaped(&self.words.without_script);
        let form = if self.form { form::form(self.view, self.words) } else { String::new() };
        self.page(&gate, &format!("<noscript><p>{without}</p>{form}</noscript>"))
    }

    fn page(&self, gate: &str, lead: &str) -> String {
        let View { site, language, words, .. } = self.view;
        let head = format!(
            "{gate}<script type=\"module\" src=\"/{}/choices.js\"></script>",
            Escaped(site)
        );
        let body = parts::article(self.view, self.words, self.vkey, lead);
        Document {
            language,
            direction: words.direction,
            title: &self.words.title,
            css: self.css,
            head: &head,
            body: &format!("{}{body}", self.mark),
        }
        .to_string()
    }
}
