use super::{CommandError, say};
use crate::key;
use crate::server::StartError;
use std::path::PathBuf;
use std::process::ExitCode;
use volens_model::id;

/// Make and show the keys that sign sites' logs.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Make a key, in a file that only you can read, and print its public part.
    New {
        /// The site whose log it signs.
        #[arg(long, value_name = "ID", value_parser = site)]
        site: String,
        /// Your host's name; the log is called `HOST/log/ID` for good.
        #[arg(long, value_name = "HOST")]
        host: String,
        /// Where to write it. A file that is there is never replaced.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Print a key's public part: what `volens verify --key` and auditors take.
    Show {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    let key = match &arguments.action {
        Action::New { site, host, out } => {
            let key = key::make(&key::name(host, site)).map_err(StartError::from)?;
            key::write(out, &key).map_err(StartError::from)?;
            key
        }
        Action::Show { file } => key::read(file).map_err(StartError::from)?,
    };
    say(key.verifying_key());
    Ok(ExitCode::SUCCESS)
}

fn site(text: &str) -> Result<String, String> {
    match id::is_id(text) {
        true => Ok(text.to_owned()),
        false => Err("write it as `id` in site.toml".to_owned()),
    }
}
