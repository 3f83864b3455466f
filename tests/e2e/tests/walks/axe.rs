//! axe-core finds nothing in any view, in the engines that `tests/views/` has no hold of. A plain run
//! sees each view in both widths and both schemes, and every language in both widths and both schemes,
//! but each view in four languages of six; `cargo xtask test --full` sees every pair (`pairs.rs`).

use super::contact::{EMAIL, tick_box};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use volens_e2e::{Answer, BANNER, RESTING, SETTINGS, Stage, until};

pub(crate) const LANGUAGES: [&str; 6] = ["lv", "en", "et", "lt", "ru", "fi"];
pub(crate) const WIDTHS: [u32; 2] = [1280, 360];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    Banner,
    Status,
    /// As the host has rendered them.
    Settings,
    /// As the widget has.
    Widget,
    Overview,
    Bar,
    Modal,
    /// What is told where nothing is asked.
    Necessary,
    Placeholder,
    Contact,
    /// The settings of whoever has ticked a box.
    Contacts,
    Choices,
}

/// Those of a site with every language.
const VIEWS: [View; 5] = [View::Banner, View::Status, View::Settings, View::Widget, View::Overview];
/// Those of sites with one language.
const OTHERS: [(View, &str, &str); 4] = [
    (View::Bar, "pages", "en"),
    (View::Modal, "modal", "lv"),
    (View::Placeholder, "pages", "en"),
    (View::Contact, "pages", "en"),
];

pub(crate) async fn a_selection_in_light(stage: &mut Stage) -> Result<()> {
    selection(stage, 0).await
}

pub(crate) async fn a_selection_in_the_dark(stage: &mut Stage) -> Result<()> {
    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
    let dark = stage.page().session.execute(dark, []).await?;
    ensure!(dark.json() == true, "this engine shows no dark scheme");
    selection(stage, 3).await
}

/// With `shift` 0 and 3 each view comes in four languages, and both times each language comes in both
/// widths.
async fn selection(stage: &Stage, shift: usize) -> Result<()> {
    for (row, view) in VIEWS.into_iter().enumerate() {
        for (column, width) in WIDTHS.into_iter().enumerate() {
            let language = LANGUAGES.iter().cycle().nth(row * 2 + column + shift);
            let language = language.context("a language")?;
            has_no_violation(stage, view, "apollo", language, width).await?;
        }
    }
    others(stage).await
}

async fn others(stage: &Stage) -> Result<()> {
    for (view, site, language) in OTHERS {
        for width in WIDTHS {
            has_no_violation(stage, view, site, language, width).await?;
        }
    }
    Ok(())
}

pub(crate) async fn has_no_violation(
    stage: &Stage,
    view: View,
    site: &str,
    language: &str,
    width: u32,
) -> Result<()> {
    let name = format!("{view:?} in {language} at {width} px");
    let include = show(stage, view, site, language, width).await.context(name.clone())?;
    let found = violations(stage, include).await.context(name.clone())?;
    ensure!(found == json!([]), "{name}: {found}");
    Ok(())
}

/// Brings a view on screen, for someone who has never been there; answers where it is.
async fn show(
    stage: &Stage,
    view: View,
    site: &str,
    language: &str,
    width: u32,
) -> Result<&'static str> {
    let page = stage.page();
    page.session.enter_default_frame().await?;
    if view == View::Overview {
        // A page of its own, which no frame may hold: its table follows the width of what it is in.
        page.open(&stage.elsewhere(&format!("/{site}/notice?lang={language}"))).await?;
        let narrow = "document.querySelector('.volens-notice').style.inlineSize = arguments[0]";
        page.session.execute(narrow, [format!("{width}px").into()]).await?;
        return Ok(".volens-notice");
    }
    stage.wire.repair();
    if view == View::Settings {
        stage.wire.answer("_bg.wasm", Answer::error_page(404));
    }
    page.open(&format!("{}/plain.html", stage.pages.origin)).await?;
    page.session.delete_all_cookies().await?;
    page.session.execute("localStorage.clear()", []).await?;
    let query = format!("site={site}&lang={language}&width={width}");
    page.open(&format!("{}/views.html?{query}", stage.pages.origin)).await?;
    page.session.enter_frame(0).await?;
    page.ready().await?;
    match view {
        View::Banner | View::Bar | View::Modal | View::Necessary => {
            page.shown(BANNER, "refuse").await?;
            Ok(BANNER)
        }
        View::Status => {
            page.press(BANNER, "refuse").await?;
            page.until_told("saved").await?;
            Ok(RESTING)
        }
        View::Settings | View::Widget => {
            page.press(BANNER, "settings").await?;
            page.shown(SETTINGS, "save").await?;
            if view == View::Widget {
                the_widget_is_there(stage).await?;
            }
            Ok(SETTINGS)
        }
        View::Contacts => {
            page.press(BANNER, "refuse").await?;
            page.gone(BANNER).await?;
            tick_box(stage, EMAIL).await?.click().await?;
            page.session.execute(SUBMITTED, []).await?;
            page.open_settings().await?;
            the_widget_is_there(stage).await?;
            page.shown(SETTINGS, "unsubscribe").await?;
            Ok(SETTINGS)
        }
        View::Choices => {
            page.press(BANNER, "accept").await?;
            let script = format!("{}/{site}/choices.js", stage.origins.consent);
            page.session.execute(EMBEDDED, [script.into()]).await?;
            until_in("volens-choices", "li h3", stage).await?;
            Ok("volens-choices")
        }
        View::Placeholder => {
            page.shown("volens-placeholder", "once").await?;
            Ok("volens-placeholder")
        }
        View::Contact | View::Overview => {
            until_in("volens-consent", "input", stage).await?;
            Ok("volens-consent")
        }
    }
}

/// The form is sent, and the page stays.
const SUBMITTED: &str = "const form = document.querySelector('form');
    form.addEventListener('submit', (event) => event.preventDefault());
    form.requestSubmit();";

/// My choices, in the page.
const EMBEDDED: &str = "const script = document.createElement('script');
    Object.assign(script, { type: 'module', src: arguments[0] });
    document.querySelector('main').replaceChildren(document.createElement('volens-choices'), script);";

async fn the_widget_is_there(stage: &Stage) -> Result<()> {
    until_in(SETTINGS, ".volens-settings:not(:has(.search.room))", stage).await
}

async fn until_in(host: &str, part: &str, stage: &Stage) -> Result<()> {
    let here =
        "return !!document.querySelector(arguments[0])?.shadowRoot?.querySelector(arguments[1])";
    until(&format!("{host} has {part}"), async || {
        let found = stage.page().session.execute(here, [host.into(), part.into()]).await?;
        Ok((found.json() == true).then_some(()))
    })
    .await
}

/// What axe-core has found in the elements that `include` selects; at least some rules had work there.
pub(crate) async fn violations(stage: &Stage, include: &str) -> Result<Value> {
    let axe = concat!(env!("CARGO_MANIFEST_DIR"), "/../views/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).context("`cargo xtask test views` installs axe-core")?;
    let script = format!(
        "{axe};
        const [include, done] = arguments;
        // Forced colours are the visitor's own, and axe-core reads the author's.
        const enabled = !matchMedia('(forced-colors: active)').matches;
        window.axe.run({{ include: [[include]] }}, {{ rules: {{ 'color-contrast': {{ enabled }} }} }}).then(
          ({{ violations, passes }}) => done([passes.length, violations.flatMap(({{ id, nodes }}) =>
            nodes.map(({{ target, any }}) => `${{id}} ${{target}} ${{any[0]?.message ?? ''}}`))]),
          (error) => done([0, String(error)]));"
    );
    let found = stage.page().session.execute_async(&script, [include.into()]).await?;
    let (passed, found): (u32, Value) = serde_json::from_value(found.json().clone())?;
    ensure!(passed > 3, "axe-core saw nothing to judge: {passed} rules, {found}");
    Ok(found)
}
