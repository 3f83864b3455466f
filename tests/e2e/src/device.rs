//! Everything a page's origin has left on the visitor's device.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Names and values, exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Device {
    pub cookies: BTreeMap<String, String>,
    pub local: BTreeMap<String, String>,
    pub session: BTreeMap<String, String>,
    pub databases: Vec<String>,
    pub caches: Vec<String>,
    pub workers: Vec<String>,
}

/// Calls back with a `Device` but for the cookies, which the driver lists: it sees those that
/// scripts do not.
pub(crate) const SCRIPT: &str = r"
const done = arguments[arguments.length - 1];
(async () => ({
  cookies: {},
  local: { ...localStorage },
  session: { ...sessionStorage },
  databases: (await indexedDB.databases()).map((database) => database.name),
  caches: 'caches' in window ? await caches.keys() : [],
  workers: 'serviceWorker' in navigator
    ? (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope)
    : [],
}))().then(done, (error) => done(String(error)));
";
