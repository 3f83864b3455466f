//! Which of several forms of a page a client wants (RFC 9110, 12.5).

use axum::http::{HeaderMap, HeaderName, header};

/// Of these forms, each with its media type, the one that the client likes best. A browser, and who
/// says nothing, gets the first, and so does who likes several equally.
pub(crate) fn preferred<'a>(headers: &HeaderMap, forms: &[(&'a str, &str)]) -> &'a str {
    let accepted = items(headers, header::ACCEPT);
    let liked = |media: &str| {
        let range = format!("{}/*", media.split('/').next().unwrap_or(media));
        quality(&accepted, &[media, &range, "*/*"])
    };
    // Of equals `max_by_key` would take the last.
    let best = forms.iter().rev().max_by_key(|(_, media)| liked(media));
    best.map_or("", |(form, _)| form)
}

/// Whether the client takes brotli, and likes bytes as they are no better. Who says nothing gets
/// bytes as they are, and so does who refuses both: a strange answer helps more than none.
pub(crate) fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = items(headers, header::ACCEPT_ENCODING);
    let brotli = quality(&accepted, &["br", "*"]);
    brotli > 0 && brotli >= quality(&accepted, &["identity", "*"])
}

/// The site's language nearest to what is asked for: by address, by the client's settings, else the
/// site's default.
pub(crate) fn language<'a>(
    asked: Option<&str>,
    headers: &HeaderMap,
    languages: &'a [String],
    default: &'a str,
) -> &'a str {
    let mut preferred = items(headers, header::ACCEPT_LANGUAGE);
    preferred.retain(|(_, quality)| *quality > 0);
    preferred.sort_by_key(|(_, quality)| std::cmp::Reverse(*quality));
    asked
        .into_iter()
        .chain(preferred.iter().map(|(tag, _)| tag.as_str()))
        .find_map(|tag| nearest(tag, languages))
        .unwrap_or(default)
}

/// The language of this tag, or of its first subtag: `lv-LV` finds `lv` (RFC 4647, 3.4).
fn nearest<'a>(tag: &str, languages: &'a [String]) -> Option<&'a str> {
    let find = |wanted: &str| languages.iter().find(|known| known.eq_ignore_ascii_case(wanted));
    let primary = tag.split('-').next().unwrap_or(tag);
    find(tag).or_else(|| find(primary)).map(String::as_str)
}

/// The quality of the first of these names, the most exact first, that is listed.
fn quality(accepted: &[(String, u16)], names: &[&str]) -> u16 {
    let of = |wanted: &&str| accepted.iter().find(|(name, _)| name == wanted).map(|(_, q)| *q);
    names.iter().find_map(of).unwrap_or(0)
}

/// A header's list of names with their quality in thousandths.
fn items(headers: &HeaderMap, name: HeaderName) -> Vec<(String, u16)> {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(|list| list.split(','))
        .map(|item| {
            let item = item.to_ascii_lowercase();
            let mut parts = item.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default().to_owned();
            let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
            (name, quality)
        })
        .collect()
}

fn thousandths(text: &str) -> u16 {
    let quality = text.parse::<f32>().unwrap_or(0.0).clamp(0.0, 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 1000, and NaN becomes 0"
    )]
    let thousandths = (quality * 1000.0) as u16;
    thousandths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_get_html_and_programs_what_they_ask_for() {
        let forms =
            [("html", "text/html"), ("json", "application/json"), ("ld", "application/ld+json")];
        let form = |accept: &str| preferred(&headers(header::ACCEPT, accept), &forms);
        assert_eq!(preferred(&HeaderMap::new(), &forms), "html");
        for (accept, wanted) in [
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
            ("*/*", "html"),
            ("application/json", "json"),
            ("application/*", "json"),
            ("text/html;q=0.5, application/json", "json"),
            ("text/html, application/json;q=0.5", "html"),
            ("application/ld+json", "ld"),
            ("application/ld+json, application/json;q=0.9, */*;q=0.1", "ld"),
            ("nonsense;q=NaN,,;;;", "html"),
        ] {
            assert_eq!(form(accept), wanted, "{accept}");
        }
    }

    #[test]
    fn brotli_only_for_who_takes_it_and_likes_it_best() {
        let brotli = |accept: &str| takes_brotli(&headers(header::ACCEPT_ENCODING, accept));
        assert!(!takes_brotli(&HeaderMap::new()));
        for accept in [
            "br",
            "BR",
            "gzip, deflate, br, zstd",
            "br;q=0.001",
            "*",
            "gzip, *;q=0.1",
            "br, identity",
            "br;q=0.5, identity;q=0.1",
            "br;q=0.1, *;q=0",
            "identity;q=0, br;q=0.1",
        ] {
            assert!(brotli(accept), "{accept}");
        }
        for accept in [
            "",
            "gzip, deflate",
            "identity",
            "br;q=0",
            "br ; Q=0.000",
            "*;q=0",
            "br;q=0, *",
            "br;q=0.5, identity",
            "br;q=0.5, *",
            "br;q=nonsense",
            "brotli",
            ",;;=,q=1",
        ] {
            assert!(!brotli(accept), "{accept}");
        }
    }

    #[test]
    fn the_language_asked_for_then_the_clients_then_the_sites() {
        let known = ["lv".to_owned(), "en".to_owned(), "pt-BR".to_owned()];
        let chosen = |asked: Option<&str>, accept: &str| {
            language(asked, &headers(header::ACCEPT_LANGUAGE, accept), &known, "lv").to_owned()
        };
        assert_eq!(chosen(Some("en"), "lv"), "en");
        assert_eq!(chosen(Some("EN-gb"), "lv"), "en");
        assert_eq!(chosen(Some("xx"), "de, en;q=0.7"), "en");
        assert_eq!(chosen(None, "lv;q=0.1, en-GB;q=0.9"), "en");
        assert_eq!(chosen(None, "pt-br"), "pt-BR");
        assert_eq!(chosen(None, "en;q=0"), "lv");
        assert_eq!(chosen(Some("../../etc"), "*"), "lv");
    }

    fn headers(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }
}
