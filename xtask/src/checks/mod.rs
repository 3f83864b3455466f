//! `cargo xtask test`: every check there is, one after the other, and a summary. A check that
//! fails does not keep the others from running.

mod api;
mod linked;
mod mutants;
mod steps;

use crate::artifacts::heading;
use crate::setup;
use std::process::ExitCode;
use std::time::{Duration, Instant};

struct Check {
    name: &'static str,
    run: fn() -> Result<(), String>,
}

struct Verdict {
    name: &'static str,
    took: Duration,
    failure: Option<String>,
}

/// Runs the checks whose name contains one of `wanted`, or all; `full` adds the long ones.
pub(crate) fn run(wanted: &[&str], full: bool) -> ExitCode {
    let chosen =
        |check: &&Check| wanted.is_empty() || wanted.iter().any(|word| check.name.contains(word));
    let long = if full { steps::FULL } else { &[] };
    let chosen: Vec<&Check> = steps::ALL.iter().chain(long).filter(chosen).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = steps::ALL.iter().map(|check| check.name).collect();
        println!("No check is named like {wanted:?}. There are:\n  {}", names.join("\n  "));
        return ExitCode::FAILURE;
    }
    let set_up = Check { name: "set-up", run: || setup::run(setup::For::Tests) };
    let first = set_up.verdict();
    let ready = first.failure.is_none();
    let mut verdicts = vec![first];
    if ready {
        verdicts.extend(chosen.iter().map(|check| check.verdict()));
    }
    summary(&verdicts)
}

impl Check {
    fn verdict(&self) -> Verdict {
        heading(self.name);
        let begun = Instant::now();
        let failure = (self.run)().err();
        if let Some(why) = &failure {
            println!("{} FAILED: {why}", self.name);
        }
        Verdict { name: self.name, took: begun.elapsed(), failure }
    }
}

/// The last line is a closing line that test runners share: counts, alone on a line.
fn summary(verdicts: &[Verdict]) -> ExitCode {
    heading("Summary");
    for Verdict { name, took, failure } in verdicts {
        let mark = if failure.is_none() { "ok    " } else { "FAILED" };
        println!("{mark} {:>6.1} s  {name}", took.as_secs_f32());
    }
    let failed = verdicts.iter().filter(|verdict| verdict.failure.is_some()).count();
    for Verdict { name, failure, .. } in verdicts {
        if let Some(why) = failure {
            println!("\n{name}: {why}");
        }
    }
    println!("\n{} passed, {failed} failed", verdicts.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
