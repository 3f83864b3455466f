//! Everything between a connection and the handlers: how much one address may ask for, and what
//! every answer says about itself.

mod address;
pub(crate) mod headers;
mod rate;

pub(crate) use address::Peer;

use crate::metrics::Metrics;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rate::Rates;
use std::num::NonZeroU32;
use std::sync::Arc;
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
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    trusted_hops: usize,
    rates: Arc<Rates>,
    begun: Instant,
    metrics: Metrics,
}

impl Edge {
    pub(crate) fn new(config: EdgeConfig, metrics: Metrics) -> Self {
        let EdgeConfig { trusted_hops, rate } = config;
        Self { trusted_hops, rates: Arc::new(Rates::new(rate)), begun: Instant::now(), metrics }
    }

    /// Whether connections come from visitors themselves, not from a proxy.
    pub(crate) fn sees_visitors(&self) -> bool {
        self.trusted_hops == 0
    }
}

/// Turns away who asks for too much.
pub(crate) async fn limit(State(edge): State<Edge>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    let client = peer.map(|peer| peer.client(request.headers(), edge.trusted_hops));
    match client.map_or(Ok(()), |client| edge.rates.take(client, edge.begun.elapsed())) {
        Ok(()) => next.run(request).await,
        Err(wait) => {
            edge.metrics.limited();
            too_many(wait)
        }
    }
}

fn too_many(wait: Duration) -> Response {
    let mut response = Problem::too_many().into_response();
    let seconds = HeaderValue::from(wait.as_secs() + 1);
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}
