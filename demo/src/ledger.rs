//! The last events of the ledger's file, as a table that needs no script.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde_json::Value;
use std::sync::Arc;
use volens_store::{Record, Store};

const TEMPLATE: &str = include_str!("../pages/ledger.html");
const SHOWN: u32 = 50;

pub(crate) async fn page(State(store): State<Arc<dyn Store>>) -> Response {
    const HEADERS: [(&str, &str); 2] = [
        ("content-security-policy", "default-src 'none'; style-src 'self'; img-src data:"),
        ("cache-control", "no-store"),
    ];
    match recent(&*store).await {
        Ok(records) => {
            (HEADERS, Html(TEMPLATE.replace("{{rows}}", &rows(&records)))).into_response()
        }
        Err(error) => {
            (StatusCode::SERVICE_UNAVAILABLE, format!("The ledger cannot be read: {error}\n"))
                .into_response()
        }
    }
}

/// Of both sites, newest first.
async fn recent(store: &dyn Store) -> Result<Vec<Record>, volens_store::StoreError> {
    let mut records = store.recent("apollo", SHOWN).await?;
    records.extend(store.recent("club", SHOWN).await?);
    records.sort_by(|one, other| other.received.cmp(&one.received));
    Ok(records)
}

fn rows(records: &[Record]) -> String {
    if records.is_empty() {
        return "<tr><td colspan=\"7\">Vēl nav neviena ieraksta.</td></tr>".to_owned();
    }
    records.iter().map(row).collect()
}

fn row(record: &Record) -> String {
    let event: Value = serde_json::from_str(&record.body).unwrap_or_default();
    let text = |name: &str| event.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let granted: Vec<&str> = event
        .get("granted")
        .and_then(Value::as_array)
        .map(|ids| ids.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let cells = [
        record.received.clone(),
        record.origin.clone(),
        record.action.clone(),
        text("control"),
        if granted.is_empty() { "nekas".to_owned() } else { granted.join(", ") },
        record.subject.clone().unwrap_or_else(|| "nav".to_owned()),
        record.id.clone(),
    ];
    let cells: String =
        cells.iter().map(|cell| format!("<td><code>{}</code></td>", escape(cell))).collect();
    format!("<tr data-event=\"{}\">{cells}</tr>\n", escape(&record.id))
}

/// Everything here was sent by somebody: it is text, whatever it looks like.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_stays_text() {
        let record = Record {
            site: "apollo".to_owned(),
            id: "\"><script>".to_owned(),
            origin: "http://localhost:1".to_owned(),
            subject: None,
            fingerprint: String::new(),
            action: "<b>".to_owned(),
            at: String::new(),
            received: String::new(),
            body: r#"{"control":"<img src=x>","granted":["a&b"]}"#.to_owned(),
        };
        let html = row(&record);
        assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("<img"));
        assert!(html.contains("a&amp;b"), "{html}");
    }

    #[test]
    fn a_body_that_is_not_json_shows_an_empty_row() {
        let record = Record {
            site: String::new(),
            id: "x".to_owned(),
            origin: String::new(),
            subject: None,
            fingerprint: String::new(),
            action: String::new(),
            at: String::new(),
            received: String::new(),
            body: "not JSON".to_owned(),
        };
        assert!(row(&record).contains("nekas"));
    }
}
