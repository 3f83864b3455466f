//! The pages of the guide (`docs/recipes.md`), as their visitors meet them.

use crate::walks::conventions::{ran, until_ran};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use std::net::{Ipv4Addr, TcpListener};
use std::process::Stdio;
use thirtyfour::By;
use tokio::net::TcpStream;
use tokio::process::Command;
use volens_e2e::{BANNER, SETTINGS, Stage, until};

pub(crate) async fn a_plain_page(stage: &mut Stage) -> Result<()> {
    accepted(stage, "plain", "/ads.js", &["statistics"]).await
}

pub(crate) async fn a_shop_of_woocommerces_markup(stage: &mut Stage) -> Result<()> {
    accepted(stage, "wordpress", "/pixel.js", &["gtag"]).await
}

pub(crate) async fn a_tag_manager(stage: &mut Stage) -> Result<()> {
    accepted(stage, "tag_manager", "/gtm.js?id=GTM-XXXXXXX", &[]).await
}

/// Nothing before a decision; after Accept what ran, and what the third party was asked for.
async fn accepted(stage: &Stage, page: &str, asked: &str, wanted: &[&str]) -> Result<()> {
    stage.visit_page(&format!("recipes/{page}.html")).await?;
    stage.page().shown(BANNER, "accept").await?;
    ensure!(ran(stage).await?.is_empty(), "something ran before any choice");
    let before = stage.third.wire.take_requests();
    ensure!(before.is_empty(), "asked for before any choice: {before:?}");
    stage.page().press(BANNER, "accept").await?;
    until_ran(stage, wanted).await?;
    until_asked(stage, asked).await
}

async fn until_asked(stage: &Stage, wanted: &str) -> Result<()> {
    let mut asked = Vec::new();
    until(&format!("{wanted} is asked for"), async || {
        asked.extend(stage.third.wire.take_requests());
        Ok(asked.iter().any(|one| one.ends_with(wanted)).then_some(()))
    })
    .await
}

pub(crate) async fn a_single_page_application(stage: &mut Stage) -> Result<()> {
    // As the server of such an application answers: every address with the same page.
    let text = include_str!("../../../pages/recipes/single_page.html");
    stage.pages.put("recipes/view2", text);
    stage.visit_page("recipes/single_page.html").await?;
    let page = stage.page();
    page.shown(BANNER, "accept").await?;
    let next = page.session.find(By::Id("next")).await?;
    next.click().await?;
    page.press(BANNER, "accept").await?;
    until_ran(stage, &["view 1"]).await?;
    next.click().await?;
    until_ran(stage, &["view 1", "view 2"]).await?;
    until_asked(stage, "/view2.gif").await?;

    page.open_settings().await?;
    page.press(SETTINGS, "refuse").await?;
    let entries = stage.until_delivered_of("pages", 2).await?;
    ensure!(entries.last().is_some_and(|entry| entry.is("action", "withdraw")), "{entries:?}");
    Ok(())
}

pub(crate) async fn a_ledger_on_the_shops_own_origin(stage: &mut Stage) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let listen = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
    let shop = stage.pages.wire.upstream().context("a shop")?;
    let ledger = stage.wire.upstream().context("a ledger")?;
    let mut text = include_str!("../../../pages/recipes/nginx.conf").to_owned();
    for (name, value) in [
        ("folder", folder.path().display().to_string()),
        ("listen", listen.to_string()),
        ("site", "pages".to_owned()),
        ("ledger", ledger.to_string()),
        ("shop", shop.to_string()),
    ] {
        text = text.replace(&format!("{{{{{name}}}}}"), &value);
    }
    let file = folder.path().join("nginx.conf");
    std::fs::write(&file, text)?;
    // Debian keeps it out of a user's PATH.
    let _nginx = Command::new("/usr/sbin/nginx")
        .arg("-c")
        .arg(&file)
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .context("nginx")?;
    until("nginx listens", async || Ok(TcpStream::connect(listen).await.ok().map(drop))).await?;
    stage.pages.wire.connect(Some(listen));

    stage.visit_page("recipes/proxied.html").await?;
    stage.page().press(BANNER, "refuse").await?;
    stage.page().gone(BANNER).await?;
    stage.until_delivered_of("pages", 1).await?;
    stage.page().open_settings().await?;
    stage.page().press(SETTINGS, "accept").await?;
    until_ran(stage, &["statistics"]).await?;
    stage.until_delivered_of("pages", 2).await?;
    let elsewhere = stage.wire.take_requests();
    ensure!(elsewhere.is_empty(), "asked of another origin: {elsewhere:?}");
    Ok(())
}

pub(crate) async fn buttons_open_the_settings(stage: &mut Stage) -> Result<()> {
    stage.visit_page("recipes/elements.html").await?;
    let page = stage.page();
    page.press(BANNER, "refuse").await?;
    for (id, name) in [("named", "Your privacy"), ("unnamed", "Privacy settings")] {
        let button = until(&format!("the button says {name}"), async || {
            let found = page.session.find(By::Css(format!("#{id} > button"))).await?;
            Ok((found.text().await? == name).then_some(found))
        })
        .await?;
        button.click().await?;
        page.shown(SETTINGS, "save").await?;
        page.press(SETTINGS, "close").await?;
        page.gone(SETTINGS).await?;
    }
    ensure!(
        ask(stage, "return document.querySelectorAll('volens-settings-button button').length")
            .await?
            == 2
    );
    Ok(())
}

pub(crate) async fn what_is_held_and_why(stage: &mut Stage) -> Result<()> {
    stage.visit_page("recipes/debugged.html").await?;
    stage.page().shown(BANNER, "refuse").await?;
    let address = format!("{}/pages/debug.js", stage.origins.consent);
    let load = "const done = arguments[arguments.length - 1];
        import(arguments[0]).then((module) => module.report())
          .then((found) => done(found.map((one) => one.code).join(' ')), (error) => done(String(error)));";
    let codes = stage.page().session.execute_async(load, [json!(address)]).await?;
    let expected = "other-manager undecided unknown-id unknown-id not-held not-held address";
    ensure!(*codes.json() == expected, "{:?}", codes.json());
    ensure!(ran(stage).await? == ["not held"], "looking changes nothing");
    Ok(())
}

async fn ask(stage: &Stage, script: &str) -> Result<Value> {
    Ok(stage.page().session.execute(script, []).await?.json().clone())
}
