//! `cargo xtask bench ledger`: how many decisions the ledger takes, beside c15t's self-hosted
//! backend and beside what this machine can do at all.

mod c15t;
mod covered;
mod events;
mod figures;
mod fill;
mod growth;
mod http;
mod limits;
mod load;
mod measure;
mod plan;
mod probe;
mod process;
mod report;
mod subject;
mod volens;

use clap::Parser;
use growth::Kind;
use plan::Plan;
use report::Run;
use std::path::PathBuf;
use std::process::ExitCode;
use subject::{Bench, Subject};
use volens_testing::Postgres;

/// Where what is measured lies, and how much is.
#[derive(Clone, Debug, Parser)]
pub(crate) struct Options {
    /// The built ledger.
    #[arg(long)]
    volens: PathBuf,
    /// Its assets.
    #[arg(long)]
    assets: PathBuf,
    /// Its site.
    #[arg(long)]
    site: PathBuf,
    /// The folder with c15t's backend.
    #[arg(long)]
    c15t: PathBuf,
    /// A folder for stores and logs.
    #[arg(long)]
    home: PathBuf,
    /// Fewer events and rounds, to see whether a change matters.
    #[arg(long)]
    quick: bool,
    /// Where to write the report.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// One thread: it shares the machine with what it loads.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.split_first() {
        Some((word, [])) if word == limits::bare::WORD => limits::bare::serve().await,
        Some((word, rest)) if word == probe::WORD => probe::run(rest).await,
        _ => bench(Options::parse()).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("volens-bench: {why}");
            ExitCode::FAILURE
        }
    }
}

async fn bench(options: Options) -> Result<(), String> {
    let plan = if options.quick { Plan::QUICK } else { Plan::FULL };
    // A folder of an earlier run holds its stores and its key.
    let _ = std::fs::remove_dir_all(&options.home);
    let failed = |cause| format!("{}: {cause}", options.home.display());
    std::fs::create_dir_all(&options.home).map_err(failed)?;
    let key = volens::key(&options)?;
    let bench = Bench { options, postgres: Postgres::start(), key };
    let run = measure(&bench, &plan).await?;
    let text = report::write(&run, &plan);
    println!("\n{text}");
    match &bench.options.out {
        Some(path) => std::fs::write(path, text).map_err(|cause| cause.to_string()),
        None => Ok(()),
    }
}

async fn measure(bench: &Bench, plan: &Plan) -> Result<Run, String> {
    // Any ledger of the site says what its events must name.
    let mut visitors = {
        let store = subject::sqlite_url(&bench.file("policy.db"));
        bench.volens(&store).await?.visitors
    };
    let mut run = Run::default();
    for round in 1..=plan.rounds {
        println!("round {round} of {}", plan.rounds);
        run.load.push(load_average());
        // Each round begins with another, so that none always comes after the same one; the first with
        // the ledgers, whose groups others must know.
        for subject in Subject::ALL.into_iter().cycle().skip(round - 1).take(Subject::ALL.len()) {
            bench.rest().await?;
            let groups = Plan::CONNECTIONS.map(|at| run.group(subject, at));
            let figures = bench.measure(subject, plan, groups, &mut visitors).await;
            let figures = figures.map_err(|why| format!("{}: {why}", subject.name()))?;
            for (figures, connections) in figures.into_iter().zip(Plan::CONNECTIONS) {
                println!("{:>8.0}/s at {connections:>3}: {}", figures.rate, subject.name());
                run.figures.entry((subject, connections)).or_default().push(figures);
            }
        }
    }
    println!("memory over {} events", plan.memory);
    run.memory = growth::memory(bench, plan).await?;
    for (kind, name) in [(Kind::Sqlite, "SQLite"), (Kind::Postgres, "PostgreSQL")] {
        println!("{name} with {} rows and with {}", plan.stores[0], plan.stores[1]);
        let mut past = visitors.past();
        run.costs.push((name, growth::costs(bench, plan, &mut past, kind).await?));
    }
    run.load.push(load_average());
    Ok(run)
}

/// Over the last minute.
fn load_average() -> f64 {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().and_then(|it| it.parse().ok()).unwrap_or(f64::NAN)
}
