//! `cargo xtask`: set-up, demo, checks and sizes, each one command on a fresh machine.

mod artifacts;
mod bench;
mod checks;
mod command;
mod demo;
mod dist;
mod http;
mod paths;
mod servers;
mod setup;
mod sizes;
mod views;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask setup                install the pinned tools; skips what is there
cargo xtask demo [--port 8080]   build, start the shop, the partner, the club and the ledger, until Ctrl-C
cargo xtask test [--full] [NAME…]
                                 every check, or those whose name contains NAME; `--full` sees all
                                 combinations of view, look and language, and every round of faults
cargo xtask dist                 build everything into dist/ and print its sizes
cargo xtask screenshots          pictures of every view, into target/screenshots
cargo xtask views --renew        keep what the main views look like now, for `test views` to compare and in the documents
cargo xtask bench visitor [--quick]
                                 what visitors wait for, beside other consent managers
cargo xtask bench ledger [--quick]
                                 how many decisions the ledger takes, beside c15t's backend
cargo xtask bench size [--quick]
                                 what each crate weighs in the widget's Wasm
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["setup"] => setup::run(setup::For::Tests),
        ["demo"] => demo::run(8080),
        ["demo", "--port", port] => match port.parse::<u16>() {
            Ok(port) if (1..=u16::MAX - 3).contains(&port) => demo::run(port),
            _ => Err(format!("`--port {port}` is not a port from 1 to {}", u16::MAX - 3)),
        },
        ["test", names @ ..] if names.iter().all(|name| !name.starts_with('-')) => {
            return checks::run(names, false);
        }
        ["test", "--full", names @ ..] if names.iter().all(|name| !name.starts_with('-')) => {
            return checks::run(names, true);
        }
        ["dist"] => dist::run(),
        ["screenshots"] => views::screenshots(),
        ["views", "--renew"] => views::renew(),
        ["bench", "visitor"] => bench::visitor(bench::Run::Full),
        ["bench", "visitor", "--quick"] => bench::visitor(bench::Run::Quick),
        ["bench", "ledger"] => bench::ledger(bench::Run::Full),
        ["bench", "ledger", "--quick"] => bench::ledger(bench::Run::Quick),
        ["bench", "size"] => bench::size(bench::Run::Full),
        ["bench", "size", "--quick"] => bench::size(bench::Run::Quick),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => Err(format!("`{}` is not a task.\n\n{HELP}", words.join(" "))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nxtask: {why}");
            ExitCode::FAILURE
        }
    }
}
