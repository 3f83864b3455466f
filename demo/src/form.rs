//! What the club has received of its form, shown to whoever sent it. Nothing of it is kept.

use crate::ledger::escape;
use crate::pages::Page;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{MethodRouter, post};
use std::sync::Arc;

/// Answers a form with `page`, which has a place for the fields.
pub(crate) fn joined(page: Page) -> MethodRouter {
    async fn answer(State(page): State<Arc<Page>>, body: Bytes) -> Response {
        (page.headers(), Html(page.html.replace("{{sent}}", &fields(&body)))).into_response()
    }
    post(answer).with_state(Arc::new(page))
}

fn fields(body: &[u8]) -> String {
    form_urlencoded::parse(body).map(|(name, value)| row(&name, &value)).collect()
}

fn row(name: &str, value: &str) -> String {
    format!("<div><dt>{}</dt><dd>{}</dd></div>\n", escape(name), said(value))
}

fn said(value: &str) -> String {
    if value.is_empty() { "–".to_owned() } else { escape(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_stays_text() {
        let html = fields(b"name=%3Cb%3E&consent_email_news=&%3Cscript%3E=1");
        assert!(!html.contains("<b>") && !html.contains("<script"), "{html}");
        assert!(html.contains("<dt>consent_email_news</dt><dd>–</dd>"), "{html}");
    }
}
