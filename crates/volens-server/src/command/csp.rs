use super::{CommandError, say};
use crate::folder;
use crate::server::StartError;
use std::path::PathBuf;
use std::process::ExitCode;
use volens_model::site::{Convention, Site};

/// Print what a page's Content-Security-Policy must allow for a site. Nothing else is needed: no
/// 'unsafe-inline', no 'unsafe-eval', no style-src, no img-src, no data: or blob:.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder with site.toml.
    #[arg(long, value_name = "DIR")]
    site: PathBuf,
    /// The consent origin, as browsers send it: `https://consent.example`.
    #[arg(long, value_name = "ORIGIN", value_parser = super::origin)]
    origin: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    let site = folder::load(&arguments.site).map_err(StartError::from)?;
    for (line, why) in lines(&site, &arguments.origin) {
        say(format_args!("# {why}\n{line}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// Each directive with what it is for.
fn lines(site: &Site, origin: &str) -> Vec<(String, &'static str)> {
    let id = &site.file.id;
    let policies = if site.file.aliases.contains_key(&Convention::Didomi) {
        "trusted-types volens volens-html"
    } else {
        "trusted-types volens"
    };
    vec![
        (
            format!("script-src {origin}/{id}/ {origin}/assets/"),
            "The script and the settings; with a nonce on the script's tag leave this out, with its \
             hash the first of the two.",
        ),
        (
            "script-src 'wasm-unsafe-eval'".to_owned(),
            "Search, history and what has changed, in the settings; without it they work without, and \
             data-wasm=\"off\" on the script's tag keeps browsers from reporting the try.",
        ),
        (
            format!("connect-src {origin}"),
            "The settings' texts, and what visitors decide; without it decisions wait on the device.",
        ),
        (
            policies.to_owned(),
            "Only beside require-trusted-types-for 'script': releases what was held.",
        ),
    ]
}
