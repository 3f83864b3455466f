//! A decision as a person reads it, and as files for an authority.

use super::{Found, Published};
use scraper::{Html, Node};
use serde_json::{Value, json};
use std::fmt;
use volens_store::Kind;

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { record, event, .. } = self;
        let list = |ids: &[String]| match ids {
            [] => "nothing".to_owned(),
            ids => ids.join(", "),
        };
        writeln!(f, "event      {}", event.id)?;
        writeln!(f, "site       {} at {}", record.site, record.origin)?;
        let gesture =
            if event.trusted { "by a user's gesture" } else { "without a user's gesture" };
        let control = serde_json::to_value(event.control).unwrap_or_default();
        let control = control.as_str().unwrap_or_default();
        writeln!(f, "decision   {} with {control}, {gesture}", event.action.as_str())?;
        writeln!(f, "granted    {}", list(&event.granted))?;
        writeln!(f, "refused    {}", list(&event.refused))?;
        writeln!(f, "objected   {}", list(&event.objected))?;
        writeln!(f, "when       {} by the visitor's clock", event.at)?;
        writeln!(f, "           {} by the ledger's", record.received)?;
        if event.gpc {
            writeln!(f, "           Global Privacy Control was on")?;
        }
        match &self.policy {
            Some((publication, _)) => {
                writeln!(
                    f,
                    "policy     {}, published {}",
                    publication.version, publication.published
                )?;
            }
            None => writeln!(f, "policy     not kept: fingerprint {}", event.fingerprint)?,
        }
        writeln!(f, "notice     {} in `{}`", event.notice, event.language)?;
        match &self.receipt {
            Ok(receipt) => {
                let origin = receipt.checkpoint.lines().next().unwrap_or_default();
                writeln!(f, "proof      leaf {} of the log {origin}", receipt.index)?;
            }
            Err(cause) => writeln!(f, "proof      none: {cause}")?,
        }
        if let Some(evidence) = self.read(Kind::Evidence) {
            let text = |pointer| evidence.pointer(pointer).and_then(Value::as_str).unwrap_or("?");
            let (name, version) =
                (text("/manifest/browser/name"), text("/manifest/browser/version"));
            writeln!(f, "measured   in {name} {version}")?;
        }
        match (&event.shown, self.texts()) {
            (None, _) => writeln!(f, "shown      nothing: the page decided by its own control"),
            (Some(id), None) => writeln!(f, "shown      {id}, which is not kept"),
            (Some(id), Some(texts)) => {
                writeln!(f, "shown      {id}, word for word:")?;
                texts.iter().try_for_each(|text| writeln!(f, "  | {text}"))
            }
        }
    }
}

impl Found {
    /// The files of a bundle by name.
    pub(crate) fn files(&self) -> Vec<(&'static str, String)> {
        let mut files = vec![("event.json", self.record.canonical())];
        if let Some((publication, policy)) = &self.policy {
            files.push(("policy.json", publication.policy.clone()));
            files.extend(policy.log.clone().map(|key| ("log.key", key + "\n")));
        }
        for Published { kind, body, receipt } in &self.documents {
            let (text, proof) = match kind {
                Kind::Notice => (Some("notice.json"), "notice.tlog-proof"),
                Kind::Shown => (Some("shown.json"), "shown.tlog-proof"),
                Kind::Evidence => (Some("evidence.json"), "evidence.tlog-proof"),
                // Its text is there already, as it is published.
                _ => (None, "policy.tlog-proof"),
            };
            files.extend(text.map(|name| (name, body.clone())));
            files.extend(receipt.as_ref().map(|receipt| (proof, receipt.to_string())));
        }
        files.extend(self.page().map(|page| ("shown.html", page)));
        if let Ok(receipt) = &self.receipt {
            files.push(("receipt.tlog-proof", receipt.to_string()));
        }
        files.push(("README.txt", self.readme()));
        files
    }

    fn readme(&self) -> String {
        let key = self.policy.as_ref().and_then(|(_, policy)| policy.log.clone());
        let key = key.unwrap_or_else(|| "VKEY".to_owned());
        format!(
            "{self}\nFiles\n  event.json          what is kept, as the log commits to it (RFC 8785)\n  \
             receipt.tlog-proof  the proof that it stands in the log (c2sp.org/tlog-proof)\n  \
             policy.json         what visitors were asked under\n  \
             log.key             the public key of the log\n  \
             notice.json         the notice's texts then\n  \
             shown.html          what was on screen; shown.json is the same as the log has it\n  \
             evidence.json       what that was measured to be, where the site was measured\n  \
             *.tlog-proof        the same proof of each of these\n\n\
             Check them, each without a network:\n  \
             volens verify receipt receipt.tlog-proof --key '{key}'\n\n\
             It proves that the event has not been altered since the log was signed. It does not \
             prove that a person clicked, nor that everyone was shown the same log.\n"
        )
    }

    /// A document as JSON.
    fn read(&self, kind: Kind) -> Option<Value> {
        let document = self.documents.iter().find(|document| document.kind == kind)?;
        serde_json::from_str(&document.body).ok()
    }

    /// The view that the event's control stands in: a form's box is named as its contact purpose.
    fn view(&self) -> Option<Value> {
        let shown = self.read(Kind::Shown)?;
        let control = serde_json::to_value(self.event.control).ok()?;
        let purposes = &self.event.granted;
        let named = |view: &&Value| {
            let name = view.get("view");
            name == Some(&control) || purposes.iter().any(|id| name == Some(&json!(id)))
        };
        shown.get("views")?.as_array()?.iter().find(named).cloned()
    }

    /// What was on screen, with its styles. Nothing in it runs.
    fn page(&self) -> Option<String> {
        let shown = self.view()?;
        let text = |name| shown.get(name).and_then(Value::as_str);
        let (html, css) = (text("html")?, text("css")?);
        Some(format!(
            "<!doctype html>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<style>{css}</style>\n{html}\n"
        ))
    }

    /// The texts of what was on screen, in their order.
    fn texts(&self) -> Option<Vec<String>> {
        let html = Html::parse_fragment(self.view()?.get("html")?.as_str()?);
        let texts = html.tree.values().filter_map(|node| match node {
            Node::Text(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
            _ => None,
        });
        Some(texts.filter(|text| !text.is_empty()).collect())
    }
}
