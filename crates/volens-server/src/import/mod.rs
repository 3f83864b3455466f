//! `volens import`: reads a processing overview as the controller handed it over and writes
//! `notice.toml`. The reading itself is pure ([`read`]); only this file touches the disk.

mod basis;
mod cell;
mod data;
mod finding;
mod html;
mod language;
mod page;
mod purpose;
mod read;
mod reference;
mod table;
mod text;
mod whole;
mod write;

pub use finding::{Finding, Kind, Severity};
pub use language::UnknownLanguage;
pub use read::{ReadError, Reading, read};
pub use table::{MAX_BYTES, MAX_CELL, MAX_ROWS, TableError};

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};

/// Word processors wrap a table in many times its own bytes.
const MAX_FILE: usize = 16 * MAX_BYTES;

/// Reads the table in `file`, written in the language `lang` (a BCP 47 tag), and writes
/// `out/notice.toml`; where it is HTML, also the text it was read as, `out/source.<lang>.txt`. Each finding goes to `report`, one a line, and a summary at the end. Refuses
/// to overwrite an earlier result unless `force`. The process's exit code is
/// [`Outcome::exit_code`], or 2 on an error.
pub fn run(
    file: &Path,
    lang: &str,
    out: &Path,
    force: bool,
    report: &mut dyn Write,
) -> Result<Outcome, ImportError> {
    let text = source(file)?;
    let table = if html::is(&text) {
        Some(html::text(&text).ok_or(ReadError::from(TableError::NoTable))?)
    } else {
        None
    };
    let reading = read(table.as_ref().unwrap_or(&text), lang)?;
    if let Some(table) = table {
        // Findings name its lines, and the site keeps what its overview was made from.
        save(out, &out.join(format!("source.{}.txt", reading.notice.language)), &table, force)?;
    }
    for finding in &reading.findings {
        writeln!(report, "{finding}").map_err(ImportError::Report)?;
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let path = out.join(if reading.decided() { "notice.toml" } else { "notice.draft.toml" });
    save(out, &path, &reading.to_toml(&name), force)?;
    let activities = &reading.notice.activities;
    let bases: usize = activities.iter().map(|activity| activity.bases.len()).sum();
    let (rows, path_shown) = (activities.len(), path.display());
    writeln!(report, "{rows} activities, {bases} legal bases: {path_shown}")
        .map_err(ImportError::Report)?;
    Ok(if reading.decided() { Outcome::Decided(path) } else { Outcome::Undecided(path) })
}

/// Whether every row and every legal basis could be decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// `notice.toml` is written.
    Decided(PathBuf),
    /// What was read so far is in `notice.draft.toml`, for a person to finish and rename. It is
    /// never called `notice.toml`, so that nothing publishes it by accident.
    Undecided(PathBuf),
}

impl Outcome {
    /// 0 when all is decided, 1 when a person has to decide.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Decided(_) => 0,
            Self::Undecided(_) => 1,
        }
    }
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("{}: {}", .0.display(), .1)]
    Source(PathBuf, #[source] io::Error),
    #[error("{}: not UTF-8; save the file as UTF-8 text", .0.display())]
    NotUtf8(PathBuf),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error("{} is there already and may hold edits by hand; --force overwrites it", .0.display())]
    Exists(PathBuf),
    #[error("{}: {}", .0.display(), .1)]
    Write(PathBuf, #[source] io::Error),
    #[error("the findings could not be printed: {0}")]
    Report(#[source] io::Error),
}

/// The file's text, of which no more is read than the parser takes.
fn source(path: &Path) -> Result<String, ImportError> {
    let unreadable = |error| ImportError::Source(path.to_owned(), error);
    let limit = u64::try_from(MAX_FILE).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(limit).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > MAX_FILE {
        return Err(ReadError::from(TableError::TooLarge).into());
    }
    String::from_utf8(bytes).map_err(|_| ImportError::NotUtf8(path.to_owned()))
}

fn save(folder: &Path, path: &Path, text: &str, force: bool) -> Result<(), ImportError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => ImportError::Exists(path.to_owned()),
        _ => ImportError::Write(path.to_owned(), error),
    };
    fs::create_dir_all(folder).map_err(|error| ImportError::Write(folder.to_owned(), error))?;
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    options.open(path).and_then(|mut file| file.write_all(text.as_bytes())).map_err(failed)
}
