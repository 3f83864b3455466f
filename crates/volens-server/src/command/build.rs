use super::{CommandError, headers, say};
use crate::assets::Assets;
use crate::evidence;
use crate::folder;
use crate::publication::{self, Place};
use crate::resource::Resource;
use crate::server::StartError;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use volens_log::key::VerifyingKey;

/// Write everything a site publishes to files, for a host that serves files. Larger files lie there
/// in brotli too, as `.br`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder with site.toml.
    #[arg(long, value_name = "DIR")]
    site: PathBuf,
    /// Where to write; files of the same name are replaced.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Folder with the built gate and widget.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    assets: PathBuf,
    /// The public key of the site's log, for policy.json; `volens key show` prints it.
    #[arg(long, value_name = "VKEY")]
    log: Option<VerifyingKey>,
    /// Where the files will lie, as browsers send it (`https://consent.example`): scripts for putting
    /// into pages are written too, as inline.LANGUAGE.html.
    #[arg(long, value_name = "ORIGIN", value_parser = super::origin)]
    origin: Option<String>,
    /// There will be no ledger: decisions stay on visitors' devices, and nobody can prove them.
    #[arg(long, conflicts_with = "log")]
    without_ledger: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    let site = folder::load(&arguments.site).map_err(StartError::from)?;
    let assets = Assets::read(&arguments.assets).map_err(StartError::from)?;
    let id = site.file.id.clone();
    let place = Place {
        log: arguments.log.as_ref().map(ToString::to_string),
        origin: arguments.origin.clone(),
        ledger: !arguments.without_ledger,
        draft: false,
    };
    let publish = publication::publish(&site, &assets, &place);
    let published = tokio::runtime::Runtime::new()?.block_on(publish);
    let failed = |cause| StartError::Publication { site: id.clone(), cause };
    let mut resources = publication::shared(&assets);
    let published = published.map_err(failed)?;
    // The ledger keeps the measurements; what is built only says whether there are any.
    evidence::measured(&arguments.site, &published.shown);
    resources.extend(published.resources);
    // Where a server negotiates, a file host has the default language.
    let default = &site.file.default_language;
    for (from, to) in
        [("html", "notice/index.html"), ("json", "notice.json"), ("jsonld", "notice.jsonld")]
    {
        if let Some(page) = resources.get(&format!("/{id}/notice.{default}.{from}")).cloned() {
            resources.insert(format!("/{id}/{to}"), page);
        }
    }
    let headers = arguments.out.join("_headers");
    let said = headers::file(&resources);
    std::fs::create_dir_all(&arguments.out)?;
    std::fs::write(&headers, said).map_err(|cause| CommandError::Write { path: headers, cause })?;
    for (address, resource) in &resources {
        // Addresses are made of site ids, languages and asset names: no `..`, no separator.
        let path = arguments.out.join(address.trim_start_matches('/'));
        write(&path, resource).map_err(|cause| CommandError::Write { path, cause })?;
    }
    say(format_args!("{} files in {}", resources.len(), arguments.out.display()));
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, resource: &Resource) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, resource.plain())?;
    let beside = path.with_added_extension("br");
    match resource.brotli() {
        Some(brotli) => std::fs::write(beside, brotli),
        // One that an earlier build left would be served in place of the new file.
        None => match std::fs::remove_file(beside) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(cause),
            _ => Ok(()),
        },
    }
}
