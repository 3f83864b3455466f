//! A visitor who changes their mind.

use anyhow::{Result, ensure};
use serde_json::json;
use volens_e2e::{BANNER, SETTINGS, Stage};

const STATISTICS: [&str; 2] = ["shop_stats", "web_analytics"];

async fn refuse_then_grant_statistics(stage: &Stage) -> Result<()> {
    stage.visit_shop("/").await?;
    let page = stage.page();
    page.press(BANNER, "refuse").await?;
    stage.until_delivered(1).await?;
    page.open_settings().await?;
    page.switch("statistics", true).await?;
    page.press(SETTINGS, "save").await?;
    page.gone(SETTINGS).await?;
    page.until_runs("shop_stats", 1).await
}

pub(crate) async fn granting_statistics_runs_its_script_only(stage: &mut Stage) -> Result<()> {
    refuse_then_grant_statistics(stage).await?;
    let page = stage.page();
    ensure!(page.tags_fetched().await? == ["/tags/shop_stats.js"], "another service's script runs");

    let entries = stage.until_delivered(2).await?;
    let [_, entry] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    let subject = entry.subject.as_deref().unwrap_or_default();
    ensure!(subject.len() == 64 && subject.bytes().all(|b| b.is_ascii_hexdigit()), "{entry:?}");
    ensure!(entry.is("action", "save"), "{entry:?}");
    ensure!(entry.is("control", "settings"), "{entry:?}");
    ensure!(entry.is("granted", json!(STATISTICS)), "{entry:?}");
    ensure!(entry.is("counter", 2), "{entry:?}");

    stage.visit_shop("/par-mums").await?;
    page.until_runs("shop_stats", 1).await?;
    ensure!(!page.sees(BANNER).await?, "the banner is back");
    ensure!(page.tags_fetched().await? == ["/tags/shop_stats.js"], "another service's script runs");
    Ok(())
}

pub(crate) async fn what_is_withdrawn_is_gone_after_a_reload(stage: &mut Stage) -> Result<()> {
    refuse_then_grant_statistics(stage).await?;
    let page = stage.page();
    let granted = stage.until_delivered(2).await?;
    page.open_settings().await?;
    page.press(SETTINGS, "refuse").await?;
    let entries = stage.until_delivered(3).await?;
    let (Some(grant), Some(withdrawal)) = (granted.last(), entries.last()) else {
        anyhow::bail!("{entries:?}")
    };
    ensure!(withdrawal.is("action", "withdraw"), "{withdrawal:?}");
    ensure!(withdrawal.is("granted", json!([])), "{withdrawal:?}");
    ensure!(withdrawal.field("previous") == grant.field("id"), "{withdrawal:?}");
    ensure!(withdrawal.subject == grant.subject, "{withdrawal:?}");

    page.reload().await?;
    page.ready().await?;
    ensure!(!page.sees(BANNER).await?, "the banner is back");
    stage.visit_shop("/par-mums").await?;
    ensure!(page.tags_fetched().await?.is_empty(), "{:?}", page.tags_fetched().await?);
    ensure!(page.runs("shop_stats").await? == 0, "what was withdrawn still runs");
    Ok(())
}
