//! The ledger's machine fails: before the bundle has come, or after.

use super::outcome::{PAGE, nothing_runs, refusing_works, the_refusal_lasts};
use crate::walks::first_visit::the_shop_still_works;
use anyhow::{Result, ensure};
use volens_e2e::{Answer, BANNER, Stage};

const EVENTS: &str = "POST /v1/";
const BUNDLE: &str = "/lv.js";
const SCRIPT: &str = "text/javascript; charset=utf-8";

pub(crate) async fn server_down(stage: &mut Stage) -> Result<()> {
    stage.visit_page(PAGE).await?;
    stage.stop_ledger().await?;
    refusing_works(stage).await?;
    the_refusal_lasts(stage).await?;
    one_event_waits(stage).await?;
    stage.start_ledger().await?;
    it_arrives_once(stage).await
}

pub(crate) async fn events_answered_500(stage: &mut Stage) -> Result<()> {
    the_events_endpoint(stage, Answer::error_page(500)).await
}

pub(crate) async fn events_never_answered(stage: &mut Stage) -> Result<()> {
    the_events_endpoint(stage, Answer::Never).await
}

pub(crate) async fn events_answered_with_garbage(stage: &mut Stage) -> Result<()> {
    the_events_endpoint(stage, Answer::error_page(200)).await
}

pub(crate) async fn events_answered_half(stage: &mut Stage) -> Result<()> {
    let answer = Answer::broken_off("application/json", br#"{"events":[{"id":""#);
    the_events_endpoint(stage, answer).await
}

pub(crate) async fn bundle_unreachable(stage: &mut Stage) -> Result<()> {
    the_bundle(stage, Answer::None).await
}

pub(crate) async fn bundle_answered_500(stage: &mut Stage) -> Result<()> {
    the_bundle(stage, Answer::error_page(500)).await
}

pub(crate) async fn bundle_is_garbage(stage: &mut Stage) -> Result<()> {
    the_bundle(stage, Answer::http(200, SCRIPT, b"<!doctype html><title>Sorry</title>")).await
}

pub(crate) async fn bundle_breaks_off(stage: &mut Stage) -> Result<()> {
    the_bundle(stage, Answer::broken_off(SCRIPT, b"(()=>{\"use strict\";const site={")).await
}

async fn the_events_endpoint(stage: &mut Stage, answer: Answer) -> Result<()> {
    stage.wire.answer(EVENTS, answer);
    stage.visit_page(PAGE).await?;
    refusing_works(stage).await?;
    the_refusal_lasts(stage).await?;
    one_event_waits(stage).await?;
    stage.wire.repair();
    it_arrives_once(stage).await
}

async fn one_event_waits(stage: &Stage) -> Result<()> {
    let local = stage.page().device().await?.local;
    ensure!(local.len() == 1, "what waits on the device: {local:?}");
    ensure!(stage.ledger().await?.is_empty(), "the ledger holds what it cannot have");
    Ok(())
}

async fn it_arrives_once(stage: &Stage) -> Result<()> {
    stage.visit_page(PAGE).await?;
    let entries = stage.until_delivered(1).await?;
    ensure!(
        entries.len() == 1 && entries.iter().all(|one| one.is("action", "refuse")),
        "{entries:?}"
    );
    Ok(())
}

/// There is nothing to refuse then, and nothing optional: the page is as after a refusal.
async fn the_bundle(stage: &mut Stage, answer: Answer) -> Result<()> {
    stage.wire.answer(BUNDLE, answer);
    stage.page().open(&format!("{}/", stage.origins.shop)).await?;
    the_shop_still_works(stage).await?;
    ensure!(!stage.page().sees(BANNER).await?, "a banner without its script");
    nothing_runs(stage).await?;
    let mut device = stage.page().device().await?;
    device.cookies.remove("shop_cart");
    ensure!(device == volens_e2e::Device::default(), "{device:?}");

    stage.wire.repair();
    stage.visit_page(PAGE).await?;
    stage.page().session.delete_all_cookies().await?;
    refusing_works(stage).await
}
