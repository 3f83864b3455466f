//! `PUT /v1/{site}/cookie`: sends the decision cookie back as a first-party `Set-Cookie`, because
//! browsers shorten the life of what scripts write (`docs/formats.md`, *The cookie from the ledger*).
//! The gate stays its author: only what it could have written itself is sent back, for as long as it
//! has left, and never over a newer one.

mod same_site;

use crate::app::Hosted;
use crate::events::{body, origin};
use crate::problem::Problem;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Deserialize;
use volens_model::decision::{Decision, Terms};

/// What a site's decision cookie is held against, and the domain it is shared in.
#[derive(Clone, Debug)]
pub(crate) struct CookieTerms {
    pub(crate) terms: Terms,
    pub(crate) domain: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    value: String,
}

pub(crate) async fn put(hosted: Hosted, headers: HeaderMap, body: Body) -> Response {
    let (origin, cookie) = match sender(&hosted, &headers) {
        Ok(sender) => sender,
        Err(problem) => return refuse(&hosted, problem),
    };
    let response = match renew(&hosted, cookie, origin, &headers, body).await {
        Ok(cookie) => (StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response(),
        Err(problem) => refuse(&hosted, problem),
    };
    share(response, origin)
}

pub(crate) async fn preflight(hosted: Hosted, headers: HeaderMap) -> Response {
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "PUT"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (header::ACCESS_CONTROL_MAX_AGE, "7200"),
    ];
    match sender(&hosted, &headers) {
        Ok((origin, _)) => share((StatusCode::NO_CONTENT, allowed).into_response(), origin),
        Err(problem) => refuse(&hosted, problem),
    }
}

/// The page's origin, if it is one of the site's and the site wants this at all.
fn sender<'a>(
    hosted: &'a Hosted,
    headers: &HeaderMap,
) -> Result<(&'a str, &'a CookieTerms), Problem> {
    let Some(cookie) = &hosted.cookie else {
        let detail = "This site's cookie is set by the page alone; `[cookie] server = true` in \
                      site.toml changes that.";
        return Err(Problem::new(StatusCode::NOT_FOUND, "no-cookie", "Not offered", detail));
    };
    Ok((origin::check(headers, &hosted.origins)?, cookie))
}

async fn renew(
    hosted: &Hosted,
    CookieTerms { terms, domain }: &CookieTerms,
    origin: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<HeaderValue, Problem> {
    same_site::check(headers)?;
    let body = body::read(headers, body).await?;
    let wrong = |status, code, title, detail: &str| Err(Problem::new(status, code, title, detail));
    let Ok(Request { value }) = serde_json::from_slice(&body) else {
        let detail = "The body must be `{\"value\":\"1.…\"}` in JSON, and nothing else.";
        return wrong(StatusCode::BAD_REQUEST, "not-json", "Not a cookie's value", detail);
    };
    let now = u64::try_from(Timestamp::now().as_second()).unwrap_or_default();
    let sound = |value: &str| Decision::parse(value).filter(|one| one.is_valid(terms, now));
    let Some(decision) = sound(&value) else {
        let detail = "`value` is no decision that stands under the site's policy: see *Decision \
                      cookie* in docs/formats.md.";
        return wrong(StatusCode::UNPROCESSABLE_ENTITY, "no-decision", "No decision", detail);
    };
    let name = format!("volens_{}", hosted.id);
    let age = |one: &Decision| (one.at, one.counter);
    if sent(headers, &name).filter_map(sound).any(|one| age(&one) > age(&decision)) {
        let detail = "The browser holds a newer decision than `value`; that one stays.";
        return wrong(StatusCode::CONFLICT, "older-decision", "Older decision", detail);
    }
    header(hosted, &value, (domain.as_deref(), origin), decision.seconds_left(terms, now))
}

/// The decision's `Set-Cookie` at an origin of the site's.
pub(crate) fn header(
    hosted: &Hosted,
    value: &str,
    (domain, origin): (Option<&str>, &str),
    left: u64,
) -> Result<HeaderValue, Problem> {
    let name = format!("volens_{}", hosted.id);
    let domain = domain.filter(|domain| is_under(origin, domain));
    let domain = domain.map_or_else(String::new, |domain| format!("; Domain={domain}"));
    let secure = if origin.starts_with("https:") { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/{domain}; SameSite=Lax; Max-Age={left}{secure}");
    // A decision's form and a checked domain are ASCII, so this cannot fail.
    HeaderValue::from_str(&text).map_err(|_| Problem::unavailable())
}

/// The values of this name that the browser sent along.
pub(crate) fn sent<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    let lists = headers.get_all(header::COOKIE).iter().filter_map(|list| list.to_str().ok());
    lists
        .flat_map(|list| list.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(move |(sent, _)| *sent == name)
        .map(|(_, value)| value)
}

/// Whether an origin's host is the domain or below it.
fn is_under(origin: &str, domain: &str) -> bool {
    let host = origin.split('/').nth(2).and_then(|host| host.split(':').next());
    host.is_some_and(|host| {
        host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// Lets a page of this origin, and of no other, send its cookies and read the answer.
fn share(response: Response, origin: &str) -> Response {
    let mut response = origin::share(response, origin);
    let headers = response.headers_mut();
    let credentials = HeaderValue::from_static("true");
    headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, credentials);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn refuse(hosted: &Hosted, problem: Problem) -> Response {
    tracing::info!(site = hosted.id, code = problem.code(), "refused");
    problem.into_response()
}
