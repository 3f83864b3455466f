//! `volens check --browser`: what the banner is in a real browser, in each language, window and colour
//! scheme (L05, L16). `docs/evidence.md` says what that proves.

mod driver;
mod file;
mod page;
mod session;

pub use driver::BrowserError;
pub(crate) use file::{PLACE, measured, write};

use crate::publication::{Evidence, Published, Resources};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use driver::Driver;
use serde::Deserialize;
use serde_json::Value;
use session::Session;
use volens_model::digest::digest;
use volens_model::evidence::{Control, Entry, Look, Manifest, Screenshot, Shade, Unlike};
use volens_model::site::Site;

/// A phone, a desk, and the desk's window at 400 % (WCAG 2.2, 1.4.10).
const WINDOWS: [(u32, u32); 3] = [(360, 640), (1280, 800), (320, 256)];

const MEASURE: &str = include_str!("measure.js");

/// What was measured, with the pictures that the manifest names.
#[derive(Debug)]
pub(crate) struct Measured {
    pub(crate) manifest: Manifest,
    /// By their path below the manifest's folder.
    pub(crate) pictures: Vec<(String, Vec<u8>)>,
}

/// What the page answers.
#[derive(Deserialize)]
struct Answer {
    words: String,
    focus: Option<String>,
    controls: Vec<Control>,
    unlike: Vec<Unlike>,
}

/// Measures what is published, in the browser of the driver that is `named` by address or program.
/// Waits, so it belongs outside of `runtime`, which serves the pages meanwhile.
pub(crate) fn measure(
    site: &Site,
    published: Published,
    shared: Resources,
    named: &str,
    runtime: &tokio::runtime::Runtime,
) -> Result<Measured, BrowserError> {
    let Published { mut resources, shown, .. } = published;
    resources.extend(shared);
    let driver = Driver::of(named)?;
    let session = Session::open(&driver.url)?;
    let base =
        runtime.block_on(page::serve(&site.file.id, resources)).map_err(BrowserError::Page)?;
    let manifest = Manifest {
        site: site.file.id.clone(),
        browser: session.browser.clone(),
        entries: Vec::new(),
    };
    let mut measured = Measured { manifest, pictures: Vec::new() };
    let shades: Vec<Shade> = site.theme().palettes().map(|(name, _)| shade(name)).collect();
    for evidence in &shown {
        let entry = measured.entry(&session, &base, site, evidence, &shades)?;
        measured.manifest.entries.push(entry);
    }
    Ok(measured)
}

fn shade(palette: &str) -> Shade {
    if palette == "dark" { Shade::Dark } else { Shade::Light }
}

impl Measured {
    fn entry(
        &mut self,
        session: &Session,
        base: &str,
        site: &Site,
        evidence: &Evidence,
        shades: &[Shade],
    ) -> Result<Entry, BrowserError> {
        let Evidence { id, body } = evidence;
        let text = |pointer| body.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        let mut entry = Entry {
            shown: id.clone(),
            language: text("/language").to_owned(),
            layout: site.file.banner.layout,
            words: String::new(),
            // The banner is the first of the views.
            sheet: digest(text("/views/0/css").as_bytes()),
            looks: Vec::new(),
        };
        for (width, height) in WINDOWS {
            for scheme in shades {
                session.look(width, height, *scheme)?;
                session.visit(&format!("{base}/{}", entry.language))?;
                let answer = session.run(MEASURE)?;
                let answer: Option<Answer> = serde_json::from_value(answer)
                    .map_err(|cause| BrowserError::Unclear(cause.to_string()))?;
                let no_banner = || BrowserError::NoBanner(entry.language.clone());
                let Answer { words, focus, controls, unlike } = answer.ok_or_else(no_banner)?;
                entry.words = digest(words.as_bytes());
                let name = format!("{}-{width}x{height}-{}.png", entry.language, scheme.name());
                let screenshot = self.picture(session, &name)?;
                entry.looks.push(Look {
                    width,
                    height,
                    scheme: *scheme,
                    screenshot,
                    focus,
                    controls,
                    unlike,
                });
            }
        }
        Ok(entry)
    }

    fn picture(&mut self, session: &Session, name: &str) -> Result<Screenshot, BrowserError> {
        let picture = STANDARD
            .decode(session.screenshot()?)
            .map_err(|cause| BrowserError::Unclear(cause.to_string()))?;
        let screenshot =
            Screenshot { file: format!("screenshots/{name}"), sha256: digest(&picture) };
        self.pictures.push((screenshot.file.clone(), picture));
        Ok(screenshot)
    }
}
