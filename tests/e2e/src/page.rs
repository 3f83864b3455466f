//! What a visitor sees of a page that embeds Volens, and what they can do there.

use crate::device::{self, Device};
use crate::until;
use anyhow::{Context as _, Result};
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

/// The hosts of what people see (docs/formats.md, *Hooks in the markup*).
pub const BANNER: &str = "volens-banner";
pub const SETTINGS: &str = "volens-settings";
pub const RESTING: &str = "volens-floating";

#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    pub session: &'a WebDriver,
}

impl Page<'_> {
    pub async fn open(&self, address: &str) -> Result<()> {
        Ok(self.session.goto(address).await?)
    }

    pub async fn reload(&self) -> Result<()> {
        Ok(self.session.refresh().await?)
    }

    /// Waits until the gate has read the decision and the page has loaded.
    pub async fn ready(&self) -> Result<()> {
        until("the page has loaded and the gate has read the decision", async || {
            let script = "return document.readyState === 'complete' && 'volens' in window";
            Ok(self.session.execute(script, []).await?.json().as_bool().filter(|ready| *ready))
        })
        .await?;
        Ok(())
    }

    /// Waits until a control of `host` can be seen and used.
    pub async fn shown(&self, host: &str, control: &str) -> Result<WebElement> {
        until(&format!("{host} shows `{control}`"), async || {
            let element = self.inside(host, &hook(control)).await?;
            Ok((element.is_displayed().await? && element.is_enabled().await?).then_some(element))
        })
        .await
    }

    /// Waits until `host` can no longer be seen, and a frame without it has been painted: until then WebKit may give
    /// a click to what was above.
    pub async fn gone(&self, host: &str) -> Result<()> {
        until(&format!("{host} is gone"), async || Ok((!self.sees(host).await?).then_some(())))
            .await?;
        let painted = "const done = arguments[0];\
                       requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        self.session.execute_async(painted, []).await?;
        Ok(())
    }

    /// Whether anything of `host` can be seen now.
    pub async fn sees(&self, host: &str) -> Result<bool> {
        for control in self.all_inside(host, "[data-volens], input").await? {
            if control.is_displayed().await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Waits until the page says this of the visitor's choice (docs/formats.md, *Hooks in the markup*).
    pub async fn until_told(&self, note: &str) -> Result<()> {
        until(&format!("the page says `{note}`"), async || {
            let notes = self.all_inside(RESTING, "[role=status] > :not([hidden])").await?;
            let [said] = notes.as_slice() else { return Ok(None) };
            Ok((said.attr("data-note").await?.as_deref() == Some(note)).then_some(()))
        })
        .await
    }

    /// Presses a control inside `host`: again, where it had been replaced or covered before the press came
    /// to it, as when the widget takes over.
    pub async fn press(&self, host: &str, control: &str) -> Result<()> {
        until(&format!("{host} lets `{control}` be pressed"), async || {
            let pressed = self.shown(host, control).await?.click().await;
            match pressed.map_err(WebDriverError::into_inner) {
                Ok(()) => Ok(Some(Ok(()))),
                Err(
                    error @ (WebDriverErrorInner::StaleElementReference(_)
                    | WebDriverErrorInner::ElementClickIntercepted(_)
                    | WebDriverErrorInner::ElementNotInteractable(_)),
                ) => Err(error.into()),
                Err(error) => Ok(Some(Err(error.into()))),
            }
        })
        .await?
    }

    pub async fn open_settings(&self) -> Result<()> {
        let control = self.session.find(By::Css("footer [data-volens=settings]")).await?;
        // On a short page the banner may cover it: a visitor scrolls it clear.
        let arguments = vec![control.to_json()?];
        self.session.execute("arguments[0].scrollIntoView()", arguments).await?;
        control.click().await?;
        self.shown(SETTINGS, "save").await.map(drop)
    }

    /// All the text that stands in `host`, unfolded or not.
    pub async fn text_of(&self, host: &str) -> Result<String> {
        let script = "return document.querySelector(arguments[0]).shadowRoot.textContent";
        let found = self.session.execute(script, [host.into()]).await?;
        Ok(found.json().as_str().unwrap_or_default().to_owned())
    }

    /// Turns a category's or a service's switch in the settings to `on`.
    pub async fn switch(&self, id: &str, on: bool) -> Result<()> {
        let selector = format!("input[data-category='{id}'], input[name='{id}']");
        until(&format!("the switch `{id}` is {on}"), async || {
            let switch = self.inside(SETTINGS, &selector).await?;
            if switch.is_selected().await? == on {
                return Ok(Some(()));
            }
            if switch.is_displayed().await? {
                switch.click().await?;
            } else {
                self.summary_above(&switch).await?.click().await?;
            }
            Ok(None)
        })
        .await
    }

    /// How many times the script that stands in for a service's tag has run on this page.
    pub async fn runs(&self, service: &str) -> Result<u32> {
        let badge = self.session.find(By::Css(format!("[data-tag={service}]"))).await?;
        Ok(badge.attr("data-runs").await?.map_or(Ok(0), |runs| runs.parse())?)
    }

    pub async fn until_runs(&self, service: &str, times: u32) -> Result<()> {
        until(&format!("the tag of {service} has run {times} times"), async || {
            Ok((self.runs(service).await? == times).then_some(()))
        })
        .await
    }

    /// The scripts of services that this page has asked for.
    pub async fn tags_fetched(&self) -> Result<Vec<String>> {
        let script = "return performance.getEntriesByType('resource').map((one) => one.name)\
                      .filter((name) => name.includes('/tags/')).map((name) => new URL(name).pathname)";
        Ok(serde_json::from_value(self.session.execute(script, []).await?.json().clone())?)
    }

    /// Waits until a file whose name ends so has arrived.
    pub async fn until_fetched(&self, end: &str) -> Result<()> {
        until(&format!("a file …{end} has arrived"), async || {
            let script = "return performance.getEntriesByType('resource')\
                          .some((one) => one.name.endsWith(arguments[0]) && one.responseEnd > 0)";
            let found = self.session.execute(script, [end.into()]).await?;
            Ok((found.json() == true).then_some(()))
        })
        .await
    }

    pub async fn device(&self) -> Result<Device> {
        let found = self.session.execute_async(device::SCRIPT, []).await?.json().clone();
        let mut device: Device = serde_json::from_value(found.clone())
            .with_context(|| format!("reading the device's storage: {found}"))?;
        for cookie in self.session.get_all_cookies().await? {
            device.cookies.insert(cookie.name, cookie.value);
        }
        Ok(device)
    }

    /// What unfolds the part of the settings that a hidden element is in.
    async fn summary_above(&self, hidden: &WebElement) -> Result<WebElement> {
        let script = "return arguments[0].closest('details').querySelector('summary')";
        Ok(self.session.execute(script, [hidden.to_json()?]).await?.element()?)
    }

    async fn inside(&self, host: &str, selector: &str) -> Result<WebElement> {
        let found = self.all_inside(host, selector).await?.into_iter().next();
        found.with_context(|| format!("{host} has no {selector}"))
    }

    /// By script: geckodriver does not look for elements below a shadow root the way it is asked.
    async fn all_inside(&self, host: &str, selector: &str) -> Result<Vec<WebElement>> {
        let script = "const host = document.querySelector(arguments[0]);\
                      return [...(host?.shadowRoot?.querySelectorAll(arguments[1]) ?? [])];";
        Ok(self.session.execute(script, [host.into(), selector.into()]).await?.elements()?)
    }
}

fn hook(control: &str) -> String {
    format!("[data-volens='{control}']")
}
