//! Fills a store the fast way: large groups, no HTTP. What it leaves is what serving leaves.

use crate::events::Visitors;
use volens_store::StoreError;

/// Rows a transaction.
const GROUP: usize = 4096;

/// Adds that many events and takes them into the tree.
pub(crate) async fn fill(url: &str, visitors: &mut Visitors, rows: usize) -> Result<(), String> {
    add(url, visitors, rows).await.map_err(|cause| format!("{url}: {cause}"))
}

async fn add(url: &str, visitors: &mut Visitors, rows: usize) -> Result<(), StoreError> {
    let store = volens_store::open(url).await?;
    let mut left = rows;
    while left > 0 {
        let group = left.min(GROUP);
        let records: Vec<_> = (0..group).map(|_| visitors.record()).collect();
        store.append(&records).await?;
        store.sequence(visitors.site(), GROUP as u32).await?;
        left -= group;
    }
    store.close().await;
    Ok(())
}
