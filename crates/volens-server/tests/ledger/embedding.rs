//! What pages embed: scripts that keep their address, scripts to put into a page, and a site's files
//! on a host of files (`docs/embedding.md`).

use crate::stand_ins;
use crate::support::{Ledger, configured, copy, header, site};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use volens_store::{Document, Kind};

#[tokio::test]
async fn a_pinned_script_is_the_linked_one_with_an_end() {
    let ledger = Ledger::start().await;
    let forms = forms(&ledger).await;
    let (linked, pinned) = (&forms["linked"], &forms["pinned"]);
    let linked = ledger.get(text(&linked["path"])).await.text().await.unwrap();
    let answer = ledger.get(text(&pinned["path"])).await;
    assert_eq!(header(&answer, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header(&answer, "content-type"), "text/javascript; charset=utf-8");
    let script = answer.text().await.unwrap();
    assert_eq!(pinned["integrity"], integrity(&script));
    assert_eq!(pinned["bytes"], script.len());
    let expires: jiff::Timestamp = text(&pinned["expires"]).parse().unwrap();
    let guard = format!("if(Date.now()>{}){{", expires.as_millisecond());
    let (before, after) = script.split_once(&guard).expect(&guard);
    assert!(linked.starts_with(before), "the same facts, the same signals");
    let working = after.split_once("}else{").expect("two ways").1;
    assert_eq!(format!("{before}{}", working.replacen("}})()", "})()", 1)), linked);
}

#[tokio::test]
async fn a_pinned_script_stays_when_the_site_moves_on() {
    let ledger = Ledger::start_on(|_| {}).await;
    let pinned = text(&forms(&ledger).await["pinned"]["path"]).to_owned();
    let before = ledger.get(&pinned).await.text().await.unwrap();
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;
    configured(&folder.path().join("site"), "[signals.meta]\nconsent = \"marketing\"\n");

    let ledger = Ledger::start_in(folder, |command| command).await;
    let now = text(&forms(&ledger).await["pinned"]["path"]).to_owned();
    assert_ne!(now, pinned, "the site has changed");
    assert_eq!(ledger.get(&pinned).await.text().await.unwrap(), before);
    assert_eq!(ledger.get(&now).await.status(), 200);
}

#[tokio::test]
async fn who_writes_to_the_store_puts_no_script_into_pages() {
    let ledger = Ledger::start().await;
    let bundle = ledger.get("/apollo/lv.js").await.text().await.unwrap();
    let planted = ["/apollo/lv.js", "/apollo/zz.js", "/apollo/lv.0123456789ab.js"];
    let scripts: Vec<String> = planted.map(|path| format!("\"{path}\":\"evil()\"")).to_vec();
    let body = format!("{{\"files\":{{}},\"pinned\":{{{}}}}}", scripts.join(","));
    let (site, id) = ("apollo".to_owned(), "planted".to_owned());
    let document = Document { site, kind: Kind::Gate, id, body };
    assert!(ledger.store().await.add_document(&document).await.unwrap());
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;

    let ledger = Ledger::start_in(folder, |command| command).await;
    assert_eq!(ledger.get("/apollo/lv.js").await.text().await.unwrap(), bundle);
    assert_eq!(ledger.get("/apollo/zz.js").await.status(), 404);
    assert_eq!(ledger.get("/apollo/lv.0123456789ab.js").await.status(), 404);
}

#[test]
fn a_script_for_putting_into_a_page_says_where_it_is_from() {
    let built = Built::with(&["--origin", "https://consent.example"]);
    let bundles = built.json("greedy/bundles.json");
    let inline = &bundles["bundles"][0]["inline"];
    let element = built.text(text(&inline["path"]).trim_start_matches('/'));
    let script = element.strip_prefix("<script>").unwrap().strip_suffix("</script>\n").unwrap();
    assert!(!script.contains("</script"), "nothing ends the element early");
    assert!(script.contains("\"base\":\"https://consent.example\""), "{script}");
    assert_eq!(inline["csp"], format!("'{}'", integrity(script)));
    assert_eq!(inline["bytes"], script.len());
    assert!(script.contains(";if(Date.now()>"), "it is no newer than its page: it expires too");
    assert!(!built.text("greedy/lv.js").contains("\"base\""), "others know their own address");
    let none = Built::with(&[]);
    assert_eq!(none.json("greedy/bundles.json")["bundles"][0]["inline"], Value::Null);
}

#[test]
fn a_host_of_files_is_told_what_to_say_of_each() {
    let headers = Built::with(&[]).text("_headers");
    let of = |address: &str| {
        let lines = headers.lines().skip_while(|line| *line != address).skip(1);
        lines.take_while(|line| line.starts_with("  ")).map(str::trim).collect::<Vec<_>>()
    };
    assert_eq!(
        of("/greedy/lv.js"),
        [
            "content-type: text/javascript; charset=utf-8",
            "cache-control: public, max-age=3600",
            "cross-origin-resource-policy: cross-origin",
            "access-control-allow-origin: *",
        ]
    );
    assert!(of("/assets/volens-widget-0123_bg.wasm").contains(&"content-type: application/wasm"));
    assert!(of("/greedy/policy.json").contains(&"access-control-allow-origin: *"));
    let page = of("/greedy/notice.lv.html").join("\n");
    assert!(page.contains("frame-ancestors 'none'"), "{page}");
}

#[test]
fn without_a_ledger_that_is_said() {
    let built = Built::with(&["--without-ledger"]);
    assert_eq!(built.json("greedy/policy.json")["ledger"], false);
    let bundle = built.text("greedy/lv.js");
    assert!(bundle.contains("alone(site)") && !bundle.contains("run(site"), "{bundle}");
    let usual = Built::with(&[]);
    assert_eq!(usual.json("greedy/policy.json")["ledger"], Value::Null);
}

#[test]
fn a_consent_to_be_contacted_is_not_asked_for_without_proof() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("site");
    std::fs::create_dir(&own).unwrap();
    copy(&site(), &own);
    crate::contacts::add(&own, "email_news", "email");
    let output = build(&own, folder.path(), &["--without-ledger"]);
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("leave `--without-ledger` out"), "{said}");
}

#[test]
fn the_command_says_what_a_pages_policy_needs() {
    let folder = site();
    let arguments = ["csp", "--origin", "https://consent.example", "--site"];
    let output = volens(&[&arguments[..], &[folder.to_str().unwrap()]].concat());
    let printed = String::from_utf8(output.stdout).unwrap();
    for line in [
        "script-src https://consent.example/apollo/ https://consent.example/assets/",
        "script-src 'wasm-unsafe-eval'",
        "connect-src https://consent.example",
        "trusted-types volens",
    ] {
        assert!(printed.lines().any(|printed| printed == line), "{line}: {printed}");
    }
    assert!(!printed.contains("script-src 'unsafe"), "{printed}");
}

/// What `volens build` has written.
struct Built(tempfile::TempDir);

impl Built {
    fn with(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let output = build(&small(), folder.path(), options);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Self(folder)
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join("out").join(name)).expect(name)
    }

    fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.text(name)).unwrap()
    }
}

/// A site in one language, without contact purposes.
fn small() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/e2e/site")
}

fn build(site: &Path, folder: &Path, options: &[&str]) -> Output {
    let (assets, out) = (folder.join("assets"), folder.join("out"));
    stand_ins::assets(&assets);
    let arguments = ["build", "--site", site.to_str().unwrap(), "--out", out.to_str().unwrap()];
    volens(&[&arguments[..], &["--assets", assets.to_str().unwrap()], options].concat())
}

fn volens(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_volens")).args(arguments).output().unwrap()
}

/// The forms of the first language's bundle.
async fn forms(ledger: &Ledger) -> Value {
    let bundles: Value = ledger.get("/apollo/bundles.json").await.json().await.unwrap();
    assert!(text(&bundles["fingerprint"]).starts_with(&ledger.fingerprint()));
    assert_eq!(bundles["bundles"][0]["language"], "lv");
    bundles["bundles"][0].clone()
}

fn integrity(script: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(script)))
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}
