//! What a site said before: what has changed since a visitor's choice, and each version as it was.

use anyhow::{Context as _, Result, ensure};
use thirtyfour::By;
use volens_e2e::{BANNER, SETTINGS, Stage, until};

/// A page of the shop whose script nobody has cached yet.
const LATER: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Later</title>
<script src="{{consent}}/apollo/en.js"></script></head><body><p>Shop</p>
<footer><a href="" data-volens="settings">Privacy</a></footer></body></html>"#;

const PURPOSE: &str = "id = \"p04\"\npurpose = \"";
const TRACKER: &str = "{ name = \"_fbp\", duration = \"P3M\" }";

/// Whoever is asked again finds out in the settings what has changed, word by word; and whoever reads
/// the overview, what it said before.
pub(crate) async fn a_visitor_reads_what_has_changed(stage: &mut Stage) -> Result<()> {
    let page = stage.page();
    stage.pages.put("earlier.html", LATER.replace("en.js", "lv.js"));
    stage.pages.put("later.html", LATER);
    stage.visit_page("earlier.html").await?;
    page.press(BANNER, "accept").await?;
    stage.until_delivered(1).await?;

    let said = format!("{PURPOSE}Pavisam citādi: ");
    let longer = TRACKER.replace("P3M", "P6M");
    stage.publish(&[("notice.toml", PURPOSE, &said), ("site.toml", TRACKER, &longer)]).await?;
    let overview = stage.elsewhere("/apollo/notice?lang=lv");
    until("the ledger serves the new version", async || {
        page.open(&overview).await?;
        let purpose = page.session.find(By::Css("#p04 [data-verbatim=purpose]")).await?;
        Ok(purpose.text().await?.starts_with("Pavisam citādi").then_some(()))
    })
    .await?;

    // From the overview to the list, and from there to what tells two versions apart.
    follow(stage, "a[href*='/notice/versions?']").await?;
    let versions = page.session.find_all(By::Css(".versions li")).await?;
    ensure!(versions.len() == 2, "{} versions", versions.len());
    follow(stage, ".versions li a[href*='/notice/versions/'][href*='...']").await?;
    ensure!(text(stage, ".versions dd.before").await?.starts_with("Iepriekš: Labākas"), "before");
    ensure!(text(stage, ".versions dd.after ins").await? == "Pavisam citādi:", "after");
    follow(stage, ".versions h3 a").await?;
    ensure!(text(stage, "#p04 [data-verbatim=purpose]").await?.starts_with("Pavisam"), "the whole");

    stage.visit_page("later.html").await?;
    page.shown(BANNER, "refuse").await?;
    page.open_settings().await?;
    let link = "return document.querySelector('volens-settings').shadowRoot\
                .querySelector('.text > .note a')?.href";
    let address = until("the settings lead to what has changed", async || {
        let found = page.session.execute(link, []).await?;
        Ok(found.json().as_str().map(str::to_owned))
    })
    .await?;
    let note = page.text_of(SETTINGS).await?;
    ensure!(note.contains("what the services do or store"), "{note}");
    page.open(&address).await?;
    ensure!(text(stage, ".versions h2").await? == "Meta Pixel", "the service");
    let [before, after] = [".before del", ".after ins"].map(|mark| format!(".versions dd{mark}"));
    ensure!((text(stage, &before).await?, text(stage, &after).await?) == ("3".into(), "6".into()));
    ensure!(page.session.find_all(By::Css(".versions h2")).await?.len() == 1, "nothing else");
    Ok(())
}

async fn follow(stage: &Stage, selector: &str) -> Result<()> {
    let link = stage.page().session.find(By::Css(selector)).await?;
    let address = link.prop("href").await?.context("a link")?;
    link.scroll_into_view().await?;
    link.click().await?;
    let wanted = address.split('#').next().unwrap_or_default().to_owned();
    until(&format!("{wanted} is open"), async || {
        let now = stage.page().session.current_url().await?;
        Ok(now.as_str().starts_with(&wanted).then_some(()))
    })
    .await
}

async fn text(stage: &Stage, selector: &str) -> Result<String> {
    Ok(stage.page().session.find(By::Css(selector)).await?.text().await?)
}
