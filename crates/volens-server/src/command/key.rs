use super::{CommandError, say};
use crate::server::StartError;
use crate::{key, log};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use volens_log::key::VerifyingKey;
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
    /// Have another key sign a log from its last checkpoint on. End the ledgers that serve it first.
    Rotate {
        /// Where the log is kept.
        #[arg(long, value_name = "URL", default_value = "sqlite:volens.db")]
        store: String,
        /// The public part of the key that signed so far; its secret part is not needed.
        #[arg(long, value_name = "VKEY")]
        from: VerifyingKey,
        /// The key that signs from now on, made by `volens key new` for the same site and host.
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
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
        Action::Rotate { store, from, to } => return rotate(store, from, to),
    };
    say(key.verifying_key());
    Ok(ExitCode::SUCCESS)
}

/// Prints the checkpoint that both keys signed, to be published: whoever trusts the old key finds the
/// new one by it.
fn rotate(store: &str, from: &VerifyingKey, to: &Path) -> Result<ExitCode, CommandError> {
    let to = key::read(to).map_err(StartError::from)?;
    let name = from.name();
    let site = key::site_of(name).ok_or_else(|| CommandError::LogName(name.to_owned()))?;
    let both = tokio::runtime::Runtime::new()?.block_on(async {
        let store = volens_store::open(store).await?;
        let both = log::rotate(store.as_ref(), site, from, &to).await;
        store.close().await;
        both
    })?;
    say(format_args!("{}\n\n{}", to.verifying_key(), both.trim_end()));
    Ok(ExitCode::SUCCESS)
}

fn site(text: &str) -> Result<String, String> {
    match id::is_id(text) {
        true => Ok(text.to_owned()),
        false => Err("write it as `id` in site.toml".to_owned()),
    }
}
