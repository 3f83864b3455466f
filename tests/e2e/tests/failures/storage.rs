//! Cookies and storage fail: blocked, full, or dropped without a word.

use super::outcome::{PAGE, nothing_optional, refusing_works, the_refusal_lasts};
use anyhow::Result;
use volens_e2e::{BANNER, Stage};

pub(crate) async fn cookies_throw(stage: &mut Stage) -> Result<()> {
    the_next_page_asks_again(stage, "cookies").await
}

pub(crate) async fn cookies_are_dropped(stage: &mut Stage) -> Result<()> {
    the_next_page_asks_again(stage, "dropped").await
}

pub(crate) async fn local_storage_throws(stage: &mut Stage) -> Result<()> {
    stage.visit_page(&format!("{PAGE}?storage")).await?;
    refusing_works(stage).await?;
    the_refusal_lasts(stage).await
}

pub(crate) async fn storage_is_full(stage: &mut Stage) -> Result<()> {
    stage.visit_page(&format!("{PAGE}?full")).await?;
    refusing_works(stage).await?;
    the_refusal_lasts(stage).await
}

/// As the visitor's own setting does it, in engines whose driver can set it.
pub(crate) async fn cookies_blocked_by_the_browser(stage: &mut Stage) -> Result<()> {
    the_next_page_asks_again(stage, "").await
}

/// The choice can be kept nowhere: it holds for as long as this page is open.
pub(crate) async fn everything_blocked_and_server_down(stage: &mut Stage) -> Result<()> {
    let page = format!("{PAGE}?cookies&storage");
    stage.visit_page(&page).await?;
    nothing_optional(stage).await?;
    stage.stop_ledger().await?;
    stage.page().press(BANNER, "accept").await?;
    for service in ["session_prefs", "shop_stats", "social_ads"] {
        stage.page().until_fetched(&format!("/tags/{service}.js")).await?;
    }
    stage.visit_page(&format!("{page}&again")).await?;
    stage.pages.wire.take_requests();
    refusing_works(stage).await
}

async fn the_next_page_asks_again(stage: &mut Stage, fault: &str) -> Result<()> {
    for view in ["first", "second"] {
        stage.visit_page(&format!("{PAGE}?{fault}&{view}")).await?;
        refusing_works(stage).await?;
    }
    Ok(())
}
