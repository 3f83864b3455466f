//! A site's theme reaches every view, and what was shown names it.

use crate::support::{self, Ledger, configured, header};
use serde_json::Value;

const THEME: &str = "[theme]\nradius = \"0em\"\n\n[theme.light]\naccent = \"#123456\"";
const PRINTED: &str = ":host,.volens-notice{--accent:#123456;--radius:0em}\
                       @media (prefers-color-scheme:dark){:host,.volens-notice{--accent:#9fd6c6}}";

async fn site(ledger: &Ledger) -> Value {
    let bundle = ledger.get("/apollo/lv.js").await.text().await.unwrap();
    let (_, rest) = bundle.split_once("const site=").unwrap();
    serde_json::Deserializer::from_str(rest).into_iter().next().unwrap().unwrap()
}

#[tokio::test]
async fn a_theme_stands_behind_each_views_own_sheet() {
    let plain = site(&Ledger::start().await).await;
    let ledger = Ledger::start_on(|folder| configured(folder, THEME)).await;
    let themed = site(&ledger).await;

    assert_eq!(themed["css"], format!(".banner{{}}{PRINTED}"));
    assert_ne!(themed["settings"], plain["settings"], "another content is another file");
    let page = ledger.get("/apollo/notice").await.text().await.unwrap();
    let (_, link) = page.split_once("<link rel=\"stylesheet\" href=\"").unwrap();
    let (notice, _) = link.split_once('"').unwrap();
    assert!(!page.contains(" style=") && !page.contains("<style"), "strict CSP");
    let script = ledger.get(themed["settings"].as_str().unwrap()).await.text().await.unwrap();
    let lazy = support::lazy(&script);
    let settings = lazy["styles"].as_str().unwrap();
    for (path, own) in [(settings, ".settings{}"), (notice, ".notice{}")] {
        let sheet = ledger.get(path).await;
        assert_eq!(header(&sheet, "content-type"), "text/css; charset=utf-8");
        assert_eq!(sheet.text().await.unwrap(), format!("{own}{PRINTED}"));
    }

    assert_eq!(themed["fingerprint"], plain["fingerprint"], "a colour asks nobody again");
    assert_ne!(themed["shown"], plain["shown"], "what was shown is another");
}
