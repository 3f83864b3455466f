//! How the banner stands on the page.

use crate::finding::Finding;
use crate::site::{Document, SiteFile};
use crate::view::Layout;

/// Only a dialog can make the page wait: what a corner or a bar does not cover must stay usable (L07).
/// And only for a decision: what is merely told must not lock a page.
pub(super) fn modal(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let asks = file.categories.iter().any(|category| !category.necessary);
    let (message, remedy) = match file.banner.layout {
        _ if !file.banner.modal => return Vec::new(),
        Layout::Dialog if asks => return Vec::new(),
        Layout::Dialog => {
            ("The banner is modal, but there is nothing to decide.", "remove `modal`.")
        }
        _ => (
            "The banner is modal, but it is no dialog.",
            "set `layout = \"dialog\"`, or remove `modal`.",
        ),
    };
    vec![document.error(["banner".into(), "modal".into()], "L07", message, remedy)]
}
