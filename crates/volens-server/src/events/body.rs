//! Reads a request's body within bounds of size and time.

use crate::problem::Problem;
use axum::body::{Body, HttpBody};
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt;
use std::time::Duration;
use tokio::time::timeout;

/// The most a body may hold.
const LIMIT: usize = 64 * 1024;

/// A body over the limit is still read up to here and thrown away: answering while the client is
/// sending would reset the connection, and it would never see the answer.
const DRAIN: u64 = 8 * 1024 * 1024;

/// How long a body may take.
const DEADLINE: Duration = Duration::from_secs(10);

/// The bytes of a form without files.
pub(crate) async fn read_form(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Problem> {
    let bytes = in_time(body).await?;
    match is(headers, "application/x-www-form-urlencoded") {
        true => Ok(bytes),
        false => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not-form-type",
            "Unsupported media type",
            "A form is sent with `Content-Type: application/x-www-form-urlencoded`.",
        )),
    }
}

async fn in_time(body: Body) -> Result<Vec<u8>, Problem> {
    timeout(DEADLINE, collect(body)).await.map_err(|_| {
        let detail = "The body took longer than 10 seconds to arrive; send it again.";
        Problem::new(StatusCode::REQUEST_TIMEOUT, "slow-body", "Slow body", detail)
    })?
}

/// The bytes of a JSON body.
pub(crate) async fn read(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Problem> {
    let bytes = in_time(body).await?;
    match is(headers, "application/json") {
        true => Ok(bytes),
        false => Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not-json-type",
            "Unsupported media type",
            "Events are sent with `Content-Type: application/json`.",
        )),
    }
}

async fn collect(mut body: Body) -> Result<Vec<u8>, Problem> {
    if body.size_hint().lower() > DRAIN {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| {
            let detail = "The body broke off; send it again.";
            Problem::new(StatusCode::BAD_REQUEST, "broken-body", "Broken body", detail)
        })?;
        let Ok(data) = frame.into_data() else { continue };
        length += data.len();
        if length as u64 > DRAIN {
            return Err(too_large());
        }
        if length <= LIMIT {
            bytes.extend_from_slice(&data);
        }
    }
    if length <= LIMIT { Ok(bytes) } else { Err(too_large()) }
}

fn too_large() -> Problem {
    let detail = "A request may hold 64 KiB; send fewer events at once.";
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Too large", detail)
}

fn is(headers: &HeaderMap, media: &str) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    essence.trim().eq_ignore_ascii_case(media)
}
