//! L01: a page on which sixteen services would store, ask and call home, and nobody has agreed.

use anyhow::{Result, ensure};
use std::time::Duration;
use volens_e2e::{BANNER, Device, Stage, until, until_within};

const PAGE: &str = "greedy/page.html";

/// What third parties are asked for once they may be.
const ASKED: &[&str] = &[
    "POST /beacon",
    "GET /pixel.svg",
    "GET /fetch",
    "GET /tag.js",
    "GET /module.js",
    "GET /frame",
    "GET /late.js",
    "GET /worker",
    "GET /map",
    "GET /photo.svg",
];

pub(crate) async fn nothing_is_stored_or_asked_for_in_thirty_idle_seconds(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_page(PAGE).await?;
    stage.page().shown(BANNER, "refuse").await?;
    let root = "return document.documentElement.dataset";
    until_within(Duration::from_secs(90), "30 s have passed on the page's clock", async || {
        let found = stage.page().session.execute(root, []).await?;
        Ok((found.json()["idle"] == "30 s" && found.json()["late"] == "inserted").then_some(()))
    })
    .await?;

    ensure!(stage.third.wire.connections() == 0, "a third party was called");
    let asked = stage.pages.wire.take_requests();
    ensure!(asked == [format!("GET /{PAGE}")], "the shop was asked for {asked:?}");
    let asked = stage.wire.take_requests();
    ensure!(asked == ["GET /greedy/lv.js"], "the consent server was asked for {asked:?}");
    let device = stage.page().device().await?;
    ensure!(device == Device::default(), "on the device before any decision: {device:?}");
    for wire in [&stage.pages.wire, &stage.wire] {
        ensure!(wire.take_cookies().is_empty(), "a cookie was sent before any decision");
    }
    once_accepted_it_does_all_of_it(stage).await
}

/// Without this a page that tries nothing would pass.
async fn once_accepted_it_does_all_of_it(stage: &Stage) -> Result<()> {
    stage.page().press(BANNER, "accept").await?;
    let mut asked = Vec::new();
    until("every service calls its host", async || {
        asked.extend(stage.third.wire.take_requests());
        let missing: Vec<_> =
            ASKED.iter().filter(|one| !asked.iter().any(|had| had == *one)).collect();
        if missing.is_empty() { Ok(Some(())) } else { anyhow::bail!("not yet: {missing:?}") }
    })
    .await?;
    until("every service has stored something", async || {
        let device = stage.page().device().await?;
        let all = ["_hits", "_hits_here", "_beacon", "_pixel"]
            .iter()
            .all(|name| device.cookies.contains_key(*name))
            && device.local.contains_key("log.local")
            && device.session.contains_key("log.session")
            && device.databases == ["views"]
            && device.caches == ["views"]
            && device.workers.len() == 1;
        if all { Ok(Some(())) } else { anyhow::bail!("not yet: {device:?}") }
    })
    .await
}

/// What an earlier visit, before Volens was there, has left; and what may stay.
const LEFT: &str = "
document.cookie = '_hits=1; Path=/; Max-Age=1000';
document.cookie = '_hits_here=1; Path=/greedy; Max-Age=1000';
document.cookie = '_beacon=1; Path=/; Max-Age=1000';
document.cookie = '_pixel=1; Path=/greedy/; Max-Age=1000';
document.cookie = 'basket=1; Path=/; Max-Age=1000';
document.cookie = 'undeclared=1; Path=/; Max-Age=1000';
localStorage.setItem('log.local', '1');
localStorage.setItem('undeclared', '1');
sessionStorage.setItem('log.session', '1');
const done = arguments[arguments.length - 1];
indexedDB.open('views').onsuccess = ({ target }) => {
  target.result.close();
  caches.open('views').then(() => done());
};";

pub(crate) async fn what_services_left_goes_when_somebody_refuses(stage: &mut Stage) -> Result<()> {
    let page = stage.page();
    page.open(&format!("{}/greedy/blank.html", stage.pages.origin)).await?;
    page.session.execute_async(LEFT, []).await?;
    let before = page.device().await?;
    ensure!(before.cookies.len() == 6 && before.databases.len() == 1, "{before:?}");

    stage.visit_page(PAGE).await?;
    page.press(BANNER, "refuse").await?;
    page.gone(BANNER).await?;
    until("what was declared is gone, and nothing else", async || {
        let device = page.device().await?;
        let cookies: Vec<_> = device.cookies.keys().map(String::as_str).collect();
        let local: Vec<_> = device.local.keys().map(String::as_str).collect();
        let gone = cookies == ["basket", "undeclared", "volens_greedy"]
            && local == ["undeclared"]
            && device.session.is_empty()
            && device.databases.is_empty()
            && device.caches.is_empty();
        if gone { Ok(Some(())) } else { anyhow::bail!("not yet: {device:?}") }
    })
    .await?;

    for wire in [&stage.pages.wire, &stage.wire] {
        wire.take_cookies();
    }
    stage.visit_page(PAGE).await?;
    ensure!(!page.sees(BANNER).await?, "the banner is back");
    page.open(&format!("{}/greedy/blank.html", stage.pages.origin)).await?;
    let sent = [stage.pages.wire.take_cookies(), stage.wire.take_cookies()].concat();
    ensure!(sent.len() >= 2, "no cookies were sent at all, so this shows nothing");
    for cookie in sent.iter().flat_map(|line| line.split("; ")) {
        let name = cookie.split('=').next().unwrap_or_default();
        ensure!(["basket", "undeclared", "volens_greedy"].contains(&name), "{cookie} was sent");
    }
    ensure!(stage.third.wire.connections() == 0, "a third party was called");
    Ok(())
}
