//! Withdrawing takes effect at once, in every tab: the one that withdraws is loaded again, the others
//! are told, and keep what the visitor has typed (L12).

use anyhow::{Result, ensure};
use volens_e2e::{BANNER, RESTING, SETTINGS, Stage, until};

/// A tracker of the shop's statistics, where it may sit.
const OLD: &str = "document.cookie = '_shop_visit=1; Path=/; Max-Age=1000';\
                   document.cookie = '_ga_OLD=1; Path=/par-mums; Max-Age=1000';\
                   document.cookie = 'shop_cart=1; Path=/';";

async fn cookies(stage: &Stage) -> Result<String> {
    let seen = stage.page().session.execute("return document.cookie", []).await?;
    Ok(seen.json().as_str().unwrap_or_default().to_owned())
}

pub(crate) async fn withdrawing_reaches_every_tab_and_reloads_only_its_own(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_shop("/").await?;
    let page = stage.page();
    page.press(BANNER, "accept").await?;
    page.until_runs("shop_stats", 1).await?;
    stage.until_delivered(1).await?;
    let other = page.session.window().await?;

    page.session.switch_to_window(page.session.new_tab().await?).await?;
    stage.visit_shop("/par-mums").await?;
    page.until_runs("shop_stats", 1).await?;
    page.session.execute(OLD, []).await?;
    page.session.execute("window.before = true", []).await?;
    let here = page.session.window().await?;

    page.session.switch_to_window(other.clone()).await?;
    let script = "window.told = []; const field = document.createElement('input');\
                  field.id = 'half'; field.value = 'Brīv'; document.body.append(field);\
                  document.addEventListener('volens:decision', ({ detail }) => told.push(detail.action))";
    page.session.execute(script, []).await?;

    page.session.switch_to_window(here).await?;
    page.open_settings().await?;
    page.press(SETTINGS, "refuse").await?;
    until("the tab that withdraws is loaded again", async || {
        let script = "return !('before' in window) && document.readyState === 'complete'";
        Ok((page.session.execute(script, []).await?.json() == true).then_some(()))
    })
    .await?;
    page.ready().await?;
    page.until_told("reloaded").await?;
    ensure!(page.runs("shop_stats").await? == 0, "what was withdrawn runs again");
    let left = cookies(stage).await?;
    ensure!(!left.contains("_shop_visit") && !left.contains("_ga_OLD"), "left behind: {left}");
    ensure!(left.contains("shop_cart"), "the cart is necessary: {left}");

    page.session.switch_to_window(other).await?;
    until("the other tab is told", async || {
        let told = page.session.execute("return window.told", []).await?.json().clone();
        Ok((told == serde_json::json!(["withdraw"])).then_some(()))
    })
    .await?;
    let script = "return [document.querySelector('#half')?.value, volens.has('statistics'),\
                  dataLayer.at(-1)[1], dataLayer.at(-1)[2].analytics_storage]";
    let state = page.session.execute(script, []).await?.json().clone();
    ensure!(state == serde_json::json!(["Brīv", false, "update", "denied"]), "{state}");
    // It says that something goes on, and leaves it to the visitor when to end that.
    page.until_told("stale").await?;
    page.press(RESTING, "reload").await?;
    until("the visitor has loaded the other tab again", async || {
        let script = "return !('told' in window) && document.readyState === 'complete'";
        Ok((page.session.execute(script, []).await?.json() == true).then_some(()))
    })
    .await?;
    ensure!(page.runs("shop_stats").await? == 0, "what was withdrawn runs again");
    Ok(())
}
