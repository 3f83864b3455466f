//! The ledger: renders sites once, serves them, and keeps visitors' decisions. `volens` is its
//! command.

mod app;
mod assets;
mod command;
mod connections;
mod cookie;
mod events;
mod evidence;
mod folder;
mod form;
mod history;
pub mod import;
mod negotiation;
mod pages;
mod problem;
mod publication;
mod resource;
mod routes;
mod server;
mod writer;

pub use assets::AssetsError;
pub use command::run;
pub use evidence::BrowserError;
pub use folder::FolderError;
pub use publication::{PublicationError, TreeError};
pub use server::{Config, Server, StartError};
