//! axum that parses an event's JSON and answers 201. Nothing is checked, nothing kept.

use crate::Options;
use crate::events::Visitors;
use crate::http::Answer;
use crate::measure::{self, Figures};
use crate::process::Server;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::Value;
use std::process::Command;
use tokio::net::TcpListener;

/// What this program is told to be such a server.
pub(crate) const WORD: &str = "bare";

/// Serves until it is killed.
pub(crate) async fn serve() -> Result<(), String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|cause| cause.to_string())?;
    let address = listener.local_addr().map_err(|cause| cause.to_string())?;
    println!("listening on http://{address}");
    let answer = async |Json(_): Json<Value>| StatusCode::CREATED;
    let router = Router::new().route("/v1/{site}/events", post(answer));
    axum::serve(listener, router).await.map_err(|cause| cause.to_string())
}

pub(crate) fn start(options: &Options) -> Result<Server, String> {
    let mut myself = Command::new(std::env::current_exe().map_err(|cause| cause.to_string())?);
    myself.arg(WORD);
    Server::start(myself, &options.home.join("bare.log"))
}

pub(crate) async fn run(
    server: &Server,
    visitors: &mut Visitors,
    count: usize,
    connections: usize,
) -> Result<Figures, String> {
    let accepts = |answer: &Answer<'_>| answer.status == 201;
    let (_, figures) = measure::run(server, visitors.requests(count), connections, accepts).await?;
    Ok(figures)
}
