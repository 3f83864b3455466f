//! `_headers`: what a host of files is to send with each file, in the form that Netlify, Cloudflare
//! Pages and their like read.

use crate::publication::Resources;
use std::fmt::Write;

/// Every address with its headers, in the order of addresses.
pub(super) fn file(resources: &Resources) -> String {
    let mut addresses: Vec<_> = resources.iter().collect();
    addresses.sort_by_key(|(address, _)| *address);
    addresses.into_iter().fold(String::new(), |mut text, (address, resource)| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{address}");
        for (name, value) in resource.headers() {
            let _ = writeln!(text, "  {name}: {value}");
        }
        text
    })
}
