//! The overview as a page of its own: complete without script.

use std::fmt::Write;
use volens_model::words::Direction;

/// The page around the widget's markup.
pub(super) fn page(
    language: &str,
    direction: Direction,
    title: &str,
    css: &str,
    body: &str,
) -> String {
    let mut page = String::with_capacity(body.len() + 512);
    // Writing to a String cannot fail.
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{}\" dir=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{}</title><link rel=\"stylesheet\" href=\"{}\"></head><body><main>{body}</main></body></html>\n",
        Escaped(language),
        direction.as_str(),
        Escaped(title),
        Escaped(css),
    );
    page
}

/// Text as it stands in HTML, in an element or in a quoted attribute.
struct Escaped<'a>(&'a str);

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
        let page = page("lv", Direction::Ltr, "</title><script>&\"", "/a.css", "<p>ok</p>");
        assert!(page.contains("<title>&lt;/title&gt;&lt;script&gt;&amp;&quot;</title>"), "{page}");
        assert!(page.contains("<body><main><p>ok</p></main></body>"), "{page}");
    }
}
