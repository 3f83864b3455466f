//! Others' verifiers over our served log: ct-merkle, and `aics-tlog`, which shares neither code nor
//! language with it.

use super::{Ended, KEY, PUBLISHED, grant, id, keep, signed, text, verify_log, vkey, write};
use crate::support::{LOCAL, Ledger};
use ct_merkle::{InclusionProof, RootHash, mem_backed_tree::MemoryBackedTree};
use serde_json::Value;
use sha2::Sha256;
use std::path::Path;
use std::process::{Command, Output};
use volens_log::key::VerifyingKey;
use volens_log::{Checkpoint, Receipt, entry};

/// Enough for full tiles and a second level.
const EVENTS: u64 = 600;

async fn filled(ledger: &Ledger) -> String {
    let events: Vec<_> = (0..EVENTS).map(|n| grant(ledger, n)).collect();
    for batch in events.chunks(50) {
        keep(ledger, batch).await;
    }
    signed(ledger, PUBLISHED + EVENTS).await
}

#[tokio::test]
async fn ct_merkle_accepts_our_tiles_and_receipts() {
    let ledger = Ledger::start().await;
    let note = filled(&ledger).await;
    let key: VerifyingKey = vkey(&ledger).await.parse().unwrap();
    let head = Checkpoint::open(&note, &key).unwrap();
    let mut tree = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    for path in ["000", "001", "002.p/99"] {
        let tile = ledger.get(&format!("/log/apollo/tile/entries/{path}")).await;
        for entry in tile.bytes().await.unwrap().chunks(34) {
            tree.push(entry[2..].to_vec());
        }
    }
    assert_eq!((tree.len(), tree.root().as_bytes().as_slice()), (head.size, head.root.as_slice()));

    let url = ledger.url(&format!("/v1/apollo/receipts/{}", id(7)));
    let receipt = ledger.client.get(url).header("origin", LOCAL).header("volens-key", KEY);
    let receipt = Receipt::read(&receipt.send().await.unwrap().text().await.unwrap()).unwrap();
    let head = Checkpoint::open(&receipt.checkpoint, &key).unwrap();
    let root = RootHash::<Sha256>::new(head.root.into(), head.size);
    let proof = InclusionProof::<Sha256>::try_from_bytes(receipt.proof.concat()).unwrap();
    let leaf = entry(&receipt.salt, receipt.record.as_bytes()).to_vec();
    assert!(root.verify_inclusion(&leaf, receipt.index, &proof).is_ok());
}

#[tokio::test]
async fn a_verifier_in_python_accepts_our_served_log() {
    let ledger = Ledger::start().await;
    let saved = signed(&ledger, PUBLISHED).await;
    let saved = write(ledger.folder(), "saved", &saved);
    filled(&ledger).await;
    let (log, key) = (ledger.url("/log/apollo/"), vkey(&ledger).await);
    let source = ["--tiles", &log, "--log-key", &key];

    let answer = accepted(aics(&[&["verify-checkpoint"], source.as_slice()].concat()));
    assert_eq!(answer["size"], PUBLISHED + EVENTS, "{answer}");
    for index in ["0", "255", "256", "610"] {
        accepted(aics(&[&["verify-inclusion", "--index", index], source.as_slice()].concat()));
    }
    accepted(aics(
        &[&["verify-consistency", "--old-checkpoint", &saved], source.as_slice()].concat(),
    ));

    // It is no verifier that accepts everything.
    let other = Ended::after(0).await.key;
    let refused = aics(&["verify-checkpoint", "--tiles", &log, "--log-key", &other]);
    assert!(!refused.status.success(), "{refused:?}");
    // Ours agrees with it.
    assert!(verify_log(&log, &key, &[]).status.success());
    assert!(!verify_log(&log, &other, &[]).status.success());
}

fn aics(arguments: &[&str]) -> Output {
    let tool = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/bin/aics-tlog");
    assert!(tool.exists(), "the verifier from PyPI is missing; install it: cargo xtask setup");
    Command::new(tool).args(arguments).output().unwrap()
}

fn accepted(output: Output) -> Value {
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}
