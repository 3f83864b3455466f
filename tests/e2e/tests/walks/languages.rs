//! One language from the script's address to the ledger (L25): banner, settings, dates, overview.

use anyhow::{Context as _, Result, ensure};
use thirtyfour::By;
use volens_e2e::{BANNER, RESTING, SETTINGS, Stage, until};
use volens_model::site::Texts;
use volens_model::words::{LOCALES, locale};

/// What a visitor must not meet in another language: sentences that are each language's own.
fn sentences(language: &str) -> Result<Vec<String>> {
    let words = locale(language).context("a language we speak")?;
    let file = format!("../../sites/apollo/texts/{language}.toml");
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let texts: Texts = toml::from_str(&std::fs::read_to_string(file)?)?;
    let services = texts.services.into_values();
    let said = services.flat_map(|service| service.trackers.into_values().chain([service.purpose]));
    let own = [words.settings.title, words.settings.lede, words.durations.persistent];
    Ok(said.chain(own).collect())
}

/// Nothing but the address says which language: the page itself is in German.
pub(crate) async fn each_language_is_one_from_banner_to_ledger(stage: &mut Stage) -> Result<()> {
    for (language, _) in LOCALES {
        speaks(stage, language).await.with_context(|| format!("in `{language}`"))?;
        stage.page().session.delete_all_cookies().await?;
    }
    let entries = stage.until_delivered(LOCALES.len()).await?;
    for ((language, _), entry) in LOCALES.iter().zip(entries) {
        ensure!(entry.is("language", *language), "{language}: {entry:?}");
    }
    Ok(())
}

async fn speaks(stage: &Stage, language: &str) -> Result<()> {
    let page = stage.page();
    stage.visit_page(&format!("language.html?{language}")).await?;
    page.shown(BANNER, "refuse").await?;
    ensure!(languages_of(stage, BANNER).await? == [language], "the banner");
    page.press(BANNER, "settings").await?;
    page.shown(SETTINGS, "save").await?;
    ensure!(languages_of(stage, SETTINGS).await? == [language], "the settings");
    let shown = stage.page().text_of(SETTINGS).await?;
    for sentence in sentences(language)? {
        ensure!(shown.contains(&sentence), "the settings do not say `{sentence}`");
    }
    for (other, _) in LOCALES.iter().filter(|(other, _)| *other != language) {
        for sentence in sentences(other)? {
            ensure!(
                !shown.contains(&sentence),
                "the settings say `{sentence}`, which is `{other}`"
            );
        }
    }
    page.press(SETTINGS, "refuse").await?;
    page.gone(SETTINGS).await?;
    page.open_settings().await?;
    let (date, month) =
        until("the settings say since when", async || dated(stage, language).await).await?;
    ensure!(date.contains(&month), "{date} has no {month}");

    let overview = link(stage).await?;
    page.open(&overview).await?;
    let html = page.session.find(By::Tag("html")).await?;
    ensure!(html.attr("lang").await?.as_deref() == Some(language), "{overview}");
    let notice = page.session.find(By::Css(".volens-notice")).await?;
    ensure!(notice.attr("lang").await?.as_deref() == Some(language), "{overview}");
    for (other, _) in LOCALES.iter().filter(|(other, _)| *other != language) {
        let link = By::Css(format!("nav a[hreflang={other}][lang={other}]"));
        page.session.find(link).await.with_context(|| format!("no link to `{other}`"))?;
    }
    Ok(())
}

/// The languages that what stands in `host` says it is in.
async fn languages_of(stage: &Stage, host: &str) -> Result<Vec<String>> {
    let script = "const found = document.querySelector(arguments[0]).shadowRoot\
                  .querySelectorAll('[lang]:not([hreflang])');\
                  return [...new Set([...found].map((one) => one.lang))];";
    let found = stage.page().session.execute(script, [host.into()]).await?;
    Ok(serde_json::from_value(found.json().clone())?)
}

/// The date beside the decision, and the month that the browser's own `Intl` puts into a date of
/// today in this language.
async fn dated(stage: &Stage, language: &str) -> Result<Option<(String, String)>> {
    let script = "const note = document.querySelector(arguments[0]).shadowRoot\
                  .querySelector('[data-note=since]:not([hidden]) time');\
                  const form = new Intl.DateTimeFormat(arguments[1], { dateStyle: 'long' });\
                  const parts = form.formatToParts(new Date());\
                  return note?.textContent\
                    ? [note.textContent, parts.find((part) => part.type === 'month').value] : null;";
    let found = stage.page().session.execute(script, [SETTINGS.into(), language.into()]).await?;
    Ok(serde_json::from_value(found.json().clone())?)
}

/// Where the settings' link to the overview leads.
async fn link(stage: &Stage) -> Result<String> {
    let script = "return document.querySelector(arguments[0]).shadowRoot\
                  .querySelector('a[href*=\"/notice\"]').href";
    let found = stage.page().session.execute(script, [SETTINGS.into()]).await?;
    found.json().as_str().map(str::to_owned).context("the settings link to the overview")
}

/// The visitor's own language, in the settings alone.
pub(crate) async fn the_settings_change_their_language(stage: &mut Stage) -> Result<()> {
    stage.visit_shop("/").await?;
    let near = "document.querySelector('footer [data-volens=settings]').focus()";
    stage.page().session.execute(near, []).await?;
    stage.page().until_fetched("_bg.wasm").await?;
    stage.page().until_fetched("/view.lv.json").await?;
    change_language(stage).await
}

/// The host's markup does the same.
pub(crate) async fn the_settings_change_their_language_without_wasm(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_page("failures/no_wasm.html").await?;
    change_language(stage).await
}

async fn change_language(stage: &Stage) -> Result<()> {
    let page = stage.page();
    page.open_settings().await?;
    page.switch("statistics", true).await?;
    let names = "return [...document.querySelector('volens-settings').shadowRoot\
                 .querySelectorAll('nav a')].map((one) => [one.lang, one.hreflang, one.textContent])";
    let names = page.session.execute(names, []).await?;
    let names: Vec<[String; 3]> = serde_json::from_value(names.json().clone())?;
    for (language, _) in LOCALES.iter().filter(|(language, _)| *language != "lv") {
        let name = locale(language).context("a language we speak")?.language_name;
        let link = [(*language).to_owned(), (*language).to_owned(), name];
        ensure!(names.contains(&link), "{names:?} has no {link:?}");
    }
    let link = "document.querySelector('volens-settings').shadowRoot\
                .querySelector('[hreflang=en]').click()";
    page.session.execute(link, []).await?;
    until("the settings are English", async || {
        Ok((languages_of(stage, SETTINGS).await? == ["en"]).then_some(()))
    })
    .await?;
    let shown = stage.page().text_of(SETTINGS).await?;
    for sentence in sentences("en")? {
        ensure!(shown.contains(&sentence), "the settings do not say `{sentence}`");
    }
    let focused = "return document.activeElement.shadowRoot?.activeElement?.id";
    let focused = page.session.execute(focused, []).await?;
    ensure!(focused.json() == "volens-settings-title", "the focus is on {:?}", focused.json());
    ensure!(languages_of(stage, BANNER).await? == ["lv"], "the banner has changed too");

    // What was switched on stays so.
    page.press(SETTINGS, "save").await?;
    page.gone(SETTINGS).await?;
    ensure!(languages_of(stage, RESTING).await? == ["lv"], "what rests has changed too");
    let entries = stage.until_delivered(1).await?;
    let [entry] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(entry.is("granted", serde_json::json!(["shop_stats", "web_analytics"])), "{entry:?}");
    ensure!(entry.is("language", "en"), "{entry:?}");
    // The English page's own entry names the same markup.
    stage.page().session.delete_all_cookies().await?;
    stage.visit_page("language.html?en").await?;
    page.press(BANNER, "refuse").await?;
    let entries = stage.until_delivered(2).await?;
    ensure!(entries.iter().all(|one| one.field("shown") == entry.field("shown")), "{entries:?}");
    Ok(())
}
