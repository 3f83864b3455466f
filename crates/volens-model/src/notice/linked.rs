//! The overview as linked data: JSON-LD 1.1 in the Data Privacy Vocabulary 2.3. Only terms of
//! `dpv.txt` are used, each of which exists in the vocabulary. Texts are those of the page.

use super::{Article, Control};
use crate::view::{ActivityView, BasisView, DataCategoryView, NoticeView};
use serde_json::{Map, Value, json};

/// The terms, one a line.
pub const TERMS: &str = include_str!("dpv.txt");

/// One language of the overview. Its nodes are named by the page's own anchors, so that every
/// language says something of the same.
#[must_use]
pub fn linked(view: &NoticeView) -> Value {
    let writer = Writer { view };
    let activities: Vec<Value> =
        view.activities.iter().map(|activity| writer.activity(activity)).collect();
    let mut controller = json!({
        "@id": writer.id("controller"),
        "@type": "dpv:DataController",
        "dpv:hasName": view.controller,
    });
    if let (Some(fields), Some(contact)) = (controller.as_object_mut(), &view.contact) {
        fields.insert("dpv:hasContact".into(), contact.as_str().into());
    }
    json!({
        "@context": context(),
        "@id": writer.page(),
        "@type": "dpv:PrivacyNotice",
        "dct:title": writer.text(&view.title),
        "dct:language": view.language,
        "dct:hasVersion": view.version,
        "dpv:hasDataController": controller,
        "dpv:hasProcess": activities,
    })
}

fn context() -> Value {
    let links = [
        "dpv:hasLegalBasis",
        "dpv:hasRight",
        "dpv:hasTechnicalMeasure",
        "dct:references",
        "skos:broader",
    ];
    let mut context: Map<String, Value> = [
        ("dpv", "https://w3id.org/dpv#"),
        ("pd", "https://w3id.org/dpv/pd#"),
        ("eu-gdpr", "https://w3id.org/dpv/legal/eu/gdpr#"),
        ("dct", "http://purl.org/dc/terms/"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ]
    .into_iter()
    .map(|(prefix, address)| (prefix.to_owned(), address.into()))
    .collect();
    for link in links {
        context.insert(link.to_owned(), json!({"@type": "@id"}));
    }
    Value::Object(context)
}

struct Writer<'a> {
    view: &'a NoticeView,
}

impl Writer<'_> {
    /// Resolved against the address it is read from.
    fn page(&self) -> String {
        format!("/{}/notice", self.view.site)
    }

    fn id(&self, anchor: &str) -> String {
        format!("{}#{anchor}", self.page())
    }

    fn text(&self, text: &str) -> Value {
        json!({"@value": text, "@language": self.view.language})
    }

    fn activity(&self, activity: &ActivityView) -> Value {
        let id = &activity.id;
        let bases = activity.bases.iter().enumerate();
        let bases: Vec<Value> =
            bases.map(|(n, basis)| self.basis(&format!("{id}-basis-{}", n + 1), basis)).collect();
        let categories = activity.categories.iter();
        let mut data: Vec<Value> = categories.map(|category| self.data(category)).collect();
        if data.is_empty() {
            // The source only points to another document.
            data.push(json!({"@type": "dpv:PersonalData"}));
        }
        let mut process = json!({
            "@id": self.id(id),
            "@type": "dpv:Process",
            "dct:identifier": id,
            "dct:title": self.text(&activity.purpose),
            "dpv:hasPurpose": {
                "@id": self.id(&format!("{id}-purpose")),
                "@type": "dpv:Purpose",
                "skos:prefLabel": self.text(&activity.purpose),
            },
            // A process for each basis: each has a scope and condition of its own.
            "dpv:hasProcess": bases,
            "dpv:hasPersonalData": data,
            "dct:description": [self.text(&activity.legal_basis), self.text(&activity.personal_data)],
        });
        if let Some(fields) = process.as_object_mut() {
            if activity.anonymisation.is_some() {
                fields.insert("dpv:hasTechnicalMeasure".into(), "dpv:Anonymisation".into());
            }
            let found = activity.references.iter().map(|reference| reference.url.clone());
            let found: Vec<String> = found.collect();
            if !found.is_empty() {
                fields.insert("dct:references".into(), json!(found));
            }
        }
        process
    }

    fn basis(&self, anchor: &str, basis: &BasisView) -> Value {
        let mut process = json!({
            "@id": self.id(anchor),
            "@type": "dpv:Process",
            "dpv:hasLegalBasis": article(basis.article),
            "dct:title": self.text(&basis.term),
        });
        if let Some(fields) = process.as_object_mut() {
            let described: Vec<Value> =
                basis.scope.iter().chain(&basis.condition).map(|text| self.text(text)).collect();
            if !described.is_empty() {
                fields.insert("dct:description".into(), described.into());
            }
            let rights = rights(basis);
            if !rights.is_empty() {
                fields.insert("dpv:hasRight".into(), json!(rights));
            }
        }
        process
    }

    fn data(&self, category: &DataCategoryView) -> Value {
        let mut data = json!({
            "@type": "dpv:PersonalData",
            "dct:identifier": category.key,
            "skos:prefLabel": self.text(&category.name),
            "skos:broader": kind(&category.key),
        });
        if let (Some(fields), Some(condition)) = (data.as_object_mut(), &category.condition) {
            fields.insert("dct:description".into(), self.text(condition));
        }
        data
    }
}

fn article(article: Article) -> &'static str {
    match article {
        Article::Consent => "eu-gdpr:A6-1-a",
        Article::Contract => "eu-gdpr:A6-1-b",
        Article::LegalObligation => "eu-gdpr:A6-1-c",
        Article::VitalInterests => "eu-gdpr:A6-1-d",
        Article::PublicTask => "eu-gdpr:A6-1-e",
        Article::LegitimateInterests => "eu-gdpr:A6-1-f",
    }
}

/// The rights that a basis brings: 7(3) and 20 with consent, 20 with a contract, 21 with interests.
fn rights(basis: &BasisView) -> Vec<&'static str> {
    let offered = |control: &Option<Control>, right| control.as_ref().map(|_| right);
    let portable = matches!(basis.article, Article::Consent | Article::Contract);
    let rights = [
        offered(&basis.withdraw, "eu-gdpr:A7-3"),
        portable.then_some("eu-gdpr:A20"),
        offered(&basis.object, "eu-gdpr:A21"),
    ];
    rights.into_iter().flatten().collect()
}

/// What the vocabulary calls a category, where one of its terms says no more than the source does.
fn kind(key: &str) -> &'static str {
    match key {
        "contact" => "pd:Contact",
        "email" => "pd:EmailAddress",
        "name" => "pd:Name",
        "payment" | "accounting" => "pd:Financial",
        "communications" => "pd:Communication",
        "feedback" => "pd:Opinion",
        "service_use" => "pd:Behavioural",
        "social_media" => "pd:SocialMedia",
        "technical" => "pd:DeviceBased",
        _ => "dpv:PersonalData",
    }
}
