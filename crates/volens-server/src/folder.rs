//! A site's folder on disk: reads its files for the model, which does no I/O.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use volens_model::finding::{Finding, Severity};
use volens_model::site::{self, Files, MAX_BYTES, Site};

/// Why a folder gives no site.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("cannot read {path}: {cause}; name the folder that holds site.toml")]
    Read { path: PathBuf, cause: io::Error },
    #[error(
        "{folder} is not a sound site:\n{findings}\nMend it until `volens check` finds no error."
    )]
    Unsound { folder: PathBuf, findings: String },
}

/// Reads and checks a site's folder: the site, if it is sound, and everything found.
pub(crate) fn check(folder: &Path) -> Result<(Option<Site>, Vec<Finding>), FolderError> {
    let (_, site, findings) = checked(folder)?;
    Ok((site, findings))
}

/// A sound site, or why it is not one.
pub(crate) fn load(folder: &Path) -> Result<Site, FolderError> {
    source(folder).map(|(_, site)| site)
}

/// A sound site with the files that it was read from.
pub(crate) fn source(folder: &Path) -> Result<(Files, Site), FolderError> {
    let (files, site, findings) = checked(folder)?;
    let site = site.ok_or_else(|| FolderError::Unsound {
        folder: folder.to_owned(),
        findings: findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    })?;
    Ok((files, site))
}

fn checked(folder: &Path) -> Result<(Files, Option<Site>, Vec<Finding>), FolderError> {
    let mut findings = Vec::new();
    let files = read(folder, &mut findings)?;
    let (site, found) = site::load(&files);
    // A file that could not be read is not "missing" as well.
    let unread: Vec<String> = findings.iter().map(|finding| finding.file.clone()).collect();
    findings.extend(found.into_iter().filter(|finding| !unread.contains(&finding.file)));
    Ok((files, site.filter(|_| unread.is_empty()), findings))
}

/// `*.toml` in the folder, and in its `texts`.
fn read(folder: &Path, findings: &mut Vec<Finding>) -> Result<Files, FolderError> {
    let mut files = Files::new();
    for prefix in ["", "texts/"] {
        let directory = folder.join(prefix);
        let failed = |cause| FolderError::Read { path: directory.clone(), cause };
        let entries = match std::fs::read_dir(&directory) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound && !prefix.is_empty() => continue,
            entries => entries.map_err(failed)?,
        };
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if !name.ends_with(".toml") {
                continue;
            }
            let path = entry.path();
            let bytes = bounded(&path).map_err(|cause| FolderError::Read { path, cause })?;
            let too_large = bytes.len() > MAX_BYTES;
            match String::from_utf8(bytes) {
                Err(cut) if too_large => {
                    let text = String::from_utf8_lossy(cut.as_bytes()).into_owned();
                    files.insert(format!("{prefix}{name}"), text);
                }
                Ok(text) => {
                    files.insert(format!("{prefix}{name}"), text);
                }
                Err(_) => findings.push(not_utf8(format!("{prefix}{name}"))),
            }
        }
    }
    Ok(files)
}

/// The file's bytes, and no more than it takes for the model to see that it is too large.
fn bounded(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn not_utf8(file: String) -> Finding {
    Finding {
        file,
        line: 0,
        severity: Severity::Error,
        rule: "not-utf8".to_owned(),
        message: "The file is not UTF-8.".to_owned(),
        remedy: "save it as UTF-8.".to_owned(),
    }
}
