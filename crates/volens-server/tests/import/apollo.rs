//! The real table: fifteen activities, twenty-four legal bases, word for word.

use crate::source::{LINES, SOURCE, cells, reading, site};
use volens_model::notice::Article::{Consent, Contract, LegalObligation, LegitimateInterests};
use volens_model::notice::{Activity, Article, Cell, DataMode, Notice, Translation};
use volens_server::import::Severity;

fn notice() -> Notice {
    reading(SOURCE).notice
}

/// Numbers of the rows that `pick` says yes to, from 1.
fn rows(pick: impl Fn(&Activity) -> bool) -> Vec<usize> {
    let picked = (1..).zip(notice().activities).filter(|(_, activity)| pick(activity));
    picked.map(|(n, _)| n).collect()
}

fn rests_on(article: Article) -> Vec<usize> {
    rows(|activity| activity.bases.iter().any(|basis| basis.article == article))
}

#[test]
fn fifteen_activities_rest_on_twenty_four_legal_bases() {
    let reading = reading(SOURCE);
    assert!(reading.decided());
    assert_eq!(reading.lines, LINES);
    let ids: Vec<&str> = reading.notice.activities.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(ids.first(), Some(&"p01"));
    assert_eq!(ids.last(), Some(&"p15"));
    assert_eq!(reading.notice.activities.iter().map(|a| a.bases.len()).sum::<usize>(), 24);
}

#[test]
fn every_cell_is_verbatim() {
    let notice = notice();
    assert_eq!(SOURCE.lines().nth(2), Some(notice.title.as_str()));
    let columns = notice.columns;
    let headings = [columns.purpose, columns.legal_basis, columns.personal_data];
    assert_eq!(headings, cells(&[5]));
    for (activity, lines) in notice.activities.iter().zip(LINES) {
        let [purpose, legal_basis, personal_data] = cells(lines);
        let said = [Some(&activity.purpose), activity.anonymisation.as_ref()];
        let said: Vec<&str> = said.into_iter().flatten().map(String::as_str).collect();
        assert_eq!(said.join(" "), purpose.replace('\n', " "), "{}", activity.id);
        assert_eq!(activity.legal_basis, legal_basis, "{}", activity.id);
        assert_eq!(activity.personal_data, personal_data, "{}", activity.id);
    }
}

#[test]
fn rows_are_found_by_article() {
    assert_eq!(rests_on(Consent), [1, 3]);
    assert_eq!(rests_on(Contract), [1, 2, 3, 6, 8]);
    assert_eq!(rests_on(LegalObligation), [9, 10]);
    assert_eq!(rests_on(LegitimateInterests), [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15]);
    let only =
        rows(|activity| activity.bases.iter().all(|basis| basis.article == LegitimateInterests));
    assert_eq!(only, [4, 5, 7, 11, 12, 13, 14, 15]);
}

#[test]
fn one_may_object_to_fourteen_and_withdraw_two() {
    assert_eq!(rows(|a| a.bases.iter().any(|basis| basis.object.is_some())).len(), 14);
    assert_eq!(rows(|a| a.bases.iter().any(|basis| basis.withdraw.is_some())).len(), 2);
}

#[test]
fn the_anonymisation_sentence_is_no_row_and_no_purpose() {
    assert_eq!(rows(|activity| activity.anonymisation.is_some()), [4, 5, 7, 10, 15]);
    assert_eq!(rows(|activity| activity.purpose.contains("anonimizācija")), [0; 0]);
}

#[test]
fn all_personal_data_are_possible_in_eight_rows() {
    assert_eq!(rows(|activity| activity.data.all_possible), [3, 7, 8, 9, 11, 12, 13, 15]);
    assert_eq!(rows(|activity| activity.data.mode == DataMode::All), [7, 8, 9, 11, 12]);
    assert_eq!(rows(|activity| activity.data.mode == DataMode::Reference), [1, 14]);
}

#[test]
fn clauses_are_pointed_to_and_not_resolved() {
    let notice = notice();
    let references = |references: &[volens_model::notice::CrossReference]| -> Vec<(String, Cell)> {
        assert!(references.iter().all(|reference| reference.url.is_none()));
        references.iter().map(|r| (r.clause.clone(), r.cell)).collect()
    };
    let clause = |number: &str, cell| (number.to_owned(), cell);
    assert_eq!(references(&notice.cross_references), [clause("4.2", Cell::PersonalData)]);
    let found: Vec<_> = notice
        .activities
        .iter()
        .map(|activity| references(&activity.cross_references))
        .enumerate()
        .filter(|(_, references)| !references.is_empty())
        .collect();
    assert_eq!(
        found,
        [
            (0, vec![clause("1.3", Cell::Purpose), clause("4.2", Cell::PersonalData)]),
            (13, vec![clause("5.3.5", Cell::Purpose), clause("5.3.5", Cell::PersonalData)]),
        ]
    );
}

/// Article, whether the source states it, its word, scope and condition.
type Basis<'a> = (Article, bool, &'a str, Option<&'a str>, Option<&'a str>);

fn bases(activity: &Activity) -> Vec<Basis<'_>> {
    let read = activity.bases.iter();
    read.map(|b| (b.article, b.stated, b.term.as_str(), b.scope.as_deref(), b.condition.as_deref()))
        .collect()
}

#[test]
fn what_the_club_rests_on_is_inferred_where_no_article_is_cited() {
    let joint = "Izstrādes aktivitātes, analīze un statistika, kā arī mārketinga aktivitātes";
    let expected: [Basis<'_>; 4] = [
        (Consent, false, "piekrišana", Some("Pievienošanās Klubam"), None),
        (
            Contract,
            true,
            "nepieciešams, lai noslēgtu līgumu",
            Some("Kluba priekšrocību un pakalpojumu piedāvājums"),
            None,
        ),
        (LegitimateInterests, false, "likumīgām interesēm", Some(joint), Some("parasti")),
        (Consent, false, "piekrišana", Some(joint), Some("ja nepieciešams")),
    ];
    assert_eq!(bases(&notice().activities[0]), expected);
}

#[test]
fn scopes_and_conditions_keep_their_places() {
    let notice = notice();
    let support: [Basis<'_>; 3] = [
        (
            Contract,
            true,
            "līgums",
            Some("Ja klients/partneris ir fiziska persona"),
            Some("ja tas saistīts ar līguma izpildes atbalsta aktivitātēm"),
        ),
        (Consent, true, "piekrišana", Some("citi kontakti"), Some("ja persona sazinās pati")),
        (LegitimateInterests, true, "leģitīma interese", None, Some("ja pārstāvis")),
    ];
    assert_eq!(bases(&notice.activities[2]), support);
    let garbled = "daļās, kas nav ietvertas līgumā/ja datu subjekts nav līguma … puse (ja tāda ir)";
    let it: [Basis<'_>; 2] = [
        (Contract, true, "Līgums", None, None),
        (LegitimateInterests, true, "leģitīmās intereses", None, Some(garbled)),
    ];
    assert_eq!(bases(&notice.activities[7]), it);
}

#[test]
fn categories_of_data_have_the_same_key_whatever_they_are_called() {
    let notice = notice();
    let keys = |n: usize| -> Vec<String> {
        notice.activities[n - 1].data.categories.iter().map(|c| c.key.clone()).collect()
    };
    let services =
        ["general", "service_use", "contact", "payment", "communications", "feedback", "technical"];
    assert_eq!(keys(2), services);
    let marketing = [
        "social_media",
        "name",
        "email",
        "campaign_participation",
        "technical",
        "cookies",
        "service_use",
    ];
    assert_eq!(keys(4), marketing);
    assert_eq!(keys(5), ["general", "service_use", "feedback", "technical"]);
    assert_eq!(keys(10), ["accounting"]);
    assert_eq!(keys(15), ["accounting", "all_personal_data"]);
    let data = &notice.activities[4].data;
    assert_eq!(data.qualifier.as_deref(), Some("Parasti anonīmi"));
    let condition =
        "ja tas ir nepieciešams un ir pozitīvs likumīgo interešu pamats; ierobežotā apmērā";
    assert!(data.categories.iter().all(|c| c.condition.as_deref() == Some(condition)));
}

#[test]
fn each_defect_is_named_at_its_line() {
    let reading = reading(SOURCE);
    let found = |id: &str| -> Vec<usize> {
        let findings = reading.findings.iter().filter(|finding| finding.kind.code() == id);
        findings.map(|finding| finding.line).collect()
    };
    let expected: [(&str, &[usize]); 15] = [
        ("D1", &[6]),
        ("D2", &[9]),
        ("D3", &[18]),
        ("D4", &[12, 14, 17]),
        ("D5", &[11]),
        ("D5b", &[24]),
        ("D6", &[6, 20, 21, 22, 23, 24]),
        ("D7", &[6]),
        ("D8", &[23]),
        ("D9", &[6, 6, 6]),
        ("D10", &[15]),
        ("D11", &[17]),
        ("D12", &[6]),
        ("D13", &[7, 7, 7, 7]),
        ("L18", &[9]),
    ];
    for (id, lines) in expected {
        assert_eq!(found(id), lines, "{id}");
    }
    let others = reading.findings.iter().filter(|f| f.kind.severity() == Severity::Undecided);
    assert_eq!(others.count(), 0);
}

#[test]
fn importing_again_gives_the_committed_file_but_for_what_is_ours() {
    let committed = std::fs::read_to_string(site().join("notice.toml")).expect("notice.toml");
    let again = reading(SOURCE).to_toml("source.lv.txt");
    let verbatim: Vec<&str> =
        committed.lines().filter(|line| !line.starts_with("plain = ")).collect();
    assert_eq!(verbatim.len(), again.lines().count());
    let control = |line: &str| line.starts_with("object = ") || line.starts_with("withdraw = ");
    for (committed, again) in verbatim.into_iter().zip(again.lines()) {
        assert!(committed == again || control(committed) && control(again), "{committed}");
    }
}

#[test]
fn every_translation_follows_the_latvian() {
    let read = |name: &str| std::fs::read_to_string(site().join(name)).expect("a file of the site");
    let notice: Notice = toml::from_str(&read("notice.toml")).expect("a notice");
    for language in ["en", "et", "lt", "ru", "fi"] {
        let text = read(&format!("notice.{language}.toml"));
        let translation: Translation = toml::from_str(&text).expect("a translation");
        assert_eq!(translation.mismatches(&notice), [""; 0], "{language}");
        assert_eq!(translation.language, language);
        assert!(!translation.approved, "{language}: nobody at the controller has read it");
    }
}
