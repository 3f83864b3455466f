//! The ledger as its users meet it: HTTP to the listening command, the command line, and the file
//! it leaves behind.

#![cfg(test)]

mod commands;
mod contacts;
mod cookie;
mod durability;
mod encoding;
mod evidence;
mod history;
mod hostile;
mod origins;
mod posting;
mod reading;
mod refusals;
mod support;
mod theme;
