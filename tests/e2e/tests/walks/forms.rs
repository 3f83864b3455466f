//! The forms in which a page can have its script (docs/embedding.md).

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use volens_e2e::{BANNER, Built, SETTINGS, Stage, until};

pub(crate) async fn a_pinned_script_asks_as_the_linked_one_does(stage: &mut Stage) -> Result<()> {
    let forms = Built::new("sites/apollo", &[]).await?.forms("apollo")?;
    let tag = format!(
        "<script src=\"{{{{consent}}}}{}\" integrity=\"{}\" crossorigin></script>",
        text(&forms, "/pinned/path")?,
        text(&forms, "/pinned/integrity")?
    );
    stage.pages.put("pinned.html", page("", &tag));
    stage.visit_page("pinned.html").await?;
    stage.page().press(BANNER, "accept").await?;
    until_it_says(stage, "runs").await?;
    let entries = stage.until_delivered(1).await?;
    ensure!(entries.iter().all(|entry| entry.is("action", "accept")), "{entries:?}");
    Ok(())
}

pub(crate) async fn an_expired_script_grants_nothing(stage: &mut Stage) -> Result<()> {
    let built = Built::new("sites/apollo", &[]).await?;
    let pinned = built.text(text(&built.forms("apollo")?, "/pinned/path")?)?;
    let (before, after) = pinned.split_once("if(Date.now()>").context("an end")?;
    let (_, after) = after.split_once(')').context("an end")?;
    stage.pages.put("pinned.js", format!("{before}if(Date.now()>1){after}"));
    stage.pages.put("linked.html", page("", "<script src=\"{{consent}}/apollo/lv.js\"></script>"));
    stage.pages.put("expired.html", page("", "<script src=\"/pinned.js\"></script>"));
    stage.visit_page("linked.html").await?;
    stage.page().press(BANNER, "accept").await?;
    until_it_says(stage, "runs").await?;

    // What was granted before does not count for a script that may be long out of date.
    stage.page().open(&format!("{}/expired.html", stage.pages.origin)).await?;
    until_it_says(stage, "loaded").await?;
    ensure!(!stage.page().sees(BANNER).await?, "an expired script asks");
    let api = stage.page().session.execute("return typeof window.volens", []).await?;
    ensure!(api.json() == "undefined", "an expired script answers pages: {api:?}");
    Ok(())
}

pub(crate) async fn a_script_in_the_page_asks_nobody_for_the_banner(
    stage: &mut Stage,
) -> Result<()> {
    let built = Built::new("sites/apollo", &["--origin", &stage.origins.consent]).await?;
    let forms = built.forms("apollo")?;
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src {} {}/assets/\">",
        text(&forms, "/inline/csp")?,
        stage.origins.consent
    );
    let element = built.text(text(&forms, "/inline/path")?)?;
    stage.pages.put("inline.html", page(&policy, element.trim_end()));
    stage.visit_page("inline.html").await?;
    stage.page().shown(BANNER, "refuse").await?;
    let asked = stage.wire.take_requests();
    ensure!(asked.is_empty(), "the consent origin is asked: {asked:?}");

    stage.page().press(BANNER, "settings").await?;
    stage.page().shown(SETTINGS, "refuse").await?;
    stage.page().press(SETTINGS, "refuse").await?;
    stage.page().gone(BANNER).await?;
    let entries = stage.until_delivered(1).await?;
    ensure!(entries.iter().all(|entry| entry.subject.is_none()), "{entries:?}");
    Ok(())
}

pub(crate) async fn a_host_of_files_is_enough(stage: &mut Stage) -> Result<()> {
    let mut built = Built::new("tests/e2e/site", &["--without-ledger"]).await?;
    built.put("index.html", &page("", "<script src=\"/greedy/lv.js\"></script>"))?;
    let origin = built.serve().await?;
    let page = stage.page();
    page.open(&origin).await?;
    page.shown(BANNER, "accept").await?;
    refuse_without_a_ledger(stage, "volens_greedy").await?;

    page.open_settings().await?;
    page.shown(SETTINGS, "accept").await?;
    page.press(SETTINGS, "accept").await?;
    until_it_says(stage, "runs").await?;
    let device = page.device().await?;
    ensure!(device.local.is_empty(), "without a ledger nobody needs a key: {device:?}");
    page.open(&origin).await?;
    until_it_says(stage, "runs").await?;
    ensure!(!page.sees(BANNER).await?, "the choice is forgotten");
    Ok(())
}

/// Another site, another language, and a host of another origin that sends what `_headers` says.
pub(crate) async fn a_host_of_files_elsewhere_is_enough(stage: &mut Stage) -> Result<()> {
    let built = Built::new("sites/apollo", &["--without-ledger"]).await?;
    let files = built.serve_as_told().await?;
    let tag = format!("<script async src=\"{files}/apollo/lt.js\"></script>");
    stage.pages.put("files.html", page("", &tag));
    stage.visit_page("files.html").await?;
    let page = stage.page();
    refuse_without_a_ledger(stage, "volens_apollo").await?;

    page.open_settings().await?;
    page.shown(SETTINGS, "accept").await?;
    let language =
        "return document.querySelector('volens-settings').shadowRoot.querySelector('[lang]').lang";
    let language = page.session.execute(language, []).await?;
    ensure!(language.json() == "lt", "{language:?}");
    page.press(SETTINGS, "accept").await?;
    until_it_says(stage, "runs").await?;
    ensure!(page.device().await?.local.is_empty(), "without a ledger nobody needs a key");
    let asked = stage.wire.take_requests();
    ensure!(asked.is_empty(), "a ledger is asked: {asked:?}");
    Ok(())
}

async fn refuse_without_a_ledger(stage: &Stage, cookie: &str) -> Result<()> {
    let page = stage.page();
    page.press(BANNER, "refuse").await?;
    page.gone(BANNER).await?;
    let device = page.device().await?;
    ensure!(device.cookies.keys().eq([cookie]), "{device:?}");
    ensure!(device.local.is_empty(), "without a ledger nothing waits for one: {device:?}");
    Ok(())
}

/// A page with an image that waits for `statistics`.
fn page(policy: &str, script: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"lv\"><head><meta charset=\"utf-8\"><title>Forma</title>\
         <link rel=\"icon\" href=\"data:,\">{policy}</head><body>{script}\
         <img alt=\"\" data-category=\"statistics\" data-src=\"/pixel.gif\">\
         <footer><a href=\"/\" data-volens=\"settings\">Privātuma iestatījumi</a></footer></body></html>\n"
    )
}

/// Waits until the held image has loaded, or for the page to be loaded without.
async fn until_it_says(stage: &Stage, wanted: &str) -> Result<()> {
    let script = "const image = document.querySelector('img[data-category]');\
                  return image?.getAttribute('src') ? 'runs' : document.readyState === 'complete' ? 'loaded' : '';";
    until(&format!("the page says `{wanted}`"), async || {
        let said = stage.page().session.execute(script, []).await?;
        Ok((said.json() == wanted).then_some(()))
    })
    .await
}

fn text<'a>(forms: &'a Value, pointer: &str) -> Result<&'a str> {
    forms.pointer(pointer).and_then(Value::as_str).context(pointer.to_owned())
}
