//! What the widget adds to the host's settings, and that its coming is not noticed.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use thirtyfour::By;
use volens_e2e::{BANNER, SETTINGS, Stage, until};
use volens_model::words::{SettingsWords, locale};

fn words() -> Result<SettingsWords> {
    Ok(locale("lv").context("a language we speak")?.settings)
}

/// What `body` returns, where `root` is the settings' shadow root.
async fn inside(stage: &Stage, body: &str) -> Result<Value> {
    let script =
        format!("const root = document.querySelector('volens-settings')?.shadowRoot; {body}");
    Ok(stage.page().session.execute(script, []).await?.json().clone())
}

async fn until_inside(stage: &Stage, name: &str, condition: &str) -> Result<()> {
    until(name, async || {
        Ok((inside(stage, &format!("return !!root && !!({condition})")).await? == true)
            .then_some(()))
    })
    .await
}

/// Whoever comes near what opens the settings has them there before pressing it.
async fn near_the_settings(stage: &Stage, view: &str) -> Result<()> {
    let script = "document.querySelector('footer [data-volens=settings]').focus()";
    stage.page().session.execute(script, []).await?;
    for file in ["_bg.wasm", view, "/settings.lv.html"] {
        stage.page().until_fetched(file).await?;
    }
    Ok(())
}

pub(crate) async fn opening_asks_nobody(stage: &mut Stage) -> Result<()> {
    stage.visit_page("greedy/page.html").await?;
    near_the_settings(stage, "/view.lv.json").await?;
    stage.wire.take_requests();
    stage.page().press(BANNER, "settings").await?;
    until_inside(stage, "the widget is there", "root.querySelector('.search:not(.room)')").await?;
    let asked = stage.wire.take_requests();
    ensure!(asked.is_empty(), "{asked:?}");
    Ok(())
}

/// The host's settings are on screen, and someone has begun to read, before the Wasm comes.
pub(crate) async fn it_takes_over_without_moving_anything(stage: &mut Stage) -> Result<()> {
    stage.visit_page("greedy/page.html").await?;
    // The module stays away until the visitor has looked around.
    let late = "const fetched = window.fetch;\
                window.fetch = async (...told) => {\
                  if (String(told[0]).endsWith('.wasm')) await new Promise((go) => (window.go = go));\
                  return fetched(...told); };";
    stage.page().session.execute(late, []).await?;
    stage.page().press(BANNER, "settings").await?;
    stage.page().shown(SETTINGS, "save").await?;
    ensure!(
        inside(stage, "return !!root.querySelector('.search.room')").await? == true,
        "the widget is there already"
    );
    let look_around = "const [, second] = root.querySelectorAll('summary'); second.click();\
                       root.querySelector('[name=local_log]').click(); second.focus();\
                       root.querySelector('.text').scrollTop = 90;";
    inside(stage, look_around).await?;
    let seen = "const box = (one) => { const { top, left, height } = one.getBoundingClientRect();\
                  return [top, left, height].map(Math.round); };\
                return [[...root.querySelectorAll('section, summary, p, .actions')].map(box),\
                  [...root.querySelectorAll('input[name]')].filter((one) => one.checked)\
                    .map((one) => one.name),\
                  root.activeElement?.textContent, root.querySelector('.text').scrollTop,\
                  root.querySelector('[data-category=statistics]').indeterminate];";
    let before = inside(stage, seen).await?;
    stage.page().session.execute("window.go()", []).await?;
    until_inside(stage, "the widget is there", "root.querySelector('.search:not(.room)')").await?;
    let after = inside(stage, seen).await?;
    ensure!(before == after, "before: {before}\nafter: {after}");
    ensure!(before.get(1) == Some(&serde_json::json!(["local_log"])), "{before}");

    stage.page().press(SETTINGS, "save").await?;
    let entries = stage.until_delivered_of("greedy", 1).await?;
    let [entry] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(entry.is("granted", serde_json::json!(["local_log"])), "{entry:?}");
    ensure!(entry.is("control", "settings") && entry.is("trusted", true), "{entry:?}");
    Ok(())
}

pub(crate) async fn a_search_leaves_what_contains_it(stage: &mut Stage) -> Result<()> {
    stage.visit_page("greedy/page.html").await?;
    near_the_settings(stage, "/view.lv.json").await?;
    stage.page().press(BANNER, "settings").await?;
    until_inside(stage, "the widget is there", "root.querySelector('.search:not(.room)')").await?;
    // Typed without the macron that the category's title has.
    for (typed, left) in [("MARKETINGS", 9), ("local_log", 1), ("nekā tāda", 0), ("", 17)] {
        let script = format!(
            "const field = root.querySelector('[type=search]'); field.value = '{typed}';\
             field.dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true }}));"
        );
        inside(stage, &script).await?;
        let said = if typed.is_empty() {
            String::new()
        } else {
            words()?.found.replace("{count}", &left.to_string())
        };
        until_inside(
            stage,
            &format!("`{typed}` leaves {left}"),
            &format!(
                "root.querySelector('[role=status]').textContent === '{said}' &&\
                 root.querySelectorAll('.service:not([hidden])').length === {left}"
            ),
        )
        .await?;
    }
    Ok(())
}

pub(crate) async fn what_was_chosen_before_and_what_has_changed_since(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_shop("/").await?;
    let page = stage.page();
    near_the_settings(stage, "/view.lv.json").await?;
    page.open_settings().await?;
    ensure!(inside(stage, "return !root.querySelector('.history')").await? == true, "a history");
    page.press(SETTINGS, "close").await?;
    page.gone(SETTINGS).await?;
    page.press(BANNER, "accept").await?;
    stage.until_delivered(1).await?;
    page.session.find(By::Css("footer [data-volens=settings]")).await?.click().await?;
    until_inside(
        stage,
        "one choice, with its time and its services",
        "root.querySelectorAll('.history li').length === 1 &&\
         root.querySelector('.history li').textContent.includes('Meta Pixel') &&\
         root.querySelector('.history time').textContent.includes(String(new Date().getFullYear()))",
    )
    .await?;
    page.press(SETTINGS, "close").await?;

    // As if the site had asked about other services then.
    let otherwise = "const name = Object.keys(localStorage).find((one) => one.includes('.h.'));\
        const item = JSON.parse(localStorage[name]); item.event.fingerprint = '0'.repeat(52);\
        item.event.granted = ['old_maps', ...item.event.granted.filter((id) => id !== 'social_ads')];\
        localStorage[name] = JSON.stringify(item);";
    page.session.execute(otherwise, []).await?;
    page.open_settings().await?;
    let said = [
        words()?.added.replace("{services}", "Meta Pixel"),
        words()?.removed.replace("{services}", "old_maps"),
    ];
    // The widget says it once it has taken the host's place.
    let [added, removed] = said.map(Value::from);
    let note = "root.querySelector('.text > .note').textContent";
    let both = format!("{note}.includes({added}) && {note}.includes({removed})");
    until_inside(stage, "what was added and removed since", &both).await?;
    Ok(())
}
