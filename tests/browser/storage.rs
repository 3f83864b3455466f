//! What stands in localStorage is anyone's: it reads as items or not at all.

use crate::world::local;
use volens_widget::browser::outbox::item::Fate;
use volens_widget::browser::storage::Store;
use wasm_bindgen_test::wasm_bindgen_test;

const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn put(name: &str, text: &str) {
    local().set_item(name, text).expect("room");
}

#[wasm_bindgen_test]
fn garbage_is_ignored_and_left_alone() {
    let garbage = [
        "",
        "null",
        "[]",
        "\"a\"",
        "7",
        "{",
        "{}",
        "{\"key\":null}",
        "{\"key\":null,\"event\":null}",
        "{\"key\":null,\"event\":[]}",
        "{\"key\":null,\"event\":{}}",
        "{\"key\":null,\"event\":{\"id\":7}}",
        "{\"key\":null,\"event\":{\"id\":\"another\"}}",
        "{\"key\":7,\"event\":{\"id\":\"id\"}}",
        "{\"key\":\"\",\"event\":{\"id\":\"id\"}}",
        "{\"key\":\"ā\\n\",\"event\":{\"id\":\"id\"}}",
        "{\"event\":{\"id\":\"id\"}}",
        "\u{0}\u{ffff}",
    ];
    let store = Store::new("garbage");
    for text in garbage {
        put("volens.garbage.q.id", text);
        assert!(store.queue().is_empty(), "{text}");
        assert_eq!(local().get_item("volens.garbage.q.id").ok().flatten().as_deref(), Some(text));
    }
}

#[wasm_bindgen_test]
fn the_queue_is_in_order_and_a_sites_own() {
    for id in ["03", "01", "02"] {
        put(
            &format!("volens.order.q.{id}"),
            &format!("{{\"key\":null,\"event\":{{\"id\":\"{id}\"}}}}"),
        );
    }
    put("volens.order.h.00", "{}");
    put("volens.orders.q.00", "{\"key\":null,\"event\":{\"id\":\"00\"}}");
    let ids: Vec<String> = Store::new("order").queue().into_iter().map(|item| item.id).collect();
    assert_eq!(ids, ["01", "02", "03"]);
}

#[wasm_bindgen_test]
fn history_is_kept_for_a_known_visitor_only_and_never_more_than_fifty() {
    let store = Store::new("history");
    let history = || {
        let names = (0..local().length().expect("a length")).filter_map(|n| local().key(n).ok()?);
        let mut names: Vec<String> =
            names.filter(|name| name.starts_with("volens.history.h.")).collect();
        names.sort();
        names
    };
    put("volens.history.q.00", "{\"key\":null,\"event\":{\"id\":\"00\"}}");
    store.settle(&store.queue()[0], Fate::Stored);
    assert!(store.queue().is_empty());
    assert!(history().is_empty(), "a first refusal leaves nothing");

    for n in 10..65 {
        put(
            &format!("volens.history.q.{n}"),
            &format!("{{\"key\":\"{KEY}\",\"event\":{{\"id\":\"{n}\"}}}}"),
        );
        store.settle(&store.queue()[0], if n == 64 { Fate::Refused } else { Fate::Stored });
    }
    assert_eq!(history().len(), 50);
    assert_eq!(history().first().map(String::as_str), Some("volens.history.h.15"));
    assert_eq!(
        local().get_item("volens.history.h.64").ok().flatten().as_deref(),
        Some(r#"{"status":"refused","event":{"id":"64"}}"#)
    );
}
