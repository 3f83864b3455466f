//! What a person sees: banner, settings and processing overview, as Yew components.
//!
//! The same components are rendered on the host (feature `ssr`), so that they are on screen before
//! any Wasm, and in the browser (feature `csr`).

pub mod banner;
pub mod choice;
pub mod consent_box;
pub mod floating;
pub mod notice;
pub mod placeholder;
pub mod settings;
pub mod shared;
mod ui;

#[cfg(feature = "csr")]
pub mod browser;
#[cfg(feature = "ssr")]
mod prerender;

#[cfg(feature = "ssr")]
pub use prerender::{
    render_banner, render_box, render_floating, render_notice, render_placeholder, render_settings,
};
