use super::{CommandError, say};
use clap::ValueEnum;
use std::process::ExitCode;
use volens_model::evidence::Manifest;
use volens_model::notice::{Notice, Translation};
use volens_model::site::{SiteFile, Texts, schema};
use volens_model::view::NoticeView;

/// Print the JSON Schema of a file.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Which file.
    file: Kind,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Kind {
    /// site.toml
    Site,
    /// `texts/<language>.toml`
    Texts,
    /// notice.toml
    Notice,
    /// `notice.<language>.toml`
    Translation,
    /// The overview as JSON, `/{site}/notice.json`
    Overview,
    /// The manifest of `volens check --browser`
    Evidence,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    let schema = match arguments.file {
        Kind::Site => schema::<SiteFile>(),
        Kind::Texts => schema::<Texts>(),
        Kind::Notice => schema::<Notice>(),
        Kind::Translation => schema::<Translation>(),
        Kind::Overview => schema::<NoticeView>(),
        Kind::Evidence => schema::<Manifest>(),
    };
    say(format_args!("{schema:#}"));
    Ok(ExitCode::SUCCESS)
}
