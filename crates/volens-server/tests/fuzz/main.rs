//! Fuzz targets: what comes from outside as bytes. Each runs here on its corpus, on mutations of that,
//! and on random bytes; `cargo bolero test --package volens-server TARGET` has libFuzzer search on
//! from the same corpora (github.com/camshaft/bolero), and leaves what it finds beside them.

#![cfg(test)]

mod mutations;

use mutations::mutations;
use std::sync::LazyLock;
use volens_log::key::VerifyingKey;
use volens_log::tile::Tile;
use volens_log::{Checkpoint, Receipt, note};
use volens_model::decision::Decision;
use volens_model::event::{Event, EventTerms, PolicyTerms};
use volens_model::site::{self, Files};

/// Random inputs of each target; what is mutated says more.
const RANDOM: usize = 500;

macro_rules! targets {
    ($($name:ident: $mutated:literal),+ $(,)?) => {
        $(#[test]
        fn $name() {
            let target = |bytes: &[u8]| crate::$name(bytes);
            bolero::check!(name = stringify!($name)).with_iterations(RANDOM).for_each(target);
        })+
        mod mutated {
            $(#[test]
            fn $name() {
                crate::mutations(stringify!($name), $mutated, crate::$name);
            })+
        }
    };
}

mod targets {
    use super::RANDOM;
    targets!(event: 4_000, cookie: 20_000, note: 4_000, receipt: 2_000, tile: 20_000, site: 200);
}

/// An event is read, then held against the site's policies. What passes once passes again, as it is
/// kept.
fn event(bytes: &[u8]) {
    static TERMS: LazyLock<EventTerms> = LazyLock::new(|| {
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let terms = PolicyTerms {
            languages: set(&["lv", "en"]),
            services: set(&["reading_stats", "session_prefs", "shop_stats", "social_ads"]),
            activities: set(&["p04", "p05"]),
            contacts: [set(&["email_news", "sms_news"])].into(),
        };
        [("k3v9q2ma7x1c0123456789abcdefghjkmnpqrstvwxyz01234567".to_owned(), terms)].into()
    });
    let Ok(event) = serde_json::from_slice::<Event>(bytes) else { return };
    if event.validate(&TERMS).is_ok() {
        let kept = serde_json_canonicalizer::to_string(&event).unwrap();
        let again: Event = serde_json::from_str(&kept).unwrap();
        assert_eq!(again.validate(&TERMS), Ok(()));
        assert_eq!(serde_json_canonicalizer::to_string(&again).unwrap(), kept);
    }
}

/// A cookie is a decision in its one form, or none.
fn cookie(bytes: &[u8]) {
    let Ok(value) = std::str::from_utf8(bytes) else { return };
    if let Some(decision) = Decision::parse(value) {
        assert_eq!(decision.format(), value);
    }
}

/// A note that the key signed is one of those that its owner wrote.
fn note(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let key = key(include_str!("../../../volens-log/testdata/c2sp.vkey"));
    if let Ok(signed) = note::open(text, &key) {
        assert_eq!(signed, "This is an example message.\n");
    }
    assert!(Checkpoint::open(text, &key).is_err(), "it signed no checkpoint");
}

/// A receipt that holds proves the one record of the golden one.
fn receipt(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let key = key(include_str!("../../../volens-log/testdata/receipt.vkey"));
    let golden = include_str!("../../../volens-log/testdata/receipt.tlog-proof");
    let Ok(receipt) = Receipt::read(text) else { return };
    if receipt.verify(&key).is_ok() {
        let golden = Receipt::read(golden).unwrap();
        assert_eq!((receipt.record, receipt.salt, receipt.index), (golden.record, golden.salt, 2));
    }
}

/// A tile has one path.
fn tile(bytes: &[u8]) {
    let Ok(path) = std::str::from_utf8(bytes) else { return };
    if let Ok(tile) = path.parse::<Tile>() {
        assert_eq!(tile.to_string(), path);
    }
}

/// A site's file gives a site or says why it does not.
fn site(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let files: Files = [("site.toml".to_owned(), text.to_owned())].into();
    let (site, findings) = site::load(&files);
    assert!(site.is_some() || !findings.is_empty(), "neither a site nor a word");
    assert!(findings.iter().all(|finding| !finding.message.is_empty()));
}

fn key(text: &str) -> VerifyingKey {
    text.trim_end().parse().unwrap()
}
