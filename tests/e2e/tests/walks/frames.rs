//! Frames that wait, and what stands in their place.

use crate::walks::conventions::ran;
use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use volens_e2e::{BANNER, Device, SETTINGS, Stage, until};

const PLACEHOLDER: &str = "volens-placeholder";
const PAGE: &str = "held/frames.html";

/// What the first placeholder says, to eyes and to assistive technology, and every place's size.
const LOOK: &str = r"
const group = document.querySelector('volens-placeholder').shadowRoot.firstElementChild;
const size = (element) => [element.offsetWidth, element.offsetHeight];
return {
  role: group.getAttribute('role'),
  name: group.querySelector('#' + group.getAttribute('aria-labelledby')).textContent,
  says: group.textContent.includes('Purpose: Shows videos.'),
  sizes: [...document.querySelectorAll('volens-placeholder')].map(size),
};";

async fn ask(stage: &Stage, script: &str) -> Result<serde_json::Value> {
    Ok(stage.page().session.execute(script, []).await?.json().clone())
}

async fn until_asked(stage: &Stage, path: &str) -> Result<()> {
    until(&format!("the third party is asked for {path}"), async || {
        let requests = stage.third.wire.take_requests();
        Ok(requests.iter().any(|one| one.contains(path)).then_some(()))
    })
    .await
}

async fn visit(stage: &Stage) -> Result<()> {
    stage.visit_page(PAGE).await?;
    stage.page().shown(PLACEHOLDER, "once").await?;
    Ok(())
}

pub(crate) async fn a_placeholder_names_the_service_and_keeps_the_frames_box(
    stage: &mut Stage,
) -> Result<()> {
    visit(stage).await?;
    let look = ask(stage, LOOK).await?;
    let wanted = json!({
        "role": "group",
        "name": "Not loaded yet: Video player",
        "says": true,
        // Those of fixed and fluid; the others have nothing that could be offered.
        "sizes": [[560, 315], [400, 225]],
    });
    ensure!(look == wanted, "{look}");

    stage.page().press(PLACEHOLDER, "once").await?;
    until_asked(stage, "/fixed.html").await?;
    let size = "const { offsetWidth, offsetHeight } = document.querySelector('#fixed');
                return [offsetWidth, offsetHeight]";
    ensure!(ask(stage, size).await? == json!([560, 315]), "the page moved");
    Ok(())
}

pub(crate) async fn loading_once_stores_and_sends_nothing(stage: &mut Stage) -> Result<()> {
    visit(stage).await?;
    stage.wire.take_requests();
    stage.page().press(PLACEHOLDER, "once").await?;
    until_asked(stage, "/fixed.html").await?;
    let focus = "return document.activeElement.id";
    ensure!(ask(stage, focus).await? == "fixed", "the loaded frame has no focus");
    ensure!(stage.page().device().await? == Device::default(), "something is stored");
    ensure!(ask(stage, "return document.querySelector('#fluid').src").await? == "", "both load");
    ensure!(stage.page().sees("volens-banner").await?, "loading once is no decision");

    visit(stage).await?;
    let posts = stage.wire.take_requests();
    ensure!(posts.iter().all(|one| !one.starts_with("POST")), "{posts:?}");
    Ok(())
}

pub(crate) async fn always_allowing_is_a_decision_and_withdrawing_brings_the_placeholder_back(
    stage: &mut Stage,
) -> Result<()> {
    visit(stage).await?;
    stage.page().press(PLACEHOLDER, "always").await?;
    until_asked(stage, "/fluid.html").await?;
    stage.page().gone(PLACEHOLDER).await?;
    ensure!(ask(stage, "return document.activeElement.id").await? == "fixed", "no focus");
    let device = until("the event has left the device", async || {
        let device = stage.page().device().await?;
        let is_delivered = device.local.keys().any(|name| name.contains(".h."))
            && device.local.keys().all(|name| !name.contains(".q."));
        Ok(is_delivered.then_some(device))
    })
    .await?;
    let cookie = device.cookies.get("volens_pages").context("a decision")?;
    ensure!(cookie.contains(".save.video."), "{cookie}");
    let event = device.local.iter().find(|(name, _)| name.contains(".h.")).context("history")?.1;
    ensure!(event.contains(r#""control":"placeholder""#), "{event}");
    ensure!(event.contains(r#""status":"stored""#), "{event}");

    stage.page().open_settings().await?;
    stage.page().press(SETTINGS, "refuse").await?;
    stage.page().shown(PLACEHOLDER, "once").await?;
    let loaded = "return [...document.querySelectorAll('iframe')].filter((one) => one.src).length
                  + performance.getEntriesByType('navigation').filter((one) => one.type === 'reload').length";
    ensure!(ask(stage, loaded).await? == 0, "a frame is still there, or the page was loaded again");
    Ok(())
}

pub(crate) async fn what_a_frame_may_not_load_it_never_does(stage: &mut Stage) -> Result<()> {
    visit(stage).await?;
    stage.page().press(BANNER, "accept").await?;
    until_asked(stage, "/fluid.html").await?;
    let sources = "return ['fixed', 'unlisted', 'unknown', 'script']
                   .map((id) => document.getElementById(id).hasAttribute('src'))";
    ensure!(ask(stage, sources).await? == json!([true, false, false, false]), "gadgets load");
    ensure!(ran(stage).await?.is_empty(), "an address ran as a script");
    Ok(())
}
