//! A site's versions: published while the ledger runs, kept, compared, and published again.

mod behind;

use crate::stand_ins;
use crate::support::{Ledger, header, site};
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;
use tokio::time::{Instant, sleep};
use volens_testing::Postgres;

/// A sentence of the notice's fourth activity, in its source language.
const SAID: &str = "id = \"p04\"\npurpose = \"";

#[tokio::test]
async fn a_changed_folder_is_taken_in_without_a_restart_and_a_mistaken_one_is_not() {
    let ledger = Ledger::start_on(|_| {}).await;
    let first = policy(&ledger).await;
    edit(&folder(&ledger), "notice.toml", SAID, "id = \"p04\"\npurpose = \"Pavisam citādi: ");
    ledger.signal("HUP");
    let second = changed(&ledger, &first).await;
    assert_eq!(second["fingerprint"], first["fingerprint"], "only a text was changed");
    assert!(page(&ledger, "/apollo/notice?lang=lv").await.contains("Pavisam citādi"));

    // What was decided in front of the older texts is kept as that.
    let mut old = ledger.refusal(1);
    old["notice"] = first["notice"].clone();
    let (status, body) = ledger.post(&[old]).await;
    assert_eq!((status, &body["events"][0]["status"]), (200, &json!("stored")), "{body}");

    edit(&folder(&ledger), "site.toml", "grant_days = 182", "grant_days = 0");
    ledger.signal("HUP");
    until("the refusal is said", || ledger.log().contains("the folder is refused")).await;
    assert!(ledger.log().contains("lifetimes"), "the finding is named: {}", ledger.log());
    assert_eq!(policy(&ledger).await, second, "the published version stays");
    let refused =
        volens(&["publish", "--site", &own(&ledger), "--store", &store(&ledger)], &ledger).await;
    assert!(!refused.status.success());
    assert!(said(&refused).contains("is not a sound site"), "{}", said(&refused));
}

#[tokio::test]
async fn what_is_published_is_listed_compared_and_published_again() {
    let ledger = Ledger::start_on(|_| {}).await;
    let first = policy(&ledger).await;
    let arguments = ["publish", "--site", &own(&ledger), "--store", &store(&ledger)];
    let same = volens(&arguments, &ledger).await;
    assert!(said(&same).contains("there is nothing to publish"), "{}", said(&same));

    edit(&folder(&ledger), "notice.toml", SAID, "id = \"p04\"\npurpose = \"Jaunums <b>. ");
    let dry = volens(&[&arguments[..], &["--dry-run"]].concat(), &ledger).await;
    assert!(said(&dry).contains("nothing is published"), "{}", said(&dry));
    let published = volens(&arguments, &ledger).await;
    assert!(published.status.success(), "{}", said(&published));
    for line in ["nobody is asked again", "overview in lv: p04 changed: Purpose", "version 2"] {
        assert!(said(&published).contains(line), "{line}: {}", said(&published));
    }
    let second = changed(&ledger, &first).await;
    let (was, is) = (text(&first["notice"]), text(&second["notice"]));

    let list = ledger.client.get(ledger.url("/apollo/notice/versions"));
    let list = list.header("accept", "application/json").send().await.unwrap();
    assert_eq!(header(&list, "x-robots-tag"), "noindex");
    let list: Value = list.json().await.unwrap();
    let notices: Vec<&Value> =
        list["versions"].as_array().unwrap().iter().map(|one| &one["notice"]).collect();
    assert_eq!(notices, [&json!(is), &json!(was)], "newest first: {list}");
    let list = page(&ledger, "/apollo/notice/versions?lang=lv").await;
    let pair = format!("/apollo/notice/versions/{was}...{is}?lang=lv");
    assert!(list.contains(&pair) && list.contains("Spēkā tagad"), "{list}");
    assert!(
        page(&ledger, "/apollo/notice?lang=lv").await.contains("/apollo/notice/versions?lang=lv")
    );

    let difference = page(&ledger, &pair).await;
    assert!(difference.contains("Iepriekš:</span> Labākas"), "{difference}");
    assert!(difference.contains("Tagad:</span> <ins>Jaunums &lt;b&gt;.</ins> Labākas"));
    assert!(!difference.contains("<script"));
    let difference: Value = ledger.get(&(pair + "&form=json")).await.json().await.unwrap();
    let changes = difference["difference"]["changed"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{difference}");
    assert_eq!(
        (&changes[0]["id"], &changes[0]["changes"][0]["field"]),
        (&json!("p04"), &json!("purpose"))
    );

    let earlier = page(&ledger, &format!("/apollo/notice/versions/{was}?lang=lv")).await;
    assert!(earlier.contains("Tā vairs nav spēkā") && !earlier.contains("Jaunums"));
    assert!(earlier.contains("content=\"noindex\""));
    for own in [format!("{was}?lang=en\""), format!("{was}?lang=lv&amp;form=json\"")] {
        assert!(earlier.contains(&format!("\"/apollo/notice/versions/{own}")), "{own}");
    }
    assert!(!earlier.contains("/apollo/notice.json"), "nothing of what is in force");
    let leaf: Value =
        ledger.get(&format!("/apollo/notice/versions/{was}?form=json")).await.json().await.unwrap();
    assert_eq!(leaf["texts"]["lv"]["version"], json!(was));

    // Roll back: the same texts as a version of their own, and the old folder does not undo it.
    let back = ["roll-back", "--site", "apollo", "--to", "1", "--store", &store(&ledger)];
    let back = volens(&back, &ledger).await;
    assert!(said(&back).contains("version 3 is published"), "{}", said(&back));
    assert_eq!(changed(&ledger, &second).await, first);
    ledger.signal("HUP");
    until("the folder is read", || ledger.log().contains("the folder was read again")).await;
    assert!(ledger.log().contains("the folder holds version 2, which version 3 replaced"));
    assert_eq!(policy(&ledger).await, first);
    ledger.signal("TERM");
    let (_, kept) = ledger.ended().await;
    let ledger = Ledger::start_in(kept, |command| command).await;
    assert_eq!(policy(&ledger).await, first, "nor does a restart");
    let versions =
        volens(&["versions", "--site", "apollo", "--store", &store(&ledger)], &ledger).await;
    let versions = said(&versions);
    assert_eq!(versions.lines().count(), 3, "{versions}");
    assert!(versions.lines().last().unwrap().ends_with("version 1 again"), "{versions}");
    assert!(page(&ledger, "/apollo/notice/versions?lang=en").await.contains("Published again"));
}

/// Page by page, as JSON too: what the client has is not sent again, until something is published.
#[tokio::test]
async fn what_was_published_is_sent_once() {
    let ledger = Ledger::start_on(|_| {}).await;
    let first = policy(&ledger).await;
    edit(&folder(&ledger), "notice.toml", SAID, "id = \"p04\"\npurpose = \"Jaunums. ");
    ledger.signal("HUP");
    let second = changed(&ledger, &first).await;
    let (was, is) = (text(&first["notice"]), text(&second["notice"]));
    let asked = text(&first["fingerprint"]);
    let get = async |path: &str, validators: &[(&str, &str)]| {
        let request = ledger.client.get(ledger.url(path));
        let with =
            validators.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        with.send().await.unwrap()
    };
    let mut kept = Vec::new();
    for path in [
        "/apollo/notice/versions".to_owned(),
        format!("/apollo/notice/versions/{was}"),
        format!("/apollo/notice/versions/{was}...{is}"),
        format!("/apollo/policy/versions/{asked}...{asked}"),
        format!("/apollo/policy/versions/{asked}"),
    ] {
        for form in ["?lang=lv", "?lang=en", "?lang=lv&form=json"] {
            let path = path.clone() + form;
            let whole = get(&path, &[]).await;
            assert_eq!(whole.status(), 200, "{path}");
            let (tag, date) = (header(&whole, "etag"), header(&whole, "last-modified"));
            for validator in [("if-none-match", tag), ("if-modified-since", date)] {
                let known = get(&path, &[validator]).await;
                assert_eq!(known.status(), 304, "{path} {validator:?}");
                assert_eq!(header(&known, "x-robots-tag"), "noindex");
                assert_eq!(known.text().await.unwrap(), "");
            }
            let other = [("if-none-match", "\"other\""), ("if-modified-since", date)];
            assert_eq!(get(&path, &other).await.status(), 200, "{path}: a tag counts more");
            kept.push((path.clone(), tag.to_owned(), date.to_owned()));
        }
    }
    let tags: std::collections::BTreeSet<&String> = kept.iter().map(|(_, tag, _)| tag).collect();
    // The policy alone is JSON in whatever language.
    assert_eq!(tags.len(), kept.len() - 2, "one tag for each answer: {kept:?}");

    // The earlier one is in force again, and was published anew: what says so is sent again.
    let back = ["roll-back", "--site", "apollo", "--to", "1", "--store", &store(&ledger)];
    assert!(volens(&back, &ledger).await.status.success());
    changed(&ledger, &second).await;
    for (path, tag, _) in &kept {
        let is_leaf = path.contains(&format!("{was}?lang=lv&form=json"));
        let stays = is_leaf || path.contains("/policy/");
        let status = get(path, &[("if-none-match", tag)]).await.status();
        assert_eq!(status, if stays { 304 } else { 200 }, "{path}");
    }
}

/// The ledger cannot serve what another has published, so that it stays behind: an event in front of
/// that is kept by the visitor, who is told when to come again, and not lost as one of no policy.
#[tokio::test]
async fn what_is_no_version_is_not_found() {
    let ledger = Ledger::start().await;
    let long = "a".repeat(5000);
    for version in ["nosuchnotice", "...", "a...b", "%2e%2e%2f", "1", &long] {
        for form in ["", "?form=json", "?lang=xx&before=99999999999"] {
            for part in ["notice", "policy"] {
                let path = format!("/apollo/{part}/versions/{version}{form}");
                assert_eq!(ledger.get(&path).await.status(), 404, "{path}");
            }
        }
    }
    let list = ledger.get("/apollo/notice/versions?before=-1&lang=%00").await;
    assert_eq!(list.status(), 200);
    assert_eq!(ledger.get("/nosite/notice/versions").await.status(), 404);
}

#[tokio::test]
async fn a_draft_can_be_looked_at_and_takes_no_consent() {
    let ledger = Ledger::start_on(|_| {}).await;
    let first = policy(&ledger).await;
    edit(&folder(&ledger), "notice.toml", SAID, "id = \"p04\"\npurpose = \"Tikai uzmetums. ");
    let mut preview = Command::new(env!("CARGO_BIN_EXE_volens"));
    preview.args(["preview", "--listen", "127.0.0.1:0", "--site", &own(&ledger), "--assets"]);
    preview.arg(ledger.folder().join("assets"));
    let mut preview = preview.stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
    let mut lines = BufReader::new(preview.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().unwrap();
    let trial = line.strip_prefix("a draft to look at: ").unwrap().to_owned();
    let address = trial.strip_suffix("/apollo/trial.lv.html").unwrap();

    let get = async |url: String| ledger.client.get(url).send().await.unwrap();
    let shown = get(trial.clone()).await;
    assert_eq!(header(&shown, "x-robots-tag"), "noindex");
    assert!(shown.text().await.unwrap().contains("/apollo/lv.js"));
    let notice = get(format!("{address}/apollo/notice?lang=lv")).await.text().await.unwrap();
    assert!(notice.contains("Tikai uzmetums") && notice.contains("Melnraksts."), "{notice}");
    let script = get(format!("{address}/apollo/lv.js")).await.text().await.unwrap();
    assert!(script.contains("Melnraksts."), "the banner says it too");
    let post = ledger.client.post(format!("{address}/v1/apollo/events"));
    let post = post.header("origin", "https://shop.example");
    let answer = post.json(&json!({"events": [ledger.refusal(1)]})).send().await.unwrap();
    assert_eq!(answer.status(), 403);
    assert_eq!(answer.json::<Value>().await.unwrap()["code"], "draft");

    assert_eq!(policy(&ledger).await, first, "nothing is published");
    let versions =
        volens(&["versions", "--site", "apollo", "--store", &store(&ledger)], &ledger).await;
    assert_eq!(said(&versions).lines().count(), 1, "{}", said(&versions));
}

#[tokio::test]
async fn every_ledger_on_one_database_follows() {
    let url = Postgres::shared().database();
    let one = on(&url, None).await;
    let two = on(&url, Some(&one)).await;
    let first = policy(&one).await;
    assert_eq!(policy(&two).await, first);
    edit(&folder(&one), "notice.toml", SAID, "id = \"p04\"\npurpose = \"Abos serveros. ");
    one.signal("HUP");
    let second = changed(&one, &first).await;
    assert_eq!(changed(&two, &first).await, second);
    let pair = format!(
        "/apollo/notice/versions/{}...{}?lang=lv",
        text(&first["notice"]),
        text(&second["notice"])
    );
    assert!(page(&two, &pair).await.contains("<ins>Abos serveros.</ins> "));
    // The second one's folder is as it was: that takes nothing back.
    two.signal("HUP");
    until("the folder is read", || two.log().contains("the folder was read again")).await;
    assert_eq!(policy(&two).await, second);
    let back = volens(&["roll-back", "--site", "apollo", "--to", "1", "--store", &url], &one).await;
    assert!(back.status.success(), "{}", said(&back));
    assert_eq!(changed(&one, &second).await, first);
    assert_eq!(changed(&two, &second).await, first);
}

/// A ledger on a database, with a key of its own or another's.
async fn on(url: &str, other: Option<&Ledger>) -> Ledger {
    let place = tempfile::tempdir().unwrap();
    stand_ins::assets(&place.path().join("assets"));
    crate::support::copy(&site(), &{
        let own = place.path().join("site");
        std::fs::create_dir(&own).unwrap();
        own
    });
    let key = place.path().join("key");
    match other {
        Some(other) => _ = std::fs::copy(other.folder().join("key"), &key).unwrap(),
        None => {
            let mut make = std::process::Command::new(env!("CARGO_BIN_EXE_volens"));
            make.args(["key", "new", "--site", "apollo", "--host", "shop.example", "--out"]);
            assert!(make.arg(&key).output().unwrap().status.success());
        }
    }
    Ledger::start_in(place, |command| {
        let command = command.as_std();
        let mut changed = Command::new(command.get_program());
        changed.args(command.get_args().map(|argument| {
            match argument.to_str().is_some_and(|text| text.starts_with("sqlite:")) {
                true => OsStr::new(url),
                false => argument,
            }
        }));
        changed.arg("--key").arg(&key);
        changed
    })
    .await
}

async fn policy(ledger: &Ledger) -> Value {
    ledger.get("/apollo/policy.json").await.json().await.unwrap()
}

async fn page(ledger: &Ledger, path: &str) -> String {
    let answer = ledger.client.get(ledger.url(path)).header("accept", "text/html");
    let answer = answer.send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

/// The policy that follows this one.
async fn changed(ledger: &Ledger, before: &Value) -> Value {
    let by = Instant::now() + Duration::from_secs(60);
    loop {
        let now = policy(ledger).await;
        if now != *before {
            return now;
        }
        assert!(Instant::now() < by, "no other version is served: {}", ledger.log());
        sleep(Duration::from_millis(50)).await;
    }
}

async fn until(what: &str, holds: impl Fn() -> bool) {
    let by = Instant::now() + Duration::from_secs(60);
    while !holds() {
        assert!(Instant::now() < by, "{what}");
        sleep(Duration::from_millis(50)).await;
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn folder(ledger: &Ledger) -> PathBuf {
    ledger.folder().join("site")
}

fn own(ledger: &Ledger) -> String {
    folder(ledger).display().to_string()
}

fn store(ledger: &Ledger) -> String {
    format!("sqlite:{}", ledger.folder().join("ledger.db").display())
}

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{} has no {from:?}", path.display());
    std::fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// Runs the command while the test's connections go on.
async fn volens(arguments: &[&str], ledger: &Ledger) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_volens"));
    command.args(arguments);
    if matches!(arguments.first(), Some(&"publish" | &"roll-back")) {
        command.arg("--assets").arg(ledger.folder().join("assets"));
    }
    command.output().await.unwrap()
}

fn said(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(out).into_owned() + &String::from_utf8_lossy(err)
}
