use super::{CommandError, say};
use crate::assets::Assets;
use crate::publication::{self, Place};
use crate::server::StartError;
use crate::{evidence, folder};
use std::path::PathBuf;
use std::process::ExitCode;
use volens_model::evidence::findings;
use volens_model::finding::{Finding, Severity};
use volens_model::notice::gaps;
use volens_model::site::Site;

/// Print every mistake in a site's folder; fail if one is an error.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder with site.toml.
    dir: PathBuf,
    /// Print what the processing overview leaves unsaid too: clauses that are not here, and what
    /// Articles 13 and 14 GDPR ask for.
    #[arg(long)]
    notice: bool,
    /// Measure the banner in Chromium too, and write what was measured.
    #[arg(long)]
    browser: bool,
    /// The browser's driver: a program, or the address of a running one.
    #[arg(long, value_name = "URL|PATH", default_value = "chromedriver", requires = "browser")]
    driver: String,
    /// Where to write the measurements, with the screenshots beside them
    /// [default: DIR/evidence/manifest.json].
    #[arg(long, value_name = "FILE", requires = "browser")]
    out: Option<PathBuf>,
    /// Folder with the built gate and widget.
    #[arg(long, value_name = "DIR", default_value = "dist", requires = "browser")]
    assets: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    let (site, mut found) = folder::check(&arguments.dir).map_err(StartError::from)?;
    if let Some(site) = site.as_ref().filter(|_| arguments.notice) {
        let text = std::fs::read_to_string(arguments.dir.join("notice.toml"))?;
        found.extend(gaps(&text, &site.notice, &site.file.controller));
        found.sort();
    }
    found.iter().for_each(say);
    if let Some(site) = site.filter(|_| arguments.browser) {
        let measured = measure(arguments, &site)?;
        measured.iter().for_each(say);
        found.extend(measured);
    }
    let errors = found.iter().filter(|finding| finding.severity == Severity::Error).count();
    if errors == 0 {
        say(format_args!("{}: sound", arguments.dir.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let noun = if errors == 1 { "error" } else { "errors" };
    say(format_args!("{}: {errors} {noun}", arguments.dir.display()));
    Ok(ExitCode::FAILURE)
}

/// Writes what was measured, unless it shows a mistake: then it answers the mistakes.
fn measure(arguments: &Arguments, site: &Site) -> Result<Vec<Finding>, CommandError> {
    let assets = Assets::read(&arguments.assets).map_err(StartError::from)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let failed = |cause| StartError::Publication { site: site.file.id.clone(), cause };
    let place = Place { log: None, origin: None, ledger: true, draft: false };
    let published =
        runtime.block_on(publication::publish(site, &assets, &place)).map_err(failed)?;
    let shared = publication::shared(&assets);
    let measured = evidence::measure(site, published, shared, &arguments.driver, &runtime)?;
    let found = findings(&measured.manifest, site.optional_categories().next().is_some());
    if found.is_empty() {
        let default = || arguments.dir.join(evidence::PLACE);
        let path = arguments.out.clone().unwrap_or_else(default);
        let written = evidence::write(&path, &measured);
        written.map_err(|cause| CommandError::Write { path: path.clone(), cause })?;
        let (looks, browser) = (measured.pictures.len(), &measured.manifest.browser);
        let (name, version) = (&browser.name, &browser.version);
        say(format_args!("{looks} looks measured in {name} {version}: {}", path.display()));
    }
    Ok(found)
}
