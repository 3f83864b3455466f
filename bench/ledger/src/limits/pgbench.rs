//! PostgreSQL's own load generator: one row a transaction, as without group commit.

use super::{COLUMNS, postgres, texts};
use std::path::Path;
use std::process::Command;
use volens_store::Record;

/// PostgreSQL as it ships takes 100 connections, and more clients than these gain nothing.
const MOST: usize = 64;

/// Rows a second.
pub(crate) async fn run(
    home: &Path,
    database: &str,
    record: &Record,
    clients: usize,
    seconds: u32,
) -> Result<f64, String> {
    drop(postgres::open(database).await.map_err(|cause| cause.to_string())?);
    let mut pgbench = Command::new("pgbench");
    let mut values = Vec::new();
    for (name, text) in COLUMNS.split(", ").zip(texts(record)) {
        // An id and a subject that the server makes cost it less than those that it must read.
        values.push(match name {
            "id" => "gen_random_uuid()::text".to_owned(),
            "subject" => "encode(sha256(gen_random_uuid()::text::bytea), 'hex')".to_owned(),
            _ => format!(":{name}"),
        });
        pgbench.arg("--define").arg(format!("{name}={text}"));
    }
    let values = values.join(", ");
    let insert = format!("INSERT INTO event ({COLUMNS}) VALUES ({values}, sha256(:body::bytea));");
    let script = home.join("insert.sql");
    std::fs::write(&script, insert).map_err(|cause| cause.to_string())?;
    pgbench.args([
        "--no-vacuum",
        "--protocol=prepared",
        "--client",
        &clients.min(MOST).to_string(),
    ]);
    pgbench.args(["--time", &seconds.to_string(), "--file"]).arg(&script).arg(database);
    let output = pgbench.output().map_err(|cause| format!("{pgbench:?}: {cause}"))?;
    let said = String::from_utf8_lossy(&output.stdout);
    rate(&said)
        .ok_or_else(|| format!("pgbench: {said}\n{}", String::from_utf8_lossy(&output.stderr)))
}

/// From the line `tps = 13900.5 (without initial connection time)`.
fn rate(said: &str) -> Option<f64> {
    let line = said.lines().find_map(|line| line.strip_prefix("tps = "))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_rate_is_read_from_what_pgbench_says() {
        let said = "number of clients: 32\ntps = 13900.5 (without initial connection time)\n";
        assert_eq!(super::rate(said), Some(13900.5));
        assert_eq!(super::rate("pgbench: error"), None);
    }
}
