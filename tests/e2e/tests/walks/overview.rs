//! The processing overview: read without scripts, against the table as it was handed over; looked
//! through; and acted on, within a page of the shop and by itself.

use super::axe::violations;
use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use std::io::Write as _;
use std::process::Command;
use thirtyfour::common::print::{PrintPage, PrintParameters};
use thirtyfour::{By, WebDriver, WebElement};
use volens_e2e::{BANNER, SETTINGS, Stage, until};

const NOTICE: &str = "volens-notice";

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

/// What an authority gets: the whole overview on paper, of a browser that runs no script.
pub(crate) async fn it_is_printed_whole_without_scripts(stage: &mut Stage) -> Result<()> {
    let session = stage.page().session;
    scripts_are_off(stage).await?;
    session.goto(format!("{}/apollo/notice?lang=lv", stage.origins.consent)).await?;
    let mut file = tempfile::Builder::new().suffix(".pdf").tempfile()?;
    let a4 = PrintPage { width: 21.0, height: 29.7 };
    let parameters = PrintParameters { page: a4, ..PrintParameters::default() };
    file.write_all(&session.print_page(parameters).await?)?;
    let text = Command::new("pdftotext").arg("-raw").arg(file.path()).arg("-").output()?;
    let text = String::from_utf8(text.stdout)?;
    // A form feed ends each page. Seven it was; many more have gaps, and fewer nobody can read.
    let pages = text.matches('\u{c}').count();
    ensure!((6..=8).contains(&pages), "{pages} pages");

    let text = words(&text);
    let rows = session.find_all(By::Css("tbody tr:has([data-verbatim])")).await?;
    ensure!(rows.len() == 15, "{} activities", rows.len());
    for cell in session.find_all(By::Css("[data-verbatim], h1, .lede")).await? {
        let cell = words(&cell.text().await?);
        ensure!(is_in(&text, &cell), "it is not printed: {cell}");
    }
    ensure!(!text.contains(&words("Tas pats programmām")), "what paper cannot do");
    Ok(())
}

/// Letters and digits alone: on paper lines end elsewhere, some with a hyphen.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether the page has this text; a page's end may stand in it once, with other cells' beginnings.
fn is_in(page: &str, cell: &str) -> bool {
    let parts = cell.char_indices().map(|(at, _)| cell.split_at(at));
    page.contains(cell) || parts.into_iter().any(|(a, b)| page.contains(a) && page.contains(b))
}

/// Each question, and how many activities answer it with yes.
pub(crate) async fn a_visitor_finds_where_to_object_and_to_withdraw(
    stage: &mut Stage,
) -> Result<()> {
    let session = stage.page().session;
    let address = stage.elsewhere("/apollo/notice?lang=lv");
    session.goto(&address).await?;
    for (question, count) in [("object", 14), ("withdraw", 2), ("all", 8)] {
        let field = usable(session, &format!(".find [value={question}]")).await?;
        field.click().await?;
        until_left(session, count).await?;
        let now = session.current_url().await?;
        ensure!(now.as_str() == format!("{address}&can={question}"), "{now}");
        field.click().await?;
        until_left(session, 15).await?;
    }

    // Without case and diacritics, and still there when the page is loaded again.
    usable(session, ".find [name=q]").await?.send_keys("GRAMATVEDIBAS informacija").await?;
    until_left(session, 2).await?;
    session.refresh().await?;
    until_left(session, 2).await?;
    // Who follows a link to a row sees that row.
    let row = format!("{}#p04", session.current_url().await?);
    session.goto(&row).await?;
    until_left(session, 15).await
}

/// L20: objecting to marketing drops its consent at once, is recorded, and can be undone.
pub(crate) async fn an_objection_acts_at_once_and_can_be_undone(stage: &mut Stage) -> Result<()> {
    let page = stage.page();
    stage.visit_page("overview.html").await?;
    page.press(BANNER, "accept").await?;
    page.press(NOTICE, "object").await?;
    let has = async |category: &str| -> Result<bool> {
        let answer = page.session.execute("return volens.has(arguments[0])", [category.into()]);
        Ok(answer.await?.json().as_bool() == Some(true))
    };
    page.shown(NOTICE, "undo").await?;
    ensure!(!has("marketing").await? && has("statistics").await?, "another category was dropped");
    let entries = stage.until_delivered(2).await?;
    let [_, objection] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(objection.is("action", "object") && objection.is("objected", json!(["p04"])));
    ensure!(objection.is("control", "notice") && objection.is("shown", ()), "{objection:?}");

    page.press(NOTICE, "undo").await?;
    page.shown(NOTICE, "object").await?;
    ensure!(has("marketing").await?, "what was undone is not back");
    let entries = stage.until_delivered(3).await?;
    ensure!(entries.last().is_some_and(|entry| entry.is("objected", json!([]))), "{entries:?}");

    // In a later page view what may run again is said in the settings.
    page.press(NOTICE, "object").await?;
    stage.until_delivered(4).await?;
    stage.visit_page("overview.html").await?;
    page.press(NOTICE, "undo").await?;
    page.shown(SETTINGS, "save").await?;
    Ok(())
}

/// Writes down what the events say of their control as they are laid into storage, where every tab may find
/// and send them.
const LAID: &str = "window.laid = []; const { setItem } = Storage.prototype;\
    Storage.prototype.setItem = function (name, text) {\
      if (name.includes('.q.')) laid.push(JSON.parse(text).event.control);\
      return setItem.call(this, name, text);\
    }";

/// Where the ledger's address is an origin of the site's, its own page has the gate and acts as the shop's do.
pub(crate) async fn the_hosted_page_acts_on_an_origin_of_the_sites(
    stage: &mut Stage,
) -> Result<()> {
    let page = stage.page();
    let address = format!("{}/apollo/notice?lang=lv", stage.origins.consent);
    page.open(&address).await?;
    page.ready().await?;
    page.press(BANNER, "accept").await?;
    page.gone(BANNER).await?;
    stage.until_delivered(1).await?;
    let found = violations(stage, "main").await?;
    ensure!(found == json!([]), "{found}");

    page.session.execute(LAID, []).await?;
    let object = usable(page.session, "#p04 [data-volens=object]").await?;
    object.scroll_into_view().await?;
    object.click().await?;
    usable(page.session, "#p04 [data-volens=undo]").await?;
    let now = "return [volens.has('marketing'), volens.has('statistics'), laid]";
    let now = page.session.execute(now, []).await?.json().clone();
    ensure!(now == json!([false, true, ["notice"]]), "{now}");
    let entries = stage.until_delivered(2).await?;
    let [_, objection] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(objection.is("objected", json!(["p04"])) && objection.is("control", "notice"));
    ensure!(objection.origin == stage.origins.consent, "{objection:?}");

    // It stands in a later page view, where the settings are at the page's end.
    page.open(&address).await?;
    page.ready().await?;
    usable(page.session, "#p04 [data-volens=undo]").await?;
    page.open_settings().await?;
    page.press(SETTINGS, "close").await?;

    page.open(&stage.elsewhere("/apollo/notice?lang=lv")).await?;
    usable(page.session, ".find [name=q]").await?;
    let gate = page.session.execute("return 'volens' in window", []).await?;
    ensure!(gate.json() == false, "a gate where no decision can be");
    let object = page.session.find(By::Css("#p04 [data-volens=object]")).await?;
    ensure!(!object.is_displayed().await?, "a control that cannot act");
    Ok(())
}

/// Milliseconds, by a clock that all tabs share.
const CLOCK: &str = "const clock = (time) => performance.timeOrigin + time;";

pub(crate) async fn an_objection_reaches_every_tab_within_a_second(
    stage: &mut Stage,
) -> Result<()> {
    let page = stage.page();
    stage.visit_page("overview.html").await?;
    page.press(BANNER, "accept").await?;
    stage.until_delivered(1).await?;
    let other = page.session.window().await?;
    let listen = format!(
        "{CLOCK} window.heard = []; document.addEventListener('volens:decision', \
         () => heard.push(clock(performance.now())))"
    );
    page.session.execute(&listen, []).await?;

    page.session.switch_to_window(page.session.new_tab().await?).await?;
    stage.visit_page("overview.html").await?;
    let here = page.session.window().await?;
    let listen = format!(
        "{CLOCK} addEventListener('click', ({{ timeStamp }}) => window.pressed = clock(timeStamp), true)"
    );
    page.session.execute(&listen, []).await?;
    page.press(NOTICE, "object").await?;
    page.shown(NOTICE, "undo").await?;
    let marketing = "return [volens.has('marketing'), volens.has('statistics'), \
                     dataLayer.at(-1)[2].ad_storage]";
    let state =
        async || Ok::<_, anyhow::Error>(page.session.execute(marketing, []).await?.json().clone());
    let denied = json!([false, true, "denied"]);
    until("marketing is denied here", async || Ok((state().await? == denied).then_some(())))
        .await?;
    let pressed = page.session.execute("return pressed", []).await?.json().as_f64();
    let entries = stage.until_delivered(2).await?;
    ensure!(
        entries.last().is_some_and(|entry| entry.is("objected", json!(["p04"]))),
        "{entries:?}"
    );

    page.session.switch_to_window(other.clone()).await?;
    let heard = until("the other tab is told", async || {
        Ok(page.session.execute("return heard[0]", []).await?.json().as_f64())
    })
    .await?;
    until("marketing is denied there", async || Ok((state().await? == denied).then_some(())))
        .await?;
    let took = heard - pressed.unwrap_or_default();
    ensure!((0.0..1000.0).contains(&took), "the other tab was told after {took} ms");

    page.session.switch_to_window(here).await?;
    page.press(NOTICE, "undo").await?;
    page.shown(NOTICE, "object").await?;
    page.session.switch_to_window(other).await?;
    until("what was undone is back in the other tab", async || {
        Ok((state().await? == json!([true, true, "granted"])).then_some(()))
    })
    .await
}

async fn usable(session: &WebDriver, selector: &str) -> Result<WebElement> {
    until(&format!("`{selector}` can be used"), async || {
        let element = session.find(By::Css(selector)).await?;
        Ok(element.is_clickable().await?.then_some(element))
    })
    .await
}

/// Waits until so many activities are left, and until it is said.
async fn until_left(session: &WebDriver, count: usize) -> Result<()> {
    until(&format!("{count} activities are left"), async || {
        let rows = session.find_all(By::Css("tbody tr:not([hidden])")).await?.len();
        let said = session.find(By::Css(".find [role=status]")).await?.text().await?;
        Ok((rows == count && said.ends_with(&format!(": {count} no 15"))).then_some(()))
    })
    .await
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
