//! The ledger as its users meet it: HTTP to the listening command, the command line, and the file
//! it leaves behind.

#![cfg(test)]

mod choices;
mod commands;
mod contacts;
mod cookie;
mod durability;
mod embedding;
mod encoding;
mod escaping;
mod evidence;
mod history;
mod hostile;
mod limits;
mod log;
mod metrics;
mod openapi;
mod origins;
mod overview;
mod posting;
mod privacy;
mod reading;
mod refusals;
mod security;
mod show;
mod slow;
#[path = "../stand_ins/mod.rs"]
mod stand_ins;
mod store;
mod storm;
mod subject;
mod support;
mod theme;
mod tls;
mod versions;
