//! The ledger: renders sites once, serves them, and keeps visitors' decisions. `volens` is its
//! command.

mod app;
mod assets;
mod choices;
mod command;
mod connections;
mod cookie;
mod dated;
mod edge;
mod events;
mod evidence;
mod folder;
mod form;
mod history;
pub mod import;
mod key;
mod log;
mod look_up;
mod metrics;
mod negotiation;
mod openapi;
mod pages;
mod problem;
mod publication;
mod resource;
mod retention;
mod routes;
mod server;
mod subject;
mod verify;
mod versions;
mod writer;

pub use assets::AssetsError;
pub use command::run;
pub use connections::{TlsError, TlsFiles};
pub use edge::EdgeConfig;
pub use evidence::BrowserError;
pub use folder::FolderError;
pub use key::KeyFileError;
pub use publication::{PublicationError, TreeError};
pub use retention::Retention;
pub use server::{Config, Server, StartError};
