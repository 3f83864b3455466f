//! What became of each event of a request.

use crate::problem::Problem;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use volens_store::Outcome;

/// The events of a request, in its order.
#[derive(Debug, Serialize)]
pub(super) struct Reply {
    pub(super) events: Vec<EventReply>,
}

#[derive(Debug, Serialize)]
pub(super) struct EventReply {
    /// `None` where the event did not say which it is.
    pub(super) id: Option<String>,
    #[serde(flatten)]
    pub(super) status: Status,
}

#[derive(Debug, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub(super) enum Status {
    Stored,
    Duplicate,
    Refused { problem: Problem },
}

impl Status {
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::Duplicate => "duplicate",
            Self::Refused { .. } => "refused",
        }
    }
}

impl From<Outcome> for Status {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Stored => Self::Stored,
            Outcome::Duplicate => Self::Duplicate,
            Outcome::Conflict => Self::Refused {
                problem: Problem::new(
                    StatusCode::CONFLICT,
                    "id-reused",
                    "Id used before",
                    "`id` stands for another event already, which stays; a new decision needs a new \
                     UUIDv7.",
                ),
            },
        }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let first_problem = self.events.iter().find_map(|event| match &event.status {
            Status::Refused { problem } => Some(problem.status()),
            _ => None,
        });
        let kept = |event: &EventReply| !matches!(event.status, Status::Refused { .. });
        let status =
            first_problem.filter(|_| !self.events.iter().any(kept)).unwrap_or(StatusCode::OK);
        // Strings and numbers always serialise.
        let body = serde_json::to_string(&self).unwrap_or_default();
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        (status, headers, body).into_response()
    }
}
