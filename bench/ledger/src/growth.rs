//! What a long life costs: memory over many events, and an event's cost on a large store.

use crate::events::Visitors;
use crate::figures::median;
use crate::fill::fill;
use crate::plan::Plan;
use crate::subject::{Bench, sqlite_url};

/// Connections that a ledger has meanwhile.
const CONNECTIONS: usize = 128;

/// The most that the ledger holds in memory within each tenth of the events, MiB, on SQLite. Its
/// caches fill and empty in between, so that what it holds at one moment says little.
pub(crate) async fn memory(bench: &Bench, plan: &Plan) -> Result<Vec<f64>, String> {
    let mut volens = bench.volens(&sqlite_url(&bench.file("memory.db"))).await?;
    let mut held = Vec::new();
    for _ in 0..10 {
        volens.server.forget_peak()?;
        volens.run(plan.memory / 10, CONNECTIONS).await?;
        held.push(volens.server.peak()?);
    }
    Ok(held)
}

/// What an event costs on a store of a size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) rows: usize,
    /// Microseconds between accepted events.
    pub(crate) time: f64,
    /// The server's processor time for one, µs.
    pub(crate) work: f64,
}

/// The cost on the small and on the large store, measured in turns.
pub(crate) async fn costs(
    bench: &Bench,
    plan: &Plan,
    visitors: &mut Visitors,
    on: Kind,
) -> Result<[Cost; 2], String> {
    let mut ledgers = Vec::new();
    for rows in plan.stores {
        let store = match on {
            Kind::Sqlite => sqlite_url(&bench.file(&file(rows))),
            Kind::Postgres => bench.postgres.database(),
        };
        fill(&store, visitors, rows).await?;
        let mut volens = bench.volens(&store).await?;
        // The store's pages are cold and the ledger's statements not prepared.
        volens.run(1000, CONNECTIONS).await?;
        ledgers.push((volens, Vec::new(), Vec::new()));
    }
    let [count, _] = plan.stores.map(|rows| rows / 2);
    for _ in 0..plan.rounds {
        for (volens, times, work) in &mut ledgers {
            let figures = volens.run(count, CONNECTIONS).await?;
            times.push(1_000_000.0 / figures.rate);
            work.push(figures.work);
        }
    }
    let mut costs = [Cost { rows: 0, time: 0.0, work: 0.0 }; 2];
    for ((cost, rows), (_, times, work)) in costs.iter_mut().zip(plan.stores).zip(&ledgers) {
        *cost = Cost { rows, time: median(times), work: median(work) };
    }
    drop(ledgers);
    // The large ones are gigabytes.
    plan.stores.iter().for_each(|rows| drop(bench.file(&file(*rows))));
    bench.rest().await?;
    Ok(costs)
}

fn file(rows: usize) -> String {
    format!("rows-{rows}.db")
}

/// A kind of store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}
