//! What opens the settings once the banner has gone, and what is said beside it.

use crate::walks::access::{MODAL, PAGE, ask, focused, press, tab_to};
use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;
use volens_e2e::{BANNER, RESTING, SETTINGS, Stage, until};

/// Finds the control, in the page or in the shadow root that rests on it.
const BUTTON: &str = "const found = document.querySelector('#named > button');
    const button = found ?? document.querySelector('volens-floating').shadowRoot.querySelector('[data-volens=settings]');";

/// `<volens-settings-button>`, a button of the page's.
pub(crate) async fn a_settings_button_opens_when_it_is_pressed(stage: &mut Stage) -> Result<()> {
    stage.visit_page("recipes/elements.html").await?;
    opens_when_it_is_pressed(stage, "/settings.en.html").await
}

/// The floating control, which rests where the banner was.
pub(crate) async fn the_floating_control_opens_when_it_is_pressed(stage: &mut Stage) -> Result<()> {
    stage.visit_page(MODAL).await?;
    opens_when_it_is_pressed(stage, "/settings.lv.html").await
}

async fn opens_when_it_is_pressed(stage: &Stage, settings: &str) -> Result<()> {
    let page = stage.page();
    page.press(BANNER, "refuse").await?;
    page.gone(BANNER).await?;
    ask(
        stage,
        "window.opened = 0; document.addEventListener('volens:open', () => window.opened += 1)",
    )
    .await?;
    // Coming near fetches the settings, and opens nothing: nor do keys that press nothing.
    run(stage, "button.focus(); button.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }))")
        .await?;
    for key in [Key::Down, Key::Up] {
        press(stage, key).await?;
    }
    page.until_fetched(settings).await?;
    page.until_fetched("_bg.wasm").await?;
    page.gone(SETTINGS).await?;
    let opened = ask(stage, "return window.opened").await?;
    ensure!(opened == 0, "the settings open before the control is pressed");

    for (opens, closes) in [("enter", "escape"), ("space", "close"), ("mouse", "escape")] {
        run(stage, "button.focus()").await?;
        match opens {
            "enter" => press(stage, Key::Enter).await?,
            "space" => press(stage, Key::Space).await?,
            _ => run(stage, "return button").await?.element()?.click().await?,
        }
        page.shown(SETTINGS, "save").await?;
        until("the settings have the focus", async || {
            Ok(focused(stage).await?.starts_with(SETTINGS).then_some(()))
        })
        .await?;
        if closes == "escape" {
            press(stage, Key::Escape).await?;
        } else {
            page.press(SETTINGS, "close").await?;
        }
        page.gone(SETTINGS).await?;
        until(&format!("the focus is back, opened by {opens}, closed by {closes}"), async || {
            let same =
                "return (document.activeElement.shadowRoot ?? document).activeElement === button";
            Ok((*run(stage, same).await?.json() == true).then_some(()))
        })
        .await?;
    }
    let opened = ask(stage, "return window.opened").await?;
    ensure!(opened == 3, "three presses have opened the settings {opened} times");
    Ok(())
}

async fn run(stage: &Stage, script: &str) -> Result<thirtyfour::session::scriptret::ScriptRet> {
    Ok(stage.page().session.execute(format!("{BUTTON} {script}"), []).await?)
}

/// That a region announces it is `access::a_status_is_said_in_a_region_that_is_there_already`'s.
pub(crate) async fn what_is_said_goes_by_itself_and_is_in_nobodys_way(
    stage: &mut Stage,
) -> Result<()> {
    // Beside the floating control; in narrow windows and large text: tests/views/check.mjs.
    stage.visit_page(MODAL).await?;
    stage.page().press(BANNER, "refuse").await?;
    stage.page().until_told("saved").await?;
    let apart = "const root = document.querySelector('volens-floating').shadowRoot;
        const [note, control] = ['[data-note=saved]', '[data-volens=settings]']
          .map((one) => root.querySelector(one));
        const { left, right, top, bottom } = control.getBoundingClientRect();
        const over = root.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const said = note.getBoundingClientRect();
        const inside = said.left >= 0 && said.right <= innerWidth && said.top >= 0;
        return [note.checkVisibility({ visibilityProperty: true }), inside, said.bottom <= top, over === control,
          note.querySelectorAll('a, button, [tabindex]').length];";
    let found = ask(stage, apart).await?;
    ensure!(
        found == json!([true, true, true, true, 0]),
        "seen, inside, apart, free, controls: {found}"
    );
    ensure!(focused(stage).await? == format!("{RESTING} settings"), "{}", focused(stage).await?);

    // Before it has gone the settings cover it, and have nothing over their buttons.
    press(stage, Key::Enter).await?;
    stage.page().shown(SETTINGS, "save").await?;
    let shown = "return [...document.querySelector('volens-floating').shadowRoot.querySelectorAll('[data-note]')]
        .filter((note) => !note.hidden).length";
    ensure!(ask(stage, shown).await? == 0, "something is said behind the settings");

    stage.visit_page(PAGE).await?;
    tab_to(stage, &format!("{BANNER} refuse")).await?;
    press(stage, Key::Enter).await?;
    stage.page().until_told("saved").await?;
    let before = focused(stage).await?;
    // The page's own link: this site has no control.
    ensure!(before == "a", "the focus went to {before}");
    until("what was said has gone by itself", async || {
        let gone = "const note = document.querySelector('volens-floating').shadowRoot.querySelector('[data-note=saved]');
            return !note.hidden && getComputedStyle(note).visibility === 'hidden';";
        Ok((ask(stage, gone).await? == true).then_some(()))
    })
    .await?;
    ensure!(
        focused(stage).await? == before,
        "its going moved the focus to {}",
        focused(stage).await?
    );
    Ok(())
}
