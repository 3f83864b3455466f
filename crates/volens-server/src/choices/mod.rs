//! `/{site}/choices`, the visitor's own page (`docs/choices.md`). Where the ledger's address is one of
//! the site's origins it is also a form that decides without script.

mod decide;
mod post;
mod shown;

pub(crate) use post::post;
pub(crate) use shown::get as shown;

use crate::app::Hosted;
use crate::cookie;
use crate::events::origin;
use crate::negotiation;
use crate::pages::Asked;
use crate::problem::Problem;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use volens_model::decision;

/// What an event that the form decides says besides the decision.
#[derive(Clone, Debug)]
pub(crate) struct FormTerms {
    /// In full.
    pub(crate) fingerprint: String,
    pub(crate) notice: String,
    /// Activities with the category that objecting closes.
    pub(crate) objections: std::collections::BTreeMap<String, String>,
}

pub(crate) async fn get(
    hosted: Hosted,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let asked = query.ok().and_then(|Query(asked)| asked.lang);
    let (languages, default) = (&hosted.languages, &hosted.default_language);
    let language = negotiation::language(asked.as_deref(), &headers, languages, default);
    let own = origin::own(&headers, &hosted.origins).is_some();
    let form = if own { ".own" } else { "" };
    let path = format!("/{}/choices.{language}{form}.html", hosted.id);
    let Some(resource) = hosted.resources.get(&path) else {
        return Problem::not_found().into_response();
    };
    let mut response = match own {
        false => resource.answer(&headers).await,
        true => {
            let page = String::from_utf8_lossy(resource.plain());
            let page = ticked(&page, &hosted, &headers);
            let mut response = page.into_response();
            for (name, value) in resource.headers() {
                response.headers_mut().insert(name, HeaderValue::from_static(value));
            }
            response
        }
    };
    let headers = response.headers_mut();
    let fixed = HeaderValue::from_static;
    headers.insert(header::VARY, fixed("accept-encoding, accept-language, cookie, host"));
    if own {
        // What the visitor's cookie grants is ticked in it.
        headers.insert(header::CACHE_CONTROL, fixed("no-store"));
    }
    // Without credentials there is nothing personal in it, and `<volens-choices>` reads it from other pages.
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, fixed("*"));
    if let Ok(language) = HeaderValue::from_str(language) {
        headers.insert(header::CONTENT_LANGUAGE, language);
    }
    response
}

/// The form with what the visitor's cookie grants ticked.
fn ticked(page: &str, hosted: &Hosted, headers: &HeaderMap) -> String {
    let Some(cookie) = &hosted.cookie else { return page.to_owned() };
    let now = u64::try_from(Timestamp::now().as_second()).unwrap_or_default();
    let name = format!("volens_{}", hosted.id);
    let decided = decision::decide(cookie::sent(headers, &name), &cookie.terms, now);
    // Ids hold nothing that HTML would write otherwise.
    decided.into_iter().flat_map(|decided| decided.granted).fold(page.to_owned(), |page, id| {
        page.replace(
            &format!("name=\"grant\" value=\"{id}\""),
            &format!("name=\"grant\" value=\"{id}\" checked"),
        )
    })
}
