//! What a request's body holds: up to 50 events, each read on its own so that one bad event does
//! not cost the others.

use super::reply::{EventReply, Status};
use crate::problem::Problem;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::value::RawValue;
use volens_model::event::{Event, EventProblem, EventTerms};
use volens_model::subject::{is_key, subject};

/// The most events in a request.
const EVENTS: usize = 50;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch<'a> {
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
}

/// The same where every event has the form of one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Events {
    events: Vec<Event>,
}

/// Whom the events must be from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sender<'a> {
    pub(super) site: &'a str,
    pub(super) origin: &'a str,
    /// The `Volens-Key` header, if there is exactly one.
    pub(super) key: Option<&'a str>,
}

/// Each of the body's events in order: sound, or with the reply that refuses it.
pub(super) fn read(
    body: &[u8],
    sender: Sender<'_>,
    terms: &EventTerms,
) -> Result<Vec<Result<Event, EventReply>>, Problem> {
    let bad =
        |code, title, detail: String| Problem::new(StatusCode::BAD_REQUEST, code, title, detail);
    // Mostly all is well. What the events are one by one is looked at where not all of them can be read.
    if let Ok(Events { events }) = serde_json::from_slice(body)
        && is_count(events.len())
    {
        return Ok(events.into_iter().map(|event| check(event, sender, terms)).collect());
    }
    let batch: Batch<'_> = serde_json::from_slice(body).map_err(|cause| {
        let detail = format!("The body must be `{{\"events\":[…]}}` in JSON: {}.", short(&cause));
        bad("not-json", "Not a list of events", detail)
    })?;
    if !is_count(batch.events.len()) {
        let detail = format!("A request holds 1 to {EVENTS} events, not {}.", batch.events.len());
        return Err(bad("wrong-count", "Wrong number of events", detail));
    }
    let events = batch.events.into_iter();
    Ok(events.map(|raw| check(event(raw)?, sender, terms)).collect())
}

fn is_count(events: usize) -> bool {
    (1..=EVENTS).contains(&events)
}

/// An event that has the form of one.
fn event(raw: &RawValue) -> Result<Event, EventReply> {
    // Keeping track of where a parser is costs time, so that only what is refused is read so.
    let event = serde_json::from_str(raw.get()).or_else(|_| located(raw));
    event.map_err(|problem| {
        #[derive(Deserialize)]
        struct Named {
            id: String,
        }
        // An event that is not sound may still say which it is.
        let id = serde_json::from_str(raw.get()).ok().map(|Named { id }| id);
        refuse(id, problem)
    })
}

/// Whether what an event says is so, and who sends it may.
fn check(event: Event, sender: Sender<'_>, terms: &EventTerms) -> Result<Event, EventReply> {
    let problem = match (event.validate(terms), &event.subject) {
        (Err(problem), _) => unprocessable(problem),
        (Ok(()), Some(claimed)) if !proves(sender, claimed) => Problem::new(
            StatusCode::FORBIDDEN,
            "wrong-key",
            "Wrong key",
            "`subject` must be the hash of the key in the `Volens-Key` header, for this site and \
             this origin; send one header, and one key's events a request.",
        ),
        (Ok(()), _) => return Ok(event),
    };
    Err(refuse(Some(event.id), problem))
}

/// Reads an event to tell the field that is not sound.
fn located(raw: &RawValue) -> Result<Event, Problem> {
    let mut json = serde_json::Deserializer::from_str(raw.get());
    serde_path_to_error::deserialize(&mut json).map_err(|cause| {
        let (field, cause) = (cause.path().to_string(), short(cause.inner()));
        let detail = format!("`{field}` is not as `docs/formats.md` says: {cause}.");
        unprocessable(EventProblem { code: "wrong-form", title: "Wrong form", detail })
    })
}

fn proves(sender: Sender<'_>, claimed: &str) -> bool {
    let key = sender.key.filter(|key| is_key(key));
    key.is_some_and(|key| subject(sender.site, sender.origin, key) == claimed)
}

fn unprocessable(problem: EventProblem) -> Problem {
    let EventProblem { code, title, detail } = problem;
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, title, detail)
}

fn refuse(id: Option<String>, problem: Problem) -> EventReply {
    EventReply { id: id.filter(|id| id.len() <= 36), status: Status::Refused { problem } }
}

/// A parser's message, which may quote the body.
fn short(cause: &serde_json::Error) -> String {
    cause.to_string().chars().take(200).collect()
}
