//! The settings' files fail: people can still refuse, in the settings or in the banner.

use super::outcome::{
    PAGE, decided, nothing_granted, nothing_optional, nothing_runs, refused, refusing_works,
};
use super::page::grant;
use anyhow::{Result, ensure};
use thirtyfour::By;
use volens_e2e::{Answer, BANNER, SETTINGS, Stage, until};

pub(crate) async fn wasm_forbidden(stage: &mut Stage) -> Result<()> {
    stage.visit_page("failures/no_wasm.html").await?;
    let outcome = "return document.documentElement.dataset.wasm";
    let outcome = stage.page().session.execute(outcome, []).await?;
    ensure!(outcome.json() == "forbidden", "this engine lets Wasm run whatever the policy says");
    stage.page().press(BANNER, "settings").await?;
    refuse_in_settings(stage).await?;
    let asked = stage.wire.take_requests();
    ensure!(!asked.iter().any(|one| one.contains(".wasm")), "Wasm was fetched in vain: {asked:?}");
    Ok(())
}

pub(crate) async fn wasm_missing(stage: &mut Stage) -> Result<()> {
    the_widget(stage, "_bg.wasm", Answer::error_page(404)).await
}

pub(crate) async fn wasm_breaks_off(stage: &mut Stage) -> Result<()> {
    the_widget(stage, "_bg.wasm", Answer::broken_off("application/wasm", b"\0asm\x01\0\0\0\x01"))
        .await
}

pub(crate) async fn wasm_is_garbage(stage: &mut Stage) -> Result<()> {
    the_widget(stage, "_bg.wasm", Answer::error_page(200)).await
}

pub(crate) async fn glue_missing(stage: &mut Stage) -> Result<()> {
    the_widget(stage, "/assets/volens-widget-", Answer::error_page(404)).await
}

/// Their script is there, what they show is not: the banner opens again, and refuses.
pub(crate) async fn settings_have_no_contents(stage: &mut Stage) -> Result<()> {
    stage.wire.answer("/settings.lv.html", Answer::error_page(500));
    stage.wire.answer("/assets/volens-widget-", Answer::None);
    instead_of_settings(stage, "/settings.lv.html").await
}

/// Nothing of the settings can be had.
pub(crate) async fn settings_unreachable(stage: &mut Stage) -> Result<()> {
    stage.wire.answer("/assets/", Answer::None);
    instead_of_settings(stage, "/assets/settings").await
}

/// Someone who has granted withdraws all the same: the banner comes back for it.
pub(crate) async fn withdrawing_without_settings(stage: &mut Stage) -> Result<()> {
    withdraw_in_the_banner(stage, Answer::None).await
}

/// Their script is asked for and never comes.
pub(crate) async fn withdrawing_while_settings_never_come(stage: &mut Stage) -> Result<()> {
    withdraw_in_the_banner(stage, Answer::Never).await
}

async fn withdraw_in_the_banner(stage: &Stage, answer: Answer) -> Result<()> {
    stage.wire.answer("/assets/", answer);
    grant(stage, PAGE).await?;
    stage.visit_page(&format!("{PAGE}?later")).await?;
    let page = stage.page();
    page.until_runs("social_ads", 1).await?;
    page.session.find(By::Css("footer [data-volens=settings]")).await?.click().await?;
    page.press(BANNER, "refuse").await?;
    page.until_told("reloaded").await?;
    stage.pages.wire.take_requests();
    let action = decided(stage).await?;
    ensure!(action.as_deref() == Some("withdraw"), "decided: {action:?}");
    nothing_granted(stage).await?;
    stage.visit_page(&format!("{PAGE}?next")).await?;
    ensure!(!page.sees(BANNER).await?, "the banner is back");
    nothing_granted(stage).await?;
    nothing_runs(stage).await
}

async fn instead_of_settings(stage: &Stage, part: &str) -> Result<()> {
    stage.visit_page(PAGE).await?;
    stage.page().press(BANNER, "settings").await?;
    until("the settings were asked for", async || {
        Ok(stage.wire.take_requests().iter().any(|one| one.contains(part)).then_some(()))
    })
    .await?;
    refusing_works(stage).await
}

/// Opened twice: the widget is asked for by the first opening, and has failed by the second.
async fn the_widget(stage: &mut Stage, part: &'static str, answer: Answer) -> Result<()> {
    stage.wire.answer(part, answer);
    stage.visit_page(PAGE).await?;
    let page = stage.page();
    page.press(BANNER, "settings").await?;
    page.press(SETTINGS, "close").await?;
    page.gone(SETTINGS).await?;
    until("the widget was asked for", async || {
        Ok(stage.wire.take_requests().iter().any(|one| one.contains(part)).then_some(()))
    })
    .await?;
    nothing_optional(stage).await?;
    page.press(BANNER, "settings").await?;
    refuse_in_settings(stage).await
}

async fn refuse_in_settings(stage: &Stage) -> Result<()> {
    nothing_optional(stage).await?;
    stage.page().press(SETTINGS, "refuse").await?;
    stage.page().gone(SETTINGS).await?;
    stage.page().gone(BANNER).await?;
    stage.until_delivered(1).await?;
    refused(stage).await
}
