use super::{CommandError, say};
use crate::look_up::{self, Found, LookUpError};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Print a decision with what was on screen, under which policy, and its proof.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The reference that the visitor quotes: the id of an event.
    #[arg(value_name = "REF")]
    reference: String,
    /// Where events are kept.
    #[arg(long, value_name = "URL", default_value = "sqlite:volens.db")]
    store: String,
    /// A folder to make, with everything an authority needs to check it by itself.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    let Arguments { reference, store, out } = arguments;
    let runtime = tokio::runtime::Runtime::new()?;
    let found = runtime.block_on(look_up::find(store, reference))?;
    if found.is_empty() {
        return Err(LookUpError::Unknown(reference.clone()).into());
    }
    for found in &found {
        say(found);
        if let Some(folder) = out {
            write(found, folder)?;
            say(format_args!("\nwritten to {}", folder.display()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes the bundle. The folder must be new, so that nothing of another case is left in it.
fn write(found: &Found, folder: &Path) -> Result<(), CommandError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |cause| CommandError::Write { path, cause }
    };
    std::fs::create_dir(folder).map_err(failed(folder))?;
    for (name, text) in found.files() {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(failed(&path))?;
    }
    Ok(())
}
