//! Where the focus goes, what Escape does, what is said aloud, and how little a decision takes.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;
use volens_e2e::{BANNER, SETTINGS, Stage, until};

/// The page at its end, and one with a modal banner.
pub(crate) const PAGE: &str = "views.html?site=pages&lang=en";
pub(crate) const MODAL: &str = "views.html?site=modal&lang=lv";

/// The host that has the focus, and the control in it; of the page's own elements the name alone.
const FOCUSED: &str = "const host = document.activeElement;
    const inner = host.shadowRoot?.activeElement;
    return inner ? `${host.localName} ${inner.dataset.volens ?? inner.localName}` : host.id || host.localName;";

pub(crate) async fn ask(stage: &Stage, script: &str) -> Result<Value> {
    Ok(stage.page().session.execute(script, []).await?.json().clone())
}

pub(crate) async fn focused(stage: &Stage) -> Result<String> {
    Ok(ask(stage, FOCUSED).await?.as_str().unwrap_or_default().to_owned())
}

pub(crate) async fn press(stage: &Stage, key: Key) -> Result<()> {
    Ok(stage.page().session.action_chain().send_keys(key).perform().await?)
}

async fn press_back(stage: &Stage) -> Result<()> {
    let keys = stage.page().session.action_chain().key_down(Key::Shift).send_keys(Key::Tab);
    Ok(keys.key_up(Key::Shift).perform().await?)
}

async fn undecided(stage: &Stage) -> Result<()> {
    let cookies = stage.page().device().await?.cookies;
    ensure!(cookies.is_empty(), "decided: {cookies:?}");
    Ok(())
}

/// Presses Tab until `control` has the focus; answers how often.
pub(crate) async fn tab_to(stage: &Stage, control: &str) -> Result<usize> {
    let mut passed = Vec::new();
    while passed.last().is_none_or(|last| last != control) {
        ensure!(passed.len() < 60, "Tab never reached {control}: {passed:?}");
        press(stage, Key::Tab).await?;
        passed.push(focused(stage).await?);
    }
    Ok(passed.len())
}

pub(crate) async fn tab_goes_through_the_banner_and_on_and_back(stage: &mut Stage) -> Result<()> {
    stage.visit_page(PAGE).await?;
    stage.page().shown(BANNER, "refuse").await?;
    ensure!(focused(stage).await? == "body", "the banner took the focus");
    let there =
        ["settings", "a", "refuse", "accept", "settings"].map(|one| format!("{BANNER} {one}"));
    for wanted in &there {
        press(stage, Key::Tab).await?;
        ensure!(focused(stage).await? == *wanted, "{} for {wanted}", focused(stage).await?);
    }
    press(stage, Key::Tab).await?;
    ensure!(focused(stage).await? == "first", "after the banner: {}", focused(stage).await?);
    for wanted in there.iter().rev() {
        press_back(stage).await?;
        ensure!(focused(stage).await? == *wanted, "back: {} for {wanted}", focused(stage).await?);
    }
    press(stage, Key::Escape).await?;
    ensure!(stage.page().sees(BANNER).await?, "Escape closed the banner");
    undecided(stage).await
}

pub(crate) async fn the_settings_hold_the_focus_and_give_it_back(stage: &mut Stage) -> Result<()> {
    stage.visit_page(PAGE).await?;
    let opener = format!("{BANNER} settings");
    tab_to(stage, &format!("{BANNER} accept")).await?;
    tab_to(stage, &opener).await?;
    press(stage, Key::Enter).await?;
    stage.page().shown(SETTINGS, "save").await?;
    until("the settings have the focus", async || {
        Ok(focused(stage).await?.starts_with(SETTINGS).then_some(()))
    })
    .await?;
    // Once around: the browser's own controls may come in between, the page's may not.
    let mut seen = Vec::new();
    for _ in 0..40 {
        press(stage, Key::Tab).await?;
        let now = focused(stage).await?;
        ensure!(now.starts_with(SETTINGS) || now == "body", "the focus left for {now}");
        seen.push(now);
    }
    for control in ["close", "save", "refuse", "accept"] {
        let control = format!("{SETTINGS} {control}");
        ensure!(seen.contains(&control), "Tab never reaches {control}: {seen:?}");
    }
    press(stage, Key::Escape).await?;
    stage.page().gone(SETTINGS).await?;
    until("the focus is back", async || Ok((focused(stage).await? == opener).then_some(())))
        .await?;
    ensure!(stage.page().sees(BANNER).await?, "Escape decided");
    undecided(stage).await
}

pub(crate) async fn a_modal_banner_holds_the_focus_until_a_decision(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_page(MODAL).await?;
    stage.page().shown(BANNER, "refuse").await?;
    for _ in 0..3 {
        press(stage, Key::Escape).await?;
    }
    ensure!(stage.page().sees(BANNER).await?, "Escape closed the banner");
    undecided(stage).await?;
    // Round and round in either direction: every control is met twice, and nothing else.
    for back in [false, true] {
        let mut met = Vec::new();
        for _ in 0..12 {
            if back {
                press_back(stage).await?
            } else {
                press(stage, Key::Tab).await?
            }
            let now = focused(stage).await?;
            ensure!(now.starts_with(BANNER), "the focus left for {now}, back: {back}");
            met.push(now);
        }
        for control in ["settings", "refuse", "accept"] {
            let control = format!("{BANNER} {control}");
            let times = met.iter().filter(|one| **one == control).count();
            ensure!(times >= 2, "{control} was met {times} times, back: {back}: {met:?}");
        }
    }
    tab_to(stage, &format!("{BANNER} refuse")).await?;
    press(stage, Key::Enter).await?;
    stage.page().gone(BANNER).await
}

/// A live region that comes with its words is not read out: it is there first (WCAG 4.1.3, ARIA22).
pub(crate) async fn a_status_is_said_in_a_region_that_is_there_already(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_page(PAGE).await?;
    tab_to(stage, &format!("{BANNER} refuse")).await?;
    let watch = "window.empty = false;
        new MutationObserver(() => {
          const region = document.querySelector('volens-floating')?.shadowRoot?.querySelector('[role=status]');
          if (region && ![...region.children].some((one) => !one.hidden)) window.empty = true;
        }).observe(document.documentElement, { childList: true, subtree: true });";
    ask(stage, watch).await?;
    press(stage, Key::Enter).await?;
    stage.page().until_told("saved").await?;
    ensure!(ask(stage, "return window.empty").await? == true, "the region came with its words");
    ensure!(focused(stage).await? != "body", "the focus is lost");
    Ok(())
}

/// WCAG 2.4.11: what has the focus at the page's end can be scrolled clear of the banner.
pub(crate) async fn the_pages_end_can_be_read_beside_the_banner(stage: &mut Stage) -> Result<()> {
    stage.visit_page(PAGE).await?;
    stage.page().shown(BANNER, "refuse").await?;
    let clear = "document.querySelector('#long').style.height = '3000px';
        const last = document.querySelector('footer [data-volens=settings]');
        last.focus();
        scrollTo(0, document.documentElement.scrollHeight);
        const banner = document.querySelector('volens-banner').shadowRoot.querySelector('.volens-banner');
        const [over, under] = [banner, last].map((one) => one.getBoundingClientRect());
        return [under.bottom <= over.top, under.top >= 0];";
    let clear = ask(stage, clear).await?;
    ensure!(clear == json!([true, true]), "above the banner and on screen: {clear}");
    Ok(())
}

/// A first-time visitor's four ways, in presses of a mouse and of the keys that press.
pub(crate) async fn a_decision_takes_one_press_and_a_choice_three(stage: &mut Stage) -> Result<()> {
    let page = stage.page();
    let presses = "window.presses = 0; addEventListener('click', () => window.presses += 1, true);";
    for (control, wanted) in [("refuse", 1), ("accept", 1), ("choose", 3)] {
        for keys in [false, true] {
            page.open(&format!("{}/plain.html", stage.pages.origin)).await?;
            page.session.delete_all_cookies().await?;
            stage.visit_page(PAGE).await?;
            page.shown(BANNER, "refuse").await?;
            ask(stage, presses).await?;
            if control == "choose" {
                go(stage, keys, BANNER, "settings").await?;
                page.shown(SETTINGS, "save").await?;
                let switch = "input[data-category='statistics']";
                if keys {
                    focus(stage, SETTINGS, switch).await?;
                    press_space(stage).await?;
                } else {
                    page.switch("statistics", true).await?;
                }
                go(stage, keys, SETTINGS, "save").await?;
                page.gone(SETTINGS).await?;
            } else {
                go(stage, keys, BANNER, control).await?;
            }
            page.gone(BANNER).await?;
            let count = ask(stage, "return window.presses").await?;
            // The browser's own click on a label's switch is heard beside the visitor's.
            ensure!(count == wanted, "{control} took {count} presses, by keys: {keys}");
            if control != "refuse" {
                withdraw(stage, keys).await?;
            }
        }
    }
    Ok(())
}

/// From any page: the control that opens the settings, then one more.
async fn withdraw(stage: &Stage, keys: bool) -> Result<()> {
    stage.visit_page("views.html?site=pages&lang=en&other").await?;
    let page = stage.page();
    if keys {
        ask(stage, "document.querySelector('footer [data-volens=settings]').focus()").await?;
        press(stage, Key::Enter).await?;
        page.shown(SETTINGS, "save").await?;
    } else {
        page.open_settings().await?;
    }
    go(stage, keys, SETTINGS, "refuse").await?;
    until("everything is withdrawn", async || {
        let device = page.device().await?;
        let cookie = device.cookies.get("volens_pages").context("a decision")?;
        Ok(cookie.contains(".withdraw.").then_some(()))
    })
    .await
}

async fn go(stage: &Stage, keys: bool, host: &str, control: &str) -> Result<()> {
    if !keys {
        return stage.page().press(host, control).await;
    }
    stage.page().shown(host, control).await?;
    focus(stage, host, &format!("[data-volens={control}]")).await?;
    press(stage, Key::Enter).await
}

async fn press_space(stage: &Stage) -> Result<()> {
    Ok(stage.page().session.action_chain().send_keys(" ").perform().await?)
}

async fn focus(stage: &Stage, host: &str, selector: &str) -> Result<()> {
    let script =
        "document.querySelector(arguments[0]).shadowRoot.querySelector(arguments[1]).focus()";
    stage.page().session.execute(script, vec![host.into(), selector.into()]).await?;
    Ok(())
}
