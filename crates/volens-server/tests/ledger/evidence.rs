//! What was on screen has a name of its own, and measurements count for that name alone.

use crate::stand_ins;
use crate::support::{Ledger, configured, site};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

/// What events of each language name as `shown`.
async fn shown(ledger: &Ledger) -> Vec<String> {
    let mut all = Vec::new();
    for language in ["lv", "en", "et", "lt", "ru", "fi"] {
        let bundle = ledger.get(&format!("/apollo/{language}.js")).await.text().await.unwrap();
        let (_, rest) = bundle.split_once("const site=").unwrap();
        let site: Value =
            serde_json::Deserializer::from_str(rest).into_iter().next().unwrap().unwrap();
        all.push(site["shown"].as_str().unwrap().to_owned());
    }
    all
}

async fn shown_after(edit: impl FnOnce(&Path)) -> Vec<String> {
    shown(&Ledger::start_on(edit).await).await
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from}");
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[tokio::test]
async fn a_word_a_language_a_layout_or_a_theme_is_another_entry() {
    let plain = shown(&Ledger::start().await).await;
    assert_eq!(plain, shown(&Ledger::start().await).await, "the same is the same");
    let each: BTreeSet<&String> = plain.iter().collect();
    assert_eq!(each.len(), 6, "one for each language");

    let reworded = shown_after(|site| {
        let texts = site.join("texts/lv.toml");
        let text = std::fs::read_to_string(&texts).unwrap();
        let (_, rest) = text.split_once("purpose = \"").unwrap();
        let (purpose, _) = rest.split_once('"').unwrap();
        replace(&texts, purpose, &format!("{purpose} Vēl."));
    });
    let reworded = reworded.await;
    assert_ne!(reworded[0], plain[0], "one word");
    assert_eq!(reworded[1..], plain[1..], "the other languages are what they were");

    let themed = shown_after(|site| configured(site, "[theme]\npreset = \"plain\"")).await;
    assert!(themed.iter().zip(&plain).all(|(one, other)| one != other), "a theme");
    let placed = shown_after(|site| {
        replace(&site.join("site.toml"), "layout = \"corner\"", "layout = \"bar\"");
    });
    assert!(placed.await.iter().zip(&plain).all(|(one, other)| one != other), "a layout");
}

#[tokio::test]
async fn measurements_of_another_version_are_told_from_those_of_this_one() {
    let ledger = Ledger::start().await;
    assert!(!ledger.log().contains("measure"), "without a manifest there is nothing to say");
    let hash = "0".repeat(64);
    let entries: Vec<Value> = shown(&ledger).await.iter().map(|shown| {
        json!({"shown": shown, "language": "lv", "layout": "corner", "words": hash, "sheet": hash,
               "looks": []})
    }).collect();
    let manifest = |entries: &[Value]| {
        let browser = json!({"name": "chrome", "version": "1.2"});
        json!({"site": "apollo", "browser": browser, "entries": entries}).to_string()
    };
    for (manifest, expected) in [
        (manifest(&entries), "measured in chrome 1.2"),
        (manifest(&entries[1..]), "the measurements are of another version"),
        (manifest(&entries).replacen("\"site\"", "\"seat\"", 1), "the manifest cannot be read"),
        ("{".to_owned(), "the manifest cannot be read"),
    ] {
        let ledger = Ledger::start_on(|site| {
            std::fs::create_dir(site.join("evidence")).unwrap();
            std::fs::write(site.join("evidence/manifest.json"), manifest).unwrap();
        });
        let log = ledger.await.log();
        assert!(log.contains(expected), "{expected}: {log}");
    }
}

#[test]
fn a_missing_driver_or_browser_is_named_as_debian_names_its_package() {
    let folder = tempfile::tempdir().unwrap();
    stand_ins::assets(folder.path());
    let (site, built) = (site(), folder.path().to_str().unwrap());
    let site = site.to_str().unwrap();
    let check = |driver: &str| {
        let output = volens(&["check", site, "--browser", "--assets", built, "--driver", driver]);
        assert_eq!(output.status.code(), Some(1));
        said(&output)
    };
    let missing = check("/no/such/chromedriver");
    assert!(missing.contains("cannot start `/no/such/chromedriver`"), "{missing}");
    assert!(missing.contains("Debian's package `chromium-driver`"), "{missing}");
    let other = check("true");
    assert!(other.contains("`true` did not say on which port it listens"), "{other}");
    let nobody = check("http://127.0.0.1:1");
    assert!(
        nobody.contains("the driver at http://127.0.0.1:1/session does not answer"),
        "{nobody}"
    );

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let driver = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = [0; 4096];
        assert!(stream.read(&mut asked).unwrap() > 0);
        let body = r#"{"value":{"error":"session not created","message":"session not created: cannot find Chrome binary\n#0 0x55"}}"#;
        let head = format!(
            "HTTP/1.1 500 Error\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all((head + body).as_bytes()).unwrap();
    });
    let browserless = check(&address);
    driver.join().unwrap();
    assert!(
        browserless.contains("cannot find Chrome binary; install Debian's package `chromium`"),
        "{browserless}"
    );
    assert!(!browserless.contains("0x55"), "{browserless}");
}

#[test]
fn options_of_the_browser_ask_for_it() {
    let output = volens(&["check", site().to_str().unwrap(), "--out", "manifest.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("--browser"), "{}", said(&output));
}

fn volens(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_volens")).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}
