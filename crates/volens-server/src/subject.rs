//! `GET|DELETE /v1/{site}/subject`: a person's own events, read and erased by the key that only
//! their browser holds (`docs/formats.md`, *The person's own events*). Which events are theirs
//! follows from the key, so there is nothing to ask for that is someone else's.

use crate::app::{Hosted, Ledger};
use crate::events::origin;
use crate::problem::Problem;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::time::Duration;
use tokio::time::timeout;
use volens_model::event::{Control, Event};
use volens_model::subject::{is_key, subject};
use volens_store::{Erasure, Record, STEP, Salted, Selection, Store, StoreError};

/// How long the store may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Events in one answer. A person has a handful; whoever posts thousands under a key of theirs reads
/// them page by page.
const PAGE: u32 = 100;

/// Where a page begins.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// The id of the last event of the page before.
    after: Option<String>,
}

/// A person's events, oldest first.
#[derive(Serialize)]
struct History<'a> {
    subject: &'a str,
    events: Vec<Kept<'a>>,
    /// Where the next page is.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

#[derive(Serialize)]
struct Kept<'a> {
    event: &'a RawValue,
    origin: &'a str,
    received: &'a str,
    receipt: String,
}

#[derive(Serialize)]
struct Erased {
    erased: usize,
}

pub(crate) async fn get(
    State(ledger): State<Ledger>,
    hosted: Hosted,
    query: Result<Query<Asked>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let after = query.ok().and_then(|Query(asked)| asked.after);
    match origin::read(&headers, &hosted.origins) {
        Ok(origin) => {
            let history = history(&ledger, &hosted, origin, &headers, after.as_deref());
            respond(&hosted, origin, history.await)
        }
        Err(problem) => refuse(&hosted, problem),
    }
}

pub(crate) async fn delete(
    State(ledger): State<Ledger>,
    hosted: Hosted,
    headers: HeaderMap,
) -> Response {
    match origin::check(&headers, &hosted.origins) {
        Ok(origin) => respond(&hosted, origin, erase(&ledger, &hosted, origin, &headers).await),
        Err(problem) => refuse(&hosted, problem),
    }
}

pub(crate) async fn preflight(hosted: Hosted, headers: HeaderMap) -> Response {
    match origin::check(&headers, &hosted.origins) {
        Ok(origin) => origin::preflight(origin, "GET, DELETE", "volens-key"),
        Err(problem) => refuse(&hosted, problem),
    }
}

async fn history(
    ledger: &Ledger,
    hosted: &Hosted,
    origin: &str,
    headers: &HeaderMap,
    after: Option<&str>,
) -> Result<Response, Problem> {
    let subject = proven(&hosted.id, origin, headers)?;
    let page = ledger.store.of_subject(&hosted.id, &subject, after, PAGE + 1);
    let mut records = patient(page).await?;
    let has_more = records.len() > PAGE as usize;
    records.truncate(PAGE as usize);
    let last = records.last().filter(|_| has_more);
    let next = last.map(|last| format!("/v1/{}/subject?after={}", hosted.id, last.value.id));
    let events = records.iter().map(|Salted { value: record, .. }| {
        let event = serde_json::from_str(&record.body).map_err(|cause| {
            tracing::error!(%cause, "a kept event is unreadable");
            Problem::unavailable()
        })?;
        let receipt = format!("/v1/{}/receipts/{}", hosted.id, record.id);
        Ok(Kept { event, origin: &record.origin, received: &record.received, receipt })
    });
    let events = events.collect::<Result<_, Problem>>()?;
    Ok(json(&History { subject: &subject, events, next }))
}

/// Erases what no longer grants. A withdrawal is the visitor's own event, made where their cookie
/// is: a ledger that made it up would hold one thing and the device another.
async fn erase(
    ledger: &Ledger,
    hosted: &Hosted,
    origin: &str,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let subject = proven(&hosted.id, origin, headers)?;
    let store = ledger.store.as_ref();
    if patient(still_grants(store, &hosted.id, &subject)).await? {
        let detail = "The last event still grants something: send its withdrawal first, then ask \
                      again. Erasing without it would leave the device deciding as before.";
        let title = "Not withdrawn";
        return Err(Problem::new(StatusCode::CONFLICT, "still-granted", title, detail));
    }
    let time = format!("{:.3}", Timestamp::now());
    let erasure = Erasure { reason: "erased", time: &time };
    match timeout(PATIENCE, erase_all(store, &hosted.id, &subject, erasure)).await {
        Ok(Ok(erased)) => Ok(json(&Erased { erased })),
        Ok(Err(StoreError::Held { reason, .. })) => {
            let detail = format!(
                "These events are kept under a legal hold (GDPR Article 17(3)): {reason}. Ask the \
                 controller; erasing works again when the hold ends."
            );
            Err(Problem::new(StatusCode::CONFLICT, "legal-hold", "Legal hold", detail))
        }
        Ok(Err(cause)) => {
            tracing::error!(%cause, "erasing failed");
            Err(Problem::unavailable())
        }
        Err(_) => Err(Problem::unavailable()),
    }
}

/// Erases step by step, for as long as somebody waits; what is left then goes when it is asked again.
async fn erase_all(
    store: &dyn Store,
    site: &str,
    subject: &str,
    erasure: Erasure<'_>,
) -> Result<usize, StoreError> {
    let mut erased = 0;
    loop {
        match store.erase(site, Selection::Subject(subject), erasure).await?.len() {
            0 => return Ok(erased),
            step => erased += step,
        }
    }
}

/// Whether the newest decision, by the device's own count, leaves anything granted; boxes of forms
/// decide about contact purposes alone, all else about services alone. What cannot be read might.
async fn still_grants(store: &dyn Store, site: &str, subject: &str) -> Result<bool, StoreError> {
    let mut newest: [Option<Event>; 2] = [None, None];
    let mut after = None;
    loop {
        let page = store.of_subject(site, subject, after.as_deref(), STEP).await?;
        for Salted { value: Record { body, .. }, .. } in &page {
            let event: Event = serde_json::from_str(body)?;
            let [others, boxes] = &mut newest;
            let newest = if event.control == Control::Box { boxes } else { others };
            let age = |event: &Event| (event.counter, event.at.clone());
            if newest.as_ref().is_none_or(|newest| age(newest) <= age(&event)) {
                *newest = Some(event);
            }
        }
        match page.last() {
            Some(last) if page.len() == STEP as usize => after = Some(last.value.id.clone()),
            _ => break,
        }
    }
    Ok(newest.iter().flatten().any(|event| !event.granted.is_empty()))
}

/// The subject that the one key of this request hashes to.
fn proven(site: &str, origin: &str, headers: &HeaderMap) -> Result<String, Problem> {
    let mut keys = headers.get_all("volens-key").iter();
    let key = match (keys.next(), keys.next()) {
        (Some(key), None) => key.to_str().ok().filter(|key| is_key(key)),
        _ => None,
    };
    key.map(|key| subject(site, origin, key)).ok_or_else(|| {
        let detail = "Send the key that the browser keeps for this site and origin, once, in the \
                      header `Volens-Key`: 43 characters of base64url.";
        Problem::new(StatusCode::FORBIDDEN, "no-key", "No key", detail)
    })
}

async fn patient<T>(asked: impl Future<Output = Result<T, StoreError>>) -> Result<T, Problem> {
    match timeout(PATIENCE, asked).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(cause)) => {
            tracing::error!(%cause, "the store does not answer");
            Err(Problem::unavailable())
        }
        Err(_) => Err(Problem::unavailable()),
    }
}

fn respond(hosted: &Hosted, origin: &str, answer: Result<Response, Problem>) -> Response {
    origin::share(answer.unwrap_or_else(|problem| refuse(hosted, problem)), origin)
}

/// Notes a refusal: which site and why, never who.
fn refuse(hosted: &Hosted, problem: Problem) -> Response {
    tracing::info!(site = hosted.id, code = problem.code(), "refused");
    problem.into_response()
}

fn json(value: &impl Serialize) -> Response {
    // Strings and numbers always serialise.
    let body = serde_json::to_string(value).unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, body).into_response()
}
