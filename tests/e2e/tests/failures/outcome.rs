//! How every failure ends: nothing optional, and refusing works.

use anyhow::{Context as _, Result, ensure};
use volens_e2e::{BANNER, Device, Stage, until};

pub(crate) const PAGE: &str = "failures/faulty.html";
const SERVICES: [&str; 3] = ["session_prefs", "shop_stats", "social_ads"];

/// Refuses in the banner of the page that is open.
pub(crate) async fn refusing_works(stage: &Stage) -> Result<()> {
    nothing_optional(stage).await?;
    stage.page().press(BANNER, "refuse").await?;
    stage.page().gone(BANNER).await?;
    refused(stage).await
}

/// The page that is open knows the refusal, and keeps to it.
pub(crate) async fn refused(stage: &Stage) -> Result<()> {
    let action = decided(stage).await?;
    ensure!(action.as_deref() == Some("refuse"), "decided: {action:?}");
    nothing_optional(stage).await
}

/// The refusal holds on the next page, and nobody is asked again.
pub(crate) async fn the_refusal_lasts(stage: &Stage) -> Result<()> {
    stage.visit_page(&format!("{PAGE}?next")).await?;
    refused(stage).await?;
    ensure!(!stage.page().sees(BANNER).await?, "the banner is back");
    Ok(())
}

/// The action of the decision that the page knows.
pub(crate) async fn decided(stage: &Stage) -> Result<Option<String>> {
    let script = "return window.volens.decision?.action ?? null";
    let found = stage.page().session.execute(script, []).await?;
    Ok(serde_json::from_value(found.json().clone())?)
}

/// Nothing optional is granted, runs, has been asked for since the last look, or is stored.
pub(crate) async fn nothing_optional(stage: &Stage) -> Result<()> {
    the_gate_had_its_turn(stage).await?;
    nothing_granted(stage).await?;
    nothing_runs(stage).await?;
    let device = stage.page().device().await?;
    let ours = Device {
        cookies: device
            .cookies
            .clone()
            .into_iter()
            .filter(|(name, _)| name == "volens_apollo")
            .collect(),
        local: device
            .local
            .clone()
            .into_iter()
            .filter(|(name, _)| name.starts_with("volens.apollo.q."))
            .collect(),
        ..Device::default()
    };
    ensure!(device == ours, "more than the decision is on the device: {device:?}");
    Ok(())
}

/// Nothing optional is granted, whatever the page asks for, and what comes late stays held.
pub(crate) async fn nothing_granted(stage: &Stage) -> Result<()> {
    let script = "return [...arguments].filter((id) => window.volens.has(id))";
    let ids = ["functional", "statistics", "marketing", "web_analytics", "search_ads"];
    let ids = ids.iter().chain(&SERVICES).map(|id| (*id).into()).collect::<Vec<_>>();
    let granted = stage.page().session.execute(script, ids).await?;
    ensure!(*granted.json() == serde_json::json!([]), "granted: {}", granted.json());

    let script = "const held = document.createElement('script');
        held.type = 'text/plain';
        held.dataset.category = 'statistics';
        held.text = 'document.documentElement.dataset.late = true';
        document.body.append(held);";
    stage.page().session.execute(script, []).await?;
    the_gate_had_its_turn(stage).await?;
    let late = stage.page().session.execute("return document.documentElement.dataset.late", []);
    ensure!(late.await?.json().is_null(), "what was inserted late runs");
    Ok(())
}

/// No tag was fetched, as the pages' host and the page see it, and none says that it runs.
pub(crate) async fn nothing_runs(stage: &Stage) -> Result<()> {
    let asked = stage.pages.wire.take_requests();
    ensure!(!asked.iter().any(|one| one.contains("/tags/")), "the page asked for {asked:?}");
    let page = stage.page();
    ensure!(page.tags_fetched().await?.is_empty(), "{:?}", page.tags_fetched().await?);
    for service in SERVICES {
        ensure!(page.runs(service).await? == 0, "the tag of {service} runs");
    }
    Ok(())
}

/// What is necessary is released in the order of the document, like everything else. So once
/// something necessary at the end has run, whatever the gate would let run before it has run.
pub(crate) async fn the_gate_had_its_turn(stage: &Stage) -> Result<()> {
    let script = "const held = document.createElement('script');
        held.type = 'text/plain';
        held.dataset.category = 'necessary';
        held.text = 'document.documentElement.dataset.turn = ' + arguments[0];
        document.body.append(held);";
    let session = stage.page().session;
    let read = "return Number(document.documentElement.dataset.turn ?? 0)";
    let turn = session.execute(read, []).await?.json().as_u64().context("a number")? + 1;
    session.execute(script, [turn.into()]).await?;
    until("the gate has had its turn", async || {
        Ok((session.execute(read, []).await?.json().as_u64() == Some(turn)).then_some(()))
    })
    .await
}
