//! Markup that somebody injected into a page gains nothing from the gate.

use anyhow::{Result, ensure};
use volens_e2e::Stage;

/// Even what everybody may run: the page's policy would have stopped it, so the gate must.
pub(crate) async fn a_held_script_without_the_pages_nonce_stays_held(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_page("nonce.html").await?;
    // It stands last, and release goes in order.
    stage.page().until_runs("social_ads", 1).await?;
    for service in ["session_prefs", "shop_stats"] {
        ensure!(stage.page().runs(service).await? == 0, "{service} runs");
    }
    let fetched = stage.page().tags_fetched().await?;
    ensure!(fetched == ["/tags/social_ads.js"], "fetched: {fetched:?}");
    Ok(())
}
