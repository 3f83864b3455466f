//! A page that React has rendered on a server and takes over in the browser.

use crate::walks::conventions::until_ran;
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use volens_e2e::{BANNER, Stage, until};

const PLACEHOLDER: &str = "volens-placeholder";

async fn ask(stage: &Stage, script: &str) -> Result<Value> {
    Ok(stage.page().session.execute(script, []).await?.json().clone())
}

/// React renders everything anew, with other sources.
async fn render(stage: &Stage, round: u32) -> Result<()> {
    ask(stage, "document.querySelector('#again').click()").await?;
    until("React has rendered", async || {
        let text = ask(stage, "return document.querySelector('#again').textContent").await?;
        Ok((text == format!("Round {round}")).then_some(()))
    })
    .await
}

async fn until_loaded(stage: &Stage, round: u32) -> Result<()> {
    let wanted = [format!("/frame{round}.html"), format!("/picture{round}.svg")];
    let mut asked = Vec::new();
    until("frame and picture load", async || {
        asked.extend(stage.third.wire.take_requests());
        let is_asked = |path: &String| asked.iter().any(|one| one.ends_with(path.as_str()));
        Ok(wanted.iter().all(is_asked).then_some(()))
    })
    .await
}

pub(crate) async fn what_react_takes_over_is_governed_as_before(stage: &mut Stage) -> Result<()> {
    stage.visit_page("react/page.html").await?;
    everything_is_governed(stage).await?;
    nothing_is_amiss(stage).await
}

/// The banner stands in a body that is React's, too.
pub(crate) async fn a_document_of_reacts_is_governed_as_a_part(stage: &mut Stage) -> Result<()> {
    stage.visit_page("react/whole.html").await?;
    everything_is_governed(stage).await?;
    nothing_is_amiss(stage).await
}

async fn nothing_is_amiss(stage: &Stage) -> Result<()> {
    let errors = ask(stage, "return errors").await?;
    ensure!(errors == json!([]), "{errors}");
    Ok(())
}

/// Where React begins after the placeholder has come, it finds an element that it does not know, says
/// so, and renders everything anew.
pub(crate) async fn what_react_renders_anew_is_governed_as_before(stage: &mut Stage) -> Result<()> {
    stage.visit_page("react/page.html?late").await?;
    stage.page().shown(PLACEHOLDER, "once").await?;
    ask(stage, "takeOver()").await?;
    let known = "return errors.map((error) => error.includes('Hydration failed'))";
    until("React says what it has found", async || {
        Ok((ask(stage, known).await? == json!([true])).then_some(()))
    })
    .await?;
    everything_is_governed(stage).await?;
    ensure!(ask(stage, known).await? == json!([true]), "React has found more");
    Ok(())
}

async fn everything_is_governed(stage: &Stage) -> Result<()> {
    stage.page().shown(PLACEHOLDER, "once").await?;
    // The second round shows that React has taken over what the server wrote.
    render(stage, 2).await?;
    stage.page().shown(PLACEHOLDER, "once").await?;
    until("one placeholder for one frame", async || {
        let count = "return document.querySelectorAll('volens-placeholder').length";
        Ok((ask(stage, count).await? == 1).then_some(()))
    })
    .await?;
    let requests = stage.third.wire.take_requests();
    ensure!(requests.is_empty(), "something loads before any choice: {requests:?}");

    stage.page().press(BANNER, "accept").await?;
    until_loaded(stage, 2).await?;
    until_ran(stage, &["round 2"]).await?;
    stage.page().gone(PLACEHOLDER).await?;

    render(stage, 3).await?;
    until_loaded(stage, 3).await?;
    until_ran(stage, &["round 2", "round 3"]).await
}
