//! Numbers for operators. Every label's values are known beforehand: routes, not paths; no site's
//! visitor can add a series or be found in one.

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::sync::Arc;
use std::time::Instant;

/// Upper bounds of the classes of durations, in seconds.
const SECONDS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// What is counted. Cloning shares the counts.
#[derive(Clone, Debug)]
pub(crate) struct Metrics {
    registry: Arc<Registry>,
    requests: Family<RequestLabels, Counter>,
    seconds: Family<RouteLabels, Histogram>,
    events: Family<OutcomeLabels, Counter>,
    connections: Gauge,
    turned_away: Counter,
    limited: Counter,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabels {
    outcome: &'static str,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let seconds =
            Family::new_with_constructor((|| Histogram::new(SECONDS)) as fn() -> Histogram);
        let (requests, events) = (Family::default(), Family::default());
        let (connections, turned_away) = (Gauge::default(), Counter::default());
        let limited = Counter::default();
        let mut registry = Registry::with_prefix("volens");
        registry.register("requests", "Answered requests", requests.clone());
        registry.register("request_seconds", "Time to an answer", seconds.clone());
        registry.register("events", "Events by what became of them", events.clone());
        registry.register("connections", "Open connections", connections.clone());
        let help = "Connections closed because their address has too many";
        registry.register("connections_turned_away", help, turned_away.clone());
        let help = "Requests answered 429 because their address asks for too much";
        registry.register("rate_limited", help, limited.clone());
        let registry = Arc::new(registry);
        Self { registry, requests, seconds, events, connections, turned_away, limited }
    }

    pub(crate) fn event(&self, outcome: &'static str) {
        self.events.get_or_create(&OutcomeLabels { outcome }).inc();
    }

    pub(crate) fn limited(&self) {
        self.limited.inc();
    }

    pub(crate) fn turned_away(&self) {
        self.turned_away.inc();
    }

    pub(crate) fn connections(&self) -> &Gauge {
        &self.connections
    }

    /// The router of the listener of its own that metrics are read from.
    pub(crate) fn router(self) -> Router {
        Router::new().route("/metrics", get(read)).with_state(self)
    }
}

/// Counts a request and how long its answer takes.
pub(crate) async fn count(
    State(metrics): State<Metrics>,
    request: Request,
    next: Next,
) -> Response {
    let matched = request.extensions().get::<MatchedPath>();
    let route = matched.map_or("none", MatchedPath::as_str).to_owned();
    let method = name(request.method());
    let begun = Instant::now();
    let response = next.run(request).await;
    let took = begun.elapsed().as_secs_f64();
    metrics.seconds.get_or_create(&RouteLabels { route: route.clone() }).observe(took);
    let status = response.status().as_u16();
    metrics.requests.get_or_create(&RequestLabels { route, method, status }).inc();
    response
}

async fn read(State(metrics): State<Metrics>) -> Response {
    let mut page = String::new();
    // Writing to a String cannot fail.
    let _ = text::encode(&mut page, &metrics.registry);
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], page).into_response()
}

/// A method's name; those that nobody answers to are one, since clients can make them up.
fn name(method: &Method) -> &'static str {
    const KNOWN: [Method; 6] =
        [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS];
    const NAMES: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];
    let known = KNOWN.iter().zip(NAMES).find(|(known, _)| *known == method);
    known.map_or("other", |(_, name)| name)
}
