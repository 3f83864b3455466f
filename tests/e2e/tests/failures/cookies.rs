//! The decision cookie is not what the gate wrote.

use super::outcome::{PAGE, nothing_optional, refused, refusing_works, the_refusal_lasts};
use anyhow::{Context as _, Result, ensure};
use thirtyfour::By;
use volens_e2e::{BANNER, Stage};

const DAY: u64 = 86_400;

pub(crate) async fn cookie_of_unknown_version(stage: &mut Stage) -> Result<()> {
    instead_of_a_grant(stage, |grant| format!("2{}", &grant[1..])).await
}

pub(crate) async fn cookie_of_another_fingerprint(stage: &mut Stage) -> Result<()> {
    instead_of_a_grant(stage, |grant| field(grant, 1, |_| "0".repeat(12))).await
}

pub(crate) async fn cookie_of_the_future(stage: &mut Stage) -> Result<()> {
    instead_of_a_grant(stage, |grant| field(grant, 2, |at| (seconds(at) + DAY).to_string())).await
}

pub(crate) async fn cookie_too_old(stage: &mut Stage) -> Result<()> {
    let old = |at: &str| (seconds(at) - 183 * DAY).to_string();
    instead_of_a_grant(stage, |grant| field(grant, 2, old)).await
}

pub(crate) async fn cookie_cut_off(stage: &mut Stage) -> Result<()> {
    let without_activities = |grant: &str| grant.rsplit_once('.').unwrap_or_default().0.to_owned();
    instead_of_a_grant(stage, without_activities).await
}

pub(crate) async fn cookie_with_forged_ids(stage: &mut Stage) -> Result<()> {
    instead_of_a_grant(stage, |grant| field(grant, 5, |ids| format!("evil_ads-{ids}"))).await
}

pub(crate) async fn cookie_that_refuses_and_grants(stage: &mut Stage) -> Result<()> {
    instead_of_a_grant(stage, |grant| field(grant, 4, |_| "refuse".to_owned())).await
}

/// Two paths, two cookies of one name: only what both grant counts.
pub(crate) async fn cookies_that_contradict(stage: &mut Stage) -> Result<()> {
    let grant = granted(stage).await?;
    let refusal = field(&field(&grant, 4, |_| "refuse".to_owned()), 5, |_| String::new());
    set_cookie(stage, &grant, "/").await?;
    set_cookie(stage, &refusal, "/failures").await?;
    stage.visit_page(PAGE).await?;
    nothing_optional(stage).await?;
    // Without the settings, what opens them brings the banner.
    stage.page().session.find(By::Css("footer [data-volens=settings]")).await?.click().await?;
    stage.page().press(BANNER, "refuse").await?;
    stage.page().gone(BANNER).await?;
    refused(stage).await?;
    the_refusal_lasts(stage).await
}

/// Without a decision the banner asks, and its refusal takes the cookie's place.
async fn instead_of_a_grant(stage: &mut Stage, forge: impl Fn(&str) -> String) -> Result<()> {
    let grant = granted(stage).await?;
    let forged = forge(&grant);
    ensure!(forged != grant, "{grant} was not changed");
    set_cookie(stage, &forged, "/").await?;
    stage.visit_page(PAGE).await?;
    refusing_works(stage).await?;
    the_refusal_lasts(stage).await
}

/// The cookie of a real grant, and a device on which nothing is left of it.
async fn granted(stage: &Stage) -> Result<String> {
    let page = stage.page();
    stage.visit_page(PAGE).await?;
    page.press(BANNER, "accept").await?;
    page.until_runs("social_ads", 1).await?;
    stage.until_delivered(1).await?;
    let grant = page.device().await?.cookies.remove("volens_apollo").context("a decision")?;
    page.session.delete_all_cookies().await?;
    page.session.execute("localStorage.clear()", []).await?;
    stage.pages.wire.take_requests();
    Ok(grant)
}

async fn set_cookie(stage: &Stage, value: &str, path: &str) -> Result<()> {
    let script = "document.cookie = `volens_apollo=${arguments[0]}; Path=${arguments[1]}`";
    stage.page().session.execute(script, [value.into(), path.into()]).await?;
    Ok(())
}

/// The cookie with its field `number`, from 0, changed.
fn field(cookie: &str, number: usize, change: impl Fn(&str) -> String) -> String {
    let changed =
        |(i, text): (usize, &str)| if i == number { change(text) } else { text.to_owned() };
    cookie.split('.').enumerate().map(changed).collect::<Vec<_>>().join(".")
}

fn seconds(text: &str) -> u64 {
    text.parse().unwrap_or_default()
}
