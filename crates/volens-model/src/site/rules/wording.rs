//! What a site's own words must not do: steer, threaten, misname, or change language between layers.

use crate::finding::Finding;
use crate::site::document::Step;
use crate::site::wording::{Wording, Wrong, same};
use crate::site::{Document, SiteFile, Texts};

/// One text, where it stands, and whether it is about something optional.
struct Said<'a> {
    path: Vec<Step>,
    text: &'a str,
    optional: bool,
}

/// Words that steer, in one language's texts.
pub(in crate::site) fn wording(
    document: &Document<'_>,
    texts: &Texts,
    file: &SiteFile,
    language: &str,
) -> Vec<Finding> {
    let list = Wording::of(language);
    let found = said(texts, file).into_iter().flat_map(|said| {
        let wrong = list.find(said.text, said.optional).into_iter();
        wrong.map(|(phrase, why)| finding(document, &said.path, phrase, why)).collect::<Vec<_>>()
    });
    found.chain(script(document, texts, file, language)).collect()
}

/// Names in site.toml, which every language shows; held against the default language's list.
pub(super) fn names(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let list = Wording::of(&file.default_language);
    let mut findings = Vec::new();
    for (c, category) in file.categories.iter().enumerate() {
        for (s, service) in category.services.iter().enumerate() {
            let path: [Step; 5] =
                ["category".into(), c.into(), "service".into(), s.into(), "name".into()];
            let wrong = list.find(&service.name, !category.necessary).into_iter();
            findings.extend(wrong.map(|(phrase, why)| finding(document, &path, phrase, why)));
        }
    }
    findings
}

/// A text that stands in two languages' files has not been translated (L25). `earlier`: the languages
/// that have been read before.
pub(in crate::site) fn untranslated<'a>(
    document: &Document<'_>,
    texts: &Texts,
    file: &SiteFile,
    earlier: impl Iterator<Item = (&'a String, &'a Texts)>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let own = said(texts, file);
    for (language, other) in earlier {
        for (one, other) in own.iter().flat_map(|one| {
            let there = said(other, file).into_iter();
            there.filter(|other| same_place(one, other)).map(move |other| (one, other))
        }) {
            if same(one.text, other.text) {
                let message = format!("This text is the same in `{language}`.");
                let remedy = "translate it: all layers speak the page's language.";
                findings.push(document.error_at(&one.path, "L25", message, remedy));
            }
        }
    }
    findings
}

/// A text in letters that the language is not written in (L25).
fn script(document: &Document<'_>, texts: &Texts, file: &SiteFile, language: &str) -> Vec<Finding> {
    let cyrillic = |c: char| ('\u{400}'..='\u{52f}').contains(&c);
    // Latin and its extensions stand before Cyrillic; longer Latin ones behind.
    let latin = |c: char| c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c);
    let foreign = |text: &str| {
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
        let own = letters.iter().filter(|c| match language.split('-').next() {
            Some("ru") => cyrillic(**c),
            Some("lv" | "en" | "et" | "lt" | "fi") => latin(**c),
            _ => true,
        });
        // A title may be a brand's name; a sentence is in its language.
        text.split_whitespace().count() >= 3 && own.count() * 2 < letters.len()
    };
    let found = said(texts, file).into_iter().filter(|said| foreign(said.text));
    found
        .map(|said| {
            let message = format!("This text is not written in the letters of `{language}`.");
            let remedy = "translate it: all layers speak the page's language.";
            document.error_at(&said.path, "L25", message, remedy)
        })
        .collect()
}

/// Everything that is said of a category, service or contact purpose that the site has.
fn said<'a>(texts: &'a Texts, file: &SiteFile) -> Vec<Said<'a>> {
    let mut all = Vec::new();
    for category in &file.categories {
        let optional = !category.necessary;
        let mut add = |path: &[&str], text: Option<&'a str>| {
            let path = path.iter().map(|key| (*key).into()).collect();
            all.extend(text.map(|text| Said { path, text, optional }));
        };
        if let Some(words) = texts.categories.get(&category.id) {
            add(&["category", &category.id, "title"], Some(&words.title));
            add(&["category", &category.id, "purpose"], Some(&words.purpose));
        }
        for service in &category.services {
            let Some(words) = texts.services.get(&service.id) else { continue };
            add(&["service", &service.id, "name"], words.name.as_deref());
            add(&["service", &service.id, "purpose"], Some(&words.purpose));
            add(&["service", &service.id, "reason"], words.reason.as_deref());
            for (name, purpose) in &words.trackers {
                add(&["service", &service.id, "tracker", name], Some(purpose));
            }
        }
    }
    for contact in &file.contacts {
        let Some(words) = texts.contacts.get(&contact.id) else { continue };
        let said =
            [("title", &words.title), ("purpose", &words.purpose), ("withdraw", &words.withdraw)];
        all.extend(said.map(|(key, text)| Said {
            path: vec!["contact".into(), contact.id.as_str().into(), key.into()],
            text,
            optional: true,
        }));
    }
    all
}

fn same_place(one: &Said<'_>, other: &Said<'_>) -> bool {
    one.path == other.path
}

fn finding(document: &Document<'_>, path: &[Step], phrase: &str, why: Wrong) -> Finding {
    let (rule, what, remedy) = match why {
        Wrong::Steering => (
            "stirring",
            "steers the visitor instead of informing",
            "say what is done and what for, in plain words.",
        ),
        Wrong::Loss => (
            "L07",
            "says what a visitor would lose by refusing",
            "say what it is for; the site works without it.",
        ),
        Wrong::Essential => (
            "L19",
            "calls something optional necessary",
            "say what it is for; or declare it as necessary, with a reason, if it is.",
        ),
        Wrong::Interest => (
            "L18",
            "rests storing on the device on legitimate interests",
            "remove it: what is optional is only done with consent.",
        ),
    };
    document.error_at(path, rule, format!("“{phrase}” {what}."), remedy)
}
