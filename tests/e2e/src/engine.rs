//! The three engines, their drivers, and how a fresh session of each is asked for.

use anyhow::{Result, ensure};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use serde_json::{Value, json};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use thirtyfour::Capabilities;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

use crate::server::root;
use crate::until;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    /// Chromium in which the visitor has switched scripts off.
    ChromiumWithoutScripts,
    /// Chromium in which the visitor has blocked all cookies.
    ChromiumWithoutCookies,
    Firefox,
    /// Firefox in which the visitor has blocked all cookies.
    FirefoxWithoutCookies,
    /// Firefox in which the visitor has switched on "Tell websites not to sell or share my data".
    FirefoxWithPrivacyControl,
    /// Firefox on a device with a dark scheme.
    FirefoxInTheDark,
    /// Firefox whose visitor forces their own colours on pages.
    FirefoxWithForcedColours,
    WebKit,
    /// WebKitGTK on a desktop with a dark theme.
    WebKitInTheDark,
}

/// A running driver. Ends with everything it started.
#[derive(Debug)]
pub(crate) struct Driver {
    child: Child,
    pub(crate) url: String,
}

impl Engine {
    pub(crate) async fn start(self) -> Result<Driver> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let mut command = match self {
            Self::Chromium | Self::ChromiumWithoutScripts | Self::ChromiumWithoutCookies => {
                Command::new("chromedriver")
            }
            Self::Firefox
            | Self::FirefoxWithoutCookies
            | Self::FirefoxWithPrivacyControl
            | Self::FirefoxInTheDark
            | Self::FirefoxWithForcedColours => {
                let pinned = root().join("target/tools/bin/geckodriver");
                Command::new(if pinned.is_file() { pinned } else { "geckodriver".into() })
            }
            Self::WebKit | Self::WebKitInTheDark => {
                // MiniBrowser has no headless mode. Each display has the number of its driver's
                // port: two that look for a free number at the same moment find the same.
                let mut command = Command::new("xvfb-run");
                command.arg(format!("--server-num={port}")).arg("WebKitWebDriver");
                if self == Self::WebKitInTheDark {
                    command.env("GTK_THEME", "Adwaita:dark");
                }
                command
            }
        };
        command
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A group of its own, so that the browser goes with its driver.
            .process_group(0);
        let driver = Driver { child: command.spawn()?, url: format!("http://127.0.0.1:{port}") };
        until("the driver listens", async || {
            Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.ok().map(drop))
        })
        .await?;
        Ok(driver)
    }

    pub(crate) fn capabilities(self) -> Result<Capabilities> {
        let value = match self {
            Self::Chromium => chromium(&json!({})),
            Self::ChromiumWithoutScripts => {
                chromium(&json!({"profile.managed_default_content_settings.javascript": 2}))
            }
            Self::ChromiumWithoutCookies => {
                chromium(&json!({"profile.default_content_setting_values.cookies": 2}))
            }
            Self::Firefox => firefox(&json!({})),
            Self::FirefoxWithoutCookies => firefox(&json!({"network.cookie.cookieBehavior": 2})),
            Self::FirefoxWithPrivacyControl => firefox(&json!({
                "privacy.globalprivacycontrol.enabled": true,
                "privacy.globalprivacycontrol.functionality.enabled": true,
            })),
            Self::FirefoxInTheDark => {
                firefox(&json!({"layout.css.prefers-color-scheme.content-override": 0}))
            }
            Self::FirefoxWithForcedColours => {
                firefox(&json!({"browser.display.document_color_use": 2}))
            }
            Self::WebKit | Self::WebKitInTheDark => json!({
                "browserName": "MiniBrowser",
                "webkitgtk:browserOptions": {"binary": mini_browser()?, "args": ["--automation"]},
            }),
        };
        Ok(serde_json::from_value(value)?)
    }
}

fn chromium(preferences: &Value) -> Value {
    let arguments = [
        "--headless",
        // Tests run as root in CI, where Chromium's own sandbox refuses to start.
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,900",
    ];
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {"args": arguments, "prefs": preferences},
    })
}

fn firefox(preferences: &Value) -> Value {
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {"args": ["-headless"], "prefs": preferences},
    })
}

/// Debian keeps it under its architecture's folder.
fn mini_browser() -> Result<String> {
    let path = format!("/usr/lib/{}-linux-gnu/webkit2gtk-4.1/MiniBrowser", std::env::consts::ARCH);
    ensure!(Path::new(&path).exists(), "{path} is missing: install webkit2gtk-driver");
    Ok(path)
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(id) = self.child.id().and_then(|id| i32::try_from(id).ok()) {
            // It may have ended already: then there is nothing to end.
            let _ = killpg(Pid::from_raw(id), Signal::SIGTERM);
        }
    }
}
