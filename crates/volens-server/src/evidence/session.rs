//! A browser with a profile nobody has used, asked in WebDriver's own JSON (W3C WebDriver, and
//! Chromium's `goog/cdp/execute` for windows of an exact size).

use super::driver::BrowserError;
use serde_json::{Value, json};
use std::time::Duration;
use ureq::Agent;
use volens_model::evidence::{Browser, Shade};

/// Headless; without the sandbox that refuses to start for root, since it opens nothing but the
/// site's own page from this machine.
const ARGUMENTS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
];

/// How long an answer may take; starting the browser takes longest.
const PATIENCE: Duration = Duration::from_secs(60);

/// The largest answer: a screenshot.
const MOST: u64 = 32 << 20;

#[derive(Debug)]
pub(super) struct Session {
    agent: Agent,
    /// Of the driver, and of the session there.
    url: String,
    pub(super) browser: Browser,
}

impl Session {
    pub(super) fn open(driver: &str) -> Result<Self, BrowserError> {
        // The driver is on this machine or named: no proxy stands before it.
        let config = Agent::config_builder()
            .proxy(None)
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            .build();
        let agent = Agent::new_with_config(config);
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": ARGUMENTS},
        }}});
        let url = format!("{driver}/session");
        let value = post(&agent, &url, "start", &wanted).map_err(|error| match error {
            BrowserError::Refused { answer, .. } if answer.contains("session not created") => {
                BrowserError::NoBrowser(answer)
            }
            other => other,
        })?;
        let text = |pointer| value.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let name = text("/capabilities/browserName").to_owned();
        let version = text("/capabilities/browserVersion").to_owned();
        let url = format!("{url}/{}", text("/sessionId"));
        Ok(Self { agent, url, browser: Browser { name, version } })
    }

    /// Makes the window as large as that, in CSS pixels, with a system that asks for that scheme.
    pub(super) fn look(&self, width: u32, height: u32, scheme: Shade) -> Result<(), BrowserError> {
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", &size)?;
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": scheme.name()},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.devtools("Emulation.setEmulatedMedia", &features)
    }

    /// Opens a page and waits until it is loaded.
    pub(super) fn visit(&self, url: &str) -> Result<(), BrowserError> {
        self.post("url", "open the page", &json!({"url": url})).map(drop)
    }

    /// What the body of a function returns in the page.
    pub(super) fn run(&self, script: &str) -> Result<Value, BrowserError> {
        self.post("execute/sync", "measure", &json!({"script": script, "args": []}))
    }

    /// The window as PNG, in base 64.
    pub(super) fn screenshot(&self) -> Result<String, BrowserError> {
        let value =
            ask(self.agent.get(self.path("screenshot")).call(), &self.url, "take a picture")?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    fn devtools(&self, command: &str, parameters: &Value) -> Result<(), BrowserError> {
        let body = json!({"cmd": command, "params": parameters});
        self.post("goog/cdp/execute", "change its window", &body).map(drop)
    }

    fn post(&self, path: &str, what: &'static str, body: &Value) -> Result<Value, BrowserError> {
        post(&self.agent, &self.path(path), what, body)
    }

    fn path(&self, path: &str) -> String {
        format!("{}/{path}", self.url)
    }
}

fn post(agent: &Agent, url: &str, what: &'static str, body: &Value) -> Result<Value, BrowserError> {
    let request = agent.post(url).header("content-type", "application/json");
    ask(request.send(body.to_string()), url, what)
}

type Answer = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

/// The `value` of the driver's answer.
fn ask(answer: Answer, url: &str, what: &'static str) -> Result<Value, BrowserError> {
    let failed = |cause| BrowserError::Unreachable { url: url.to_owned(), cause: Box::new(cause) };
    let mut answer = answer.map_err(failed)?;
    let status = answer.status();
    let text = answer.body_mut().with_config().limit(MOST).read_to_string().map_err(failed)?;
    let mut body: Value = serde_json::from_str(&text).unwrap_or_default();
    let value = body.get_mut("value").map(Value::take).unwrap_or_default();
    if status.is_success() {
        return Ok(value);
    }
    let said = |name| value.get(name).and_then(Value::as_str).unwrap_or_default();
    // Only its first line: a stack trace of the driver follows.
    let message = said("message").lines().next().unwrap_or_default();
    let answer = format!("{}: {message}", said("error"));
    Err(BrowserError::Refused { what, answer })
}

impl Drop for Session {
    fn drop(&mut self) {
        // The browser ends with it; if the driver has gone away, it has already.
        let _ = self.agent.delete(&self.url).call();
    }
}
