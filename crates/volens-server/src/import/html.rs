//! A table in HTML, as word processors save it, as the text that [`super::read`] reads: a title, the
//! headings, rows of cells separated by tabs. The same repairs and findings follow.

use scraper::{ElementRef, Html, Node, Selector};

/// Stands between the paragraphs of one cell.
pub(super) const PARAGRAPH: char = '\u{2029}';

/// The text of a document's tables, an empty line between them: where a table ends and another
/// goes on, a page ends. `None` where there is no table.
pub(super) fn text(html: &str) -> Option<String> {
    let document = Html::parse_document(html);
    let [tables, rows, caption] = ["table", "tr", "caption"].map(|name| Selector::parse(name).ok());
    let (tables, rows, caption) = (tables?, rows?, caption?);
    // A table in a table is text of its cell.
    let tables = document.select(&tables).filter(|table| around(*table).is_none());
    let tables: Vec<ElementRef<'_>> = tables.collect();
    let first = *tables.first()?;
    let title = first.select(&caption).next().map(words);
    let mut lines = vec![title.unwrap_or_else(|| before(&document, first))];
    let mut heading = None;
    for table in tables {
        lines.push(String::new());
        for row in table.select(&rows).filter(|row| around(*row) == Some(table)) {
            let line = cells(row);
            // Pages repeat the headings.
            if heading.as_ref() != Some(&line) && !line.trim().is_empty() {
                heading.get_or_insert_with(|| line.clone());
                lines.push(line);
            }
        }
    }
    Some(lines.join("\n") + "\n")
}

/// Whether a text is a document in HTML.
pub(super) fn is(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    ["<!doctype html", "<html", "<table", "<head", "<body", "<meta"]
        .iter()
        .any(|tag| start.starts_with(tag))
}

fn cells(row: ElementRef<'_>) -> String {
    let is_cell = |cell: &ElementRef<'_>| matches!(cell.value().name(), "td" | "th");
    let cells: Vec<String> = row.child_elements().filter(is_cell).map(words).collect();
    cells.join("\t")
}

/// What stands last before a table, as a heading or a paragraph.
fn before(document: &Html, table: ElementRef<'_>) -> String {
    let mut last = String::new();
    for node in document.tree.root().descendants() {
        if node.id() == table.id() {
            break;
        }
        let Some(element) = ElementRef::wrap(node) else { continue };
        if matches!(element.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p") {
            let words = words(element).replace(PARAGRAPH, " ");
            if !words.is_empty() {
                last = words;
            }
        }
    }
    last
}

/// An element's text: paragraphs and line breaks apart, all other white space as one space.
fn words(element: ElementRef<'_>) -> String {
    let mut paragraphs = vec![String::new()];
    let mut block = None;
    for node in element.descendants() {
        match node.value() {
            Node::Element(inner) if inner.name() == "br" => paragraphs.push(String::new()),
            Node::Text(text) => {
                let mut above = node.ancestors().filter_map(ElementRef::wrap);
                let Some(holder) = above.find(|above| is_block(above.value().name())) else {
                    continue;
                };
                if block.replace(holder.id()) != Some(holder.id()) {
                    paragraphs.push(String::new());
                }
                let code = holder.value().name() == "script" || holder.value().name() == "style";
                if let Some(paragraph) = paragraphs.last_mut().filter(|_| !code) {
                    paragraph.push_str(text);
                }
            }
            _ => {}
        }
    }
    let tidy = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let paragraphs: Vec<String> =
        paragraphs.into_iter().map(tidy).filter(|text| !text.is_empty()).collect();
    paragraphs.join(&PARAGRAPH.to_string())
}

/// What text begins a paragraph in, or is no text at all.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "td"
            | "th"
            | "caption"
            | "script"
            | "style"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

/// The table that an element stands in.
fn around(element: ElementRef<'_>) -> Option<ElementRef<'_>> {
    let mut above = element.ancestors().filter_map(ElementRef::wrap);
    above.find(|above| above.value().name() == "table")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_processors_table_is_lines_of_cells() {
        let html = "<html><head><style>p{}</style></head><body><p>Pārskats</p>\n<table><tbody>\
                    <tr><th>Mērķis</th><th>Pamats</th><th>Dati</th></tr>\
                    <tr><td><p class=MsoNormal>Klientu\n  atbalsts</p></td>\
                    <td><p>Līgums.</p>Leģitīma&nbsp;<b>interese</b></td><td>A<br>B<script>x</script></td></tr>\
                    </tbody></table><table>\
                    <tr><th>Mērķis</th><th>Pamats</th><th>Dati</th></tr>\
                    <tr><td>Cits</td><td></td><td>&lt;p&gt;C</td></tr></table></body></html>";
        let expected = "Pārskats\n\nMērķis\tPamats\tDati\n\
                        Klientu atbalsts\tLīgums.\u{2029}Leģitīma interese\tA\u{2029}B\n\n\
                        Cits\t\t<p>C\n";
        assert_eq!(text(html).unwrap(), expected);
    }

    #[test]
    fn a_table_in_a_table_is_text_of_its_cell() {
        let html = "<table><tr><td>A</td><td>B</td><td>C\
                    <table><tr><td>D</td><td>E</td></tr></table></td></tr></table>";
        assert_eq!(text(html).unwrap(), "\n\nA\tB\tC\u{2029}D\u{2029}E\n");
    }

    #[test]
    fn html_is_told_from_a_table_in_text() {
        assert!(is("\u{feff}\n<!DOCTYPE html><table>"));
        assert!(is("<table><tr>"));
        assert!(!is("Pārskats\n\nMērķis\tPamats\tDati"));
        assert_eq!(text("<html><p>nothing</p>"), None);
    }
}
