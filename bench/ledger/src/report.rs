//! The run as one Markdown document.

mod machine;
mod targets;

use crate::figures::{grouped, spread};
use crate::growth::Cost;
use crate::measure::Figures;
use crate::plan::Plan;
use crate::subject::Subject;
use std::collections::BTreeMap;

/// Everything that was measured.
#[derive(Debug, Default)]
pub(crate) struct Run {
    /// Of each subject and number of connections, one a round.
    pub(crate) figures: BTreeMap<(Subject, usize), Vec<Figures>>,
    /// The most within each tenth of the events, MiB.
    pub(crate) memory: Vec<f64>,
    /// By kind of store.
    pub(crate) costs: Vec<(&'static str, [Cost; 2])>,
    /// The machine's load average.
    pub(crate) load: Vec<f64>,
}

impl Run {
    /// One figure of each round.
    fn each(&self, subject: Subject, connections: usize, figure: fn(&Figures) -> f64) -> Vec<f64> {
        let all = self.figures.get(&(subject, connections));
        all.into_iter().flatten().map(figure).collect()
    }

    /// How large the groups are that a subject's rows are inserted in: those that waiting requests of
    /// the ledger shared when it was last measured, else of as many as could wait.
    pub(crate) fn group(&self, subject: Subject, connections: usize) -> usize {
        let ledger = subject.grouped_as().and_then(|it| self.figures.get(&(it, connections)));
        let shared = ledger.and_then(|figures| figures.last()).map(|it| it.group.ceil() as usize);
        shared.map_or(connections, |group| group.max(1))
    }
}

pub(crate) fn write(run: &Run, plan: &Plan) -> String {
    let subjects = |only: fn(Subject) -> bool| Subject::ALL.into_iter().filter(move |it| only(*it));
    let rates = subjects(|_| true).map(|subject| {
        let rate = |connections| spread(&run.each(subject, connections, |it| it.rate), 0);
        [subject.name().to_owned(), rate(32), rate(128)]
    });
    let served = subjects(Subject::serves).map(|subject| {
        let of = |connections, figure: fn(&Figures) -> f64, digits| {
            spread(&run.each(subject, connections, figure), digits)
        };
        let is_ledger = matches!(subject, Subject::VolensSqlite | Subject::VolensPostgres);
        let group = |connections| match is_ledger {
            true => of(connections, |it: &Figures| it.group, 0),
            false => String::new(),
        };
        [
            subject.name().to_owned(),
            of(32, |it| it.p50, 1),
            of(32, |it| it.p99, 1),
            of(128, |it| it.p50, 1),
            of(128, |it| it.p99, 1),
            of(128, |it| it.memory, 0),
            of(128, |it| it.work, 0),
            group(32),
            group(128),
        ]
    });
    let costs = run.costs.iter().flat_map(|(name, costs)| {
        costs.map(|Cost { rows, time, work }| {
            let rows = grouped(&rows.to_string());
            [(*name).to_owned(), rows, format!("{time:.0}"), format!("{work:.0}")]
        })
    });
    let targets = targets::of(run, plan).into_iter().map(|target| {
        let verdict = if target.is_met { "met" } else { "**gap**" };
        [target.what, target.figure, target.wanted, verdict.to_owned()]
    });
    include_str!("report/document.md")
        .replace("{date}", &machine::date())
        .replace("{machine}", &machine::name())
        .replace("{rounds}", &plan.rounds.to_string())
        .replace("{load}", &spread(&run.load, 1))
        .replace("{rates}", &table(["events a second", "32 connections", "128 connections"], rates))
        .replace("{served}", &table(SERVED, served))
        .replace("{targets}", &table(["", "this run", "target", ""], targets))
        .replace("{memory}", &memory(run, plan))
        .replace("{costs}", &table(COSTS, costs))
}

const SERVED: [&str; 9] = [
    "",
    "p50 at 32, ms",
    "p99 at 32, ms",
    "p50 at 128, ms",
    "p99 at 128, ms",
    "peak memory, MiB",
    "processor, µs an event",
    "events a commit at 32",
    "at 128",
];

const COSTS: [&str; 4] = ["store", "rows before", "µs an event", "processor, µs an event"];

fn memory(run: &Run, plan: &Plan) -> String {
    let step = plan.memory / 10;
    let parts = run.memory.iter().enumerate();
    let cells = parts
        .map(|(place, held)| [grouped(&((place + 1) * step).to_string()), format!("{held:.1}")]);
    table(["until event", "most memory, MiB"], cells)
}

fn table<const N: usize>(headings: [&str; N], lines: impl Iterator<Item = [String; N]>) -> String {
    let row = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let rule = (0..N).map(|place| if place == 0 { "---" } else { "---:" }.to_owned());
    let mut rows = vec![row(&headings.map(str::to_owned)), row(&rule.collect::<Vec<_>>())];
    rows.extend(lines.map(|cells| row(&cells)));
    rows.join("\n")
}
