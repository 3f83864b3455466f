use super::Node;
use super::words::words;
use volens_model::view::{CategoryView, Layout, ServiceView, TrackerView, View};

pub(super) fn view(node: &Node<'_>) -> View {
    let layouts = [("corner", Layout::Corner), ("bar", Layout::Bar), ("centre", Layout::Centre)];
    View {
        site: node.text("site"),
        language: node.text("language"),
        words: words(&node.get("words")),
        controller: node.text("controller"),
        layout: node.one_of("layout", &layouts, Layout::Corner),
        categories: node.list("categories", category),
        notice_path: node.text("notice_path"),
    }
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
