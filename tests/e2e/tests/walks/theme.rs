//! A site's theme is what a visitor sees in every view, under a policy that allows no style at all.

use anyhow::{Result, ensure};
use volens_e2e::{BANNER, SETTINGS, Stage};

/// `accent` and `on_accent` of `tests/pages/site`.
const ACCENT: &str = "rgb(138, 28, 74)";
const ON_ACCENT: &str = "rgb(255, 255, 255)";

/// Of each of these controls: its ground, its text's colour, its font.
async fn looks(stage: &Stage, host: &str, controls: &[&str]) -> Result<Vec<[String; 3]>> {
    let script = r#"
        const root = document.querySelector(arguments[0]).shadowRoot;
        return arguments[1].map((control) => {
            const style = getComputedStyle(root.querySelector(`[data-volens="${control}"]`));
            return [style.backgroundColor, style.color, style.fontFamily];
        });"#;
    let arguments = vec![host.into(), controls.into()];
    let looks = stage.page().session.execute(script, arguments).await?;
    Ok(serde_json::from_value(looks.json().clone())?)
}

pub(crate) async fn a_theme_needs_no_exception_from_a_strict_policy(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_page("held/strict.html").await?;
    // Not the one that browsers begin with.
    let script = "document.body.style.fontFamily = 'monospace';\
                  return getComputedStyle(document.body).fontFamily";
    let own = stage.page().session.execute(script, []).await?;
    let own = own.json().as_str().unwrap_or_default().to_owned();
    let themed = [ACCENT, ON_ACCENT, &own].map(str::to_owned);

    stage.page().shown(BANNER, "accept").await?;
    let banner = looks(stage, BANNER, &["refuse", "accept"]).await?;
    ensure!(banner == [themed.clone(), themed.clone()], "banner: {banner:?}, not {themed:?}");

    stage.page().open_settings().await?;
    stage.page().shown(SETTINGS, "save").await?;
    let settings = looks(stage, SETTINGS, &["refuse", "accept", "save"]).await?;
    ensure!(settings.iter().all(|look| *look == themed), "settings: {settings:?}, not {themed:?}");
    Ok(())
}
