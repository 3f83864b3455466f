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
/// scripts do not. What the browser shuts to the page holds nothing of it.
pub(crate) const SCRIPT: &str = r"
const done = arguments[arguments.length - 1];
const open = async (read, shut) => {
  try {
    return await read();
  } catch (error) {
    if (error.name === 'SecurityError' || /denied permission/.test(error.message)) return shut;
    throw error;
  }
};
(async () => ({
  cookies: {},
  local: await open(() => ({ ...localStorage }), {}),
  session: await open(() => ({ ...sessionStorage }), {}),
  databases: await open(async () => (await indexedDB.databases()).map((one) => one.name), []),
  caches: await open(() => ('caches' in window ? caches.keys() : []), []),
  workers: await open(
    async () =>
      'serviceWorker' in navigator
        ? (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope)
        : [],
    [],
  ),
}))().then(done, (error) => done(String(error)));
";
