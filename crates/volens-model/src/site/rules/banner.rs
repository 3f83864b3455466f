//! How the banner stands on the page.

use crate::finding::Finding;
use crate::site::{Document, SiteFile};
use crate::view::Layout;

/// Only a dialog can make the page wait: what a corner or a bar does not cover must stay usable (L07).
pub(super) fn modal(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    if !file.banner.modal || file.banner.layout == Layout::Dialog {
        return Vec::new();
    }
    let message = "The banner is modal, but it is no dialog.";
    let remedy = "set `layout = \"dialog\"`, or remove `modal`.";
    vec![document.error(["banner".into(), "modal".into()], "L07", message, remedy)]
}
