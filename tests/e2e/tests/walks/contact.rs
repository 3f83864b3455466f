//! Consent boxes in a checkout: nothing but a tick that is submitted consents, and it says to the shop
//! under which reference the ledger has it.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use thirtyfour::{By, WebElement};
use volens_e2e::{BANNER, Entry, SETTINGS, Stage, until};

const SITE: &str = "pages";
const FORM: &str = "checkout/form.html";
pub(crate) const EMAIL: &str = "volens-consent[purpose=email_news]";
const SMS: &str = "volens-consent[purpose=sms_news]";

/// The checkbox in the box that `selector` finds.
pub(crate) async fn tick_box(stage: &Stage, selector: &str) -> Result<WebElement> {
    until(&format!("{selector} is a box"), async || {
        let script =
            "return document.querySelector(arguments[0])?.shadowRoot?.querySelector('input')";
        let found = stage.page().session.execute(script, [selector.into()]).await?;
        Ok((!found.json().is_null()).then(|| found.element()).transpose()?)
    })
    .await
}

async fn ask(stage: &Stage, script: &str) -> Result<Value> {
    Ok(stage.page().session.execute(script, []).await?.json().clone())
}

/// Orders, and returns what the form has sent.
async fn order(stage: &Stage) -> Result<BTreeMap<String, String>> {
    ask(stage, "document.querySelector('#buy').click()").await?;
    let sent = until("the order has been sent", async || {
        let address = stage.page().session.current_url().await?;
        let sent: BTreeMap<_, _> = address.query_pairs().into_owned().collect();
        Ok(address.path().ends_with("done.html").then_some(sent))
    })
    .await?;
    stage.page().ready().await?;
    Ok(sent)
}

fn is(entry: &Entry, action: &str, granted: &[&str], refused: &[&str]) -> Result<()> {
    let fits = entry.is("control", "box")
        && entry.is("action", action)
        && entry.is("granted", json!(granted))
        && entry.is("refused", json!(refused))
        && entry.is("objected", json!([]))
        && entry.subject.is_some();
    ensure!(fits, "{action} {granted:?}: {entry:?}");
    Ok(())
}

/// The reference that the form has sent for a purpose; empty where nothing was consented to.
fn reference<'a>(sent: &'a BTreeMap<String, String>, purpose: &str) -> Result<&'a str> {
    let field = sent.get(&format!("consent_{purpose}"));
    Ok(field.with_context(|| format!("no field for {purpose}: {sent:?}"))?)
}

fn last(entries: &[Entry]) -> Result<&Entry> {
    entries.last().context("an event")
}

async fn unsubscribe(stage: &Stage, purpose: &str) -> Result<()> {
    stage.page().open_settings().await?;
    let control = format!("[data-contact={purpose}] [data-volens=unsubscribe]");
    until(&format!("{purpose} can be withdrawn"), async || {
        let script =
            "return document.querySelector(arguments[0])?.shadowRoot.querySelector(arguments[1])";
        let found = stage.page().session.execute(script, [SETTINGS.into(), control.clone().into()]);
        let button = found.await?.element()?;
        if !button.is_displayed().await? {
            return Ok(None);
        }
        button.scroll_into_view().await?;
        Ok(Some(button.click().await?))
    })
    .await
}

pub(crate) async fn a_box_that_is_not_ticked_says_nothing(stage: &mut Stage) -> Result<()> {
    stage.visit_page(FORM).await?;
    let email = tick_box(stage, EMAIL).await?;
    ensure!(!email.is_selected().await?, "the box is ticked beforehand");
    ensure!(!tick_box(stage, SMS).await?.is_selected().await?, "the box is ticked beforehand");
    let strangers = "return [...document.querySelectorAll('volens-consent')].slice(2)\
                     .every((box) => !box.shadowRoot && !box.firstChild)";
    ensure!(ask(stage, strangers).await? == true, "an unknown purpose has become a box");

    // Taken back, and ticked by a script of the page.
    email.click().await?;
    email.click().await?;
    let by_script = "const box = document.querySelector(arguments[0]).shadowRoot.querySelector('input');\
                     box.click(); box.checked = true";
    stage.page().session.execute(by_script, [SMS.into()]).await?;
    let sent = order(stage).await?;
    ensure!(
        reference(&sent, "email_news")?.is_empty() && reference(&sent, "sms_news")?.is_empty(),
        "{sent:?}"
    );
    ensure!(sent.len() == 3, "{sent:?}");
    ensure!(stage.page().device().await?.local.is_empty(), "something stays on the device");
    ensure!(stage.ledger_of(SITE).await?.is_empty(), "something reached the ledger");
    Ok(())
}

pub(crate) async fn a_tick_that_is_submitted_is_a_consent(stage: &mut Stage) -> Result<()> {
    stage.visit_page(FORM).await?;
    tick_box(stage, EMAIL).await?.click().await?;
    ensure!(stage.page().device().await?.local.is_empty(), "a tick alone leaves something");
    let sent = order(stage).await?;
    ensure!(reference(&sent, "sms_news")?.is_empty(), "{sent:?}");
    let entries = stage.until_delivered_of(SITE, 1).await?;
    let first = last(&entries)?;
    ensure!(entries.len() == 1, "{entries:?}");
    is(first, "save", &["email_news"], &["sms_news"])?;
    ensure!(first.is("id", reference(&sent, "email_news")?), "{first:?} {sent:?}");
    ensure!(first.is("trusted", true) && first.is("language", "en"), "{first:?}");

    // No decision about cookies has been made: the key stays all the same, and a refusal too leaves it.
    stage.visit_page(FORM).await?;
    ensure!(!tick_box(stage, EMAIL).await?.is_selected().await?, "the next box is ticked");
    stage.page().press(BANNER, "refuse").await?;
    tick_box(stage, SMS).await?.click().await?;
    let sent = order(stage).await?;
    ensure!(reference(&sent, "email_news")?.is_empty(), "{sent:?}");
    let entries = stage.until_delivered_of(SITE, 3).await?;
    let second = entries.iter().rfind(|entry| entry.is("control", "box")).context("a box")?;
    is(second, "save", &["email_news", "sms_news"], &[])?;
    ensure!(second.is("id", reference(&sent, "sms_news")?), "{second:?} {sent:?}");
    ensure!(second.subject == first.subject, "{second:?}");
    Ok(())
}

pub(crate) async fn what_a_box_was_told_is_withdrawn_in_the_settings(
    stage: &mut Stage,
) -> Result<()> {
    stage.visit_page(FORM).await?;
    stage.page().press(BANNER, "refuse").await?;
    for purpose in [EMAIL, SMS] {
        tick_box(stage, purpose).await?.click().await?;
    }
    order(stage).await?;
    stage.until_delivered_of(SITE, 3).await?;

    // Where Wasm may not run, and where it may.
    stage.visit_page(FORM).await?;
    unsubscribe(stage, "email_news").await?;
    let entries = stage.until_delivered_of(SITE, 4).await?;
    is(last(&entries)?, "save", &["sms_news"], &["email_news"])?;
    stage.visit_page("checkout/done.html").await?;
    unsubscribe(stage, "sms_news").await?;
    let entries = stage.until_delivered_of(SITE, 5).await?;
    is(last(&entries)?, "withdraw", &[], &["email_news", "sms_news"])?;
    let subject = &last(&entries)?.subject;
    let mut boxes = entries.iter().filter(|entry| entry.is("control", "box"));
    ensure!(boxes.all(|entry| entry.subject == *subject), "{entries:?}");

    // Nothing stands any more: with the decision about cookies the key goes.
    stage.page().session.delete_all_cookies().await?;
    stage.page().reload().await?;
    until("the key goes with the last consent", async || {
        Ok(stage.page().device().await?.local.is_empty().then_some(()))
    })
    .await
}

pub(crate) async fn outside_any_form_a_tick_is_a_consent_at_once(stage: &mut Stage) -> Result<()> {
    stage.visit_page("checkout/done.html").await?;
    let tick = tick_box(stage, "#alone").await?;
    tick.click().await?;
    let field = ask(stage, "return document.querySelector('#alone input').value").await?;
    let entries = stage.until_delivered_of(SITE, 1).await?;
    is(last(&entries)?, "save", &["sms_news"], &["email_news"])?;
    ensure!(*last(&entries)?.field("id") == field, "{entries:?} {field}");
    tick.click().await?;
    let entries = stage.until_delivered_of(SITE, 2).await?;
    is(last(&entries)?, "withdraw", &[], &["email_news", "sms_news"])?;
    ensure!(ask(stage, "return document.querySelector('#alone input').value").await? == "");
    Ok(())
}

/// What the club's answer says that the form had in each field.
async fn answered(stage: &Stage) -> Result<BTreeMap<String, String>> {
    until("the club has answered", async || {
        let fields = "return Object.fromEntries([...document.querySelectorAll('.sent div')]\
                      .map((one) => [...one.children].map((part) => part.textContent)))";
        let sent: BTreeMap<_, _> = serde_json::from_value(ask(stage, fields).await?)?;
        Ok((!sent.is_empty()).then_some(sent))
    })
    .await
}

/// In the demo: as a visitor does who wants letters about books, and then no longer.
pub(crate) async fn a_member_finds_the_reference_in_the_clubs_answer_and_withdraws(
    stage: &mut Stage,
) -> Result<()> {
    const CLUB: &str = "club";
    stage.visit_club().await?;
    let page = stage.page();
    page.press(BANNER, "refuse").await?;
    page.gone(BANNER).await?;
    for (field, text) in [("#name", "Anna"), ("#email", "anna@club.example")] {
        page.session.find(By::Css(field)).await?.send_keys(text).await?;
    }
    let email = tick_box(stage, EMAIL).await?;
    email.scroll_into_view().await?;
    email.click().await?;
    page.session.find(By::Css("form button")).await?.click().await?;
    let sent = answered(stage).await?;
    page.ready().await?;
    ensure!(sent.get("email").is_some_and(|sent| sent == "anna@club.example"), "{sent:?}");
    let entries = stage.until_delivered_of(CLUB, 2).await?;
    let consent = entries.iter().find(|entry| entry.is("control", "box")).context("a box")?;
    is(consent, "save", &["email_news"], &["sms_news", "suggestions"])?;
    ensure!(consent.is("id", reference(&sent, "email_news")?), "{consent:?} {sent:?}");
    for left in ["sms_news", "suggestions"] {
        ensure!(reference(&sent, left)? == "–", "{sent:?}");
    }

    unsubscribe(stage, "email_news").await?;
    let entries = stage.until_delivered_of(CLUB, 3).await?;
    let withdrawn = entries.iter().rfind(|entry| entry.is("control", "box")).context("a box")?;
    is(withdrawn, "withdraw", &[], &["email_news", "sms_news", "suggestions"])?;
    ensure!(withdrawn.subject == consent.subject, "{entries:?}");
    Ok(())
}
