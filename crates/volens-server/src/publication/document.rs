//! The overview as a page of its own: complete without script.

use std::fmt::Write;
use volens_model::view::NoticeView;

/// The page around the widget's markup, with the addresses of its style sheet and script.
pub(super) fn page(view: &NoticeView, css: &str, script: &str, body: &str) -> String {
    let mut page = String::with_capacity(body.len() + 2048);
    let (language, direction) = (Escaped(&view.language), view.direction.as_str());
    // Writing to a String cannot fail.
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{language}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{}</title><link rel=\"stylesheet\" href=\"{}\">\
         <script type=\"module\" src=\"{}\"></script>",
        Escaped(&view.title),
        Escaped(css),
        Escaped(script),
    );
    for (attribute, value, path) in alternates(view) {
        let _ = write!(
            page,
            "<link rel=\"alternate\" {attribute}=\"{}\" href=\"{}\">",
            Escaped(&value),
            Escaped(&path)
        );
    }
    let _ = writeln!(page, "</head><body><main>{body}</main></body></html>");
    page
}

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

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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
