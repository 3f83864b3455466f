//! Receipts: one golden, and every part of it changed.

#![expect(clippy::expect_used, reason = "a helper of a test fails as the test does")]

use proptest::prelude::*;
use volens_log::key::{SigningKey, VerifyingKey};
use volens_log::{
    Appender, Checkpoint, CheckpointError, Receipt, ReceiptError, Tiles, entry, event_record, proof,
};

const GOLDEN: &str = include_str!("../testdata/receipt.tlog-proof");
const VKEY: &str = include_str!("../testdata/receipt.vkey");

fn vkey() -> VerifyingKey {
    VKEY.trim_end().parse().expect("a key")
}

/// What the golden receipt is made of: the third of five records.
fn made() -> Receipt {
    let key = SigningKey::new("consent.example/log/apollo", &[7; 32]).expect("a name");
    let record = |index: u8| {
        let body =
            format!(r#"{{"action":"refuse","id":"0198c0de-0000-7000-8000-00000000000{index}"}}"#);
        event_record("apollo", "https://shop.example", "2026-11-22T15:03:22Z", &body)
    };
    let mut appender = Appender::empty();
    for index in 0..5 {
        appender.append(&entry(&[index; 32], record(index).as_bytes()));
    }
    let tiles: Tiles =
        appender.changed().map(|(level, index, hashes)| ((level, index), hashes)).collect();
    Receipt {
        salt: [2; 32],
        record: record(2),
        index: 2,
        proof: proof::inclusion(2, 5, &tiles).expect("a proof"),
        checkpoint: Checkpoint::sign(5, &appender.root(), &key),
    }
}

#[test]
fn the_golden_receipt_is_written_and_read() {
    assert_eq!(made().to_string(), GOLDEN);
    let read = Receipt::read(GOLDEN).expect("a receipt");
    assert_eq!(read, made());
    assert_eq!(read.verify(&vkey()).map(|head| head.size), Ok(5));
    assert!(read.record.starts_with(r#"{"event":{"action":"refuse","#), "{}", read.record);
}

#[test]
fn a_record_has_one_form() {
    let record = event_record("a", "https://\u{e4}\"\\\u{1}", "t", r#"{"id":1}"#);
    assert_eq!(
        record,
        r#"{"event":{"id":1},"origin":"https://ä\"\\\u0001","received":"t","site":"a"}"#
    );
}

#[test]
fn what_was_changed_proves_nothing() {
    let refused = |receipt: Receipt| receipt.verify(&vkey()).expect_err("changed");
    let elsewhere = ReceiptError::Proof { index: 2, size: 5 };
    assert_eq!(
        refused(Receipt { record: made().record.replacen("refuse", "accept", 1), ..made() }),
        elsewhere
    );
    assert_eq!(refused(Receipt { salt: [3; 32], ..made() }), elsewhere);
    assert_eq!(refused(Receipt { proof: Vec::new(), ..made() }), elsewhere);
    assert_eq!(refused(Receipt { index: 3, ..made() }), ReceiptError::Proof { index: 3, size: 5 });
    assert_eq!(refused(Receipt { index: 5, ..made() }), ReceiptError::Proof { index: 5, size: 5 });
    let other = SigningKey::new("consent.example/log/apollo", &[8; 32]).expect("a name");
    let signed = Checkpoint::sign(5, &[0; 32], &other);
    let by_another = refused(Receipt { checkpoint: signed, ..made() });
    assert!(matches!(by_another, ReceiptError::Checkpoint(CheckpointError::Note(_))));
}

#[test]
fn what_is_no_receipt_says_why() {
    let why = |text: &str| Receipt::read(text).expect_err("refused").to_string();
    assert_eq!(why(""), "it is not a receipt: no empty line");
    assert_eq!(
        why(&GOLDEN.replacen("@v1", "@v2", 1)),
        "it is not a receipt: its first line is not `c2sp.org/tlog-proof@v1`"
    );
    assert_eq!(why(&GOLDEN.replacen("extra ", "extra", 1)), "it is not a receipt: no `extra` line");
    assert_eq!(
        why(&GOLDEN.replacen("index 2", "index 02", 1)),
        "it is not a receipt: no `index` line"
    );
    assert_eq!(
        why(&GOLDEN.replacen("index 2\n", "index 2\nAAAA\n", 1)),
        "it is not a receipt: a line of the proof is not a hash"
    );
    assert_eq!(why(&"a".repeat(300_000)), "it is not a receipt: it is too long");
}

proptest! {
    #[test]
    fn one_changed_byte_proves_nothing(at in any::<usize>(), by in 1_u8..=255) {
        let mut bytes = GOLDEN.as_bytes().to_vec();
        let at = at % bytes.len();
        bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= by);
        if let Ok(receipt) = std::str::from_utf8(&bytes).map_err(drop).and_then(|text| Receipt::read(text).map_err(drop)) {
            prop_assert!(receipt.verify(&vkey()).is_err());
        }
    }

    #[test]
    fn nothing_panics(text in "(c2sp.org/tlog-proof@v1\n)?(extra [A-Za-z0-9+/=]{0,80}\n)?(index [0-9]{0,20}\n)?\\PC{0,40}\n?\n?\\PC{0,40}") {
        if let Ok(receipt) = Receipt::read(&text) {
            prop_assert!(receipt.verify(&vkey()).is_err());
        }
    }
}
