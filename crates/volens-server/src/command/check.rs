use super::{CommandError, say};
use crate::folder;
use crate::server::StartError;
use std::path::PathBuf;
use std::process::ExitCode;
use volens_model::finding::Severity;

/// Print every mistake in a site's folder; fail if one is an error.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder with site.toml.
    dir: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    let (_, findings) = folder::check(&arguments.dir).map_err(StartError::from)?;
    for finding in &findings {
        say(finding);
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    if errors == 0 {
        say(format_args!("{}: sound", arguments.dir.display()));
        return Ok(ExitCode::SUCCESS);
    }
    let noun = if errors == 1 { "error" } else { "errors" };
    say(format_args!("{}: {errors} {noun}", arguments.dir.display()));
    Ok(ExitCode::FAILURE)
}
