//! A visitor who has never been here.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use thirtyfour::By;
use volens_e2e::{Answer, BANNER, Device, Stage, until};

pub(crate) async fn a_banner_needs_no_wasm(stage: &mut Stage) -> Result<()> {
    stage.wire.answer(".wasm", Answer::None);
    stage.visit_shop("/").await?;
    stage.page().press(BANNER, "refuse").await?;
    stage.page().gone(BANNER).await?;
    let entries = stage.until_delivered(1).await?;
    ensure!(entries.len() == 1, "{entries:?}");
    Ok(())
}

pub(crate) async fn refusing_runs_nothing_and_leaves_no_identifier(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_shop("/").await?;
    let page = stage.page();
    page.shown(BANNER, "accept").await?;
    ensure!(page.device().await? == Device::default(), "something is stored before any decision");

    page.press(BANNER, "refuse").await?;
    page.gone(BANNER).await?;
    let entries = stage.until_delivered(1).await?;
    let [entry] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(entry.subject.is_none(), "a first refusal has a subject: {entry:?}");
    ensure!(entry.origin == stage.origins.shop, "{entry:?}");
    ensure!(entry.is("action", "refuse"), "{entry:?}");
    ensure!(entry.is("control", "banner"), "{entry:?}");
    ensure!(entry.is("trusted", true), "{entry:?}");
    ensure!(entry.is("granted", json!([])), "{entry:?}");

    let device = page.device().await?;
    let value = device.cookies.get("volens_apollo").context("the decision cookie")?;
    let parts: Vec<&str> = value.split('.').collect();
    let [version, fingerprint, seconds, counter, action, services, activities] = parts.as_slice()
    else {
        anyhow::bail!("the cookie says more than a decision: {value}")
    };
    ensure!(*version == "1" && fingerprint.len() == 12, "{value}");
    ensure!(seconds.parse::<u64>().is_ok() && *counter == "1", "{value}");
    ensure!(*action == "refuse" && services.is_empty() && activities.is_empty(), "{value}");
    let only_the_cookie = Device {
        cookies: [("volens_apollo".to_owned(), value.clone())].into(),
        ..Device::default()
    };
    ensure!(device == only_the_cookie, "more than the decision is on the device: {device:?}");

    ensure!(page.tags_fetched().await?.is_empty(), "{:?}", page.tags_fetched().await?);
    for service in ["session_prefs", "shop_stats", "social_ads"] {
        ensure!(page.runs(service).await? == 0, "the tag of {service} runs");
    }
    the_shop_still_works(stage).await
}

/// The cart is necessary, so it never waits for anybody's decision.
pub(crate) async fn the_shop_still_works(stage: &Stage) -> Result<()> {
    let session = stage.page().session;
    session.find(By::Css("[data-add]")).await?.click().await?;
    until("the cart holds one book", async || {
        let cart = session.find(By::Id("cart")).await?.text().await?;
        Ok((cart == "1").then_some(()))
    })
    .await
}

pub(crate) async fn the_next_visit_asks_nobody(stage: &mut Stage) -> Result<()> {
    stage.visit_shop("/").await?;
    stage.page().press(BANNER, "refuse").await?;
    stage.until_delivered(1).await?;
    // Where the banner was, the pointer may come over the settings' link, which fetches them.
    let session = &stage.page().session;
    let heading = session.find(By::Tag("h1")).await?;
    session.action_chain().move_to_element_center(&heading).perform().await?;
    // Elsewhere, the first page asks for nothing more.
    session.goto("about:blank").await?;
    stage.wire.take_requests();

    stage.visit_shop("/").await?;
    ensure!(!stage.page().sees(BANNER).await?, "the banner is back");
    stage.page().reload().await?;
    stage.page().ready().await?;
    ensure!(!stage.page().sees(BANNER).await?, "the banner is back after a reload");
    // By the time the next page is ready, whatever the first one asked for has been asked.
    stage.visit_shop("/par-mums").await?;
    ensure!(!stage.page().sees(BANNER).await?, "the banner is back on another page");
    stage.visit_shop("/").await?;
    let requests = stage.wire.take_requests();
    // A reload may ask whether the cached gate is still the newest.
    let others: Vec<_> = requests.iter().filter(|one| *one != "GET /apollo/lv.js").collect();
    ensure!(others.is_empty(), "a return visit asked for {others:?}");
    ensure!(requests.len() <= 1, "the gate was not taken from the cache: {requests:?}");
    ensure!(stage.ledger().await?.len() == 1, "a return visit was recorded");
    Ok(())
}
