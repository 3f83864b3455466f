//! `POST /v1/{site}/events` (`docs/formats.md`, *Posting events*).

mod batch;
pub(crate) mod body;
pub(crate) mod origin;
mod reply;

use crate::app::{Hosted, Ledger};
use crate::metrics::Metrics;
use crate::problem::Problem;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use batch::Sender;
use jiff::Timestamp;
use reply::{EventReply, Reply};
use std::time::Duration;
use tokio::time::timeout;
use volens_model::event::Event;
use volens_store::Record;

/// How long a request waits for its commit.
const COMMIT: Duration = Duration::from_secs(15);

/// Takes events. They are on disk when the answer says `stored`.
pub(crate) async fn post(
    State(ledger): State<Ledger>,
    State(metrics): State<Metrics>,
    hosted: Hosted,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let origin = match origin::check(&headers, &hosted.origins) {
        Ok(origin) => origin,
        Err(problem) => return refuse(&hosted, problem).into_response(),
    };
    let response = match take(&ledger, &hosted, origin, &headers, body).await {
        Ok(reply) => {
            reply.events.iter().for_each(|event| metrics.event(event.status.as_str()));
            reply.into_response()
        }
        Err(problem) => refuse(&hosted, problem).into_response(),
    };
    origin::share(response, origin)
}

/// Answers a browser that asks whether a page may post.
pub(crate) async fn preflight(hosted: Hosted, headers: HeaderMap) -> Response {
    match origin::check(&headers, &hosted.origins) {
        Ok(origin) => origin::preflight(origin, "POST", "content-type, volens-key"),
        Err(problem) => refuse(&hosted, problem).into_response(),
    }
}

async fn take(
    ledger: &Ledger,
    hosted: &Hosted,
    origin: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<Reply, Problem> {
    let body = body::read(headers, body).await?;
    let mut keys = headers.get_all("volens-key").iter();
    let key = match (keys.next(), keys.next()) {
        (Some(key), None) => key.to_str().ok(),
        _ => None,
    };
    let sender = Sender { site: &hosted.id, origin, key };
    let events = batch::read(&body, sender, &hosted.terms)?;

    let received = format!("{:.3}", Timestamp::now());
    let sound = events.iter().flatten();
    let records: Vec<Record> = sound
        .map(|event| record(event, sender.site, sender.origin, &received))
        .collect::<Result<_, _>>()?;
    let outcomes = match records.is_empty() {
        true => Vec::new(),
        false => timeout(COMMIT, ledger.writer.append(records))
            .await
            .ok()
            .and_then(Result::ok)
            .ok_or_else(Problem::unavailable)?,
    };
    let mut outcomes = outcomes.into_iter();
    let replies = events.into_iter().map(|event| match event {
        Ok(event) => {
            let outcome = outcomes.next().ok_or_else(Problem::unavailable)?;
            Ok(EventReply { id: Some(event.id), status: outcome.into() })
        }
        Err(refused) => {
            if let reply::Status::Refused { problem } = &refused.status {
                refuse(hosted, problem.clone());
            }
            Ok(refused)
        }
    });
    Ok(Reply { events: replies.collect::<Result<_, Problem>>()? })
}

/// An event as the store keeps it.
pub(crate) fn record(
    event: &Event,
    site: &str,
    origin: &str,
    received: &str,
) -> Result<Record, Problem> {
    let body = serde_json_canonicalizer::to_string(event).map_err(|cause| {
        tracing::error!(%cause, "an event has no canonical form");
        Problem::unavailable()
    })?;
    Ok(Record {
        site: site.to_owned(),
        id: event.id.clone(),
        origin: origin.to_owned(),
        subject: event.subject.clone(),
        fingerprint: event.fingerprint.clone(),
        action: event.action.as_str().to_owned(),
        at: event.at.clone(),
        received: received.to_owned(),
        body,
    })
}

/// Notes a refusal: which site and why, never who.
fn refuse(hosted: &Hosted, problem: Problem) -> Problem {
    tracing::info!(site = hosted.id, code = problem.code(), "refused");
    problem
}
