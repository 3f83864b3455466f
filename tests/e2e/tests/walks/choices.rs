//! The visitor's own page: what they decided, its proof, and taking it back.

use super::access::{press as press_key, tab_to};
use super::axe::violations;
use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use std::io::Write as _;
use thirtyfour::prelude::*;
use volens_e2e::{Answer, BANNER, SETTINGS, Stage, until};

const CHOICES: &str = "volens-choices";

/// A page of the shop that embeds it.
const PAGE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Choices</title>
<meta name="viewport" content="width=device-width"><script src="{{consent}}/apollo/en.js"></script>
<script type="module" src="{{consent}}/apollo/choices.js"></script></head>
<body><volens-choices></volens-choices><footer><a href="" data-volens="settings">Privacy</a></footer></body></html>"#;

async fn part(stage: &Stage, selector: &str) -> Result<WebElement> {
    let script =
        "return document.querySelector(arguments[0])?.shadowRoot?.querySelector(arguments[1])";
    let arguments = vec![json!(CHOICES), json!(selector)];
    until(&format!("there is {selector}"), async || {
        let found = stage.page().session.execute(script, arguments.clone()).await?;
        Ok(found.element().ok())
    })
    .await
}

/// Waits until a part of the page says what is wanted.
async fn until_said(stage: &Stage, selector: &str, wanted: &str) -> Result<()> {
    until(&format!("{selector} says `{wanted}`"), async || {
        let text = part(stage, selector).await?.text().await?;
        Ok(text.contains(wanted).then_some(()))
    })
    .await
}

async fn press(stage: &Stage, control: &str) -> Result<()> {
    let button = part(stage, &format!("[data-volens={control}]")).await?;
    let arguments = vec![button.to_json()?];
    stage
        .page()
        .session
        .execute("arguments[0].scrollIntoView({block: 'center'})", arguments)
        .await?;
    Ok(button.click().await?)
}

/// The receipt of the newest event, as its owner gets it.
async fn receipt(stage: &Stage) -> Result<String> {
    let script = "const [done] = [...arguments].slice(-1);\
        const id = document.querySelector('volens-choices').shadowRoot.querySelector('li').dataset.event;\
        fetch(arguments[0] + '/v1/apollo/receipts/' + id, \
          {headers: {'volens-key': localStorage['volens.apollo.key']}}).then((one) => one.text()).then(done)";
    let arguments = vec![json!(stage.origins.consent)];
    let found = stage.page().session.execute_async(script, arguments).await?;
    Ok(found.json().as_str().context("a receipt")?.to_owned())
}

/// What the page says of a file.
async fn check(stage: &Stage, text: &str, wanted: &str) -> Result<()> {
    let mut file = tempfile::Builder::new().suffix(".tlog-proof").tempfile()?;
    file.write_all(text.as_bytes())?;
    let path = file.path().to_str().context("a path")?;
    part(stage, "[data-part=file]").await?.send_keys(path).await?;
    until_said(stage, "[data-part=checked]", wanted).await
}

pub(crate) async fn what_was_decided_is_proved_and_taken_back(stage: &mut Stage) -> Result<()> {
    stage.pages.put("choices.html", PAGE);
    stage.visit_page("choices.html").await?;
    let page = stage.page();
    until_said(stage, "[data-part=now]", "Until you choose").await?;
    page.press(BANNER, "accept").await?;
    page.gone(BANNER).await?;
    stage.until_delivered(1).await?;

    stage.visit_page("choices.html").await?;
    until_said(stage, "li h3", "You allowed everything").await?;
    until_said(stage, "li [data-part=status]", "In the ledger since").await?;
    let shown = part(stage, "li [data-part=shown]").await?.attr("href").await?.context("a link")?;

    // Signed a moment after it was stored: until then the page says so.
    until("the receipt is checked", async || {
        press(stage, "check").await?;
        let said = part(stage, "li [data-part=said]").await?.text().await?;
        Ok(said.starts_with("Genuine: entry").then_some(()))
    })
    .await?;
    let receipt = receipt(stage).await?;
    check(stage, &receipt, "Genuine: entry").await?;
    let (first, index) = receipt.split_once("\nindex ").context("a receipt")?;
    check(stage, &format!("{first}\nindex 1{index}"), "Not genuine").await?;

    press(stage, "withdraw").await?;
    until_said(stage, "li h3", "You withdrew consent").await?;
    let entries = stage.until_delivered(2).await?;
    ensure!(entries.iter().all(|entry| entry.subject.is_some()), "{entries:?}");
    ensure!(entries.last().is_some_and(|last| last.is("control", "choices")), "{entries:?}");

    press(stage, "erase").await?;
    until_said(stage, "[data-part=done]", "Records erased from the ledger: 2").await?;
    ensure!(stage.ledger().await?.is_empty(), "the ledger still holds {:?}", stage.ledger().await?);
    let device = page.device().await?;
    ensure!(device.local.keys().all(|name| !name.ends_with(".key")), "{device:?}");
    until_said(stage, "[data-part=none]", "Neither this device nor the ledger").await?;

    page.open(&shown).await?;
    let text = page.text_of(BANNER).await?;
    ensure!(text.contains("Refuse all") && text.contains("Accept all"), "{text}");
    Ok(())
}

pub(crate) async fn erasing_withdraws_first_and_forgetting_asks_anew(
    stage: &mut Stage,
) -> Result<()> {
    stage.pages.put("choices.html", PAGE);
    stage.visit_page("choices.html").await?;
    let page = stage.page();
    page.press(BANNER, "accept").await?;
    stage.until_delivered(1).await?;
    until_said(stage, "li h3", "You allowed everything").await?;
    press(stage, "erase").await?;
    until_said(stage, "[data-part=done]", "Records erased from the ledger: 2").await?;
    ensure!(stage.ledger().await?.is_empty(), "{:?}", stage.ledger().await?);

    press(stage, "forget").await?;
    page.shown(BANNER, "accept").await?;
    let device = page.device().await?;
    ensure!(!device.cookies.contains_key("volens_apollo"), "{device:?}");
    ensure!(device.local.is_empty(), "{device:?}");
    Ok(())
}

/// Frames that hold the page, from a wide one to one of 320 CSS px (WCAG 1.4.10).
const WIDTHS: [u32; 2] = [1280, 320];

/// axe-core finds nothing, and nothing is cut at the side.
async fn reads_well(stage: &Stage, what: &str, part: &str, wanted: &str) -> Result<()> {
    let page = stage.page();
    for width in WIDTHS {
        page.open(&format!("{}/framed-{width}.html", stage.pages.origin)).await?;
        page.session.enter_frame(0).await?;
        until_said(stage, part, wanted).await?;
        let found = violations(stage, CHOICES).await?;
        ensure!(found == json!([]), "{what} at {width} px: {found}");
        let script = "return document.documentElement.scrollWidth <= innerWidth";
        let fits = page.session.execute(script, []).await?;
        ensure!(fits.json() == true, "{what} at {width} px: it scrolls sideways");
        page.session.enter_default_frame().await?;
    }
    Ok(())
}

pub(crate) async fn anyone_can_read_and_use_them(stage: &mut Stage) -> Result<()> {
    stage.pages.put("choices.html", PAGE);
    for width in WIDTHS {
        let frame =
            format!("<iframe title=Choices src=choices.html width={width} height=1200></iframe>");
        let page = format!("<!doctype html><html lang=en><title>Choices in a frame</title>{frame}");
        stage.pages.put(&format!("framed-{width}.html"), page);
    }
    reads_well(stage, "nothing chosen", "[data-part=now]", "Until you choose").await?;

    stage.visit_page("choices.html").await?;
    let page = stage.page();
    page.press(BANNER, "accept").await?;
    stage.until_delivered(1).await?;
    reads_well(stage, "all allowed", "li h3", "You allowed everything").await?;

    stage.visit_page("choices.html").await?;
    until_said(stage, "li h3", "You allowed everything").await?;
    for control in ["withdraw", "check", "export", "erase", "forget"] {
        tab_to(stage, &format!("{CHOICES} {control}")).await?;
    }
    press_key(stage, Key::Enter).await?;
    page.shown(BANNER, "accept").await?;
    Ok(())
}

/// L20: what was objected to in the overview is lifted where the visitor grants it again, here too.
pub(crate) async fn a_grant_lifts_an_objection(stage: &mut Stage) -> Result<()> {
    stage.pages.put("choices.html", PAGE);
    stage.visit_page("choices.html").await?;
    let page = stage.page();
    page.press(BANNER, "accept").await?;
    stage.until_delivered(1).await?;
    page.session.execute("volens.object('p04')", []).await?;
    stage.until_delivered(2).await?;
    until_said(stage, "li h3", "You objected").await?;
    until_said(stage, "[data-part=now]", "Objected to").await?;

    press(stage, "settings").await?;
    page.switch("marketing", true).await?;
    page.press(SETTINGS, "save").await?;
    let entries = stage.until_delivered(3).await?;
    ensure!(entries.last().is_some_and(|last| last.is("objected", json!([]))), "{entries:?}");
    until_said(stage, "li h3", "You chose in detail").await?;
    let now = part(stage, "[data-part=now]").await?.text().await?;
    ensure!(now.contains("Meta Pixel") && !now.contains("Objected"), "{now}");
    Ok(())
}

/// The form's page as a browser without script has it, in one that runs axe-core: its scripts are lost,
/// and what stands in `<noscript>` is there.
async fn without_script(stage: &Stage) -> Result<()> {
    let page = stage.page();
    for script in ["/durable/lv.js", "/durable/choices.js"] {
        stage.wire.answer(script, Answer::error_page(404));
    }
    page.open(&format!("{}/durable/choices?lang=lv", stage.origins.consent)).await?;
    let script = "document.querySelectorAll('noscript').forEach((one) => {\
                  one.outerHTML = one.textContent })";
    page.session.execute(script, []).await?;
    Ok(())
}

pub(crate) async fn anyone_can_use_the_form_without_script(stage: &mut Stage) -> Result<()> {
    let page = stage.page();
    without_script(stage).await?;
    for width in WIDTHS {
        let script = "const main = document.querySelector('main');\
            main.style.inlineSize = arguments[0]; return main.scrollWidth <= main.clientWidth";
        let fits = page.session.execute(script, [format!("{width}px").into()]).await?;
        ensure!(fits.json() == true, "{width} px: it scrolls sideways");
        let found = violations(stage, "main").await?;
        ensure!(found == json!([]), "at {width} px: {found}");
    }

    without_script(stage).await?;
    let value = "return document.activeElement.value ?? ''";
    let mut passed = Vec::new();
    for (wanted, key) in [("counter", Key::Space), ("save", Key::Enter)] {
        while passed.last().is_none_or(|last| last != wanted) {
            ensure!(passed.len() < 40, "Tab never reached {wanted}: {passed:?}");
            press_key(stage, Key::Tab).await?;
            let now = page.session.execute(value, []).await?;
            passed.push(now.json().as_str().unwrap_or_default().to_owned());
        }
        press_key(stage, key).await?;
    }
    let entries = until("the ledger has the choice", async || {
        let entries = stage.ledger_of("durable").await?;
        Ok((!entries.is_empty()).then_some(entries))
    })
    .await?;
    let [entry] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(entry.is("control", "form") && entry.is("granted", json!(["counter"])), "{entry:?}");
    Ok(())
}

/// The ledger of the site `durable` is on an origin of the site's, and may set its cookie.
pub(crate) async fn without_scripts_a_form_decides(stage: &mut Stage) -> Result<()> {
    let session = stage.page().session;
    let address = format!("{}/durable/choices?lang=lv", stage.origins.consent);
    session.goto(&address).await?;
    let tick = |id: &str| By::Css(format!("form [name=grant][value={id}]"));
    ensure!(!session.find(tick("counter")).await?.is_selected().await?, "a box is ticked");
    session.find(tick("counter")).await?.click().await?;
    session.find(By::Css("form button[value=save]")).await?.click().await?;
    until("the choice is kept", async || {
        Ok(session.find(tick("counter")).await?.is_selected().await?.then_some(()))
    })
    .await?;
    ensure!(!session.find(tick("ads")).await?.is_selected().await?, "more is granted");
    let entries = stage.ledger_of("durable").await?;
    let [entry] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(entry.is("action", "save") && entry.is("control", "form"), "{entry:?}");
    ensure!(entry.is("trusted", true) && entry.is("granted", json!(["counter"])), "{entry:?}");
    ensure!(entry.origin == stage.origins.consent && entry.subject.is_none(), "{entry:?}");

    session.find(By::Css("form button[value=refuse]")).await?.click().await?;
    until("nothing is granted", async || {
        Ok((!session.find(tick("counter")).await?.is_selected().await?).then_some(()))
    })
    .await?;
    let entries = stage.ledger_of("durable").await?;
    ensure!(entries.last().is_some_and(|last| last.is("action", "withdraw")), "{entries:?}");
    let cookies = session.get_all_cookies().await?;
    let cookie = cookies.iter().find(|cookie| cookie.name == "volens_durable");
    let value = &cookie.context("the decision cookie")?.value;
    ensure!(value.ends_with(".2.withdraw.."), "{value}");

    // A site whose cookie is the page's alone offers none, and says why.
    session.goto(format!("{}/apollo/choices?lang=lv", stage.origins.consent)).await?;
    ensure!(session.find_all(By::Css("form")).await?.is_empty(), "a form that cannot decide");
    let said = session.find(By::Css("noscript")).await?.text().await?;
    ensure!(said.contains("Bez skriptiem"), "{said}");
    Ok(())
}
