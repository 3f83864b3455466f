//! `POST /{site}/choices`: decides without script. The ledger is here the cookie's author, as the gate
//! is elsewhere: so only for a page of its own, on an origin of the site's.

use super::decide::{Choice, event};
use crate::app::{App, Hosted};
use crate::cookie::{self, CookieTerms};
use crate::events::{body, origin, record};
use crate::problem::Problem;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use std::time::Duration;
use tokio::time::timeout;
use volens_model::decision::{self, Decision};
use volens_model::event::Event;

/// How long the choice waits for its commit.
const COMMIT: Duration = Duration::from_secs(15);

pub(crate) async fn post(
    State(app): State<App>,
    hosted: Hosted,
    headers: HeaderMap,
    body: Body,
) -> Response {
    decided(&app, &hosted, &headers, body).await.unwrap_or_else(|problem| {
        tracing::info!(site = hosted.id, code = problem.code(), "refused");
        problem.into_response()
    })
}

async fn decided(
    app: &App,
    hosted: &Hosted,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (origin, terms) = sender(hosted, headers)?;
    let choice = Choice::read(&body::read_form(headers, body).await?);
    let now = Timestamp::now();
    let seconds = u64::try_from(now.as_second()).unwrap_or_default();
    let name = format!("volens_{}", hosted.id);
    let before = decision::decide(cookie::sent(headers, &name), &terms.terms, seconds);
    // The count goes on from whatever the browser holds, even if it no longer stands.
    let last =
        cookie::sent(headers, &name).filter_map(Decision::parse).map(|one| one.counter).max();
    let counter = last.unwrap_or_default().saturating_add(1).min(999_999);
    let categories = &terms.terms.categories;
    let decision = choice.decision(before.as_ref(), counter, seconds, categories, &hosted.form);

    let languages = &hosted.languages;
    let language = languages.iter().find(|known| **known == choice.language);
    let language = language.unwrap_or(&hosted.default_language);
    let is = |name: &str, value: &str| headers.get(name).is_some_and(|sent| sent == value);
    // Fetch Metadata says `?1` where a person's act made the request.
    let signs = (is("sec-fetch-user", "?1"), is("sec-gpc", "1"));
    let at = format!("{:.0}", now);
    let event = event(&decision, uuid(now)?, at, language, categories, &hosted.form, signs);
    let kept = keep(app, hosted, origin, event).await;
    // Refusing always works; what cannot be proved is not granted (L23, GDPR 7(1)).
    if !decision.granted.is_empty() {
        kept?;
    }
    let left = decision.seconds_left(&terms.terms, seconds);
    let cookie =
        cookie::header(hosted, &decision.format(), (terms.domain.as_deref(), origin), left)?;
    let location = format!("/{}/choices?lang={language}", hosted.id);
    let location = HeaderValue::from_str(&location).map_err(|_| Problem::unavailable())?;
    let told = [
        (header::SET_COOKIE, cookie),
        (header::LOCATION, location),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((StatusCode::SEE_OTHER, told).into_response())
}

/// The origin that the form is on, which must be that of the request's own address, exactly.
fn sender<'a>(
    hosted: &'a Hosted,
    headers: &HeaderMap,
) -> Result<(&'a str, &'a CookieTerms), Problem> {
    let origin = origin::check(headers, &hosted.origins)?;
    let refused =
        |code, detail| Problem::new(StatusCode::FORBIDDEN, code, "Not this page's form", detail);
    if origin::own(headers, &hosted.origins) != Some(origin) {
        let detail =
            "A choice without script is made on the ledger's own page, on an origin of the site's.";
        return Err(refused("not-own-form", detail));
    }
    let cookie = hosted.cookie.as_ref().ok_or_else(|| {
        let detail = "This site's cookie is set by the page alone; `[cookie] server = true` in site.toml \
                      offers the form.";
        refused("no-cookie", detail)
    })?;
    Ok((origin, cookie))
}

async fn keep(app: &App, hosted: &Hosted, origin: &str, event: Event) -> Result<(), Problem> {
    let received = format!("{:.3}", Timestamp::now());
    let record = record(event, &hosted.id, origin, &received)?;
    let appended = timeout(COMMIT, app.ledger.writer.append(vec![record])).await;
    appended.ok().and_then(Result::ok).ok_or_else(Problem::unavailable)?;
    app.metrics.event("stored");
    Ok(())
}

/// A `UUIDv7` (RFC 9562, section 5.7).
fn uuid(now: Timestamp) -> Result<String, Problem> {
    let mut random = [0; 10];
    getrandom::fill(&mut random).map_err(|_| Problem::unavailable())?;
    let [a, b, c, d, rest @ ..] = random;
    let tail = rest.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let milliseconds = now.as_millisecond();
    let time = format!("{milliseconds:012x}");
    let (high, low) = time.split_at(8);
    let (version, variant) = (
        0x7000 | (u16::from_be_bytes([a, b]) & 0x0fff),
        0x8000 | (u16::from_be_bytes([c, d]) & 0x3fff),
    );
    Ok(format!("{high}-{low}-{version:04x}-{variant:04x}-{tail}"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_are_of_version_seven() {
        let id = super::uuid("2026-11-22T15:03:22Z".parse().unwrap()).unwrap();
        assert_eq!(id.len(), 36, "{id}");
        assert!(id.starts_with("01a203c8-8290-7"), "{id}");
        assert_eq!(id.get(14..15), Some("7"), "{id}");
        assert!(matches!(id.get(19..20), Some("8" | "9" | "a" | "b")), "{id}");
    }
}
