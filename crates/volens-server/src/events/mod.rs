//! `POST /v1/{site}/events` (`docs/formats.md`, *Posting events*).

mod batch;
pub(crate) mod body;
mod canonical;
pub(crate) mod origin;
mod reply;

use crate::app::{App, Hosted, Ledger};
use crate::problem::Problem;
use crate::versions;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use batch::Sender;
use canonical::canonical;
use jiff::Timestamp;
use reply::{EventReply, Reply};
use std::time::Duration;
use tokio::time::timeout;
use volens_model::event::Event;
use volens_store::Record;

/// How long a request waits for its commit.
const COMMIT: Duration = Duration::from_secs(15);

/// Takes events. They are on disk when the answer says `stored`.
pub(crate) async fn post(State(app): State<App>, hosted: Hosted, request: Request) -> Response {
    // Not by their own extractor, which would copy every header.
    let (Parts { headers, .. }, body) = request.into_parts();
    let origin = match origin::check(&headers, &hosted.origins) {
        Ok(origin) => origin,
        Err(problem) => return refuse(&hosted, problem).into_response(),
    };
    let response = match take(&app.ledger, &hosted, origin, &headers, body).await {
        Ok(reply) => {
            reply.events.iter().for_each(|event| app.metrics.event(event.status.as_str()));
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
    // A page of a later version, which another ledger serves already: a moment later it is known here.
    let is_unknown = |event: &Result<Event, EventReply>| match event {
        Err(EventReply { status: reply::Status::Refused { problem }, .. }) => {
            problem.code().starts_with("unknown-")
        }
        _ => false,
    };
    if events.iter().any(is_unknown)
        && versions::is_behind(ledger.store.as_ref(), &hosted.id, hosted.version.number).await
    {
        return Err(Problem::unavailable());
    }

    let received = format!("{:.3}", Timestamp::now());
    let mut records = Vec::with_capacity(events.len());
    let mut replies = Vec::with_capacity(events.len());
    for event in events {
        replies.push(match event {
            Ok(event) => {
                let id = event.id.clone();
                records.push(record(event, sender.site, sender.origin, &received)?);
                Ok(id)
            }
            Err(refused) => Err(refused),
        });
    }
    let outcomes = match records.is_empty() {
        true => Vec::new(),
        false => timeout(COMMIT, ledger.writer.append(records))
            .await
            .ok()
            .and_then(Result::ok)
            .ok_or_else(Problem::unavailable)?,
    };
    let mut outcomes = outcomes.into_iter();
    let replies = replies.into_iter().map(|reply| match reply {
        Ok(id) => {
            let outcome = outcomes.next().ok_or_else(Problem::unavailable)?;
            Ok(EventReply { id: Some(id), status: outcome.into() })
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
    event: Event,
    site: &str,
    origin: &str,
    received: &str,
) -> Result<Record, Problem> {
    let body = canonical(&event).map_err(|cause| {
        tracing::error!(%cause, "an event has no canonical form");
        Problem::unavailable()
    })?;
    Ok(Record {
        site: site.to_owned(),
        id: event.id,
        origin: origin.to_owned(),
        subject: event.subject,
        fingerprint: event.fingerprint,
        action: event.action.as_str().to_owned(),
        at: event.at,
        received: received.to_owned(),
        body,
    })
}

/// Notes a refusal: which site and why, never who.
fn refuse(hosted: &Hosted, problem: Problem) -> Problem {
    tracing::info!(site = hosted.id, code = problem.code(), "refused");
    problem
}
