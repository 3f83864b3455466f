//! The processing overview, read without scripts, against the table as it was handed over.

use anyhow::{Context as _, Result, ensure};
use thirtyfour::{By, WebDriver};
use volens_e2e::{BANNER, Stage};

/// The source's columns, as the overview names its verbatim cells.
const COLUMNS: [&[&str]; 3] = [&["purpose", "anonymisation"], &["legal_basis"], &["personal_data"]];

pub(crate) async fn every_cell_of_the_source_can_be_read_without_scripts(
    stage: &mut Stage,
) -> Result<()> {
    let session = stage.page().session;
    scripts_are_off(stage).await?;
    session.goto(format!("{}/apollo/notice?lang=lv", stage.origins.consent)).await?;
    let activities = session.find_all(By::Css("[id^=p]:has([data-verbatim])")).await?;
    ensure!(activities.len() == 15, "{} activities", activities.len());

    let source = source()?;
    for (column, names) in COLUMNS.iter().enumerate() {
        let shown = shown(session, names).await?;
        let wanted = source.get(column).context("three columns")?;
        ensure!(shown == *wanted, "column {column} differs:\n{shown}\n{wanted}");
    }
    Ok(())
}

/// A page of the shop shows what stands in `<noscript>`, and no banner: that is a script's work.
async fn scripts_are_off(stage: &Stage) -> Result<()> {
    let session = stage.page().session;
    session.goto(format!("{}/", stage.origins.shop)).await?;
    ensure!(session.find(By::Css("noscript a")).await?.is_displayed().await?, "scripts run");
    ensure!(session.find_all(By::Tag(BANNER)).await?.is_empty(), "scripts run");
    Ok(())
}

/// What the page shows of a column, from top to bottom.
async fn shown(session: &WebDriver, names: &[&str]) -> Result<String> {
    let selector: Vec<String> =
        names.iter().map(|name| format!("[data-verbatim={name}]")).collect();
    let mut text = String::new();
    for cell in session.find_all(By::Css(selector.join(","))).await? {
        ensure!(cell.is_displayed().await?, "a cell is hidden");
        text.push_str(&cell.text().await?);
    }
    Ok(letters(&text))
}

/// Each column of the source from top to bottom. Where a page break tore a row apart does not
/// matter, so this knows nothing of how rows are put together again.
fn source() -> Result<[String; 3]> {
    let text = include_str!("../../../../sites/apollo/source.lv.txt");
    let mut columns = [const { String::new() }; 3];
    for line in text.lines().filter(|line| line.contains('\t')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        ensure!(cells.len() == 3, "{} cells in `{line}`", cells.len());
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push_str(&letters(&cell.replace("<p>", "").replace("</p>", "")));
        }
    }
    Ok(columns)
}

/// The text but for its spaces: a browser and a page break set them differently.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect()
}
