//! Pages with the addresses put in, and the content security policy each is served with.

use crate::Origins;

const TAGS: &str = include_str!("../pages/tags.html");
const FOOTER: &str = include_str!("../pages/footer.html");

/// Which of the hosts a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    Shop,
    Partner,
    Club,
}

impl Host {
    /// The site under whose name it asks.
    const fn site(self) -> &'static str {
        match self {
            Self::Shop | Self::Partner => "apollo",
            Self::Club => "club",
        }
    }

    /// What its pages may do besides loading their own: Wasm runs only where the policy says so (CSP3,
    /// `'wasm-unsafe-eval'`), and the club alone has a form.
    const fn allowances(self) -> (&'static str, &'static str) {
        match self {
            Self::Shop => (" 'wasm-unsafe-eval'", "'none'"),
            Self::Partner => ("", "'none'"),
            Self::Club => (" 'wasm-unsafe-eval'", "'self'"),
        }
    }
}

/// A page that is the same for everyone.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) html: String,
    policy: String,
}

impl Page {
    pub(crate) fn new(template: &str, origins: &Origins, host: Host) -> Self {
        let Origins { shop, partner, club, consent } = origins;
        let hosts = [
            (Host::Shop, shop, "Grāmatnīca"),
            (Host::Partner, partner, "Partnera vietne"),
            (Host::Club, club, "Lasītāju klubs"),
        ];
        let others: Vec<String> = hosts
            .into_iter()
            .filter(|(other, ..)| *other != host)
            .map(|(_, origin, name)| format!("<li><a href=\"{origin}/\">{name}</a></li>"))
            .collect();
        let html = template
            .replace("{{tags}}", TAGS.trim_end())
            .replace("{{footer}}", FOOTER.trim_end())
            .replace("{{consent}}", consent)
            .replace("{{site}}", host.site())
            .replace("{{shop}}", shop)
            .replace("{{others}}", &others.join("\n"));
        let (wasm, form) = host.allowances();
        let policy = format!(
            "default-src 'none'; script-src 'self' {consent}{wasm}; style-src 'self'; \
             img-src 'self' data:; connect-src {consent}; base-uri 'none'; form-action {form}; \
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
            club: "http://localhost:4".to_owned(),
            consent: "http://localhost:3".to_owned(),
        };
        for (template, host) in [
            (include_str!("../pages/shop.html"), Host::Shop),
            (include_str!("../pages/about.html"), Host::Shop),
            (include_str!("../pages/partner.html"), Host::Partner),
            (include_str!("../pages/club.html"), Host::Club),
        ] {
            let page = Page::new(template, &origins, host);
            assert!(!page.html.contains("{{"), "{}", page.html);
            let script = format!("src=\"http://localhost:3/{}/lv.js\"", host.site());
            assert!(page.html.contains(&script), "{}", page.html);
            assert_eq!(page.policy.contains("wasm"), host != Host::Partner);
            assert_eq!(page.policy.contains("form-action 'none'"), host != Host::Club);
        }
    }
}
