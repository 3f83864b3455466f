//! Where things lie in the checkout.

use std::path::{Path, PathBuf};

pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The pinned tools: they belong to the checkout, not to the machine.
pub(crate) fn tools() -> PathBuf {
    root().join("target/tools")
}

/// What Trunk and the gate's build make, and what `volens serve --assets` reads.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// A program of the workspace, as the dev profile builds it.
pub(crate) fn program(name: &str) -> PathBuf {
    target().join("debug").join(name)
}
