//! The page is not as usual: loaded twice, rendered ahead, slept, sandboxed, with a wrong clock.

use super::outcome::{
    PAGE, nothing_granted, nothing_runs, refusing_works, the_gate_had_its_turn, the_refusal_lasts,
};
use anyhow::{Result, ensure};
use thirtyfour::By;
use volens_e2e::{BANNER, SETTINGS, Stage, until};

const TEN_YEARS: i64 = 315_360_000;

pub(crate) async fn script_loaded_twice(stage: &mut Stage) -> Result<()> {
    stage.visit_page("failures/twice.html").await?;
    let banners = stage.page().session.find_all(By::Tag(BANNER)).await?;
    ensure!(banners.len() == 1, "{} banners", banners.len());
    refusing_works(stage).await?;
    let entries = stage.until_delivered(1).await?;
    ensure!(entries.len() == 1, "{entries:?}");
    the_refusal_lasts(stage).await
}

pub(crate) async fn callbacks_throw(stage: &mut Stage) -> Result<()> {
    stage.visit_page(&format!("{PAGE}?callbacks")).await?;
    let page = stage.page();
    page.open_settings().await?;
    page.press(SETTINGS, "close").await?;
    page.gone(SETTINGS).await?;
    refusing_works(stage).await?;
    stage.until_delivered(1).await?;
    the_refusal_lasts(stage).await
}

/// The gate asks nobody but itself what is granted.
pub(crate) async fn api_overwritten(stage: &mut Stage) -> Result<()> {
    stage.visit_page(PAGE).await?;
    let script = "const granted = ['session_prefs', 'shop_stats', 'social_ads'];
        window.volens = { has: () => true, decision: { action: 'accept', granted } };
        document.dispatchEvent(new CustomEvent('volens:decision', { detail: volens.decision }));";
    stage.page().session.execute(script, []).await?;
    the_gate_had_its_turn(stage).await?;
    nothing_runs(stage).await?;
    stage.page().press(BANNER, "refuse").await?;
    stage.page().gone(BANNER).await?;
    the_gate_had_its_turn(stage).await?;
    nothing_runs(stage).await?;
    the_refusal_lasts(stage).await
}

/// What was granted by a clock that is right is of the future for one that is behind.
pub(crate) async fn clock_behind(stage: &mut Stage) -> Result<()> {
    grant(stage, PAGE).await?;
    let page = format!("{PAGE}?clock=-{TEN_YEARS}");
    forget_tags(stage).await?;
    stage.visit_page(&page).await?;
    refusing_works(stage).await
}

/// What a clock far ahead granted is of the future once the clock is right.
pub(crate) async fn clock_ahead(stage: &mut Stage) -> Result<()> {
    grant(stage, &format!("{PAGE}?clock={TEN_YEARS}")).await?;
    forget_tags(stage).await?;
    stage.visit_page(PAGE).await?;
    refusing_works(stage).await?;
    the_refusal_lasts(stage).await
}

/// No origin, so no cookie, no storage, and a ledger that takes nothing from it.
pub(crate) async fn frame_without_an_origin(stage: &mut Stage) -> Result<()> {
    stage.page().open(&format!("{}/failures/sandboxed.html", stage.pages.origin)).await?;
    stage.page().session.enter_frame(0).await?;
    stage.page().ready().await?;
    refusing_works(stage).await?;
    ensure!(stage.ledger().await?.is_empty(), "an event without an origin was taken");
    Ok(())
}

/// Nothing that was granted runs before somebody sees the page.
pub(crate) async fn page_rendered_ahead(stage: &mut Stage) -> Result<()> {
    grant(stage, PAGE).await?;
    stage.pages.wire.take_requests();

    let session = stage.page().session;
    stage.page().open(&format!("{}/failures/prerendering.html", stage.pages.origin)).await?;
    let mut asked = Vec::new();
    until("the page rendered ahead has waited", async || {
        asked.extend(stage.pages.wire.take_requests());
        Ok(asked.iter().any(|one| one.contains("/waited?unseen=true")).then_some(()))
    })
    .await?;
    ensure!(!asked.iter().any(|one| one.contains("/tags/")), "a page nobody sees asked: {asked:?}");
    session.find(By::Id("next")).await?.click().await?;
    stage.page().ready().await?;
    let script = "return performance.getEntriesByType('navigation')[0].activationStart > 0";
    let ahead = session.execute(script, []).await?;
    ensure!(ahead.json() == true, "the page was not rendered ahead");
    stage.page().until_runs("social_ads", 1).await?;

    forget_tags(stage).await?;
    session.execute("document.cookie = 'volens_apollo=; Path=/; Max-Age=0'", []).await?;
    stage.page().open(&format!("{}/failures/prerendering.html", stage.pages.origin)).await?;
    stage.pages.wire.take_requests();
    session.find(By::Id("next")).await?.click().await?;
    stage.page().ready().await?;
    refusing_works(stage).await
}

/// The page slept in the back-forward cache while another tab withdrew.
pub(crate) async fn page_slept_through_a_withdrawal(stage: &mut Stage) -> Result<()> {
    grant(stage, PAGE).await?;
    // A page of its own: one whose databases have been looked at does not sleep in Firefox.
    stage.visit_page(&format!("{PAGE}?sleeper")).await?;
    stage.page().until_runs("social_ads", 1).await?;
    let session = stage.page().session;
    let sleeper = session.window().await?;
    stage.page().open(&format!("{}/failures/sandboxed.html", stage.pages.origin)).await?;

    let other = session.new_tab().await?;
    session.switch_to_window(other).await?;
    stage.visit_page(&format!("{PAGE}?other")).await?;
    stage.page().open_settings().await?;
    stage.page().press(SETTINGS, "refuse").await?;
    stage.until_delivered(2).await?;
    session.close_window().await?;

    session.switch_to_window(sleeper).await?;
    session.back().await?;
    stage.page().ready().await?;
    let name = session.execute("return window.name", []).await?;
    ensure!(name.json() == "persisted", "the page did not come from the cache");
    until("the page knows of the withdrawal", async || {
        let action = super::outcome::decided(stage).await?;
        Ok((action.as_deref() == Some("withdraw")).then_some(()))
    })
    .await?;
    nothing_granted(stage).await?;
    stage.page().until_told("stale").await?;
    stage.visit_page(PAGE).await?;
    ensure!(!stage.page().sees(BANNER).await?, "the banner is back");
    nothing_granted(stage).await
}

pub(super) async fn grant(stage: &Stage, page: &str) -> Result<()> {
    stage.visit_page(page).await?;
    stage.page().press(BANNER, "accept").await?;
    stage.page().until_runs("social_ads", 1).await?;
    stage.until_delivered(1).await.map(drop)
}

/// Leaves the decision and nothing else on the device.
async fn forget_tags(stage: &Stage) -> Result<()> {
    let script = "localStorage.clear();
        for (const name of ['shop_prefs', '_shop_visit', '_fbp'])
          document.cookie = `${name}=; Path=/; Max-Age=0`;";
    stage.page().session.execute(script, []).await?;
    stage.pages.wire.take_requests();
    Ok(())
}
