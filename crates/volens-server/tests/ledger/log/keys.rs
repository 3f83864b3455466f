//! The keys that sign: made once, kept from others, never replaced.

use super::{Ended, text, volens};
use crate::support::{Ledger, site};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Command;

#[tokio::test]
async fn the_first_start_makes_a_key_and_says_where() {
    let ledger = Ledger::start().await;
    let path = ledger.folder().join("ledger.apollo.key");
    assert_eq!(std::fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    let (key, said) = (super::vkey(&ledger).await, ledger.log());
    assert!(said.contains(&key) && said.contains("ledger.apollo.key"), "{said}");
    assert!(!said.contains("PRIVATE"), "{said}");
    let shown = volens(&["key", "show", path.to_str().unwrap()]);
    assert_eq!(text(&shown.stdout).trim_end(), key);
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;
    let again = Ledger::start_in(folder, |command| command).await;
    assert_eq!(super::vkey(&again).await, key, "the same ever after");
    assert!(!again.log().contains("new key"), "{}", again.log());
}

#[tokio::test]
async fn a_lost_key_is_not_replaced() {
    let ended = Ended::after(0).await;
    std::fs::remove_file(ended.folder.path().join("ledger.apollo.key")).unwrap();
    let output = serve(&ended, &[]);
    assert!(!output.status.success());
    let said = text(&output.stderr);
    assert!(said.contains("was signed with another key"), "{said}");
    assert!(!ended.folder.path().join("ledger.apollo.key").exists());
}

#[tokio::test]
async fn a_key_that_others_can_read_is_refused() {
    let ended = Ended::after(0).await;
    let path = ended.folder.path().join("ledger.apollo.key");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let output = serve(&ended, &["--key", path.to_str().unwrap()]);
    let said = text(&output.stderr);
    assert!(!output.status.success() && said.contains("chmod 600"), "{said}");
}

/// Servers that share a database sign one log: none of them makes a key of its own.
#[tokio::test]
async fn a_shared_store_needs_the_key_and_no_other() {
    let ended = Ended::after(0).await;
    let output = serve(&ended, &["--store", "postgres://127.0.0.1:1/none"]);
    let said = text(&output.stderr);
    assert!(!output.status.success() && said.contains("`volens key new --site apollo"), "{said}");
    let other = ended.folder.path().join("other.key");
    let other = other.to_str().unwrap();
    volens(&["key", "new", "--site", "other", "--host", "consent.example", "--out", other]);
    let output = serve(&ended, &["--key", other]);
    let said = text(&output.stderr);
    assert!(!output.status.success() && said.contains("no such site is served"), "{said}");
}

#[test]
fn a_key_is_made_for_a_site_and_never_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("apollo.key");
    let new = |site: &str, host: &str| {
        volens(&["key", "new", "--site", site, "--host", host, "--out", path.to_str().unwrap()])
    };
    let made = new("apollo", "consent.example");
    assert!(made.status.success(), "{made:?}");
    assert!(text(&made.stdout).starts_with("consent.example/log/apollo+"), "{made:?}");
    let secret = std::fs::read_to_string(&path).unwrap();
    assert!(secret.starts_with("PRIVATE+KEY+consent.example/log/apollo+"));
    assert_eq!(std::fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    let again = new("apollo", "consent.example");
    assert!(!again.status.success(), "{again:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), secret);
    assert!(!new("Apollo", "consent.example").status.success());
    std::fs::remove_file(&path).unwrap();
    assert!(!new("apollo", "con sent").status.success());
    assert!(!path.exists());
}

pub(super) fn serve(ended: &Ended, more: &[&str]) -> std::process::Output {
    let (site, store) = (site(), format!("sqlite:{}", ended.store().display()));
    let store = if more.contains(&"--store") { Vec::new() } else { vec!["--store", &store] };
    let assets = ended.folder.path().join("assets");
    let arguments = [
        "serve",
        "--site",
        site.to_str().unwrap(),
        "--assets",
        assets.to_str().unwrap(),
        "--listen",
        "127.0.0.1:0",
    ];
    // One that is not refused would serve for ever.
    let mut command = Command::new("timeout");
    command.arg("30").arg(env!("CARGO_BIN_EXE_volens"));
    command.args(arguments).args(store).args(more).output().unwrap()
}
