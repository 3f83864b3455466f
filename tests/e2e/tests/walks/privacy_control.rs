//! A visitor whose browser sends Global Privacy Control, switched on in the browser's own settings.

use anyhow::{Result, ensure};
use volens_e2e::{BANNER, Device, SETTINGS, Stage};

pub(crate) async fn the_browsers_signal_refuses_without_a_word(stage: &mut Stage) -> Result<()> {
    stage.visit_shop("/").await?;
    let page = stage.page();
    let on = page.session.execute("return navigator.globalPrivacyControl", []).await?;
    ensure!(on.json() == true, "the browser does not send it: {:?}", on.json());
    ensure!(!page.sees(BANNER).await?, "the banner asks all the same");
    stage.visit_shop("/par-mums").await?;
    ensure!(!page.sees(BANNER).await?, "the banner asks on the next page");
    ensure!(page.device().await? == Device::default(), "something is stored");
    ensure!(page.tags_fetched().await?.is_empty(), "{:?}", page.tags_fetched().await?);
    ensure!(stage.ledger().await?.is_empty(), "the signal alone was recorded");
    Ok(())
}

pub(crate) async fn an_explicit_choice_wins_over_the_signal(stage: &mut Stage) -> Result<()> {
    stage.visit_shop("/").await?;
    let page = stage.page();
    page.open_settings().await?;
    page.switch("statistics", true).await?;
    page.press(SETTINGS, "save").await?;
    page.gone(SETTINGS).await?;
    page.until_runs("shop_stats", 1).await?;
    let entries = stage.until_delivered(1).await?;
    let [entry] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(entry.is("gpc", true), "{entry:?}");
    ensure!(entry.is("action", "save"), "{entry:?}");
    stage.visit_shop("/par-mums").await?;
    page.until_runs("shop_stats", 1).await
}
