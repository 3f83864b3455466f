//! Reading the real table, broken tables and nonsense, as text and by the command line.

#![cfg(test)]

mod apollo;
mod breaks;
mod command;
mod hostile;
mod source;
mod unclear;
