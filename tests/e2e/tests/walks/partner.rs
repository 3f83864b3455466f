//! Two origins, one site: consent given to one is not consent given to the other.

use anyhow::{Result, ensure};
use serde_json::json;
use volens_e2e::{BANNER, SETTINGS, Stage};

pub(crate) async fn a_partner_is_asked_for_itself(stage: &mut Stage) -> Result<()> {
    let page = stage.page();
    stage.visit_shop("/").await?;
    page.press(BANNER, "accept").await?;
    page.until_runs("social_ads", 1).await?;
    stage.until_delivered(1).await?;

    stage.visit_partner().await?;
    page.shown(BANNER, "refuse").await?;
    ensure!(page.device().await?.local.is_empty(), "the partner knows something of the shop's");
    ensure!(page.tags_fetched().await?.is_empty(), "the shop's consent ran the partner's tags");
    page.press(BANNER, "refuse").await?;
    page.gone(BANNER).await?;
    let entries = stage.until_delivered(2).await?;
    let [at_shop, at_partner] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(at_shop.origin == stage.origins.shop && at_shop.subject.is_some(), "{at_shop:?}");
    ensure!(at_partner.origin == stage.origins.partner, "{at_partner:?}");
    ensure!(at_partner.subject.is_none(), "{at_partner:?}");

    stage.visit_shop("/").await?;
    page.until_runs("social_ads", 1).await?;
    ensure!(!page.sees(BANNER).await?, "the partner's refusal changed the shop's decision");
    Ok(())
}

/// The partner's policy has no `'wasm-unsafe-eval'`: the host-rendered settings do without.
pub(crate) async fn settings_work_where_wasm_may_not_run(stage: &mut Stage) -> Result<()> {
    let page = stage.page();
    stage.visit_partner().await?;
    page.press(BANNER, "settings").await?;
    page.shown(SETTINGS, "save").await?;
    page.switch("shop_stats", true).await?;
    page.press(SETTINGS, "save").await?;
    page.gone(SETTINGS).await?;
    page.until_runs("shop_stats", 1).await?;
    ensure!(page.tags_fetched().await? == ["/tags/shop_stats.js"], "another service's script runs");
    let entries = stage.until_delivered(1).await?;
    let [entry] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(entry.is("granted", json!(["shop_stats"])), "{entry:?}");
    ensure!(entry.origin == stage.origins.partner, "{entry:?}");
    Ok(())
}
