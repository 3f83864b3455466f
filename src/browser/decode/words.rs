use super::Node;
use volens_model::words::{
    BannerWords, BoxWords, ContactWords, Direction, Durations, InformationWords, LegalWords,
    NoticeWords, OverviewWords, PlaceholderWords, SettingsWords, StatusWords, StorageWords, Words,
};

pub(super) fn words(node: &Node<'_>) -> Words {
    Words {
        language_name: node.text("language_name"),
        direction: direction(node),
        banner: banner(&node.get("banner")),
        information: information(&node.get("information")),
        settings: settings(&node.get("settings")),
        contacts: contacts(&node.get("contacts")),
        storage: storage(&node.get("storage")),
        notice: notice(&node.get("notice")),
        // The host has rendered every placeholder, status and consent box, and written every duration
        // out; the overview brings its own words.
        overview: OverviewWords::default(),
        legal: LegalWords::default(),
        placeholder: PlaceholderWords::default(),
        status: StatusWords::default(),
        consent_box: BoxWords::default(),
        durations: Durations::default(),
        choices: (),
        versions: (),
    }
}

pub(super) fn direction(node: &Node<'_>) -> Direction {
    let directions = [("ltr", Direction::Ltr), ("rtl", Direction::Rtl)];
    node.one_of("direction", &directions, Direction::Ltr)
}

fn banner(node: &Node<'_>) -> BannerWords {
    BannerWords {
        label: node.text("label"),
        title: node.text("title"),
        lede: node.text("lede"),
        own: node.text("own"),
        third_party: node.text("third_party"),
        free: node.text("free"),
        change: node.text("change"),
        refuse: node.text("refuse"),
        accept: node.text("accept"),
        settings: node.text("settings"),
    }
}

fn information(node: &Node<'_>) -> InformationWords {
    InformationWords {
        title: node.text("title"),
        lede: node.text("lede"),
        got_it: node.text("got_it"),
    }
}

fn settings(node: &Node<'_>) -> SettingsWords {
    SettingsWords {
        title: node.text("title"),
        lede: node.text("lede"),
        since: node.text("since"),
        undecided: node.text("undecided"),
        gpc: node.text("gpc"),
        always_on: node.text("always_on"),
        partly: node.text("partly"),
        services: node.text("services"),
        provider: node.text("provider"),
        purpose: node.text("purpose"),
        reason: node.text("reason"),
        access: node.text("access"),
        own: node.text("own"),
        third_party: node.text("third_party"),
        example: node.text("example"),
        trackers: node.text("trackers"),
        no_trackers: node.text("no_trackers"),
        name: node.text("name"),
        kind: node.text("kind"),
        duration: node.text("duration"),
        save: node.text("save"),
        close: node.text("close"),
        search: node.text("search"),
        found: node.text("found"),
        history: node.text("history"),
        allowed: node.text("allowed"),
        nothing_allowed: node.text("nothing_allowed"),
        added: node.text("added"),
        removed: node.text("removed"),
        altered: node.text("altered"),
    }
}

fn contacts(node: &Node<'_>) -> ContactWords {
    ContactWords {
        title: node.text("title"),
        lede: node.text("lede"),
        on: node.text("on"),
        off: node.text("off"),
        withdraw: node.text("withdraw"),
    }
}

fn storage(node: &Node<'_>) -> StorageWords {
    StorageWords {
        cookie: node.text("cookie"),
        local_storage: node.text("local_storage"),
        session_storage: node.text("session_storage"),
        indexed_db: node.text("indexed_db"),
        cache_storage: node.text("cache_storage"),
    }
}

pub(super) fn notice(node: &Node<'_>) -> NoticeWords {
    NoticeWords { link: node.text("link"), languages: node.text("languages") }
}
