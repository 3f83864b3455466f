//! Host and browser render the same: a visitor who sees the one and then the other sees nothing
//! move. The host's side is what `tests/render.rs` holds.

use crate::world::{element, until};
use volens_widget::banner::{Banner, BannerProps};
use volens_widget::browser::decode;
use volens_widget::notice::{Notice, NoticeProps};
use volens_widget::settings::{Settings, SettingsProps};
use volens_widget::shared::Shared;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::{BaseComponent, Renderer};

/// A snapshot is written one element a line.
fn as_rendered(snapshot: &str) -> String {
    snapshot.trim_end().replace(">\n<", "><")
}

async fn renders_as<C: BaseComponent>(properties: C::Properties, snapshot: &str) {
    let (host, browser) = (element(&as_rendered(snapshot)), element(""));
    Renderer::<C>::with_root_and_props(browser.clone(), properties).render();
    until("the view is rendered", || browser.first_element_child().is_some()).await;
    // Texts that stand side by side are one text in parsed HTML.
    host.normalize();
    browser.normalize();
    assert!(
        host.is_equal_node(Some(&browser)),
        "host:\n{}\nbrowser:\n{}",
        host.inner_html(),
        browser.inner_html()
    );
    assert!(browser.text_content().is_some_and(|text| text.contains("<img src=x")));
    host.remove();
    browser.remove();
}

macro_rules! both_render_the_same {
    ($name:ident, $language:literal) => {
        #[wasm_bindgen_test]
        async fn $name() {
            let view = || {
                let json = include_str!(concat!("../snapshots/view.", $language, ".json"));
                Shared::new(decode::view(json).expect("a view"))
            };
            let notice = include_str!(concat!("../snapshots/notice.", $language, ".json"));
            let notice = Shared::new(decode::notice(notice).expect("an overview"));
            renders_as::<Banner>(
                BannerProps::new(view()),
                include_str!(concat!("../snapshots/banner.", $language, ".html")),
            )
            .await;
            renders_as::<Settings>(
                SettingsProps::new(view()),
                include_str!(concat!("../snapshots/settings.", $language, ".html")),
            )
            .await;
            renders_as::<Notice>(
                NoticeProps::new(notice),
                include_str!(concat!("../snapshots/notice.", $language, ".html")),
            )
            .await;
        }
    };
}

both_render_the_same!(latvian, "lv");
both_render_the_same!(english, "en");
both_render_the_same!(russian, "ru");

#[wasm_bindgen_test]
fn what_is_not_a_view_is_none() {
    let whole = include_str!("../snapshots/view.lv.json");
    let wrong = [
        "",
        "null",
        "[]",
        "7",
        "{}",
        "{\"words\":{}}",
        &whole.replace("\"layout\": \"corner\"", "\"layout\": \"popup\""),
        &whole.replace("\"categories\": [", "\"categories\": 3, \"others\": ["),
        &whole.replace("\"refuse\": \"Noraidīt visu\"", "\"refuse\": null"),
    ];
    for text in wrong {
        assert!(decode::view(text).is_none(), "{text}");
        assert!(decode::notice(text).is_none(), "{text}");
    }
    assert!(decode::view(whole).is_some());
}
