//! What a draft answers: everything that can be read, for nobody's index; nothing that is sent. A consent
//! is never to what was not published.

use crate::problem::Problem;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

pub(crate) async fn draft(request: Request, next: Next) -> Response {
    let mut response = match *request.method() {
        Method::GET | Method::HEAD | Method::OPTIONS => next.run(request).await,
        _ => refused().into_response(),
    };
    let noindex = (HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    response.headers_mut().extend([noindex]);
    response
}

fn refused() -> Problem {
    let detail =
        "This is a draft that is only being looked at: nothing that is chosen here is kept.";
    Problem::new(StatusCode::FORBIDDEN, "draft", "A draft", detail)
}
