//! What the ledger is to reach: ratios within one run.

use super::Run;
use crate::figures::{grouped, median};
use crate::measure::Figures;
use crate::plan::Plan;
use crate::subject::Subject;

/// A figure beside the bound that it must keep.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) what: String,
    pub(super) figure: String,
    pub(super) wanted: String,
    pub(super) is_met: bool,
}

pub(super) fn of(run: &Run, plan: &Plan) -> Vec<Target> {
    let mut targets = Vec::new();
    for (subject, raw, times) in [
        (Subject::VolensPostgres, Subject::RawPostgres, 10.0),
        (Subject::VolensSqlite, Subject::RawSqlite, 25.0),
    ] {
        let name = subject.name().replace('*', "");
        for at in Plan::CONNECTIONS {
            let of = |subject, figure| median(&run.each(subject, at, figure));
            let rate: fn(&Figures) -> f64 = |it| it.rate;
            let p99: fn(&Figures) -> f64 = |it| it.p99;
            let c15t =
                |figure| [Subject::C15tIndexed, Subject::C15tShipped].map(|it| of(it, figure));
            let (ours, theirs) =
                (of(subject, rate), c15t(rate).into_iter().fold(f64::NAN, f64::max));
            targets.push(least(format!("{name}, {at}: beside c15t"), ours / theirs, times));
            let what = format!("{name}, {at}: beside raw inserts in groups as large");
            targets.push(least(what, ours / of(raw, rate), 0.5));
            let slow = of(subject, p99) / c15t(p99).into_iter().fold(f64::NAN, f64::min);
            targets.push(most(format!("{name}, {at}: p99 beside c15t's"), slow, 0.25, " ×"));
        }
        let all = |figure| Plan::CONNECTIONS.map(|at| run.each(subject, at, figure)).concat();
        let worst = |figure| all(figure).into_iter().fold(0.0, f64::max);
        let memory = worst(|it| it.memory);
        targets.push(most(format!("{name}: most memory"), memory, 64.0, " MiB"));
        let wait = worst(|it| it.wait);
        targets.push(most(format!("{name}: longest until in the signed tree"), wait, 5.0, " s"));
    }
    if let (Some(early), Some(late)) = (run.memory.get(1), run.memory.last()) {
        let events = grouped(&plan.memory.to_string());
        let what = format!("most memory in the last tenth of {events} events beside the second's");
        targets.push(most(what, late / early, 1.1, " ×"));
    }
    for (name, [small, large]) in &run.costs {
        let rows = [small.rows, large.rows].map(|rows| grouped(&rows.to_string()));
        let what = format!("{name}: an event's cost at {} rows beside {}", rows[1], rows[0]);
        targets.push(most(what, large.time / small.time, 2.0, " ×"));
    }
    targets
}

fn least(what: String, figure: f64, bound: f64) -> Target {
    let is_met = figure >= bound;
    Target { what, figure: format!("{figure:.2} ×"), wanted: format!("≥ {bound} ×"), is_met }
}

fn most(what: String, figure: f64, bound: f64, unit: &str) -> Target {
    let is_met = figure <= bound;
    Target {
        what,
        figure: format!("{figure:.2}{unit}"),
        wanted: format!("≤ {bound}{unit}"),
        is_met,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth::Cost;

    #[test]
    fn a_target_is_met_to_the_point_and_never_by_what_was_not_measured() {
        assert!(least(String::new(), 10.0, 10.0).is_met);
        assert!(!least(String::new(), 9.99, 10.0).is_met);
        assert!(most(String::new(), 0.25, 0.25, "").is_met);
        assert!(!most(String::new(), 0.26, 0.25, "").is_met);
        assert!(!least(String::new(), f64::NAN, 10.0).is_met);
        assert!(!most(String::new(), f64::NAN, 0.25, "").is_met);
    }

    #[test]
    fn ratios_are_of_medians_and_bounds_are_for_the_worst() {
        let mut run = Run::default();
        let mut add = |subject, rate, memory| {
            for connections in Plan::CONNECTIONS {
                let figures = Figures { rate, p99: 1.0, memory, ..Figures::default() };
                run.figures.entry((subject, connections)).or_default().push(figures);
            }
        };
        for (rate, memory) in [(3000.0, 20.0), (9000.0, 65.0), (3000.0, 20.0)] {
            add(Subject::VolensSqlite, rate, memory);
        }
        add(Subject::C15tIndexed, 100.0, 100.0);
        add(Subject::RawSqlite, 10_000.0, 0.0);
        run.costs.push((
            "SQLite",
            [(1, 10.0), (1000, 20.1)].map(|(rows, time)| Cost { rows, time, work: 0.0 }),
        ));
        let targets = of(&run, &Plan::QUICK);
        let find = |what: &str| targets.iter().find(|target| target.what == what).unwrap();
        let beside = find("Volens, SQLite, 32: beside c15t");
        assert_eq!((beside.figure.as_str(), beside.is_met), ("30.00 ×", true));
        assert!(!find("Volens, SQLite, 32: beside raw inserts in groups as large").is_met);
        assert!(!find("Volens, SQLite, 128: p99 beside c15t's").is_met);
        assert!(!find("Volens, SQLite: most memory").is_met);
        let cost = find("SQLite: an event's cost at 1\u{202f}000 rows beside 1");
        assert_eq!((cost.figure.as_str(), cost.is_met), ("2.01 ×", false));
    }
}
