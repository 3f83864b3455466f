//! Pages under the strictest policies: everything works, and the browser has nothing to report.

use crate::walks::conventions::{ran, until_ran};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use volens_e2e::{BANNER, Built, SETTINGS, Stage, until};

/// What listens in the page that allows scripts by their hash, and the hash.
const LOG: &str = "ran=[];reports=[];document.addEventListener(\"securitypolicyviolation\",\
                   (event)=>reports.push(`${event.effectiveDirective} ${event.blockedURI}`));";
const LOG_HASH: &str = "sha256-N4Z1UC588JafQ+zJ9ni/EFeF/jHlH43Y80jNzmS91cY=";

pub(crate) async fn a_policy_of_nonces_has_nothing_to_report(stage: &mut Stage) -> Result<()> {
    let all = ["first", "second", "template"];
    refuses_and_accepts(stage, "strict/nonce.html", &all).await?;
    has_nothing_to_report(stage).await
}

pub(crate) async fn an_isolated_page_has_nothing_to_report(stage: &mut Stage) -> Result<()> {
    let all = ["first", "second", "template"];
    refuses_and_accepts(stage, "strict/isolated.html", &all).await?;
    ensure!(ask(stage, "return crossOriginIsolated").await? == true, "the page is not isolated");
    has_nothing_to_report(stage).await
}

pub(crate) async fn a_policy_of_hashes_has_nothing_to_report(stage: &mut Stage) -> Result<()> {
    let forms = Built::new("tests/pages/site", &[]).await?.forms("pages")?;
    let text = |pointer| forms.pointer(pointer).and_then(Value::as_str).context(pointer);
    let (path, hash) = (text("/pinned/path")?, text("/pinned/integrity")?);
    let consent = &stage.origins.consent;
    let policy = format!(
        "default-src 'none'; script-src '{LOG_HASH}' '{hash}' {consent}/assets/ 'self'; \
         connect-src {consent}; img-src data:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types volens"
    );
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Hashes</title>\
         <link rel=\"icon\" href=\"data:,\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
         <script>{LOG}</script>\
         <script src=\"{consent}{path}\" integrity=\"{hash}\" crossorigin data-wasm=\"off\"></script>\
         </head><body><footer><a href=\"#\" data-volens=\"settings\">Privacy settings</a></footer>\
         <script type=\"text/plain\" data-category=\"statistics\" data-src=\"/held/first.js\"></script>\
         </body></html>"
    );
    stage.pages.put("strict/hash.html", page);
    refuses_and_accepts(stage, "strict/hash.html", &["first"]).await?;
    has_nothing_to_report(stage).await
}

/// By the banner, then by the settings; both decisions reach the ledger.
async fn refuses_and_accepts(stage: &Stage, path: &str, released: &[&str]) -> Result<()> {
    stage.visit_page(path).await?;
    let page = stage.page();
    page.press(BANNER, "refuse").await?;
    page.gone(BANNER).await?;
    stage.until_delivered_of("pages", 1).await?;
    ensure!(ran(stage).await?.is_empty(), "something ran that was refused");

    page.open_settings().await?;
    page.press(SETTINGS, "accept").await?;
    page.gone(SETTINGS).await?;
    until_ran(stage, released).await?;
    let entries = stage.until_delivered_of("pages", 2).await?;
    let [refused, accepted] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(refused.is("action", "refuse") && refused.is("control", "banner"), "{refused:?}");
    ensure!(accepted.is("action", "accept") && accepted.is("control", "settings"), "{accepted:?}");
    Ok(())
}

/// Neither the page nor the address that its policy names has been told of anything; and they would be.
async fn has_nothing_to_report(stage: &Stage) -> Result<()> {
    let reports = ask(stage, "return reports").await?;
    ensure!(reports == json!([]), "reported in the page: {reports}");
    let told = stage.pages.wire.take_requests();
    ensure!(!told.iter().any(|one| one.starts_with("POST ")), "reported: {told:?}");

    ask(stage, "document.body.append(new Image()), document.images[0].src = '/forbidden.png'")
        .await?;
    until("what a policy forbids is reported", async || {
        let reports = ask(stage, "return reports").await?;
        let image = reports.to_string().contains("img-src");
        Ok(image.then_some(()))
    })
    .await
}

async fn ask(stage: &Stage, script: &str) -> Result<Value> {
    Ok(stage.page().session.execute(script, []).await?.json().clone())
}
