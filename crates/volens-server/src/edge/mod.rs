//! Everything between a connection and the handlers: how much one address may ask for, and what
//! every answer says about itself.

mod address;
mod draft;
pub(crate) mod headers;
mod rate;

pub(crate) use address::Peer;
pub(crate) use draft::draft;

use crate::app::App;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rate::Rates;
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

/// What an operator says about the outside.
#[derive(Clone, Copy, Debug)]
pub struct EdgeConfig {
    /// Proxies of the operator's own between a visitor and this listener. Each adds one entry to
    /// `X-Forwarded-For`; whatever stands before those is the visitor's own claim and not read.
    pub trusted_hops: usize,
    /// Requests a second that one address may make for long.
    pub rate: NonZeroU32,
}

/// What the limits need, shared by all requests.
#[derive(Debug)]
pub(crate) struct Edge {
    trusted_hops: usize,
    rates: Rates,
    begun: Instant,
}

impl Edge {
    pub(crate) fn new(config: EdgeConfig) -> Self {
        let EdgeConfig { trusted_hops, rate } = config;
        Self { trusted_hops, rates: Rates::new(rate), begun: Instant::now() }
    }

    /// Takes a request from its address's allowance, or says how long to wait.
    fn allows(&self, request: &Request) -> Result<(), Duration> {
        let Some(peer) = request.extensions().get::<Peer>() else { return Ok(()) };
        let client = peer.client(request.headers(), self.trusted_hops);
        self.rates.take(client, self.begun.elapsed())
    }

    /// Whether connections come from visitors themselves, not from a proxy.
    pub(crate) fn sees_visitors(&self) -> bool {
        self.trusted_hops == 0
    }
}

/// What [`guard`] needs.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    pub(crate) app: App,
    /// Whether TLS ends here.
    pub(crate) tls: bool,
}

/// Turns away who asks for too much, counts every request, and completes every answer's headers.
pub(crate) async fn guard(
    State(Guard { app, tls }): State<Guard>,
    request: Request,
    next: Next,
) -> Response {
    let counted = app.metrics.begin(&request);
    let mut response = match app.edge.allows(&request) {
        Ok(()) => next.run(request).await,
        Err(wait) => {
            app.metrics.limited();
            too_many(wait)
        }
    };
    app.metrics.end(counted, response.status());
    headers::add(response.headers_mut(), tls);
    response
}

fn too_many(wait: Duration) -> Response {
    let mut response = Problem::too_many().into_response();
    let seconds = HeaderValue::from(wait.as_secs() + 1);
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}
