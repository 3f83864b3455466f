//! The forms of a bundle: linked, pinned, and for putting into a page (`docs/embedding.md`).

use super::bundles::{self, Bundles, Forms, Inline, Linked, Pinned};
use super::script::{Bundle, safe_json};
use super::{HTML, PublicationError, Publisher, Resources};
use crate::resource::{Caching, Resource, Sharing};
use volens_model::base32;
use volens_model::gate::Rendered;

impl Publisher<'_> {
    /// The forms of a language's bundle, put among the resources.
    pub(super) fn forms(
        &self,
        resources: &mut Resources,
        language: &str,
        rendered: Rendered,
    ) -> Result<Forms, PublicationError> {
        let shown = rendered.shown.clone();
        let bundle = self.bundle(language, rendered.clone())?;
        let mut add = |name: String, caching, script: String| {
            let path = self.path(&name);
            resources.insert(path.clone(), Resource::script(caching, script));
            path
        };
        let script = bundle.linked();
        let bytes = script.len();
        let linked = Linked { path: add(format!("{language}.js"), Caching::Hour, script), bytes };

        let expires = self.expires.to_string();
        let script = bundle.pinned(self.expires);
        let (bytes, integrity) = (script.len(), bundles::integrity(&script));
        let name = format!("{language}.{}.js", base32::short_hash(script.as_bytes()));
        let path = add(name, Caching::Forever, script);
        let pinned = Pinned { path, bytes, integrity, expires: expires.clone() };

        let inline = match self.place.origin.clone() {
            Some(origin) => {
                let rendered = Rendered { base: Some(origin), ..rendered };
                Some(self.inline(resources, language, rendered)?)
            }
            None => None,
        };
        Ok(Forms { language: language.to_owned(), shown, linked, pinned, inline })
    }

    /// The bundle as an element for a page. It has no address, so it says where it is from.
    fn inline(
        &self,
        resources: &mut Resources,
        language: &str,
        rendered: Rendered,
    ) -> Result<Inline, PublicationError> {
        let script = self.bundle(language, rendered)?.pinned(self.expires);
        let (bytes, csp) = (script.len(), format!("'{}'", bundles::integrity(&script)));
        let path = self.path(&format!("inline.{language}.html"));
        let element = format!("<script>{script}</script>\n");
        resources.insert(path.clone(), Resource::new(HTML, Caching::Ask, Sharing::Anyone, element));
        Ok(Inline { path, bytes, csp, expires: self.expires.to_string() })
    }

    fn bundle(&self, language: &str, rendered: Rendered) -> Result<Bundle<'_>, PublicationError> {
        let part = |name: String| {
            let part = self.assets.parts.get(&name).map(String::as_str);
            part.ok_or(PublicationError::Part(name))
        };
        let gate =
            if self.place.ledger { &*self.assets.gate } else { part("gate-alone".to_owned())? };
        let (signals, parts) = self
            .site
            .parts()
            .into_iter()
            .partition::<Vec<_>, _>(|name| name.starts_with("signal-"));
        Ok(Bundle {
            site: safe_json(&self.site.gate(language, rendered)),
            signals: signals.into_iter().map(part).collect::<Result<_, _>>()?,
            parts: parts.into_iter().map(part).collect::<Result<_, _>>()?,
            gate,
        })
    }

    pub(super) fn bundles(&self, bundles: Vec<Forms>) -> Bundles<'_> {
        Bundles {
            site: &self.site.file.id,
            fingerprint: self.site.fingerprint(),
            notice: &self.version,
            bundles,
        }
    }
}
