//! DuckDuckGo's autoconsent with the rule that we publish (`docs/autoconsent/volens.json`): it presses
//! what a visitor would press.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use volens_e2e::{BANNER, Stage, until};

pub(crate) async fn the_rule_refuses(stage: &mut Stage) -> Result<()> {
    helped(stage, "optOut", "refuse").await
}

pub(crate) async fn the_rule_accepts(stage: &mut Stage) -> Result<()> {
    helped(stage, "optIn", "accept").await
}

async fn helped(stage: &Stage, wish: &str, action: &str) -> Result<()> {
    stage.visit_shop("/").await?;
    stage.page().shown(BANNER, "refuse").await?;
    // The page's own way in is shut: only what can be pressed is left.
    let shut = "for (const name of ['accept', 'refuse', 'save', 'withdraw', 'object', 'open'])\
                window.volens[name] = () => { throw Error('not a press'); };";
    stage.page().session.execute(shut, []).await?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let package = root.join("gate/node_modules/@duckduckgo/autoconsent/dist/autoconsent.cjs.js");
    let package = fs::read_to_string(&package)
        .with_context(|| format!("{}: `cargo xtask test` installs it", package.display()))?;
    let rule = fs::read_to_string(root.join("docs/autoconsent/volens.json"))?;
    let rule: Value = serde_json::from_str(&rule)?;
    let script = format!(
        "const module = {{ exports: {{}} }};\n(function (module, exports) {{ {package} }})(module, module.exports);\n{RUN}"
    );
    let arguments = vec![json!(wish), rule];
    stage.page().session.execute(script, arguments).await?;

    let told = until("autoconsent is done", async || {
        let found = stage.page().session.execute("return JSON.stringify(told)", []).await?;
        let told: Vec<Value> = serde_json::from_str(found.json().as_str().unwrap_or("[]"))?;
        let tested = told.iter().any(|one| one["type"] == "selfTestResult");
        Ok((tested || wish == "optIn" && of(&told, "optInResult").is_some()).then_some(told))
    })
    .await?;
    for kind in ["cmpDetected", "popupFound"] {
        let found = of(&told, kind).with_context(|| format!("{kind}: {told:?}"))?;
        ensure!(found["cmp"] == "volens", "{found}");
    }
    let result = of(&told, &format!("{wish}Result")).context("a result")?;
    ensure!(result["result"] == true, "{result}");
    if wish == "optOut" {
        let test = of(&told, "selfTestResult").context("a test of itself")?;
        ensure!(test["result"] == true, "{test}");
    }
    stage.page().gone(BANNER).await?;
    let entries = stage.until_delivered(1).await?;
    let [entry] = entries.as_slice() else { anyhow::bail!("{entries:?}") };
    ensure!(entry.is("action", action) && entry.is("control", "banner"), "{entry:?}");
    // A script's press is no gesture of the visitor, and the ledger says so.
    ensure!(entry.is("trusted", false), "{entry:?}");
    Ok(())
}

fn of<'a>(told: &'a [Value], kind: &str) -> Option<&'a Value> {
    told.iter().find(|one| one["type"] == kind)
}

/// As an extension's content script, with what its background would answer.
const RUN: &str = "
const [wish, rule] = arguments;
window.told = [];
const config = {
  enabled: true, autoAction: wish, disabledCmps: [], enablePrehide: true, enableCosmeticRules: false,
  detectRetries: 20, isMainWorld: false, prehideTimeout: 2000, visualTest: false,
};
const answers = {
  init: { type: 'initResp', config, rules: { autoconsent: [rule] } },
  autoconsentDone: { type: 'selfTest' },
};
const consent = new module.exports.default((message) => {
  told.push(message);
  const answer = answers[message.type];
  if (answer) setTimeout(() => consent.receiveMessageCallback(answer));
  return Promise.resolve();
});
";
