//! What tells two versions apart, field by field. Words say which text is which, so that nobody needs
//! to see colours or strokes.

use super::notice::Kept;
use super::{Page, time};
use crate::problem::Problem;
use crate::publication::Escaped;
use axum::response::Response;
use serde_json::json;
use std::fmt::Write;
use volens_model::difference::{Change, Field, NamedActivity, notices};
use volens_model::view::NoticeView;

pub(super) fn answer(page: &Page<'_>, from: &Kept<'_>, to: &Kept<'_>) -> Result<Response, Problem> {
    let language = from.shared(to, &page.language);
    let (before, after) = (from.view(&language)?, to.view(&language)?);
    let difference = notices(before, after);
    if page.json {
        let ends = [from, to]
            .map(|end| json!({"notice": end.version.notice, "published": end.version.published}));
        let [from, to] = ends;
        let said = json!({
            "site": page.hosted.id, "language": after.language, "from": from, "to": to,
            "difference": difference,
        });
        return Ok(page.json(&said.to_string()));
    }
    let words = &page.words;
    let title = words.changes.replace("{from}", &before.version).replace("{to}", &after.version);
    let mut body = format!(
        "<article class=\"volens-notice versions\"><h1>{}</h1><p>{} → {}</p><p>{}</p>",
        Escaped(&title),
        time(&from.version.published),
        time(&to.version.published),
        page.link("", Escaped(&words.all)),
    );
    // Writing to a String cannot fail.
    if difference.is_empty() {
        let _ = write!(body, "<p>{}</p>", Escaped(&words.same));
    }
    if !difference.heading.is_empty() {
        let changes = changes(page, after, &difference.heading);
        let _ = write!(body, "<section><h2>{}</h2>{changes}</section>", Escaped(&words.heading));
    }
    if !difference.changed.is_empty() {
        let _ = write!(body, "<section><h2>{}</h2>", Escaped(&words.changed));
        for activity in &difference.changed {
            let named =
                NamedActivity { id: activity.id.clone(), purpose: activity.purpose.clone() };
            let changes = changes(page, after, &activity.changes);
            let _ = write!(body, "<h3>{}</h3>{changes}", link(page, &named, after));
        }
        body.push_str("</section>");
    }
    for (heading, activities, view, mark) in [
        (&words.added, &difference.added, after, "ins"),
        (&words.removed, &difference.removed, before, "del"),
    ] {
        if activities.is_empty() {
            continue;
        }
        let items = activities
            .iter()
            .map(|one| format!("<li><{mark}>{}</{mark}></li>", link(page, one, view)));
        let items: String = items.collect();
        let _ = write!(body, "<section><h2>{}</h2><ul>{items}</ul></section>", Escaped(heading));
    }
    body.push_str("</article>");
    Ok(page.html(&title, &body))
}

/// The activity where it stands whole.
fn link(page: &Page<'_>, activity: &NamedActivity, view: &NoticeView) -> String {
    let address = format!("{}#{}", page.address(&format!("/{}", view.version)), activity.id);
    format!("<a href=\"{}\">{}</a>", Escaped(&address), Escaped(&activity.purpose))
}

fn changes(page: &Page<'_>, view: &NoticeView, changes: &[Change]) -> String {
    let words = &page.words;
    let fields = changes.iter().map(|Change { field, before, after }| {
        let [before, after] = marked([before, after].map(|text| text.as_deref()), &words.nothing);
        format!(
            "<dt>{}</dt><dd class=\"before\"><span>{}:</span> {before}</dd>\
             <dd class=\"after\"><span>{}:</span> {after}</dd>",
            Escaped(label(page, view, *field)),
            Escaped(&words.before),
            Escaped(&words.after),
        )
    });
    format!("<dl>{}</dl>", fields.collect::<String>())
}

/// Both texts whole, with what only the one has marked as deleted and what only the other has as
/// inserted: the words between those that they begin with and those that they end with.
fn marked(texts: [Option<&str>; 2], nothing: &str) -> [String; 2] {
    let [before, after] = texts.map(|text| words(text.unwrap_or_default()));
    let same = |a: &&str, b: &&str| a == b;
    let begin = before.iter().zip(&after).take_while(|(a, b)| same(a, b)).count();
    let most = before.len().min(after.len()) - begin;
    let ends = before.iter().rev().zip(after.iter().rev()).take(most);
    let end = ends.take_while(|(a, b)| same(a, b)).count();
    let mark = |words: &[&str], tag: &str| {
        if words.is_empty() {
            return Escaped(nothing).to_string();
        }
        let text = |from: usize, to: usize| {
            let part = words.get(from..to).unwrap_or_default().concat();
            Escaped(&part).to_string()
        };
        let (last, own) = (words.len(), words.len() - end);
        let own = text(begin, own);
        let own = if own.is_empty() { own } else { format!("<{tag}>{own}</{tag}>") };
        text(0, begin) + &own + &text(last - end, last)
    };
    [mark(&before, "del"), mark(&after, "ins")]
}

fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

fn label<'a>(page: &'a Page<'_>, view: &'a NoticeView, field: Field) -> &'a str {
    let [purpose, legal_basis, personal_data] = &view.columns;
    let fields = &page.words.fields;
    match field {
        Field::Title => &fields.title,
        Field::Controller => &fields.controller,
        Field::Contact => &fields.contact,
        Field::Purpose => purpose,
        Field::LegalBasis => legal_basis,
        Field::PersonalData => personal_data,
        Field::Plain => &fields.plain,
        Field::Anonymisation => &fields.anonymisation,
        Field::Bases => &fields.bases,
        Field::Data => &fields.data,
        Field::Clauses => &fields.clauses,
    }
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn what_differs_is_marked_and_nothing_else() {
        for (before, after, marks) in [
            (Some("a b c"), Some("a x y c"), ["a <del>b </del>c", "a <ins>x y </ins>c"]),
            (Some("b c"), Some("a b c"), ["b c", "<ins>a </ins>b c"]),
            (Some("a a"), Some("a a a"), ["a a", "a <ins>a </ins>a"]),
            (Some("a"), None, ["<del>a</del>", "(-)"]),
            (None, Some("<i>"), ["(-)", "<ins>&lt;i&gt;</ins>"]),
            (None, None, ["(-)", "(-)"]),
        ] {
            assert_eq!(marked([before, after], "(-)"), marks, "{before:?} {after:?}");
        }
    }
}
