use super::Node;
use super::notice::language;
use super::words::words;
use volens_model::view::{
    CategoryView, ComparedLink, ContactView, Layout, Position, ServiceView, TrackerView, View,
};

pub(super) fn view(node: &Node<'_>) -> View {
    let layouts = [("corner", Layout::Corner), ("bar", Layout::Bar), ("dialog", Layout::Dialog)];
    let positions = [("start", Position::Start), ("end", Position::End)];
    View {
        site: node.text("site"),
        language: node.text("language"),
        words: words(&node.get("words")),
        controller: node.text("controller"),
        layout: node.one_of("layout", &layouts, Layout::Corner),
        position: node.one_of("position", &positions, Position::Start),
        modal: node.flag("modal"),
        categories: node.list("categories", category),
        contacts: node.list("contacts", contact),
        notice_path: node.text("notice_path"),
        languages: node.list("languages", language),
        compared: compared(&node.get("compared")),
    }
}

fn compared(node: &Node<'_>) -> Option<ComparedLink> {
    Some(ComparedLink { text: node.optional("text")?, path: node.optional("path")? })
}

fn category(node: &Node<'_>) -> CategoryView {
    CategoryView {
        id: node.text("id"),
        necessary: node.flag("necessary"),
        title: node.text("title"),
        purpose: node.text("purpose"),
        services: node.list("services", service),
    }
}

fn contact(node: &Node<'_>) -> ContactView {
    ContactView {
        id: node.text("id"),
        title: node.text("title"),
        purpose: node.text("purpose"),
        withdraw: node.text("withdraw"),
        age: node.text("age"),
    }
}

fn service(node: &Node<'_>) -> ServiceView {
    ServiceView {
        id: node.text("id"),
        name: node.text("name"),
        provider: node.text("provider"),
        third_party: node.flag("third_party"),
        example: node.flag("example"),
        purpose: node.text("purpose"),
        reason: node.optional("reason"),
        trackers: node.list("trackers", tracker),
    }
}

fn tracker(node: &Node<'_>) -> TrackerView {
    TrackerView {
        name: node.text("name"),
        kind: node.text("kind"),
        purpose: node.text("purpose"),
        duration: node.text("duration"),
    }
}
