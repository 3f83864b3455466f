//! What is measured: each starts anew, on an empty store, in every round.

use crate::Options;
use crate::c15t::{C15t, Form};
use crate::events::Visitors;
use crate::limits::{bare, pgbench, postgres, sqlite};
use crate::measure::Figures;
use crate::plan::Plan;
use crate::volens::Volens;
use std::path::{Path, PathBuf};
use tokio_postgres::NoTls;
use volens_store::Record;
use volens_testing::Postgres;

/// Something that events are sent or written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    VolensSqlite,
    VolensPostgres,
    C15tIndexed,
    C15tShipped,
    Bare,
    /// In groups as large as the ledger's.
    RawSqlite,
    RawPostgres,
    /// In groups of as many as there are connections.
    FullSqlite,
    FullPostgres,
    SinglePostgres,
}

impl Subject {
    pub(crate) const ALL: [Self; 10] = [
        Self::VolensSqlite,
        Self::VolensPostgres,
        Self::C15tIndexed,
        Self::C15tShipped,
        Self::Bare,
        Self::RawSqlite,
        Self::RawPostgres,
        Self::FullSqlite,
        Self::FullPostgres,
        Self::SinglePostgres,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::VolensSqlite => "**Volens**, SQLite",
            Self::VolensPostgres => "**Volens**, PostgreSQL",
            Self::C15tIndexed => "c15t, PostgreSQL, indexed",
            Self::C15tShipped => "c15t, PostgreSQL, as shipped",
            Self::Bare => "limit: bare axum, nothing kept",
            Self::RawSqlite => "limit: SQLite inserts, groups as large as Volens'",
            Self::RawPostgres => "limit: PostgreSQL inserts, groups as large as Volens'",
            Self::FullSqlite => "limit: SQLite inserts, groups of 32 and 128",
            Self::FullPostgres => "limit: PostgreSQL inserts, groups of 32 and 128",
            Self::SinglePostgres => "PostgreSQL inserts one by one (pgbench)",
        }
    }

    /// Whether it answers HTTP, so that it has latencies and a process of its own.
    pub(crate) fn serves(self) -> bool {
        matches!(
            self,
            Self::VolensSqlite
                | Self::VolensPostgres
                | Self::C15tIndexed
                | Self::C15tShipped
                | Self::Bare
        )
    }

    /// The ledger whose groups are as large as this one's.
    pub(crate) fn grouped_as(self) -> Option<Self> {
        match self {
            Self::RawSqlite => Some(Self::VolensSqlite),
            Self::RawPostgres => Some(Self::VolensPostgres),
            _ => None,
        }
    }
}

/// What subjects need to start.
#[derive(Debug)]
pub(crate) struct Bench {
    pub(crate) options: Options,
    pub(crate) postgres: Postgres,
    /// Signs every log.
    pub(crate) key: PathBuf,
}

impl Bench {
    /// Where a SQLite store may be; whatever was there, and its log, is gone.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        let path = self.options.home.join(name);
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", path.display()));
        }
        path
    }

    pub(crate) async fn volens(&self, store: &str) -> Result<Volens, String> {
        Volens::start(&self.options, store, &self.key).await
    }

    /// Drops what earlier subjects left on PostgreSQL and writes its pages out, so that the next
    /// one pays for nothing but its own.
    pub(crate) async fn rest(&self) -> Result<(), String> {
        self.drop_databases().await.map_err(|cause| format!("PostgreSQL: {cause}"))
    }

    async fn drop_databases(&self) -> Result<(), tokio_postgres::Error> {
        let (client, connection) =
            tokio_postgres::connect(&self.postgres.url("postgres"), NoTls).await?;
        // It ends with its client.
        tokio::spawn(connection);
        let left = "SELECT datname FROM pg_database WHERE datname LIKE 'ledger%'";
        for row in client.query(left, &[]).await? {
            let name: String = row.get(0);
            client.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await?;
        }
        client.batch_execute("CHECKPOINT").await
    }

    /// One round of a subject: figures for each number of connections. `groups` are the sizes of the
    /// groups that rows are inserted in where nobody waits for them.
    pub(crate) async fn measure(
        &self,
        subject: Subject,
        plan: &Plan,
        groups: [usize; 2],
        visitors: &mut Visitors,
    ) -> Result<Vec<Figures>, String> {
        let count = plan.events(subject);
        let mut figures = Vec::new();
        match subject {
            Subject::VolensSqlite | Subject::VolensPostgres => {
                let store = match subject {
                    Subject::VolensSqlite => sqlite_url(&self.file("volens.db")),
                    _ => self.postgres.database(),
                };
                let mut volens = self.volens(&store).await?;
                volens.run(count / 10, 32).await?;
                for connections in Plan::CONNECTIONS {
                    figures.push(volens.run(count, connections).await?);
                }
            }
            Subject::C15tIndexed | Subject::C15tShipped => {
                let form = match subject {
                    Subject::C15tIndexed => Form::Indexed,
                    _ => Form::Shipped,
                };
                let database = self.postgres.database();
                let mut c15t = C15t::start(&self.options, &database, form).await?;
                for connections in Plan::CONNECTIONS {
                    figures.push(c15t.run(count, connections).await?);
                }
            }
            Subject::Bare => {
                let server = bare::start(&self.options)?;
                bare::run(&server, visitors, count / 10, 32).await?;
                for connections in Plan::CONNECTIONS {
                    figures.push(bare::run(&server, visitors, count, connections).await?);
                }
            }
            Subject::RawSqlite
            | Subject::RawPostgres
            | Subject::FullSqlite
            | Subject::FullPostgres
            | Subject::SinglePostgres => {
                let rows: Vec<Record> = (0..count).map(|_| visitors.record()).collect();
                for group in groups {
                    let rate = self.insert(subject, plan, &rows, group).await?;
                    figures.push(Figures::of_rate(rate));
                }
            }
        }
        Ok(figures)
    }

    /// Rows a second.
    async fn insert(
        &self,
        subject: Subject,
        plan: &Plan,
        rows: &[Record],
        group: usize,
    ) -> Result<f64, String> {
        if matches!(subject, Subject::RawSqlite | Subject::FullSqlite) {
            return sqlite::run(&self.file("raw.db"), rows, group);
        }
        let database = self.postgres.database();
        match (subject, rows.first()) {
            (Subject::SinglePostgres, Some(row)) => {
                pgbench::run(&self.options.home, &database, row, group, plan.seconds).await
            }
            _ => postgres::run(&database, rows, group).await,
        }
    }
}

pub(crate) fn sqlite_url(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}
