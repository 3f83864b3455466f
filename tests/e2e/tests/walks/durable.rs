//! Choices that last: the cookie that the ledger sets too, and the answer to an earlier manager.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use volens_e2e::{Answer, BANNER, Stage, until};

const PUT: &str = "PUT /v1/durable/cookie";

async fn until_confirmed(stage: &Stage) -> Result<String> {
    until("the ledger has sent the cookie back", async || {
        let device = stage.page().device().await?;
        let newest = device.local.get("volens.durable.newest").cloned();
        Ok(newest.and_then(|newest| newest.strip_suffix('+').map(str::to_owned)))
    })
    .await
}

fn puts(stage: &Stage) -> usize {
    stage.wire.take_requests().iter().filter(|one| one.starts_with(PUT)).count()
}

pub(crate) async fn the_ledger_sets_the_cookie_too(stage: &mut Stage) -> Result<()> {
    let page = stage.page();
    stage.visit_page("durable/page.html").await?;
    ensure!(puts(stage) == 0, "the ledger was asked before a decision");
    // The first answer is lost on its way.
    stage.wire.answer(PUT, Answer::None);
    page.press(BANNER, "refuse").await?;
    page.gone(BANNER).await?;
    until("the ledger is asked", async || Ok((puts(stage) > 0).then_some(()))).await?;
    stage.wire.repair();

    stage.visit_page("durable/page.html").await?;
    let newest = until_confirmed(stage).await?;
    ensure!(puts(stage) == 1, "asked more than once");
    let device = page.device().await?;
    ensure!(device.cookies.get("volens_durable") == Some(&newest), "{device:?}");
    let cookies = page.session.get_all_cookies().await?;
    let cookie = cookies.iter().find(|cookie| cookie.name == "volens_durable");
    let cookie = cookie.context("the decision cookie")?;
    ensure!(cookie.path.as_deref() == Some("/"), "{cookie:?}");

    stage.visit_page("durable/page.html").await?;
    ensure!(!page.sees(BANNER).await?, "the banner is back");
    ensure!(puts(stage) == 0, "a return visit asked the ledger");
    Ok(())
}

pub(crate) async fn an_answer_to_an_earlier_manager_counts(stage: &mut Stage) -> Result<()> {
    let page = stage.page();
    stage.visit_page("durable/answered.html").await?;
    ensure!(!page.sees(BANNER).await?, "somebody who has answered is asked again");
    let decision = page.session.execute("return volens.decision", []).await?.json().clone();
    ensure!(decision.get("action") == Some(&json!("import")), "{decision}");
    ensure!(decision.get("granted") == Some(&json!(["counter"])), "{decision}");
    let value = until_confirmed(stage).await?;
    ensure!(value.ends_with(".1.import.counter."), "{value}");
    let theirs = page.device().await?.cookies.contains_key("CookieConsent");
    ensure!(theirs, "their cookie is theirs");
    Ok(())
}

/// When the decision has ended, what belonged to it goes too; only what the ledger lacks would stay.
pub(crate) async fn the_key_goes_with_the_decision(stage: &mut Stage) -> Result<()> {
    stage.visit_shop("/").await?;
    let page = stage.page();
    page.press(BANNER, "accept").await?;
    stage.until_delivered(1).await?;
    ensure!(page.device().await?.local.contains_key("volens.apollo.key"), "there was no key");
    page.session.execute("document.cookie = 'volens_apollo=; Path=/; Max-Age=0'", []).await?;
    stage.visit_shop("/par-mums").await?;
    page.shown(BANNER, "refuse").await?;
    until("the key goes with the decision", async || {
        let left = page.device().await?.local;
        Ok(left.keys().all(|name| !name.starts_with("volens.")).then_some(()))
    })
    .await
}
