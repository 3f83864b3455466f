use super::Node;
use super::{overview, words};
use volens_model::notice::{Article, Control, DataMode};
use volens_model::view::{
    ActivityView, BasisView, DataCategoryView, LanguageLink, NoticeView, ReferenceView,
};

pub(super) fn notice(node: &Node<'_>) -> NoticeView {
    let columns = node.list("columns", Node::as_text);
    NoticeView {
        site: node.text("site"),
        language: node.text("language"),
        source_language: node.text("source_language"),
        version: node.text("version"),
        direction: words::direction(node),
        controller: node.text("controller"),
        contact: node.optional("contact"),
        title: node.text("title"),
        columns: columns.try_into().ok().or_else(|| node.fail()).unwrap_or_default(),
        unresolved: node.list("unresolved", Node::as_text),
        activities: node.list("activities", activity),
        languages: node.list("languages", language),
        notice: words::notice(&node.get("notice")),
        words: overview::words(&node.get("words")),
        legal: overview::legal(&node.get("legal")),
    }
}

pub(super) fn language(node: &Node<'_>) -> LanguageLink {
    LanguageLink {
        language: node.text("language"),
        name: node.text("name"),
        path: node.text("path"),
    }
}

fn activity(node: &Node<'_>) -> ActivityView {
    let modes =
        [("list", DataMode::List), ("all", DataMode::All), ("reference", DataMode::Reference)];
    ActivityView {
        id: node.text("id"),
        purpose: node.text("purpose"),
        plain: node.optional("plain"),
        anonymisation: node.optional("anonymisation"),
        legal_basis: node.text("legal_basis"),
        personal_data: node.text("personal_data"),
        bases: node.list("bases", basis),
        mode: node.one_of("mode", &modes, DataMode::Reference),
        all_possible: node.flag("all_possible"),
        qualifier: node.optional("qualifier"),
        categories: node.list("categories", category),
        unresolved: node.list("unresolved", Node::as_text),
        references: node.list("references", reference),
    }
}

fn reference(node: &Node<'_>) -> ReferenceView {
    ReferenceView { clause: node.text("clause"), url: node.text("url") }
}

fn basis(node: &Node<'_>) -> BasisView {
    let articles = [
        ("consent", Article::Consent),
        ("contract", Article::Contract),
        ("legal_obligation", Article::LegalObligation),
        ("vital_interests", Article::VitalInterests),
        ("public_task", Article::PublicTask),
        ("legitimate_interests", Article::LegitimateInterests),
    ];
    BasisView {
        article: node.one_of("article", &articles, Article::Consent),
        stated: node.flag("stated"),
        term: node.text("term"),
        scope: node.optional("scope"),
        condition: node.optional("condition"),
        withdraw: control(node, "withdraw"),
        object: control(node, "object"),
    }
}

fn control(node: &Node<'_>, name: &str) -> Option<Control> {
    node.optional(name).and_then(|text| Control::try_from(text).ok().or_else(|| node.fail()))
}

fn category(node: &Node<'_>) -> DataCategoryView {
    DataCategoryView {
        key: node.text("key"),
        name: node.text("name"),
        condition: node.optional("condition"),
    }
}
