//! Whose request it is: the connection's other end, or what the operator's own proxies say.

use axum::http::HeaderMap;
use std::net::{IpAddr, SocketAddr};

/// The other end of a connection. Lives as long as its request and is never written anywhere (L17).
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl std::fmt::Debug for Peer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Peer(…)")
    }
}

impl Peer {
    /// The visitor's address, `hops` trusted proxies away. Only `X-Forwarded-For` is read: a proxy
    /// that writes it passes a visitor's `Forwarded` on as it came.
    pub(crate) fn client(self, headers: &HeaderMap, hops: usize) -> IpAddr {
        let lists = headers.get_all("x-forwarded-for").iter();
        // From the right: the nearest proxy's entry first. With fewer entries than proxies, the
        // farthest entry there is was still written by one of them.
        let entries = lists.rev().filter_map(|list| list.to_str().ok()).flat_map(|l| l.rsplit(','));
        let claimed = entries.take(hops).last().and_then(|entry| address(entry.trim()));
        claimed.unwrap_or(self.0).to_canonical()
    }
}

/// An entry, which some proxies write with a port.
fn address(entry: &str) -> Option<IpAddr> {
    let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(entry);
    let with_port = || entry.parse::<SocketAddr>().map(|both| both.ip());
    bare.parse().or_else(|_| with_port()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.1";

    #[test]
    fn without_trusted_hops_a_forwarded_header_says_nothing() {
        assert_eq!(client(&["192.0.2.7"], 0), PROXY);
        assert_eq!(client(&["192.0.2.7, 192.0.2.8"], 0), PROXY);
    }

    #[test]
    fn only_what_trusted_proxies_wrote_counts() {
        assert_eq!(client(&["192.0.2.7"], 1), "192.0.2.7");
        assert_eq!(client(&["6.6.6.6, 192.0.2.7"], 1), "192.0.2.7", "a forged entry is before it");
        assert_eq!(client(&["6.6.6.6", "192.0.2.7"], 1), "192.0.2.7", "in a header of its own too");
        assert_eq!(client(&["6.6.6.6, 192.0.2.7, 10.0.0.2"], 2), "192.0.2.7");
        assert_eq!(client(&["192.0.2.7"], 2), "192.0.2.7", "fewer entries than proxies");
    }

    #[test]
    fn the_forms_that_proxies_write_and_nonsense() {
        assert_eq!(client(&["192.0.2.7:4711"], 1), "192.0.2.7");
        assert_eq!(client(&["[2001:db8::1]:4711"], 1), "2001:db8::1");
        assert_eq!(client(&["[2001:db8::1]"], 1), "2001:db8::1");
        assert_eq!(client(&["::ffff:192.0.2.7"], 1), "192.0.2.7", "one address in two forms");
        for nonsense in ["unknown", "", ",", "1.2.3.4.5", "_hidden", "\u{7f}"] {
            assert_eq!(client(&[nonsense], 1), PROXY, "{nonsense:?}");
        }
        assert_eq!(client(&[], 3), PROXY);
    }

    fn client(lists: &[&str], hops: usize) -> String {
        let mut headers = HeaderMap::new();
        for list in lists {
            if let Ok(list) = list.parse() {
                headers.append("x-forwarded-for", list);
            }
        }
        Peer(PROXY.parse().unwrap()).client(&headers, hops).to_string()
    }
}
