//! Set-up: a list of steps, each of which knows whether it is done, how to do it, and what to tell
//! a person when it cannot. A second run only asks.

mod debian;
mod steps;

use crate::command::Cmd;
use std::io::Write as _;
use std::time::Instant;

/// What the set-up is for: a demo needs no browsers of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    Build,
    Tests,
}

/// One thing that must be there.
struct Step {
    name: String,
    /// Whether it is there in the right version. Never asks the network.
    there: Box<dyn Fn() -> bool>,
    install: Install,
    /// What a person can do when it could not be installed.
    remedy: String,
}

enum Install {
    /// Commands, run in order.
    Run(Vec<Cmd>),
    /// Ours to do, but not with a command.
    Do(Box<dyn Fn() -> Result<(), String>>),
    /// A person's to do.
    Ask,
}

pub(crate) fn run(purpose: For) -> Result<(), String> {
    let steps = steps::all(purpose);
    let count = steps.len();
    let begun = Instant::now();
    let mut installed = 0;
    for (number, step) in steps.iter().enumerate() {
        print!("[{}/{count}] {} … ", number + 1, step.name);
        let _ = std::io::stdout().flush();
        if (step.there)() {
            println!("there");
            continue;
        }
        println!("installing");
        let step_begun = Instant::now();
        step.carry_out().map_err(|why| {
            format!("{} is missing, and {why}.\nWhat to do: {}", step.name, step.remedy)
        })?;
        installed += 1;
        println!("      {} … done in {:.0} s", step.name, step_begun.elapsed().as_secs_f32());
    }
    println!("Set-up: {installed} installed, {:.1} s\n", begun.elapsed().as_secs_f32());
    Ok(())
}

impl Step {
    fn carry_out(&self) -> Result<(), String> {
        match &self.install {
            Install::Run(commands) => commands.iter().try_for_each(Cmd::run)?,
            Install::Do(action) => action()?,
            Install::Ask => return Err("this cannot install it".to_owned()),
        }
        if (self.there)() {
            Ok(())
        } else {
            Err("it is still not there after its installation succeeded".to_owned())
        }
    }
}
