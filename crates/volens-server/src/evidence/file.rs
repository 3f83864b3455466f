//! The manifest in a file, its pictures beside it. Publishing needs no browser: it takes what is there,
//! if it measures what is published.

use super::Measured;
use crate::publication::Evidence;
use std::io::{self, Read};
use std::path::Path;
use volens_model::evidence::{Browser, Manifest};

/// Where publishing looks for it, below the site's folder.
pub(crate) const PLACE: &str = "evidence/manifest.json";

/// The largest manifest that is read, in bytes.
const MOST: u64 = 16 << 20;

/// Writes the pictures first, so that a manifest never names one that is not there.
pub(crate) fn write(path: &Path, measured: &Measured) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    for (name, bytes) in &measured.pictures {
        let picture = folder.join(name);
        std::fs::create_dir_all(picture.parent().unwrap_or(folder))?;
        std::fs::write(picture, bytes)?;
    }
    // Strings and finite numbers always serialise.
    let text = serde_json::to_string_pretty(&measured.manifest).unwrap_or_default();
    std::fs::write(path, text + "\n")
}

/// The measurements of what is published, if there are any. Says whether there are.
pub(crate) fn measured(folder: &Path, shown: &[Evidence]) -> Option<Manifest> {
    let path = folder.join(PLACE);
    let manifest = match read(&path) {
        Ok(manifest) => manifest,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return None,
        Err(cause) => {
            tracing::warn!(path = %path.display(), %cause, "the manifest cannot be read");
            return None;
        }
    };
    let path = path.display();
    if !manifest.is_of(shown.iter().map(|evidence| &*evidence.id)) {
        tracing::warn!(
            %path,
            "the measurements are of another version; measure again with `volens check --browser`"
        );
        return None;
    }
    let Browser { name, version } = &manifest.browser;
    tracing::info!(%path, "measured in {name} {version}");
    Some(manifest)
}

fn read(path: &Path) -> io::Result<Manifest> {
    let mut text = String::new();
    std::fs::File::open(path)?.take(MOST).read_to_string(&mut text)?;
    Ok(serde_json::from_str(&text)?)
}
