//! `/{site}/choices`, the visitor's own page (`docs/choices.md`). Where the ledger's address is one of
//! the site's origins it is also a form that decides without script.

mod decide;
mod post;
mod shown;

pub(crate) use post::post;
pub(crate) use shown::get as shown;

use crate::app::Hosted;
use crate::cookie;
use crate::negotiation;
use crate::pages::Asked;
use crate::problem::Problem;
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use volens_model::decision;

/// The page where the visitor's decision is: its gate posts, and its form too. No frame around it: a
/// click must be meant for it.
const OWN: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                   connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

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
    let own = own_origin(&hosted, &headers).is_some();
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
            ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
        }
    };
    let headers = response.headers_mut();
    let fixed = HeaderValue::from_static;
    headers.insert(header::VARY, fixed("accept-encoding, accept-language, cookie, host"));
    if own {
        headers.insert(header::CACHE_CONTROL, fixed("no-store"));
        headers.insert(header::CONTENT_SECURITY_POLICY, fixed(OWN));
        // With `no-referrer` a form's `Origin` would be `null` (Fetch, *append a request Origin header*).
        headers.insert(header::REFERRER_POLICY, fixed("same-origin"));
    }
    // Without credentials there is nothing personal in it, and `<volens-choices>` reads it from other pages.
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, fixed("*"));
    if let Ok(language) = HeaderValue::from_str(language) {
        headers.insert(header::CONTENT_LANGUAGE, language);
    }
    response
}

/// The site's origin that this request was made to, if its address is one.
pub(crate) fn own_origin<'a>(hosted: &'a Hosted, headers: &HeaderMap) -> Option<&'a str> {
    let host = headers.get(header::HOST)?.as_bytes();
    let is_own = |origin: &&String| {
        origin.split_once("://").is_some_and(|(_, rest)| rest.as_bytes() == host)
    };
    hosted.origins.iter().find(is_own).map(String::as_str)
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
