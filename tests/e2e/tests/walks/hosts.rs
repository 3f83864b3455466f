//! Pages that are hostile to whatever comes into them, one situation each (`tests/pages/hosts/`).

use crate::walks::conventions::{ran, until_ran};
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use thirtyfour::By;
use volens_e2e::{BANNER, SETTINGS, Stage, until};

macro_rules! hosts {
    ($($walk:ident: $page:literal $(, $check:literal)?;)+) => {
        $(pub(crate) async fn $walk(stage: &mut Stage) -> Result<()> {
            behaves(stage, $page).await?;
            $(
                let kept = ask(stage, concat!("return ", $check)).await?;
                ensure!(kept == true, "the page's own is not as it was: {}", $check);
            )?
            Ok(())
        })+
    };
}

hosts! {
    all_unset: "reset";
    important_rules: "important";
    transforms_filters_and_containment: "transformed";
    overlays_above_everything: "overlay", "document.querySelector('.sheet').offsetHeight > 100";
    a_tiny_root_font: "tiny", "getComputedStyle(document.documentElement).fontSize === '4px'";
    a_huge_root_font: "huge", "getComputedStyle(document.documentElement).fontSize === '40px'";
    quirks_mode: "quirks", "document.compatMode === 'BackCompat'";
    a_base_elsewhere: "base";
    // Not in WebKitGTK: its driver cannot answer where every object has one thing more.
    old_libraries: "prototypes", "kept()";
    frozen_built_ins: "frozen", "kept()";
    zones: "zones", "zoneTasks > 0";
    a_module_loader: "modules", "modules.length === 0";
    writing_while_loading: "written", "!!document.getElementById('late')";
    a_content_blocker: "blocker";
    another_body: "swapped";
}

/// `document.write` takes all listeners away (HTML, "document open steps"): what is shut stays shut.
pub(crate) async fn writing_after_loading(stage: &mut Stage) -> Result<()> {
    stage.visit_page("hosts/rewritten.html").await?;
    stage.page().shown(BANNER, "refuse").await?;
    ask(stage, "document.getElementById('write').click()").await?;
    until("the page is another", async || {
        let there = ask(stage, "return !!document.getElementById('anew')").await?;
        Ok((there == true).then_some(()))
    })
    .await?;
    nothing_came_of_it(stage).await?;
    stage.page().press(BANNER, "refuse").await?;
    stage.page().gone(BANNER).await?;
    nothing_came_of_it(stage).await
}

/// What a decision looks like on the screen.
#[derive(Debug)]
struct Look {
    width: f64,
    height: f64,
    /// Whether a press on its middle would reach it.
    hit: bool,
    /// Everything that it is drawn with, but for where it is.
    style: String,
}

/// Of Refuse and Accept, in the banner or the settings.
async fn looks(stage: &Stage, host: &str) -> Result<[Look; 2]> {
    let script = r#"
        const root = document.querySelector(arguments[0]).shadowRoot;
        const look = (name) => {
          const button = root.querySelector(`[data-volens="${name}"]`);
          const { left, top, width, height } = button.getBoundingClientRect();
          const hit = root.elementFromPoint(left + width / 2, top + height / 2);
          const style = getComputedStyle(button);
          let text = "";
          for (let i = 0; i < style.length; i++) {
            const name = style[i];
            if (/color|font|border|radius|opacity|visib|display|shadow|decoration|transform|filter|letter|padding/.test(name))
              if (!/origin/.test(name)) text += name + ":" + style.getPropertyValue(name) + ";";
          }
          return `${width}|${height}|${hit === button}|${text}`;
        };
        return look("refuse") + "\n" + look("accept");"#;
    let found = stage.page().session.execute(script, [host.into()]).await?;
    let text = found.json().as_str().unwrap_or_default().to_owned();
    let look = |line: &str| -> Option<Look> {
        let mut parts = line.splitn(4, '|');
        Some(Look {
            width: parts.next()?.parse().ok()?,
            height: parts.next()?.parse().ok()?,
            hit: parts.next()? == "true",
            style: parts.next()?.to_owned(),
        })
    };
    let (refuse, accept) = text.split_once('\n').unwrap_or_default();
    match (look(refuse), look(accept)) {
        (Some(refuse), Some(accept)) => Ok([refuse, accept]),
        _ => anyhow::bail!("{host} has no two decisions: {text}"),
    }
}

/// Both can be pressed, and nothing about one draws the eye more than about the other.
async fn equal(stage: &Stage, host: &str) -> Result<()> {
    let [refuse, accept] = looks(stage, host).await?;
    ensure!(refuse.hit && accept.hit, "{host} is covered: {refuse:?} {accept:?}");
    let same =
        (refuse.width - accept.width).abs() < 0.6 && (refuse.height - accept.height).abs() < 0.6;
    ensure!(same, "{host}: {refuse:?} beside {accept:?}");
    ensure!(refuse.height > 40.0 && refuse.height < 90.0, "{host}: {refuse:?}");
    ensure!(refuse.style == accept.style, "{host}: {refuse:?} beside {accept:?}");
    ensure!(refuse.style.contains("opacity:1;"), "{host}: {refuse:?}");
    Ok(())
}

/// Asks in sight, takes both decisions, grants nothing unasked and leaves the page as it is.
async fn behaves(stage: &Stage, name: &str) -> Result<()> {
    stage.visit_page(&format!("hosts/{name}.html")).await?;
    let page = stage.page();
    page.shown(BANNER, "refuse").await?;
    until("the banner is in its place", async || Ok(equal(stage, BANNER).await.ok())).await.ok();
    equal(stage, BANNER).await?;
    legible(stage).await?;
    let own = page.session.find(By::Id("own")).await?;
    // Clear of the banner, as a visitor scrolls it.
    page.session.execute("arguments[0].scrollIntoView()", [own.to_json()?]).await?;
    own.click().await?;
    nothing_came_of_it(stage).await?;

    page.press(BANNER, "refuse").await?;
    page.gone(BANNER).await?;
    // Drivers would answer with whatever an old library has given to every object.
    ask(stage, "delete Object.prototype.extended").await?;
    let entries = stage.until_delivered_of("pages", 1).await?;
    ensure!(entries.iter().all(|entry| entry.is("action", "refuse")), "{entries:?}");
    nothing_came_of_it(stage).await?;

    page.open_settings().await?;
    equal(stage, SETTINGS).await?;
    page.switch("statistics", true).await?;
    page.press(SETTINGS, "save").await?;
    page.gone(SETTINGS).await?;
    until_ran(stage, &["statistics"]).await?;
    let entries = stage.until_delivered_of("pages", 2).await?;
    let granted = entries.last().map(|entry| entry.field("granted").clone());
    ensure!(granted == Some(json!(["counter"])), "{entries:?}");

    let pressed = ask(stage, "return pressed").await?;
    ensure!(pressed == 1, "the page's own button answered {pressed} presses");
    let errors = ask(stage, "return errors.join()").await?;
    ensure!(errors == "", "the page broke: {errors}");
    let third = stage.third.wire.take_requests();
    ensure!(third.is_empty(), "asked for without a grant: {third:?}");
    Ok(())
}

/// The text that explains is drawn as the site's theme has it.
async fn legible(stage: &Stage) -> Result<()> {
    let script = r#"
        const { shadowRoot } = document.querySelector("volens-banner");
        const style = getComputedStyle(shadowRoot.querySelector("h2"));
        const { backgroundColor } = getComputedStyle(shadowRoot.querySelector(".volens-banner"));
        return [style.color, backgroundColor, style.textTransform, style.letterSpacing,
                parseFloat(style.fontSize) >= 16].join(" ");"#;
    let found = ask(stage, script).await?;
    let expected = "rgb(26, 28, 31) rgb(255, 255, 255) none normal true";
    ensure!(found == expected, "the banner's title: {found}");
    Ok(())
}

async fn nothing_came_of_it(stage: &Stage) -> Result<()> {
    let ran = ran(stage).await?;
    ensure!(ran.is_empty(), "ran without a grant: {ran:?}");
    let third = stage.third.wire.take_requests();
    ensure!(third.is_empty(), "asked for without a grant: {third:?}");
    Ok(())
}

async fn ask(stage: &Stage, script: &str) -> Result<Value> {
    Ok(stage.page().session.execute(script, []).await?.json().clone())
}
