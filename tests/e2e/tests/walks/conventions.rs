//! Pages written for other consent managers, unchanged but for the script's line. Each has the same
//! elements in its manager's own way: two scripts for statistics, a script, a frame and an image for
//! marketing, and a script whose name the site does not map.

use anyhow::{Result, ensure};
use volens_e2e::{SETTINGS, Stage, until};

macro_rules! conventions {
    ($($name:ident: $page:literal $(, refused $refused:literal)?;)+) => {
        $(pub(crate) async fn $name(stage: &mut Stage) -> Result<()> {
            behaves(stage, $page, &[$($refused)?]).await
        })+
    };
}

conventions! {
    vanilla_cookieconsent: "vanilla", refused "refused";
    klaro: "klaro";
    orejime: "orejime";
    probo: "probo";
    cookiebot: "cookiebot";
    usercentrics: "usercentrics";
    onetrust: "onetrust";
    didomi: "didomi";
}

async fn behaves(stage: &Stage, page: &str, refused: &[&str]) -> Result<()> {
    stage.visit_page(&format!("conventions/{page}.html")).await?;
    stage.third.wire.take_requests();
    ensure!(ran(stage).await?.is_empty(), "something ran before any choice");

    stage.page().open_settings().await?;
    stage.page().press(SETTINGS, "refuse").await?;
    until_ran(stage, refused).await?;

    stage.page().open_settings().await?;
    stage.page().switch("statistics", true).await?;
    stage.page().press(SETTINGS, "save").await?;
    let statistics = [refused, &["inline", "external"]].concat();
    until_ran(stage, &statistics).await?;
    let requests = stage.third.wire.take_requests();
    ensure!(requests.is_empty(), "marketing loads with statistics: {requests:?}");

    stage.page().open_settings().await?;
    stage.page().press(SETTINGS, "accept").await?;
    until_ran(stage, &[&statistics[..], &["video"]].concat()).await?;
    let mut asked = Vec::new();
    until("the frame and the image have been asked for", async || {
        asked.extend(stage.third.wire.take_requests());
        let both = ["GET /frame.html", "GET /pixel.svg"];
        Ok(both.iter().all(|one| asked.iter().any(|request| request == one)).then_some(()))
    })
    .await?;
    ensure!(!ran(stage).await?.contains(&"unmapped".to_owned()), "a name nobody mapped runs");
    ensure!(!asked.iter().any(|request| request.contains("other")), "{asked:?}");
    Ok(())
}

pub(crate) async fn ran(stage: &Stage) -> Result<Vec<String>> {
    let found = stage.page().session.execute("return ran", []).await?;
    Ok(serde_json::from_value(found.json().clone())?)
}

/// Waits until exactly these have run, in this order.
pub(crate) async fn until_ran(stage: &Stage, wanted: &[&str]) -> Result<()> {
    let mut last = Vec::new();
    let done = until(&format!("{wanted:?} ran"), async || {
        last = ran(stage).await?;
        Ok((last == wanted).then_some(()))
    })
    .await;
    ensure!(done.is_ok(), "{wanted:?} should have run, not {last:?}");
    Ok(())
}
