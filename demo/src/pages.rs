//! Pages with the addresses put in, and the content security policy each is served with.

use crate::Origins;

const TAGS: &str = include_str!("../pages/tags.html");
const FOOTER: &str = include_str!("../pages/footer.html");

/// Which of the two sites a page belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Host {
    Shop,
    Partner,
}

/// A page that is the same for everyone.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) html: String,
    policy: String,
}

impl Page {
    pub(crate) fn new(template: &str, origins: &Origins, host: Host) -> Self {
        let Origins { shop, partner, consent } = origins;
        let (other, other_name) = match host {
            Host::Shop => (partner, "Partnera vietne"),
            Host::Partner => (shop, "Grāmatnīca"),
        };
        let html = template
            .replace("{{tags}}", TAGS.trim_end())
            .replace("{{footer}}", FOOTER.trim_end())
            .replace("{{consent}}", consent)
            .replace("{{shop}}", shop)
            .replace("{{other}}", other)
            .replace("{{other_name}}", other_name);
        let wasm = match host {
            Host::Shop => " 'wasm-unsafe-eval'",
            Host::Partner => "",
        };
        let policy = format!(
            "default-src 'none'; script-src 'self' {consent}{wasm}; style-src 'self'; \
             img-src 'self' data:; connect-src {consent}; base-uri 'none'; form-action 'none'; \
             frame-ancestors 'none'"
        );
        Self { html, policy }
    }

    pub(crate) fn headers(&self) -> [(&'static str, &str); 2] {
        [("content-security-policy", &self.policy), ("cache-control", "no-cache")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_placeholder_is_left_in_a_page() {
        let origins = Origins {
            shop: "http://localhost:1".to_owned(),
            partner: "http://127.0.0.1:2".to_owned(),
            consent: "http://localhost:3".to_owned(),
        };
        for (template, host) in [
            (include_str!("../pages/shop.html"), Host::Shop),
            (include_str!("../pages/about.html"), Host::Shop),
            (include_str!("../pages/partner.html"), Host::Partner),
        ] {
            let page = Page::new(template, &origins, host);
            assert!(!page.html.contains("{{"), "{}", page.html);
            assert!(page.html.contains("src=\"http://localhost:3/apollo/lv.js\""));
            assert_eq!(page.policy.contains("wasm"), matches!(host, Host::Shop));
        }
    }
}
