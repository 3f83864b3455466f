use std::sync::Arc;
use tempfile::TempDir;
use volens_store::{Events, Outcome, Record, Sealed, Store, seal};
use volens_testing::Postgres;

/// Where a store can be opened, more than once.
pub(crate) struct Place {
    pub(crate) url: String,
    /// Where the SQLite file is.
    pub(crate) folder: TempDir,
}

impl Place {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: format!("sqlite:{}", folder.path().join("ledger.db").display()), folder }
    }

    pub(crate) fn postgres() -> Self {
        Self { url: Postgres::shared().database(), folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) async fn open(&self) -> Arc<dyn Store> {
        volens_store::open(&self.url).await.unwrap()
    }
}

pub(crate) async fn append(store: &(impl Events + ?Sized), record: &Record) -> Outcome {
    store.append(sealed(std::slice::from_ref(record))).await.unwrap()[0]
}

pub(crate) fn sealed(records: &[Record]) -> Vec<Sealed> {
    seal(records.to_vec()).unwrap()
}

pub(crate) fn record(id: &str, body: &str) -> Record {
    Record {
        site: "apollo".to_owned(),
        id: id.to_owned(),
        origin: "https://shop.example".to_owned(),
        subject: Some("ab".repeat(32)),
        fingerprint: "0".repeat(52),
        action: "save".to_owned(),
        at: "2026-11-22T15:03:22Z".to_owned(),
        received: "2026-11-22T15:03:23.123Z".to_owned(),
        body: body.to_owned(),
    }
}

/// The `n`-th of many records, with a UUIDv7 of that month.
pub(crate) fn nth(n: usize) -> Record {
    let id = format!("019aac3d-bb80-7e4f-8a5b-{n:012x}");
    Record { body: format!(r#"{{"id":"{id}"}}"#), ..record(&id, "") }
}
