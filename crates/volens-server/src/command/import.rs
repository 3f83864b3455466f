use super::{CommandError, fail};
use crate::import::run as import;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// Read a processing overview as it was handed over and write notice.toml.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The table: tab-separated cells, or HTML as a word processor saves it.
    file: PathBuf,
    /// The language it is written in, e.g. `lv`.
    #[arg(long)]
    lang: String,
    /// The site's folder.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Replace what an earlier import wrote.
    #[arg(long)]
    force: bool,
}

/// 0: all is decided. 1: a person has to decide. 2: nothing could be read or written.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    let Arguments { file, lang, out, force } = arguments;
    Ok(match import(file, lang, out, *force, &mut io::stdout().lock()) {
        Ok(outcome) => ExitCode::from(outcome.exit_code()),
        Err(error) => {
            fail(error);
            ExitCode::from(2)
        }
    })
}
