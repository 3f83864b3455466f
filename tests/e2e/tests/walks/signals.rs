//! Tag vendors are told before a tag of the page runs that nothing held: where the gate's script is
//! inline or blocking, not where it is async (docs/signals.md).

use anyhow::{Context as _, Result, ensure};
use axum::Router;
use axum::response::Html;
use std::net::SocketAddr;
use thirtyfour::By;
use tokio::net::TcpListener;
use volens_e2e::{BANNER, Stage, until};

const PAGE: &str = include_str!("../../../pages/signals.html");
const DEFAULTS: [&str; 2] = ["dataLayer consent default", "uetq consent default"];
const UPDATES: [&str; 2] = ["dataLayer consent update", "uetq consent update"];
const TAGS: [&str; 2] = ["dataLayer tag", "uetq tag"];

/// Serves a page with this in its head, on a host of its own: hosts share no cookies.
async fn serve(host: u8, gate: &str) -> Result<String> {
    let html = Html(PAGE.replace("{{gate}}", gate));
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 1, host], 0))).await?;
    let address = format!("http://{}/", listener.local_addr()?);
    let page = Router::new().fallback(async move || html.clone());
    tokio::spawn(async move { axum::serve(listener, page).await });
    Ok(address)
}

async fn told(stage: &Stage) -> Result<Vec<String>> {
    let told = stage.page().session.execute("return window.told", []).await?;
    Ok(serde_json::from_value(told.json().clone())?)
}

async fn visit(stage: &Stage, address: &str) -> Result<Vec<String>> {
    stage.page().open(address).await?;
    stage.page().ready().await?;
    told(stage).await
}

async fn accept_and_come_back(stage: &Stage, address: &str, form: &str) -> Result<()> {
    let first = visit(stage, address).await?;
    ensure!(first == [DEFAULTS, TAGS].concat(), "{form}, first visit: {first:?}");
    stage.page().press(BANNER, "accept").await?;
    let wanted = [DEFAULTS, TAGS, UPDATES].concat();
    until("both queues are told of the decision", async || {
        Ok((told(stage).await?.len() >= wanted.len()).then_some(()))
    })
    .await?;
    ensure!(told(stage).await? == wanted, "{form}, accepting: {:?}", told(stage).await?);
    let back = visit(stage, address).await?;
    ensure!(back == [DEFAULTS, UPDATES, TAGS].concat(), "{form}, coming back: {back:?}");
    Ok(())
}

pub(crate) async fn vendors_are_told_before_the_pages_tags(stage: &mut Stage) -> Result<()> {
    let bundle = format!("{}/greedy/lv.js", stage.origins.consent);

    let late = serve(1, &format!("<script async src=\"{bundle}\"></script>")).await?;
    let told = visit(stage, &late).await?;
    ensure!(told == [TAGS, DEFAULTS].concat(), "async: {told:?}");

    let blocking = serve(2, &format!("<script src=\"{bundle}\"></script>")).await?;
    accept_and_come_back(stage, &blocking, "blocking").await?;

    stage.page().open(&bundle).await?;
    let text = stage.page().session.find(By::Tag("pre")).await?.prop("textContent").await?;
    let text = text.context("the bundle's text")?;
    let inline = serve(3, &format!("<script>{text}</script>")).await?;
    accept_and_come_back(stage, &inline, "inline").await
}
