//! The ledger is down: a decision counts at once, and is delivered once, later.

use anyhow::{Result, ensure};
use volens_e2e::{BANNER, Stage};

pub(crate) async fn refusing_works_while_the_ledger_is_down(stage: &mut Stage) -> Result<()> {
    stage.visit_shop("/").await?;
    stage.page().shown(BANNER, "refuse").await?;
    stage.stop_ledger().await?;
    stage.page().press(BANNER, "refuse").await?;
    stage.page().gone(BANNER).await?;
    ensure!(stage.page().tags_fetched().await?.is_empty(), "a refusal released something");
    delivered_once(stage, false).await
}

pub(crate) async fn accepting_works_while_the_ledger_is_down(stage: &mut Stage) -> Result<()> {
    stage.visit_shop("/").await?;
    stage.page().shown(BANNER, "accept").await?;
    stage.stop_ledger().await?;
    stage.page().press(BANNER, "accept").await?;
    stage.page().gone(BANNER).await?;
    for service in ["session_prefs", "shop_stats", "social_ads"] {
        stage.page().until_runs(service, 1).await?;
    }
    delivered_once(stage, true).await
}

async fn delivered_once(stage: &mut Stage, subject: bool) -> Result<()> {
    let waiting = stage.page().device().await?.local;
    let waiting = waiting.keys().filter(|name| name.contains(".q.")).count();
    ensure!(waiting == 1, "{waiting} events wait on the device");
    ensure!(stage.ledger().await?.is_empty(), "a stopped ledger recorded something");

    stage.start_ledger().await?;
    // Each page view tries; none may deliver it again.
    for path in ["/par-mums", "/", "/par-mums"] {
        stage.visit_shop(path).await?;
        let entries = stage.until_delivered(1).await?;
        let [entry] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
        ensure!(entry.subject.is_some() == subject, "{entry:?}");
    }
    Ok(())
}
