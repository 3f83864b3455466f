//! What tells two versions of the overview apart, activity by activity.

use super::notice::Kept;
use super::{Page, changed, time};
use crate::problem::Problem;
use crate::publication::Escaped;
use crate::resource::Resource;
use serde_json::json;
use std::fmt::Write;
use volens_model::difference::{Field, NamedActivity, notices};
use volens_model::view::NoticeView;

pub(super) fn resource(
    page: &Page<'_>,
    from: &Kept<'_>,
    to: &Kept<'_>,
) -> Result<Resource, Problem> {
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
        return Ok(page.json(said.to_string()));
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
        let changes = changed(page, |field| label(page, after, field), &difference.heading);
        let _ = write!(body, "<section><h2>{}</h2>{changes}</section>", Escaped(&words.heading));
    }
    if !difference.changed.is_empty() {
        let _ = write!(body, "<section><h2>{}</h2>", Escaped(&words.changed));
        for activity in &difference.changed {
            let named =
                NamedActivity { id: activity.id.clone(), purpose: activity.purpose.clone() };
            let changes = changed(page, |field| label(page, after, field), &activity.changes);
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
