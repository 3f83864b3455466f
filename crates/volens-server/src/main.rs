//! The `volens` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    volens_server::run()
}
