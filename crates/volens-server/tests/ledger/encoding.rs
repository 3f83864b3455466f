//! What is served is served in brotli too.

use crate::stand_ins;
use crate::support::{self, Ledger, header};
use reqwest::{Method, Response};
use std::path::Path;
use std::process::Command;
use tokio::task::JoinSet;

const WASM: &str = "/assets/volens-widget-0123_bg.wasm";

/// One of each kind, all larger than a packet.
const LARGE: [&str; 8] = [
    "/apollo/lv.js",
    "/apollo/settings.lv.html",
    "/apollo/view.en.json",
    "/apollo/policy.json",
    "/apollo/notice",
    "/apollo/notice?lang=en",
    "/apollo/notice.json",
    WASM,
];

#[tokio::test]
async fn who_takes_brotli_gets_the_same_in_fewer_bytes() {
    let ledger = ledger().await;
    for path in LARGE {
        let plain = ask(&ledger, Method::GET, path, &[]).await;
        assert_eq!(header(&plain, "content-encoding"), "", "{path}");
        assert!(varies(&plain), "{path}");
        let kind = header(&plain, "content-type").to_owned();
        let plain = plain.bytes().await.unwrap();

        let accept = [("accept-encoding", "gzip, deflate, br, zstd")];
        let small = ask(&ledger, Method::GET, path, &accept).await;
        assert_eq!(header(&small, "content-encoding"), "br", "{path}");
        assert_eq!(header(&small, "content-type"), kind);
        assert!(varies(&small), "{path}");
        let small = small.bytes().await.unwrap();
        assert!(small.len() < plain.len() / 2, "{path}: {} of {}", small.len(), plain.len());
        assert_eq!(decoded(&small), plain, "{path}");
    }
}

#[tokio::test]
async fn who_refuses_brotli_or_says_nothing_gets_bytes_as_they_are() {
    let ledger = ledger().await;
    let plain = ask(&ledger, Method::GET, "/apollo/lv.js", &[]).await.bytes().await.unwrap();
    for (accept, coding) in [
        ("*", "br"),
        ("br;q=0", ""),
        ("br;q=0, *", ""),
        ("*;q=0", ""),
        ("identity", ""),
        ("gzip", ""),
        ("", ""),
    ] {
        let headers = [("accept-encoding", accept)];
        let answer = ask(&ledger, Method::GET, "/apollo/lv.js", &headers).await;
        assert_eq!(answer.status(), 200, "{accept}");
        assert_eq!(header(&answer, "content-encoding"), coding, "{accept}");
        if coding.is_empty() {
            assert_eq!(answer.bytes().await.unwrap(), plain, "{accept}");
        }
    }
}

#[tokio::test]
async fn what_fits_into_a_packet_has_one_form() {
    let ledger = ledger().await;
    let path = "/assets/volens-widget-0123.js";
    let answer = ask(&ledger, Method::GET, path, &[("accept-encoding", "br")]).await;
    assert_eq!(header(&answer, "content-encoding"), "");
    assert!(!varies(&answer));
    assert_eq!(answer.text().await.unwrap(), "export default 1");
}

#[tokio::test]
async fn a_copy_is_known_in_the_form_it_has() {
    let ledger = ledger().await;
    for path in LARGE {
        let tag = async |accept: &str| {
            let answer = ask(&ledger, Method::GET, path, &[("accept-encoding", accept)]).await;
            header(&answer, "etag").to_owned()
        };
        let (plain, brotli) = (tag("identity").await, tag("br").await);
        assert_ne!(plain, brotli, "{path}");
        let both = format!("{plain}, {brotli}");
        for (accept, tags, status, tag) in [
            ("identity", &plain, 304, &plain),
            ("br", &brotli, 304, &brotli),
            ("identity", &both, 304, &plain),
            ("br", &both, 304, &brotli),
            ("br", &plain, 200, &brotli),
            ("identity", &brotli, 200, &plain),
        ] {
            let headers = [("accept-encoding", accept), ("if-none-match", tags.as_str())];
            let answer = ask(&ledger, Method::GET, path, &headers).await;
            assert_eq!(answer.status(), status, "{path}: {accept} {tags}");
            assert_eq!(header(&answer, "etag"), tag, "{path}");
            assert!(varies(&answer), "{path}");
            if status == 304 {
                assert_eq!(header(&answer, "content-encoding"), "", "{path}");
                assert!(answer.bytes().await.unwrap().is_empty(), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn head_says_what_get_would() {
    let ledger = ledger().await;
    for accept in ["br", "identity"] {
        let accept = [("accept-encoding", accept)];
        let head = ask(&ledger, Method::HEAD, WASM, &accept).await;
        let get = ask(&ledger, Method::GET, WASM, &accept).await;
        for name in ["content-encoding", "content-length", "content-type", "etag", "vary"] {
            assert_eq!(header(&head, name), header(&get, name), "{name}");
        }
        let length: usize = header(&head, "content-length").parse().unwrap();
        assert!(head.bytes().await.unwrap().is_empty());
        assert_eq!(get.bytes().await.unwrap().len(), length);
    }
}

#[tokio::test]
async fn all_who_ask_first_get_the_same() {
    let ledger = ledger().await;
    let mut visitors = JoinSet::new();
    for _ in 0..32 {
        let request = ledger.client.get(ledger.url(WASM)).header("accept-encoding", "br");
        visitors.spawn(async { request.send().await.unwrap().bytes().await.unwrap() });
    }
    for body in visitors.join_all().await {
        assert_eq!(decoded(&body), wasm());
    }
}

#[tokio::test]
async fn build_writes_brotli_beside_what_is_served_in_it() {
    let ledger = ledger().await;
    let out = tempfile::tempdir().unwrap();
    // As if an earlier build had written it: a host would prefer it to the new file.
    let stale = out.path().join("assets/volens-widget-0123.js.br");
    std::fs::create_dir_all(stale.parent().unwrap()).unwrap();
    std::fs::write(&stale, "stale").unwrap();

    let mut build = Command::new(env!("CARGO_BIN_EXE_volens"));
    build.arg("build").arg("--site").arg(support::site()).arg("--out").arg(out.path());
    build.arg("--assets").arg(ledger.folder().join("assets"));
    let built = build.output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    assert!(!stale.exists());
    for (file, address) in [
        ("apollo/en.js", "/apollo/en.js"),
        ("apollo/notice/index.html", "/apollo/notice"),
        ("assets/volens-widget-0123_bg.wasm", WASM),
    ] {
        let served = ask(&ledger, Method::GET, address, &[("accept-encoding", "br")]).await;
        let written = std::fs::read(out.path().join(format!("{file}.br"))).expect(file);
        assert_eq!(written, served.bytes().await.unwrap(), "{file}");
        let plain = std::fs::read(out.path().join(file)).unwrap();
        assert_eq!(decoded(&written), plain, "{file}");
    }
}

/// A ledger whose Wasm is large enough to be worth compressing.
async fn ledger() -> Ledger {
    let folder = tempfile::tempdir().unwrap();
    let built: &Path = &folder.path().join("assets");
    stand_ins::assets(built);
    std::fs::write(built.join("volens-widget-0123_bg.wasm"), wasm()).unwrap();
    Ledger::start_in(folder, |command| command).await
}

/// Not Wasm, but bytes that are no text and that repeat themselves as code does.
fn wasm() -> Vec<u8> {
    (0..20_000_u32).flat_map(|n| (n / 3).to_le_bytes()).collect()
}

async fn ask(ledger: &Ledger, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
    let request = ledger.client.request(method, ledger.url(path));
    let request =
        headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.send().await.unwrap()
}

fn varies(response: &Response) -> bool {
    header(response, "vary").split(", ").any(|name| name == "accept-encoding")
}

fn decoded(mut compressed: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    brotli::BrotliDecompress(&mut compressed, &mut plain).expect("brotli");
    plain
}
