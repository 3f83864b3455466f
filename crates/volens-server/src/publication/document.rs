//! HTML documents; among them the overview as a page of its own, complete without script.

use std::fmt::{self, Display, Formatter, Write};
use volens_model::view::NoticeView;
use volens_model::words::Direction;

/// The page around the widget's markup, with the addresses of its style sheet and script; `gate` is markup.
pub(super) fn page(view: &NoticeView, css: &str, gate: &str, script: &str, body: &str) -> String {
    let mut head = format!("{gate}<script type=\"module\" src=\"{}\"></script>", Escaped(script));
    for (attribute, value, path) in alternates(view) {
        // Writing to a String cannot fail.
        let _ = write!(
            head,
            "<link rel=\"alternate\" {attribute}=\"{}\" href=\"{}\">",
            Escaped(&value),
            Escaped(&path)
        );
    }
    let (language, direction) = (&*view.language, view.direction);
    Document { language, direction, title: &view.title, css, head: &head, body }.to_string()
}

/// The script that brings the gate into a page of the ledger's own.
pub(super) fn gate(site: &str, language: &str) -> String {
    format!("<script src=\"/{}/{}.js\"></script>", Escaped(site), Escaped(language))
}

/// An HTML document with a style sheet of ours. `head` and `body` are markup.
pub(crate) struct Document<'a> {
    pub(crate) language: &'a str,
    pub(crate) direction: Direction,
    pub(crate) title: &'a str,
    /// The sheet's address.
    pub(crate) css: &'a str,
    /// What is in its head besides.
    pub(crate) head: &'a str,
    pub(crate) body: &'a str,
}

impl Display for Document<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { language, direction, title, css, head, body } = self;
        let (language, title, css) = (Escaped(language), Escaped(title), Escaped(css));
        write!(
            f,
            "<!doctype html>\n<html lang=\"{language}\" dir=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
             <link rel=\"stylesheet\" href=\"{css}\">{head}</head><body><main>{body}</main></body></html>\n",
            direction.as_str()
        )
    }
}

/// For search engines: this page is not for their index.
pub(crate) const NOINDEX: &str = "<meta name=\"robots\" content=\"noindex\">";

/// The overview in each language and form: what tells them apart, its value, and their address.
fn alternates(view: &NoticeView) -> Vec<(&'static str, String, String)> {
    let page = |language: &str| format!("/{}/notice?lang={language}", view.site);
    let others = view.languages.iter().map(|link| link.language.as_str());
    let languages = std::iter::once(view.language.as_str()).chain(others);
    let languages = languages.map(|language| ("hreflang", language.to_owned(), page(language)));
    let forms = [("application/json", "json"), ("application/ld+json", "jsonld")];
    let forms = forms.map(|(media, form)| {
        let path = format!("/{}/notice.{form}?lang={}", view.site, view.language);
        ("type", media.to_owned(), path)
    });
    languages.chain(forms).collect()
}

/// Text as it stands in HTML, in an element or in a quoted attribute.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_never_html() {
        let texts = Escaped("</title><script>&\"").to_string();
        assert_eq!(texts, "&lt;/title&gt;&lt;script&gt;&amp;&quot;");
    }
}
