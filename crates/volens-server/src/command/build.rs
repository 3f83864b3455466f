use super::{CommandError, say};
use crate::assets::Assets;
use crate::folder;
use crate::publication::{self, Resources};
use crate::server::StartError;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Write everything a site publishes to files, for a host that serves files.
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
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    let site = folder::load(&arguments.site).map_err(StartError::from)?;
    let assets = Assets::read(&arguments.assets).map_err(StartError::from)?;
    let id = site.file.id.clone();
    let published = tokio::runtime::Runtime::new()?.block_on(publication::publish(&site, &assets));
    let failed = |cause| StartError::Publication { site: id.clone(), cause };
    let mut resources = publication::shared(&assets);
    resources.extend(published.map_err(failed)?);
    // Where a server negotiates, a file host has the default language.
    let default = &site.file.default_language;
    for (from, to) in [("html", "notice/index.html"), ("json", "notice.json")] {
        if let Some(page) = resources.get(&format!("/{id}/notice.{default}.{from}")).cloned() {
            resources.insert(format!("/{id}/{to}"), page);
        }
    }
    write(&arguments.out, &resources)?;
    say(format_args!("{} files in {}", resources.len(), arguments.out.display()));
    Ok(ExitCode::SUCCESS)
}

fn write(out: &Path, resources: &Resources) -> Result<(), CommandError> {
    for (address, resource) in resources {
        // Addresses are made of site ids, languages and asset names: no `..`, no separator.
        let path = out.join(address.trim_start_matches('/'));
        let folder = path.parent().unwrap_or(out);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, &resource.body))
            .map_err(|cause| CommandError::Write { path, cause })?;
    }
    Ok(())
}
