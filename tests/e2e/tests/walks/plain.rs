//! A site with nothing but what is necessary (L26): a word about it, no choice.

use anyhow::{Result, ensure};
use serde_json::json;
use volens_e2e::{BANNER, SETTINGS, Stage};
use volens_model::words::locale;

/// The hooks of what can be pressed in `host`, in their order.
async fn controls(stage: &Stage, host: &str) -> Result<Vec<String>> {
    let script = "return [...document.querySelector(arguments[0]).shadowRoot\
                  .querySelectorAll('button, input')].map((one) => one.dataset.volens ?? one.name)";
    let found = stage.page().session.execute(script, [host.into()]).await?;
    Ok(serde_json::from_value(found.json().clone())?)
}

pub(crate) async fn what_is_only_necessary_is_told_and_not_asked(stage: &mut Stage) -> Result<()> {
    let words = locale("lv").map(|words| words.information);
    let lede = words.map(|words| words.lede.replace("{controller}", "Plain Ltd"));
    let lede = lede.unwrap_or_default();
    let page = stage.page();
    stage.visit_page("plain.html").await?;
    page.shown(BANNER, "refuse").await?;
    ensure!(controls(stage, BANNER).await? == ["settings", "refuse"], "the banner offers a choice");
    ensure!(page.text_of(BANNER).await?.contains(&lede), "the banner does not say `{lede}`");

    page.press(BANNER, "settings").await?;
    page.shown(SETTINGS, "close").await?;
    ensure!(controls(stage, SETTINGS).await? == ["close"], "the settings offer a choice");
    ensure!(page.text_of(SETTINGS).await?.contains(&lede), "the settings do not say `{lede}`");
    page.press(SETTINGS, "close").await?;
    page.gone(SETTINGS).await?;
    ensure!(page.device().await?.cookies.is_empty(), "looking decided something");

    page.press(BANNER, "refuse").await?;
    page.gone(BANNER).await?;
    let entries = stage.until_delivered_of("plain", 1).await?;
    let [entry] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(entry.is("action", "refuse") && entry.subject.is_none(), "{entry:?}");
    ensure!(entry.is("granted", json!([])) && entry.is("refused", json!([])), "{entry:?}");
    let device = page.device().await?;
    ensure!(device.cookies.keys().eq(["volens_plain"]), "{device:?}");
    ensure!(device.local.is_empty(), "{device:?}");

    stage.visit_page("plain.html?later").await?;
    ensure!(!page.sees(BANNER).await?, "the banner is back");
    Ok(())
}
