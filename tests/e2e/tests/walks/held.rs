//! Held scripts, templates and media.

use crate::walks::conventions::{ran, until_ran};
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use volens_e2e::{BANNER, SETTINGS, Stage, until};

const PAGE: &str = "held/elements.html";
const STATISTICS: &[&str] = &["first", "second", "module", "template"];

async fn ask(stage: &Stage, script: &str) -> Result<Value> {
    Ok(stage.page().session.execute(script, []).await?.json().clone())
}

async fn grant_statistics(stage: &Stage) -> Result<()> {
    stage.page().open_settings().await?;
    stage.page().switch("statistics", true).await?;
    stage.page().press(SETTINGS, "save").await
}

pub(crate) async fn scripts_run_in_order_and_as_their_conditions_say(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_page(PAGE).await?;
    ensure!(ran(stage).await?.is_empty(), "something ran before any choice");
    stage.page().press(BANNER, "accept").await?;
    until("the template's script ran", async || {
        Ok(ran(stage).await?.contains(&"template".to_owned()).then_some(()))
    })
    .await?;
    // A module runs when it is ready; all others in the order of the document.
    let order: Vec<String> =
        ran(stage).await?.into_iter().filter(|name| name != "module").collect();
    ensure!(order == ["first", "second", "template"], "{order:?}");
    ensure!(ask(stage, "return document.querySelector('#unfolded').textContent").await? == "There");
    let requests = stage.third.wire.take_requests();
    ensure!(requests.iter().all(|one| !one.contains("unlisted")), "{requests:?}");
    Ok(())
}

pub(crate) async fn media_load_while_they_are_granted(stage: &mut Stage) -> Result<()> {
    stage.visit_page(PAGE).await?;
    grant_statistics(stage).await?;
    let wanted = ["one.svg", "film.webm", "sound.ogg", "embedded.html", "object.html", "sheet.css"];
    let mut asked = Vec::new();
    until("all media have been asked for", async || {
        asked.extend(stage.third.wire.take_requests());
        let is_asked = |name: &&str| asked.iter().any(|one| one.ends_with(*name));
        Ok(wanted.iter().all(is_asked).then_some(()))
    })
    .await?;

    // Without anything of this page run, withdrawing stops media in place.
    let sources = "return ['picture', 'film', 'embedded', 'object', 'sheet'].map((id) => {
        const { attributes } = document.getElementById(id);
        return ['src', 'srcset', 'data', 'href'].filter((name) => attributes[name]).join(' ');
    })";
    ensure!(ask(stage, sources).await? == json!(["src srcset", "src", "src", "data", "href"]));
    Ok(())
}

pub(crate) async fn what_is_refused_runs_what_waits_for_that(stage: &mut Stage) -> Result<()> {
    stage.visit_page(PAGE).await?;
    ensure!(ran(stage).await?.is_empty(), "something counts as refused before any choice");
    stage.page().open_settings().await?;
    stage.page().switch("video", true).await?;
    stage.page().press(SETTINGS, "save").await?;
    until_ran(stage, &["without statistics"]).await?;

    stage.page().open_settings().await?;
    stage.page().press(SETTINGS, "refuse").await?;
    until_ran(stage, &["without statistics", "without video"]).await
}

/// Elements that a framework makes: inserted one by one, as a subtree, and as HTML.
pub(crate) async fn what_comes_later_is_held_too(stage: &mut Stage) -> Result<()> {
    stage.visit_page(PAGE).await?;
    grant_statistics(stage).await?;
    until("the page's own ran", async || {
        let ran = ran(stage).await?;
        Ok(STATISTICS.iter().all(|one| ran.contains(&(*one).to_owned())).then_some(()))
    })
    .await?;
    ask(
        stage,
        "const held = (category, name) => {
           const script = document.createElement('script');
           script.type = 'text/plain';
           script.dataset.category = category;
           script.text = `ran.push('${name}')`;
           return script;
         };
         ran.length = 0;
         document.body.append(held('statistics', 'alone'), held('marketing', 'marketing'));
         const tree = document.createElement('div');
         tree.append(document.createElement('p'));
         tree.firstChild.append(held('statistics', 'below'));
         document.body.append(tree);
         document.body.insertAdjacentHTML('beforeend',
           `<div><script type='text/plain' data-category='statistics'>ran.push('parsed')</script></div>`);",
    )
    .await?;
    until_ran(stage, &["alone", "below", "parsed"]).await?;

    let script = "ran.length = 0;
        const later = document.createElement('script');
        later.type = 'text/plain';
        later.id = 'later';
        later.text = `ran.push('named later')`;
        document.body.append(later);";
    ask(stage, script).await?;
    // Once the page has been quiet for longer than the gate waits before it looks: then nothing but
    // the attribute tells it.
    let name = "let timer;
        const changes = new MutationObserver(quieten);
        function quieten() {
          clearTimeout(timer);
          timer = setTimeout(() => {
            changes.disconnect();
            document.querySelector('#later').dataset.category = 'statistics';
          }, 200);
        }
        changes.observe(document, { subtree: true, childList: true });
        quieten();";
    ask(stage, name).await?;
    until_ran(stage, &["named later"]).await
}

/// Nonces, Trusted Types and no styles of its own: the settings' script comes with the gate's nonce.
pub(crate) async fn a_strict_policy_stops_nothing_but_what_was_injected(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_page("held/strict.html").await?;
    stage.page().shown("volens-placeholder", "once").await?;
    grant_statistics(stage).await?;
    until_ran(stage, &["first", "second", "template"]).await?;
    stage.page().press("volens-placeholder", "once").await?;
    until("the frame loads", async || {
        let requests = stage.third.wire.take_requests();
        Ok(requests.iter().any(|one| one.ends_with("/fixed.html")).then_some(()))
    })
    .await?;
    ensure!(ran(stage).await?.len() == 3, "what was injected runs");
    Ok(())
}
