//! Numbers for operators. Every label's values are known beforehand: routes, not paths; no site's
//! visitor can add a series or be found in one.

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::time::Instant;

/// Upper bounds of the classes of durations, in seconds.
const SECONDS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Upper bounds of the classes of groups, in events.
const SIZES: [f64; 6] = [1.0, 4.0, 16.0, 64.0, 256.0, 1024.0];

/// What is counted. Cloning shares the counts.
#[derive(Clone, Debug)]
pub(crate) struct Metrics(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    seconds: Family<RouteLabels, Histogram>,
    events: Family<OutcomeLabels, Counter>,
    groups: Histogram,
    connections: Gauge,
    turned_away: Counter,
    limited: Counter,
    retentions: Family<OutcomeLabels, Counter>,
    retired: Counter,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: Route,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: Route,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabels {
    outcome: &'static str,
}

/// The pattern that a request's path matched, if it matched one.
#[derive(Clone, Debug)]
struct Route(Option<MatchedPath>);

impl Route {
    fn as_str(&self) -> &str {
        self.0.as_ref().map_or("none", MatchedPath::as_str)
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Route {}

impl Hash for Route {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl EncodeLabelValue for Route {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> std::fmt::Result {
        EncodeLabelValue::encode(&self.as_str(), encoder)
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub(crate) struct Counted {
    route: Option<MatchedPath>,
    method: &'static str,
    begun: Instant,
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
        let groups = Histogram::new(SIZES);
        registry.register("group_events", "Events committed together", groups.clone());
        registry.register("connections", "Open connections", connections.clone());
        let help = "Connections closed because their address has too many";
        registry.register("connections_turned_away", help, turned_away.clone());
        let help = "Requests answered 429 because their address asks for too much";
        registry.register("rate_limited", help, limited.clone());
        let (retentions, retired) = (Family::default(), Counter::default());
        let help = "Searches for what is past its time, by what became of them";
        registry.register("retentions", help, retentions.clone());
        let help = "Records deleted because their time has come";
        registry.register("retention_deleted", help, retired.clone());
        Self(Arc::new(Counts {
            registry,
            requests,
            seconds,
            events,
            groups,
            connections,
            turned_away,
            limited,
            retentions,
            retired,
        }))
    }

    /// Before a request is answered.
    pub(crate) fn begin(&self, request: &Request) -> Counted {
        let route = request.extensions().get::<MatchedPath>().cloned();
        Counted { route, method: name(request.method()), begun: Instant::now() }
    }

    /// Counts a request and how long its answer took.
    pub(crate) fn end(&self, counted: Counted, status: StatusCode) {
        let Counted { route, method, begun } = counted;
        let took = begun.elapsed().as_secs_f64();
        let route = Route(route);
        self.0.seconds.get_or_create(&RouteLabels { route: route.clone() }).observe(took);
        let labels = RequestLabels { route, method, status: status.as_u16() };
        self.0.requests.get_or_create(&labels).inc();
    }

    pub(crate) fn event(&self, outcome: &'static str) {
        self.0.events.get_or_create(&OutcomeLabels { outcome }).inc();
    }

    pub(crate) fn retention(&self, outcome: &'static str) {
        self.0.retentions.get_or_create(&OutcomeLabels { outcome }).inc();
    }

    pub(crate) fn retired(&self, records: usize) {
        self.0.retired.inc_by(records as u64);
    }

    /// Counts a group of that many events that is on disk.
    pub(crate) fn group(&self, events: usize) {
        self.0.groups.observe(events as f64);
    }

    pub(crate) fn limited(&self) {
        self.0.limited.inc();
    }

    pub(crate) fn turned_away(&self) {
        self.0.turned_away.inc();
    }

    pub(crate) fn connections(&self) -> &Gauge {
        &self.0.connections
    }

    /// The router of the listener of its own that metrics are read from.
    pub(crate) fn router(self) -> Router {
        Router::new().route("/metrics", get(read)).with_state(self)
    }
}

async fn read(State(metrics): State<Metrics>) -> Response {
    let mut page = String::new();
    // Writing to a String cannot fail.
    let _ = text::encode(&mut page, &metrics.0.registry);
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
