//! A visitor without a mouse.

use anyhow::{Result, ensure};
use thirtyfour::{By, Key, WebDriver};
use volens_e2e::{BANNER, Stage, until};

pub(crate) async fn tab_reaches_the_banner_first_and_escape_decides_nothing(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_shop("/").await?;
    let page = stage.page();
    page.shown(BANNER, "refuse").await?;

    press(page.session, Key::Tab).await?;
    ensure!(focused(page.session).await? == BANNER, "{}", focused(page.session).await?);
    press(page.session, Key::Escape).await?;
    ensure!(page.sees(BANNER).await?, "Escape closed the banner");
    ensure!(page.device().await?.cookies.is_empty(), "Escape decided something");

    // Nothing between the banner's start and its refusal but the banner's own controls.
    for _ in 0..8 {
        if inside(page.session).await? == "refuse" {
            press(page.session, Key::Enter).await?;
            page.gone(BANNER).await?;
            page.until_told("saved").await?;
            until("the focus is where the choice can be changed", async || {
                let script = "return document.activeElement.dataset.volens ?? ''";
                Ok((page.session.execute(script, []).await?.json() == "settings").then_some(()))
            })
            .await?;
            let entries = stage.until_delivered(1).await?;
            ensure!(entries.iter().all(|entry| entry.is("action", "refuse")), "{entries:?}");
            return Ok(());
        }
        press(page.session, Key::Tab).await?;
        ensure!(focused(page.session).await? == BANNER, "Tab left the banner");
    }
    anyhow::bail!("Tab never reached the refusal")
}

async fn press(session: &WebDriver, key: Key) -> Result<()> {
    Ok(session.action_chain().send_keys(key).perform().await?)
}

async fn focused(session: &WebDriver) -> Result<String> {
    let script = "return document.activeElement.localName";
    Ok(session.execute(script, []).await?.json().as_str().unwrap_or_default().to_owned())
}

/// Which control inside the banner has the focus.
async fn inside(session: &WebDriver) -> Result<String> {
    let root = session.find(By::Tag(BANNER)).await?;
    let script = "return arguments[0].shadowRoot.activeElement?.dataset.volens ?? ''";
    let found = session.execute(script, [root.to_json()?]).await?;
    Ok(found.json().as_str().unwrap_or_default().to_owned())
}
